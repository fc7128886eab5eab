"""The author's slips as sheet and row, in Thai: what the rows say by themselves, before any conversion."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.xlsform.sentences import VENDOR_TYPES

Row = Mapping[str, str]

_ONE = "select_one|select one from|select one|select1|add select one prompt using"
_MANY = "select_multiple|select multiple|select all that apply from|select all that apply"
_SEVERAL = re.compile(rf"^(?:{_MANY}|add select multiple prompt using|rank)\s+(\S+)")

NAME = re.compile(r"[^\W\d][\w.\-\u0e00-\u0e7f]*")
_FORMULAS = ("calculation", "calculate", "default", "trigger", "bind::calculate")

MAX_QUESTIONS = 2_000
MAX_CHOICES = 10_000
MAX_DEPTH = 20
REFERENCE = re.compile(r"\$\{\s*([^}#\s]+)\s*\}")
_LISTED = re.compile(rf"^(?:{_ONE}|{_MANY}|add select multiple prompt using|rank)\s+(?!from file)(\S+)")
_CONTROL = re.compile(r"^(begin|end)[\s_](group|lgroup|repeat|loop(?:ed group)?)(?:\s+(?:over\s+)?\S+)?$")
_COLUMNS = {"command": "type", "tag": "name", "value": "name", "list name": "list_name"}
_SAME = {"lgroup": "repeat", "looped group": "repeat"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a workbook. `row` is the row as Excel numbers it, None when it is no single one.

    `stops` says that nothing else can be found before this is mended.
    """

    sheet: str
    row: int | None
    what: str
    remedy: str = ""
    stops: bool = False

    def __str__(self) -> str:
        where = f"แผ่น {self.sheet} " if self.sheet else ""
        where += f"แถว {self.row} " if self.row is not None else ""
        return f"{where.strip()}: {self.what} {self.remedy}".strip().removeprefix(": ")


def column(written: str) -> str:
    """Return the plain name of a column: several are known by more than one."""
    name = written.strip().lower()
    return _COLUMNS.get(name, name)


def too_large(survey: Sequence[Row], choices: Sequence[Row]) -> list[Problem]:
    """Return why sheets are not looked at any further: more rows or deeper groups than a form has."""
    if len(survey) > MAX_QUESTIONS:
        return [Problem("survey", None, f"มีข้อเกิน {MAX_QUESTIONS:,} แถว", "แบ่งเป็นหลายแบบฟอร์ม")]
    if len(choices) > MAX_CHOICES:
        return [Problem("choices", None, f"มีตัวเลือกเกิน {MAX_CHOICES:,} แถว", "ย้ายรายการยาวไปเป็นไฟล์ CSV แนบ")]
    depth = 0
    for number, row in enumerate(survey, start=2):
        word, _ = _control(row)
        depth += {"begin": 1, "end": -1}.get(word, 0)
        if depth > MAX_DEPTH:
            return [Problem("survey", number, f"กลุ่มซ้อนกันเกิน {MAX_DEPTH} ชั้น", "ลดจำนวนชั้นของกลุ่ม")]
    return []


def in_rows(survey: Sequence[Row], choices: Sequence[Row], lists: frozenset[str]) -> list[Problem]:
    """Return the commonest slips, all at once: pyxform stops at its first. Rows are numbered from 2.

    What pyxform takes has none of them: it is asked first.
    """
    names = frozenset(row.get("name", "").strip() for row in survey) - {""}
    found: list[Problem] = []
    for number, row in enumerate(survey, start=2):
        found += [Problem("survey", number, what, remedy) for what, remedy in _row_slips(row, names, lists)]
    return found + list(_spaced(survey, choices)) + _nesting(survey)


def _spaced(survey: Sequence[Row], choices: Sequence[Row]) -> Iterator[Problem]:
    """Choices whose names would fall apart: what a select_multiple keeps is divided by spaces."""
    several = {match[1] for row in survey if (match := _SEVERAL.match(row.get("type", "").strip()))}
    for number, row in enumerate(choices, start=2):
        listed = row.get("list_name", "").strip()
        if listed in several and " " in row.get("name", "").strip():
            what = f"ชื่อตัวเลือก '{row['name'].strip()}' ของ select_multiple มีเว้นวรรคไม่ได้"
            yield Problem("choices", number, what, "แก้คอลัมน์ name")


