"""Dates, months and times of day as Thai offices type and print them.

The Buddhist Era exists only here, at input and output; every value is a plain date of the Common Era. Days told from
today are read in `thai.relative_dates`; working days, rounds and fiscal years are in `thai.calendar`.
"""

import re
from datetime import date

from thai.calendar import BUDDHIST_ERA
from thai.clock_times import TRAILING_TIME, parse_time
from thai.months import MONTH, WEEKDAY, month_number, weekday_number
from thai.numerals import arabic
from thai.printed_dates import BANGKOK, format_date, format_month, format_time, in_bangkok
from thai.reading import NONE, Reading, bad, unclear
from thai.relative_dates import Expect, add_months, parse_relative
from thai.replies import classify_reply, without_particles
from thai.text import norm

__all__ = [
    "BANGKOK",
    "Expect",
    "format_date",
    "format_month",
    "format_time",
    "in_bangkok",
    "parse_date",
    "parse_month",
    "parse_time",
]

MAX_YEARS_AWAY = 10  # a date further from today is asked about
FIRST_BUDDHIST_YEAR = 2400  # of four digits
MAX_TYPED = 100  # characters; anything longer is a narrative
_LEAP_CYCLE_YEARS = 8  # 29 February may be eight years away: 2096, 2104

_YEAR = r"(?:\s?(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s?(?P<year>\d{4}|\d{2}))"
_DAY_MONTH = re.compile(
    rf"(?:วัน\s?(?P<weekday>{WEEKDAY})\s?(?:ที่)?\s?)?(?P<day>\d{{1,2}})\s?(?:เดือน\s?)?(?P<month>{MONTH}),?{_YEAR}?"
)
_NUMERIC = re.compile(r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})")
_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})")
_DAY_SLASH_MONTH = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})")
_MONTH_YEAR = re.compile(rf"(?:ประจำ)?(?:เดือน)?\s?(?P<month>{MONTH}),?{_YEAR}?")
_NUMERIC_MONTH = re.compile(
    r"(?P<month>\d{1,2})[/-](?P<year>\d{4}|\d{2})|(?P<iso_year>\d{4})[-/](?P<iso_month>\d{1,2})"
)
_RANGE_END = rf"\d{{1,2}}(?:\s?{MONTH}{_YEAR.replace('?P<era>', '').replace('?P<year>', '')}?)?"
_RANGE = re.compile(rf"(?:ระหว่าง)?\s?(?:วันที่)?\s?{_RANGE_END}\s?(?:[-–—]|ถึง)\s?(?:วันที่)?\s?{_RANGE_END}")
_OPENING = re.compile(r"^(?:กำหนดส่ง|ครบกำหนด|ส่ง|ภายใน|ไม่เกิน|เมื่อ|ณ)+\s?")
_DAY_WORD = re.compile(rf"^(?:วันที่|วัน)\s?(?=\d|{MONTH})")
_TOLD_MONTHS = {"เดือนนี้": 0, "เดือนหน้า": 1, "เดือนที่แล้ว": -1, "เดือนก่อน": -1}


def parse_date(text: str, *, today: date, expect: Expect = "event") -> Reading[date]:
    """Read one day. Without a year a deadline is the next such day, an event the nearest past one.

    `ask`: "range" and "no_day" (a month only) without a candidate; "far" (over ten years away), "era" (ค.ศ. 2569, or 24
    that can hardly be 2524 and may be 2024), "weekday" (weekday and date differ), "week" (the Monday of a week),
    "no_month" and "which_week" with one.
    `bad`: "recurring", "no_such_day", "not_a_date".
    """
    said = _prepare(text)
    if not said or classify_reply(said) == "none":
        return NONE
    if len(said) > MAX_TYPED:
        return bad("not_a_date")
    if "ทุก" in said:
        return bad("recurring")
    said = TRAILING_TIME.sub("", said)
    opened = _OPENING.sub("", said)
    if told := parse_relative(said, today, expect) or parse_relative(opened, today, expect):
        return told
    bare = _DAY_WORD.sub("", opened)
    for pattern in (_DAY_MONTH, _NUMERIC, _ISO, _DAY_SLASH_MONTH):
        if match := pattern.fullmatch(bare):
            return _absolute(match, today, expect)
    if _RANGE.fullmatch(bare):
        return unclear("range")
    return unclear("no_day") if _MONTH_YEAR.fullmatch(bare) else bad("not_a_date")


