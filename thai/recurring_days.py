"""Which days come again, as coordinators type them, in a text without spaces: ทุกวันที่20, วันทำการสุดท้ายของไตรมาส.

Tables of patterns, each with its reader; a pattern has to match the whole text. Times of day, clauses and bounds have
been taken out before, by `thai.recurrence`. Here stand the days of months and of units; weekdays are read in
`thai.recurring_weekdays`, days of named months in `thai.recurring_dates`.
"""

from __future__ import annotations

import re
from datetime import date

from thai import recurring_dates, recurring_weekdays
from thai.calendar import Shift
from thai.deadline_parts import (
    A_MONTH_OF,
    COUNT,
    DAY,
    EACH,
    LONG_UNIT,
    OF,
    UNIT,
    UNITS,
    WORKDAY,
    Read,
    Readers,
    months_of,
    number,
    ok,
)
from thai.reading import Reading, bad
from thai.relative_dates import add_months, last_of_month
from thai.rule import Recurring, first_months, last_months, monthly

MAX_WORKDAY = 20  # the last that every month is sure to have, but for its holidays
MAX_DAYS_AFTER = 120
SHORTEST_MONTH = 28  # days
MAX_DAYS_BEFORE = 60

_END = "(?:(?:วัน)?(?:สิ้น|ปลาย|ปิด)(?:สุด)?|วันสุดท้าย)"
_AFTER = "(?:ภายหลัง|หลังจาก|หลัง|นับถัดจาก|นับจาก|นับแต่|นับตั้งแต่|ถัดจาก|ต่อจาก|จาก)"
_BY = "(?P<before>ก่อน)?"
_LAST_DAY = "(?:(?:วัน)?สิ้นเดือน|วันสุดท้าย(?:ของเดือน)?)"
_DAYS = rf"\d{{1,2}}(?:และ(?:วันที่)?\d{{1,2}})*(?:และ(?:วันที่)?\d{{1,2}}|และ{_LAST_DAY})"


def recurring_days(said: str, today: date) -> Reading[Recurring] | None:
    """Return what days a text without spaces names; None when it names none that come again."""
    for pattern, read in _ALL:
        if match := pattern.fullmatch(said):
            return read(match, today)
    return _said_twice(said, today)


_TWICE = (
    re.compile(rf"{EACH}(?P<unit>เดือน|ไตรมาส|รอบ|ปีงบประมาณ)(?:ให้)?(?P<rest>.*(?P=unit).*)"),
    re.compile(rf"(?P<rest>.*(?P<unit>เดือน|ไตรมาส|รอบ|ปีงบประมาณ).*?)(?:ของ)?{EACH}(?P=unit)"),
)


def _said_twice(said: str, today: date) -> Reading[Recurring] | None:
    """Read ทุกเดือน ก่อนสิ้นเดือน 5 วัน and 5 วันทำการหลังสิ้นเดือน ของทุกเดือน, which name the unit twice."""
    for pattern in _TWICE:
        if match := pattern.fullmatch(said):
            return recurring_days(match["rest"], today)
    return None


def _day_of_month(match: re.Match[str], _today: date) -> Read:
    """Read วันที่ 20 ของทุกเดือน, วันที่ 10 ของเดือนถัดไป, ก่อนวันที่ 5 ของทุกเดือน, 5 วันแรกของเดือน."""
    said = match.groupdict()
    day = int(said["day"]) if said.get("day") else number(said["count"])
    if not 1 <= day <= 31:
        return bad("no_such_day")
    if said.get("before"):
        return Reading("ask", Recurring(monthly(day - 1 or -1)), "before")
    return ok(monthly(day), periods_back=1 if said.get("next") else 0)


def _first_of_month(_match: re.Match[str], _today: date) -> Read:
    return ok(monthly(1))


def _days_of_month(match: re.Match[str], _today: date) -> Read:
    """Read ทุกวันที่ 1 และ 15, ทุกวันที่ 10, 20 และสิ้นเดือน, วันที่ 15 และ 30 ของทุกเดือน."""
    said = match["days"].replace("วันที่", "").split("และ")
    days = [int(each) if each.isdigit() else -1 for each in said]
    if any(not -1 <= day <= 31 or day == 0 for day in days):
        return bad("no_such_day")
    ordered = sorted(set(days), key=lambda day: day if day > 0 else 99)
    skip = ";SKIP=BACKWARD" if max(days) > 28 else ""
    return ok(f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, ordered))}{skip}", "day")


