"""A recurring day as data: an iCalendar RRULE with the few words it lacks. Finding its days is left to the scheduler.

Typed Thai is read into one by `thai.recurrence`, printed by `thai.printed_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from thai.calendar import Shift
from thai.spans import Span

Unit = Literal["day", "week", "month", "quarter", "round", "year"]
"""What a report is for. Quarter, round (half a year) and year are the Thai fiscal year's, from October."""

CLOSING = time(16, 30)
"""When offices close: the time of day of a deadline that names none."""

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # date.weekday(): Monday is 0

_COMMON_YEAR = 2027  # one without 29 February

MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "round": 6, "year": 12}
"""How many months a unit has."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """Days an RRULE names, each moved on by days or working days, then shifted off days off.

    rrule: RFC 5545 with SKIP=BACKWARD of RFC 7529: a day past the month's end is its last day. `after_*` count from
    the RRULE's day: "5 working days after the month's end" is the month's last day and 5. periods_back: 1 when the
    report is for the period before the one the RRULE's day lies in. starts_on is what INTERVAL and COUNT count from.
    except_for is RFC 5545's EXDATE: a day, month or quarter of one year in which the RRULE names no day.
    """

    rrule: str
    at: time = CLOSING
    unit: Unit = "month"
    after_days: int = 0
    after_workdays: int = 0
    shift: Shift = "none"
    periods_back: int = 0
    grace_workdays: int = 0  # how many working days after its day a report still counts as in time
    starts_on: date | None = None
    except_for: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Single:
    """One day and time of day in Bangkok, shifted and granted as a recurring one is."""

    day: date
    at: time = CLOSING
    shift: Shift = "none"
    grace_workdays: int = 0


def is_weekly(rule: Recurring) -> bool:
    """Whether a rule names weekdays of every week, so close that one on a day off may be left out."""
    return rrule_fields(rule.rrule)["FREQ"] == "WEEKLY"


def is_every_workday(rule: Recurring) -> bool:
    """Whether a rule names every day on which offices work."""
    return rule.shift == "omit" and rrule_fields(rule.rrule) == {"FREQ": "WEEKLY", "BYDAY": ",".join(WEEKDAY_CODES)}


def rrule_fields(rrule: str) -> dict[str, str]:
    """Return the parts of an RRULE by name: {"FREQ": "MONTHLY", "BYMONTHDAY": "20"}. Raises ValueError."""
    parts = [part.partition("=") for part in rrule.strip().upper().removeprefix("RRULE:").split(";") if part]
    if not parts or any(not name or not value for name, _, value in parts):
        raise ValueError(f"not an RRULE: {rrule!r}")
    if len({name for name, _, _ in parts}) < len(parts):
        raise ValueError(f"a part is said twice: {rrule!r}")
    return {name: value for name, _, value in parts}


_ORDER = (
    "FREQ",
    "INTERVAL",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
    "RSCALE",
    "SKIP",
    "UNTIL",
    "COUNT",
)


def rrule_of(fields: Mapping[str, str]) -> str:
    """Return the RRULE of named parts, in the one order in which we write them."""
    return ";".join(f"{name}={fields[name]}" for name in _ORDER if name in fields)


def monthly(day: int, months: Iterable[int] = ()) -> str:
    """Return the RRULE of a day of every month, or of some months; -1 is the last, 31 the last of shorter months."""
    within = f"BYMONTH={','.join(str(month) for month in months)};" if months else ""
    return f"FREQ=MONTHLY;{within}BYMONTHDAY={day}" + (";SKIP=BACKWARD" if day > 28 else "")


def yearly(days: Iterable[tuple[int, int]]) -> str:
    """Return the RRULE of several days of a year, each told as (month, day) and none of them 29 February.

    From March on a day is counted back from the year's end, which no leap year moves.
    """
    numbers = [date(_COMMON_YEAR, month, day).timetuple().tm_yday - (366 if month > 2 else 0) for month, day in days]
    return f"FREQ=YEARLY;BYYEARDAY={','.join(str(number) for number in sorted(numbers))}"


def days_of_year(fields: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the (month, day) of each day that `yearly` has told, in the order of the year."""
    first = date(_COMMON_YEAR, 1, 1)
    numbers = [int(number) for number in fields["BYYEARDAY"].split(",")]
    found = (first + timedelta(days=(number if number > 0 else number + 366) - 1) for number in numbers)
    return sorted((day.month, day.day) for day in found)


def last_months(unit: Unit) -> tuple[int, ...]:
    """Return the months in which a unit of the fiscal year ends; none for a month, which always ends."""
    return {"quarter": (3, 6, 9, 12), "round": (3, 9), "year": (9,)}.get(unit, ())


def first_months(unit: Unit) -> tuple[int, ...]:
    """Return the months in which a unit of the fiscal year begins; none for a month."""
    return {"quarter": (1, 4, 7, 10), "round": (4, 10), "year": (10,)}.get(unit, ())
