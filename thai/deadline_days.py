"""One day a deadline names, where it names a whole week, month or quarter: ภายในเดือนธันวาคม is its last day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from thai.calendar import BUDDHIST_ERA, Shift, fiscal_year
from thai.dates import parse_date
from thai.deadline_parts import WEEK, WORKDAY
from thai.deadline_points import common_era, quarter_span
from thai.months import MONTH, WEEKDAY, month_number, weekday_number
from thai.reading import Reading, bad
from thai.relative_dates import add_months, last_of_month, next_weekday

_WITHIN = r"(?:ส่ง)?(?:ภายใน|ไม่เกิน|ใน|ก่อน)\s?"
_END = r"(?:วัน)?(?:สิ้น|ปลาย|สุดท้ายของ)\s?"
_YEAR = r"(?:\s?(?:พ\.?\s?ศ\.?)?\s?(?P<year>\d{4}|\d{2}))"
_THIS_WEEK = re.compile(rf"{_WITHIN}{WEEK}(?P<which>นี้|หน้า)")
_THIS_MONTH = re.compile(rf"{_WITHIN}เดือนนี้|(?:ส่ง)?ก่อนสิ้นเดือน(?:นี้)?")
_THIS_QUARTER = re.compile(rf"(?:{_WITHIN})?{_END}ไตรมาส(?:นี้)?|{_WITHIN}ไตรมาสนี้")
_QUARTER = re.compile(
    rf"(?:{_WITHIN})?(?:{_END})?ไตรมาส\s?(?:ที่)?\s?(?P<quarter>[1-4])"
    rf"(?:(?:\s?/|\s?(?:ของ)?ปี\s?งบ(?:ประมาณ)?){_YEAR})?"
)
_THIS_YEAR = re.compile(rf"(?:{_WITHIN}|(?:{_WITHIN})?{_END})ปี(?P<fiscal>\s?งบ(?:ประมาณ)?)?(?:นี้|{_YEAR})?")
_NAMED_MONTH = re.compile(
    rf"(?:ส่ง)?(?:(?:{_WITHIN})?{_END}เดือน|{_WITHIN}เดือน)\s?(?P<month>{MONTH})(?P<year>\s?(?:พ\.?\s?ศ\.?)?\s?\d{{2,4}})?"
)
_A_MONTH = rf"(?P<when>เดือน\s?(?:{MONTH}(?:\s?(?:พ\.?\s?ศ\.?)?\s?\d{{2,4}})?(?:นี้|หน้า)?|นี้|หน้า))"
_LONGER = (
    r"(?P<longer>ไตรมาส\s?(?:ที่)?\s?[1-4](?:(?:\s?/|\s?(?:ของ)?ปี\s?งบ(?:ประมาณ)?)\s?(?:\d{4}|\d{2}))?|ไตรมาสนี้|"
    r"ปี\s?งบ(?:ประมาณ)?\s?(?:นี้|(?:พ\.?\s?ศ\.?)?\s?(?:\d{4}|\d{2}))|ปี(?:นี้|\s?\d{4}))"
)
_WORKDAY = re.compile(
    rf"(?:{_WITHIN})?{WORKDAY}\s?(?:(?P<which>สุดท้าย|แรก)\s?(?:ของ)?\s?{_A_MONTH}|สุดท้าย\s?(?:ของ)?\s?{_LONGER})"
)
_WEEKDAY_OF_MONTH = re.compile(
    rf"(?:{_WITHIN})?(?:วัน)?\s?(?P<weekday>{WEEKDAY})\s?(?:ที่\s?(?P<nth>[1-5])|(?P<which>แรก|สุดท้าย))\s?(?:ของ)?\s?{_A_MONTH}"
)
_TERM = re.compile(
    rf"(?:{_WITHIN})?(?:วัน)?(?P<which>สิ้น(?=สุด|ภาค)|ปิด|เปิด)(?:สุด)?\s?ภาคเรียน\s?(?:ที่)?\s?(?P<term>[12])"
    rf"(?:(?:\s?/|\s?(?:ของ)?ปีการศึกษา){_YEAR})?"
)
_TERM_DAYS = {
    **{("เปิด", "1"): (5, 16), ("สิ้น", "1"): (10, 10), ("ปิด", "1"): (10, 11)},
    **{("เปิด", "2"): (11, 1), ("สิ้น", "2"): (3, 31), ("ปิด", "2"): (4, 1)},
}
_FROM_TODAY = re.compile(r"\s?(?:นับ)?(?:แต่|จาก|ตั้งแต่|ถัดจาก)วันนี้(?:เป็นต้นไป)?$")


def parse_term(said: str, today: date) -> date | None:
    """Read สิ้นภาคเรียนที่ 1/2570 by the ministry's rule of 2549, from which a school may depart; else the next one."""
    match = _TERM.fullmatch(said)
    if match is None:
        return None
    month, day = _TERM_DAYS[match["which"], match["term"]]
    later = match["term"] == "2" and match["which"] != "เปิด"  # the second term ends in the year after its own
    if match["year"]:
        return date(common_era(int(match["year"])) + later, month, day)
    return next(found for year in (today.year, today.year + 1) if (found := date(year, month, day)) >= today)


