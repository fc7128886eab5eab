"""When a recurring deadline is left out, as it is typed: ยกเว้นเดือนเมษายน, เว้นวันที่ 25 ธ.ค. 69, เฉพาะไตรมาส 2.

Months and quarters without a year are left out every year; days, and what has a year, once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from thai.deadline_points import A_DAY, YEAR, Bounds, BoundsReaders, last_day, quarter_span, span_of
from thai.months import FULL, MONTH, month_number
from thai.relative_dates import last_of_month
from thai.spans import Span

_LISTED = rf"(?:เดือน)?\s?{MONTH}(?:(?:\s?(?:,|และ|กับ|หรือ|-|–|ถึง)\s?|\s)(?:เดือน)?\s?{MONTH})*"
_NOT_IN = r"(?:โดย)?(?:ยกเว้น|เว้น|ไม่รวม|งดส่ง|งด|ไม่ต้องส่ง)\s?(?:ใน)?"
_ONLY_IN = r"เฉพาะ\s?(?:ใน|ช่วง)?"
_NEXT_ONE = r"\s?(?:,|และ|กับ)\s?"
_QUARTER = r"ไตรมาส\s?(?:ที่)?\s?"
_QUARTERS = (
    rf"{_QUARTER}(?P<quarters>[1-4](?:{_NEXT_ONE}(?:{_QUARTER})?[1-4])*)(?!\d)"
    r"(?:(?:\s?/\s?|\s?(?:ของ)?ปี\s?งบ(?:ประมาณ)?\s?(?:พ\.?\s?ศ\.?)?\s?)(?P<year>\d{4}|\d{2})(?!\d))?"
)
_EXCEPT = re.compile(rf"{_NOT_IN}(?P<months>{_LISTED})(?P<year>{YEAR})?")
_EXCEPT_AFTER = re.compile(rf"(?<=\s)(?P<months>เดือน{_LISTED})(?P<year>{YEAR})?\s?(?:ไม่ต้องส่ง|ให้งด|งดส่ง|งด)$")
_EXCEPT_DAYS = re.compile(rf"{_NOT_IN}(?P<days>(?:{A_DAY})(?:{_NEXT_ONE}(?:{A_DAY}))*)")
_EXCEPT_TOLD = re.compile(rf"{_NOT_IN}(?P<told>เดือนนี้|เดือนหน้า|(?:เดือน)?\s?{MONTH}\s?(?:นี้|หน้า))")
_DATED = rf"(?:เดือน)?\s?{MONTH}{YEAR}"
_EXCEPT_DATED = re.compile(rf"{_NOT_IN}(?P<dated>{_DATED}(?:{_NEXT_ONE}{_DATED})+)")
_EXCEPT_QUARTERS = re.compile(rf"{_NOT_IN}{_QUARTERS}")
_ONLY = re.compile(rf"{_ONLY_IN}(?P<months>{_LISTED})(?P<year>{YEAR})?(?:\s?(?:ของ)?ทุกปี)?")
_ONLY_QUARTERS = re.compile(rf"{_ONLY_IN}{_QUARTERS}")


def _except(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ยกเว้นเดือนเมษายน, of every year, and ยกเว้นเดือนเมษายน 2570, once."""
    months = _listed(match["months"])
    if not match["year"]:
        return replace(bounds, months=bounds.months - months, by_month=True)
    last = last_day(f"{FULL[_last_listed(match['months']) - 1]}{match['year']}", today)
    if last is None:
        return replace(bounds, why="no_such_day")
    firsts = sorted(date(last.year - (month > last.month), month, 1) for month in months)
    return _without(bounds, [Span(first, last_of_month(first)) for first in firsts])


def _except_told(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    span = span_of(match["told"], today)
    return _without(bounds, [span] if span else [])


def _except_dated(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ยกเว้น เม.ย. 70 และ ต.ค. 70."""
    spans = [span_of(each[0], today) for each in re.finditer(_DATED, match["dated"])]
    return _without(bounds, [span for span in spans if span])


def _except_days(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read เว้นวันที่ 5 ธ.ค. 69 และ 2 ม.ค. 70; a day without a year is the next one, and asked about."""
    days = [each[0] for each in re.finditer(A_DAY, match["days"])]
    spans = [span_of(each, today) for each in days]
    if None in spans:
        return replace(bounds, why="no_such_day")
    unsure = bounds.unsure or any(not re.search(r"\d{2,}\s*$", each) for each in days)
    return _without(replace(bounds, unsure=unsure), [span for span in spans if span])


def _except_quarters(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ยกเว้นไตรมาส 4, of every fiscal year, and ยกเว้นไตรมาส 4/2570, once."""
    quarters = frozenset(int(each) for each in re.findall(r"\d", match["quarters"]))
    if not match["year"]:
        return replace(bounds, quarters=bounds.quarters - quarters, by_month=True)
    return _without(bounds, [quarter_span(each, match["year"], today) for each in sorted(quarters)])


def _without(bounds: Bounds, spans: list[Span]) -> Bounds:
    return replace(bounds, except_for=(*bounds.except_for, *spans), by_month=True)


def _only(match: re.Match[str], bounds: Bounds, _today: date) -> Bounds:
    if match["year"]:
        return replace(bounds, why="not_a_deadline")
    return replace(bounds, months=bounds.months & _listed(match["months"]), by_month=True)


def _only_quarters(match: re.Match[str], bounds: Bounds, _today: date) -> Bounds:
    if match["year"]:
        return replace(bounds, why="not_a_deadline")
    quarters = frozenset(int(each) for each in re.findall(r"\d", match["quarters"]))
    return replace(bounds, quarters=bounds.quarters & quarters, by_month=True)


def from_to(first: int, last: int) -> list[int]:
    """Return the months from one to another, over the year's end."""
    return [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]


def _last_listed(typed: str) -> int:
    return month_number(re.findall(MONTH, typed)[-1])


def _listed(typed: str) -> frozenset[int]:
    """Return the months of a list: เม.ย. และ ต.ค., มี.ค.-พ.ค."""
    found: set[int] = set()
    for part in re.finditer(rf"(?P<first>{MONTH})(?:\s?(?:-|–|ถึง)\s?(?:เดือน)?\s?(?P<last>{MONTH}))?", typed):
        first = month_number(part["first"])
        found.update(from_to(first, month_number(part["last"]) if part["last"] else first))
    return frozenset(found)


EXCEPTIONS: BoundsReaders = (
    (_EXCEPT_QUARTERS, _except_quarters),
    (_ONLY_QUARTERS, _only_quarters),
    (_EXCEPT_DAYS, _except_days),
    (_EXCEPT_TOLD, _except_told),
    (_EXCEPT_DATED, _except_dated),
    (_EXCEPT, _except),
    (_EXCEPT_AFTER, _except),
)
ONLY: BoundsReaders = ((_ONLY, _only),)
