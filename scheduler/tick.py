"""One look at the time: acting persons begin and end, rounds whose period has begun open, reminders that are due queue.

Idempotent, in short transactions: any number of processes may do it at the same time and be killed at any line.
Sending what was queued is left to the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from handlers.form import amending
from handlers.news import announced, telling
from handlers.people import acting
from handlers.rounds import digests, opening, reminding
from handlers.rounds.reminding import Planned
from handlers.status import keeping, overviews
from models import Base, Engine, Session, gather_statistics, journal, reading, transaction
from models.outbox import Outbox
from models.people import Account, Role
from models.reminder_rows import Reminder, ReminderItem
from models.rounds import Assignment

MANY = 1_000  # digests of a first portion: tables have grown as they do on no other day
ERRANDS = (
    amending.end_over,
    amending.remind,
    announced.send_due,
    overviews.queue_due,
    telling.thank,
    telling.warn_of_quota,
    telling.push_what_waited,
)


@dataclass(frozen=True)
class Ticked:
    """How much a tick has decided: rounds opened, digests queued, steps noted as missed."""

    rounds_opened: int
    reminders: int
    missed: int


def tick(engine: Engine, now: datetime) -> Ticked:
    """Decide everything that is due at `now`, the business time."""
    with _clocked(engine) as session:
        acting.settle(session, now)
        opened = len(opening.materialise(session, now))
    if opened:
        _look_anew(engine, Assignment, Role, Account)
    planned = _remind(engine, now)
    _do_errands(engine, now)
    keeping.count_anew(engine, now)
    return Ticked(opened, planned.reminders, planned.missed)


def _remind(engine: Engine, now: datetime) -> Planned:
    """Decide about the officers in portions, and store what was decided in short transactions."""
    with _clocked(engine) as session:
        digests.take_back_late(session)
    planned, after = Planned(), 0
    while True:
        with Session(reading(engine)) as session:
            people = reminding.portion(session, after)
            found = reminding.due(session, now, people)
        for first in range(0, len(found), reminding.AT_ONCE):
            with _clocked(engine) as session:
                planned += reminding.store(session, found[first : first + reminding.AT_ONCE], now)
        if after == 0 and planned.reminders >= MANY:
            _look_anew(engine, Reminder, ReminderItem, Outbox)
        if people[1] is None:
            return planned
        after = people[1]


def _look_anew(engine: Engine, *tables: type[Base]) -> None:
    """Let the database know how tables have grown, before it plans what will be asked of them."""
    with _clocked(engine) as session:
        gather_statistics(session, *tables)


def _do_errands(engine: Engine, now: datetime) -> None:
    """What is noticed besides deadlines, each in a transaction of its own."""
    for errand in ERRANDS:
        with _clocked(engine) as session:
            errand(session, now)


@contextmanager
def _clocked(engine: Engine) -> Iterator[Session]:
    """Give a transaction whose deeds are the clock's."""
    with transaction(engine) as session:
        journal.comes_by(session, "clock")
        yield session
