"""Forms to measure with: those of the library, and workbooks of any number of questions, authored as XLSForm."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import xlsxwriter

from handlers import publishing
from handlers.publishing import Checked

LIBRARY = Path(__file__).parent.parent / "forms" / "library"
TITLE, HINT = "label::ไทย (th)", "hint::ไทย (th)"
HEADER = (
    "type",
    "name",
    TITLE,
    HINT,
    "required",
    "bind::rg:role",
    "bind::rg:item",
    "bind::rg:number",
    "bind::rg:short",
)
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
    return publishing.check(workbook(form_id, questions))


def workbook(form_id: str, questions: int) -> bytes:
    """Return the .xlsx an author would have made."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    survey, settings = book.add_worksheet("survey"), book.add_worksheet("settings")
    for line, row in enumerate([dict(zip(HEADER, HEADER, strict=True)), *_rows(form_id, questions)]):
        survey.write_row(line, 0, [row.get(name, "") for name in HEADER])
    settings.write_row(0, 0, ["form_id", *SETTINGS])
    settings.write_row(1, 0, [form_id, *SETTINGS.values()])
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
