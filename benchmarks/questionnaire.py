"""Forms to measure with: those of the library, and workbooks of any number of questions, authored as XLSForm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import xlsxwriter

from handlers.form import publishing
from handlers.form.publishing import Checked

Row = Mapping[str, str]
LIBRARY = Path(__file__).parent.parent / "forms" / "library"
TITLE, HINT = "label::ไทย (th)", "hint::ไทย (th)"
SETTINGS = {
    "form_title": "แบบรายงานสำหรับวัดความเร็ว",
    "version": "1",
    "default_language": "ไทย (th)",
    "namespaces": 'rg="https://raingan.dev/xforms"',
    "attribute::rg:digits": "arabic",
}
SECTION = 10  # questions under one heading
EVERY_NUMBER = 4  # one question in so many asks for a number, the others for text


@cache
def of_library(form_id: str) -> Checked:
    """Return a form of the library, checked as if it were to be published."""
    return publishing.check((LIBRARY / f"{form_id}.xlsx").read_bytes())


@cache
def generated(form_id: str, questions: int) -> Checked:
    """Return a form of `questions` printed items in sections of ten."""
    return publishing.check(workbook(form_id, _rows(form_id, questions)))


def workbook(form_id: str, rows: Sequence[Row], choices: Sequence[Row] = ()) -> bytes:
    """Return the .xlsx an author would have made, of these rows of survey and choices."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, lines in (("survey", rows), ("choices", choices), ("settings", [{"form_id": form_id, **SETTINGS}])):
        sheet, header = book.add_worksheet(name), dict.fromkeys(column for line in lines for column in line)
        for number, line in enumerate([dict(zip(header, header, strict=True)), *lines]):
            sheet.write_row(number, 0, [line.get(column, "") for column in header])
    book.close()
    return file.getvalue()


def _rows(form_id: str, questions: int) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for start in range(0, questions, SECTION):
        section = start // SECTION + 1
        group = {"name": f"s{section}", TITLE: f"ประเด็นที่ {section}", "bind::rg:number": f"{section}"}
        rows.append({"type": "begin_group", **group})
        rows += [
            _question(form_id, section, at - start + 1, at) for at in range(start, min(start + SECTION, questions))
        ]
        rows.append({"type": "end_group", "name": f"s{section}"})
    return rows


def _question(form_id: str, section: int, place: int, at: int) -> dict[str, str]:
    is_number = at % EVERY_NUMBER == EVERY_NUMBER - 1
    return {
        "type": "integer" if is_number else "text",
        "name": f"q{at + 1}",
        TITLE: f"ผลการดำเนินงานตามประเด็นการตรวจราชการ ข้อที่ {at + 1}",
        HINT: "ระบุจำนวนครั้ง" if is_number else "",
        "required": "yes",
        "bind::rg:role": "" if is_number else "narrative",
        "bind::rg:item": f"{form_id}.q{at + 1}",
        "bind::rg:number": f"{section}.{place}",
        "bind::rg:short": f"ผลข้อ {at + 1}",
    }
