"""Days told from today: พรุ่งนี้, อีกสามวัน, วันที่ 20 เดือนหน้า, วันศุกร์หน้า, สิ้นเดือน.

Called by `thai.dates` with text already normalised; dates with a month's name or number are read there.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from thai.calendar import add_workdays
from thai.months import WEEKDAY, weekday_number
from thai.numbers import parse_number
from thai.reading import Reading, bad

Expect = Literal["deadline", "event"]

MAX_COUNT = 366  # days, weeks or months ahead that a person still counts


@dataclass(frozen=True, slots=True)
class _Told:
    """A day in words, with what is needed to find it."""

    words: re.Match[str]
    today: date
    expect: Expect


_Reader = Callable[[_Told], Reading[date]]

_NAMED_DAYS = {
    "วันนี้": 0,
    "พรุ่งนี้": 1,
    "พรุ่ง": 1,
    "วันพรุ่งนี้": 1,
    "มะรืน": 2,
    "มะรืนนี้": 2,
    "วันมะรืน": 2,
    "วันมะรืนนี้": 2,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "เมื่อวานซืน": -2,
}


def parse_relative(said: str, today: date, expect: Expect) -> Reading[date] | None:
    """Return the reading of a day told from today, or None when the text is of another kind.

    An event told by day of the month or weekday alone is the nearest past one, and `ask`: it may lie ahead.
    """
    if said in _NAMED_DAYS:
        return Reading("ok", today + timedelta(days=_NAMED_DAYS[said]))
    for pattern, read in _READERS:
        if match := pattern.fullmatch(said):
            return read(_Told(match, today, expect))
    return None


def last_of_month(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_weekday(day: date, weekday: int) -> date:
    """Return the day itself or the next one that is a weekday, 0 (Monday) to 6 (Sunday)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def add_months(day: date, count: int) -> date:
    """Return the same day count months later (earlier when negative), clamped to that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _count(told: _Told) -> Reading[date]:
    """Read อีก 3 วัน, ภายใน 5 วันทำการ, 3 วันที่แล้ว."""
    number = parse_number(told.words["count"])
    if number.status != "ok" or not isinstance(number.value, int) or number.value > MAX_COUNT:
        return bad("not_a_date")
    count = -number.value if told.words["ago"] else number.value
    match told.words["unit"]:
        case "วันทำการ" | "วันทำงาน":
            return Reading("ok", add_workdays(told.today, count))
        case "วัน":
            return Reading("ok", told.today + timedelta(days=count))
        case "เดือน":
            return Reading("ok", add_months(told.today, count))
        case _:
            return Reading("ok", told.today + timedelta(weeks=count))


def _day_of_month(told: _Told) -> Reading[date]:
    """Read วันที่ 20, วันที่ 20 เดือนหน้า."""
    number = int(told.words["day"])
    if not 1 <= number <= 31:
        return bad("no_such_day")
    if month := told.words["month"]:
        first = add_months(told.today.replace(day=1), _MONTHS[month])
        return Reading("ok", first.replace(day=number)) if number <= last_of_month(first).day else bad("no_such_day")
    steps = range(3) if told.expect == "deadline" else range(0, -3, -1)
    for first in (add_months(told.today.replace(day=1), step) for step in steps):
        if number > last_of_month(first).day:
            continue
        day = first.replace(day=number)
        if told.expect == "deadline" and day >= told.today:
            return Reading("ok", day)
        if told.expect == "event" and day <= told.today:
            return Reading("ask", day, "no_month")
    return bad("no_such_day")


def _weekday(told: _Told) -> Reading[date]:
    """Read วันจันทร์, วันศุกร์หน้า, วันศุกร์ที่แล้ว. Weeks begin on Monday."""
    wanted = weekday_number(told.words["weekday"])
    ahead = timedelta(days=(wanted - told.today.weekday()) % 7)
    behind = timedelta(days=(told.today.weekday() - wanted) % 7)
    match told.words["which"]:
        case "หน้า":
            return Reading("ok", _next_monday(told.today) + timedelta(days=wanted))
        case "ที่แล้ว" | "ที่ผ่านมา":
            return Reading("ok", told.today - (behind or timedelta(weeks=1)))
        case None if told.expect == "event":
            return Reading("ask", told.today - behind, "which_week")
        case _:
            return Reading("ok", told.today + ahead)


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _next_week(told: _Told) -> Reading[date]:
    """Read อาทิตย์หน้า: next week, not Sunday; the week is known, the day is not."""
    return Reading("ask", _next_monday(told.today), "week")


def _month_end(told: _Told) -> Reading[date]:
    first = told.today.replace(day=1)
    return Reading("ok", last_of_month(add_months(first, _MONTHS[told.words["month"] or "เดือนนี้"])))


def _year_end(told: _Told) -> Reading[date]:
    """Read สิ้นปี and สิ้นปีงบประมาณ, which ends on 30 September."""
    if not told.words["fiscal"]:
        return Reading("ok", date(told.today.year, 12, 31))
    return Reading("ok", date(told.today.year + (told.today.month >= 10), 9, 30))


_MONTHS = {"เดือนนี้": 0, "เดือนหน้า": 1, "เดือนที่แล้ว": -1, "เดือนก่อน": -1}
_MONTH_WORD = "(?P<month>" + "|".join(_MONTHS) + ")"

_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:อีก|ภายใน|ใน)\s?(?P<count>\S{1,20}?)\s?(?P<unit>วันทำการ|วันทำงาน|วัน|สัปดาห์|อาทิตย์|เดือน)(?P<ago>)", _count),
        (r"(?P<count>\S{1,20}?)\s?(?P<unit>วัน|สัปดาห์|อาทิตย์|เดือน)(?P<ago>ที่แล้ว|ก่อน|ที่ผ่านมา)", _count),
        (rf"วันที่\s?(?P<day>\d{{1,2}})(?:\s?(?:ของ)?{_MONTH_WORD})?", _day_of_month),
        (rf"วัน\s?(?P<weekday>{WEEKDAY})(?:\s?(?P<which>นี้|หน้า|ที่แล้ว|ที่ผ่านมา))?", _weekday),
        (r"(?:อาทิตย์|สัปดาห์)หน้า", _next_week),
        (rf"สิ้น\s?(?:{_MONTH_WORD}|เดือน)", _month_end),
        (r"สิ้นปี(?P<fiscal>งบประมาณ|งบ)?(?:นี้)?", _year_end),
    )
)
