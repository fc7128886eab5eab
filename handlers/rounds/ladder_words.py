"""The days of reminders, as coordinators type them: เตือนก่อน 5 วัน กับ 1 วัน หลังกำหนด 2 วัน เวลา 10.00 น."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from scheduler.deadlines import SEND_FROM, SEND_UNTIL, Ladder
from thai.clock_times import TRAILING_TIME, parse_time
from thai.numbers import parse_number
from thai.numerals import arabic
from thai.replies import without_particles

MAX_DAYS = 60

_COUNT = r"(?:\d{1,2}|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"
_DAYS = rf"{_COUNT}(?:\s*วัน)?(?:\s*(?:,|และ|กับ|\s)\s*{_COUNT}(?:\s*วัน)?)*"
_DUE = "(?:วัน)?(?:ครบ)?กำหนด(?:ส่ง)?"
_HEAD = re.compile(r"(?:ขอ|ให้|เปลี่ยน|ตั้ง|แก้)*(?:วัน)?(?:การ)?เตือน(?:เป็น)?")
_PART = re.compile(
    r"\s*(?:และ|กับ|,)?\s*(?:เตือน)?(?:"
    rf"(?P<never>ไม่(?:ต้อง)?(?:เตือน)?\s*หลัง(?:{_DUE})?)"
    rf"|(?P<side>ก่อน|ล่วงหน้า|หลัง)(?:{_DUE})?\s*(?P<days>{_DAYS})"
    rf"|(?P<days_first>{_DAYS})\s*(?P<side_last>ก่อน|ล่วงหน้า|หลัง)(?:{_DUE})?(?!\s*{_COUNT})"
    r"|(?P<only>(?:เฉพาะ)?(?:ใน)?\s*วันครบกำหนด(?:ส่ง)?(?:วันเดียว)?)"
    rf"|(?P<bare>{_DAYS}))(?=\s|$|และ|กับ|,|หลัง|ไม่|รายงาน|รอบ)"
)
_NAMED = re.compile(r"(?:ของ|รอบ|รายงาน|แบบ|\s)*(?P<name>.*)")


@dataclass(frozen=True)
class SaidLadder:
    """Days before and after the deadline and a time of day, as they were said; None: nothing was said of it."""

    before_days: tuple[int, ...] | None = None
    after_days: tuple[int, ...] | None = None
    at: time | None = None
    named: str = ""  # the report whose reminders are meant

    def dump(self) -> dict[str, Any]:
        """Return what was said as plain data."""
        at = f"{self.at:%H:%M}" if self.at else None
        return {"before": self.before_days, "after": self.after_days, "at": at}

    @classmethod
    def load(cls, said: Mapping[str, Any]) -> SaidLadder:
        """Return what `dump` was given."""
        before, after = (None if each is None else tuple(each) for each in (said["before"], said["after"]))
        return cls(before, after, time.fromisoformat(said["at"]) if said["at"] else None)

    def instead_of(self, old: Ladder) -> Ladder:
        """Return the ladder meant. Who names days before it names all; those after it go unless they are said, too."""
        if self.before_days is None:
            return replace(old, after_days=self.after_days or (), at=self.at or old.at)
        return Ladder(self.before_days, self.after_days or (), self.at or old.at)


def read_ladder(text: str) -> SaidLadder | None:
    """Read the days of reminders; None when a text names none, too many, or an hour when nothing is sent.

    The day of the deadline itself is always reminded of.
    """
    said = without_particles(arabic(text)).strip()
    said, at = _take_time(said)
    head = _HEAD.match(said)
    if head is None or (at is not None and not SEND_FROM <= at < SEND_UNTIL):
        return None
    found, position = SaidLadder(at=at), head.end()
    while part := _PART.match(said, position):
        found, position = _with(found, part), part.end()
    days = (*(found.before_days or ()), *(found.after_days or ()))
    if (found.before_days, found.after_days) == (None, None) or max(days, default=0) > MAX_DAYS:
        return None
    if 0 in (found.after_days or ()):
        return None
    named = _NAMED.fullmatch(said[position:].strip())
    return replace(found, named=named["name"] if named else "")


def _take_time(said: str) -> tuple[str, time | None]:
    match = TRAILING_TIME.search(said)
    return (said[: match.start()].strip(), parse_time(match[0]).value) if match else (said, None)


def _with(found: SaidLadder, part: re.Match[str]) -> SaidLadder:
    if part["never"]:
        return replace(found, after_days=())
    if part["only"]:
        return replace(found, before_days=found.before_days or (0,))
    typed = part["days"] or part["days_first"] or part["bare"]
    days = {int(parse_number(each).value or 0) for each in re.findall(_COUNT, typed)}
    if (part["side"] or part["side_last"]) == "หลัง":
        return replace(found, after_days=tuple(sorted(days | set(found.after_days or ()))))
    return replace(found, before_days=tuple(sorted({*days, 0, *(found.before_days or ())}, reverse=True)))
