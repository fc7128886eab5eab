"""Times of day as they are typed: 16.30 น., 16:30, 9 โมง, บ่ายสามโมง, เที่ยงครึ่ง."""

import re
from datetime import time

from thai.numbers import parse_number
from thai.numerals import arabic
from thai.reading import NONE, Reading, bad
from thai.replies import classify_reply, without_particles
from thai.text import norm

MAX_TYPED = 40  # characters

TRAILING_TIME = re.compile(r"\s*(?:เวลา\s?\d{1,2}(?:[.:]\d{2})?|(?<=\s)\d{1,2}[.:]\d{2})(?:\s?(?:น\.?|นาฬิกา))?$")
"""A time written after a date: 20 พ.ย. 2569 เวลา 16.30 น."""

_DIGITAL = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?P<mark>\s?(?:น\.?|นาฬิกา))?")
_NOON = {"เที่ยง": time(12), "เที่ยงวัน": time(12), "เที่ยงตรง": time(12), "เที่ยงครึ่ง": time(12, 30), "เที่ยงคืน": time(0)}
_SPOKEN = re.compile(
    r"(?P<part>บ่าย|ตี)?\s?(?P<count>\S{0,10}?)\s?(?P<unit>โมง|ทุ่ม)?\s?(?P<of_day>เช้า|เย็น)?\s?(?P<half>ครึ่ง)?(?:ตรง)?"
)

# (what is said, the counts in use, hours to add): ห้าทุ่ม is 23, บ่ายสอง 14, สามโมงเช้า 9.
_COUNTED_HOURS = (
    ({("ตี", "")}, range(1, 6), 0),
    ({("ทุ่ม", "")}, range(1, 6), 18),
    ({("บ่าย", "")}, range(1, 6), 12),
    ({("โมง", "เย็น")}, range(3, 7), 12),
    ({("โมง", "เช้า")}, range(1, 6), 6),
    ({("โมง", "")}, range(1, 6), 12),
    ({("โมง", ""), ("โมง", "เช้า")}, range(6, 12), 0),
)


def parse_time(text: str) -> Reading[time]:
    """Read a time of day, without seconds or zone.

    `ask`: "spoken" (สามโมง is taken for the afternoon). `bad`: "no_such_time", "not_a_time".
    """
    said = without_particles(arabic(norm(text[: 4 * MAX_TYPED])).strip())
    if not said or classify_reply(said) == "none":
        return NONE
    said = re.sub(r"^(?:(?:ก่อน)?เวลา|ตอน|ภายใน)+\s?", "", said)
    if len(said) > MAX_TYPED:
        return bad("not_a_time")
    if said in _NOON:
        return Reading("ok", _NOON[said])
    if match := _DIGITAL.fullmatch(said):
        return _digital(match)
    match = _SPOKEN.fullmatch(said)
    return _spoken(match) if match else bad("not_a_time")


def _digital(match: re.Match[str]) -> Reading[time]:
    if not match["minute"] and not match["mark"]:
        return bad("not_a_time")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    return Reading("ok", time(hour, minute)) if hour < 24 and minute < 60 else bad("no_such_time")


def _spoken(match: re.Match[str]) -> Reading[time]:
    """Read the hours people say, which are counted from morning, noon and evening."""
    part, unit, of_day = match["part"] or "", match["unit"] or "", match["of_day"] or ""
    if (not part and not unit) or match[0] == "โมง":
        return bad("not_a_time")
    count = parse_number(match["count"]).value if match["count"] else 1
    hour = _hour(part or unit, of_day, count) if isinstance(count, int) else None
    if hour is None:
        return bad("no_such_time" if isinstance(count, int) else "not_a_time")
    at = time(hour, 30 if match["half"] else 0)
    unsure = unit == "โมง" and not part and not of_day and hour >= 13
    return Reading("ask", at, "spoken") if unsure else Reading("ok", at)


def _hour(word: str, of_day: str, count: int) -> int | None:
    """Return the hour of the day, 0-23, or None when nobody counts so."""
    for names, counts, added in _COUNTED_HOURS:
        if (word, of_day) in names and count in counts:
            return count + added
    return None
