"""Deadlines as coordinators type them: ภายในวันที่ ๒๐ ของทุกเดือน, ทุกวันทำการสุดท้ายของไตรมาส, 15 มี.ค. 67 เที่ยง.

A text is read from its edges: bounds (จนถึง ก.ย. 70), clauses (ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป), a time of day, then which
days. Days are matched without spaces, for people set them anywhere. A text that names one day is left to `thai.dates`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

from thai.clock_times import TRAILING_TIME, parse_time
from thai.deadline_bounds import bounded, take_bounds
from thai.deadline_days import parse_deadline_day, parse_term, parse_workday
from thai.deadline_parts import COUNT
from thai.deadline_points import UNBOUNDED, Bounds
from thai.deadline_words import Said, joined, plain, take_clauses, what_lacks
from thai.months import FULL, WEEKDAYS
from thai.numerals import arabic
from thai.reading import Reading, bad
from thai.recurring_days import recurring_days
from thai.replies import without_particles
from thai.rule import CLOSING, Recurring, Single, is_weekly
from thai.text import norm

MAX_TYPED = 200  # characters
END_OF_DAY = time(23, 59)
"""What เที่ยงคืน and 24.00 mean of a deadline: the end of its day, not its beginning."""
MORNING = time(6)

_FIGURES = re.compile(r"(?<!\d)[1-5](?:[.:]\d{2}\s?(?:น\.?|นาฬิกา)?|\s?(?:น\.?|นาฬิกา))$")
_MIDNIGHT = re.compile(r"\s?(?:เวลา\s?)?(?:เที่ยงคืน(?:ตรง)?|24[.:]00(?:\s?(?:น\.?|นาฬิกา))?)$")
_PART_OF_DAY = re.compile(r"\s?(?:ตอน|ช่วง|ก่อน|ภายใน)?(?:เช้า|บ่าย|เย็น|ค่ำ|ดึก)$(?<!โมงเช้า)(?<!โมงเย็น)")
_EVERY = re.compile(rf"(?:ทุก\s?(?:{COUNT}\s?)?)(?P<unit>สัปดาห์|อาทิตย์|เดือน|ปี)(?=$|\s)(?!\s(?:วัน|สิ้น))")
_BEGINS = re.compile(
    r"(?:ขอ|ส่ง|ภายใน|ไม่เกิน|ก่อน|ทุก|ๆ|\s)*"
    rf"(?:วันที่|วันทำการ|(?:วัน)?(?:{'|'.join(WEEKDAYS)})|สิ้น|(?<=ทุก)\s?(?:{COUNT}\s?)?(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี)(?!ทั้งหมด))"
)
_ASKS = re.compile("ใคร|อะไร|ไหน|ไหม|มั้ย|หรือยัง|กี่|เท่าไร")
_DAY_ALONE = re.compile(r"วันที่\s?\d|\d{1,2}(?!\d|[.:/])|(?:วัน)?สิ้นเดือน")


def parse_recurrence(text: str, *, today: date) -> Reading[Recurring | Single]:
    """Read a deadline: days that come again, or one day; without a time of day 16:30.

    `ask` as in `thai.dates` and `thai.clock_times`, with the candidate; "midnight", "night" and "bounds" besides.
    `bad`, besides those of a day: "no_day" (ทุกเดือน, but which day?), "two_days" (two days a year that no one rule
    names), what `thai.deadline_words.what_lacks` finds, "never", "not_a_deadline".
    """
    said = without_particles(re.sub(r"\s+", " ", arabic(norm(text[: MAX_TYPED + 1]))).strip().lower())
    if not said or len(text) > MAX_TYPED:
        return bad("not_a_deadline")
    said = plain(said)
    lacks = what_lacks(said)
    rest, bounds = take_bounds(said, today)
    found = _within(rest, bounds, today) if bounds != UNBOUNDED else None
    found = found or _read(said, UNBOUNDED, today)
    return bad(lacks) if lacks and found.why in ("not_a_deadline", "not_a_time") else found


def is_meant_as_deadline(text: str) -> bool:
    """Tell whether a text that cannot be read begins as deadlines do: ทุกวันที่ 20 และวันศุกร์. A hint, not a reading."""
    said = arabic(norm(text))
    return _BEGINS.match(said) is not None and _ASKS.search(said) is None


def _within(said: str, bounds: Bounds, today: date) -> Reading[Recurring | Single] | None:
    """Read days within bounds; None when what is left without them does not name days that come again."""
    for each in (said, f"ทุก{said}") if bounds.by_month and _DAY_ALONE.match(said) else (said,):
        found = _read(each, bounds, today)
        if isinstance(found.value, Recurring) or found.why in (
            "never",
            "except_once",
            "range",
            "two_days",
            "which_shift",
        ):
            return found
    return _from_its_first_day(said, bounds, today)


def _from_its_first_day(said: str, bounds: Bounds, today: date) -> Reading[Recurring | Single] | None:
    """Read ทุก 2 สัปดาห์ เริ่ม 4 ธ.ค. 69: on Fridays. Of months and years the day is taken from there and asked about."""
    every = _EVERY.match(said)
    if every is None or bounds.since is None or not bounds.since_day:
        return None
    first = bounds.since
    is_weekly = every["unit"] in ("สัปดาห์", "อาทิตย์")
    day = f"วัน{WEEKDAYS[first.weekday()]}" if is_weekly else f"วันที่ {first.day}"
    year = f" {FULL[first.month - 1]}" if every["unit"] == "ปี" else ""
    found = _read(f"{every[0].strip()} {day}{year} {said[every.end() :]}".strip(), bounds, today)
    return found if is_weekly or found.value is None else Reading("ask", found.value, "first_day")


def _read(said: str, bounds: Bounds, today: date) -> Reading[Recurring | Single]:
    said, terms = take_clauses(said)
    said, at = _take_time(said)
    if at.status == "bad":
        return bad(at.why)
    found = recurring_days(_squeezed(joined(said)), today)
    if found is None:
        return _single(said, at, terms, today)
    if found.value is None:
        return found
    if terms.get("shift") == "omit" and not is_weekly(found.value):
        return bad("which_shift")  # no report in a month whose 20th is a Sunday?
    rule = bounded(replace(found.value, at=at.value or CLOSING, **terms), bounds, today)  # type: ignore[arg-type]
    why = found.why or rule.why or at.why
    asks = rule.value is not None and "ask" in (at.status, found.status, rule.status)
    return Reading("ask", rule.value, why) if asks else rule


def _single(said: str, at: Reading[time], terms: Said, today: date) -> Reading[Recurring | Single]:
    own = {name: value for name, value in terms.items() if name != "periods_back"}  # one day has no period
    if term := parse_term(said, today):
        return Reading("ask", Single(term, at.value or CLOSING, **own), "term")  # type: ignore[arg-type]
    lacks = "which_shift" if terms.get("shift") == "omit" else what_lacks(said)
    if lacks:
        return bad(lacks)
    workday = parse_workday(said, today)
    if workday is not None:
        own = {"shift": workday[1], **own}
    day = Reading("ok", workday[0]) if workday else parse_deadline_day(said, today)
    if day.value is None:
        return bad("not_a_deadline" if day.status == "none" or day.why in ("not_a_date", "recurring") else day.why)
    found = Single(day.value, at.value or CLOSING, **own)  # type: ignore[arg-type]
    why = day.why or at.why
    return Reading("ask", found, why) if why else Reading("ok", found)


def _take_time(said: str) -> tuple[str, Reading[time]]:
    """Return what stands before a time of day, and the time: the longest end of the text that is one."""
    if _PART_OF_DAY.search(said):
        return said, bad("which_time")
    if (midnight := _MIDNIGHT.search(said)) and midnight.start():
        return said[: midnight.start()], Reading("ask", END_OF_DAY, "midnight")
    words = said.split(" ")
    for start in range(1, len(words)):
        if words[start - 1].endswith("วันที่"):  # the number is a day's, not an hour's
            continue
        at = parse_time(" ".join(words[start:]))
        if at.value is not None or at.why == "no_such_time":
            return " ".join(words[:start]), _awake(said, at)
    if match := TRAILING_TIME.search(said):
        return said[: match.start()], _awake(said, parse_time(match[0]))
    return said, Reading("none")


def _awake(said: str, at: Reading[time]) -> Reading[time]:
    """Doubt 4.30 น., which is most often the afternoon's; 04.30 น., as we say it back, is meant."""
    by_night = at.status == "ok" and at.value is not None and at.value < MORNING
    return Reading("ask", at.value, "night") if by_night and _FIGURES.search(said) else at


def _squeezed(said: str) -> str:
    """Return the text without spaces and without words that say only that it is a deadline."""
    bare = re.sub(r"[\s,ๆ]+", "", said)
    return re.sub(r"ภายใน|ไม่เกิน|กำหนดส่ง|ครบกำหนด|ให้ส่ง|ส่งรายงาน|(?:^|(?<=เดือน))ส่ง", "", bare).replace("ในทุก", "ทุก")
