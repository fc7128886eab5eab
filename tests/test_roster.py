"""An office list is taken in whole or not at all; taking it in again adds nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, func, select

from exports.read_workbook import MOST_ROWS, NotAWorkbook, read_workbook
from handlers.people import invitations
from handlers.people.roster import import_roster
from handlers.people.roster_sheet import OfficeRow, PersonRow, RosterProblems, read_roster
from models import people, transaction
from models.invite_codes import Invitation
from models.people import Account, Duty, Office, OfficeParent, Person, Role

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
PROVINCE = Path(__file__).parent.parent / "demo" / "province.xlsx"
OFFICES = [("code", "name", "parents"), ("peo-tak", "ศธจ.ตาก", ""), ("school-1", "ร.ร.ตัวอย่าง", "peo-tak")]
PEOPLE = [("name", "office", "role"), ("นายสมมติ ทดสอบ", "school-1", "officer")]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def problems(content: bytes) -> tuple[str, ...]:
    with pytest.raises(RosterProblems) as caught:
        read_roster(content)
    return caught.value.problems


def test_english_and_thai_headings_read_alike() -> None:
    thai = {
        "หน่วยงาน": [("รหัสหน่วยงาน", "ชื่อหน่วยงาน", "ต้นสังกัด"), *OFFICES[1:]],
        "บุคลากร": [("ชื่อ - สกุล", "หน่วยงาน", "บทบาท"), ("นายสมมติ ทดสอบ", "school-1", "ผู้รายงาน")],
    }
    roster = read_roster(workbook(offices=OFFICES, people=PEOPLE))
    assert read_roster(workbook(**thai)) == roster
    assert roster.offices[1] == OfficeRow("school-1", "ร.ร.ตัวอย่าง", parents=("peo-tak",))
    assert roster.people == (PersonRow("นายสมมติ ทดสอบ", "school-1", Duty.OFFICER),)


def test_all_problems_are_told_at_once_with_sheet_and_row() -> None:
    found = problems(
        workbook(
            offices=[*OFFICES, ("school-1", "ร.ร.ซ้ำ", ""), ("school-2", "", "peo-tk"), ("", "ไม่มีรหัส", "")],
            people=[*PEOPLE, ("นางสาวตัวอย่าง สาธิต", "school-9", "boss")],
        )
    )
    assert [line.split(":")[0] for line in found] == [
        "แผ่นงาน offices แถว 4",
        "แผ่นงาน offices แถว 5",
        "แผ่นงาน offices แถว 5",
        "แผ่นงาน offices แถว 6",
        "แผ่นงาน people แถว 3",
        "แผ่นงาน people แถว 3",
    ]
    assert "หมายถึง 'peo-tak' หรือไม่" in found[2]
    assert "ไม่รู้จักบทบาท 'boss'" in found[5]


def test_a_missing_column_and_a_circle_of_parents_are_named() -> None:
    assert problems(workbook(offices=[("code", "kind"), ("a", "b")])) == (
        "แผ่นงาน offices แถว 1: ไม่พบคอลัมน์ ชื่อ (name) โปรดตรวจหัวตาราง",
    )
    (circle,) = problems(workbook(offices=[OFFICES[0], ("a", "ก", "b"), ("b", "ข", "a")]))
    assert "วงกลม" in circle


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_something_else_than_a_workbook_gets_one_sentence(content: bytes) -> None:
    assert len(problems(content)) == 1


def test_a_workbook_without_our_sheets_and_one_without_end_are_refused() -> None:
    assert "offices" in problems(workbook(other=[("a",), ("b",)]))[0]
    with pytest.raises(NotAWorkbook):
        read_workbook(workbook(offices=[("x",)] * (MOST_ROWS + 1)))


def test_numbers_of_excel_read_as_codes() -> None:
    roster = read_roster(workbook(offices=[("code", "name"), (67101.0, "ร.ร.ตัวอย่าง")]))
    assert roster.offices[0].code == "67101"


def counts(engine: Engine) -> tuple[int, ...]:
    with transaction(engine) as session:
        tables = (Office, OfficeParent, Person, Role, Invitation)
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_the_province_is_taken_in_once(engine: Engine) -> None:
    roster = read_roster(PROVINCE.read_bytes())
    with transaction(engine) as session:
        first = import_roster(session, roster, NOW)
    before = counts(engine)
    with transaction(engine) as session:
        again = import_roster(session, roster, NOW + timedelta(days=1))
    assert (first.offices, first.people) == (len(roster.offices), len(roster.people))
    assert len({issued.code for issued in first.invited}) == len(roster.people)
    assert again.invited == ()
    assert counts(engine) == before


def test_a_second_list_corrects_offices_and_adds_duties(engine: Engine) -> None:
    with transaction(engine) as session:
        import_roster(session, read_roster(workbook(offices=OFFICES, people=PEOPLE)), NOW)
    moved = [OFFICES[0], ("peo-tak", "ศธจ.ตาก", ""), ("school-1", "ร.ร.ชื่อใหม่", "")]
    both = [*PEOPLE, ("นายสมมติ  ทดสอบ", "peo-tak", "officer")]
    with transaction(engine) as session:
        import_roster(session, read_roster(workbook(offices=moved, people=both)), NOW)
    with transaction(engine) as session:
        (person,) = session.scalars(select(Person))
        assert [office.name for office in people.own_offices(person)] == ["ร.ร.ชื่อใหม่", "ศธจ.ตาก"]
        assert session.scalar(select(func.count()).select_from(OfficeParent)) == 0


def test_people_alone_may_refer_to_offices_stored_before(engine: Engine) -> None:
    with transaction(engine) as session:
        import_roster(session, read_roster(workbook(offices=OFFICES)), NOW)
    with transaction(engine) as session:
        known = people.offices_by_code(session)
        assert len(import_roster(session, read_roster(workbook(people=PEOPLE), known), NOW).invited) == 1


def test_who_has_joined_gets_no_new_code_and_who_let_it_expire_does(engine: Engine) -> None:
    two = [*PEOPLE, ("นางสาวตัวอย่าง สาธิต", "peo-tak", "coordinator")]
    roster = read_roster(workbook(offices=OFFICES, people=two))
    with transaction(engine) as session:
        import_roster(session, roster, NOW)
        somchai = people.people_by_name(session)["นายสมมติ ทดสอบ"]
        session.add(Account(line_user_id="U1", person=somchai, created_at=NOW))
    with transaction(engine) as session:
        (issued,) = import_roster(session, roster, NOW + timedelta(days=31)).invited
        assert issued.invitation.duty == Duty.COORDINATOR


TYPED = ["{}", "  {}  ", "{} ", "«{}»"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_code_is_found_however_it_is_typed_until_it_is_used_or_old(engine: Engine, typed: str) -> None:
    with transaction(engine) as session:
        office = Office(code="o", name="ศธจ.ตาก")
        session.add(office)
        issued = invitations.invite(session, office, Duty.OFFICER, None, NOW, days=2)
        assert issued.code not in issued.invitation.code_hash
        for variant in (issued.code, issued.code.upper(), issued.code.replace("-", " "), issued.code.replace("-", "–")):
            assert invitations.find(session, typed.format(variant), NOW) is issued.invitation
        assert invitations.find(session, issued.code, NOW + timedelta(days=2)) is None
        issued.invitation.used_at = NOW
        session.flush()
        assert invitations.find(session, issued.code, NOW) is None


def test_thai_digits_and_full_width_letters_are_the_same_code() -> None:
    assert invitations.code_hash("k7mq-2xpa") == invitations.code_hash("K๗mq ๒ＸＰＡ")
    assert invitations.looks_like_code("k๗mq-2xpa")
    assert not invitations.looks_like_code("สวัสดีค่ะ")
    assert not invitations.looks_like_code("k7mq-2xp0")


def test_codes_use_only_signs_that_cannot_be_misread() -> None:
    codes = {invitations.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert len(invitations.ALPHABET) == 31
    assert not set("".join(codes)) & set("01ilo")
