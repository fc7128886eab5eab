"""Charts as pictures, for the compiled report and for chat: bars with their numbers, or a count over days.

Drawn with Sarabun (exports/sarabun, Open Font License) by RAQM, which sets Thai marks where they belong.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from thai.text import clean, cut, graphemes

WIDTH = 1400  # pixels
MARGIN = 60
LABELS = 420  # room for the names at the left
ROW = 58
INK, FAINT, BAR, REST = "#1f2937", "#6b7280", "#1d6f5c", "#e5e7eb"
_FOLDER = Path(__file__).parent / "sarabun"


@dataclass(frozen=True)
class Bar:
    """One bar. `shown` is its number as printed; `of` the whole it is a part of, if there is one."""

    label: str
    value: Decimal | int
    shown: str
    of: Decimal | int | None = None


@dataclass(frozen=True)
class Bars:
    """Bars under one title, longest value at full width."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Steps:
    """A count that rises from day to day up to `most`; each step a label for its day, and its number as printed."""

    title: str
    steps: Sequence[Bar]
    most: int
    most_shown: str


def chart(title: str, note: str, panels: Sequence[Bars | Steps]) -> bytes:
    """Return a PNG of panels one below the other, under a title and a line that says when."""
    heights = [_height(panel) for panel in panels]
    picture = Image.new("RGB", (WIDTH, MARGIN * 2 + 130 + sum(heights)), "white")
    pen = ImageDraw.Draw(picture)
    _write(pen, (MARGIN, MARGIN), title, 40, bold=True)
    _write(pen, (MARGIN, MARGIN + 62), note, 28, colour=FAINT)
    top = MARGIN + 130
    for panel, height in zip(panels, heights, strict=True):
        _write(pen, (MARGIN, top), panel.title, 32, bold=True)
        if isinstance(panel, Bars):
            _bars(pen, top + 64, panel)
        else:
            _steps(pen, top + 64, panel)
        top += height
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _height(panel: Bars | Steps) -> int:
    return 110 + (ROW * len(panel.bars) if isinstance(panel, Bars) else 420)


def _bars(pen: ImageDraw.ImageDraw, top: int, panel: Bars) -> None:
    most = max((bar.value if bar.of is None else bar.of for bar in panel.bars), default=0)
    room = WIDTH - 2 * MARGIN - LABELS - 170
    for place, bar in enumerate(panel.bars):
        middle = top + ROW * place + ROW // 2
        left = MARGIN + LABELS
        _write(pen, (left - 20, middle), bar.label, 28, anchor="rm", room=LABELS - 20)
        if bar.of:
            pen.rectangle((left, middle - 18, left + _length(bar.of, most, room), middle + 18), fill=REST)
        length = _length(bar.value, most, room)
        if length:
            pen.rectangle((left, middle - 18, left + length, middle + 18), fill=BAR)
        end = left + (_length(bar.of, most, room) if bar.of else length)
        _write(pen, (end + 16, middle), bar.shown, 28, anchor="lm", room=150)


def _length(value: Decimal | int, most: Decimal | int, room: int) -> int:
    return max(round(float(value) / float(most) * room), 0) if most else 0


def _steps(pen: ImageDraw.ImageDraw, top: int, panel: Steps) -> None:
    left, right, bottom = MARGIN + 90, WIDTH - MARGIN - 60, top + 340
    pen.line((left, top, left, bottom, right, bottom), fill=FAINT, width=2)
    pen.line((left, top, right, top), fill=REST, width=2)
    _write(pen, (left - 14, top), panel.most_shown, 26, anchor="rm", colour=FAINT)
    points = []
    for place, step in enumerate(panel.steps):
        across = left + (right - left) * place // max(len(panel.steps) - 1, 1)
        points.append((across, bottom - _length(step.value, panel.most, bottom - top)))
    if len(points) > 1:
        pen.line(points, fill=BAR, width=6, joint="curve")
    every = max(1, -(-len(points) // 7))
    for place, (across, height) in enumerate(points):
        if place % every == 0 or place == len(points) - 1:
            pen.ellipse((across - 8, height - 8, across + 8, height + 8), fill=BAR)
            _write(pen, (across, height - 32), panel.steps[place].shown, 26, anchor="mm")
            _write(pen, (across, bottom + 30), panel.steps[place].label, 24, anchor="mm", colour=FAINT)


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    size: int,
    *,
    bold: bool = False,
    anchor: str = "la",
    colour: str = INK,
    room: int = WIDTH - 2 * MARGIN,
) -> None:
    """Write one line, cut to its room between characters a reader sees."""
    font = ImageFont.truetype(str(_FOLDER / f"Sarabun-{'Bold' if bold else 'Regular'}.ttf"), size)
    line = " ".join(clean(text).split())[:400]
    count = graphemes(line)
    while count > 1 and font.getlength(line) > room:
        count = min(count - 1, max(1, int(count * room / font.getlength(line))))
        line = cut(line, count)
    pen.text(at, line, fill=colour, font=font, anchor=anchor)
