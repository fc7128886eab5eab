"""The workbook a form's author starts from: `python -m exports.make_form_template` writes it to docs/templates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).parents[1] / "docs" / "templates" / "form-template.xlsx"
HEADING = PatternFill("solid", fgColor="0F766E")
COLUMNS = ("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "calculation")
PEOPLE = {
    "hint": "ไม่มีให้ตอบ 0",
    "required": "yes",
    "constraint": ". >= 0 and . <= 5000",
    "constraint_message": "จำนวนต้องอยู่ระหว่าง 0 ถึง 5,000 ค่ะ",
}
UP_TO_TODAY = {"constraint": ". <= today()", "constraint_message": "วันที่จัดต้องไม่เกินวันนี้ค่ะ"}
ROWS: list[tuple[str, str, str, dict[str, str]]] = [
    ("begin_group", "general", "ข้อมูลทั่วไป", {}),
    ("text", "project", "ชื่อโครงการ", {"hint": "ตามที่ได้รับอนุมัติ", "required": "yes"}),
    ("date", "held_on", "วันที่จัด", {"required": "yes", **UP_TO_TODAY}),
    ("select_one result", "result", "ผลการดำเนินงาน", {"required": "yes"}),
    ("text", "reason", "เหตุที่ยังไม่ได้ดำเนินการ", {"required": "yes", "relevant": "${result} = 'not_yet'"}),
    ("end_group", "", "", {}),
    ("begin_group", "people", "ผู้เข้าร่วม", {"relevant": "${result} = 'done'"}),
    ("integer", "men", "ผู้เข้าร่วมชาย (คน)", PEOPLE),
    ("integer", "women", "ผู้เข้าร่วมหญิง (คน)", PEOPLE),
    ("calculate", "total", "", {"calculation": "coalesce(${men}, 0) + coalesce(${women}, 0)"}),
    ("note", "total_shown", "รวมผู้เข้าร่วม ${total} คน", {}),
    ("select_multiple partner", "partners", "หน่วยงานที่ร่วมจัด", {"hint": "เลือกได้หลายข้อ"}),
    ("end_group", "", "", {}),
    ("begin_repeat", "problem", "ปัญหาและข้อเสนอแนะ", {}),
    ("text", "obstacle", "ปัญหา-อุปสรรค", {}),
    ("text", "advice", "ข้อเสนอแนะ", {}),
    ("end_repeat", "", "", {}),
    ("image", "picture", "ภาพกิจกรรม", {"parameters": "max-pixels=2000"}),
]
SURVEY = [
    (*COLUMNS, "parameters"),
    *(
        (kind, name, label, *(more.get(column, "") for column in (*COLUMNS[3:], "parameters")))
        for kind, name, label, more in ROWS
    ),
]
CHOICES = [
    ("list_name", "name", "label"),
    ("result", "done", "ดำเนินการแล้ว"),
    ("result", "not_yet", "ยังไม่ได้ดำเนินการ"),
    ("partner", "school", "โรงเรียน"),
    ("partner", "local", "อปท."),
    ("partner", "health", "รพ.สต."),
    ("partner", "other", "หน่วยงานอื่น"),
]
SETTINGS = [("form_title", "form_id", "version"), ("รายงานผลโครงการ", "project_report", "2569-01")]


def make() -> Workbook:
    """Return the workbook with its three sheets."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "survey"
    _fill(first, SURVEY)
    _fill(book.create_sheet("choices"), CHOICES)
    _fill(book.create_sheet("settings"), SETTINGS)
    return book


def _fill(sheet: Worksheet, rows: Sequence[tuple[str, ...]]) -> None:
    """Write rows under a heading that stays in sight; blank cells stay blank."""
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column, text)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
        widest = max(len(row[cell.column - 1]) for row in rows)
        sheet.column_dimensions[cell.column_letter].width = min(max(12, widest), 40)
    sheet.freeze_panes = "A2"


if __name__ == "__main__":
    make().save(FILE)
