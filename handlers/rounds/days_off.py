"""Days off and working days decided late, and what they move: deadlines that follow working days, and lateness.

The list of holidays itself is thai.calendar's. Reminders look at the days anew each time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

from handlers.rounds.rules import grace_of, rule_of
from models import Session, calendars, journal, rounds
from models.rounds import Round
from scheduler.deadlines import late_at, periods_due
from thai.calendar import Overrides

_DAY = timedelta(days=1)
_NEAR = 24  # periods: a round is due soon after it opens


def change(session: Session, day: date, kind: str, name: str, now: datetime, person_id: int | None) -> list[Round]:
    """Let a day be `off` or `working`. Return the rounds whose deadline moved with it."""
    calendars.change_day(session, day, kind, name.strip(), now, person_id)
    journal.record(session, now, person_id, "change_day", day.isoformat(), kind=kind, name=name.strip())
    return _follow(session, now)


def take_back(session: Session, day: date, now: datetime, person_id: int | None) -> list[Round] | None:
    """Let the list decide about a day again. Return the rounds whose deadline moved; None: nothing was changed."""
    if not calendars.forget_day(session, day):
        return None
    journal.record(session, now, person_id, "change_day", day.isoformat(), kind="as listed")
    return _follow(session, now)


def _follow(session: Session, now: datetime) -> list[Round]:
    """Set the deadlines that lie ahead as the changed days say. One that was moved by hand keeps its day."""
    overrides = calendars.overrides(session)
    moved = []
    for round_ in rounds.open_rounds(session, now):
        due_at = round_.due_at if round_.moved_at else _by_rule(round_, overrides)
        if now < round_.due_at != due_at > now:
            round_.due_at = due_at
            moved.append(round_)
        grace = grace_of(rule_of(round_.schedule))
        round_.late_at = late_at(round_.due_at, overrides, grace)
        for assignment in rounds.assignments_with_own_deadline(session, round_.id):
            assignment.own_late_at = late_at(assignment.due_at, overrides, grace)
    session.flush()
    return moved


def _by_rule(round_: Round, overrides: Overrides) -> datetime:
    """Return the deadline of a round's period as its rule has it now; its own when the rule no longer names it."""
    near = islice(periods_due(rule_of(round_.schedule), round_.opens_at - _DAY, overrides), _NEAR)
    return next((period.due_at for period in near if period.name == round_.period), round_.due_at)
