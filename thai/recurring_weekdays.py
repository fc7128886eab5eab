"""Deadlines on weekdays, as they are typed, without spaces: ทุกวันศุกร์, วันจันทร์ที่2ของทุกเดือน, วันทำการสุดท้ายของสัปดาห์."""

from __future__ import annotations

import re
from datetime import date

from thai.deadline_parts import (
    A_MONTH_OF,
    COUNT,
    EACH,
    LONG_UNIT,
    OF,
    UNITS,
    WEEK,
    WORKDAY,
    Read,
    Readers,
    months_of,
    number,
    ok,
)
from thai.months import WEEKDAY, weekday_number
from thai.reading import Reading, bad
from thai.relative_dates import next_weekday
from thai.rule import WEEKDAY_CODES, Recurring, Unit

_SEVERAL = f"{WEEKDAY}(?:และ(?:วัน)?{WEEKDAY})+"
_SPELLED = "หนึ่ง|สอง|สาม|สี่"


def _workday_of_week(match: re.Match[str], _today: date) -> Read:
    last = match["which"] == "สุดท้าย"
    code = "FR" if last else "MO"
    return Reading("ok", Recurring(f"FREQ=WEEKLY;BYDAY={code}", unit="week", shift="previous" if last else "next"))


def _every_workday(_match: re.Match[str], _today: date) -> Read:
    """Read ทุกวันทำการ: any day of the week that offices work, so also a Saturday the cabinet makes one."""
    return Reading("ok", Recurring(f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES)}", unit="day", shift="omit"))


def _weekly(match: re.Match[str], today: date) -> Read:
    """Read ทุกวันศุกร์, ทุก 2 สัปดาห์ วันศุกร์: counted from the next such day."""
    said, weekday = match.groupdict(), weekday_number(match["weekday"])
    code = WEEKDAY_CODES[weekday]
    every = 2 if said.get("skipping") else number(said["count"]) if said.get("count") else 1
    if every == 1:
        return ok(f"FREQ=WEEKLY;BYDAY={code}", "week")
    first = next_weekday(today, weekday)
    return Reading("ok", Recurring(f"FREQ=WEEKLY;INTERVAL={every};BYDAY={code}", unit="week", starts_on=first))


def _weekly_on(match: re.Match[str], _today: date) -> Read:
    """Read ทุกวันจันทร์และวันพฤหัสบดี: a report for each of the days."""
    days = sorted({weekday_number(each) for each in re.findall(WEEKDAY, match["weekdays"])})
    return ok(f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES[day] for day in days)}", "day")


def _weekday_span(match: re.Match[str], _today: date) -> Read:
    """Read ทุกวันจันทร์ถึงวันศุกร์: a report for each of the days."""
    first, last = weekday_number(match["first"]), weekday_number(match["last"])
    days = sorted((first + step) % 7 for step in range((last - first) % 7 + 1))
    return ok(f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES[day] for day in days)}", "day" if len(days) > 1 else "week")


def _weekday_of_month(match: re.Match[str], _today: date) -> Read:
    """Read วันศุกร์แรกของเดือน, วันจันทร์ที่ 2 ของทุกเดือน, วันศุกร์ที่ 1 และ 3 ของเดือน, วันศุกร์สุดท้ายของเดือน."""
    said, code = match.groupdict(), WEEKDAY_CODES[weekday_number(match["weekday"])]
    which = {"แรก": 1, "สุดท้าย": -1}.get(said["which"] or "", 0) or number(said["nth"])
    numbers = sorted({which, *([int(said["second"])] if said.get("second") else [])})
    unit: Unit = UNITS[said["unit"]] if said["unit"] else "month"
    months = months_of(said["nth_month"], unit) if said["nth_month"] else ()
    if any(not -1 <= each <= 4 or each == 0 for each in numbers) or bool(months) != bool(said["nth_month"]):
        return bad("no_such_day")
    within = f"BYMONTH={','.join(map(str, months))};" if months else ""
    days = ",".join(f"{n}{code}" for n in numbers)
    return ok(f"FREQ=MONTHLY;{within}BYDAY={days}", unit if len(numbers) == 1 else "day")


READERS: Readers = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:ทุก|ราย|ประจำทุก){WORKDAY}|{WORKDAY}ทุกวัน|ทุกวัน(?:ใน|เฉพาะ){WORKDAY}", _every_workday),
        (rf"(?:ทุก)?{WORKDAY}(?P<which>สุดท้าย|แรก){OF}{WEEK}", _workday_of_week),
        (rf"(?:ทุก)?(?:วัน)?(?P<first>{WEEKDAY})(?:ถึง|-|–)(?:วัน)?(?P<last>{WEEKDAY})(?:{OF}{WEEK})?", _weekday_span),
        (rf"ทุกวัน(?P<weekday>{WEEKDAY})(?:ของ{WEEK})?", _weekly),
        (rf"(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})(?P<skipping>เว้น{WEEK})", _weekly),
        (rf"(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})(?P<skipping>เว้น)(?:วัน)?(?P=weekday)", _weekly),
        (rf"ทุก(?P<weekday>{WEEKDAY.replace('|อาทิตย์', '')})", _weekly),
        (rf"(?:{EACH}{WEEK})?ทุก(?:วัน)?(?P<weekdays>{_SEVERAL})(?:{OF}{WEEK})?", _weekly_on),
        (rf"{EACH}{WEEK}(?:ใน)?วัน(?P<weekdays>{_SEVERAL})", _weekly_on),
        (rf"(?:วัน)?(?P<weekday>{WEEKDAY})(?:ของ)?(?:ทุก|แต่ละ|ราย){WEEK}", _weekly),
        (rf"(?:{EACH}{WEEK}|{WEEK}ละครั้ง)(?:ใน)?(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})", _weekly),
        (rf"ทุก{COUNT}{WEEK}(?:ใน)?(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})", _weekly),
        (
            rf"(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})(?:(?:ของ)?{WEEK}?ที่(?P<nth>\d|{_SPELLED})(?:และ(?:ที่)?(?P<second>\d))?"
            rf"|(?:{WEEK})?(?P<which>แรก|สุดท้าย))(?:(?:ของ)?{A_MONTH_OF}{OF}{LONG_UNIT}|{OF}เดือน)",
            _weekday_of_month,
        ),
    )
)
