"""Who may change what in chat: duty, scope, buttons of earlier cards, words that may mean two things."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import Engine, func, select

from models import journal, transaction
from models.people import Account, Duty, Office, OfficeParent, Person, Role
from models.rounds import Assignment, Round, Schedule
from scheduler.deadlines import Monthly, Once
from tests import world
from tests.offices import bangkok, form
from tests.talk import Talk
from tests.world import line_id

NOW = bangkok("2026-11-10T09:00")


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Malee coordinates both offices, Chai only one; November's round is open."""
    with transaction(engine) as session:
        people = world.settle(session, NOW)
        chai = Person(name="นายชัย สมมติ", created_at=NOW)
        branch = Office(code="branch", name="สำนักงานสาขา", position=9)
        session.add_all([chai, branch])
        session.flush()
        session.add(OfficeParent(office_id=people.offices["sesao"], parent_id=branch.id))
        chai.roles.append(Role(office_id=branch.id, duty=Duty.COORDINATOR))
        session.add(Account(line_user_id=line_id("Chai"), person_id=chai.id, created_at=NOW, waiting={}))
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    return Talk(engine, NOW)


def count(talk: Talk, table: type[Schedule] | type[Round] | type[Assignment]) -> int:
    with transaction(talk.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def deeds(talk: Talk) -> list[str]:
    with transaction(talk.engine) as session:
        done = select(journal.Deed.deed).where(journal.Deed.person_id.is_not(None), journal.Deed.deed != "refused")
        return list(session.scalars(done.order_by(journal.Deed.id)))


def due(talk: Talk) -> datetime:
    with transaction(talk.engine) as session:
        return session.scalars(select(Round.due_at)).one()


def test_an_earlier_card_opens_nothing(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        form(session, "rt67")
    talk.say("เปิดรอบ rt67 15 ธ.ค. 2569", "Malee")
    earlier = talk.answers["Malee"]
    talk.say("20 ธ.ค. 2569", "Malee")
    newest, talk.answers["Malee"] = talk.answers["Malee"], earlier
    assert "ของการเปิดรอบก่อนหน้า" in talk.tap("ยืนยัน", "Malee")[0]
    assert count(talk, Schedule) == 1
    for expected in ("เปิดรอบ", "ข้อความนี้เป็นของการเปิดรอบก่อนหน้า"):  # the second tap finds it done
        talk.answers["Malee"] = newest
        assert talk.tap("ยืนยัน", "Malee")[0].startswith(expected)
        assert count(talk, Schedule) == 2


@pytest.mark.parametrize(
    "said",
    ["เลื่อนกำหนด เป็น 27 พ.ย.", "เปิดรอบ พาน้องกลับมาเรียน ทุกวันที่ 25", "รอบ|[ปิดรับก่อนกำหนด]", "รอบ|[ยกเลิกรอบนี้]"],
)
def test_who_oversees_a_part_changes_nothing_for_all(talk: Talk, said: str) -> None:
    for each in said.split("|"):
        answer = talk.do(each, "Chai")
    assert "ผู้ประสานงาน" in answer[0]
    assert (deeds(talk), due(talk)) == ([], bangkok("2026-11-20T16:30"))


def test_who_oversees_a_part_grants_it_more_time(talk: Talk) -> None:
    talk.say("ขยายเวลา สพม.ทดสอบ ถึง 25 พ.ย.", "Chai")
    talk.say("ยืนยัน", "Chai")
    assert deeds(talk) == ["extend"]
    assert "ไม่พบหน่วยงาน" in talk.say("ขยายเวลา สกร.ทดสอบ ถึง 25 พ.ย.", "Chai")[0]


def test_who_coordinates_a_part_and_supervises_the_rest_changes_only_the_part(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        chai = session.get_one(Account, line_id("Chai")).person
        everything = session.scalars(select(Office.id).where(Office.code == "peo")).one()
        assert chai is not None
        chai.roles.append(Role(office_id=everything, duty=Duty.SUPERVISOR))
    assert "● ส่งแล้ว 0/2 0%" in talk.say("สถานะ", "Chai")
    assert "ไม่พบหน่วยงาน" in talk.say("ขยายเวลา สกร.ทดสอบ ถึง 25 พ.ย.", "Chai")[0]
    talk.say("เลื่อนกำหนด เป็น 27 พ.ย.", "Chai")
    talk.say("ยืนยัน", "Chai")
    assert deeds(talk) == []
    assert talk.say("ประกาศ ประชุมพรุ่งนี้", "Chai")[0] == "ตัวอย่าง · ผู้รับ 1 คน"
    talk.say("ขอขยายเวลาถึงวันที่ 25", "Suda")
    assert talk.say("คำขอ", "Chai") == ["ตอนนี้ไม่มีคำขอที่รอพิจารณาค่ะ"]


def test_who_lost_the_duty_meanwhile_confirms_nothing(talk: Talk) -> None:
    talk.say("เลื่อนกำหนด เป็น 27 พ.ย.", "Malee")
    with transaction(talk.engine) as session:
        role = session.scalars(select(Role).where(Role.duty == Duty.COORDINATOR).order_by(Role.id)).first()
        assert role is not None
        role.duty = Duty.SUPERVISOR
    assert "ผู้ประสานงาน" in talk.say("ยืนยัน", "Malee")[0]
    assert deeds(talk) == []


def test_something_else_in_between_drops_the_question(talk: Talk) -> None:
    talk.say("เลื่อนกำหนด เป็น 27 พ.ย.", "Malee")
    talk.say("สถานะ", "Malee")
    talk.say("ยืนยัน", "Malee")
    assert deeds(talk) == []


def test_the_round_is_asked_for_where_there_are_several(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        world.open_round(session, "rt67", Once(bangkok("2026-12-15T16:30")), NOW)
    asked = talk.say("ขยายเวลา สพม.ทดสอบ ถึง 18 ธ.ค.", "Malee")
    assert asked[0] == "รอบไหนคะ"
    assert "แบบ รต. 67" in talk.say("รต. 67", "Malee")[0]
    talk.say("ยืนยัน", "Malee")
    with transaction(talk.engine) as session:
        extended = session.scalars(select(Assignment).where(Assignment.own_due_at.is_not(None))).one()
        assert (extended.round.form_id, extended.due_at) == ("rt67", bangkok("2026-12-18T16:30"))
    assert "พาน้องกลับมาเรียน" in talk.say("ขยายเวลา สกร.ทดสอบ รอบ พาน้อง ถึง 25 พ.ย.", "Malee")[0]


def test_a_moment_picked_moves_the_round(talk: Talk) -> None:
    talk.say("รอบ", "Malee")
    asked = talk.tap("เลื่อนกำหนด", "Malee", {"datetime": "2026-11-27T12:00"})
    assert "27 พฤศจิกายน 2569 12.00 น." in asked[0]
    talk.say("ใช่ค่ะ", "Malee")
    assert due(talk) == bangkok("2026-11-27T12:00")
    assert "ผ่านไปแล้ว" in talk.say("เลื่อนกำหนด เป็น 9 พ.ย. 2569", "Malee")[0]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("เปิดรอบ", "เปิดรอบแบบไหนคะ"),
        ("เปิดรอบ แบบที่ไม่มี ทุกวันที่ 20", "เปิดรอบแบบไหนคะ"),
        ("เปิดรอบ รต. 67", "กำหนดส่งเมื่อไรคะ"),
        ("เปิดรอบ รต. 67 เร็ว ๆ นี้", "อ่านกำหนดส่งไม่ออก"),
        ("เปิดรอบ รต. 67 1 พ.ย. 2569", "กำหนดนี้ผ่านไปแล้ว"),
        ("เปิดรอบ รต. 67 ทุกวันที่ 20 สามโมง", "เข้าใจว่า ทุกวันที่ 20 เวลา 15.00 น."),
        ("เปิดรอบ รต. 67 ทุกวันทำการสุดท้ายของไตรมาส", "วันทำการสุดท้ายของทุกไตรมาส"),
        ("ขยายเวลา", "พิมพ์ เช่น ขยายเวลา"),
        ("ยกเว้น สพม.ทดสอบ", "พิมพ์ เช่น ยกเว้น"),
        ("ขยายเวลา ทดสอบ ถึง 25 พ.ย.", "หมายถึงหน่วยงานไหนคะ"),
        ("เพิ่มหน่วยงาน สพม.ทดสอบ เข้ารอบ", "อยู่ในรอบแล้ว"),
        ("เลื่อนกำหนด เป็น เมื่อไรก็ได้", "เลื่อนเป็นเมื่อไรคะ"),
    ],
)
def test_what_is_not_plain_is_asked_for(talk: Talk, said: str, answer: str) -> None:
    with transaction(talk.engine) as session:
        world.publish(session, "rt67", NOW)
    assert answer in "\n".join(talk.say(said, "Malee"))
    assert deeds(talk) == []


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("เตือนก่อน 5 3 1 วัน", [5, 3, 1, 0], []),
        ("เตือน ๗, ๒ วัน หลังกำหนด ๑ ๔ วัน", [7, 2, 0], [1, 4]),
    ],
)
def test_the_ladder_in_words(talk: Talk, typed: str, before: list[int], after: list[int]) -> None:
    with transaction(talk.engine) as session:
        world.publish(session, "rt67", NOW)
    talk.say("เปิดรอบ รต. 67 15 ธ.ค. 2569", "Malee")
    talk.tap("เปลี่ยนวันเตือน", "Malee")
    talk.say(typed, "Malee")
    talk.tap("ยืนยัน", "Malee")
    with transaction(talk.engine) as session:
        made = session.scalars(select(Schedule).where(Schedule.form_id == "rt67")).one()
        assert made.ladder == {"before_days": before, "after_days": after, "at": "09:00"}


def test_a_round_asks_only_offices_in_scope(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        world.publish(session, "rt67", NOW)
    talk.say("เปิดรอบ รต. 67 ทุกสิ้นไตรมาส", "Chai")
    talk.tap("ยืนยัน", "Chai")
    with transaction(talk.engine) as session:
        made = session.scalars(select(Round).where(Round.form_id == "rt67")).one()
        asked = session.scalars(select(Assignment).where(Assignment.round_id == made.id)).all()
        assert [each.office.code for each in asked] == ["sesao"]
        assert made.key == "rt67/2570-Q1"
