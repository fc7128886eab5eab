"""Rows as an .xlsx that is safe to open: text stays text, times are real times, nothing is cut.

What people typed never becomes a formula or a link. A text longer than a cell of Excel goes on in the rows below it.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from thai.dates import in_bangkok
from thai.text import clean

CELL_CHARACTERS = 16_000  # Excel holds 32,767 UTF-16 units, at most two to a character
PART = "ส่วนที่"

Cell = str | int | datetime | None


@dataclass(frozen=True)
class Column:
    title: str
    width: int  # characters


def table(sheet_name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet: a frozen heading, a filter, the rows. Moments are shown in Bangkok's time."""
    lines = [line for row in rows for line in _lines(row)]
    is_split = any(part for _, part in lines)
    shown = [*columns, Column(PART, 8)] if is_split else columns
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(sheet_name)
        heading = book.add_format({"bold": True, "bottom": 1})
        for place, column in enumerate(shown):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, heading)
        _write(book, sheet, [[*cells, part] if is_split else cells for cells, part in lines])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(lines)), len(shown) - 1)
    return file.getvalue()


def _write(book: Any, sheet: Any, lines: Sequence[Sequence[Cell]]) -> None:
    """Write each cell as what it is: xlsxwriter's own guess would make a number of "007"."""
    text = book.add_format({"text_wrap": True, "valign": "top"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
    for number, cells in enumerate(lines, 1):
        for place, cell in enumerate(cells):
            match cell:
                case datetime():
                    sheet.write_datetime(number, place, in_bangkok(cell).replace(tzinfo=None), moment)
                case int():
                    sheet.write_number(number, place, cell, text)
                case str():
                    sheet.write_string(number, place, cell, text)


def _lines(row: Sequence[Cell]) -> Iterator[tuple[Sequence[Cell], str]]:
    """Yield the lines of a row: one, or several when a text is too long; short cells are repeated on each."""
    pieces = [pieces_of(clean(cell)) if isinstance(cell, str) else [cell] for cell in row]
    height = max(len(found) for found in pieces)
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
