"""The picture of a rich menu: fields with a sign, what is typed, and what that does. Thai set by RAQM with Sarabun."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ACCENT, INK, GREY, PALE, LINE, WHITE = "#0F766E", "#1F2937", "#667085", "#F1F6F5", "#D5DEDC", "#FFFFFF"
_FOLDER = Path(__file__).parent / "sarabun"
_FINER = 4  # signs are drawn larger and made smaller: their edges come out smooth
_SIGN = 96
_TITLE, _NOTE = 50, 29

Pen = ImageDraw.ImageDraw
Box = tuple[int, int, int, int]  # x, y, width, height
Shape = Callable[[Pen, Callable[[float], float], str, int], None]


@dataclass(frozen=True)
class Field:
    """One field: its sign by name, the words that it says, and what they do. `strong`: the one most people want."""

    sign: str
    title: str
    note: str
    strong: bool = False


def draw(fields: Sequence[tuple[Field, Box]]) -> bytes:
    """Return the picture as PNG, the same bytes for the same fields; their boxes cover it."""
    size = max(x + wide for _, (x, _, wide, _) in fields), max(y + high for _, (_, y, _, high) in fields)
    picture = Image.new("RGB", size, PALE)
    pen = ImageDraw.Draw(picture)
    for field, (x, y, wide, high) in fields:
        ground, title, note = (ACCENT, WHITE, "#D7EDEA") if field.strong else (WHITE, INK, GREY)
        pen.rounded_rectangle((x + 9, y + 9, x + wide - 9, y + high - 9), 26, fill=ground, outline=LINE, width=2)
        middle = x + wide // 2
        sign = _sign(field.sign, WHITE if field.strong else ACCENT, ground)
        picture.paste(sign, (middle - _SIGN // 2, y + 62))
        _write(pen, (middle, y + 226), field.title, _TITLE, title, wide - 50, bold=True)
        _write(pen, (middle, y + 302), field.note, _NOTE, note, wide - 50)
    out = io.BytesIO()
    picture.quantize(96).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(pen: Pen, at: tuple[int, int], text: str, size: int, colour: str, room: int, *, bold: bool = False) -> None:
    """Write one line in the middle, smaller where it would not fit."""
    file = str(_FOLDER / f"Sarabun-{'Bold' if bold else 'Regular'}.ttf")
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
    while font.getlength(text) > room and size > 18:
        size -= 1
        font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
    pen.text(at, text, fill=colour, font=font, anchor="mm")


def _sign(name: str, colour: str, ground: str) -> Image.Image:
    """Return a sign: lines of one width on a square of 24."""
    size = _SIGN * _FINER
    square = Image.new("RGB", (size, size), ground)
    _SIGNS[name](ImageDraw.Draw(square), lambda units: units * size / 24, colour, round(size * 1.7 / 24))
    return square.resize((_SIGN, _SIGN), Image.Resampling.LANCZOS)


def _strokes(*lines: Sequence[tuple[float, float]]) -> Shape:
    """Return a sign made of strokes through points, with round ends."""

    def shape(pen: Pen, at: Callable[[float], float], colour: str, width: int) -> None:
        for points in lines:
            placed = [(at(x), at(y)) for x, y in points]
            pen.line(placed, fill=colour, width=width, joint="curve")
            for x, y in (placed[0], placed[-1]):
                half = width / 2
                pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    return shape


def _with_ring(shape: Shape, box: tuple[float, float, float, float]) -> Shape:
    def drawn(pen: Pen, at: Callable[[float], float], colour: str, width: int) -> None:
        left, top, right, bottom = (at(each) for each in box)
        pen.ellipse((left, top, right, bottom), outline=colour, width=width)
        shape(pen, at, colour, width)

    return drawn


def _with_box(shape: Shape, box: tuple[float, float, float, float]) -> Shape:
    def drawn(pen: Pen, at: Callable[[float], float], colour: str, width: int) -> None:
        left, top, right, bottom = (at(each) for each in box)
        pen.rounded_rectangle((left, top, right, bottom), at(2), outline=colour, width=width)
        shape(pen, at, colour, width)

    return drawn


_SIGNS: Mapping[str, Shape] = {
    "list": _with_box(_strokes([(8, 8), (16, 8)], [(8, 12), (16, 12)], [(8, 16), (13, 16)]), (4, 3, 20, 21)),
    "pencil": _strokes([(4, 20), (5, 15), (16, 4), (20, 8), (9, 19), (4, 20)], [(13.5, 6.5), (17.5, 10.5)]),
    "back": _strokes([(9, 5), (4, 10), (9, 15)], [(4, 10), (14, 10), (19, 13), (20, 19)]),
    "calendar": _with_box(
        _strokes([(4, 10), (20, 10)], [(8, 3), (8, 7)], [(16, 3), (16, 7)], [(8, 15), (9, 15)], [(15, 15), (16, 15)]),
        (4, 5, 20, 21),
    ),
    "copy": _with_box(_strokes([(5, 16), (4, 16), (4, 4), (15, 4), (15, 5)]), (9, 8, 20, 21)),
    "help": _with_ring(
        _strokes([(9, 9.5), (10, 7.5), (12, 7), (14, 7.5), (15, 9.5), (12, 12.5), (12, 14)], [(12, 17), (12, 17.1)]),
        (3, 3, 21, 21),
    ),
    "bars": _strokes([(4, 20), (20, 20)], [(7, 16), (7, 13)], [(12, 16), (12, 8)], [(17, 16), (17, 4)]),
    "people": _with_ring(_strokes([(3, 20), (4, 16), (9, 14), (14, 16), (15, 20)], [(17, 9), (21, 9)]), (5, 3, 13, 11)),
    "check": _with_box(_strokes([(8, 12), (11, 15), (16, 9)]), (4, 3, 20, 21)),
    "envelope": _with_box(_strokes([(4, 8), (12, 14), (20, 8)]), (3, 5, 21, 19)),
    "speaker": _strokes([(4, 10), (4, 14), (8, 14), (18, 19), (18, 5), (8, 10), (4, 10)], [(8, 15), (10, 20)]),
    "book": _strokes([(12, 6), (12, 20)], [(12, 6), (4, 4), (4, 18), (12, 20), (20, 18), (20, 4), (12, 6)]),
    "table": _with_box(_strokes([(4, 9), (20, 9)], [(4, 15), (20, 15)], [(11, 4), (11, 20)]), (4, 4, 20, 20)),
    "key": _with_ring(_strokes([(11, 13), (20, 4)], [(16, 8), (19, 11)]), (3, 11, 13, 21)),
    "shield": _strokes([(12, 3), (20, 6), (19, 14), (12, 21), (5, 14), (4, 6), (12, 3)]),
    "clock": _with_ring(_strokes([(12, 7), (12, 12), (16, 14)]), (3, 3, 21, 21)),
}
