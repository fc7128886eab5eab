"""The month's messages: what is left, what reminders will need of it, what news may spend. Deadlines come first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.rounds.opening import ladder_of
from models import Session, calendars, quota, reminders, rounds
from scheduler.deadlines import reminder_moments
from thai.dates import in_bangkok


@dataclass(frozen=True)
class Budget:
    """`left` of the month, None when LINE did not say or sets no limit; `reserved` for reminders still to come."""

    left: int | None
    reserved: int

    def allows(self, cost: int) -> bool:
        """Whether the month has so many messages at all."""
        return self.left is None or cost <= self.left

    def spares(self, cost: int) -> bool:
        """Whether so many messages leave enough for reminders."""
        return self.left is None or cost <= self.left - self.reserved


def budget(session: Session, now: datetime) -> Budget:
    """Return what there is and what is promised."""
    return Budget(quota.left(session), reminders_to_come(session, now))


def reminders_to_come(session: Session, now: datetime) -> int:
    """Return how many reminders leave before the month ends if nobody submits: one a person and morning."""
    overrides = calendars.overrides(session)
    month = (in_bangkok(now).year, in_bangkok(now).month)
    running = {round_.id: round_ for round_ in rounds.reminding_rounds(session, now)}
    digests = set()
    for (round_id, own), person_id in reminders.owing_people(session, running, now):
        round_ = running[round_id]
        for _, moment in reminder_moments(own or round_.due_at, ladder_of(round_.schedule), overrides):
            local = in_bangkok(moment)
            if moment > now and (local.year, local.month) == month:
                digests.add((person_id, local.date()))
    return len(digests)
