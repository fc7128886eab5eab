"""Letting newcomers in: nobody comes to speak for somebody whose duties go beyond the reach of who lets them in."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from handlers import words_joining as say
from models import Session, journal, transaction
from models.compiled_files import CompiledFile
from models.outbox import Outbox
from models.people import Account, Duty, Office, Person, Role
from scheduler.deadlines import Monthly
from tests import world
from tests.offices import bangkok
from tests.talk import Talk

NOW = bangkok("2026-11-02T09:00")
ASKS = ("k7mq-2xpa", "[ใช่ รับทราบและเริ่ม]", "นายสมชาย ทดสอบ เจ้าหน้าที่ 055-000-001")


def waiting(engine: Engine, duty: Duty | None, *, elsewhere: bool) -> Talk:
    """Return a talk in which a newcomer asks to be Somchai, who has one duty more, in Malee's offices or elsewhere."""
    with transaction(engine) as session:
        known = world.settle(session, NOW, ["Suda", "Malee", "Wichai"])
        world.invite(session, known.offices["sesao"], Duty.OFFICER, NOW, asks=True)
        far = Office(code="far", name="สำนักงานไกล", short="สำนักงานไกล", position=9)
        session.add(far)
        session.flush()
        if duty is not None:
            office_id = far.id if elsewhere else known.offices["dole"]
            session.add(Role(person_id=known.people["Somchai"], office_id=office_id, duty=duty))
    talk = Talk(engine, NOW)
    for line in ASKS:
        talk.do(line, "Nok")
    talk.do("คำขอ", "Malee")
    return talk


@pytest.mark.parametrize(
    ("duty", "elsewhere", "is_let_in"),
    [
        (None, False, True),
        (Duty.OFFICER, False, True),
        (Duty.ADMIN, False, False),
        (Duty.OFFICER, True, False),
        (Duty.ADMIN, True, False),
    ],
)
def test_a_coordinator_gives_no_duties_beyond_the_own(
    engine: Engine, duty: Duty | None, elsewhere: bool, is_let_in: bool
) -> None:
    talk = waiting(engine, duty, elsewhere=elsewhere)
    heard = talk.do("[อนุมัติ]", "Malee")
    with Session(engine) as session:
        person = session.query(Person).filter_by(name="นายสมชาย ทดสอบ").one()
        tied = session.query(Account).filter_by(person_id=person.id).one_or_none()
        refused = session.query(journal.Deed).filter_by(deed="refused").count()
    assert (tied is not None, refused, heard == [say.MORE_THAN_YOURS]) == (is_let_in, int(not is_let_in), not is_let_in)


def test_the_slip_of_one_office_is_for_who_coordinates_it(engine: Engine) -> None:
    with transaction(engine) as session:
        known = world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
        session.add(Office(code="far", name="สำนักงานไกล", short="สำนักงานไกล", position=9))
    talk = Talk(engine, NOW)
    assert talk.say("ใบเชิญ สพม.ทดสอบ", "Malee") == [say.making_slip("สพม.ทดสอบ")]
    talk.say("ใบเชิญ สพม.ทดสอบ", "Malee")
    for line, who in (("ใบเชิญ สำนักงานไกล", "Malee"), ("ใบเชิญ สพม.ทดสอบ", "Suda")):
        talk.say(line, who)
    with Session(engine) as session:
        assert [file.offices for file in session.query(CompiledFile)] == [[known.offices["sesao"]]]


def test_who_loses_every_duty_is_told_at_once(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
    talk = Talk(engine, NOW)
    talk.say("ถอนสิทธิ์ นางสาวสุดา", "Malee")
    talk.say("ใช่", "Malee")
    with Session(engine) as session:
        (told,) = session.query(Outbox).filter_by(line_user_id=world.line_id("Suda")).all()
        assert "ถอนหน้าที่ ผู้รายงาน สกร.ทดสอบ ของท่านแล้วค่ะ" in str(told.replies)
        assert session.get_one(Account, world.line_id("Suda")).person_id is None
