"""Which days come again, as coordinators type them, in a text without spaces: ทุกวันที่20, วันทำการสุดท้ายของไตรมาส.

A table of patterns, each with its reader; a pattern has to match the whole text. Times of day, clauses and bounds have
been taken out before, by `thai.recurrence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from thai.deadline_words import COUNT, number
from thai.months import MONTH, WEEKDAY, month_number, weekday_number
from thai.reading import Reading, bad
from thai.relative_dates import add_months, last_of_month
from thai.rule import MONTHS, Recurring, Unit, first_months, last_months, monthly

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # date.weekday(): Monday is 0
MAX_DAYS_AFTER = 120
MAX_DAYS_BEFORE = 60

_LEAP = 2028  # a year in which every month has all its days
_Read = Reading[Recurring] | None

_UNITS: dict[str, Unit] = {
    "เดือน": "month",
    "ไตรมาส": "quarter",
    "ครึ่งปีงบประมาณ": "round",
    "ครึ่งปี": "round",
    "รอบ6เดือน": "round",
    "รอบ": "round",
    "ปีงบประมาณ": "year",
    "ปีงบ": "year",
}
_UNIT = "(?P<unit>" + "|".join(_UNITS) + ")"
_EACH = "(?:ทุก|แต่ละ|ราย(?!งาน)|ประจำ)"
_OF = f"(?:ของ)?{_EACH}?"
_WEEK = "(?:สัปดาห์|อาทิตย์)"
_DAY = r"(?P<day>\d{1,2})"
_END = "(?:วัน)?(?:สิ้น|ปลาย|ปิด)(?:สุด)?"
_AFTER = "(?:ภายหลัง|หลังจาก|หลัง|นับถัดจาก|นับจาก|นับแต่|นับตั้งแต่|ถัดจาก|ต่อจาก|จาก)"
_LONG = "(?P<unit>ไตรมาส|ครึ่งปีงบประมาณ|ครึ่งปี|รอบ6เดือน|รอบ|ปีงบประมาณ|ปีงบ)"
_BY = "(?P<before>ก่อน)?"
_LAST_DAY = "(?:(?:วัน)?สิ้นเดือน|วันสุดท้าย(?:ของเดือน)?)"
_DAYS = rf"\d{{1,2}}(?:และ(?:วันที่)?\d{{1,2}})*(?:และ(?:วันที่)?\d{{1,2}}|และ{_LAST_DAY})"
_SEVERAL = f"{WEEKDAY}(?:และ(?:วัน)?{WEEKDAY})+"
_AND = "(?:และ|กับ)?"
_DAY_AND_MONTH = rf"(?:วันที่)?\d{{1,2}}(?:ของ)?(?:เดือน)?{MONTH}"
_SOME_MONTHS = rf"(?P<months>{MONTH}(?:{_AND}(?:เดือน)?{MONTH})+)"
_EVERY_YEAR = "(?:(?:ของ)?(?:ทุก)?ปี)?"
_SPELLED = "หนึ่ง|สอง|สาม|สี่"


def recurring_days(said: str, today: date) -> Reading[Recurring] | None:
    """Return what days a text without spaces names; None when it names none that come again."""
    for pattern, read in _READERS:
        if match := pattern.fullmatch(said):
            return read(match, today)
    return _said_twice(said, today)


_TWICE = (
    re.compile(rf"{_EACH}(?P<unit>เดือน|ไตรมาส|รอบ|ปีงบประมาณ)(?:ให้)?(?P<rest>.*(?P=unit).*)"),
    re.compile(rf"(?P<rest>.*(?P<unit>เดือน|ไตรมาส|รอบ|ปีงบประมาณ).*?)(?:ของ)?{_EACH}(?P=unit)"),
)


def _said_twice(said: str, today: date) -> Reading[Recurring] | None:
    """Read ทุกเดือน ก่อนสิ้นเดือน 5 วัน and 5 วันทำการหลังสิ้นเดือน ของทุกเดือน, which name the unit twice."""
    for pattern in _TWICE:
        if match := pattern.fullmatch(said):
            return recurring_days(match["rest"], today)
    return None


def _ok(rrule: str, unit: Unit = "month", **rest: int) -> Reading[Recurring]:
    return Reading("ok", Recurring(rrule, unit=unit, **rest))  # type: ignore[arg-type]


def _day_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read วันที่ 20 ของทุกเดือน, วันที่ 10 ของเดือนถัดไป, ก่อนวันที่ 5 ของทุกเดือน, 5 วันแรกของเดือน."""
    said = match.groupdict()
    day = int(said["day"]) if said.get("day") else number(said["count"])
    if not 1 <= day <= 31:
        return bad("no_such_day")
    if said.get("before"):
        return Reading("ask", Recurring(monthly(day - 1 or -1)), "before")
    return _ok(monthly(day), periods_back=1 if said.get("next") else 0)


