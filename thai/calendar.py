"""Fiscal years, report rounds, and the days government offices work.

Holidays come from the `holidays` package; what the cabinet decides later comes as `Overrides` from the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from thai.months import WEEKDAYS

BUDDHIST_ERA = 543  # years ahead of the Common Era

Shift = Literal["none", "previous", "next", "omit"]
"""What becomes of a deadline on a day off: it stays, it moves to a working day, or there is none."""

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Overrides:
    """Days off and working days decided after the holiday list was made; kept by an administrator."""

    off: frozenset[date] = field(default_factory=frozenset)
    working: frozenset[date] = field(default_factory=frozenset)


NO_OVERRIDES = Overrides()


def fiscal_year(day: date) -> int:
    """Return the Thai fiscal year of a day, in the Buddhist Era: 1 October 2023 is in 2567."""
    return day.year + BUDDHIST_ERA + (day.month >= 10)


@lru_cache(maxsize=128)
def _holidays(year: int) -> Mapping[date, str]:
    """Return the days of one year on which government offices are closed, with their names."""
    from holidays import country_holidays  # here, not above: loads slowly, and most commands never need it

    listed = country_holidays("TH", years=year, categories=("public", "government"), language="th")
    # Labour day is for employees of companies: the package counts it, government offices work.
    return MappingProxyType(
        {day: names for day, names in listed.items() if not all("แรงงาน" in name for name in names.split("; "))}
    )


def is_day_off(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Tell whether government offices are closed; an override wins over weekend and holiday."""
    if day in overrides.working:
        return False
    return day in overrides.off or day.weekday() >= _SATURDAY or day in _holidays(day.year)


def name_day_off(day: date, overrides: Overrides = NO_OVERRIDES) -> str | None:
    """Return why offices are closed, in Thai: the holiday's name, else the weekday; None on a working day."""
    if not is_day_off(day, overrides):
        return None
    if name := _holidays(day.year).get(day):
        return name.replace("; ", " และ")
    return f"วัน{WEEKDAYS[day.weekday()]}" if day.weekday() >= _SATURDAY else "วันหยุดราชการ"


def shift(day: date, policy: Shift, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the day itself when offices work, else the nearest working day before or after it."""
    if policy in ("none", "omit"):
        return day
    step = -_DAY if policy == "previous" else _DAY
    while is_day_off(day, overrides):
        day += step
    return day


def add_workdays(day: date, count: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """Return the count-th working day after a day (before it when count is negative)."""
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day = shift(day + step, "next" if count > 0 else "previous", overrides)
    return day
