"""The periods of a recurring rule: their names, when they open, when they are due. Pure: no clock, no database.

dateutil finds the days of the RRULE; ours is what it lacks: days past a month's end (SKIP of RFC 7529), working days
after a day, shifts over Thai days off, and the names of fiscal quarters, rounds and years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import chain, groupby, islice, pairwise, takewhile

from dateutil.rrule import rrulestr

from thai.calendar import BUDDHIST_ERA, NO_OVERRIDES, Overrides, add_workdays, fiscal_year, is_day_off, shift
from thai.dates import BANGKOK
from thai.relative_dates import add_months
from thai.rule import MONTHS, Recurring, Unit, rrule_fields, rrule_of
from thai.spans import Span

_FREQUENCIES = ("WEEKLY", "MONTHLY", "YEARLY")
_PARTS = {"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "UNTIL", "COUNT", "SKIP", "RSCALE", "WKST"}
_NO_MORE = 60  # days off, one after the other, after which a rule has no report any more
_A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a rule. name: 2026-11, 2026-W47, 2570-Q1, 2570-R1, 2570 or a day; day: the RRULE's own."""

    name: str
    opens_on: date
    due_at: datetime
    day: date


class NotARule(ValueError):
    """An RRULE we cannot follow; the text says why."""


def read_rrule(rrule: str, *, today: date) -> Recurring:
    """Return the rule of an RRULE as somebody typed it. INTERVAL and COUNT count from this month. Raises NotARule."""
    try:
        fields = rrule_fields(rrule)
        _check(fields)
        counted = "INTERVAL" in fields or "COUNT" in fields
        rule = Recurring(
            ";".join(f"{name}={value}" for name, value in fields.items()),
            unit=unit_of(fields),
            starts_on=today.replace(day=1) if counted else None,
        )
        found = next(_days(rule, today), None)
    except ValueError as problem:
        raise NotARule(str(problem)) from problem
    if found is None:
        raise NotARule("it names no day any more")
    return rule


def _check(fields: dict[str, str]) -> None:
    if unknown := set(fields) - _PARTS:
        raise NotARule(f"{', '.join(sorted(unknown))} is not a part we follow")
    if fields.get("FREQ") not in _FREQUENCIES:
        raise NotARule(f"FREQ has to be one of {', '.join(_FREQUENCIES)}")
    if "BYDAY" not in fields and "BYMONTHDAY" not in fields:
        raise NotARule("it has to say which day: BYDAY or BYMONTHDAY")
    if any(not 1 <= abs(int(day)) <= 31 for day in fields.get("BYMONTHDAY", "1").split(",")):
        raise NotARule(f"no month has a day {fields['BYMONTHDAY']}")
    if fields["FREQ"] == "YEARLY" and "BYMONTH" not in fields:
        raise NotARule("a yearly rule has to say which month: BYMONTH")


def unit_of(fields: dict[str, str]) -> Unit:
    """Return the longest unit of which a rule never names two days: what its reports are for."""
    if any("," in fields.get(name, "") for name in ("BYDAY", "BYMONTHDAY")) and "BYSETPOS" not in fields:
        return "day"
    if fields["FREQ"] == "WEEKLY":
        return "week"
    months = [int(month) for month in fields.get("BYMONTH", "").split(",") if month]
    if not months:
        apart = int(fields.get("INTERVAL", "1"))
        return {3: "quarter", 6: "round", 12: "year"}.get(apart, "month")  # type: ignore[return-value]
    names: tuple[Unit, ...] = ("year", "round", "quarter")
    for unit in names:
        if len({_first_day(unit, date(2026, month, 1)) for month in months}) == len(months) == 12 // MONTHS[unit]:
            return unit
    return "month"


def periods(rule: Recurring, since: date, overrides: Overrides = NO_OVERRIDES) -> Iterator[Period]:
    """Yield the periods whose RRULE day is `since` or later, in order."""
    omitted = 0
    for before, day in pairwise(chain([date.min], _days(rule, since - _A_MONTH if rule.unit == "day" else since))):
        due_on = _due_on(rule, day, overrides)
        if day < since:
            continue
        omitted = omitted + 1 if rule.shift == "omit" and is_day_off(due_on, overrides) else 0
        if omitted > _NO_MORE:
            return  # every Sunday, but on days off none
        if omitted:
            continue
        opens_on = min(_begins_on(rule.unit, day, before), due_on)
        due_at = datetime.combine(due_on, rule.at, tzinfo=BANGKOK).astimezone(UTC)
        yield Period(_name(rule.unit, _back(rule, day)), opens_on, due_at, day)


