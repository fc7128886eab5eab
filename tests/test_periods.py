"""Periods of rules: their names, their first days and their deadlines, as tests.wall_calendar finds them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest

from scheduler.periods import NotARule, Period, left_out, periods, read_rrule, span_of
from tests.wall_calendar import BANGKOK, compare, drawn
from thai.rule import Recurring, first_months, last_months, monthly
from thai.spans import Span


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
