"""A message unsent after its report was sent: the words go; the report reopens, or the coordinator is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from handlers.incoming import TookBack
from models import Session, transaction
from models.journal import Deed
from models.notices import Notice
from models.people import Account
from models.submissions import Answer, Submission
from scheduler.deadlines import Monthly
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
SECRET = "ข้อความที่จะยกเลิก"


@pytest.fixture
def sent(engine: Engine) -> Talk:
    """Somchai has sent the monthly report; the narrative's message id is the second newest of a text."""
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    for said in ("เริ่มกรอก", "พ.ย. 2569", SECRET, "1", "2", "3", "ส่ง", "ผ่านแล้ว"):
        talk.say(said)
    return talk


def unsend(talk: Talk, who: str = "Somchai") -> list[str]:
    return talk.hear(TookBack(talk.message_ids[2]), who)


def words_left(talk: Talk) -> int:
    with Session(talk.engine) as session:
        return session.query(Answer).filter(Answer.typed == SECRET).count()


def is_sent(talk: Talk) -> bool:
    with Session(talk.engine) as session:
        return session.query(Submission).one().submitted_at is not None


def test_before_the_round_closes_the_report_opens_again(sent: Talk) -> None:
    said = unsend(sent)
    assert (words_left(sent), is_sent(sent)) == (0, False)
    assert "ส่งอีกครั้ง" in said[-1]


def test_after_the_round_has_closed_it_stays_sent_and_the_coordinator_is_told(sent: Talk) -> None:
    sent.now += timedelta(days=40)
    unsend(sent)
    assert (words_left(sent), is_sent(sent)) == (0, True)
    with Session(sent.engine) as session:
        assert session.query(Notice).count() == 1
        assert session.query(Deed).filter_by(deed="take_back").count() == 1


def test_an_account_that_no_longer_speaks_for_anybody_can_still_take_back(sent: Talk) -> None:
    with transaction(sent.engine) as session:
        session.get_one(Account, world.line_id("Somchai")).person_id = None
    unsend(sent)
    assert words_left(sent) == 0
