"""The office list and the people of a workbook, read and checked as a whole. Storing them is left to roster.py.

Headings and roles may be Thai or English. All problems are told at once, each with its sheet and row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from exports.read_workbook import NotAWorkbook, Sheet, read_workbook
from handlers import words_roster as words
from models.people import Duty
from thai.text import norm

OFFICES = ("offices", "หน่วยงาน", "รายชื่อหน่วยงาน")
PEOPLE = ("people", "บุคลากร", "บุคคล", "รายชื่อ", "รายชื่อบุคลากร")
COLUMNS: Mapping[str, str] = {  # heading -> our name; compared without case and spaces
    "code": "code",
    "รหัส": "code",
    "รหัสหน่วยงาน": "code",
    "name": "name",
    "ชื่อ": "name",
    "ชื่อหน่วยงาน": "name",
    "ชื่อ-สกุล": "name",
    "ชื่อ-นามสกุล": "name",
    "ชื่อสกุล": "name",
    "kind": "kind",
    "ประเภท": "kind",
    "province": "province",
    "จังหวัด": "province",
    "parents": "parents",
    "parent": "parents",
    "สังกัด": "parents",
    "หน่วยงานต้นสังกัด": "parents",
    "ต้นสังกัด": "parents",
    "area": "area",
    "พื้นที่": "area",
    "อำเภอ": "area",
    "short": "short",
    "ชื่อย่อ": "short",
    "office": "office",
    "หน่วยงาน": "office",
    "role": "role",
    "บทบาท": "role",
    "หน้าที่": "role",
    "position": "position",
    "ตำแหน่ง": "position",
    "phone": "phone",
    "โทร.": "phone",
    "โทรศัพท์": "phone",
    "เบอร์โทรศัพท์": "phone",
    "only": "only",
    "form": "only",
    "แบบ": "only",
    "เฉพาะแบบ": "only",
    "แบบรายงาน": "only",
}
DUTIES: Mapping[str, Duty] = {
    **{str(duty): duty for duty in Duty},
    "ผู้รายงาน": Duty.OFFICER,
    "เจ้าหน้าที่": Duty.OFFICER,
    "ผู้บริหาร": Duty.HEAD,
    "ผู้บังคับบัญชา": Duty.HEAD,
    "ผู้อำนวยการ": Duty.HEAD,
    "ผอ.": Duty.HEAD,
    "ผู้ประสานงาน": Duty.COORDINATOR,
    "ผู้กำกับติดตาม": Duty.SUPERVISOR,
    "ผู้ติดตาม": Duty.SUPERVISOR,
    "ผู้ดูแลระบบ": Duty.ADMIN,
}


@dataclass(frozen=True)
class OfficeRow:
    code: str
    name: str
    kind: str = ""
    province: str = ""
    parents: tuple[str, ...] = ()  # codes
    area: str = ""
    short: str = ""
    sheet: str = field(default="", compare=False)  # where it stands in the workbook
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class PersonRow:
    """One person in one duty for one office, or for one form of it. The same full name is the same person."""

    name: str
    office: str  # code
    duty: Duty
    position: str = ""
    phone: str = ""
    only: str = ""  # the form's id or the round's key the duty is for; "" for everything
    sheet: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Roster:
    offices: tuple[OfficeRow, ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True)
class Line:
    """One row of a sheet, by our column names."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def problem(self, text: str) -> str:
        return words.at(self.sheet, self.number, text)


class RosterProblems(ValueError):
    """What is wrong with a workbook, one Thai sentence each, with sheet and row."""

    def __init__(self, problems: Sequence[str], readable: Roster | None = None) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
        self.readable = readable  # the rows without a mistake, for whoever looks for mistakes of another kind


def read_roster(workbook: bytes, known_offices: Collection[str] = (), forms: Mapping[str, str] = {}) -> Roster:
    """Read a workbook; raises RosterProblems.

    `known_offices`: codes stored before, which rows may refer to; `forms`: names of forms and rounds -> id or key.
    """
    try:
        sheets = read_workbook(workbook)
    except NotAWorkbook:
        raise RosterProblems([words.NOT_A_WORKBOOK]) from None
    offices, people = _sheet(sheets, OFFICES), _sheet(sheets, PEOPLE)
    if offices is None and people is None:
        raise RosterProblems([words.NO_SHEETS])
    problems: list[str] = []
    office_lines = _lines(offices, ("code", "name"), problems)
    people_lines = _lines(people, ("name", "office", "role"), problems)
    office_rows = _offices(office_lines, known_offices, problems)
    person_rows = _people(
        people_lines, [*known_offices, *(row.code for row in office_rows if row.code)], forms, problems
    )
    found = Roster(tuple(row for row in office_rows if row.code), tuple(person_rows))
    if not (problems or office_lines or people_lines):
        problems.append(words.NO_ROWS)
    if problems:
        raise RosterProblems(problems, found)
    return found


