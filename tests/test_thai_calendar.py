"""Fiscal years, rounds and working days. Holidays up to 2027 are the package's, with the traps offices know."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.calendar import Overrides, add_workdays, fiscal_year, is_day_off, name_day_off, shift


@pytest.mark.parametrize(
    ("day", "year"), [(date(2023, 10, 1), 2567), (date(2024, 9, 30), 2567), (date(2024, 10, 1), 2568)]
)
def test_a_fiscal_year_is_named_by_its_end(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2025, 5, 9), True),  # วันพืชมงคล: government offices only
        (date(2026, 5, 13), True),
        (date(2025, 5, 1), False),  # วันแรงงาน: government offices work
        (date(2026, 5, 1), False),
        (date(2027, 5, 3), False),  # and so on its substitute
        (date(2026, 12, 7), True),  # a substitute for Saturday 5 December
        (date(2023, 1, 3), True),  # a substitute for 31 December of the year before
        (date(2026, 11, 20), False),
        (date(2026, 11, 21), True),
        (date(2026, 11, 22), True),
    ],
)
def test_days_off(day: date, off: bool) -> None:
    assert is_day_off(day) == off
    assert (name_day_off(day) is not None) == off


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 4, 20), date(2024, 4, 19), date(2024, 4, 22)),
        (date(2024, 7, 20), date(2024, 7, 19), date(2024, 7, 23)),
        (date(2027, 2, 20), date(2027, 2, 19), date(2027, 2, 23)),
        (date(2027, 7, 20), date(2027, 7, 16), date(2027, 7, 21)),
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_the_twentieth_moves_to_a_working_day(day: date, before: date, after: date) -> None:
    assert shift(day, "previous") == before
    assert shift(day, "next") == after
    assert shift(day, "none") == day


def test_what_the_cabinet_decides_later_wins() -> None:
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    overrides = Overrides(off=frozenset({friday}), working=frozenset({saturday}))
    assert is_day_off(friday, overrides)
    assert name_day_off(friday, overrides) == "วันหยุดราชการ"
    assert not is_day_off(saturday, overrides)
    assert shift(friday, "next", overrides) == saturday
    assert add_workdays(date(2026, 11, 19), 1, overrides) == saturday


def test_a_day_off_is_called_by_its_name() -> None:
    assert name_day_off(date(2026, 11, 22)) == "วันอาทิตย์"
    assert name_day_off(date(2026, 10, 23)) == "วันปิยมหาราช"
    assert name_day_off(date(2024, 8, 12)) == "วันเฉลิมพระชนมพรรษาสมเด็จพระบรมราชชนนีพันปีหลวง และวันแม่แห่งชาติ"


def test_working_days_are_counted_over_weekends_and_holidays() -> None:
    assert add_workdays(date(2024, 3, 8), 5) == date(2024, 3, 15)
    assert add_workdays(date(2024, 7, 19), 1) == date(2024, 7, 23)
    assert add_workdays(date(2024, 7, 23), -1) == date(2024, 7, 19)
    assert add_workdays(date(2024, 7, 20), 0) == date(2024, 7, 20)


@given(st.dates(date(2023, 1, 1), date(2027, 12, 1)), st.integers(1, 30))
def test_counting_forth_and_back_returns_to_a_working_day(day: date, count: int) -> None:
    start = shift(day, "next")
    assert add_workdays(add_workdays(start, count), -count) == start
    assert shift(day, "previous") <= day <= start
