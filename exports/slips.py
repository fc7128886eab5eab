"""Printed slips that lead an office to us: its name, a QR code that opens the chat with the code typed, three steps.

A PDF of pages in black and white at 300 dots an inch, eight slips to a page, with lines to cut along. Thai is set by
RAQM with Sarabun. The QR code is made by segno; what the codes are is left to handlers/people/slips.py.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from thai.text import cut, graphemes

DOTS = 300  # an inch
PAGE = (2480, 3508)  # A4
COLUMNS, ROWS = 2, 4
MARGIN = 60
_FOLDER = Path(__file__).parent / "sarabun"
_QR = 430
_DASH = 24


@dataclass(frozen=True)
class Slip:
    """One slip: whom it is for, the address behind the QR code, the code to type where a QR code cannot be read."""

    office: str
    address: str
    code: str


@dataclass(frozen=True)
class Wording:
    """What stands on every slip."""

    heading: str
    steps: Sequence[str]
    code_label: str
    foot: str


def pdf(slips: Sequence[Slip], wording: Wording) -> bytes:
    """Return the slips as a PDF. Raises ValueError when there is none."""
    if not slips:
        raise ValueError("no slips to print")
    first, *rest = _pages(slips, wording)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=DOTS, title=wording.heading)
    return out.getvalue()


def _pages(slips: Sequence[Slip], wording: Wording) -> Iterator[Image.Image]:
    on_page = COLUMNS * ROWS
    wide, high = PAGE[0] // COLUMNS, PAGE[1] // ROWS
    for start in range(0, len(slips), on_page):
        page = Image.new("1", PAGE, 1)
        pen = ImageDraw.Draw(page)
        for place, slip in enumerate(slips[start : start + on_page]):
            left, top = place % COLUMNS * wide, place // COLUMNS * high
            _draw(page, pen, slip, wording, (left, top, wide, high))
        _cut_lines(pen)
        yield page


def _draw(
    page: Image.Image, pen: ImageDraw.ImageDraw, slip: Slip, wording: Wording, box: tuple[int, int, int, int]
) -> None:
    left, top, wide, high = box
    room = wide - 2 * MARGIN
    _write(pen, (left + MARGIN, top + MARGIN + 30), wording.heading, 40, room)
    _write(pen, (left + MARGIN, top + MARGIN + 105), slip.office, 58, room, bold=True)
    page.paste(_qr(slip.address), (left + MARGIN - 20, top + 240))
    beside, narrow = left + MARGIN + _QR + 20, wide - 2 * MARGIN - _QR - 20
    for number, step in enumerate(wording.steps):
        _write(pen, (beside, top + 290 + 68 * number), step, 38, narrow)
    _write(pen, (beside, top + 530), wording.code_label, 34, narrow)
    _write(pen, (beside, top + 600), slip.code, 76, narrow, bold=True)
    _write(pen, (left + MARGIN, top + high - MARGIN - 25), wording.foot, 30, room)


@lru_cache(maxsize=2)
def _fonts(*, bold: bool) -> str:
    return str(_FOLDER / f"Sarabun-{'Bold' if bold else 'Regular'}.ttf")


def _write(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, room: int, *, bold: bool = False
) -> None:
    """Write one line, smaller where it would not fit, and at last cut between characters a reader sees."""
    font = ImageFont.truetype(_fonts(bold=bold), size, layout_engine=ImageFont.Layout.RAQM)
    while font.getlength(text) > room and size > 26:
        size -= 2
        font = ImageFont.truetype(_fonts(bold=bold), size, layout_engine=ImageFont.Layout.RAQM)
    while font.getlength(text) > room:
        text = cut(text, graphemes(text) - 1)
    pen.text(at, text, fill=0, font=font, anchor="lm")


def _qr(address: str) -> Image.Image:
    """Return a QR code that a phone reads from a worn print: a quarter of it may be lost."""
    made = segno.make(address, error="q", micro=False)
    plain = io.BytesIO()
    made.save(plain, kind="png", border=4, scale=_QR // made.symbol_size(border=4)[0])
    return Image.open(plain).convert("1")


def _cut_lines(pen: ImageDraw.ImageDraw) -> None:
    for column in range(1, COLUMNS):
        x = PAGE[0] // COLUMNS * column
        for y in range(0, PAGE[1], 2 * _DASH):
            pen.line((x, y, x, y + _DASH), fill=0, width=2)
    for row in range(1, ROWS):
        y = PAGE[1] // ROWS * row
        for x in range(0, PAGE[0], 2 * _DASH):
            pen.line((x, y, x + _DASH, y), fill=0, width=2)