def _begins_on(unit: Unit, day: date, before: date) -> date:
    """Return the first day of a period: of several in a month each begins when the one before it is due."""
    first = _first_day(unit, day)
    return max(first, before + timedelta(days=1)) if unit == "day" else first


def lookback(rule: Recurring) -> timedelta:
    """Return how long before its deadline a period's RRULE day may lie, and some more for holidays."""
    return timedelta(days=max(0, rule.after_days) + 2 * max(0, rule.after_workdays) + 31)


def left_out(rule: Recurring, span: Span, overrides: Overrides = NO_OVERRIDES) -> list[Period]:
    """Return the periods that a rule would have in a span of days if it made no exceptions."""
    whole = periods(replace(rule, except_for=()), span.first, overrides)
    return list(takewhile(lambda period: period.day <= span.last, whole))


def _due_on(rule: Recurring, day: date, overrides: Overrides) -> date:
    moved = day + timedelta(days=rule.after_days)
    if rule.after_workdays:
        moved = add_workdays(moved, rule.after_workdays, overrides)
    return shift(moved, rule.shift, overrides)


def _days(rule: Recurring, since: date) -> Iterator[date]:
    """Yield the days of the RRULE from `since` on."""
    start = datetime.combine(rule.starts_on or since, time.min)
    fields = rrule_fields(rule.rrule)
    count = int(fields.pop("COUNT", 0)) or None  # counted here: several rules make one below
    moments = merge(*(rrulestr(plain, dtstart=start) for plain in _plain(fields)))
    named = (moment.date() for moment, _ in groupby(moments))
    for day in islice((day for day in named if not any(day in span for span in rule.except_for)), count):
        if day >= since:
            yield day


def _plain(fields: dict[str, str]) -> list[str]:
    """Return RRULEs dateutil understands: the 31st, clamped, is the last of 28, 29, 30 and 31 that there is."""
    fields = dict(fields)
    skip = fields.pop("SKIP", "OMIT")
    fields.pop("RSCALE", None)
    if skip != "BACKWARD" or "BYMONTHDAY" not in fields:
        return [rrule_of(fields)]
    if fields["FREQ"] != "MONTHLY":
        raise NotARule("SKIP=BACKWARD is followed in monthly rules only")
    return [rrule_of({**fields, **_clamped(int(day))}) for day in fields["BYMONTHDAY"].split(",")]


def _clamped(day: int) -> dict[str, str]:
    if day <= 28:
        return {"BYMONTHDAY": str(day)}
    return {"BYMONTHDAY": ",".join(str(each) for each in range(28, day + 1)), "BYSETPOS": "-1"}


def _first_day(unit: Unit, day: date) -> date:
    """Return the first day of the unit a day lies in; a rule of several days a month opens with the month."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return add_months(day.replace(day=1), -((day.month - 10) % MONTHS.get(unit, 1)))


def _back(rule: Recurring, day: date) -> date:
    """Return a day of the period the report is for."""
    if rule.unit == "week":
        return day - timedelta(weeks=rule.periods_back)
    if rule.unit == "day":
        return day
    return add_months(day.replace(day=1), -MONTHS[rule.unit] * rule.periods_back)


def _name(unit: Unit, day: date) -> str:
    match unit:
        case "day":
            return day.isoformat()
        case "week":
            return f"{day:%G-W%V}"
        case "month":
            return f"{day:%Y-%m}"
        case "quarter":
            return f"{fiscal_year(day)}-Q{(day.month - 10) % 12 // 3 + 1}"
        case "round":
            return f"{fiscal_year(day)}-R{(day.month - 10) % 12 // 6 + 1}"
    return str(fiscal_year(day))


def span_of(name: str) -> tuple[Unit, date]:
    """Return the unit and the first day of a period by its name. Raises ValueError."""
    year, _, part = name.partition("-")
    if part.startswith("W"):
        return "week", date.fromisocalendar(int(year), int(part[1:]), 1)
    if part[:1] in ("Q", "R") or not part:
        october = date(int(year) - BUDDHIST_ERA - 1, 10, 1)
        apart = {"Q": 3, "R": 6}.get(part[:1], 0)
        unit: Unit = "quarter" if apart == 3 else "round" if apart == 6 else "year"
        return unit, add_months(october, apart * (int(part[1:] or 1) - 1))
    if "-" in part:
        return "day", date.fromisoformat(name)
    return "month", date(int(year), int(part), 1)