def _prepare(text: str) -> str:
    return without_particles(re.sub(r"\s+", " ", arabic(norm(text[: 4 * MAX_TYPED]))).strip().lower())


def _absolute(match: re.Match[str], today: date, expect: Expect) -> Reading[date]:
    """Read day, month and perhaps year and weekday out of a match."""
    named = match.groupdict()
    month = month_number(named["month"]) if not named["month"].isdigit() else int(named["month"])
    day = int(named["day"])
    year, era = named.get("year"), named.get("era")
    found = _day(_common_era(year, era, today), month, day) if year else _nearest(month, day, today, expect)
    if found is None:
        return bad("no_such_day")
    if year and _is_era_in_doubt(year, era, found):
        return Reading("ask", found, "era")
    if abs(found.year - today.year) > MAX_YEARS_AWAY:
        return Reading("ask", found, "far")
    if named.get("weekday") and weekday_number(named["weekday"]) != found.weekday():
        return Reading("ask", found, "weekday")
    return Reading("ok", found)


def _common_era(year: str, era: str | None, today: date) -> int:
    """Return the year of the Common Era: 2400 and above are Buddhist, as are two digits (67 is 2567).

    Two digits that would be far as Buddhist, and near as Christian (24 today), are read as Christian.
    """
    number = int(year)
    if len(year) == 4:
        return number - BUDDHIST_ERA if number >= FIRST_BUDDHIST_YEAR else number
    buddhist, christian = 2500 + number - BUDDHIST_ERA, 2000 + number
    if era:
        return christian if era.startswith("ค") else buddhist
    is_far = abs(buddhist - today.year) > MAX_YEARS_AWAY
    return christian if is_far and abs(christian - today.year) <= MAX_YEARS_AWAY else buddhist


def _is_era_in_doubt(year: str, era: str | None, found: date) -> bool:
    """Whether the era that is written does not go with the year, or two digits were read as Christian unasked."""
    if len(year) == 4:
        return era is not None and era.startswith("ค") == (int(year) >= FIRST_BUDDHIST_YEAR)
    return era is None and found.year == 2000 + int(year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date, expect: Expect) -> date | None:
    """Return the next such day for a deadline, the nearest past one for an event; today counts for both."""
    step = 1 if expect == "deadline" else -1
    for years in range(_LEAP_CYCLE_YEARS + 1):
        found = _day(today.year + step * years, month, day)
        if found and (found - today).days * step >= 0:
            return found
    return None


def parse_month(text: str, *, today: date) -> Reading[date]:
    """Read a month, or the month of a full date, as its first day. Without a year it is the nearest past one.

    `ask` and `bad` as in `parse_date`, with "no_such_month" and "not_a_month" for what is neither month nor date.
    """
    said = _prepare(text)
    if not said or classify_reply(said) == "none":
        return NONE
    bare = _DAY_WORD.sub("", _OPENING.sub("", said)) if len(said) <= MAX_TYPED else ""
    if bare in _TOLD_MONTHS:
        return Reading("ok", add_months(today.replace(day=1), _TOLD_MONTHS[bare]))
    if match := _MONTH_YEAR.fullmatch(bare):
        return _month(month_number(match["month"]), match["year"], match["era"], today)
    if match := _NUMERIC_MONTH.fullmatch(bare):
        return _month(int(match["month"] or match["iso_month"]), match["year"] or match["iso_year"], None, today)
    whole = parse_date(text, today=today)
    if whole.value:
        return Reading(whole.status, whole.value.replace(day=1), whole.why)
    return bad("not_a_month") if whole.why == "not_a_date" else whole


def _month(month: int, year: str | None, era: str | None, today: date) -> Reading[date]:
    """Return the first day of a month, when there is such a month and it is not far from today."""
    first = _day(_common_era(year, era, today), month, 1) if year else _nearest(month, 1, today, "event")
    if first is None:
        return bad("no_such_month")
    if year and _is_era_in_doubt(year, era, first):
        return Reading("ask", first, "era")
    return Reading("ask", first, "far") if abs(first.year - today.year) > MAX_YEARS_AWAY else Reading("ok", first)
