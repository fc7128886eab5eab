"""Spans of days as they are typed: 18-20 พ.ย., พรุ่งนี้ถึงวันศุกร์, 3 วันตั้งแต่วันที่ 18, สัปดาห์หน้า. One day is a span too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from thai.dates import parse_date
from thai.months import MONTH
from thai.numbers import parse_number
from thai.numerals import arabic
from thai.text import norm

MAX_DAYS = 184
MAX_BEGUN_DAYS = 62  # ago: what began earlier was meant otherwise

_FROM = re.compile(r"^(?:ตั้งแต่|ระหว่าง|ช่วง|ในช่วง|เริ่ม|จาก)\s?")
_DAY = re.compile(r"^(?:วันที่|วัน)\s?(?=\d)")
_APART = (
    re.compile(r"\s?(?:ไป)?(?:จน)?ถึง\s?"),
    re.compile(r"\s+[-–—~]\s*|\s*[-–—~]\s+"),
    re.compile(r"[–—~]"),
    re.compile(r"(?<!\d{4})-(?!\d{2}-)"),  # 2026-11-18 is one day
    re.compile(r"\s?และ(?:วัน)?(?:ที่)?\s?"),
)
_ONLY_DAY = re.compile(r"\d{1,2}")
_AFTER_DAY = re.compile(rf"\d{{1,2}}(?P<rest>\s?(?:เดือน\s?)?{MONTH}.*|/\d{{1,2}}(?:/\d{{2,4}})?)")
_COUNTED = re.compile(r"(?P<count>\S+?)\s?วัน\s?(?:ตั้งแต่|เริ่ม|นับจาก|นับแต่)\s?(?P<first>.+)")
_COUNTED_LAST = re.compile(r"(?P<first>.+?)\s(?:เป็นเวลา\s?|รวม\s?|จำนวน\s?)?(?P<count>\S+?)\s?วัน")
_UNTIL = re.compile(r"(?:จน)?ถึง\s?(?P<last>.+)")
_WEEKS = {"สัปดาห์นี้": 0, "อาทิตย์นี้": 0, "สัปดาห์หน้า": 1, "อาทิตย์หน้า": 1}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def parse_span(text: str, *, today: date) -> Span | None:
    """Return the days a text names; None when it names none, or more than half a year of them.

    Days are those that come next; where only the end lies ahead, the beginning may have passed.
    """
    said = re.sub(r"\s+", " ", arabic(norm(text[:200]))).strip().lower()
    week = _WEEKS.get(said.removeprefix("ทั้ง"))
    if week is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=week)
        return Span(max(monday, today), monday + timedelta(days=4))
    if until := _UNTIL.fullmatch(said):
        return _checked(today, _day(until["last"], today))
    said = _FROM.sub("", said)
    return _one_day(said, today) or _two_ends(said, today) or _counted(said, today)


def _one_day(said: str, today: date) -> Span | None:
    day = _day(said, today)
    return _checked(day, day)


def _two_ends(said: str, today: date) -> Span | None:
    for apart in _APART:
        for found in apart.finditer(said):
            span = _between(said[: found.start()].strip(), said[found.end() :].strip(), today)
            if span is not None:
                return span
    return None


def _between(start: str, end: str, today: date) -> Span | None:
    """Read both ends; a day of the month alone borrows the month of the other."""
    first_words, last_words = (_DAY.sub("", each) for each in (start, end))
    if _ONLY_DAY.fullmatch(first_words) and (lent := _AFTER_DAY.fullmatch(last_words)):
        first_words += lent["rest"]
    elif _ONLY_DAY.fullmatch(last_words) and (lent := _AFTER_DAY.fullmatch(first_words)):
        last_words += lent["rest"]
    last = _day(last_words, today)
    first = _day(first_words, today)
    if last is None or first is None:
        return None
    if first > last:  # it has begun already, or the end was told without a month
        began = parse_date(first_words, today=last, expect="event").value
        if began is not None and began >= today - timedelta(days=MAX_BEGUN_DAYS):
            return _checked(began, last)
        last = parse_date(last_words, today=first, expect="deadline").value or last
    return _checked(first, last)


def _counted(said: str, today: date) -> Span | None:
    """Read 3 วันตั้งแต่วันที่ 18, พรุ่งนี้ 2 วัน."""
    found = _COUNTED.fullmatch(said) or _COUNTED_LAST.fullmatch(said)
    if found is None:
        return None
    count, first = parse_number(found["count"]).value, _day(found["first"], today)
    if first is None or not isinstance(count, int) or not 1 <= count <= MAX_DAYS:
        return None
    return Span(first, first + timedelta(days=count - 1))


def _day(said: str, today: date) -> date | None:
    """Return one day; a bare number is a day of the month."""
    bare = said.strip()
    read = parse_date(f"วันที่ {bare}" if _ONLY_DAY.fullmatch(bare) else bare, today=today, expect="deadline")
    return read.value if read.status == "ok" else None


def _checked(first: date | None, last: date | None) -> Span | None:
    if first is None or last is None or not first <= last <= first + timedelta(days=MAX_DAYS):
        return None
    return Span(first, last)
