"""The author's slips as sheet and row, in Thai: what pyxform says, and what rows say by themselves."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, str]

MAX_QUESTIONS = 2_000
MAX_CHOICES = 10_000
MAX_DEPTH = 20
_REFERENCE = re.compile(r"\$\{\s*([^}#\s]+)\s*\}")
_ROW = re.compile(r"\[row : ?(\d+)\]|[Rr]ow (\d+)")
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_LISTED = re.compile(r"^(?:select_one|select_multiple|select one|select multiple|rank)\s+(\S+)")
_PATTERNS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"Unknown question type '(.*?)'"), "ไม่รู้จักชนิดข้อ '{0}'", "ตรวจตัวสะกดในคอลัมน์ type"),
    (
        re.compile(r"'name' value '(.*?)' is invalid.*must be unique", re.S),
        "ชื่อข้อ '{0}' ซ้ำกัน",
        "ตั้งชื่อในคอลัมน์ name ไม่ให้ซ้ำ",
    ),
    (re.compile(r"'name' value '(.*?)' is invalid", re.S), "ชื่อข้อ '{0}' ใช้ไม่ได้", "ชื่อข้อขึ้นต้นด้วยตัวอักษร ไม่มีเว้นวรรค"),
    (
        re.compile(r"List name not in choices sheet: (\S+)"),
        "ไม่พบรายการตัวเลือก '{0}' ในแผ่น choices",
        "เพิ่มรายการนี้ หรือแก้ชื่อรายการ",
    ),
    (
        re.compile(r"There has been a problem trying to replace \$\{(.*?)\}"),
        "อ้างถึง ${{{0}}} ซึ่งไม่มีในแบบฟอร์ม",
        "ตรวจชื่อข้อ",
    ),
    (
        re.compile(r"Unmatched begin|matching end|Unmatched end", re.I),
        "begin กับ end ของกลุ่มไม่เข้าคู่กัน",
        "ตรวจแถว begin_group end_group begin_repeat end_repeat",
    ),
    (re.compile(r"'name' value is invalid"), "ชื่อข้อใช้ไม่ได้", "ชื่อข้อขึ้นต้นด้วยตัวอักษร ไม่มีเว้นวรรค"),
    (re.compile(r"not recognized as a supported type"), "ไฟล์เสียหาย อ่านไม่ได้", "บันทึกใหม่ใน Excel แล้วส่งอีกครั้ง"),
    (re.compile(r"Missing calculation"), "ข้อ calculate ไม่มีสูตร", "ใส่สูตรในคอลัมน์ calculation"),
    (re.compile(r"no type", re.I), "ข้อนี้ไม่ได้ระบุชนิด", "ใส่ชนิดในคอลัมน์ type"),
    (re.compile(r"no name|should have a name", re.I), "ข้อนี้ไม่มีชื่อ", "ใส่ชื่อในคอลัมน์ name"),
    (re.compile(r"'label' value is invalid"), "ตัวเลือกไม่มีข้อความ label", "ใส่ข้อความในคอลัมน์ label"),
    (
        re.compile(r"sheet.*survey|survey.*(required|not found)", re.I | re.S),
        "ไม่พบแผ่นงาน survey",
        "ตั้งชื่อแผ่นงานข้อคำถามว่า survey",
    ),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a workbook. `row` is the row as Excel numbers it, None when it is no single one."""

    sheet: str
    row: int | None
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"แผ่น {self.sheet} " if self.sheet else ""
        where += f"แถว {self.row} " if self.row is not None else ""
        return f"{where.strip()}: {self.what} {self.remedy}".strip().removeprefix(": ")


def from_message(message: str) -> Problem:
    """Return the problem behind what pyxform says, in English beneath when there is no better."""
    row = _ROW.search(message)
    sheet = _SHEET.search(message)
    where = (sheet[1] if sheet else "survey" if row else "", int(row[1] or row[2]) if row else None)
    for pattern, what, remedy in _PATTERNS:
        if match := pattern.search(message):
            return Problem(*where, what.format(*match.groups()), remedy)
    return Problem(*where, f"แปลงแบบฟอร์มไม่ได้ ({message.strip()[:300]})", "")


def in_rows(survey: Sequence[Row], lists: frozenset[str], choices: int) -> list[Problem]:
    """Return the commonest slips, all at once: pyxform stops at its first. Rows are numbered from 2."""
    if len(survey) > MAX_QUESTIONS:
        return [Problem("survey", None, f"มีข้อเกิน {MAX_QUESTIONS:,} แถว", "แบ่งเป็นหลายแบบฟอร์ม")]
    if choices > MAX_CHOICES:
        return [Problem("choices", None, f"มีตัวเลือกเกิน {MAX_CHOICES:,} แถว", "ย้ายรายการยาวไปเป็นไฟล์ CSV แนบ")]
    names = frozenset(row.get("name", "").strip() for row in survey) - {""}
    found: list[Problem] = []
    for number, row in enumerate(survey, start=2):
        found += [Problem("survey", number, what, remedy) for what, remedy in _row_slips(row, names, lists)]
    return found + _nesting(survey)


def _row_slips(row: Row, names: frozenset[str], lists: frozenset[str]) -> Iterator[tuple[str, str]]:
    listed = _LISTED.match(row.get("type", "").strip())
    if listed and "${" not in listed[1] and listed[1] not in lists:
        yield f"ไม่พบรายการตัวเลือก '{listed[1]}' ในแผ่น choices", _near(listed[1], lists, "{0}")
    unknown = {name for text in row.values() for name in _REFERENCE.findall(str(text)) if name not in names}
    for name in sorted(unknown):
        called = row.get("name", "").strip()
        yield f"'{called}' อ้างถึง ${{{name}}} ซึ่งไม่มีในแบบฟอร์ม", _near(name, names, "${{{0}}}")


def _near(name: str, names: frozenset[str], written: str) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=1)
    return f"หมายถึง {written.format(near[0])} หรือไม่" if near else "ตรวจตัวสะกด"


def _nesting(survey: Sequence[Row]) -> list[Problem]:
    """The first begin or end that has no partner, or a nesting too deep to be meant."""
    begun: list[tuple[str, int]] = []
    for number, row in enumerate(survey, start=2):
        word, _, what = row.get("type", "").strip().replace("_", " ").partition(" ")
        if word == "begin":
            begun.append((what, number))
        elif word == "end" and (not begun or begun.pop()[0] != what):
            return [Problem("survey", number, f"end {what} ไม่มี begin {what} ที่เข้าคู่กัน", "ตรวจลำดับ begin และ end")]
        if len(begun) > MAX_DEPTH:
            return [Problem("survey", number, f"กลุ่มซ้อนกันเกิน {MAX_DEPTH} ชั้น", "ลดจำนวนชั้นของกลุ่ม")]
    return [Problem("survey", number, f"begin {what} ไม่มี end {what}", "เติมแถว end") for what, number in begun]


def row_map(survey: Sequence[Row], root: str) -> dict[str, int]:
    """Return the row of each node's ref, as Excel numbers rows. Generated nodes have none."""
    path = [root]
    found: dict[str, int] = {}
    for number, row in enumerate(survey, start=2):
        word = row.get("type", "").strip().replace("_", " ").partition(" ")[0]
        name = row.get("name", "").strip()
        if word == "end":
            path = path[:-1] or path
        elif name:
            found["/" + "/".join([*path, name])] = number
            path = [*path, name] if word == "begin" else path
    return found