def is_roster(workbook: bytes) -> bool:
    """Whether a workbook has a sheet of offices or people, and is no form."""
    try:
        sheets = read_workbook(workbook)
    except NotAWorkbook:
        return False
    names = {_key(sheet.name) for sheet in sheets}
    return bool(names & {*OFFICES, *PEOPLE}) and "survey" not in names


def _sheet(sheets: Sequence[Sheet], names: Collection[str]) -> Sheet | None:
    return next((sheet for sheet in sheets if _key(sheet.name) in names and sheet.rows), None)


def _key(heading: str) -> str:
    return norm(heading).strip().lower().replace(" ", "")


def _lines(sheet: Sheet | None, needed: Sequence[str], problems: list[str]) -> list[Line]:
    """Return the rows below the heading; none when a needed column is missing."""
    if sheet is None:
        return []
    heading, *rows = sheet.rows
    columns = [COLUMNS.get(_key(cell), "") for cell in heading.cells]
    missing = [column for column in needed if column not in columns]
    if missing:
        problems.append(words.at(sheet.name, heading.number, words.missing_columns(missing)))
        return []
    return [Line(sheet.name, row.number, dict(zip(columns, row.cells, strict=False))) for row in rows]


def _offices(lines: Sequence[Line], known: Collection[str], problems: list[str]) -> list[OfficeRow]:
    codes = {line.cells["code"] for line in lines if line.cells["code"]} | set(known)
    alike = {_key(code): code for code in known}
    rows: dict[str, OfficeRow] = {}
    for line in lines:
        row = _office(line)
        problems.extend(line.problem(text) for text in _office_problems(row, rows, codes))
        near = alike.get(_key(row.code))
        if near is not None and near != row.code:
            problems.append(line.problem(words.almost(row.code, near)))
        rows.setdefault(row.code, row)
    if circle := _circle(rows):
        problems.append(words.circle(lines[0].sheet, circle))
    return list(rows.values())


def _office(line: Line) -> OfficeRow:
    cells = line.cells
    parents = cells.get("parents", "").replace(",", ";").split(";")
    plain = {name: cells.get(name, "") for name in ("code", "name", "kind", "province", "area", "short")}
    above = tuple(parent.strip() for parent in parents if parent.strip())
    return OfficeRow(parents=above, sheet=line.sheet, line=line.number, **plain)


def _office_problems(row: OfficeRow, before: Mapping[str, OfficeRow], codes: Collection[str]) -> Iterator[str]:
    if not row.code:
        yield words.EMPTY_CODE
    elif row.code in before:
        yield words.twice(row.code)
    if not row.name:
        yield words.EMPTY_NAME
    for parent in row.parents:
        if parent not in codes:
            yield words.unknown_parent(parent, get_close_matches(parent, codes, 1))


def _circle(rows: Mapping[str, OfficeRow]) -> list[str]:
    """Return the codes of offices that report to each other in a circle, or nothing."""
    try:
        TopologicalSorter({code: row.parents for code, row in rows.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _people(
    lines: Sequence[Line], codes: Collection[str], forms: Mapping[str, str], problems: list[str]
) -> list[PersonRow]:
    rows = []
    called = {_key(name): key for name, key in forms.items()}
    for line in lines:
        cells = line.cells
        found = list(_person_problems(cells, codes, called))
        problems.extend(line.problem(text) for text in found)
        if not found:
            duty = DUTIES[_key(cells["role"])]
            name = " ".join(cells["name"].split())
            more = cells.get("position", ""), cells.get("phone", ""), called.get(_key(cells.get("only", "")), "")
            rows.append(PersonRow(name, cells["office"], duty, *more, line.sheet, line.number))
    return list(dict.fromkeys(rows))


def _person_problems(cells: Mapping[str, str], codes: Collection[str], forms: Mapping[str, str]) -> Iterator[str]:
    if not cells["name"]:
        yield words.EMPTY_PERSON
    if cells["office"] not in codes:
        yield words.unknown_office(cells["office"], get_close_matches(cells["office"], codes, 1))
    if _key(cells["role"]) not in DUTIES:
        yield words.unknown_role(cells["role"])
    only = cells.get("only", "")
    if only and _key(only) not in forms:
        yield words.unknown_form(only, get_close_matches(_key(only), forms, 1))
