"""A smaller number of rows hides filled rows: asked first, kept while the report is filled, gone when it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from models import Session, transaction
from models.submissions import Answer
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai has filled two camps and gone back to their number."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "camps", Once(NOW + timedelta(days=20)), NOW)
    talk = Talk(engine, NOW)
    for said in ("เริ่มกรอก", "2", "ค่ายธรรมะ", "30", "ค่ายจิตอาสา", "25", "รับทราบ", "แก้แถว 1", "ย้อน"):
        talk.say(said)
    return talk


def titles(engine: Engine) -> list[str]:
    with Session(engine) as session:
        query = select(Answer.value).where(Answer.ref == "/data/camp/title").order_by(Answer.pos)
        return list(session.scalars(query))


def total(engine: Engine) -> str | None:
    with Session(engine) as session:
        return session.scalar(select(Answer.value).where(Answer.ref == "/data/total"))


def test_nothing_changes_until_it_is_agreed(talk: Talk, engine: Engine) -> None:
    assert any("ซ่อน 1 แถว" in line for line in talk.say("1"))
    assert total(engine) == "55"
    talk.say("ไม่ใช่")
    assert total(engine) == "55"


def test_hidden_rows_come_back_with_the_larger_number(talk: Talk, engine: Engine) -> None:
    talk.say("1")
    talk.say("ใช่")
    assert (total(engine), titles(engine)) == ("30", ["ค่ายธรรมะ", "ค่ายจิตอาสา"])
    talk.say("แก้แถว 1")
    talk.say("ย้อน")
    talk.say("2")
    assert (total(engine), titles(engine)) == ("55", ["ค่ายธรรมะ", "ค่ายจิตอาสา"])


def test_a_larger_number_is_not_asked_about(talk: Talk) -> None:
    assert not any("ซ่อน" in line for line in talk.say("3"))


def test_what_is_hidden_is_gone_when_the_report_is_sent(talk: Talk, engine: Engine) -> None:
    talk.say("1")
    talk.say("ใช่")
    talk.say("ส่ง")
    talk.say("ผ่านแล้ว")
    assert titles(engine) == ["ค่ายธรรมะ"]
