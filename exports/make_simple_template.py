"""The plain Thai table an author starts from: `python -m exports.make_simple_template` writes it to docs/templates."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).parents[1] / "docs" / "templates" / "simple-form.xlsx"
HEADING = PatternFill("solid", fgColor="0F766E")
LABEL = PatternFill("solid", fgColor="F1F6F5")
LINE = Side(style="thin", color="C8D3D0")
ABOVE = (("ชื่อแบบ", "รายงานผลการอบรมครู"), ("ชื่อย่อ", "ผลอบรมครู"), ("รุ่น", "1"))
COLUMNS = (
    ("เลขข้อ", 9), ("ข้อความ", 44), ("ชนิดคำตอบ", 18), ("จำเป็น", 9), ("ตัวเลือก", 30), ("คอลัมน์ตาราง", 40),
    ("คำอธิบาย", 30), ("ถามเมื่อ", 30), ("ต่ำสุด", 9), ("สูงสุด", 9),
)  # fmt: skip
ROWS: tuple[tuple[str, ...], ...] = (
    ("1", "ข้อมูลการอบรม", "หัวข้อ"),
    ("1.1", "ชื่อหลักสูตร", "ข้อความ", "ใช่", "", "", "ตามที่ได้รับอนุมัติ"),
    ("1.2", "วันที่จัด", "วันที่", "ใช่"),
    ("1.3", "ผลการดำเนินงาน", "เลือกหนึ่ง", "ใช่", "ดำเนินการแล้ว\nอยู่ระหว่างดำเนินการ\nยังไม่ได้ดำเนินการ"),
    ("1.4", "เหตุที่ยังไม่ได้ดำเนินการ", "ข้อความยาว", "ใช่", "", "", "", "ข้อ 1.3 = ยังไม่ได้ดำเนินการ"),
    ("2", "ผู้เข้าอบรม", "หัวข้อ"),
    ("2.1", "จำนวนผู้เข้าอบรม (คน)", "จำนวน", "ใช่", "", "", "ไม่มีให้ตอบ 0", "ข้อ 1.3 = ดำเนินการแล้ว", "0", "5000"),
    ("2.2", "กลุ่มเป้าหมาย", "เลือกหลายข้อ", "", "ผู้บริหาร\nครู\nบุคลากร\nอื่น ๆ (ระบุ)"),
    ("2.3", "ความพึงพอใจโดยรวม", "คะแนน 1-5"),
    ("2.4", "มีการติดตามผลหลังการอบรม", "มี/ไม่มี", "ใช่"),
    ("3", "ปัญหาและข้อเสนอแนะ", "ตาราง", "", "", "ปัญหา-อุปสรรค; ข้อเสนอแนะ"),
    (
        "4",
        "โรงเรียนที่เข้าร่วม",
        "ตาราง",
        "",
        "",
        "ชื่อโรงเรียน; ครูที่เข้าร่วม (จำนวน); ขนาด (เลือกหนึ่ง: เล็ก/กลาง/ใหญ่)",
    ),
    ("5", "ภาพกิจกรรม", "รูปภาพ"),
)
KINDS = (
    ("ข้อความ", "คำตอบสั้น"), ("ข้อความยาว", "บรรยายหลายบรรทัด"), ("ตัวเลข", "จำนวนเต็ม"), ("จำนวน", "จำนวนเต็มตั้งแต่ 0"),
    ("ทศนิยม", "ตัวเลขมีจุดทศนิยม จำนวนเงิน ร้อยละ"), ("วันที่", "วัน เดือน ปี"), ("เดือน", "เดือนและปี"), ("ปี", "ปี พ.ศ."),
    ("เวลา", "เวลา"), ("วันที่และเวลา", "วันที่พร้อมเวลา"), ("เลือกหนึ่ง", "เลือกได้ข้อเดียว เติมคอลัมน์ ตัวเลือก"),
    ("เลือกหลายข้อ", "เลือกได้หลายข้อ เติมคอลัมน์ ตัวเลือก"), ("เรียงลำดับ", "จัดลำดับ เติมคอลัมน์ ตัวเลือก"),
    ("ใช่/ไม่ใช่", "สองตัวเลือก เขียนคู่อื่นได้ เช่น มี/ไม่มี ผ่าน/ไม่ผ่าน"), ("คะแนน 1-5", "ให้คะแนน เปลี่ยนตัวเลขได้ เช่น คะแนน 1-10"),
    ("ตาราง", "หลายแถว เติมคอลัมน์ คอลัมน์ตาราง"), ("รูปภาพ", "ส่งภาพในแชต"), ("ไฟล์", "ส่งไฟล์ในแชต"), ("วิดีโอ", "ส่งวิดีโอในแชต"),
    ("เสียง", "ส่งเสียงในแชต"), ("ตำแหน่ง", "ส่งตำแหน่งหรือพิมพ์พิกัด"), ("รับทราบ", "ให้กดรับทราบ"),
    ("หมายเหตุ", "ข้อความแจ้ง ไม่ต้องตอบ"), ("หัวข้อ", "ขึ้นหมวดใหม่ ข้อถัดไปอยู่ในหมวดนี้จนถึงหัวข้อใหม่"),
)  # fmt: skip
HOW = (
    "กรอกในแผ่นงานแรก หนึ่งแถวหนึ่งข้อ ลบแถวตัวอย่างได้ทั้งหมด แต่คงหัวตารางไว้",
    "ตัวเลือก: บรรทัดละข้อ (Alt+Enter) หรือคั่นด้วย ; ถ้ามี อื่น ๆ (ระบุ) ระบบจะถามต่อว่าอะไร",
    "คอลัมน์ตาราง: คั่นด้วย ; บอกชนิดในวงเล็บได้ เช่น นักเรียน (จำนวน); ขนาด (เลือกหนึ่ง: เล็ก/กลาง/ใหญ่)",
    "ถามเมื่อ: เช่น ข้อ 1.3 = ดำเนินการแล้ว หรือ ข้อ 2.1 > 0 ข้อที่อ้างถึงต้องอยู่ก่อนหน้า",
    "จำเป็น: ใส่ ใช่ เมื่อต้องตอบก่อนส่งรายงาน",
    "แก้แบบที่ใช้อยู่: เปลี่ยนค่า รุ่น หรือลบออกให้ระบบตั้งให้ แล้วส่งไฟล์ใหม่",
    "เสร็จแล้วส่งไฟล์นี้ในแชตของบอต บอตบอกทุกจุดที่ต้องแก้ในครั้งเดียว แล้วให้ลองกรอกก่อนเผยแพร่",
)
FIRST = len(ABOVE) + 2  # the row of the headings; one is left blank above it
LAST = 300


def make() -> Workbook:
    """Return the workbook: the table to fill, and how it is written."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "แบบรายงาน"
    _table(sheet)
    _guide(book.create_sheet("วิธีเขียน"))
    return book


