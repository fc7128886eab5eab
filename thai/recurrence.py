"""Deadlines as coordinators type them: ภายในวันที่ ๒๐ ของทุกเดือน, ทุกวันทำการสุดท้ายของไตรมาส, 15 มี.ค. 67 เที่ยง.

A text is read from its end: clauses (ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป), a time of day, then which days. Days are
matched without spaces, for people set them anywhere. A text that names one day is left to `thai.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

from thai.calendar import Shift
from thai.clock_times import TRAILING_TIME, parse_time
from thai.dates import parse_date
from thai.months import MONTH, WEEKDAY, month_number, weekday_number
from thai.numbers import parse_number
from thai.numerals import arabic
from thai.reading import Reading, bad
from thai.relative_dates import add_months, last_of_month
from thai.replies import without_particles
from thai.rule import CLOSING, Recurring, Single, Unit, first_months, last_months, monthly
from thai.text import norm

MAX_TYPED = 200  # characters
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # date.weekday(): Monday is 0
MAX_DAYS_AFTER = 60

_LEAP = 2028  # a year in which every month has all its days
_Read = Reading[Recurring] | None
_Said = dict[str, Shift | int]
"""What clauses say: fields of a rule."""

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
_EACH = "(?:ทุก|แต่ละ|ราย|ประจำ)"
_OF = f"(?:ของ)?{_EACH}?"
_WEEK = "(?:สัปดาห์|อาทิตย์)"
_COUNT = "(?P<count>\\d{1,2}|สิบห้า|สิบ|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
_DAY = r"(?P<day>\d{1,2})"
_END = "(?:วัน)?(?:สิ้น|ปลาย|ปิด)(?:สุด)?"
_AFTER = "(?:หลังจาก|หลัง|นับจาก|นับแต่|นับตั้งแต่|ถัดจาก|ต่อจาก|จาก)"
_AGAIN = re.compile(_EACH)
_NO_DAY = re.compile(rf"{_EACH}\s?(?:\S*เดือน|ไตรมาส|{_WEEK}|รอบ|ปี|ครึ่งปี)")


def parse_recurrence(text: str, *, today: date) -> Reading[Recurring | Single]:
    """Read a deadline: days that come again, or one day; without a time of day 16:30.

    `ask` as in `thai.dates` and `thai.clock_times`, with the candidate. `bad`: "no_day" (ทุกเดือน, but which day?),
    "no_such_day", "two_days" (two days a year that no one rule names), "not_a_deadline".
    """
    said = without_particles(re.sub(r"\s+", " ", arabic(norm(text[: MAX_TYPED + 1]))).strip().lower())
    if not said or len(text) > MAX_TYPED:
        return bad("not_a_deadline")
    said, terms = _take_clauses(said)
    said, at = _take_time(said)
    if at.status == "bad":
        return bad(at.why)
    found = _recurring(_squeezed(said), today)
    if found is None:
        return _single(said, at, terms, today)
    if found.value is None:
        return found
    rule = replace(found.value, at=at.value or CLOSING, **terms)  # type: ignore[arg-type]
    return Reading("ask", rule, at.why) if at.status == "ask" else Reading("ok", rule)


def _single(said: str, at: Reading[time], terms: _Said, today: date) -> Reading[Recurring | Single]:
    if _AGAIN.search(said):
        return bad("no_day" if _NO_DAY.search(said) else "not_a_deadline")
    day = parse_date(said, today=today, expect="deadline")
    if day.value is None:
        return bad("not_a_deadline" if day.status == "none" or day.why == "not_a_date" else day.why)
    own = {name: value for name, value in terms.items() if name != "periods_back"}  # one day has no period
    found = Single(day.value, at.value or CLOSING, **own)  # type: ignore[arg-type]
    why = day.why or at.why
    return Reading("ask", found, why) if why else Reading("ok", found)


def _take_time(said: str) -> tuple[str, Reading[time]]:
    """Return what stands before a time of day, and the time: the longest end of the text that is one."""
    words = said.split(" ")
    for start in range(1, len(words)):
        at = parse_time(" ".join(words[start:]))
        if at.value is not None or at.why == "no_such_time":
            return " ".join(words[:start]), at
    if match := TRAILING_TIME.search(said):
        return said[: match.start()], parse_time(match[0])
    return said, Reading("none")


def _number(typed: str) -> int:
    found = parse_number(typed).value
    assert found is not None
    return int(found)


# Clauses at the end. Each is taken off as often as it stands there.

_HOLIDAY = r"(?:(?:ถ้า|หาก|กรณี|แต่ถ้า|แต่หาก)?\s?(?:ตรงกับ|ตรง)\s?วันหยุด(?:ราชการ)?\s?)?"
_MOVED = r"(?:ให้)?\s?เลื่อน\s?(?:ออก|ขึ้น|เข้า)?\s?(?:ไป|มา|เป็น)*\s?(?:วันทำการ)?\s?"
_PREVIOUS_PERIOD = r"(?:เป็น)?(?:รายงาน)?(?:ผล)?ของ(?:เดือน|ไตรมาส|สัปดาห์|รอบ|ปี)(?:ก่อน|ที่แล้ว|ที่ผ่านมา)$"
_CLAUSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Said]], ...] = (
    (re.compile(rf"{_HOLIDAY}{_MOVED}(?:ถัดไป|ต่อไป|แรกหลังวันหยุด)$"), lambda _: {"shift": "next"}),
    (re.compile(rf"{_HOLIDAY}{_MOVED}(?:ก่อนหน้า|ก่อนวันหยุด|ก่อน)$"), lambda _: {"shift": "previous"}),
    (re.compile(rf"{_HOLIDAY}ไม่(?:ต้อง)?เลื่อน$"), lambda _: {"shift": "none"}),
    (
        re.compile(rf"ผ่อนผัน\s?(?:ได้)?\s?(?:อีก)?\s?{_COUNT}\s?วันทำการ$"),
        lambda match: {"grace_workdays": _number(match["count"])},
    ),
    (re.compile(_PREVIOUS_PERIOD), lambda _: {"periods_back": 1}),
)


def _take_clauses(said: str) -> tuple[str, _Said]:
    terms: _Said = {}
    for _ in _CLAUSES:
        for pattern, clause in _CLAUSES:
            if (match := pattern.search(said)) and match.start():
                terms |= clause(match)
                said = said[: match.start()].rstrip()
    return said, terms


# Which days. Patterns are matched in full against the text without spaces.


def _squeezed(said: str) -> str:
    """Return the text without spaces and without words that say only that it is a deadline."""
    bare = re.sub(r"[\s,ๆ]+", "", said)
    return re.sub(r"ภายใน|ไม่เกิน|กำหนดส่ง|ครบกำหนด|ให้ส่ง|ส่งรายงาน|(?:^|(?<=เดือน))ส่ง", "", bare).replace("ในทุก", "ทุก")


def _recurring(said: str, today: date) -> _Read:
    for pattern, read in _READERS:
        if match := pattern.fullmatch(said):
            return read(match, today)
    return None


def _ok(rrule: str, unit: Unit = "month", **rest: int) -> Reading[Recurring]:
    return Reading("ok", Recurring(rrule, unit=unit, **rest))  # type: ignore[arg-type]


def _day_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read วันที่ 20 ของทุกเดือน, ทุกวันที่ 1 และ 15, วันที่ 10 ของเดือนถัดไป."""
    said = match.groupdict()
    days = [int(said["day"]), *([int(said["second"])] if said.get("second") else [])]
    if any(not 1 <= day <= 31 for day in days):
        return bad("no_such_day")
    if len(days) == 2:
        return _ok(f"FREQ=MONTHLY;BYMONTHDAY={days[0]},{days[1]}", "day") if max(days) <= 28 else bad("two_days")
    return _ok(monthly(days[0]), periods_back=1 if said.get("next") else 0)


