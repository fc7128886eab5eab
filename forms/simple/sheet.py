"""Finding the table in a workbook: the sheet whose headings are ours, what stands above it, and its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thai.text import norm

Rows = Sequence[tuple[int, Sequence[str]]]  # row numbers as Excel counts them, and their cells
LOOKED_AT = 15  # rows in which the headings have to stand

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("เลขข้อ", "ข้อ", "ข้อที่", "ลำดับ", "ลำดับที่", "ที่", "เลขที่"),
    "text": ("ข้อความ", "คำถาม", "ข้อคำถาม", "ประเด็น", "รายการ", "ข้อความคำถาม", "รายละเอียด", "หัวข้อ"),
    "kind": ("ชนิดคำตอบ", "ชนิด", "ประเภท", "ประเภทคำตอบ", "รูปแบบคำตอบ", "ชนิดข้อมูล", "วิธีตอบ", "แบบคำตอบ"),
    "required": ("จำเป็น", "จำเป็นต้องตอบ", "ต้องตอบ", "บังคับ", "บังคับตอบ"),
    "choices": ("ตัวเลือก", "รายการตัวเลือก", "คำตอบให้เลือก"),
    "columns": ("คอลัมน์ตาราง", "คอลัมน์", "ช่องตาราง", "หัวตาราง", "ช่องในตาราง"),
    "hint": ("คำอธิบาย", "คำแนะนำ", "ตัวอย่างคำตอบ", "คำอธิบายเพิ่มเติม"),
    "when": ("ถามเมื่อ", "เงื่อนไข", "แสดงเมื่อ"),
    "least": ("ต่ำสุด", "ค่าต่ำสุด", "น้อยสุด", "ไม่น้อยกว่า"),
    "most": ("สูงสุด", "ค่าสูงสุด", "มากสุด", "ไม่เกิน"),
}
_COLUMN = {norm(word): column for column, words in _HEADINGS.items() for word in words}
_ABOVE: Mapping[str, tuple[str, ...]] = {
    "title": ("ชื่อแบบ", "ชื่อแบบรายงาน", "ชื่อแบบฟอร์ม", "แบบรายงาน", "ชื่อ"),
    "id": ("รหัสแบบ", "รหัส"),
    "version": ("รุ่น", "รุ่นที่", "เวอร์ชัน"),
    "short": ("ชื่อย่อ", "ชื่อสั้น"),
}
_SETTING = {norm(word): name for name, words in _ABOVE.items() for word in words}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: its row in the workbook and its cells by what they are; "" where nothing stands."""

    row: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a form. `settings`: title, id, version, short, as they stand above it."""

    name: str
    heading_row: int
    settings: Mapping[str, str]
    lines: tuple[Line, ...]
    unknown: tuple[str, ...] = ()  # headings nobody knows: their columns are not read


def find(book: Mapping[str, Rows]) -> Sheet | None:
    """Return the first sheet that has the headings ข้อความ and ชนิดคำตอบ; None when the workbook is something else."""
    for name, rows in book.items():
        for at, (number, cells) in enumerate(rows[:LOOKED_AT]):
            columns = [_COLUMN.get(_bare(cell), "") for cell in cells]
            if "text" in columns and "kind" in columns:
                return _sheet(name, rows, at, number, columns)
    return None


def _sheet(name: str, rows: Rows, at: int, number: int, columns: list[str]) -> Sheet:
    first = {column: place for place, column in reversed(list(enumerate(columns))) if column}
    heading = rows[at][1]
    lines = []
    for row, cells in rows[at + 1 :]:
        found = {column: cells[place].strip() for column, place in first.items() if place < len(cells)}
        if any(found.values()):
            lines.append(Line(row, found))
    unknown = tuple(cell.strip() for cell, column in zip(heading, columns, strict=True) if cell.strip() and not column)
    return Sheet(name, number, _settings(rows[:at]), tuple(lines), unknown)


def _settings(rows: Rows) -> dict[str, str]:
    """Return what is said of the form above its table: ชื่อแบบ | รายงาน …, or ชื่อแบบ: รายงาน … in one cell."""
    found: dict[str, str] = {}
    for _, cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        for place, cell in enumerate(filled):
            word, parted, rest = cell.partition(":")
            setting = _SETTING.get(_bare(word))
            value = rest.strip() if parted and rest.strip() else next(iter(filled[place + 1 : place + 2]), "")
            if setting and value and _bare(value.partition(":")[0]) not in _SETTING:
                found.setdefault(setting, value)
    return found


def _bare(cell: str) -> str:
    """Return a heading without what authors put around it: stars, colons, brackets with a remark."""
    return norm(cell).partition("(")[0].replace("*", "").replace(" ", "").replace("\n", "").strip(" :")
