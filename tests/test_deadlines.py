"""When reports are due, late and closed, and when to remind: rules in tables, what must always hold as invariants."""

import os
import time as clock
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.deadlines import (
    SEND_FROM,
    SEND_UNTIL,
    Ladder,
    Monthly,
    Once,
    Step,
    closes_at,
    in_office_hours,
    late_at,
    offices_open,
    periods_due,
    reminder_moments,
    sendable,
)
from scheduler.periods import Period
from thai.calendar import Overrides, is_day_off
from thai.dates import BANGKOK, in_bangkok
from thai.rule import Recurring, monthly

MONTHS = st.dates(date(2023, 1, 1), date(2027, 11, 30))
RULES = st.builds(Monthly, day=st.integers(1, 31), at=st.times().map(lambda at: at.replace(second=0, microsecond=0)))


def period(rule: Monthly | Once, month: date) -> Period:
    """Return the period of a rule that falls due in a month, or the only one."""
    first = datetime.combine(month.replace(day=1), time.min, tzinfo=BANGKOK)
    return next(periods_due(rule, first - timedelta(microseconds=1)))


def due_at(rule: Monthly | Once, month: date) -> datetime:
    return period(rule, month).due_at


def bangkok(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize("workdays", [-60, -55, -10, 5, 60])
def test_a_deadline_far_from_its_units_end_is_found_on_the_day_before_it(workdays: int) -> None:
    rule = Recurring(monthly(-1, (3,)), unit="year", after_workdays=workdays)
    due_at = next(periods_due(rule, bangkok(2025, 1, 1))).due_at
    assert next(periods_due(rule, due_at - timedelta(days=1))).due_at == due_at


@pytest.fixture
def new_york() -> Iterator[None]:
    """Run on a machine whose zone is far from Bangkok."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    clock.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    clock.tzset()


@pytest.mark.parametrize(
    ("day", "month", "due"),
    [
        (20, date(2026, 11, 1), bangkok(2026, 11, 20, 16, 30)),
        (31, date(2026, 11, 1), bangkok(2026, 11, 30, 16, 30)),
        (31, date(2026, 12, 1), bangkok(2026, 12, 31, 16, 30)),
        (31, date(2027, 2, 15), bangkok(2027, 2, 28, 16, 30)),
        (31, date(2028, 2, 1), bangkok(2028, 2, 29, 16, 30)),
        (29, date(2100, 2, 1), bangkok(2100, 2, 28, 16, 30)),
        (1, date(2026, 1, 31), bangkok(2026, 1, 1, 16, 30)),
    ],
)
def test_a_monthly_report_is_due_on_its_day_or_the_last_of_the_month(day: int, month: date, due: datetime) -> None:
    assert due_at(Monthly(day), month) == due
    assert due_at(Monthly(day), month).tzinfo is UTC


def test_a_single_report_is_due_when_its_rule_says() -> None:
    assert due_at(Once(bangkok(2026, 11, 20, 16, 30)), date(2020, 1, 1)) == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("day", [0, -1, 32])
def test_a_day_no_month_has_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match="no month has a day"):
        Monthly(day)


def test_a_deadline_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        Once(datetime(2026, 11, 20, 16, 30))


@given(RULES, MONTHS)
def test_a_monthly_report_falls_due_in_its_month_at_its_time(rule: Monthly, month: date) -> None:
    due = in_bangkok(due_at(rule, month))
    assert (due.year, due.month, due.time()) == (month.year, month.month, rule.at)
    assert due.day == min(rule.day, monthrange(month.year, month.month)[1])


@given(RULES, MONTHS)
def test_periods_follow_each_other_without_gap(rule: Monthly, month: date) -> None:
    this, following = period(rule, month), period(rule, month.replace(day=1) + timedelta(days=31))
    assert closes_at(rule, this) == following.due_at
    assert this.opens_on == month.replace(day=1)
    assert this.name == f"{month:%Y-%m}" < following.name


def test_a_single_round_closes_after_thirty_days_and_opens_when_it_is_made() -> None:
    rule = Once(bangkok(2026, 11, 20, 1, 0))
    only = period(rule, date(2026, 11, 2))
    assert (only.name, only.due_at, only.opens_on) == ("2026-11-20", rule.due_at, date(2026, 10, 31))
    assert closes_at(rule, only) == bangkok(2026, 12, 20, 1, 0)


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (bangkok(2026, 11, 20, 16, 30), bangkok(2026, 11, 20, 16, 30)),  # a Friday
        (bangkok(2026, 12, 20, 16, 30), bangkok(2026, 12, 21, 16, 30)),  # a Sunday
        (bangkok(2024, 7, 20, 16, 30), bangkok(2024, 7, 23, 16, 30)),  # a Saturday before a substitute holiday
        (bangkok(2026, 5, 1, 12, 0), bangkok(2026, 5, 1, 12, 0)),  # labour day: offices work
    ],
)
def test_lateness_begins_on_a_working_day(due: datetime, late: datetime) -> None:
    assert late_at(due) == late


@pytest.mark.parametrize(
    ("due", "reminders"),
    [
        pytest.param(
            bangkok(2026, 11, 20, 16, 30),
            [
                *((-7, bangkok(2026, 11, 13, 9)), (-3, bangkok(2026, 11, 17, 9)), (-1, bangkok(2026, 11, 19, 9))),
                *((0, bangkok(2026, 11, 20, 9)), (1, bangkok(2026, 11, 23, 9))),
            ],
            id="Friday: one and three days after meet on Monday",
        ),
        pytest.param(
            bangkok(2026, 12, 20, 16, 30),
            [
                *((-7, bangkok(2026, 12, 11, 9)), (-3, bangkok(2026, 12, 17, 9)), (0, bangkok(2026, 12, 18, 9))),
                *((1, bangkok(2026, 12, 21, 9)), (3, bangkok(2026, 12, 23, 9))),
            ],
            id="Sunday: goes out on Friday, together with Saturday's",
        ),
        pytest.param(
            bangkok(2027, 7, 20, 16, 30),
            [
                *((-7, bangkok(2027, 7, 13, 9)), (0, bangkok(2027, 7, 16, 9)), (1, bangkok(2027, 7, 21, 9))),
                (3, bangkok(2027, 7, 23, 9)),
            ],
            id="a long weekend: three steps meet on the Friday before it",
        ),
        pytest.param(
            bangkok(2026, 11, 20, 8, 0),
            [
                *((-7, bangkok(2026, 11, 13, 9)), (-3, bangkok(2026, 11, 17, 9)), (0, bangkok(2026, 11, 19, 9))),
                (1, bangkok(2026, 11, 23, 9)),
            ],
            id="due at 08:00: the last reminder is the day before",
        ),
    ],
)
def test_the_ladder(due: datetime, reminders: list[tuple[int, datetime]]) -> None:
    assert reminder_moments(due, Ladder()) == reminders


def test_an_extra_day_off_moves_a_reminder() -> None:
    overrides = Overrides(off=frozenset({date(2026, 11, 20)}))
    moments = dict(reminder_moments(bangkok(2026, 11, 20, 16, 30), Ladder(), overrides))
    assert moments[0] == bangkok(2026, 11, 19, 9)
    assert -1 not in moments
    assert late_at(bangkok(2026, 11, 20, 16, 30), overrides) == bangkok(2026, 11, 23, 16, 30)


@given(RULES, MONTHS, st.sets(st.integers(0, 30)), st.sets(st.integers(1, 30)), st.dates(date(2026, 1, 1)))
def test_reminders_go_out_once_on_working_days_on_the_right_side(
    rule: Monthly, month: date, before: set[int], after: set[int], extra: date
) -> None:
    due, overrides = due_at(rule, month), Overrides(off=frozenset({extra}))
    reminders = reminder_moments(due, Ladder(tuple(before), tuple(after)), overrides)
    moments = [moment for _, moment in reminders]
    assert moments == sorted(set(moments))
    assert not [moment for moment in moments if is_day_off(in_bangkok(moment).date(), overrides)]
    assert all((moment < due) == (days <= 0) for days, moment in reminders)
    assert {days for days, _ in reminders} <= {-days for days in before} | after
    assert bool(reminders) == bool(before | after)


def test_a_ladder_has_its_steps_in_order_and_each_once() -> None:
    assert Ladder((0, 3, 3), (2, 1)).steps == (Step(-3), Step(0), Step(1), Step(2))


@pytest.mark.parametrize(("before", "after"), [((-1,), ()), ((), (0,))])
def test_a_step_on_the_wrong_side_is_refused(before: tuple[int, ...], after: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="steps count days"):
        Ladder(before, after)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (bangkok(2026, 11, 19, 8, 59, 59), False),  # before its moment
        (bangkok(2026, 11, 19, 9, 0), True),
        (bangkok(2026, 11, 19, 16, 29, 59), True),
        (bangkok(2026, 11, 19, 16, 30), False),  # the office has closed
        (bangkok(2026, 11, 20, 8, 29), False),  # and has not opened yet
        (bangkok(2026, 11, 20, 8, 59, 59), False),  # a day late it joins the digest of nine o'clock
        (bangkok(2026, 11, 20, 9, 0), True),
        (bangkok(2026, 11, 20, 16, 29, 59), True),
        (bangkok(2026, 11, 20, 16, 30), False),
        (bangkok(2026, 11, 23, 9, 0), False),  # the day after is over: missed
    ],
)
def test_a_reminder_goes_out_in_office_hours_of_its_day_and_of_the_next(now: datetime, may: bool) -> None:
    assert sendable(bangkok(2026, 11, 19, 9, 0), now) is may
    assert sendable(bangkok(2026, 11, 19, 9, 0), now.astimezone(UTC)) is may


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (bangkok(2026, 11, 19, 10, 0), bangkok(2026, 11, 19, 10, 0)),
        (bangkok(2026, 11, 19, 7, 59), bangkok(2026, 11, 19, 8, 30)),
        (bangkok(2026, 11, 19, 23, 50), bangkok(2026, 11, 20, 8, 30)),
        (bangkok(2026, 11, 20, 0, 10), bangkok(2026, 11, 20, 8, 30)),
        (bangkok(2026, 11, 20, 16, 30), bangkok(2026, 11, 23, 8, 30)),  # over the weekend
        (bangkok(2026, 12, 9, 20, 0), bangkok(2026, 12, 11, 8, 30)),  # over Constitution Day
    ],
)
def test_what_waits_for_the_morning_leaves_when_offices_open(now: datetime, opens: datetime) -> None:
    assert offices_open(now) == opens
    assert in_office_hours(opens)


def test_nothing_goes_out_on_a_day_off() -> None:
    assert not sendable(bangkok(2026, 11, 20, 16, 0), bangkok(2026, 11, 21, 9, 0))
    friday = bangkok(2026, 11, 20, 9, 0)
    assert not sendable(friday, friday, Overrides(off=frozenset({friday.date()})))


@given(RULES, MONTHS)
def test_every_reminder_may_go_out_at_its_moment(rule: Monthly, month: date) -> None:
    ladder = Ladder()
    assert SEND_FROM <= ladder.at < SEND_UNTIL
    assert all(sendable(moment, moment) for _, moment in reminder_moments(due_at(rule, month), ladder))


@pytest.mark.usefixtures("new_york")
def test_the_zone_of_the_machine_does_not_matter() -> None:
    assert datetime(2026, 11, 20).astimezone().utcoffset() == timedelta(hours=-5)
    due = due_at(Monthly(1, time(0, 30)), date(2026, 11, 1))
    assert due == datetime(2026, 10, 31, 17, 30, tzinfo=UTC)
    assert period(Monthly(1, time(0, 30)), date(2026, 11, 1)).name == "2026-11"
    assert period(Monthly(1, time(0, 30)), date(2026, 11, 1)).opens_on == date(2026, 11, 1)
    assert reminder_moments(due, Ladder((0,), (1,))) == [
        (0, datetime(2026, 10, 30, 2, 0, tzinfo=UTC)),
        (1, datetime(2026, 11, 2, 2, 0, tzinfo=UTC)),
    ]
    assert sendable(datetime(2026, 11, 20, 2, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 29, tzinfo=UTC))
