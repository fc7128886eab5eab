"""`flask clock --once --at` over two months, day by day, with a LINE to send to: the ladder's reminders, once each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from bot.app import create_app, parts_of
from handlers.rounds.opening import open_schedule
from models import transaction
from models.rounds import Assignment, Round
from scheduler.deadlines import Monthly
from simulator.app import create_app as create_line
from simulator.settings import Settings as LineSettings
from tests import offices, world
from tests.control import Control
from tests.joined import SECRET, served, settings_for
from tests.offices import bangkok
from tests.world import line_id

FIRST, DAYS = date(2026, 11, 2), 60
TIMES = (time(8, 0), time(9, 0), time(9, 0), time(16, 0))  # before the hour, at it, again, and in the afternoon
SOMCHAI, SUDA = "Somchai", "Suda"

# The ladder of 20 November (a Friday) and of 20 December 2026 (a Sunday): 7, 3 and 1 days before, the day, 1 and 3
# days after; on days off the working day before. Of two steps on one morning the nearer to the deadline speaks.
NOVEMBER = [date(2026, 11, day) for day in (13, 17, 19, 20, 23)]
DECEMBER = [date(2026, 12, day) for day in (11, 17, 18, 21, 23)]
SUDA_SENDS = {date(2026, 11, 18): "2026-11", date(2026, 12, 18): "2026-12"}  # in the afternoon
EXPECTED = {SOMCHAI: NOVEMBER + DECEMBER, SUDA: [*NOVEMBER[:2], *DECEMBER[:3]]}


@dataclass
class Days:
    """A bot, a LINE, and a command line that says what day it is."""

    app: Flask
    control: Control

    def run(self, *words: str) -> Any:
        done = self.app.test_cli_runner().invoke(args=[*words, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.output)

    def clock(self, moment: datetime) -> Any:
        return self.run("clock", "--once", "--at", moment.isoformat())

    def phones(self) -> dict[str, int]:
        return {name: len(self.pushes(name)) for name in (SOMCHAI, SUDA)}

    def pushes(self, name: str) -> list[Any]:
        return [each for each in self.control.chat(line_id(name))["messages"] if each["via"] == "push"]

    def submit(self, name: str, period: str, now: datetime) -> None:
        """Let the office of a person send its report."""
        code = world.PEOPLE[name][1]
        with transaction(parts_of(self.app).engine) as session:
            wanted = select(Assignment).join(Round).where(Round.period == period)
            (task,) = [each for each in session.scalars(wanted) if each.office.code == code]
            offices.submit(session, task, now)


@pytest.fixture
def days(database_url: str, tmp_path: Path) -> Iterator[Days]:
    line = create_line(LineSettings(channel_secret=SECRET, channel_access_token="simulator"))
    with served(line) as line_url, opened(create_app(settings_for(database_url, tmp_path, line_url))) as app:
        now = bangkok(f"{FIRST}T07:00")
        with transaction(parts_of(app).engine) as session:
            world.settle(session, now)
            world.publish(session, "pnglb_monthly", now)
            open_schedule(session, "pnglb_monthly", Monthly(20), None, now)
        control = Control(line_url)
        for name in world.PEOPLE:
            control.user(name, line_id(name), friend=True)
        yield Days(app, control)
        control.close()


@contextmanager
def opened(app: Flask) -> Iterator[Flask]:
    yield app
    parts_of(app).stop()


def each_day(do: Callable[[date], None]) -> None:
    for number in range(DAYS):
        do(FIRST + timedelta(days=number))


@pytest.mark.slow
def test_two_months_bring_exactly_the_reminders_of_the_ladder(days: Days) -> None:
    heard: dict[str, list[date]] = {SOMCHAI: [], SUDA: []}

    def live(day: date) -> None:
        for at in TIMES:
            before = days.phones()
            days.clock(bangkok(f"{day}T{at:%H:%M}"))
            for name, number in days.phones().items():
                heard[name] += [day] * (number - before[name])
        if day in SUDA_SENDS:
            days.submit(SUDA, SUDA_SENDS[day], bangkok(f"{day}T16:05"))

    each_day(live)

    assert heard == EXPECTED
    assert days.phones() == {name: len(each) for name, each in EXPECTED.items()}
    assert [each["period"] for each in days.run("round", "list")] == ["2026-12", "2026-11"]
    ledger = days.control.ledger()
    assert (ledger["pushes"], ledger["conflicts409"], ledger["refusals"]) == (15, 0, [])


@pytest.mark.slow
def test_the_same_two_months_again_say_nothing(days: Days) -> None:
    each_day(lambda day: days.clock(bangkok(f"{day}T09:00")))
    once = days.phones()

    again: list[Any] = []
    each_day(lambda day: again.append(days.clock(bangkok(f"{day}T09:00"))))

    assert once[SOMCHAI] == len(EXPECTED[SOMCHAI])
    assert days.phones() == once
    assert {(each["reminders"], each["sent"]) for each in again} == {(0, 0)}
