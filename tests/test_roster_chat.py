"""An office list sent in chat: everything wrong at once, what it would change, taken in, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from exports.make_roster_template import FILE, make
from handlers import words_roster as roster_words
from handlers.incoming import Tapped
from handlers.people import roster_chat, roster_sheet
from handlers.people.roster_sheet import is_roster
from handlers.replies import Card
from models import Session, people, sent_files, transaction
from models.people import Office, Person, Role
from models.sent_files import SentFile
from tests import world
from tests.talk import Talk, lines_of

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
Rows = Sequence[Sequence[str]]
OFFICES = ("รหัส", "ชื่อหน่วยงาน", "ชื่อย่อ", "อำเภอ", "ต้นสังกัด")
PEOPLE = ("ชื่อ-สกุล", "หน่วยงาน", "บทบาท", "ตำแหน่ง")


def workbook(offices: Rows, staff: Rows = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "หน่วยงาน"
    for row in (OFFICES, *offices):
        sheet.append(list(row))
    more = book.create_sheet("บุคลากร")
    for row in (PEOPLE, *staff):
        more.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = workbook(
    [
        ("sesao", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ", "สพม.ทดสอบ", "เมือง", "peo"),
        ("school", "โรงเรียนสมมติวิทยา", "รร.สมมติ", "เมือง", "sesao"),
    ],
    [("นายใหม่ ทดสอบ", "school", "ผู้รายงาน", "ครู"), ("นายสมชาย ทดสอบ", "school", "ผู้รายงาน", "ครู")],
)


class Desk:
    """A chat in which Malee, who coordinates, sends lists."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.talk = engine, Talk(engine, NOW)
        with transaction(engine) as session:
            self.people = world.settle(session, NOW).people

    def send(self, body: bytes, who: str = "Malee") -> list[str]:
        """Let somebody send a workbook and the job read it."""
        with transaction(self.engine) as session:
            number = str(session.query(SentFile).count())
            sent = sent_files.note(session, self.people[who], number, "form", "list.xlsx", NOW)
            replies = roster_chat.offer(session, sent, roster_chat.read(session, sent, body))
        self.talk.answers[who] = replies
        return [line for reply in replies for line in lines_of(reply)]

    def counts(self) -> tuple[int, int, int]:
        with Session(self.engine) as session:
            return session.query(Office).count(), session.query(Person).count(), session.query(Role).count()


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine)


def test_what_would_change_is_told_then_done_then_undone(desk: Desk) -> None:
    before = desk.counts()
    said = desk.send(GOOD)
    assert "หน่วยงานใหม่ 1" in said
    assert "รร.สมมติ" in said
    assert "สพม.ทดสอบ: อำเภอ ใหม่ “เมือง”" in said
    assert "บุคลากรใหม่ 1" in said
    assert "หน้าที่เพิ่ม 1" in said
    assert desk.counts() == before
    assert desk.talk.tap("นำเข้า", "Malee")[0].startswith("นำเข้าแล้ว 2 หน่วยงาน 2 คนค่ะ")
    assert desk.counts() == (before[0] + 1, before[1] + 1, before[2] + 2)
    assert desk.talk.tap("ย้อนการนำเข้า", "Malee") == ["ย้อนการนำเข้าแล้วค่ะ"]
    assert desk.counts() == before
    with Session(desk.engine) as session:
        office = people.office_by_code(session, "sesao")
        assert office is not None
        assert office.area == ""
        assert people.parents_of_all(session)["sesao"] == {"peo"}
    assert desk.talk.say("ย้อนการนำเข้า", "Malee") == ["ไม่มีการนำเข้าที่ย้อนได้ค่ะ"]


def test_what_is_in_use_stays_when_a_list_is_taken_back(desk: Desk) -> None:
    desk.send(GOOD)
    desk.talk.say("นำเข้า", "Malee")
    with transaction(desk.engine) as session:
        school = people.office_by_code(session, "school")
        assert school is not None
        session.add(Role(person_id=desk.people["Suda"], office_id=school.id, duty="officer"))
    assert desk.talk.say("ย้อนการนำเข้า", "Malee") == ["ย้อนการนำเข้าแล้วค่ะ ที่ใช้งานอยู่จึงยังเก็บไว้: รร.สมมติ"]


def test_everything_wrong_is_told_at_once_with_its_row(desk: Desk) -> None:
    wrong = workbook(
        [("", "ไม่มีรหัส", "", "", "peo"), ("x", "x", "", "", "nowhere")],
        [("นายก ข", "nobody", "ผู้รายงาน", ""), ("นายค ง", "x", "ครูใหญ่", "")],
    )
    said = desk.send(wrong)
    assert said[0] == "พบ 4 จุดที่ต้องแก้"
    assert [line.split(":")[0] for line in said if "แถว" in line] == [
        "! แผ่นงาน หน่วยงาน แถว 2",
        "! แผ่นงาน หน่วยงาน แถว 3",
        "! แผ่นงาน บุคลากร แถว 2",
        "! แผ่นงาน บุคลากร แถว 3",
    ]
    assert any("แผ่นงาน หน่วยงาน (offices)" in line for line in said)  # the sheet as the Thai template calls it
    assert any("ใช้ได้คือ ผู้รายงาน (officer)" in line for line in said)
    assert desk.talk.say("นำเข้า", "Malee")[0].startswith("ไม่มีรายชื่อที่รอนำเข้าค่ะ")


