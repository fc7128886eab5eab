"""Periods of rules against a clerk who goes through ten years of a wall calendar day by day.

The clerk knows nothing of RRULEs, of dateutil or of thai.calendar: he is given the days off and counts on his fingers.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice, pairwise, product, takewhile
from random import Random
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from scheduler.periods import NotARule, Period, left_out, periods, read_rrule, span_of
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


def test_deadlines_of_ten_years_as_a_clerk_finds_them() -> None:
    assert compare(drawn(0.02)) >= 5_000


@pytest.mark.slow
def test_a_hundred_thousand_deadlines_as_a_clerk_finds_them() -> None:
    assert compare(drawn(0.27)) >= 100_000


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=20"), ("2026-11", "2026-11-01", "2026-11-20T16:30")),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=10", periods_back=1), ("2026-11", "2026-12-01", "2026-12-10T16:30")),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=-1", after_workdays=5), ("2026-11", "2026-11-01", "2026-12-08T16:30")),
        (
            Recurring(monthly(-1, last_months("quarter")), unit="quarter"),
            ("2570-Q1", "2026-10-01", "2026-12-31T16:30"),
        ),
        (
            Recurring(monthly(15, first_months("quarter")), unit="quarter", periods_back=1),
            ("2570-Q1", "2027-01-01", "2027-01-15T16:30"),
        ),
        (Recurring(monthly(-1, last_months("round")), unit="round"), ("2570-R1", "2026-10-01", "2027-03-31T16:30")),
        (Recurring(monthly(-1, last_months("year")), unit="year"), ("2570", "2026-10-01", "2027-09-30T16:30")),
        (Recurring("FREQ=WEEKLY;BYDAY=FR", unit="week"), ("2026-W47", "2026-11-16", "2026-11-20T16:30")),
        (
            Recurring("FREQ=WEEKLY;BYDAY=FR", unit="week", periods_back=1),
            ("2026-W46", "2026-11-16", "2026-11-20T16:30"),
        ),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=1,15", unit="day"), ("2026-12-01", "2026-12-01", "2026-12-01T16:30")),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=1", shift="previous"), ("2026-12", "2026-12-01", "2026-12-01T16:30")),
        (
            Recurring("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", starts_on=date(2026, 1, 1)),
            ("2027-01", "2027-01-01", "2027-01-10T16:30"),
        ),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=20", time(8, 15)), ("2026-11", "2026-11-01", "2026-11-20T08:15")),
    ],
)
def test_a_period_has_its_name_its_first_day_and_its_deadline(rule: Recurring, first: tuple[str, str, str]) -> None:
    period = next(periods(rule, date(2026, 11, 17)))
    due = period.due_at.astimezone(BANGKOK)
    assert (period.name, period.opens_on.isoformat(), due.replace(tzinfo=None).isoformat(timespec="minutes")) == first


def test_of_several_reports_in_a_month_each_begins_when_the_one_before_is_due() -> None:
    """So that nobody is asked on the 1st for the reports of all the month's working days."""
    workdays = Recurring("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", unit="day", shift="omit")
    found = {period.name: str(period.opens_on) for period in islice(periods(workdays, date(2026, 12, 1)), 5)}
    assert found == {name: name for name in ("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-08")}
    halves = islice(periods(Recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1", unit="day"), date(2026, 11, 30)), 3)
    assert [(period.name, str(period.opens_on)) for period in halves] == [
        ("2026-11-30", "2026-11-16"),
        ("2026-12-15", "2026-12-01"),
        ("2026-12-31", "2026-12-16"),
    ]


def test_a_deadline_moved_before_its_month_opens_with_the_deadline() -> None:
    august = Recurring("FREQ=MONTHLY;BYMONTHDAY=1", shift="previous")
    period = next(periods(august, date(2026, 8, 1)))  # a Saturday; the two days before it are holidays
    assert (period.name, period.opens_on) == ("2026-08", period.due_at.astimezone(BANGKOK).date())
    assert period.opens_on < date(2026, 8, 1)


@pytest.mark.parametrize(
    ("name", "unit", "first"),
    [
        ("2026-11", "month", date(2026, 11, 1)),
        ("2026-W47", "week", date(2026, 11, 16)),
        ("2570-Q1", "quarter", date(2026, 10, 1)),
        ("2570-Q4", "quarter", date(2027, 7, 1)),
        ("2570-R2", "round", date(2027, 4, 1)),
        ("2570", "year", date(2026, 10, 1)),
        ("2026-11-20", "day", date(2026, 11, 20)),
    ],
)
def test_a_name_says_which_period_it_is(name: str, unit: str, first: date) -> None:
    assert span_of(name) == (unit, first)


@pytest.mark.parametrize(
    ("rrule", "unit"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", "month"),
        ("rrule:freq=monthly;bymonthday=31;skip=backward", "month"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "quarter"),
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15", "round"),
        ("FREQ=YEARLY;BYMONTH=9;BYDAY=-1FR", "year"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "quarter"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "day"),
        ("FREQ=WEEKLY;BYDAY=FR", "week"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "day"),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=20", "month"),
    ],
)
def test_an_rrule_of_somebodys_own(rrule: str, unit: str) -> None:
    rule = read_rrule(rrule, today=date(2026, 11, 17))
    found = list(islice(periods(rule, date(2026, 11, 17)), 3))
    assert (rule.unit, len({period.name for period in found})) == (unit, 3)


@pytest.mark.parametrize(
    ("rrule", "why"),
    [
        ("FREQ=DAILY;BYDAY=MO", "FREQ has to be"),
        ("FREQ=MONTHLY", "which day"),
        ("FREQ=YEARLY;BYMONTHDAY=1", "which month"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "no day any more"),
        ("FREQ=MONTHLY;BYMONTHDAY=20;BYHOUR=9", "BYHOUR"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;SKIP=BACKWARD", "monthly rules only"),
        ("FREQ=MONTHLY;BYMONTHDAY=40", "no month has"),
        ("every month", "not an RRULE"),
        ("FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20200101", "no day any more"),
        ("FREQ=MONTHLY;FREQ=WEEKLY;BYDAY=MO", "said twice"),
    ],
)
def test_an_rrule_we_cannot_follow_is_refused_by_name(rrule: str, why: str) -> None:
    with pytest.raises(NotARule, match=why):
        read_rrule(rrule, today=date(2026, 11, 17))


def test_days_past_a_months_end_in_leap_years_and_others() -> None:
    found = {day: str(next(periods(Recurring(monthly(day)), date(2028, 2, 1))).day) for day in (28, 29, 30, 31)}
    assert found == {28: "2028-02-28", 29: "2028-02-29", 30: "2028-02-29", 31: "2028-02-29"}
    assert str(next(periods(Recurring(monthly(31)), date(2100, 2, 1))).day) == "2100-02-28"


def test_years_end_without_a_gap() -> None:
    weeks = list(islice(periods(Recurring("FREQ=WEEKLY;BYDAY=TH", unit="week"), date(2026, 12, 20)), 4))
    assert [period.name for period in weeks] == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
    assert all(one.due_at < other.due_at for one, other in pairwise(weeks))


def test_a_rule_that_ends_has_no_more_periods() -> None:
    rule = read_rrule("FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20270131", today=date(2026, 11, 17))
    assert [period.name for period in periods(rule, date(2026, 11, 17))] == ["2026-11", "2026-12", "2027-01"]


def test_a_rule_of_so_many_times_counts_each_day_once_from_its_start() -> None:
    """Two days of February are one: the 29th and the 30th of a month of 28 days."""
    rule = Recurring("FREQ=MONTHLY;BYMONTHDAY=29,30;SKIP=BACKWARD;COUNT=4", unit="day", starts_on=date(2027, 1, 30))
    found = [period.name for period in periods(rule, date(2020, 1, 1))]
    assert found == ["2027-01-30", "2027-02-28", "2027-03-29", "2027-03-30"]
    assert [period.name for period in periods(rule, date(2027, 3, 1))] == found[2:]


def test_a_rule_of_so_many_times_does_not_count_those_it_leaves_out() -> None:
    """10 ครั้ง เว้นวันที่ ... are ten reports; RFC 5545 would take the exception from the ten."""
    christmas = Span(date(2026, 12, 25), date(2026, 12, 25))
    rule = Recurring("FREQ=WEEKLY;BYDAY=FR;COUNT=3", unit="week", starts_on=date(2026, 12, 14), except_for=(christmas,))
    assert [str(period.day) for period in periods(rule, date(2026, 12, 1))] == [
        "2026-12-18",
        "2027-01-01",
        "2027-01-08",
    ]
    assert [str(period.day) for period in left_out(rule, christmas)] == ["2026-12-25"]


def test_a_rule_that_leaves_out_all_its_days_has_no_periods() -> None:
    sundays = Recurring("FREQ=WEEKLY;BYDAY=SU", unit="week", shift="omit")
    assert not list(periods(sundays, date(2026, 12, 1)))


def test_an_exception_on_a_day_that_is_not_due_leaves_nothing_out() -> None:
    rule = Recurring(monthly(20), except_for=(Span(date(2026, 12, 21), date(2026, 12, 21)),))
    assert left_out(rule, rule.except_for[0]) == []


def test_where_we_start_looking_does_not_matter() -> None:
    """From any day on, the periods are those that are left."""
    for rule in (Recurring(monthly(31)), Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", starts_on=date(2026, 1, 1))):
        everything = list(islice(periods(rule, date(2026, 1, 1)), 40))
        for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(0, 300, 7)):
            left: list[Period] = [period for period in everything if period.day >= day]
            assert list(islice(periods(rule, day), 3)) == left[:3]


def test_moments_are_utc() -> None:
    due = next(periods(Recurring(monthly(1), time(0, 30)), date(2026, 11, 1))).due_at
    assert due.isoformat() == datetime(2026, 10, 31, 17, 30).isoformat() + "+00:00"