def _row_slips(row: Row, names: frozenset[str], lists: frozenset[str]) -> Iterator[tuple[str, str]]:
    kind, called = row.get("type", "").strip(), row.get("name", "").strip()
    if called and not NAME.fullmatch(called):
        yield f"'{called}' ในคอลัมน์ name ใช้เป็นชื่อไม่ได้", "ขึ้นต้นด้วยตัวอักษรหรือขีดล่าง ไม่มีเว้นวรรค"
    if kind == "calculate" and not any(row.get(column, "").strip() for column in _FORMULAS):
        yield "ข้อ calculate ไม่มีสูตร", "ใส่สูตรในคอลัมน์ calculation"
    if kind in VENDOR_TYPES:
        yield f"ชนิดข้อ '{kind}' เป็นของ {VENDOR_TYPES[kind]} เท่านั้น", "ใช้ชนิดมาตรฐานของ XLSForm"
    listed = _LISTED.match(kind)
    if listed and "${" not in listed[1] and listed[1] not in lists:
        yield f"ไม่พบรายการตัวเลือก '{listed[1]}' ในแผ่น choices", _near(listed[1], lists, "{0}")
    unknown = {name for text in row.values() for name in REFERENCE.findall(str(text)) if name not in names}
    for name in sorted(unknown):
        yield f"'{called}' อ้างถึง ${{{name}}} ซึ่งไม่มีในแบบฟอร์ม", _near(name, names, "${{{0}}}")


def unused_lists(survey: Sequence[Row], choices: Sequence[Row]) -> list[Problem]:
    """Return a warning for each choice list no question names."""
    written = " ".join(cell for row in survey for cell in row.values())
    first: dict[str, int] = {}
    for number, row in enumerate(choices, start=2):
        first.setdefault(row.get("list_name", "").strip(), number)
    return [
        Problem("choices", number, f"ไม่มีข้อใดใช้รายการตัวเลือก '{name}'", "ลบรายการ หรือตรวจชื่อรายการในคอลัมน์ type")
        for name, number in first.items()
        if name and name not in written
    ]


def _near(name: str, names: frozenset[str], written: str) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=1)
    return f"หมายถึง {written.format(near[0])} หรือไม่" if near else "ตรวจตัวสะกด"


def _control(row: Row) -> tuple[str, str]:
    """Whether a row begins or ends a group, repeat or loop, and which; ("", "") when it is none of these."""
    match = _CONTROL.match(" ".join(row.get("type", "").split()))
    return (match[1], _SAME.get(match[2], match[2])) if match else ("", "")


def _nesting(survey: Sequence[Row]) -> list[Problem]:
    """The first begin or end that has no partner."""
    begun: list[tuple[str, int]] = []
    for number, row in enumerate(survey, start=2):
        word, what = _control(row)
        if word == "begin":
            begun.append((what, number))
        elif word == "end" and (not begun or begun.pop()[0] != what):
            return [
                Problem("survey", number, f"end {what} ไม่มี begin {what} ที่เข้าคู่กัน", "ตรวจลำดับ begin และ end", stops=True)
            ]
    return [
        Problem("survey", number, f"begin {what} ไม่มี end {what}", "เติมแถว end", stops=True) for what, number in begun
    ]


def row_map(survey: Sequence[Row], root: str) -> dict[str, int]:
    """Return the row of each node's ref, as Excel numbers rows. Generated nodes have none."""
    path = [root]
    found: dict[str, int] = {}
    for number, row in enumerate(survey, start=2):
        word, _ = _control(row)
        name = row.get("name", "").strip()
        if word == "end":
            path = path[:-1] or path
        elif name:
            found["/" + "/".join([*path, name])] = number
            path = [*path, name] if word == "begin" else path
    return found