def test_mistakes_of_every_kind_are_told_together(desk: Desk) -> None:
    wrong = workbook(
        [
            ("peo", "", "", "", ""),
            ("", "ไม่มีรหัส", "", "", ""),
            ("a", "ก", "", "", "b"),
            ("b", "ข", "", "", "a"),
            ("SESAO", "พิมพ์ใหญ่", "", "", "peo"),
            ("far", "นอกเขต", "", "", ""),
        ],
        [("", "a", "ผู้รายงาน", ""), ("นายก ข", "", "ผู้รายงาน", ""), ("นายค ง", "sesao", "ผู้ดูแลระบบ", "")],
    )
    said = " ".join(desk.send(wrong))
    for each in (
        "ยังไม่มีชื่อหน่วยงาน",
        "ยังไม่มีรหัสหน่วยงาน โปรดใส่",
        "เป็นวงกลม",
        "ต่างจาก 'sesao' ที่มีอยู่เพียงตัวพิมพ์",
        "หน่วยงาน 'far' ไม่อยู่ในความดูแลของท่าน",
        "แถว 2: ยังไม่มีชื่อ-สกุล",
        "แถว 3: ยังไม่มีรหัสหน่วยงาน",
        "ให้หน้าที่ผู้ดูแลระบบได้เฉพาะผู้ดูแลระบบ",
    ):
        assert each in said
    assert "กรอกอย่างน้อยหนึ่งแถว" in " ".join(desk.send(workbook([], [])))


@pytest.mark.parametrize(
    ("offices", "staff", "row"),
    [
        ([("far", "หน่วยงานอื่น", "", "", "")], [], "แผ่นงาน หน่วยงาน แถว 2"),
        ([], [("นายก ข", "other", "ผู้รายงาน", "")], "แผ่นงาน บุคลากร แถว 2"),
        ([], [("นายก ข", "sesao", "ผู้ดูแลระบบ", "")], "แผ่นงาน บุคลากร แถว 2"),
        ([("other", "แย่งมา", "", "", "peo")], [], "แผ่นงาน หน่วยงาน แถว 2"),
    ],
)
def test_what_lies_outside_is_refused(desk: Desk, offices: Rows, staff: Rows, row: str) -> None:
    with transaction(desk.engine) as session:
        session.add(Office(code="other", name="จังหวัดอื่น", position=9))
    assert row in "\n".join(desk.send(workbook(offices, staff)))


def test_a_list_neither_shows_nor_changes_what_is_kept_of_people_elsewhere(desk: Desk) -> None:
    with transaction(desk.engine) as session:
        far = Office(code="far", name="สำนักงานไกล", short="สำนักงานไกล", position=9)
        person = Person(name="นายไกล ทดสอบ", position="ลับเฉพาะ", created_at=NOW)
        person.roles.append(Role(office=far, duty="officer"))
        session.add(person)
    told = desk.send(workbook([], [("นายไกล ทดสอบ", "sesao", "ผู้รายงาน", "ครู")]))
    assert any(roster_words.NOT_YOUR_PERSON in line for line in told)
    assert not any("ลับเฉพาะ" in line for line in told)
    assert roster_words.NOT_YOUR_PERSON not in str(desk.send(workbook([], [("นายไกล ทดสอบ", "sesao", "ผู้รายงาน", "")])))


def test_nobody_takes_in_the_list_of_another(desk: Desk) -> None:
    before = desk.counts()
    desk.send(GOOD)
    for who in ("Somchai", "Wichai"):
        desk.talk.hear(Tapped("roster_take", {"f": 1}), who)
    assert desk.counts() == before


def test_the_same_list_again_changes_nothing(desk: Desk) -> None:
    desk.send(GOOD)
    desk.talk.say("นำเข้า", "Malee")
    assert desk.send(GOOD) == ["รายชื่อในไฟล์ตรงกับที่มีอยู่แล้วค่ะ ไม่มีอะไรเปลี่ยน"]


def test_the_template_is_a_list_that_can_be_read(tmp_path: object) -> None:
    body = FILE.read_bytes()
    assert is_roster(body)
    read = roster_sheet.read_roster(body)
    assert (len(read.offices), len(read.people)) == (2, 2)
    kept, made = load_workbook(FILE), make()
    assert [sheet.title for sheet in kept] == [sheet.title for sheet in made]
    for sheet in made:
        assert list(sheet.values) == list(kept[sheet.title].values), "run python -m exports.make_roster_template"


def test_a_form_is_no_list() -> None:
    assert not is_roster((world.LIBRARY / "pnglb_monthly.xlsx").read_bytes())
    assert not is_roster(b"no workbook")


def test_the_template_is_handed_out_by_link(desk: Desk) -> None:
    desk.talk.say("รายชื่อ", "Malee")
    (card,) = desk.talk.answers["Malee"]
    assert isinstance(card, Card)
    assert card.inside[0].value == "static:raingan-roster.xlsx"
