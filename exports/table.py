"""Rows as an .xlsx that is safe to open: text stays text, numbers and dates are real ones, nothing is cut.

What people typed never becomes a formula or a link. A text longer than a cell of Excel goes on in the rows below it.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from exports.cells import Cells
from thai.dates import in_bangkok
from thai.printed_dates import Digits
from thai.text import clean

CELL_CHARACTERS = 16_000  # Excel holds 32,767 UTF-16 units, at most two to a character
PART = "ส่วนที่"
SHEET_NAME = 31  # characters
EXACT = 10**15  # Excel keeps 15 digits of a number
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
MADE = datetime(1980, 1, 1)  # never the clock: equal rows give equal bytes

Cell = str | int | Decimal | date | datetime | None


@dataclass(frozen=True)
class Column:
    title: str
    width: int  # characters


@dataclass(frozen=True)
class Sheet:
    """One sheet: a frozen heading with a filter, then the rows. Moments are shown in Bangkok's time."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class _Formats:
    """How cells look: Thai offices read ๑๑,๐๙๐ and ๑๕ มีนาคม ๒๕๖๗, in the digits they print."""

    heading: Any
    text: Any
    whole: Any
    fraction: Any
    day: Any
    moment: Any

    @classmethod
    def of(cls, book: Any, digits: Digits | None) -> _Formats:
        thai = {None: ("", "yyyy-mm-dd"), "thai": ("[$-D00041E]", "[$-D07041E]d mmmm yyyy")}
        number, day = thai.get(digits, ("", "[$-107041E]d mmmm yyyy"))
        top = {"valign": "top"}
        return cls(
            heading=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
            text=book.add_format({"text_wrap": True, **top}),
            whole=book.add_format({"num_format": f"{number}#,##0" if digits else "General", **top}),
            fraction=book.add_format({"num_format": f"{number}#,##0.##" if digits else "General", **top}),
            day=book.add_format({"num_format": day, **top}),
            moment=book.add_format({"num_format": f"{day} hh:mm", **top}),
        )


def table(sheet_name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet, its dates in ISO form."""
    return workbook([Sheet(sheet_name, columns, rows)])


def workbook(sheets: Iterable[Sheet], digits: Digits | None = None) -> bytes:
    """Return a workbook. With `digits`, numbers and dates are shown as Thai offices print them."""
    file = io.BytesIO()
    options = {
        "constant_memory": True,  # each row is written when it is complete, its texts in their cells
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": MADE})
        formats = _Formats.of(book, digits)
        taken: set[str] = set()
        for sheet in sheets:
            _fill(book.add_worksheet(_free_name(sheet.name, taken), Cells), sheet, formats)
    return file.getvalue()


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a name Excel takes that no sheet before has."""
    plain = _NOT_IN_NAMES.sub(" ", clean(wanted)).strip(" '") or "-"
    name, number = plain[:SHEET_NAME].strip(" '"), 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: SHEET_NAME - 4].strip()} ({number})"
    taken.add(name.casefold())
    return name


def _fill(sheet: Any, wanted: Sheet, formats: _Formats) -> None:
    lines = [line for row in wanted.rows for line in _lines(row)]
    is_split = any(part for _, part in lines)
    shown = [*wanted.columns, Column(PART, 8)] if is_split else wanted.columns
    for place, column in enumerate(shown):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, clean(column.title), formats.heading)
    for number, (cells, part) in enumerate(lines, 1):
        _write(sheet, number, (*cells, part) if is_split else cells, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(lines)), len(shown) - 1)


def _write(sheet: Any, number: int, cells: Sequence[Cell], formats: _Formats) -> None:
    """Write each cell as what it is: xlsxwriter's own guess would make a number of "007"."""
    for place, cell in enumerate(cells):
        match cell:
            case str():
                sheet.write_string(number, place, cell, formats.text)
            case int() | Decimal() if -EXACT < cell < EXACT:
                is_whole = cell == cell.to_integral_value() if isinstance(cell, Decimal) else True
                sheet.write_number(number, place, cell, formats.whole if is_whole else formats.fraction)
            case int() | Decimal():
                sheet.write_string(number, place, str(cell), formats.text)
            case datetime():
                sheet.write_datetime(number, place, in_bangkok(cell).replace(tzinfo=None), formats.moment)
            case date():
                sheet.write_datetime(number, place, cell, formats.day)


def _lines(row: Sequence[Cell]) -> Iterator[tuple[Sequence[Cell], str]]:
    """Yield the lines of a row: one, or several when a text is too long; short cells are repeated on each."""
    cleaned = [clean(cell) if type(cell) is str else cell for cell in row]
    if not any(type(cell) is str and len(cell) > CELL_CHARACTERS for cell in cleaned):
        yield cleaned, ""
        return
    pieces = [pieces_of(cell) if isinstance(cell, str) else [cell] for cell in cleaned]
    height = max(map(len, pieces), default=1)
    for number in range(height):
        cells = [found[number] if number < len(found) else _below(found) for found in pieces]
        yield cells, f"{number + 1}/{height}" if height > 1 else ""


def _below(found: Sequence[Cell]) -> Cell:
    return found[0] if len(found) == 1 else ""


def pieces_of(text: str, most: int = CELL_CHARACTERS) -> list[Cell]:
    """Return a text in pieces that fit a cell; their join is the text. Marks stay with their letter."""
    pieces: list[Cell] = []
    while len(text) > most:
        end = most
        while end > 1 and unicodedata.category(text[end]).startswith("M"):
            end -= 1
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]
