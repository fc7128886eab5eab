"""The clock beats, survives its failures, leaves the work to one of many, and stops when told."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import Engine

from models import leases, transaction
from scheduler import clock as clock_module
from scheduler.clock import Beat, Clock
from scheduler.tick import Ticked, tick
from tests.offices import bangkok, form, office, open_round, person
from tests.patience import WITHIN_SECONDS

NOW = bangkok("2026-12-11T09:00")


@pytest.fixture
def november(engine: Engine) -> None:
    """A round of November, and somebody who owes it."""
    with transaction(engine) as session:
        form(session)
        person(session, "Somchai", office(session, "tak"))
        open_round(session, bangkok("2026-11-02T09:00"))


def test_a_tick_opens_and_reminds_once(engine: Engine, november: None) -> None:
    first = tick(engine, NOW)
    assert first == Ticked(rounds_opened=1, reminders=1, missed=5)
    assert tick(engine, NOW) == Ticked(0, 0, 0)


def test_of_two_clocks_one_leads_until_it_lets_go(engine: Engine, november: None) -> None:
    first, second = Clock(engine, now=lambda: NOW), Clock(engine, now=lambda: NOW)
    assert first.tick_as_leader() is not None
    assert second.tick_as_leader() is None
    with transaction(engine) as session:
        age = leases.beat_age(session, "clock")
        assert age is not None
        assert age.total_seconds() < 60
    first._give_up_lease()
    time.sleep(0.01)
    assert second.tick_as_leader() == Ticked(0, 0, 0)


def test_it_ticks_does_chores_and_stops(engine: Engine, november: None) -> None:
    done = threading.Event()
    clock = Clock(engine, [done.set], lambda: NOW)
    running = threading.Thread(target=clock.run)
    running.start()
    assert done.wait(WITHIN_SECONDS)
    clock.stop()
    running.join(WITHIN_SECONDS)
    assert not running.is_alive()
    with transaction(engine) as session:
        assert leases.beat_age(session, "clock") is not None


def test_the_watchdog_does_what_the_metronome_forgot(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(engine, now=lambda: NOW)
    clock._watch()
    with transaction(engine) as session:
        assert leases.beat_age(session, "clock") is None
    monkeypatch.setattr(clock_module, "OVERDUE_SECONDS", -1)
    clock._watch()
    with transaction(engine) as session:
        assert leases.beat_age(session, "clock") is not None


def test_a_beat_survives_failures_and_never_runs_twice_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, count = threading.Event(), threading.Event(), []

    def work() -> None:
        count.append(1)
        begun.set()
        go_on.wait(WITHIN_SECONDS)
        raise ValueError("a chore that fails")

    beat = Beat(work)
    running = threading.Thread(target=beat)
    running.start()
    assert begun.wait(WITHIN_SECONDS)
    beat()
    assert not beat.is_stuck()
    monkeypatch.setattr(clock_module, "STUCK_SECONDS", -1)
    assert beat.is_stuck()
    go_on.set()
    running.join(WITHIN_SECONDS)
    assert len(count) == 1
    assert not beat.is_stuck()
    beat()
    assert len(count) == 2


def test_a_lease_is_renewed_by_its_owner_only(engine: Engine) -> None:
    with transaction(engine) as session:
        assert leases.take(session, "clock", "first", clock_module.LEASE_LASTS)
        assert leases.take(session, "clock", "first", clock_module.LEASE_LASTS)
        assert not leases.take(session, "clock", "second", clock_module.LEASE_LASTS)
        leases.release(session, "clock", "second")
        assert not leases.take(session, "clock", "second", clock_module.LEASE_LASTS)
