"""Whose word is enough for what offices share: publishing a form, moving its drafts, everybody's days off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers.rounds import opening
from models import Session, calendars, people, transaction
from models.journal import Deed
from models.people import Duty, Office, Role
from models.rounds import Round
from scheduler.deadlines import Once
from tests import offices, world
from tests.talk import Talk

NOW = offices.bangkok("2026-11-02T09:00")
DUE = Once(offices.bangkok("2026-11-20T16:30"))
ADMIN = Duty.ADMIN


def province(engine: Engine) -> Talk:
    """Return a talk in the test province, where Malee coordinates, and where a far office reports, too."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        offices.person(session, "Pim", offices.office(session, "far"))
    return Talk(engine, NOW)


def use(engine: Engine, *codes: str) -> None:
    """Let offices be asked by a round of the form rows."""
    with transaction(engine) as session:
        world.publish(session, "rows", NOW)
        asked = [office for code in codes if (office := people.office_by_code(session, code)) is not None]
        opening.open_schedule(session, "rows", DUE, asked, NOW)


def send_again(engine: Engine) -> None:
    """Let Malee have sent a workbook of that form, checked already."""
    with transaction(engine) as session:
        world.send_workbook(session, _malee(session), "rows", NOW)


def _malee(session: Session) -> int:
    return session.scalars(select(Role.person_id).where(Role.duty == Duty.COORDINATOR)).one()


def appoint(engine: Engine, duty: str) -> None:
    """Give Malee one more duty at her own office."""
    with transaction(engine) as session:
        peo = session.scalars(select(Office).where(Office.code == "peo")).one()
        session.add(Role(person_id=_malee(session), office_id=peo.id, duty=duty))


def refusals(engine: Engine) -> list[tuple[str, str]]:
    with Session(engine) as session:
        found = session.scalars(select(Deed).where(Deed.deed == "refused").order_by(Deed.id))
        return [(deed.subject, deed.detail["wanted"]) for deed in found]


def test_a_form_of_other_offices_is_theirs_to_change(engine: Engine) -> None:
    talk = province(engine)
    use(engine, "sesao", "far")
    assert "นอกความดูแลของท่าน" in talk.say("ย้ายร่าง rows", "Malee")[0]
    send_again(engine)
    assert "นอกความดูแลของท่าน" in talk.say("เผยแพร่แบบ", "Malee")[0]
    assert refusals(engine) == [("rows", "move_drafts"), ("rows", "publish_form")]
    appoint(engine, ADMIN)
    assert "เผยแพร่แล้ว" in talk.say("เผยแพร่แบบ", "Malee")[0]


@pytest.mark.parametrize("codes", [("sesao",), ("sesao", "dole")])
def test_a_form_of_ones_own_offices_may_be_changed(engine: Engine, codes: tuple[str, ...]) -> None:
    talk = province(engine)
    use(engine, *codes)
    send_again(engine)
    assert "เผยแพร่แล้ว" in talk.say("เผยแพร่แบบ", "Malee")[0]
    assert refusals(engine) == []


def test_offices_that_a_round_no_longer_asks_have_no_say(engine: Engine) -> None:
    talk = province(engine)
    use(engine, "far")
    with transaction(engine) as session:
        round_ = session.scalars(select(Round)).one()
        round_.cancelled_at = round_.schedule.ended_at = NOW + timedelta(hours=1)
    assert "นอกความดูแลของท่าน" not in talk.say("ย้ายร่าง rows", "Malee")[0]


def test_days_off_are_everybodys(engine: Engine) -> None:
    talk = province(engine)
    told = talk.say("เพิ่มวันหยุด 20 พ.ย. 2569 วันหยุดพิเศษ", "Malee")
    assert "วันหยุดใช้ร่วมกันทุกหน่วยงาน" in told[0]
    assert refusals(engine) == [("2026-11-20", "change_day")]
    appoint(engine, ADMIN)
    talk.say("เพิ่มวันหยุด 20 พ.ย. 2569 วันหยุดพิเศษ", "Malee")
    talk.tap("ยืนยัน", "Malee")
    with Session(engine) as session:
        assert calendars.overrides(session).off == {date(2026, 11, 20)}


def test_who_lost_offices_before_confirming_changes_nothing(engine: Engine) -> None:
    talk = province(engine)
    appoint(engine, ADMIN)
    talk.say("เพิ่มวันหยุด 20 พ.ย. 2569 วันหยุดพิเศษ", "Malee")
    with transaction(engine) as session:
        session.delete(session.scalars(select(Role).where(Role.duty == ADMIN)).one())
    assert "วันหยุดใช้ร่วมกันทุกหน่วยงาน" in talk.tap("ยืนยัน", "Malee")[0]
    with Session(engine) as session:
        assert calendars.overrides(session).off == frozenset()


def test_what_is_typed_about_offices_or_by_duties_of_others_is_on_record(engine: Engine) -> None:
    """The answer tells nobody that there is such an office; who asks what is another's to do hears whose it is."""
    talk = province(engine)
    use(engine, "sesao", "far")
    for said in ("ตรวจ far", "ตรวจทานแล้ว far", "ขยายเวลา far ถึง 30 พ.ย.", "ดูประวัติ far", "บุคลากร far"):
        assert "ไม่พบ" in talk.say(said, "Malee")[0]
    assert "หน้าที่ของผู้ประสานงานค่ะ" in talk.say("ตรวจทานแล้ว สพม.ทดสอบ", "Somchai")[0]
    assert "ไม่พบ" in talk.say("บุคลากร nowhere", "Malee")[0], "what is nowhere is nobody's"
    assert refusals(engine) == [
        *(("office far", deed) for deed in ("review", "check_many", "extend", "show_history", "staff")),
        ("", "check_many"),
    ]