def parse_workday(said: str, today: date) -> tuple[date, Shift] | None:
    """Read วันทำการสุดท้ายของเดือนกันยายน: the last day, and how it moves off days off; of a first day likewise."""
    match = _WORKDAY.fullmatch(said)
    if match is None:
        return None
    last = parse_deadline_day(f"สิ้น{match['when'] or match['longer']}", today).value
    if last is None:
        return None
    return (last.replace(day=1), "next") if match["which"] == "แรก" else (last, "previous")


def _weekday_of_month(match: re.Match[str], today: date) -> Reading[date]:
    """Read วันศุกร์แรกของเดือนมกราคม 2570, ศุกร์สุดท้ายของเดือนนี้."""
    last = parse_deadline_day(f"สิ้น{match['when']}", today)
    if last.value is None:
        return last
    weekday = weekday_number(match["weekday"])
    if match["which"] == "สุดท้าย":
        return Reading("ok", last.value - timedelta(days=(last.value.weekday() - weekday) % 7))
    nth = int(match["nth"] or 1)
    day = next_weekday(last.value.replace(day=1), weekday) + timedelta(weeks=nth - 1)
    return Reading("ok", day) if day <= last.value else bad("no_such_day")


def parse_deadline_day(said: str, today: date) -> Reading[date]:
    """Read one day: the Friday of a week, the last of a month; ก่อนวันที่ 15 is taken for the 14th and asked about."""
    said = _FROM_TODAY.sub("", said)
    if re.match(rf"ก่อน\s?(?:วัน|\d{{1,2}}\s?(?:{MONTH}|/))", said):
        day = parse_date(said.removeprefix("ก่อน").strip(), today=today, expect="deadline")
        return day if day.value is None else Reading("ask", day.value - timedelta(days=1), "before")
    if week := _THIS_WEEK.fullmatch(said):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=week["which"] == "หน้า")
        return Reading("ok", monday + timedelta(days=4))
    if weekday := _WEEKDAY_OF_MONTH.fullmatch(said):
        return _weekday_of_month(weekday, today)
    if _THIS_MONTH.fullmatch(said):
        return Reading("ok", last_of_month(today))
    if _THIS_QUARTER.fullmatch(said):
        return Reading("ok", last_of_month(add_months(today.replace(day=1), 2 - (today.month - 10) % 3)))
    if quarter := _QUARTER.fullmatch(said):
        return Reading("ok", _end_of_quarter(int(quarter["quarter"]), quarter["year"], today))
    if year := _THIS_YEAR.fullmatch(said):
        return Reading("ok", _end_of_year(bool(year["fiscal"]), year["year"], today))
    if month := _NAMED_MONTH.fullmatch(said):
        is_now = month_number(month["month"]) == today.month and not month["year"]
        first = parse_date(f"1 {month['month']}{month['year'] or ''}", today=today, expect="deadline")
        return Reading("ok", last_of_month(today if is_now or first.value is None else first.value))
    return parse_date(said, today=today, expect="deadline")


def _end_of_quarter(quarter: int, year: str | None, today: date) -> date:
    """Return the last day of a quarter of the fiscal year; without a year, of the next such quarter."""
    last = quarter_span(quarter, year or "", today).last
    return last if year or last >= today else last_of_month(add_months(last, 12))


def _end_of_year(is_fiscal: bool, year: str | None, today: date) -> date:
    if is_fiscal:
        return date(common_era(int(year)) if year else fiscal_year(today) - BUDDHIST_ERA, 9, 30)
    return date(common_era(int(year)) if year else today.year, 12, 31)
