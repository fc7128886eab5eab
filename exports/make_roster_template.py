"""The workbook of an office list to fill in: `python -m exports.make_roster_template` writes it to bot/static."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).parents[1] / "bot" / "static" / "raingan-roster.xlsx"
HEADING = PatternFill("solid", fgColor="0F766E")
OFFICES = [
    ("รหัส", "ชื่อหน่วยงาน", "ชื่อย่อ", "ประเภท", "จังหวัด", "อำเภอ", "ต้นสังกัด"),
    ("peo-01", "สำนักงานศึกษาธิการจังหวัดสมมติ", "ศธจ.สมมติ", "ศธจ.", "สมมติ", "เมือง", ""),
    ("sesao-01", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาสมมติ", "สพม.สมมติ", "สพม.", "สมมติ", "เมือง", "peo-01"),
]
PEOPLE = [
    ("ชื่อ-สกุล", "หน่วยงาน", "บทบาท", "ตำแหน่ง", "โทรศัพท์", "เฉพาะแบบ"),
    ("นางสาวตัวอย่าง สมมติ", "peo-01", "ผู้ประสานงาน", "ศึกษานิเทศก์", "", ""),
    ("นายสมมติ ทดสอบ", "sesao-01", "ผู้รายงาน", "นักวิชาการศึกษา", "", ""),
]
ROLES = ("ผู้รายงาน", "ผู้บริหาร", "ผู้ประสานงาน", "ผู้กำกับติดตาม")
GUIDE = [
    ("วิธีกรอก",),
    ("แผ่นงาน หน่วยงาน: หนึ่งแถวต่อหนึ่งหน่วยงาน รหัสตั้งเองได้ ห้ามซ้ำ เรียงตามลำดับที่ต้องการให้พิมพ์ในเล่ม",),
    ("ต้นสังกัด: ใส่รหัสของหน่วยงานต้นสังกัด ถ้ามีหลายแห่ง เช่น สพม. ที่ดูแลสองจังหวัด คั่นด้วย ;",),
    ("แผ่นงาน บุคลากร: หนึ่งแถวต่อหนึ่งหน้าที่ คนหนึ่งมีหลายแถวได้ ชื่อ-สกุลสะกดตรงกันถือเป็นคนเดียวกัน",),
    ("บทบาทที่ใช้ได้: ผู้รายงาน ผู้บริหาร ผู้ประสานงาน ผู้กำกับติดตาม",),
    ("เฉพาะแบบ: ใส่ชื่อแบบหรือชื่อรอบ ถ้าหน้าที่นั้นมีเฉพาะแบบเดียว เว้นว่างไว้ถ้าทำทุกแบบ",),
    ("ลบแถวตัวอย่างออก แล้วส่งไฟล์นี้กลับมาในแชต ระบบจะบอกสิ่งที่จะเปลี่ยนก่อนนำเข้า และย้อนกลับได้",),
]


def make() -> Workbook:
    """Return the workbook: offices, people, and how to fill them in."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "หน่วยงาน"
    _fill(first, OFFICES)
    people = book.create_sheet("บุคลากร")
    _fill(people, PEOPLE)
    allowed = DataValidation(type="list", formula1=f'"{",".join(ROLES)}"', allow_blank=True)
    people.add_data_validation(allowed)
    allowed.add("C2:C2000")
    _fill(book.create_sheet("วิธีกรอก"), GUIDE, widest=110)
    return book


def _fill(sheet: Worksheet, rows: Sequence[tuple[str, ...]], widest: int = 44) -> None:
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text or None)
            cell.number_format = "@"  # codes and phone numbers stay text
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
        longest = max(len(row[cell.column - 1]) for row in rows)
        sheet.column_dimensions[cell.column_letter].width = min(max(14, longest + 2), widest)
    sheet.freeze_panes = "A2"


if __name__ == "__main__":
    make().save(FILE)