def _first_of_month(_match: re.Match[str], _today: date) -> _Read:
    return _ok(monthly(1))


def _days_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกวันที่ 1 และ 15, ทุกวันที่ 10, 20 และสิ้นเดือน, วันที่ 15 และ 30 ของทุกเดือน."""
    said = match["days"].replace("วันที่", "").split("และ")
    days = [int(each) if each.isdigit() else -1 for each in said]
    if any(not -1 <= day <= 31 or day == 0 for day in days):
        return bad("no_such_day")
    ordered = sorted(set(days), key=lambda day: day if day > 0 else 99)
    skip = ";SKIP=BACKWARD" if max(days) > 28 else ""
    return _ok(f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, ordered))}{skip}", "day")


def _every_other(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกเดือนคู่ วันที่ 10: February, April and so on."""
    day = int(match["day"] or -1)
    if not -1 <= day <= 31 or day == 0:
        return bad("no_such_day")
    return _ok(monthly(day, range(2 if match["parity"] == "คู่" else 1, 13, 2)))


def _every_months(match: re.Match[str], today: date) -> _Read:
    """Read ทุก 3 เดือน วันที่ 10, ทุก 3 เดือน สิ้นเดือน: counted from the next such day."""
    every, day = number(match["count"]), int(match.groupdict().get("day") or -1)
    if not -1 <= day <= 31 or day == 0 or not 1 <= every <= 12:
        return bad("no_such_day")
    first = today.replace(day=1)
    if 0 < min(day, last_of_month(today).day) < today.day:
        first = add_months(first, 1)
    rrule = monthly(day).replace("MONTHLY;", f"MONTHLY;INTERVAL={every};")
    return Reading("ok", Recurring(rrule, starts_on=first))