def _every_other(match: re.Match[str], _today: date) -> Read:
    """Read ทุกเดือนคู่ วันที่ 10: February, April and so on."""
    day = int(match["day"] or -1)
    if not -1 <= day <= 31 or day == 0:
        return bad("no_such_day")
    return ok(monthly(day, range(2 if match["parity"] == "คู่" else 1, 13, 2)))


def _every_months(match: re.Match[str], today: date) -> Read:
    """Read ทุก 3 เดือน วันที่ 10, ทุก 2 เดือน วันทำการสุดท้าย: counted from the next such day."""
    every, day = number(match["count"]), int(match.groupdict().get("day") or -1)
    if not -1 <= day <= 31 or day == 0 or not 1 <= every <= 12:
        return bad("no_such_day")
    first = today.replace(day=1)
    if 0 < min(day, last_of_month(today).day) < today.day:
        first = add_months(first, 1)
    rrule = monthly(day).replace("MONTHLY;", f"MONTHLY;INTERVAL={every};")
    shift: Shift = "previous" if match.groupdict().get("last") else "none"
    return Reading("ok", Recurring(rrule, shift=shift, starts_on=first))


def _end_of_unit(match: re.Match[str], _today: date) -> Read:
    """Read ทุกสิ้นเดือน, วันสุดท้ายของไตรมาส, ทุกสิ้นปีงบประมาณ."""
    unit = UNITS[match["unit"]]
    return ok(monthly(-1, last_months(unit)), unit)


def _after_end(match: re.Match[str], _today: date) -> Read:
    """Read 5 วันทำการหลังสิ้นเดือน, 15 วันหลังสิ้นไตรมาส."""
    unit, count = UNITS[match["unit"]], number(match["count"])
    if not 1 <= count <= MAX_DAYS_AFTER:
        return bad("too_far" if count else "no_such_day")
    after = "after_days" if match.groupdict().get("kind") == "วัน" else "after_workdays"
    return ok(monthly(-1, last_months(unit)), unit, **{after: count})


def _before_end(match: re.Match[str], _today: date) -> Read:
    """Read 3 วันก่อนสิ้นเดือน, ก่อนสิ้นไตรมาส 5 วันทำการ."""
    unit, count = UNITS[match["unit"]], number(match["count"])
    if not 1 <= count <= MAX_DAYS_BEFORE:
        return bad("too_far" if count else "no_such_day")
    if match["kind"] == "วัน" and count < SHORTEST_MONTH:
        return ok(monthly(-1 - count, last_months(unit)), unit)
    if match["kind"] == "วัน":  # BYMONTHDAY=-31 would leave out the months that have none
        return ok(monthly(-1, last_months(unit)), unit, after_days=-count)
    return ok(monthly(-1, last_months(unit)), unit, after_workdays=-count)


def _workday_before_end(match: re.Match[str], _today: date) -> Read:
    """Read วันทำการก่อนวันสุดท้ายของเดือน: the last day itself is not meant."""
    unit = UNITS[match["unit"]]
    return ok(monthly(-1, last_months(unit)), unit, after_workdays=-1)


def _after_unit(match: re.Match[str], _today: date) -> Read:
    """Read ทุกไตรมาส ภายในวันที่ 10 ของเดือนถัดไป: the report of the quarter that has ended."""
    unit, day = UNITS[match["unit"]], int(match["day"])
    if not 1 <= day <= 31:
        return bad("no_such_day")
    return ok(monthly(day, first_months(unit)), unit, periods_back=1)


def _workday(match: re.Match[str], _today: date) -> Read:
    """Read วันทำการสุดท้ายของเดือน, วันทำการแรกของไตรมาส, วันทำการที่ 3 ของทุกเดือน."""
    unit, which = UNITS[match["unit"]], match["which"]
    if match.groupdict().get("count"):
        which = f"ที่{number(match['count'])}"
    if which == "สุดท้าย":
        return Reading("ok", Recurring(monthly(-1, last_months(unit)), unit=unit, shift="previous"))
    count = 1 if which == "แรก" else int(which.removeprefix("ที่"))
    if not 1 <= count <= MAX_WORKDAY:
        return bad("no_such_day")
    # The count-th working day after the day before the first.
    return ok(monthly(1, first_months(unit)), unit, after_days=-1, after_workdays=count)


