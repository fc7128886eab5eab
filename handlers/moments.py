"""Days and times that people type about what is to come: "พรุ่งนี้ 9 โมง", "วันศุกร์", "25 พ.ย. 13.30 น."."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from handlers.turn import Turn
from models import calendars
from thai.calendar import shift
from thai.clock_times import parse_time
from thai.dates import BANGKOK, format_date, format_time, in_bangkok, parse_date

MORNING = time(9, 0)
MOST_DAYS = 60  # what lies further ahead was meant otherwise


def read_day(turn: Turn, typed: str) -> date | None:
    """Return the day that was typed; None for a past one, one too far ahead, or none at all."""
    day = parse_date(typed, today=turn.today, expect="deadline").value
    return day if day is not None and turn.today <= day <= turn.today + timedelta(days=MOST_DAYS) else None


def read_moment(turn: Turn, typed: str) -> datetime | None:
    """Return the moment that was typed, or picked as ISO; nine in the morning unless a time was told."""
    if "T" in typed:
        return datetime.fromisoformat(typed).replace(tzinfo=BANGKOK)
    parts = typed.split()
    for cut in range(1, len(parts) + 1):
        day = read_day(turn, " ".join(parts[:cut]))
        at = parse_time(" ".join(parts[cut:])).value if cut < len(parts) else MORNING
        if day is not None and at is not None:
            return at_time(day, at)
    return None


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
