"""A clerk who finds deadlines by going through ten years of a wall calendar day by day.

He knows nothing of RRULEs, of dateutil or of thai.calendar: he is given the days off and counts on his fingers.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import product, takewhile
from random import Random
from zoneinfo import ZoneInfo

from holidays import country_holidays

from scheduler.periods import periods
from thai.calendar import NO_OVERRIDES, Overrides, Shift
from thai.rule import Recurring, first_months, last_months, monthly
from thai.spans import Span

FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)  # ten years, with the leap days of 2020, 2024 and 2028
MARGIN = timedelta(days=120)
WALL = [FIRST - MARGIN + timedelta(days=n) for n in range((LAST - FIRST + 2 * MARGIN).days + 1)]
BANGKOK = ZoneInfo("Asia/Bangkok")

Says = Callable[[date], bool]


def days_off() -> frozenset[date]:
    years = range(WALL[0].year, WALL[-1].year + 1)
    listed = country_holidays("TH", years=years, categories=("public", "government"), language="th")
    named = {day for day, names in listed.items() if any("แรงงาน" not in name for name in names.split("; "))}
    return frozenset(day for day in WALL if day.weekday() in (5, 6) or day in named)


OFF = days_off()
CHANGES = {
    "as listed": NO_OVERRIDES,
    "changed by the cabinet": Overrides(
        off=frozenset(day for day in WALL if day.day in (17, 20, 28) and day.month % 2),
        working=frozenset(day for day in OFF if day.isocalendar().week % 3 == 0),
    ),
}
CLOSED = {name: (OFF | changed.off) - changed.working for name, changed in CHANGES.items()}


def last_day(day: date) -> int:
    return monthrange(day.year, day.month)[1]


@dataclass(frozen=True)
class Named:
    """A rule and how the clerk recognises its days on the wall."""

    rule: Recurring
    says: Says


def of_month(number: int, months: tuple[int, ...] = ()) -> Says:
    def says(day: date) -> bool:
        wanted = last_day(day) + 1 + number if number < 0 else min(number, last_day(day))
        return day.day == wanted and (not months or day.month in months)

    return says


def nth_weekday(number: int, weekday: int) -> Says:
    def says(day: date) -> bool:
        if day.weekday() != weekday:
            return False
        return day.day > last_day(day) - 7 if number == -1 else (day.day - 1) // 7 + 1 == number

    return says


def rules() -> Iterator[Named]:
    for number in (*range(1, 32), -1, -2, -4, -11):
        yield Named(Recurring(monthly(number)), of_month(number))
    yield Named(
        Recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1", unit="day"), lambda day: day.day == 15 or day.day == last_day(day)
    )
    yield Named(Recurring("FREQ=WEEKLY;BYDAY=MO,TH", unit="day"), lambda day: day.weekday() in (0, 3))
    yield Named(Recurring("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", unit="day"), lambda _day: True)
    yield Named(
        Recurring("FREQ=MONTHLY;BYMONTHDAY=15,30,31;SKIP=BACKWARD", unit="day"),
        lambda day: day.day in (15, min(30, last_day(day)), last_day(day)),
    )
    yield Named(
        Recurring(
            "FREQ=MONTHLY;BYMONTH=1,2,3,5,6,7,8,9,11,12;BYMONTHDAY=20;UNTIL=20270930", starts_on=date(2021, 4, 1)
        ),
        lambda day: day.day == 20 and day.month not in (4, 10) and date(2021, 4, 1) <= day <= date(2027, 9, 30),
    )
    yield Named(
        Recurring("FREQ=WEEKLY;BYMONTH=5,6,7,8,9;BYDAY=FR;UNTIL=20280615", unit="week", starts_on=date(2020, 6, 15)),
        lambda day: day.weekday() == 4 and 5 <= day.month <= 9 and date(2020, 6, 15) <= day <= date(2028, 6, 15),
    )
    yield Named(
        Recurring(
            "FREQ=WEEKLY;BYDAY=FR",
            unit="week",
            except_for=(Span(date(2026, 12, 25), date(2026, 12, 25)), Span(date(2027, 4, 1), date(2027, 4, 30))),
        ),
        lambda day: day.weekday() == 4 and day != date(2026, 12, 25) and (day.year, day.month) != (2027, 4),
    )
    yield Named(
        Recurring("FREQ=YEARLY;BYYEARDAY=-306,-88,15", unit="day"),
        lambda day: (day.month, day.day) in ((1, 15), (3, 1), (10, 5)),
    )
    middle = (2, 5, 8, 11)
    yield Named(Recurring(monthly(15, middle), unit="quarter"), of_month(15, middle))
    yield Named(
        Recurring("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=1FR", unit="quarter"),
        lambda day: day.month % 3 == 0 and day.weekday() == 4 and day.day <= 7,
    )
    for unit, months in product(("quarter", "round", "year"), (last_months, first_months)):
        for number in (-1, 1, 15, 30, 31):
            rule = Recurring(monthly(number, months(unit)), unit=unit)  # type: ignore[arg-type]
            yield Named(rule, of_month(number, months(unit)))  # type: ignore[arg-type]
    for weekday, code in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU")):
        yield Named(Recurring(f"FREQ=WEEKLY;BYDAY={code}", unit="week"), lambda day, w=weekday: day.weekday() == w)  # type: ignore[misc]
        for number in (1, 2, 3, 4, -1):
            yield Named(Recurring(f"FREQ=MONTHLY;BYDAY={number}{code}"), nth_weekday(number, weekday))


OFFSETS = ((0, 0), (7, 0), (0, 5), (0, 1), (-1, 3), (15, 2), (0, -3), (1, -2), (-30, 0))
SHIFTS: tuple[Shift, ...] = ("none", "previous", "next", "omit")


def clerk(named: Named, closed: frozenset[date]) -> list[date]:
    """Return the deadlines in the ten years, found by walking over the wall calendar."""
    found = [_moved(named.rule, day, closed) for day in _named_days(named.says)]
    return [day for day in found if named.rule.shift != "omit" or day not in closed]


@cache
def _named_days(says: Says) -> list[date]:
    return [day for day in WALL if FIRST <= day <= LAST and says(day)]


def _moved(rule: Recurring, day: date, closed: frozenset[date]) -> date:
    day += timedelta(days=rule.after_days)
    left = rule.after_workdays
    way = 1 if left > 0 else -1
    while left:
        day += timedelta(days=way)
        left -= way * (day not in closed)
    while rule.shift in ("previous", "next") and day in closed:
        day += timedelta(days=1 if rule.shift == "next" else -1)
    return day


def ours(rule: Recurring, changed: Overrides) -> list[date]:
    found = takewhile(lambda period: period.day <= LAST, periods(rule, FIRST, changed))
    return [period.due_at.astimezone(BANGKOK).date() for period in found]


def compare(cases: Iterator[tuple[Named, tuple[int, int], Shift, str]]) -> int:
    """Hold each case against the clerk and return how many deadlines that were."""
    count = 0
    for named, (days, workdays), policy, change in cases:
        rule = replace(named.rule, after_days=days, after_workdays=workdays, shift=policy)
        expected = clerk(Named(rule, named.says), CLOSED[change])
        assert ours(rule, CHANGES[change]) == expected, (rule, change)
        count += len(expected)
    return count


def drawn(share: float) -> Iterator[tuple[Named, tuple[int, int], Shift, str]]:
    """Return a share of all cases, the same at every run."""
    cases = list(product(rules(), OFFSETS, SHIFTS, CHANGES))
    Random(2569).shuffle(cases)
    return iter(cases[: round(len(cases) * share)])
