"""When reports are due and when to remind. Pure: no clock, no database.

Rules speak Asia/Bangkok time; the moments returned are UTC. Who is reminded, and that nobody is reminded twice, is
left to the queries and the outbox.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from thai.calendar import NO_OVERRIDES, Overrides, add_workdays, is_day_off, shift
from thai.dates import BANGKOK, in_bangkok

SEND_FROM = time(8, 30)
"""Reminders go out from this time of a working day in Bangkok, when offices open."""

SEND_UNTIL = time(16, 30)
"""Reminders go out before this time of a working day in Bangkok, when offices close."""

SENDABLE_FOR = timedelta(hours=24)
"""How long a reminder's moment may be past; older steps are missed, never sent late."""

SINGLE_CLOSES_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Due every month on a day, at a time of day in Bangkok. Day 31 is the last day of shorter months."""

    day: int
    at: time = time(16, 30)

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError(f"no month has a day {self.day}")


@dataclass(frozen=True, slots=True)
class Once:
    """Due at one moment, with its zone."""

    due_at: datetime

    def __post_init__(self) -> None:
        if self.due_at.tzinfo is None:
            raise ValueError(f"a deadline needs a zone: {self.due_at.isoformat()}")


Rule = Monthly | Once


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder: days from the due day, negative before it, 0 on it."""

    days: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many days before and after the due day to remind, and at what time of day in Bangkok."""

    before_days: tuple[int, ...] = (7, 3, 1, 0)
    after_days: tuple[int, ...] = (1, 3)
    at: time = time(9, 0)

    def __post_init__(self) -> None:
        if any(days < 0 for days in self.before_days) or any(days < 1 for days in self.after_days):
            raise ValueError("steps count days from the due day: 0 and more before it, 1 and more after it")

    @property
    def steps(self) -> tuple[Step, ...]:
        """The rungs in the order of days."""
        days = {-days for days in self.before_days} | set(self.after_days)
        return tuple(Step(day) for day in sorted(days))


def due_at(rule: Rule, period_month: date) -> datetime:
    """Return the moment, in UTC, by which the report of a period must be in.

    period_month: any day of the month in which a monthly report falls due; a single deadline does not look at it.
    A day past the month's end means its last day: 31 in February is 28 or 29.
    """
    match rule:
        case Monthly(day, at):
            return _on_day(day, period_month, at)
        case Once(moment):
            return moment.astimezone(UTC)


def period_of(rule: Rule, due_at: datetime) -> str:
    """Return the name of the period due at a moment: 2026-11 for a monthly rule, 2026-11-20 for a single one."""
    day = in_bangkok(due_at).date()
    return f"{day:%Y-%m}" if isinstance(rule, Monthly) else day.isoformat()


def opens_on(rule: Rule, due_at: datetime) -> date | None:
    """Return the first day of the period; None for a single deadline, which opens as soon as it is made."""
    return in_bangkok(due_at).date().replace(day=1) if isinstance(rule, Monthly) else None


def closes_at(rule: Rule, due_at: datetime) -> datetime:
    """Return when a period closes, in UTC: at the next period's due time, or 30 days after a single deadline."""
    if not isinstance(rule, Monthly):
        return due_at.astimezone(UTC) + SINGLE_CLOSES_AFTER
    first = in_bangkok(due_at).date().replace(day=1)
    return _on_day(rule.day, first + timedelta(days=31), rule.at)


def late_at(due_at: datetime, overrides: Overrides = NO_OVERRIDES) -> datetime:
    """Return the moment, in UTC, after which a report is late.

    A deadline on a day off stays printed as it is; a report is late only after the same time of the next working day.
    """
    local = in_bangkok(due_at)
    return _in_utc(shift(local.date(), "next", overrides), local.time())


def reminder_moments(
    due_at: datetime, ladder: Ladder, overrides: Overrides = NO_OVERRIDES
) -> list[tuple[int, datetime]]:
    """Return (days of the step, moment in UTC), earliest first; every moment is on a working day.

    A step up to the due day that falls on a day off moves to the working day before: a Sunday deadline's reminder goes
    out on Friday. A step after it moves to the working day that follows. Of steps that meet at one moment only the one
    nearest the deadline stays.
    """
    nearest: dict[datetime, int] = {}
    for step in ladder.steps:
        moment = _moment(step, due_at, ladder.at, overrides)
        if moment not in nearest or abs(step.days) < abs(nearest[moment]):
            nearest[moment] = step.days
    return [(days, moment) for moment, days in sorted(nearest.items())]


def _moment(step: Step, due_at: datetime, at: time, overrides: Overrides) -> datetime:
    day = in_bangkok(due_at).date() + timedelta(days=step.days)
    if step.days > 0:
        return _in_utc(shift(day, "next", overrides), at)
    day = shift(day, "previous", overrides)
    # A report due at 08:00 is reminded the working day before: at 09:00 of the due day it is too late.
    return _in_utc(day if _in_utc(day, at) < due_at else add_workdays(day, -1, overrides), at)


def sendable(moment: datetime, now: datetime, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Tell whether a reminder may go out now: for 24 hours from its moment, in office hours of a working day."""
    local = in_bangkok(now)
    in_hours = SEND_FROM <= local.time() < SEND_UNTIL and not is_day_off(local.date(), overrides)
    return in_hours and timedelta(0) <= now - moment < SENDABLE_FOR


def _in_utc(day: date, at: time) -> datetime:
    """Return a day and time of Bangkok as a moment in UTC."""
    return datetime.combine(day, at, tzinfo=BANGKOK).astimezone(UTC)


def _on_day(day: int, month: date, at: time) -> datetime:
    """Return a day of a date's month, its last day when the month is shorter, as a moment in UTC."""
    last = monthrange(month.year, month.month)[1]
    return _in_utc(month.replace(day=min(day, last)), at)
