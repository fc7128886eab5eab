"""Rows as a .csv that opens right by double-click: marked as UTF-8, and nothing in it runs.

Excel reads a cell that begins with = + - @ as a formula, also in quotation marks: those get an apostrophe before them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from exports.table import Cell
from thai.dates import in_bangkok
from thai.text import clean

BOM = b"\xef\xbb\xbf"
_RUNS = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def comma_separated(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return the rows under their header. Days and moments are ISO, moments in Bangkok's time."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_safe(title) for title in header])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return BOM + file.getvalue().encode()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _safe(cell)
        case datetime():
            return in_bangkok(cell).strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
    return str(cell)  # a number: its sign is its own


def _safe(text: str) -> str:
    text = clean(text)
    return f"'{text}" if text.lstrip(" \n").startswith(_RUNS) and text != "-" else text