def _next_to_last_workday(match: re.Match[str], _today: date) -> Read:
    """Read วันทำการรองสุดท้ายของเดือน: two working days before the day after the last."""
    unit = UNITS[match["unit"]]
    return ok(monthly(-1, last_months(unit)), unit, after_days=1, after_workdays=-2)


def _day_in_unit(match: re.Match[str], _today: date) -> Read:
    """Read วันที่ 15 ของเดือนสุดท้ายของไตรมาส, วันที่ 10 ของเดือนที่สองของไตรมาส, สิ้นเดือนแรกของรอบ."""
    unit, day = UNITS[match["unit"]], int(match.groupdict().get("day") or -1)
    months = months_of(match["nth_month"], unit)
    if not -1 <= day <= 31 or day == 0 or not months:
        return bad("no_such_day")
    return ok(monthly(day, months), unit)


def _workday_in_unit(match: re.Match[str], _today: date) -> Read:
    """Read วันทำการสุดท้ายของเดือนแรกของไตรมาส, วันทำการที่ 5 ของเดือนสุดท้ายของไตรมาส."""
    unit, which = UNITS[match["unit"]], match["which"]
    months = months_of(match["nth_month"], unit)
    count = 1 if which == "แรก" else int(which.removeprefix("ที่")) if which != "สุดท้าย" else 0
    if not months or count > MAX_WORKDAY:
        return bad("no_such_day")
    if not count:
        return Reading("ok", Recurring(monthly(-1, months), unit=unit, shift="previous"))
    return ok(monthly(1, months), unit, after_days=-1, after_workdays=count)


def _within_month_of_unit(match: re.Match[str], _today: date) -> Read:
    """Read ภายในเดือนสุดท้ายของไตรมาส: its last day, asked about."""
    unit = UNITS[match["unit"]]
    months = months_of(match["nth_month"], unit)
    return Reading("ask", Recurring(monthly(-1, months), unit=unit), "whole_month") if months else bad("no_such_day")


def _year_end(_match: re.Match[str], _today: date) -> Read:
    """Read ทุกสิ้นปี: of the calendar's year, which no fiscal year's name fits."""
    return ok(monthly(-1, (12,)), "day")


