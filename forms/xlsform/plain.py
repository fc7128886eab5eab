"""A workbook that is a plain Thai table: made into an XLSForm; what is wrong is told by the table's rows."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from openpyxl import load_workbook

from forms.simple import making
from forms.simple import sheet as tables
from forms.simple.making import Made, Slip
from forms.simple.sheet import Rows, Sheet
from forms.xlsform.mistakes import Problem

MOST_ROWS = 2_000
MOST_COLUMNS = 40
NEITHER = Problem(
    "",
    None,
    "ไฟล์นี้ไม่ใช่ XLSForm (ไม่มีแผ่นงาน survey) และไม่ใช่ตารางอย่างง่าย (ไม่มีหัวคอลัมน์ ข้อความ และ ชนิดคำตอบ)",
    "เริ่มจากไฟล์ตัวอย่าง พิมพ์ในแชตว่า แบบตัวอย่าง",
)
_SURVEY = re.compile(rb'<(?:\w+:)?sheet\s[^>]*name="\s*survey\s*"', re.IGNORECASE)


def has_survey(workbook: bytes) -> bool:
    """Whether an .xlsx has the sheet an XLSForm begins with."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return bool(_SURVEY.search(archive.read("xl/workbook.xml")))


def read(workbook: bytes) -> Sheet | None:
    """Return the table of a workbook; None for what is none."""
    book = load_workbook(io.BytesIO(workbook), read_only=True, data_only=True)
    return tables.find({sheet.title: _rows(sheet) for sheet in book.worksheets})


def _rows(sheet: Any) -> Rows:
    found = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return [(number, tuple(map(_text, cells))) for number, cells in enumerate(found, 1) if any(map(_text, cells))]


def _text(cell: object) -> str:
    """Return a cell as it reads: Excel keeps 2 as 2.0."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def settled(table: Sheet, convert: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Return what a table became, as the publishing child prints it: rows are those of the table."""
    made = making.make(table)
    warnings = [_problem(table, slip) for slip in making.in_order(made.warnings)]
    if made.slips:
        problems = [_problem(table, slip) for slip in making.in_order(made.slips)]
        return {"xform": "", "warnings": warnings, "problems": problems, "row_map": {}, "tables": {}}
    found = convert(_definition(made))
    for kind in ("problems", "warnings"):
        found[kind] = [_moved(table, made, one) for one in found[kind]]
    found["warnings"] += warnings
    found["row_map"] = {ref: _origin(made, row) for ref, row in found["row_map"].items()}
    return {**found, "made": made.sheets, "sheet": table.name}


def with_both_ways(found: dict[str, Any]) -> dict[str, Any]:
    """Add what a form may be written as, where a workbook is neither."""
    if found["xform"] or any(problem["row"] for problem in found["problems"]):
        return found
    return {**found, "problems": [asdict(NEITHER)]}


def _definition(made: Made) -> dict[str, Any]:
    """Return the rows as pyxform takes them from a workbook."""
    columns = {name: dict.fromkeys(key for row in rows for key in row) for name, rows in made.sheets.items()}
    heads = {f"{name}_header": [row] for name, row in columns.items()}
    return {**made.sheets, **heads, "sheet_names": list(made.sheets), "fallback_form_name": "data"}


def _problem(table: Sheet, slip: Slip) -> dict[str, Any]:
    return asdict(Problem(table.name, slip.row, slip.what, slip.remedy))


def _moved(table: Sheet, made: Made, problem: dict[str, Any]) -> dict[str, Any]:
    """Put what the XLSForm's rows say where the author wrote it."""
    row = problem["row"]
    return {**problem, "sheet": table.name, "row": _origin(made, row) if row and problem["sheet"] == "survey" else None}


def _origin(made: Made, row: int) -> int:
    """Return the row of the table that a row of the survey was made of; the survey's first is row 2."""
    return made.origin[min(row - 2, len(made.origin) - 1)]
