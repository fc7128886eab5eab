"""Of what the patterns of deadlines are made: each, of, weeks, units, counts. The text they match has no spaces."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from thai.numbers import parse_number
from thai.reading import Reading
from thai.rule import MONTHS, Recurring, Unit, first_months

Read = Reading[Recurring] | None
Readers = tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Read]], ...]
"""What a text may be, each with its reader, which is told the day on which it was typed."""

UNITS: dict[str, Unit] = {
    "เดือน": "month",
    "ไตรมาส": "quarter",
    "ครึ่งปีงบประมาณ": "round",
    "ครึ่งปี": "round",
    "รอบ6เดือน": "round",
    "รอบ": "round",
    "ปีงบประมาณ": "year",
    "ปีงบ": "year",
}
UNIT = "(?P<unit>" + "|".join(UNITS) + ")"
LONG_UNIT = "(?P<unit>" + "|".join(name for name, unit in UNITS.items() if unit != "month") + ")"
A_MONTH_OF = "เดือน(?:ที่)?(?P<nth_month>แรก|สุดท้าย|สอง|สาม|[1-6])"
"""A month of a quarter, of half a year or of a year; `months_of` tells which."""
EACH = "(?:ทุก|แต่ละ|ราย(?!งาน)|ประจำ)"
OF = f"(?:ของ)?{EACH}?"
WEEK = "(?:สัปดาห์|อาทิตย์)"
WORKDAY = "วัน(?:ทำการ|ทำงาน)"
DAY = r"(?P<day>\d{1,2})"

_ONES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_TENS = {1: "สิบ", 2: "ยี่สิบ"} | {tens: f"{_ONES[tens]}สิบ" for tens in range(3, 10)}


def spelled(count: int) -> str:
    """Return a count under a hundred in words."""
    tens, ones = divmod(count, 10)
    return _TENS.get(tens, "") + ("เอ็ด" if tens and ones == 1 else _ONES[ones])


_COUNTS = sorted((spelled(count) for count in range(1, 100)), key=len, reverse=True)
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"


def number(typed: str) -> int:
    """Return what COUNT has matched."""
    found = parse_number(typed).value
    assert found is not None
    return int(found)


def months_of(nth: str, unit: Unit) -> tuple[int, ...]:
    """Return which months A_MONTH_OF names in each unit of the fiscal year; none where a unit has no such month."""
    length = MONTHS[unit]
    number = {"แรก": 1, "สุดท้าย": length, "สอง": 2, "สาม": 3}.get(nth) or int(nth)
    return tuple(sorted((first + number - 2) % 12 + 1 for first in first_months(unit))) if number <= length else ()


def ok(rrule: str, unit: Unit = "month", **rest: int) -> Reading[Recurring]:
    """Return the reading of a rule that is certain."""
    return Reading("ok", Recurring(rrule, unit=unit, **rest))  # type: ignore[arg-type]