def _end_of_unit(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกสิ้นเดือน, วันสุดท้ายของไตรมาส, ทุกสิ้นปีงบประมาณ."""
    unit = _UNITS[match["unit"]]
    return _ok(monthly(-1, last_months(unit)), unit)


def _after_end(match: re.Match[str], _today: date) -> _Read:
    """Read 5 วันทำการหลังสิ้นเดือน, 15 วันหลังสิ้นไตรมาส."""
    unit, count = _UNITS[match["unit"]], number(match["count"])
    if not 1 <= count <= MAX_DAYS_AFTER:
        return bad("too_far" if count else "no_such_day")
    after = "after_days" if match.groupdict().get("kind") == "วัน" else "after_workdays"
    return _ok(monthly(-1, last_months(unit)), unit, **{after: count})


def _before_end(match: re.Match[str], _today: date) -> _Read:
    """Read 3 วันก่อนสิ้นเดือน, ก่อนสิ้นไตรมาส 5 วันทำการ."""
    unit, count = _UNITS[match["unit"]], number(match["count"])
    if not 1 <= count <= MAX_DAYS_BEFORE:
        return bad("too_far" if count else "no_such_day")
    if match["kind"] == "วัน":
        return _ok(monthly(-1 - count, last_months(unit)), unit)
    return _ok(monthly(-1, last_months(unit)), unit, after_workdays=-count)


def _after_unit(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกไตรมาส ภายในวันที่ 10 ของเดือนถัดไป: the report of the quarter that has ended."""
    unit, day = _UNITS[match["unit"]], int(match["day"])
    if not 1 <= day <= 31:
        return bad("no_such_day")
    return _ok(monthly(day, first_months(unit)), unit, periods_back=1)


def _workday(match: re.Match[str], _today: date) -> _Read:
    """Read วันทำการสุดท้ายของเดือน, วันทำการแรกของไตรมาส, วันทำการที่ 3 ของทุกเดือน."""
    unit, which = _UNITS[match["unit"]], match["which"]
    if match.groupdict().get("count"):
        which = f"ที่{number(match['count'])}"
    if which == "สุดท้าย":
        return Reading("ok", Recurring(monthly(-1, last_months(unit)), unit=unit, shift="previous"))
    count = 1 if which == "แรก" else int(which.removeprefix("ที่"))
    if not 1 <= count <= 20:
        return bad("no_such_day")
    # The count-th working day after the day before the first.
    return _ok(monthly(1, first_months(unit)), unit, after_days=-1, after_workdays=count)


def _workday_of_week(match: re.Match[str], _today: date) -> _Read:
    last = match["which"] == "สุดท้าย"
    code = "FR" if last else "MO"
    return Reading("ok", Recurring(f"FREQ=WEEKLY;BYDAY={code}", unit="week", shift="previous" if last else "next"))


def _weekly(match: re.Match[str], today: date) -> _Read:
    """Read ทุกวันศุกร์, ทุก 2 สัปดาห์ วันศุกร์: counted from this week."""
    said = match.groupdict()
    code = WEEKDAY_CODES[weekday_number(said["weekday"])]
    every = 2 if said.get("skipping") else number(said["count"]) if said.get("count") else 1
    if every == 1:
        return _ok(f"FREQ=WEEKLY;BYDAY={code}", "week")
    return Reading("ok", Recurring(f"FREQ=WEEKLY;INTERVAL={every};BYDAY={code}", unit="week", starts_on=today))


def _weekly_on(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกวันจันทร์และวันพฤหัสบดี: a report for each of the days."""
    days = sorted({weekday_number(each) for each in re.findall(WEEKDAY, match["weekdays"])})
    return _ok(f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES[day] for day in days)}", "day")


def _weekday_span(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกวันจันทร์ถึงวันศุกร์: a report for each of the days."""
    first, last = weekday_number(match["first"]), weekday_number(match["last"])
    days = sorted((first + step) % 7 for step in range((last - first) % 7 + 1))
    return _ok(f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES[day] for day in days)}", "day" if len(days) > 1 else "week")


def _weekday_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read วันศุกร์แรกของเดือน, วันจันทร์ที่ 2 ของทุกเดือน, วันศุกร์ที่ 1 และ 3 ของเดือน, วันศุกร์สุดท้ายของเดือน."""
    said, code = match.groupdict(), WEEKDAY_CODES[weekday_number(match["weekday"])]
    which = {"แรก": 1, "สุดท้าย": -1}.get(said["which"] or "", 0) or number(said["nth"])
    numbers = sorted({which, *([int(said["second"])] if said.get("second") else [])})
    if any(not -1 <= each <= 4 or each == 0 for each in numbers):
        return bad("no_such_day")
    return _ok(f"FREQ=MONTHLY;BYDAY={','.join(f'{n}{code}' for n in numbers)}", "month" if len(numbers) == 1 else "day")


def _day_in_unit(match: re.Match[str], _today: date) -> _Read:
    """Read วันที่ 15 ของเดือนสุดท้ายของไตรมาส, วันที่ 10 ของเดือนแรกของรอบ."""
    unit, day = _UNITS[match["unit"]], int(match["day"])
    months = last_months(unit) if match["which"] == "สุดท้าย" else first_months(unit)
    if not 1 <= day <= 31 or not months:
        return bad("no_such_day")
    return _ok(monthly(day, months), unit)


def _yearly(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกวันที่ 30 กันยายน, ทุกปี 31 มี.ค. และ 30 ก.ย., 31 ธ.ค. 31 มี.ค. 30 มิ.ย. และ 30 ก.ย. ของทุกปี."""
    found = re.findall(rf"(\d+)(?:ของ)?(?:เดือน)?({MONTH})", match[0])
    return _days_of_year([(int(day), month_number(month)) for day, month in found])


def _day_of_months(match: re.Match[str], _today: date) -> _Read:
    """Read วันที่ 5 ม.ค. เม.ย. ก.ค. และ ต.ค.; สิ้นเดือนมีนาคมและกันยายนของทุกปี."""
    months = [month_number(each) for each in re.findall(MONTH, match["months"])]
    said = match.groupdict()
    return _days_of_year([(int(said["day"]) if said.get("day") else _last_day(month), month) for month in months])


def _days_of_year(named: list[tuple[int, int]]) -> _Read:
    """Return the rule of days and their months; days that differ, other than months' ends, are no one rule."""
    if any(not 1 <= day <= _last_day(month) for day, month in named):
        return bad("no_such_day")
    months = sorted({month for _, month in named})
    if all(day == _last_day(month) for day, month in named):
        return _ok(monthly(-1, months), _unit_of(months))
    if len({day for day, _ in named}) > 1:
        return bad("two_days")
    return _ok(monthly(named[0][0], months), _unit_of(months))


def _last_day(month: int) -> int:
    return last_of_month(date(_LEAP, month, 1)).day


def _unit_of(months: list[int]) -> Unit:
    """Return the unit of the fiscal year in each of which one of the months lies."""
    units: tuple[Unit, ...] = ("year", "round", "quarter")
    for unit in units:
        if len({(month - 10) % 12 // MONTHS[unit] for month in months}) == len(months) == 12 // MONTHS[unit]:
            return unit
    return "month"


def _year_end(_match: re.Match[str], _today: date) -> _Read:
    """Read ทุกสิ้นปี: of the calendar's year, which no fiscal year's name fits."""
    return _ok(monthly(-1, (12,)), "day")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Read]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:ทุก)?{_BY}(?:วันที่)?{_DAY}(?:ของ)?(?:ทุก|แต่ละ|ราย)เดือน", _day_of_month),
        (rf"ทุก{_BY}วันที่{_DAY}(?:ของ)?(?:เดือน)?", _day_of_month),
        (rf"ทุก{_BY}{_DAY}(?:ของเดือน)?", _day_of_month),
        (rf"(?:วันที่)?{_DAY}ของเดือน", _day_of_month),
        (rf"{_EACH}เดือน(?:ใน|ทุก)?{_BY}(?:วันที่)?{_DAY}(?:ของเดือน)?", _day_of_month),
        (rf"{COUNT}วันแรก{_OF}(?P<next>เดือน(?:ถัดไป|ถัดมา))", _day_of_month),
        (rf"{COUNT}วันแรก{_OF}เดือน", _day_of_month),
        (rf"(?:ทุก)?เดือน(?P<parity>คู่|คี่)(?:ใน)?(?:ทุก)?(?:วันที่{_DAY}|{_LAST_DAY})", _every_other),
        (rf"(?:{_EACH}เดือน)?(?:ทุก)?วันที่(?P<days>{_DAYS}){_OF}(?:เดือน)?", _days_of_month),
        (rf"{COUNT}วัน(?:ทำการ|ทำงาน)(?:แรก)?ของ(?P<unit>เดือน)(?:ถัดไป|ถัดมา)", _after_end),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)ที่{COUNT}ของ(?P<unit>เดือน)(?:ถัดไป|ถัดมา)", _after_end),
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?(?P<next>เดือน(?:ถัดไป|ถัดมา))", _day_of_month),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?วันที่{_DAY}", _every_months),
        (rf"(?:วันที่)?{_DAY}(?:ของ)?ทุก{COUNT}เดือน", _every_months),
        (rf"(?:ทุก)?วันแรก{_OF}เดือน", _first_of_month),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?(?:วัน)?(?:สิ้นเดือน|สุดท้ายของเดือน|สุดท้าย)", _every_months),
        (rf"ทุก{_END}{_UNIT}", _end_of_unit),
        (rf"{_END}(?:ของ)?(?:ทุก|แต่ละ){_UNIT}", _end_of_unit),
        (rf"(?:ก่อน)?(?:วัน)?(?:สิ้น|ปลาย){_UNIT}(?:ของ)?(?:ทุก|แต่ละ)(?:เดือน|ไตรมาส|รอบ|ปี(?:งบประมาณ)?)", _end_of_unit),
        (rf"ทุกก่อนสิ้น{_UNIT}", _end_of_unit),
        (rf"(?:ทุก)?วันสุดท้าย{_OF}{_UNIT}", _end_of_unit),
        (rf"{_EACH}{_UNIT}(?:ใน)?(?:วันสุดท้าย|วันสิ้นเดือน|สิ้นเดือน)(?:ของเดือน|ของไตรมาส)?", _end_of_unit),
        (r"ทุกสิ้นปี(?:ปฏิทิน)?|สิ้นปีของทุกปี", _year_end),
        (rf"{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน){_AFTER}{_END}{_OF}{_UNIT}", _after_end),
        (rf"{_AFTER}{_END}{_OF}{_UNIT}(?:แล้ว)?{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _after_end),
        (rf"(?:ทุก)?{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)ก่อน{_END}{_OF}{_UNIT}", _before_end),
        (rf"(?:ทุก)?ก่อน{_END}{_OF}{_UNIT}{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _before_end),
        (rf"{_EACH}{_LONG}(?:วันที่)?{_DAY}(?:ของ)?เดือน(?:ถัดไป|ถัดมา)", _after_unit),
        (rf"(?:วันที่)?{_DAY}(?:ของเดือน(?:ถัดไป|แรก)?)?{_AFTER}{_END}{_OF}{_LONG}", _after_unit),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก|ที่\d{{1,2}}){_OF}{_UNIT}", _workday),
        (rf"{COUNT}วัน(?:ทำการ|ทำงาน)(?P<which>แรก){_OF}{_UNIT}", _workday),
        (rf"{_EACH}{_UNIT}(?:ใน)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก|ที่\d{{1,2}})(?:ของเดือน)?", _workday),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก){_OF}{_WEEK}", _workday_of_week),
        (rf"(?:ทุก)?(?:วัน)?(?P<first>{WEEKDAY})(?:ถึง|-|–)(?:วัน)?(?P<last>{WEEKDAY})(?:{_OF}{_WEEK})?", _weekday_span),
        (rf"ทุกวัน(?P<weekday>{WEEKDAY})(?P<skipping>เว้น{_WEEK})?(?:ของ{_WEEK})?", _weekly),
        (rf"(?:ทุก)?วัน(?P<weekday>{WEEKDAY})(?P<skipping>เว้น)(?:วัน)?(?P=weekday)", _weekly),
        (rf"ทุก(?P<weekday>{WEEKDAY.replace('|อาทิตย์', '')})", _weekly),
        (rf"(?:{_EACH}{_WEEK})?ทุก(?:วัน)?(?P<weekdays>{_SEVERAL})(?:{_OF}{_WEEK})?", _weekly_on),
        (rf"{_EACH}{_WEEK}(?:ใน)?วัน(?P<weekdays>{_SEVERAL})", _weekly_on),
        (rf"(?:วัน)?(?P<weekday>{WEEKDAY})(?:ของ)?(?:ทุก|แต่ละ|ราย){_WEEK}", _weekly),
        (rf"(?:{_EACH}{_WEEK}|{_WEEK}ละครั้ง)(?:ใน)?(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})", _weekly),
        (rf"ทุก{COUNT}{_WEEK}(?:ใน)?(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})", _weekly),
        (
            rf"(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})(?:(?:ของ)?{_WEEK}?ที่(?P<nth>\d|{_SPELLED})(?:และ(?:ที่)?(?P<second>\d))?"
            rf"|(?:{_WEEK})?(?P<which>แรก|สุดท้าย)){_OF}เดือน",
            _weekday_of_month,
        ),
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?เดือน(?P<which>แรก|สุดท้าย){_OF}{_UNIT}", _day_in_unit),
        (rf"{_EACH}{_LONG}(?:ใน)?(?:วันที่)?{_DAY}(?:ของ)?เดือน(?P<which>แรก|สุดท้าย)", _day_in_unit),
        (rf"ทุก(?:ปี)?{_DAY_AND_MONTH}{_EVERY_YEAR}", _yearly),
        (rf"{_DAY_AND_MONTH}(?:ของ)?ทุกปี", _yearly),
        (rf"(?:ทุก)?(?:ปี)?{_DAY_AND_MONTH}(?:{_AND}{_DAY_AND_MONTH})+{_EVERY_YEAR}", _yearly),
        (rf"(?:ทุก)?(?:ปี)?(?:วันที่)?{_DAY}(?:ของ)?(?:เดือน)?{_SOME_MONTHS}{_EVERY_YEAR}", _day_of_months),
        (rf"(?:ทุก)?(?:ปี)?(?:วัน)?(?:สิ้น|สุดท้ายของ)(?:เดือน)?{_SOME_MONTHS}{_EVERY_YEAR}", _day_of_months),
        (rf"ทุก(?:ปี)?(?:วัน)?สิ้นเดือน(?P<months>{MONTH}){_EVERY_YEAR}", _day_of_months),
        (rf"(?:วัน)?สิ้นเดือน(?P<months>{MONTH})(?:ของ)?ทุกปี", _day_of_months),
    )
)
