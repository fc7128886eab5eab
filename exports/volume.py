"""A report as a flat list of blocks: what is printed, in order, without how it looks.

`handlers/volume/compiling.py` makes volumes of stored answers; `exports/word.py` pours one into a template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from thai.printed_dates import Digits

HEADINGS = ("h1", "h2", "h3")
Style = Literal["h1", "h2", "h3", "item", "agency", "para", "plain", "center", "hint", "pending"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `number` is the printed number before a heading's text, as its author wrote it."""

    style: Style
    text: str
    number: str = ""
    starts_page: bool = False  # a heading of a chapter


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. With `numeric`, every column after the first holds numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture: its file or its bytes. `label` is its printed number, such as ภาพที่ ๒.๔-๑; either text may be empty.

    A chart is as wide as the text."""

    file: Path | bytes
    label: str
    caption: str = ""
    is_chart: bool = False


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of one answer."""

    photos: tuple[Photo, ...]


Block = Paragraph | Table | Photos


@dataclass(frozen=True, slots=True)
class Annex:
    """A PDF to be bound behind the printed pages. `lines` say which item and office it belongs to, and its name."""

    label: str
    lines: tuple[str, ...]
    file: Path


@dataclass(frozen=True)
class Volume:
    """One report to print. `compiler` is who puts it together, `office` whose own copy it is (else the compiler).

    `as_of` and `month` are printed dates of the newest answer in it, `offices` the number of offices that speak in it,
    `due` the printed day the round asks for.
    """

    title: str
    short: str
    compiler: str
    office: str
    as_of: str
    month: str
    offices: str
    blocks: Sequence[Block]
    digits: Digits = "thai"
    is_draft: bool = False
    due: str = ""
    annexes: tuple[Annex, ...] = ()
