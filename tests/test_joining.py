"""Wrong invite codes: who has to wait, for how long, and who is never kept out by others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from handlers.people.joining import FAILURES_AN_HOUR, FAILURES_AN_HOUR_OF_ALL
from models import transaction
from models.invite_codes import FailedCode
from models.people import Duty
from tests import world
from tests.offices import bangkok
from tests.talk import Talk

NOW = bangkok("2026-11-02T09:00")
MINUTE = timedelta(minutes=1)
WRONG = "aaaa-bbbb"
WELCOMED = "ใช่หน่วยงานของท่านไหมคะ"


def at_the_door(engine: Engine, failures: dict[str, list[int]]) -> Talk:
    """Return a talk before which people failed, each so many minutes ago; the right code is for สพม.ทดสอบ."""
    with transaction(engine) as session:
        known = world.settle(session, NOW)
        world.invite(session, known.offices["sesao"], Duty.OFFICER, NOW)
        for who, minutes in failures.items():
            for ago in minutes:
                session.add(FailedCode(line_user_id=world.line_id(who), at=NOW - ago * MINUTE))
    return Talk(engine, NOW)


CROWD = {f"Stranger{number}": [50] * 4 for number in range(FAILURES_AN_HOUR_OF_ALL // 4)}
TRIES = [
    ({"Pim": [10] * (FAILURES_AN_HOUR - 1)}, WELCOMED),
    ({"Pim": [40, 30, 20, 10, 5]}, "ประมาณ 20 นาที"),
    ({"Pim": [70, 61, 20, 10, 5]}, WELCOMED),
    (CROWD, WELCOMED),  # a crowd that guesses keeps nobody else out
    ({**CROWD, "Pim": [5]}, "ประมาณ 10 นาที"),
]


@pytest.mark.parametrize(("failures", "answer"), TRIES)
def test_who_has_failed_waits_until_the_hour_is_over(
    engine: Engine, failures: dict[str, list[int]], answer: str
) -> None:
    assert answer in "\n".join(at_the_door(engine, failures).say(world.CODE, "Pim"))


def test_the_wait_ends_when_it_was_said_to_end(engine: Engine) -> None:
    talk = at_the_door(engine, {"Pim": [40, 30, 20, 10, 5]})
    assert "20 นาที" in talk.say(WRONG, "Pim")[0]
    talk.now += 20 * MINUTE
    assert WELCOMED in talk.say(world.CODE, "Pim")[0]
