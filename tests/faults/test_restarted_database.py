"""PostgreSQL stops as in a power cut while three clocks send, and starts again: nobody restarts anything by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import Base, open_engine
from scheduler.deadlines import Monthly
from tests.faults import crowd
from tests.faults.test_killed_clock import OPENED, mornings, user_of
from tests.patience import WITHIN_SECONDS
from tests.postgres import Cluster, fresh_cluster
from tests.processes import System, answers, running

PEOPLE = 24
RESTARTS = 2
IN_THE_MIDDLE = 4  # reminders LINE has taken when the database goes
DOWN_SECONDS = 1.0

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def durable() -> Iterator[Cluster]:
    """A server that forgets nothing it has acknowledged, this test's own: it is going to fall."""
    with fresh_cluster(durable=True) as cluster:
        yield cluster


def test_every_reminder_arrives_once_though_the_database_falls(durable: Cluster, tmp_path: Path) -> None:
    engine = open_engine(durable.url())
    Base.metadata.create_all(engine)
    with running(durable.url(), tmp_path, servers=("simulator",)) as system:
        round_ = crowd.settle(engine, system.control, PEOPLE, "pnglb_monthly", Monthly(20), OPENED)
        system.control.faults(seed=20261120, api_latency_ms=250, error_rate_after_accept=0.15)
        (morning, *_) = mornings(engine, round_)
        clocks = [system.start_clock("--at", morning.isoformat()) for _ in range(3)]
        for _ in range(RESTARTS):
            wait_for_pushes(system, IN_THE_MIDDLE)
            restart(durable)
        until_nothing_waits(engine, system)
        for clock in clocks:
            assert clock.is_running, clock.tail()
            clock.stop()
        ledger = system.control.ledger()
        heard = [len(crowd.pushed_to(system.control, user_of(number))) for number in range(PEOPLE)]
    assert heard == [1] * PEOPLE
    assert ledger["pushes"] == PEOPLE
    assert {row.state for row in crowd.rows(engine, "reminder")} == {"sent"}
    engine.dispose()


def test_the_bot_answers_again_by_itself(durable: Cluster, tmp_path: Path) -> None:
    engine = open_engine(durable.url())
    Base.metadata.create_all(engine)
    with running(durable.url(), tmp_path) as system:
        crowd.settle(engine, system.control, 1, "pnglb_monthly", Monthly(20), OPENED)
        ask_until_answered(system)
        restart(durable)
        ask_until_answered(system)
        assert answers(system.trial.bot_port, "/healthz")
    engine.dispose()


def ask_until_answered(system: System) -> None:
    known, until = replies(system), time.monotonic() + WITHIN_SECONDS
    while replies(system) == known:
        assert time.monotonic() < until, f"no answer\n{system.bot.tail()}"
        system.control.say(user_of(0), "ช่วย")
        time.sleep(0.5)


def replies(system: System) -> int:
    return sum(each["via"] == "reply" for each in system.control.chat(user_of(0))["messages"] if each["from"] == "bot")


def wait_for_pushes(system: System, more: int) -> None:
    """Return when LINE has taken so many more."""
    known, until = system.control.ledger()["pushes"], time.monotonic() + WITHIN_SECONDS
    while system.control.ledger()["pushes"] < min(PEOPLE, known + more):
        assert time.monotonic() < until, "\n".join(program.tail() for program in system.programs.values())
        time.sleep(0.02)


def restart(cluster: Cluster) -> None:
    cluster.crash()
    time.sleep(DOWN_SECONDS)
    cluster.start()


def until_nothing_waits(engine: Engine, system: System) -> None:
    """Let the minutes pass in which leases end and what failed is tried again."""
    until = time.monotonic() + WITHIN_SECONDS
    while crowd.again(lambda: any(row.state == "pending" for row in crowd.rows(engine, "reminder"))):
        assert time.monotonic() < until, "\n".join(program.tail() for program in system.programs.values())
        crowd.again(lambda: crowd.let_go(engine))
        crowd.again(lambda: crowd.end_patience(engine))
        time.sleep(0.5)
