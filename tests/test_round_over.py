"""A question about sending may be answered long after it was asked: what it asks for is allowed then, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, select

from handlers import words, words_sending
from models import Session, transaction
from models.people import Role
from models.submissions import Submission
from scheduler.deadlines import Monthly
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
LONG_AFTER = timedelta(days=60)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai has answered everything and is asked whether the head agrees."""
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    for said in ("เริ่มกรอก", "พ.ย. 2569", "ประชุมครู 2 ครั้ง", "5", "2", "1", "ส่ง"):
        talk.say(said)
    return talk


def sent_at(engine: Engine) -> datetime | None:
    with Session(engine) as session:
        return session.scalars(select(Submission.submitted_at)).one()


def test_the_head_agrees_after_the_round_has_closed(talk: Talk, engine: Engine) -> None:
    talk.now += LONG_AFTER
    assert talk.say("ผ่านแล้ว") == [words_sending.CLOSED]
    assert sent_at(engine) is None


def test_a_sent_report_stays_sent_when_reopening_is_agreed_to_too_late(talk: Talk, engine: Engine) -> None:
    talk.say("ผ่านแล้ว")
    sent = sent_at(engine)
    talk.tap("แก้ไข")
    talk.now += LONG_AFTER
    assert talk.say("ใช่") == [words_sending.CLOSED]
    assert sent is not None
    assert sent_at(engine) == sent


def test_nobody_reopens_the_report_of_an_office_they_have_left(talk: Talk, engine: Engine) -> None:
    talk.say("ผ่านแล้ว")
    talk.tap("แก้ไข")
    with transaction(engine) as session:
        session.execute(delete(Role))
    assert talk.say("ใช่") == [words.NOT_YOURS]
    assert sent_at(engine) is not None
