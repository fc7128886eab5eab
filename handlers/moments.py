"""Days and times that people type about what is to come: "พรุ่งนี้ 9 โมง", "วันศุกร์", "25 พ.ย. 13.30 น."."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from handlers.turn import Turn
from models import calendars
from scheduler.deadlines import SEND_FROM, SEND_UNTIL
from thai.calendar import shift
from thai.clock_times import parse_time
from thai.dates import BANGKOK, format_date, format_time, in_bangkok
from thai.deadline_days import parse_deadline_day
from thai.numerals import arabic
from thai.replies import without_particles
from thai.text import norm

MORNING = time(9, 0)
_PARTS = {"เช้า": "9.00 น.", "บ่าย": "13.00 น.", "เย็น": "16.00 น."}
_PART = re.compile(r"\s*(?:ตอน|ช่วง)?(?P<part>เช้า|บ่าย|เย็น)$(?<!โมงเช้า)(?<!โมงเย็น)")
_HOURS = re.compile(r"(?:อีก|ใน)?\s?(?P<count>\d{1,2})\s?(?P<unit>ชั่วโมง|ชม\.?|นาที)(?:ข้างหน้า)?")
_MAY_WE = r"(?:จะ)?ได้(?:ไหม|มั้ย|หรือไม่|หรือเปล่า)\s*(?:นะ)?(?:คะ|ค่ะ|ครับ)?"
_BECAUSE = "(?:เพราะ|เนื่องจาก|เนื่องด้วย)(?:ว่า)?"
_REASON = re.compile(rf"\s*(?:{_MAY_WE}\s*(?:{_BECAUSE})?|{_BECAUSE})\s*(?P<why>.*)", re.DOTALL)
MOST_DAYS = 60  # what lies further ahead was meant otherwise


def read_day(turn: Turn, typed: str, since: date | None = None) -> date | None:
    """Return the day that was typed; None for a past one, one too far ahead, or none at all.

    `since`: what อีก 3 วัน counts from, other than today. A part of the day behind it (พรุ่งนี้เช้า) says no more of the day,
    nor does a reason.
    """
    typed = _REASON.sub("", typed)
    counted = since if since and arabic(typed).strip().startswith("อีก") else turn.today
    said = arabic(norm(_PART.sub("", without_particles(typed)))).strip()
    day = parse_deadline_day(said, counted).value
    return day if day is not None and turn.today <= day <= turn.today + timedelta(days=MOST_DAYS) else None


def read_reason(typed: str) -> str:
    """Return why, as somebody typed it behind a day: 25 พ.ย. เพราะน้ำท่วม."""
    found = _REASON.search(typed)
    return without_particles(found["why"]).strip() if found else ""


def read_moment(turn: Turn, typed: str) -> datetime | None:
    """Return the moment that was typed, or picked as ISO; nine in the morning unless a time was told."""
    if "T" in typed:
        return datetime.fromisoformat(typed).replace(tzinfo=BANGKOK)
    typed = without_particles(typed)
    if part := _PART.search(typed):
        typed = f"{typed[: part.start()]} {_PARTS[part['part']]}"
    if hours := _HOURS.fullmatch(arabic(typed).strip()):
        return turn.now + timedelta(minutes=int(hours["count"]) * (60 if hours["unit"].startswith("ช") else 1))
    if (at := parse_time(typed).value) is not None:  # today, while that is to come
        today = at_time(turn.today, at)
        return today if today > turn.now else today + timedelta(days=1)
    parts = typed.split()
    for cut in range(1, len(parts) + 1):
        day = read_day(turn, " ".join(parts[:cut]))
        at = parse_time(" ".join(parts[cut:])).value if cut < len(parts) else MORNING
        if day is not None and at is not None:
            return at_time(day, at)
    return None


def next_in_office_hours(turn: Turn, moment: datetime) -> datetime:
    """Return a moment, or the next one at which reminders go out: not at night, nor on a day off."""
    local = in_bangkok(moment)
    day, at = local.date(), local.time()
    if at >= SEND_UNTIL:
        day, at = day + timedelta(days=1), MORNING
    worked = working_day(turn, day)
    return at_time(worked, max(at if worked == day else MORNING, SEND_FROM))


def at_time(day: date, at: time = MORNING) -> datetime:
    """Return a day and time of Bangkok."""
    return datetime.combine(day, at, tzinfo=BANGKOK)


def working_day(turn: Turn, day: date) -> date:
    """Return the day, or the next one offices work on."""
    return shift(day, "next", calendars.overrides(turn.session))


def day_of(moment: datetime) -> str:
    """Return the day of a moment in full: วันศุกร์ที่ 20 พฤศจิกายน 2569."""
    return format_date(in_bangkok(moment).date(), style="full")


def in_words(moment: datetime) -> str:
    """Return a moment in full: วันศุกร์ที่ 20 พฤศจิกายน 2569 16.30 น."""
    return f"{day_of(moment)} {format_time(in_bangkok(moment).time())}"