def _every_months(match: re.Match[str], today: date) -> _Read:
    """Read ทุก 3 เดือน วันที่ 10: counted from the next such day."""
    every, day = _number(match["count"]), int(match["day"])
    if not 1 <= day <= 31 or not 1 <= every <= 12:
        return bad("no_such_day")
    first = today.replace(day=1)
    if min(day, last_of_month(today).day) < today.day:
        first = add_months(first, 1)
    rrule = monthly(day).replace("MONTHLY;", f"MONTHLY;INTERVAL={every};")
    return Reading("ok", Recurring(rrule, starts_on=first))


def _end_of_unit(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกสิ้นเดือน, วันสุดท้ายของไตรมาส, ทุกสิ้นปีงบประมาณ."""
    unit = _UNITS[match["unit"]]
    return _ok(monthly(-1, last_months(unit)), unit)


def _after_end(match: re.Match[str], _today: date) -> _Read:
    """Read 5 วันทำการหลังสิ้นเดือน, 15 วันหลังสิ้นไตรมาส."""
    unit, count = _UNITS[match["unit"]], _number(match["count"])
    if not 1 <= count <= MAX_DAYS_AFTER:
        return bad("no_such_day")
    after = "after_days" if match["kind"] == "วัน" else "after_workdays"
    return _ok(monthly(-1, last_months(unit)), unit, **{after: count})


def _workday(match: re.Match[str], _today: date) -> _Read:
    """Read วันทำการสุดท้ายของเดือน, วันทำการแรกของไตรมาส, วันทำการที่ 3 ของทุกเดือน."""
    unit, which = _UNITS[match["unit"]], match["which"]
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
    every = 2 if said.get("skipping") else _number(said["count"]) if said.get("count") else 1
    if every == 1:
        return _ok(f"FREQ=WEEKLY;BYDAY={code}", "week")
    return Reading("ok", Recurring(f"FREQ=WEEKLY;INTERVAL={every};BYDAY={code}", unit="week", starts_on=today))


def _weekday_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read วันศุกร์แรกของเดือน, วันจันทร์ที่ 2 ของทุกเดือน, วันศุกร์สุดท้ายของเดือน."""
    which = {"แรก": 1, "สุดท้าย": -1}.get(match["which"] or "", 0) or int(match["nth"])
    if not -1 <= which <= 4:
        return bad("no_such_day")
    return _ok(f"FREQ=MONTHLY;BYDAY={which}{WEEKDAY_CODES[weekday_number(match['weekday'])]}")


def _day_in_unit(match: re.Match[str], _today: date) -> _Read:
    """Read วันที่ 15 ของเดือนสุดท้ายของไตรมาส, วันที่ 10 ของเดือนแรกของรอบ."""
    unit, day = _UNITS[match["unit"]], int(match["day"])
    months = last_months(unit) if match["which"] == "สุดท้าย" else first_months(unit)
    if not 1 <= day <= 31 or not months:
        return bad("no_such_day")
    return _ok(monthly(day, months), unit)


def _yearly(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกวันที่ 30 กันยายน, ทุกปี 31 มี.ค. และ 30 ก.ย."""
    said = match.groupdict()
    named = [(int(said["day"]), month_number(said["month"]))]
    if said.get("second_month"):
        named.append((int(said["second"]), month_number(said["second_month"])))
    lasts = [last_of_month(date(_LEAP, month, 1)).day for _, month in named]
    if any(not 1 <= day <= last for (day, _), last in zip(named, lasts, strict=True)):
        return bad("no_such_day")
    months = sorted(month for _, month in named)
    unit: Unit = "year" if len(named) == 1 else "round" if _one_a_round(months) else "month"
    if all(day == last for (day, _), last in zip(named, lasts, strict=True)):
        return _ok(monthly(-1, months), unit)
    return _ok(monthly(named[0][0], months), unit) if len({day for day, _ in named}) == 1 else bad("two_days")


def _one_a_round(months: list[int]) -> bool:
    return len({4 <= month <= 9 for month in months}) == len(months)


def _year_end(_match: re.Match[str], _today: date) -> _Read:
    """Read ทุกสิ้นปี: of the calendar's year, which no fiscal year's name fits."""
    return _ok(monthly(-1, (12,)), "day")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Read]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?(?:ทุก|แต่ละ|ราย)เดือน", _day_of_month),
        (rf"ทุกวันที่{_DAY}(?:ของเดือน)?", _day_of_month),
        (rf"{_EACH}เดือน(?:ใน|ทุก)?วันที่{_DAY}(?:ของเดือน)?", _day_of_month),
        (rf"(?:ทุก)?วันที่{_DAY}และ(?:วันที่)?(?P<second>\d{{1,2}})(?:ของ)?(?:ทุกเดือน|เดือน)?", _day_of_month),
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?(?P<next>เดือน(?:ถัดไป|ถัดมา))", _day_of_month),
        (rf"ทุก{_COUNT}เดือน(?:ใน)?(?:ทุก)?วันที่{_DAY}", _every_months),
        (rf"ทุก{_END}{_UNIT}", _end_of_unit),
        (rf"{_END}(?:ของ)?(?:ทุก|แต่ละ){_UNIT}", _end_of_unit),
        (rf"(?:สิ้น|ปลาย){_UNIT}(?:ของ)?(?:ทุก|แต่ละ)(?:เดือน|ไตรมาส|รอบ|ปี(?:งบประมาณ)?)", _end_of_unit),
        (rf"(?:ทุก)?วันสุดท้าย{_OF}{_UNIT}", _end_of_unit),
        (rf"{_EACH}{_UNIT}(?:ใน)?(?:วันสุดท้าย|วันสิ้นเดือน|สิ้นเดือน)(?:ของเดือน|ของไตรมาส)?", _end_of_unit),
        (r"ทุกสิ้นปี(?:ปฏิทิน)?|สิ้นปีของทุกปี", _year_end),
        (rf"{_COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน){_AFTER}{_END}{_OF}{_UNIT}", _after_end),
        (rf"{_AFTER}{_END}{_OF}{_UNIT}(?:แล้ว)?{_COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _after_end),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก|ที่\d{{1,2}}){_OF}{_UNIT}", _workday),
        (rf"{_EACH}{_UNIT}(?:ใน)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก|ที่\d{{1,2}})(?:ของเดือน)?", _workday),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก){_OF}{_WEEK}", _workday_of_week),
        (rf"ทุกวัน(?P<weekday>{WEEKDAY})(?P<skipping>เว้น{_WEEK})?", _weekly),
        (rf"ทุก(?P<weekday>{WEEKDAY.replace('|อาทิตย์', '')})", _weekly),
        (rf"(?:วัน)?(?P<weekday>{WEEKDAY})(?:ของ)?(?:ทุก|แต่ละ|ราย){_WEEK}", _weekly),
        (rf"(?:{_EACH}{_WEEK}|{_WEEK}ละครั้ง)(?:ใน)?(?:ทุก)?วัน(?P<weekday>{WEEKDAY})", _weekly),
        (rf"ทุก{_COUNT}{_WEEK}(?:ใน)?(?:ทุก)?วัน(?P<weekday>{WEEKDAY})", _weekly),
        (
            rf"(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})(?:{_WEEK}?ที่(?P<nth>\d)|(?:{_WEEK})?(?P<which>แรก|สุดท้าย)){_OF}เดือน",
            _weekday_of_month,
        ),
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?เดือน(?P<which>แรก|สุดท้าย){_OF}{_UNIT}", _day_in_unit),
        (rf"ทุก(?:ปี)?(?:วันที่)?{_DAY}(?:เดือน)?(?P<month>{MONTH})(?:ของ(?:ทุก)?ปี)?", _yearly),
        (rf"(?:วันที่)?{_DAY}(?:เดือน)?(?P<month>{MONTH})(?:ของ)?ทุกปี", _yearly),
        (
            rf"ทุก(?:ปี)?(?:วันที่)?{_DAY}(?:เดือน)?(?P<month>{MONTH})(?:และ|กับ)(?:วันที่)?"
            rf"(?P<second>\d{{1,2}})(?:เดือน)?(?P<second_month>{MONTH})(?:ของ(?:ทุก)?ปี)?",
            _yearly,
        ),
    )
)