def _table(sheet: Worksheet) -> None:
    for row, (name, value) in enumerate(ABOVE, 1):
        sheet.cell(row, 1, name).font = Font(bold=True)
        sheet.cell(row, 1).fill = LABEL
        sheet.cell(row, 2, value)
    for place, (title, width) in enumerate(COLUMNS, 1):
        cell = sheet.cell(FIRST, place, title)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
        sheet.column_dimensions[cell.column_letter].width = width
    for number, line in enumerate(ROWS, FIRST + 1):
        for place, text in enumerate((*line, *[""] * (len(COLUMNS) - len(line))), 1):
            cell = sheet.cell(number, place, text or None)
            cell.number_format = "@"  # 1.10 stays 1.10
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = Border(bottom=LINE)
    for number in range(FIRST + len(ROWS) + 1, LAST + 1):
        sheet.cell(number, 1).number_format = "@"
    _suggest(sheet, "C", f"'วิธีเขียน'!$A$2:$A${len(KINDS) + 1}")
    _suggest(sheet, "D", '"ใช่"')
    sheet.freeze_panes = f"C{FIRST + 1}"


def _suggest(sheet: Worksheet, column: str, values: str) -> None:
    """Offer values in a column, and take others: คะแนน 1-10 stands on no list."""
    offered = DataValidation(type="list", formula1=values, allow_blank=True, showErrorMessage=False)
    offered.add(f"{column}{FIRST + 1}:{column}{LAST}")
    sheet.add_data_validation(offered)


def _guide(sheet: Worksheet) -> None:
    for place, title in enumerate(("คำที่ใช้ในช่องชนิดคำตอบ", "ใช้ถามอะไร"), 1):
        cell = sheet.cell(1, place, title)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
    for row, (word, use) in enumerate(KINDS, 2):
        sheet.cell(row, 1, word)
        sheet.cell(row, 2, use)
    for row, sentence in enumerate(HOW, len(KINDS) + 3):
        sheet.cell(row, 1, sentence)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 60


if __name__ == "__main__":
    make().save(FILE)
