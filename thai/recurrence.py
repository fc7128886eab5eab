"""Deadlines as coordinators type them: ภายในวันที่ ๒๐ ของทุกเดือน, ทุกวันทำการสุดท้ายของไตรมาส, 15 มี.ค. 67 เที่ยง.

A text is read from its end: clauses (ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป), a time of day, then which days. Days are
matched without spaces, for people set them anywhere. A text that names one day is left to `thai.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

from thai.clock_times import TRAILING_TIME, parse_time
from thai.deadline_days import parse_deadline_day
from thai.deadline_words import COUNT, Said, joined, number, plain, take_clauses
from thai.months import MONTH, WEEKDAY, month_number, weekday_number
from thai.numerals import arabic
from thai.reading import Reading, bad
from thai.relative_dates import add_months, last_of_month
from thai.replies import without_particles
from thai.rule import CLOSING, Recurring, Single, Unit, first_months, last_months, monthly
from thai.text import norm

MAX_TYPED = 200  # characters
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # date.weekday(): Monday is 0
MAX_DAYS_AFTER = 60
MAX_DAYS_BEFORE = 20

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
_EACH = "(?:ทุก|แต่ละ|ราย|ประจำ)"
_OF = f"(?:ของ)?{_EACH}?"
_WEEK = "(?:สัปดาห์|อาทิตย์)"
_DAY = r"(?P<day>\d{1,2})"
_END = "(?:วัน)?(?:สิ้น|ปลาย|ปิด)(?:สุด)?"
_AFTER = "(?:หลังจาก|หลัง|นับจาก|นับแต่|นับตั้งแต่|ถัดจาก|ต่อจาก|จาก)"
_LONG = "(?P<unit>ไตรมาส|ครึ่งปีงบประมาณ|ครึ่งปี|รอบ6เดือน|รอบ|ปีงบประมาณ|ปีงบ)"
_BY = "(?P<before>ก่อน)?"
_DAYS = r"\d{1,2}(?:และ(?:วันที่)?\d{1,2})*(?:และ(?:วันที่)?\d{1,2}|และ(?:วัน)?สิ้นเดือน)"
_SEVERAL = f"{WEEKDAY}(?:และ(?:วัน)?{WEEKDAY})+"
_SPELLED = "หนึ่ง|สอง|สาม|สี่"
_AGAIN = re.compile(_EACH)
_NO_DAY = re.compile(rf"{_EACH}\s?(?:\d+\s?)?(?:\S*เดือน|ไตรมาส|{_WEEK}|รอบ|ปี|ครึ่งปี)")


def parse_recurrence(text: str, *, today: date) -> Reading[Recurring | Single]:
    """Read a deadline: days that come again, or one day; without a time of day 16:30.

    `ask` as in `thai.dates` and `thai.clock_times`, with the candidate. `bad`: "no_day" (ทุกเดือน, but which day?),
    "no_such_day", "two_days" (two days a year that no one rule names), "not_a_deadline".
    """
    said = without_particles(re.sub(r"\s+", " ", arabic(norm(text[: MAX_TYPED + 1]))).strip().lower())
    if not said or len(text) > MAX_TYPED:
        return bad("not_a_deadline")
    said, terms = take_clauses(plain(said))
    said, at = _take_time(said)
    if at.status == "bad":
        return bad(at.why)
    found = _recurring(_squeezed(joined(said)), today)
    if found is None:
        return _single(said, at, terms, today)
    if found.value is None:
        return found
    rule = replace(found.value, at=at.value or CLOSING, **terms)  # type: ignore[arg-type]
    why = found.why or at.why
    return Reading("ask", rule, why) if "ask" in (at.status, found.status) else Reading("ok", rule)


def _single(said: str, at: Reading[time], terms: Said, today: date) -> Reading[Recurring | Single]:
    if _AGAIN.search(said):
        return bad("no_day" if _NO_DAY.search(said) else "not_a_deadline")
    day = parse_deadline_day(said, today)
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
    """Read วันที่ 20 ของทุกเดือน, วันที่ 10 ของเดือนถัดไป, ก่อนวันที่ 5 ของทุกเดือน, 5 วันแรกของเดือน."""
    said = match.groupdict()
    day = int(said["day"]) if said.get("day") else number(said["count"])
    if not 1 <= day <= 31:
        return bad("no_such_day")
    if said.get("before"):
        return Reading("ask", Recurring(monthly(day - 1 or -1)), "before")
    return _ok(monthly(day), periods_back=1 if said.get("next") else 0)


def _days_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read ทุกวันที่ 1 และ 15, ทุกวันที่ 10, 20 และสิ้นเดือน."""
    said = match["days"].replace("วันที่", "").split("และ")
    days = [-1 if "สิ้น" in each else int(each) for each in said]
    if any(not -1 <= day <= 31 or day == 0 for day in days):
        return bad("no_such_day")
    if max(days) > 28:
        return bad("two_days")
    ordered = sorted(set(days), key=lambda day: day if day > 0 else 99)
    return _ok(f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, ordered))}", "day")


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
        return bad("no_such_day")
    after = "after_days" if match["kind"] == "วัน" else "after_workdays"
    return _ok(monthly(-1, last_months(unit)), unit, **{after: count})


