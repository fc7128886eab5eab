"""When reports are due and when to remind. Pure: no clock, no database.

Rules speak Asia/Bangkok time; the moments returned are UTC. The days of a recurring rule are found in
scheduler.periods. Who is reminded, and that nobody is reminded twice, is left to the queries and the outbox.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from scheduler.periods import Period, lookback, periods
from thai.calendar import NO_OVERRIDES, Overrides, add_workdays, is_day_off, shift
from thai.dates import BANGKOK, in_bangkok
from thai.rule import CLOSING, Recurring, Single, monthly

SEND_FROM = time(8, 30)
"""Reminders go out from this time of a working day in Bangkok, when offices open."""

SEND_UNTIL = time(16, 30)
"""Reminders go out before this time of a working day in Bangkok, when offices close."""

DIGESTS_AT = time(9, 0)
"""When a day's digest leaves; what nothing ran to send joins it the day after."""

CLOSES_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Due every month on a day, at a time of day in Bangkok. Day 31 is the last day of shorter months."""

    day: int
    at: time = CLOSING

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError(f"no month has a day {self.day}")

    @property
    def recurring(self) -> Recurring:
        return Recurring(monthly(self.day), self.at)


@dataclass(frozen=True, slots=True)
class Once:
    """Due at one moment, with its zone."""

    due_at: datetime
    grace_workdays: int = 0

    def __post_init__(self) -> None:
        if self.due_at.tzinfo is None:
            raise ValueError(f"a deadline needs a zone: {self.due_at.isoformat()}")


Rule = Monthly | Once | Recurring


def rule_of(read: Recurring | Single, overrides: Overrides = NO_OVERRIDES) -> Rule:
    """Return the rule of what was read from typed text; a single day is shifted at once."""
    if isinstance(read, Recurring):
        return read
    day = shift(read.day, read.shift, overrides)
    return Once(datetime.combine(day, read.at, tzinfo=BANGKOK), read.grace_workdays)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder: days from the due day, negative before it, 0 on it."""

    days: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many days before and after the due day to remind, and at what time of day in Bangkok."""

    before_days: tuple[int, ...] = (7, 3, 1, 0)
    after_days: tuple[int, ...] = (1, 3)
    at: time = DIGESTS_AT

    def __post_init__(self) -> None:
        if any(days < 0 for days in self.before_days) or any(days < 1 for days in self.after_days):
            raise ValueError("steps count days from the due day: 0 and more before it, 1 and more after it")

    @property
    def steps(self) -> tuple[Step, ...]:
        """The rungs in the order of days."""
        days = {-days for days in self.before_days} | set(self.after_days)
        return tuple(Step(day) for day in sorted(days))


def periods_due(rule: Rule, after: datetime, overrides: Overrides = NO_OVERRIDES) -> Iterator[Period]:
    """Yield the periods that fall due after a moment, in order; the only one of a single deadline in any case."""
    match rule:
        case Monthly():
            yield from periods_due(rule.recurring, after, overrides)
        case Once(due_at=moment):
            day = in_bangkok(moment).date()
            yield Period(day.isoformat(), in_bangkok(after).date(), moment.astimezone(UTC), day)
        case Recurring():
            since = in_bangkok(after).date() - lookback(rule)
            yield from (period for period in periods(rule, since, overrides) if period.due_at > after)


def closes_at(rule: Rule, period: Period, overrides: Overrides = NO_OVERRIDES) -> datetime:
    """Return when a period closes, in UTC: when the next one is due, or 30 days after the last or only deadline."""
    if not isinstance(rule, Once):
        following = next(periods_due(rule, period.due_at, overrides), None)
        if following is not None:
            return following.due_at
    return period.due_at + CLOSES_AFTER


def late_at(due_at: datetime, overrides: Overrides = NO_OVERRIDES, grace_workdays: int = 0) -> datetime:
    """Return the moment, in UTC, after which a report is late.

    A deadline on a day off stays printed as it is; a report is late only after the same time of the next working day,
    and of as many more working days as the office grants.
    """
    local = in_bangkok(due_at)
    day = shift(local.date(), "next", overrides)
    return _in_utc(add_workdays(day, grace_workdays, overrides), local.time())


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


def in_office_hours(now: datetime, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Tell whether offices work now: nobody is spoken to unasked at night, at a weekend, on a holiday."""
    local = in_bangkok(now)
    return SEND_FROM <= local.time() < SEND_UNTIL and not is_day_off(local.date(), overrides)


def offices_open(now: datetime, overrides: Overrides = NO_OVERRIDES) -> datetime:
    """Return when offices work next, in UTC: now, if they do."""
    local = in_bangkok(now)
    day = local.date() if local.time() < SEND_UNTIL else local.date() + timedelta(days=1)
    return max(now.astimezone(UTC), _in_utc(shift(day, "next", overrides), SEND_FROM))


def sendable(moment: datetime, now: datetime, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Tell whether a reminder may go out now, in office hours: on the day of its moment, or with the next day's digest.

    So whoever is reminded late is reminded once a day all the same.
    """
    is_its_turn = moment <= now if not is_late(moment, now) else in_bangkok(now).time() >= DIGESTS_AT
    return is_its_turn and not is_missed(moment, now) and in_office_hours(now, overrides)


def is_late(moment: datetime, now: datetime) -> bool:
    """Tell whether a reminder's day is over."""
    return in_bangkok(moment).date() < in_bangkok(now).date()


def is_missed(moment: datetime, now: datetime) -> bool:
    """Tell whether a reminder is too old to be sent, the day after it included."""
    return is_late(moment + timedelta(days=1), now)


def same_day(decided_at: datetime, now: datetime) -> bool:
    """Tell whether what was decided on a working day may leave still: that day, until offices close."""
    then, local = in_bangkok(decided_at), in_bangkok(now)
    return then.date() == local.date() and local.time() < SEND_UNTIL


def _in_utc(day: date, at: time) -> datetime:
    """Return a day and time of Bangkok as a moment in UTC."""
    return datetime.combine(day, at, tzinfo=BANGKOK).astimezone(UTC)
