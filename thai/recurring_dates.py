"""Deadlines on days of named months, as they are typed, without spaces: ทุกวันที่30กันยายน, สิ้นเดือนมีนาคมและกันยายน."""

from __future__ import annotations

import re
from datetime import date

from thai.deadline_parts import DAY, WORKDAY, Read, Readers, ok
from thai.months import MONTH, month_number
from thai.reading import Reading, bad
from thai.relative_dates import last_of_month
from thai.rule import MONTHS, Recurring, Unit, monthly, yearly

_LEAP = 2028  # a year in which every month has all its days
_AND = "(?:และ|กับ)?"
_DAY_AND_MONTH = rf"(?:วันที่)?\d{{1,2}}(?:ของ)?(?:เดือน)?{MONTH}"
_MONTHS = rf"{MONTH}(?:{_AND}(?:เดือน)?{MONTH})+"
_SOME_MONTHS = f"(?P<months>{_MONTHS})"
_EVERY_YEAR = "(?:(?:ของ)?(?:ทุก)?ปี)?"


def _yearly(match: re.Match[str], _today: date) -> Read:
    """Read ทุกวันที่ 30 กันยายน, ทุกปี 31 มี.ค. และ 30 ก.ย., 31 ธ.ค. 31 มี.ค. 30 มิ.ย. และ 30 ก.ย. ของทุกปี."""
    found = re.findall(rf"(\d+)(?:ของ)?(?:เดือน)?({MONTH})", match[0])
    return _days_of_year([(int(day), month_number(month)) for day, month in found])


def _day_of_months(match: re.Match[str], _today: date) -> Read:
    """Read วันที่ 5 ม.ค. เม.ย. ก.ค. และ ต.ค.; สิ้นเดือนมีนาคมและกันยายนของทุกปี."""
    months = [month_number(each) for each in re.findall(MONTH, match["months"])]
    said = match.groupdict()
    return _days_of_year([(int(said["day"]) if said.get("day") else _last_day(month), month) for month in months])


def _workday_of_months(match: re.Match[str], _today: date) -> Read:
    """Read วันทำการสุดท้ายของเดือนมีนาคมและกันยายนของทุกปี, วันทำการแรกของเดือนตุลาคมทุกปี."""
    months = sorted({month_number(each) for each in re.findall(MONTH, match["months"])})
    day, shift = (-1, "previous") if match["which"] == "สุดท้าย" else (1, "next")
    return Reading("ok", Recurring(monthly(day, months), unit=_unit_of(months), shift=shift))  # type: ignore[arg-type]


def _days_of_year(named: list[tuple[int, int]]) -> Read:
    """Return the rule of days and their months: months' ends, one day of some months, or days that differ."""
    if any(not 1 <= day <= _last_day(month) for day, month in named):
        return bad("no_such_day")
    months = sorted({month for _, month in named})
    if all(day == _last_day(month) for day, month in named):
        return ok(monthly(-1, months), _unit_of(months))
    if len({day for day, _ in named}) > 1:
        days = sorted({(month, day) for day, month in named})
        is_one_each = len(days) == len(months)
        return bad("two_days") if (2, 29) in days else ok(yearly(days), _unit_of(months) if is_one_each else "day")
    return ok(monthly(named[0][0], months), _unit_of(months))


def _last_day(month: int) -> int:
    return last_of_month(date(_LEAP, month, 1)).day


def _unit_of(months: list[int]) -> Unit:
    """Return the unit of the fiscal year in each of which one of the months lies."""
    units: tuple[Unit, ...] = ("year", "round", "quarter")
    for unit in units:
        if len({(month - 10) % 12 // MONTHS[unit] for month in months}) == len(months) == 12 // MONTHS[unit]:
            return unit
    return "month"


READERS: Readers = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"ทุก(?:ปี)?{_DAY_AND_MONTH}{_EVERY_YEAR}", _yearly),
        (rf"{_DAY_AND_MONTH}(?:ของ)?ทุกปี", _yearly),
        (rf"(?:ทุก)?(?:ปี)?{_DAY_AND_MONTH}(?:{_AND}{_DAY_AND_MONTH})+{_EVERY_YEAR}", _yearly),
        (rf"(?:ทุก)?(?:ปี)?(?:วันที่)?{DAY}(?:ของ)?(?:เดือน)?{_SOME_MONTHS}{_EVERY_YEAR}", _day_of_months),
        (rf"(?:ทุก)?(?:ปี)?(?:วัน)?(?:สิ้น|สุดท้ายของ)(?:เดือน)?{_SOME_MONTHS}{_EVERY_YEAR}", _day_of_months),
        (rf"ทุก(?:ปี)?(?:วัน)?สิ้นเดือน(?P<months>{MONTH}){_EVERY_YEAR}", _day_of_months),
        (rf"(?:วัน)?สิ้นเดือน(?P<months>{MONTH})(?:ของ)?ทุกปี", _day_of_months),
        (rf"{WORKDAY}(?P<which>สุดท้าย|แรก)(?:ของ)?เดือน(?P<months>{MONTH}|{_MONTHS})(?:ของ)?ทุกปี", _workday_of_months),
        (rf"ทุก(?:ปี)?{WORKDAY}(?P<which>สุดท้าย|แรก)(?:ของ)?เดือน(?P<months>{MONTH}|{_MONTHS})", _workday_of_months),
    )
)
