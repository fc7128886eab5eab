"""An .xlsx that somebody sent, as plain rows of text. What the columns mean is left to the caller.

The file is not trusted: its unpacked size is looked at before it is opened, and reading stops at MOST_ROWS.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openpyxl import load_workbook

MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60


class NotAWorkbook(ValueError):
    """The bytes are no .xlsx, or one too large to be a list of ours."""


@dataclass(frozen=True)
class Row:
    """One row: its printed number and its cells as text, "" where empty."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]  # the first is the heading; empty rows are left out


def read_workbook(workbook: bytes) -> list[Sheet]:
    """Return the sheets of an .xlsx. Raises NotAWorkbook."""
    _look_at_size(workbook)
    try:
        book = load_workbook(io.BytesIO(workbook), read_only=True, data_only=True)
        return [Sheet(sheet.title, tuple(_rows(sheet.iter_rows(values_only=True)))) for sheet in book.worksheets]
    except NotAWorkbook:
        raise
    except Exception as error:  # openpyxl lets many kinds of exception out of a damaged file
        raise NotAWorkbook(f"not a readable .xlsx: {type(error).__name__}") from error


def _look_at_size(workbook: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise NotAWorkbook("not an .xlsx") from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise NotAWorkbook(f"unpacks to {unpacked} bytes, more than {MOST_UNPACKED_BYTES}")


def _rows(lines: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    for number, cells in enumerate(lines, 1):
        if number > MOST_ROWS:
            raise NotAWorkbook(f"more than {MOST_ROWS} rows")
        texts = tuple(_text(cell) for cell in cells[:MOST_COLUMNS])
        if any(texts):
            yield Row(number, texts)


def _text(cell: object) -> str:
    """Return a cell as it reads. Excel keeps 67101 as 67101.0: whole numbers lose their point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
