"""Periods and days inside a question: เดือนนี้, รอบก่อน, ต.ค., เดือน 10, ไตรมาส 1/69, รอบที่ 2/2567, วันนี้.

Takes them out of plain words (spelling.py) and gives back the rest. Which round is meant is left to asking.py.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from handlers.status.asked import PeriodSaid
from handlers.status.spelling import GONE
from thai.calendar import BUDDHIST_ERA, fiscal_year
from thai.months import FULL, SHORT, month_number
from thai.relative_dates import add_months

Found = list[PeriodSaid]

_UNITS = {"เดือน": "month", "รอบ": "round", "งวด": "round", "คราว": "round", "ครั้ง": "round", "สัปดาห์": "week"}
_UNITS |= {"อาทิตย์": "week", "ไตรมาส": "quarter", "ปีงบประมาณ": "year", "ปีงบ": "year", "ปี": "year", "วีค": "week"}
_UNIT = "(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_COUNTS = {"สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "สิบสอง": 12}
_NUMBERS = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง")
_YEAR = r"(?:\s?/?\s?(?:ปี)?\s?(?:พ\.?ศ\.?)?\s?(?P<year>25\d\d|20\d\d|[67]\d)(?!\d))"
_PAST = r"(?:ก่อนหน้านี้|ก่อนหน้า|ก่อน|ก่่อน|ที่แล้ว|ทีแล้ว|แล้ว|ที่ผ่านมา|ที่ผ่าน|ล่าสุดที่ปิด|กลาย)"
_THIS = r"(?:นี้|ปัจจุบัน|ล่าสุด|นี่|นี(?![่-๋]))"

_NO_NAME = r"(?<!เขต)(?<!เขต\s)(?<!ข้อ)(?<!ข้อ\s)(?<!ที่)(?<!ที่\s)"  # "เขต 2 เดือนที่แล้ว": the 2 is the district's
_AGO = re.compile(
    rf"(?<![\d.])(?<!\.\s){_NO_NAME}(?P<count>1\d|2[0-4]|[1-9]|{'|'.join(_COUNTS)})\s?{_UNIT}\s?(?:ก่อน(?:หน้า)?(?:นี้)?|ที่แล้ว)"
)
_BEFORE = re.compile(rf"(?:ของ|ใน|เมื่อ|ประจำ)?\s?{_UNIT}\s?{_PAST}")
_NOW = re.compile(rf"(?:ของ|ใน|ประจำ)?\s?{_UNIT}\s?{_THIS}")
_NEXT = re.compile(rf"(?:ของ|ใน|ประจำ)?\s?{_UNIT}\s?(?:หน้า|ถัดไป|ต่อไป)")
_ROUND = re.compile(
    rf"(?:รอบ|ครั้ง|งวด)\s?(?:ที่)?\s?(?P<number>[12])(?:\s?/\s?(?P<slash>\d{{4}}|\d{{2}})|{_YEAR})?(?![\d.])"
)
_QUARTER = re.compile(rf"(?:ไตรมาส|q)\s?(?:ที่)?\s?(?P<number>[1-4])(?:\s?/\s?(?P<slash>\d{{4}}|\d{{2}})|{_YEAR})?(?!\d)")
_FISCAL = re.compile(r"(?:ประจำ)?ปี\s?(?:งบประมาณ|งบ)?\s?(?:พ\.?ศ\.?)?\s?(?P<year>25\d\d|[67]\d)(?!\d)")
_ISO = re.compile(r"(?P<year>20\d\d)-(?P<number>\d{2})(?!-?\d)")
_NUMBERED = re.compile(
    rf"เดือน\s?(?:ที่)?\s?(?P<number>1[0-2]|[1-9]|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?![\d.])"
    rf"(?:\s?/\s?(?P<slash>\d{{4}}|\d{{2}})|{_YEAR})?"
)
_SHORTS = "|".join(r"\.?\s?".join(name.split(".")[:2]) for name in SHORT)  # ตค, ต.ค, ต. ค
_NAMED = re.compile(rf"(?:ของ|ใน|ประจำ)?\s?(?:เดือน)?\s?(?P<month>{'|'.join(FULL)})" + _YEAR + "?")
_PART = re.compile(
    r"(?:เดือน)?\s?(?P<month>มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|กรกฏา|สิงหา|กันยา|ตุลา|พฤศจิกา|พฤศจิ|พฤศิจกา|ธันวา|พฤจิกา)"
    r"(?:คม|ยน|พันธ์|น|ค)?" + _YEAR + "?"
)
_SLASHED = re.compile(r"(?<![\d.])(?P<number>1[0-2]|0?[1-9])/(?P<slash>25\d\d|[67]\d)(?!\d)")
_DOTTED = re.compile(rf"(?:เดือน)?\s?(?P<month>(?:{_SHORTS})\.)" + _YEAR + "?")
_BARE = re.compile(rf"(?:เดือน\s?|(?<![ก-๎])(?=(?:{_SHORTS})(?![ก-๎])))(?P<month>{_SHORTS})(?![ก-๎])\.?" + _YEAR + "?")
_AFTER_MONTH_WORD = re.compile(rf"เดือน\s?(?P<month>{_SHORTS})\.?" + _YEAR + "?")
_WITH_YEAR = re.compile(rf"(?P<month>{_SHORTS})\.?\s?(?P<year>25\d\d|[67]\d)(?!\d)")
_SINCE = {"เมื่อวานซืน": 2, "เมื่อวานนี้": 1, "เมื่อวาน": 1, "วันนี้": 0}
_TOLD_DAY = re.compile("|".join(_SINCE))
_DAY_OF_MONTH = re.compile(
    r"(?<!หลัง)(?<!ภายใน)(?<!ก่อน)(?<!ถึง)(?<!เกิน)(?<!ตั้งแต่)วันที่\s?(?P<day>3[01]|[12]\d|[1-9])(?![\d.])"
    rf"(?:\s?(?:เดือน)?\s?(?P<month>{'|'.join(FULL)}|{_SHORTS})\.?(?![ก-๎]){_YEAR}?)?"
)
_WEEKDAY = re.compile(r"วัน(?P<day>จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)\s?(?:ที่แล้ว|ที่ผ่านมา|นี้)?")
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_PART_NUMBERS = {"พฤศิจกา": 11, "พฤศจิ": 11, "พฤจิกา": 11, "กรกฏา": 7}


def take_periods(said: str, today: date) -> tuple[Found, str]:
    """Return the periods told, in order of the readers below, and the words that are left."""
    found: Found = []
    for pattern, read in _READERS:
        said = _take(pattern, read, said, today, found)
    return found, said


def take_day(said: str, today: date) -> tuple[date | None, str]:
    """Return the day of "วันนี้ใครส่งมาบ้าง" or "วันที่ 15 ใครส่ง", and the words that are left."""
    match = _TOLD_DAY.search(said)
    if match is not None:
        return today - timedelta(days=_SINCE[match.group()]), said.replace(match.group(), GONE, 1)
    match = _DAY_OF_MONTH.search(said) or _WEEKDAY.search(said)
    day = _day_told(match, today) if match is not None else None
    return (day, said.replace(match.group(), GONE, 1)) if match is not None and day is not None else (None, said)


def _day_told(match: re.Match[str], today: date) -> date | None:
    """Return the day told by its number or weekday: of the month named, else the last one that is not ahead."""
    if match.re is _WEEKDAY:
        weekday = _WEEKDAYS.index(match["day"].removesuffix("บดี"))
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if match["month"]:
        told = _named(match, today)
        first = told.first if told is not None and told.first is not None else today
    else:
        first = add_months(today.replace(day=1), 0 if int(match["day"]) <= today.day else -1)
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=int(match["day"])) if int(match["day"]) <= last else None


_Read = Callable[[re.Match[str], date], PeriodSaid | None]


def _take(pattern: re.Pattern[str], read: _Read, said: str, today: date, found: Found) -> str:
    def replace(match: re.Match[str]) -> str:
        period = read(match, today)
        if period is None:
            return match.group()
        found.append(period)
        return f" {GONE} "

    return pattern.sub(replace, said)


def _ago(match: re.Match[str], _today: date) -> PeriodSaid:
    count = match["count"]
    return PeriodSaid("back", _UNITS[match["unit"]], int(count) if count.isdigit() else _COUNTS[count])


def _before(match: re.Match[str], _today: date) -> PeriodSaid:
    return PeriodSaid("back", _UNITS[match["unit"]], 1)


def _now(match: re.Match[str], _today: date) -> PeriodSaid:
    return PeriodSaid("this", _UNITS[match["unit"]])


def _next(match: re.Match[str], _today: date) -> PeriodSaid:
    return PeriodSaid("back", _UNITS[match["unit"]], -1)


def _numbered(match: re.Match[str], today: date) -> PeriodSaid | None:
    number = match["number"]
    month = int(number) if number.isdigit() else _NUMBERS.index(number) + 1
    return _month(month, match["slash"] or match["year"], today)


def _slashed(match: re.Match[str], today: date) -> PeriodSaid | None:
    return _month(int(match["number"]), match["slash"], today)


def _named(match: re.Match[str], today: date) -> PeriodSaid | None:
    name = match["month"]
    number = _PART_NUMBERS.get(name) or month_number(name)
    return _month(number, match["year"], today)


def _iso(match: re.Match[str], today: date) -> PeriodSaid | None:
    return _month(int(match["number"]), match["year"], today)


def _month(number: int, year: str | None, today: date) -> PeriodSaid | None:
    if not 1 <= number <= 12:
        return None
    if year:
        return PeriodSaid("month", "month", first=date(_common(year), number, 1), has_year=True)
    past = date(today.year, number, 1)
    if past > add_months(today.replace(day=1), 1):  # the month ahead may be open already
        past = date(today.year - 1, number, 1)
    return PeriodSaid("month", "month", first=past)


def _round(match: re.Match[str], today: date) -> PeriodSaid:
    year = _fiscal(match["slash"] or match["year"], today)
    return PeriodSaid(
        "round", "round", first=add_months(date(year - BUDDHIST_ERA - 1, 10, 1), 6 * (int(match["number"]) - 1))
    )


def _quarter(match: re.Match[str], today: date) -> PeriodSaid:
    year = _fiscal(match["slash"] or match["year"], today)
    first = add_months(date(year - BUDDHIST_ERA - 1, 10, 1), 3 * (int(match["number"]) - 1))
    return PeriodSaid("quarter", "quarter", first=first)


def _year(match: re.Match[str], today: date) -> PeriodSaid:
    year = _fiscal(match["year"], today)
    return PeriodSaid("year", "year", first=date(year - BUDDHIST_ERA - 1, 10, 1), has_year=True)


def _fiscal(year: str | None, today: date) -> int:
    if not year:
        return fiscal_year(today)
    return int(year) + 2500 if len(year) == 2 else int(year)


def _common(year: str) -> int:
    number = int(year) + (2500 if len(year) == 2 else 0)
    return number - BUDDHIST_ERA if number >= 2400 else number


def span(first: date, unit: str) -> tuple[date, date]:
    """Return the first and last day of a period."""
    if unit == "week":
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "round": 6, "year": 12}[unit]
    last = add_months(first, months - 1)
    return first, last.replace(day=monthrange(last.year, last.month)[1])


_READERS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_ISO, _iso),
    (_AGO, _ago),
    (_ROUND, _round),
    (_QUARTER, _quarter),
    (_NAMED, _named),
    (_PART, _named),
    (_WITH_YEAR, _named),
    (_DOTTED, _named),
    (_AFTER_MONTH_WORD, _named),
    (_BARE, _named),
    (_NUMBERED, _numbered),
    (_SLASHED, _slashed),
    (_BEFORE, _before),
    (_NOW, _now),
    (_NEXT, _next),
    (_FISCAL, _year),
)