def _before_end(match: re.Match[str], _today: date) -> _Read:
    """Read 3 วันก่อนสิ้นเดือน, ก่อนสิ้นไตรมาส 5 วันทำการ."""
    unit, count = _UNITS[match["unit"]], number(match["count"])
    if not 1 <= count <= MAX_DAYS_BEFORE:
        return bad("no_such_day")
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


def _weekday_of_month(match: re.Match[str], _today: date) -> _Read:
    """Read วันศุกร์แรกของเดือน, วันจันทร์ที่ 2 ของทุกเดือน, วันศุกร์สุดท้ายของเดือน."""
    which = {"แรก": 1, "สุดท้าย": -1}.get(match["which"] or "", 0) or number(match["nth"])
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
        (rf"(?:ทุก)?{_BY}(?:วันที่)?{_DAY}(?:ของ)?(?:ทุก|แต่ละ|ราย)เดือน", _day_of_month),
        (rf"ทุก{_BY}(?:วันที่)?{_DAY}(?:ของเดือน)?", _day_of_month),
        (rf"วันที่{_DAY}ของเดือน", _day_of_month),
        (rf"{_EACH}เดือน(?:ใน|ทุก)?{_BY}วันที่{_DAY}(?:ของเดือน)?", _day_of_month),
        (rf"{COUNT}วันแรก{_OF}เดือน", _day_of_month),
        (rf"(?:{_EACH}เดือน)?(?:ทุก)?วันที่(?P<days>{_DAYS}){_OF}(?:เดือน)?", _days_of_month),
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?(?P<next>เดือน(?:ถัดไป|ถัดมา))", _day_of_month),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?วันที่{_DAY}", _every_months),
        (rf"ทุก{COUNT}เดือน(?:ใน)?(?:ทุก)?(?:วัน)?(?:สิ้นเดือน|สุดท้ายของเดือน|สุดท้าย)", _every_months),
        (rf"ทุก{_END}{_UNIT}", _end_of_unit),
        (rf"{_END}(?:ของ)?(?:ทุก|แต่ละ){_UNIT}", _end_of_unit),
        (rf"(?:สิ้น|ปลาย){_UNIT}(?:ของ)?(?:ทุก|แต่ละ)(?:เดือน|ไตรมาส|รอบ|ปี(?:งบประมาณ)?)", _end_of_unit),
        (rf"(?:ทุก)?วันสุดท้าย{_OF}{_UNIT}", _end_of_unit),
        (rf"{_EACH}{_UNIT}(?:ใน)?(?:วันสุดท้าย|วันสิ้นเดือน|สิ้นเดือน)(?:ของเดือน|ของไตรมาส)?", _end_of_unit),
        (r"ทุกสิ้นปี(?:ปฏิทิน)?|สิ้นปีของทุกปี", _year_end),
        (rf"{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน){_AFTER}{_END}{_OF}{_UNIT}", _after_end),
        (rf"{_AFTER}{_END}{_OF}{_UNIT}(?:แล้ว)?{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _after_end),
        (rf"(?:ทุก)?{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)ก่อน{_END}{_OF}{_UNIT}", _before_end),
        (rf"(?:ทุก)?ก่อน{_END}{_OF}{_UNIT}{COUNT}(?P<kind>วันทำการ|วันทำงาน|วัน)", _before_end),
        (rf"{_EACH}{_LONG}(?:วันที่)?{_DAY}(?:ของ)?เดือน(?:ถัดไป|ถัดมา)", _after_unit),
        (rf"(?:วันที่)?{_DAY}(?:ของเดือนถัดไป)?{_AFTER}{_END}{_OF}{_LONG}", _after_unit),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก|ที่\d{{1,2}}){_OF}{_UNIT}", _workday),
        (rf"{COUNT}วัน(?:ทำการ|ทำงาน)(?P<which>แรก){_OF}{_UNIT}", _workday),
        (rf"{_EACH}{_UNIT}(?:ใน)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก|ที่\d{{1,2}})(?:ของเดือน)?", _workday),
        (rf"(?:ทุก)?วัน(?:ทำการ|ทำงาน)(?P<which>สุดท้าย|แรก){_OF}{_WEEK}", _workday_of_week),
        (rf"ทุกวัน(?P<weekday>{WEEKDAY})(?P<skipping>เว้น{_WEEK})?", _weekly),
        (rf"ทุก(?P<weekday>{WEEKDAY.replace('|อาทิตย์', '')})", _weekly),
        (rf"(?:{_EACH}{_WEEK})?ทุก(?:วัน)?(?P<weekdays>{_SEVERAL})(?:{_OF}{_WEEK})?", _weekly_on),
        (rf"{_EACH}{_WEEK}(?:ใน)?วัน(?P<weekdays>{_SEVERAL})", _weekly_on),
        (rf"(?:วัน)?(?P<weekday>{WEEKDAY})(?:ของ)?(?:ทุก|แต่ละ|ราย){_WEEK}", _weekly),
        (rf"(?:{_EACH}{_WEEK}|{_WEEK}ละครั้ง)(?:ใน)?(?:ทุก)?วัน(?P<weekday>{WEEKDAY})", _weekly),
        (rf"ทุก{COUNT}{_WEEK}(?:ใน)?(?:ทุก)?วัน(?P<weekday>{WEEKDAY})", _weekly),
        (
            rf"(?:ทุก)?(?:วัน)?(?P<weekday>{WEEKDAY})(?:{_WEEK}?ที่(?P<nth>\d|{_SPELLED})|(?:{_WEEK})?(?P<which>แรก|สุดท้าย)){_OF}เดือน",
            _weekday_of_month,
        ),
        (rf"(?:ทุก)?(?:วันที่)?{_DAY}(?:ของ)?เดือน(?P<which>แรก|สุดท้าย){_OF}{_UNIT}", _day_in_unit),
        (rf"ทุก(?:ปี)?(?:วันที่)?{_DAY}(?:เดือน)?(?P<month>{MONTH})(?:ของ(?:ทุก)?ปี)?", _yearly),
        (rf"(?:วันที่)?{_DAY}(?:เดือน)?(?P<month>{MONTH})(?:ของ)?ทุกปี", _yearly),
        (
            rf"(?:ทุก)?(?:ปี)?(?:วันที่)?{_DAY}(?:เดือน)?(?P<month>{MONTH})(?:และ|กับ)(?:วันที่)?"
            rf"(?P<second>\d{{1,2}})(?:เดือน)?(?P<second_month>{MONTH})(?:ของ(?:ทุก)?ปี)?",
            _yearly,
        ),
    )
)
