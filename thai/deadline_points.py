"""The days, months, quarters and years by which deadlines are bounded: ม.ค. 70, 30 ก.ย. 2570, สิ้นปีงบประมาณ.

Each is read as its first and its last day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from thai.calendar import BUDDHIST_ERA, fiscal_year
from thai.dates import parse_date
from thai.months import MONTH, WEEKDAY, month_number
from thai.relative_dates import Expect, add_months, last_of_month
from thai.spans import Span

_NOT_TIME = r"(?!\d|[.:]\d|\s?(?:โมง|ทุ่ม|น\.|นาฬิกา|ครั้ง|วัน|เดือน))"
YEAR = rf"(?:\s?(?:พ\.?\s?ศ\.?|ปี)?\s?(?:25\d\d|20\d\d|\d\d){_NOT_TIME})"
A_MONTH = rf"(?:(?:ต้น|สิ้น|ปลาย)?เดือน|สิ้น)?\s?{MONTH}{YEAR}?(?:นี้|หน้า)?"
A_DAY = (
    rf"(?:วันที่\s?|วัน\s?{WEEKDAY}\s?ที่\s?|{WEEKDAY}\s?ที่\s?|วัน)?\d{{1,2}}\s?(?:เดือน)?\s?{MONTH}{YEAR}?"
    r"|(?:วันที่\s?)?\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})"
)
FISCAL = rf"ปี\s?งบ(?:ประมาณ)?(?:{YEAR}|นี้|หน้า)?"
_A_YEAR = rf"(?:สิ้น)?(?:{FISCAL}|ปี(?:{YEAR}|นี้|หน้า))|สิ้นปี"
_TOLD = "เดือนนี้|เดือนหน้า|สัปดาห์หน้า|วันนี้|บัดนี้|พรุ่งนี้"
_TOLD_DAYS = ("สัปดาห์หน้า", "วันนี้", "บัดนี้", "พรุ่งนี้")
POINT = rf"(?:{A_DAY}|{A_MONTH}|{_A_YEAR}|{_TOLD}|สิ้นเดือนนี้|สิ้นเดือนหน้า)"


def names_day(point: str) -> bool:
    """Whether a point is one day of a named month."""
    return re.fullmatch(A_DAY, point.strip()) is not None


def first_day(typed: str, today: date, before: date | None = None) -> date | None:
    """Return the first day of what was typed; a month without a year is the last one up to `before`, else the next."""
    span = span_of(typed, before or today, expect_past=before is not None)
    return span.first if span else None


def last_day(typed: str, today: date) -> date | None:
    """Return the last day of what was typed; a month without a year is the next one."""
    span = span_of(typed, today)
    return span.last if span else None


def span_of(typed: str, today: date, *, expect_past: bool = False) -> Span | None:
    """Return the days of a day, month or year."""
    said = re.sub(r"^(?:สิ้น|ต้น|ปลาย)", "", typed.strip())
    if said in ("เดือนนี้", "เดือนหน้า"):
        return _month_from(add_months(today.replace(day=1), int(said == "เดือนหน้า")))
    if said in _TOLD_DAYS:
        told = today + timedelta(days=7 - today.weekday() if said == "สัปดาห์หน้า" else int(said == "พรุ่งนี้"))
        return Span(told, told)
    if said.startswith("ปี"):
        return year_span(said, today)
    expect: Expect = "event" if expect_past else "deadline"
    said = re.sub(rf"^(?={WEEKDAY}\s?ที่)", "วัน", re.sub(r"(?:นี้|หน้า)$", "", said))
    if re.match(rf"(?:วันที่|(?:วัน)?\s?{WEEKDAY}\s?ที่|วัน)?\s?\d", said):
        day = parse_date(said, today=today, expect=expect).value
        return Span(day, day) if day else None
    return _month_span(said, today, expect)


def _month_span(said: str, today: date, expect: Expect) -> Span | None:
    bare = re.sub(r"^เดือน\s?", "", said)
    month = re.match(MONTH, bare)
    if month is None:
        return None
    if not re.search(r"\d", bare) and month_number(month[0]) == today.month:
        return _month_from(today.replace(day=1))
    found = parse_date(f"1 {bare}", today=today, expect=expect).value
    return _month_from(found) if found else None


def _month_from(first: date) -> Span:
    return Span(first, last_of_month(first))


def year_span(typed: str, today: date) -> Span:
    """Return the days of a fiscal year, or of the calendar's where it is not called fiscal."""
    digits = re.search(r"\d+", typed)
    is_fiscal = "งบ" in typed
    year = int(digits[0]) if digits else (fiscal_year(today) if is_fiscal else today.year + BUDDHIST_ERA)
    year = common_era(year) + ("หน้า" in typed)
    return Span(date(year - 1, 10, 1), date(year, 9, 30)) if is_fiscal else Span(date(year, 1, 1), date(year, 12, 31))


def quarter_span(quarter: int, year: str, today: date) -> Span:
    """Return the days of a quarter of a fiscal year, which is told as 70 or 2570; "": this one."""
    first = add_months(year_span(f"ปีงบ{year}", today).first, 3 * (quarter - 1))
    return Span(first, last_of_month(add_months(first, 2)))


def common_era(year: int) -> int:
    """Return a year as typed, 70 or 2570 or 2027, in the Common Era."""
    year += 2500 if year < 100 else 0
    return year - BUDDHIST_ERA if year >= 2400 else year


@dataclass(frozen=True, slots=True)
class Bounds:
    """From when, until when, how often and in which months a rule names days; as little as was said.

    quarters: those whose reports are asked for, months: those in which they are due. by_month: they name months or
    years, so that วันที่ 20 beside them comes again. unsure: what was said has more than one meaning. why: what was
    said cannot be kept to.
    """

    since: date | None = None
    since_day: bool = False  # it was told as a day, not as a month or year
    until: date | None = None
    count: int | None = None
    months: frozenset[int] = field(default_factory=lambda: frozenset(range(1, 13)))
    quarters: frozenset[int] = frozenset({1, 2, 3, 4})
    except_for: tuple[Span, ...] = ()
    by_month: bool = False
    unsure: bool = False
    why: str = ""


UNBOUNDED = Bounds()

BoundsReaders = tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Bounds, date], Bounds]], ...]
"""What bounds a deadline, each with its reader, which adds to the bounds there are."""
