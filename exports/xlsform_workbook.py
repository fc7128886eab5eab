"""An XLSForm from plain rows, as a workbook its author can go on with in Excel: equal rows give equal bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from exports.table import MADE

_WIDTHS = {"label": 44, "hint": 32, "relevant": 32, "constraint": 24, "form_title": 44}
_WIDTH = 20


def workbook(sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """Return an .xlsx with a sheet for each name, its columns in the order they first occur; text stays text."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": MADE})
        heading = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F766E", "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(dict.fromkeys(key for row in rows for key in row)):
                sheet.set_column(place, place, _WIDTHS.get(column, _WIDTH))
                sheet.write_string(0, place, column, heading)
                for line, row in enumerate(rows, 1):
                    if row.get(column):
                        sheet.write_string(line, place, row[column], text)
    return file.getvalue()
