"""One day a deadline names, where it names a whole week, month or quarter: ภายในเดือนธันวาคม is its last day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from thai.dates import parse_date
from thai.months import MONTH, month_number
from thai.reading import Reading
from thai.relative_dates import add_months, last_of_month

_WEEK = "(?:สัปดาห์|อาทิตย์)"
_WITHIN = r"(?:ส่ง)?(?:ภายใน|ไม่เกิน|ใน)\s?"
_THIS_WEEK = re.compile(rf"{_WITHIN}{_WEEK}(?P<which>นี้|หน้า)")
_THIS_MONTH = re.compile(rf"{_WITHIN}เดือนนี้|(?:ส่ง)?ก่อนสิ้นเดือน(?:นี้)?")
_THIS_QUARTER = re.compile(r"(?:ส่ง)?(?:ภายใน|ก่อน)?\s?สิ้นไตรมาส(?:นี้)?")
_NAMED_MONTH = re.compile(
    rf"(?:ส่ง)?(?:(?:ภายใน|ก่อน)?\s?(?:สิ้น|ปลาย)เดือน|{_WITHIN}เดือน)\s?(?P<month>{MONTH})(?P<year>\s?(?:พ\.?\s?ศ\.?)?\s?\d{{2,4}})?"
)


def parse_deadline_day(said: str, today: date) -> Reading[date]:
    """Read one day: the Friday of a week, the last of a month; ก่อนวันที่ 15 is taken for the 14th and asked about."""
    if said.startswith("ก่อนวัน"):
        day = parse_date(said.removeprefix("ก่อน"), today=today, expect="deadline")
        return day if day.value is None else Reading("ask", day.value - timedelta(days=1), "before")
    if week := _THIS_WEEK.fullmatch(said):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=week["which"] == "หน้า")
        return Reading("ok", monday + timedelta(days=4))
    if _THIS_MONTH.fullmatch(said):
        return Reading("ok", last_of_month(today))
    if _THIS_QUARTER.fullmatch(said):
        return Reading("ok", last_of_month(add_months(today.replace(day=1), 2 - (today.month - 10) % 3)))
    if month := _NAMED_MONTH.fullmatch(said):
        is_now = month_number(month["month"]) == today.month and not month["year"]
        first = parse_date(f"1 {month['month']}{month['year'] or ''}", today=today, expect="deadline")
        return Reading("ok", last_of_month(today if is_now or first.value is None else first.value))
    return parse_date(said, today=today, expect="deadline")
