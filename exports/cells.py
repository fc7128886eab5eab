"""Cells of a worksheet, written at half the library's cost, texts always as texts.

XlsxWriter takes a text "<r>…</r>" for rich text of its own making and prints it raw: typed by a person, it breaks the
file. And its writer asks of every cell what ours never are. tests/test_sheets.py compares the two, byte for byte.
"""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_ESCAPED = re.compile("[&<>_\x00-\x1f\ufffe\uffff]")  # what a text must hold for the library to change it


class Cells(Worksheet):  # type: ignore[misc]  # the library is not typed
    """A worksheet of texts, numbers and dates that all have a format."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        head = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
        if hasattr(cell, "number"):
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
            return
        text = cell.string
        if _ESCAPED.search(text):
            text = self._escape_data(self._escape_control_characters(text))
        space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        self.fh.write(f'{head} t="inlineStr"><is><t{space}>{text}</t></is></c>')