_READERS: Readers = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:ทุก)?{_BY}(?:วันที่)?{DAY}(?:ของ)?(?:ทุก|แต่ละ|ราย)เดือน", _day_of_month),
        (rf"ทุก{_BY}วันที่{DAY}(?:ของ)?(?:เดือน)?", _day_of_month),
        (rf"ทุก{_BY}{DAY}(?:ของเดือน)?", _day_of_month),
        (rf"(?:วันที่)?{DAY}ของเดือน", _day_of_month),
        (rf"{EACH}เดือน(?:ใน|ทุก)?{_BY}(?:วันที่)?{DAY}(?:ของเดือน)?", _day_of_month),
        (rf"{COUNT}วันแรก{OF}(?P<next>เดือน(?:ถัดไป|ถัดมา))", _day_of_month),
        (rf"{COUNT}วันแรก{OF}เดือน", _day_of_month),
        (rf"(?:ทุก)?เดือน(?P<parity>คู่|คี่)(?:ใน)?(?:ทุก)?(?:วันที่{DAY}|{_LAST_DAY})", _every_other),
        (rf"(?:{EACH}เดือน)?(?:ทุก)?วันที่(?P<days>{_DAYS}){OF}(?:เดือน)?", _days_of_month),
        (rf"{COUNT}{WORKDAY}(?:แรก)?ของ(?P<unit>เดือน)(?:ถัดไป|ถัดมา)", _after_end),
        (rf"(?:ทุก)?{WORKDAY}ที่{COUNT}ของ(?P<unit>เดือน)(?:ถัดไป|ถัดมา)", _after_end),
        (rf"(?:ทุก)?(?:วันที่)?{DAY}(?:ของ)?(?P<next>เดือน(?:ถัดไป|ถัดมา))", _day_of_month),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?วันที่{DAY}", _every_months),
        (rf"(?:วันที่)?{DAY}(?:ของ)?ทุก{COUNT}เดือน", _every_months),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?{WORKDAY}(?P<last>สุดท้าย)(?:ของเดือน)?", _every_months),
        (rf"(?:ทุก)?วันแรก{OF}เดือน", _first_of_month),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?(?:วัน)?(?:สิ้นเดือน|สุดท้ายของเดือน|สุดท้าย)", _every_months),
        (rf"ทุก{_END}{UNIT}", _end_of_unit),
        (rf"{_END}(?:ของ)?(?:ทุก|แต่ละ){UNIT}", _end_of_unit),
        (rf"(?:ก่อน)?(?:วัน)?(?:สิ้น|ปลาย){UNIT}(?:ของ)?(?:ทุก|แต่ละ)(?:เดือน|ไตรมาส|รอบ|ปี(?:งบประมาณ)?)", _end_of_unit),
        (rf"ทุกก่อนสิ้น{UNIT}", _end_of_unit),
        (rf"(?:ทุก)?วันสุดท้าย{OF}{UNIT}", _end_of_unit),
        (rf"{EACH}{UNIT}(?:ใน)?(?:วันสุดท้าย|วันสิ้นเดือน|สิ้นเดือน)(?:ของเดือน|ของไตรมาส)?", _end_of_unit),
        (r"ทุกสิ้นปี(?:ปฏิทิน)?|สิ้นปีของทุกปี", _year_end),
        (rf"{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน){_AFTER}{_END}{OF}{UNIT}", _after_end),
        (rf"{_AFTER}{_END}{OF}{UNIT}(?:แล้ว)?{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _after_end),
        (rf"(?:ทุก)?{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)ก่อน{_END}{OF}{UNIT}", _before_end),
        (rf"(?:ทุก)?ก่อน{_END}{OF}{UNIT}{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _before_end),
        (rf"{EACH}{LONG_UNIT}(?:วันที่)?{DAY}(?:ของ)?เดือน(?:ถัดไป|ถัดมา)", _after_unit),
        (rf"(?:วันที่)?{DAY}(?:ของเดือน(?:ถัดไป|แรก)?)?{_AFTER}{_END}{OF}{LONG_UNIT}", _after_unit),
        (rf"(?:ทุก)?{WORKDAY}(?P<which>สุดท้าย|แรก|ที่\d{{1,2}}){OF}{UNIT}", _workday),
        (rf"{COUNT}{WORKDAY}(?P<which>แรก){OF}{UNIT}", _workday),
        (rf"{EACH}{UNIT}(?:ใน)?{WORKDAY}(?P<which>สุดท้าย|แรก|ที่\d{{1,2}})(?:ของเดือน)?", _workday),
        (rf"(?:ทุก)?{WORKDAY}ก่อน{_END}{OF}{UNIT}", _workday_before_end),
        (rf"(?:ทุก)?{WORKDAY}รองสุดท้าย{OF}{UNIT}", _next_to_last_workday),
        (rf"(?:ทุก)?(?:วันที่)?{DAY}(?:ของ)?{A_MONTH_OF}{OF}{LONG_UNIT}", _day_in_unit),
        (rf"{EACH}{LONG_UNIT}(?:ใน)?(?:วันที่)?{DAY}(?:ของ)?{A_MONTH_OF}", _day_in_unit),
        (rf"{EACH}{LONG_UNIT}(?:ใน)?{A_MONTH_OF}(?:ใน|ของ)?วันที่{DAY}", _day_in_unit),
        (rf"(?:ทุก)?(?:วัน)?(?:สิ้น|สุดท้ายของ){A_MONTH_OF}{OF}{LONG_UNIT}", _day_in_unit),
        (rf"(?:ทุก)?{WORKDAY}(?P<which>สุดท้าย|แรก|ที่\d{{1,2}})(?:ของ)?{A_MONTH_OF}{OF}{LONG_UNIT}", _workday_in_unit),
        (rf"(?:ทุก)?{A_MONTH_OF}{OF}{LONG_UNIT}", _within_month_of_unit),
    )
)

_ALL = (*_READERS, *recurring_weekdays.READERS, *recurring_dates.READERS)
