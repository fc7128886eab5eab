"""kill -9 and freezing of clocks while they send reminders to a LINE that fails before and after it has accepted."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from handlers.rounds.opening import ladder_of
from models import Session, transaction
from models.rounds import Assignment, Round
from scheduler.deadlines import Monthly, reminder_moments
from tests import offices, world
from tests.control import Control
from tests.faults import crowd
from tests.offices import bangkok
from tests.patience import WITHIN_SECONDS
from tests.processes import System, running

PEOPLE = 30
MORNINGS = 3  # of the ladder's five
OPENED = bangkok("2026-11-02T09:00")
IN_THE_MIDDLE = 4  # reminders LINE has taken when a clock dies

pytestmark = pytest.mark.slow


def test_every_reminder_arrives_once_and_none_after_submitting(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    with running(database_url, tmp_path, servers=("simulator",)) as system:
        round_ = crowd.settle(engine, system.control, PEOPLE, "pnglb_monthly", Monthly(20), OPENED)
        system.control.faults(
            seed=20261120,
            api_latency_ms=150,
            error_rate_before_accept=0.1,
            error_rate_after_accept=0.15,
            rate_429=0.1,
        )
        expected = [0] * PEOPLE
        for morning, moment in enumerate(mornings(engine, round_)):
            submit_some(engine, round_, morning, moment - timedelta(hours=1))
            for number in owing(morning):
                expected[number] += 1
            remind_while_clocks_die(system, engine, moment)
        ledger = system.control.ledger()
        pushed = {number: crowd.pushed_to(system.control, user_of(number)) for number in range(PEOPLE)}

    print(f"{ledger['pushes']} reminders, {ledger['conflicts409']} pushes refused as sent before")
    assert ledger["conflicts409"] > 0
    assert [len(messages) for messages in pushed.values()] == expected
    sent = crowd.rows(engine, "reminder")
    assert {row.state for row in sent} == {"sent"}
    assert ledger["pushes"] == len(sent) == sum(expected)
    for number, messages in pushed.items():
        assert messages == [message for row in sent if row.line_user_id == user_of(number) for message in row.payload]


def mornings(engine: Engine, round_: Round) -> list[datetime]:
    """Return the first moments of the round's ladder."""
    with Session(engine) as session:
        found = session.get_one(Round, round_.id)
        return [moment for _step, moment in reminder_moments(found.due_at, ladder_of(found.schedule))][:MORNINGS]


def owing(morning: int) -> list[int]:
    """Return who has not submitted on a morning: a few more have on each."""
    return [number for number in range(PEOPLE) if number % 5 >= morning]


def submit_some(engine: Engine, round_: Round, morning: int, now: datetime) -> None:
    with transaction(engine) as session:
        tasks = session.scalars(select(Assignment).where(Assignment.round_id == round_.id).order_by(Assignment.id))
        for number, task in enumerate(tasks):
            if number % 5 == morning - 1:
                offices.submit(session, task, now)


def remind_while_clocks_die(system: System, engine: Engine, moment: datetime) -> None:
    """Run three clocks on one morning: one is killed while it sends, one hangs and wakes up late, one survives."""
    at = ("--at", moment.isoformat())
    killed, frozen, survivor = (system.start_clock(*at) for _ in range(3))
    wait_for_pushes(system.control, system.control.ledger()["pushes"] + IN_THE_MIDDLE)
    killed.kill()
    frozen.freeze()
    try:
        crowd.let_go(engine)
    except OperationalError:  # it hangs while it holds SQLite's one lock: everybody waits for it
        frozen.thaw()
        crowd.again(lambda: crowd.let_go(engine))
    time.sleep(1)  # the survivor takes over what the two held
    frozen.thaw()
    until = time.monotonic() + WITHIN_SECONDS
    while any(row.state == "pending" for row in crowd.rows(engine, "reminder")):
        assert time.monotonic() < until, f"reminders still wait\n{survivor.tail()}"
        crowd.again(lambda: crowd.end_patience(engine))
        time.sleep(0.3)
    for clock in (frozen, survivor):
        clock.stop()
    crowd.let_go(engine)  # the next morning is days away


def wait_for_pushes(control: Control, number: int) -> None:
    until = time.monotonic() + WITHIN_SECONDS
    while control.ledger()["pushes"] < number:
        assert time.monotonic() < until, "the clocks send nothing"
        time.sleep(0.02)


def user_of(number: int) -> str:
    return world.line_id(crowd.name_of(number))
