"""Days of reminders as coordinators type them, and what becomes of reminders that wait when they are changed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers import words_rounds as say
from handlers.rounds import reminding
from handlers.rounds.ladder_words import SaidLadder, read_ladder
from models import database_now, outbox, transaction
from models.outbox import Outbox
from scheduler.deadlines import Ladder, Monthly
from tests import world
from tests.offices import bangkok
from tests.talk import Talk

OLD = Ladder()
MORNING = bangkok("2026-11-17T09:01")  # the third day before the deadline

SAID: dict[str, SaidLadder | None] = {
    "เตือนก่อน 5 3 1 วัน": SaidLadder((5, 3, 1, 0)),
    "เตือนก่อน 5 วัน กับ 1 วัน รายงาน พาน้องกลับมาเรียน": SaidLadder((5, 1, 0), named="พาน้องกลับมาเรียน"),
    "เตือนก่อน 5 วัน กับ 1 วัน รต. 67": SaidLadder((5, 1, 0), named="รต. 67"),
    "เตือนก่อนกำหนด ๕ วัน และ ๑ วันค่ะ": SaidLadder((5, 1, 0)),
    "เตือนก่อนสามวัน": SaidLadder((3, 0)),
    "เตือนล่วงหน้า 3 วัน เวลา 10.00 น.": SaidLadder((3, 0), at=time(10)),
    "เตือน 5 วันก่อนกำหนด และ 2 วันหลังกำหนด": SaidLadder((5, 0), (2,)),
    "เตือน ๗, ๒ วัน หลังกำหนด ๑ ๔ วัน": SaidLadder((7, 2, 0), (1, 4)),
    "เตือนก่อน5วันและ1วัน": SaidLadder((5, 1, 0)),
    "เตือนก่อน 5 วัน ไม่ต้องเตือนหลังกำหนด": SaidLadder((5, 0), ()),
    "เตือนเฉพาะวันครบกำหนด": SaidLadder((0,)),
    "เตือนหลังกำหนด 2 วัน": SaidLadder(None, (2,)),
    "เปลี่ยนวันเตือนเป็น 5, 1 วัน": SaidLadder((5, 1, 0)),
    "เตือนก่อน 90 วัน": None,
    "เตือนหลังกำหนด 0 วัน": None,
    "เตือนก่อน 5 วัน เวลา 20.00 น.": None,
    "เตือนก่อนเที่ยง": None,
    "เตือน": None,
}


@pytest.mark.parametrize("typed", SAID)
def test_what_coordinators_type(typed: str) -> None:
    said = read_ladder(typed)
    assert said == SAID[typed]
    assert said is None or SaidLadder.load(said.dump()) == SaidLadder(said.before_days, said.after_days, said.at)


def test_who_names_only_days_after_leaves_those_before_as_they_were() -> None:
    assert SaidLadder(None, (2,)).instead_of(OLD) == Ladder(OLD.before_days, (2,))
    assert SaidLadder((5, 0)).instead_of(OLD) == Ladder((5, 0), ())


@pytest.mark.parametrize(
    "ladder", [OLD, Ladder((0,), ()), Ladder((5, 0), (), time(10)), Ladder((0,), (2,), time(15, 30))]
)
def test_what_takes_a_change_back_is_read_as_what_there_was(ladder: Ladder) -> None:
    said = read_ladder(say.ladder_typed(ladder.before_days, ladder.after_days, ladder.at))
    assert said is not None
    assert said.instead_of(Ladder((30, 0), (9,), time(11))) == ladder


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai's reminder of this morning waits to be sent."""
    with transaction(engine) as session:
        world.settle(session, bangkok("2026-11-02T09:00"))
        world.open_round(session, "pnglb_monthly", Monthly(20), bangkok("2026-11-02T09:00"))
    remind(engine, MORNING)
    return Talk(engine, MORNING)


def remind(engine: Engine, now: datetime) -> None:
    with transaction(engine) as session:
        reminding.plan(session, now)


def waiting(talk: Talk) -> int:
    with transaction(talk.engine) as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == reminding.KIND, Outbox.state == "pending")).all()
        return len(rows)


def change(talk: Talk, typed: str) -> None:
    talk.say(typed, "Malee")
    assert "แล้วค่ะ" in "\n".join(talk.say("ยืนยัน", "Malee"))
    remind(talk.engine, talk.now)


def test_a_waiting_reminder_goes_with_its_day_and_comes_back_with_it(talk: Talk) -> None:
    before = waiting(talk)
    assert before
    change(talk, "เตือนก่อน 5 วัน กับ 1 วัน")
    assert not waiting(talk)
    change(talk, "เตือนก่อน 3 วัน กับ 1 วัน")
    assert waiting(talk) == before
    change(talk, "เตือนก่อน 3 วัน กับ 2 วัน")
    assert waiting(talk) == before


def test_a_reminder_that_has_left_does_not_leave_again(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        for row in session.scalars(select(Outbox).where(Outbox.kind == reminding.KIND)):
            row.state, row.attempts, row.first_at = "sent", 1, database_now(session)
            row.finished_at = database_now(session)
    change(talk, "เตือนก่อน 3 วัน กับ 1 วัน")
    assert not waiting(talk)


def test_one_that_is_being_sent_is_left_alone(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        claimed = len(outbox.claim(session, database_now(session), timedelta(seconds=60), 10))
    change(talk, "เตือนก่อน 5 วัน")
    assert waiting(talk) == claimed
