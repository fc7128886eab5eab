"""Dates, months and times as Thai offices print them, and moments seen from Bangkok.

Nothing here depends on the locale or the time zone of the machine.
"""

from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from thai.calendar import BUDDHIST_ERA
from thai.months import FULL, SHORT, WEEKDAYS
from thai.numerals import thai

BANGKOK = ZoneInfo("Asia/Bangkok")

Digits = Literal["arabic", "thai"]


def format_date(day: date, *, style: Literal["full", "long", "short"], digits: Digits = "arabic") -> str:
    """Return วันศุกร์ที่ 20 พฤศจิกายน 2569 (full), 20 พฤศจิกายน 2569 (long) or 20 พ.ย. 2569 (short)."""
    names = SHORT if style == "short" else FULL
    printed = f"{day.day} {names[day.month - 1]} {day.year + BUDDHIST_ERA}"
    if style == "full":
        printed = f"วัน{WEEKDAYS[day.weekday()]}ที่ {printed}"
    return _in(digits, printed)


def format_month(day: date, digits: Digits = "arabic") -> str:
    """Return the month of a day: พฤศจิกายน 2569."""
    return _in(digits, f"{FULL[day.month - 1]} {day.year + BUDDHIST_ERA}")


def format_time(at: time, digits: Digits = "arabic") -> str:
    """Return a time of day: 16.30 น."""
    return _in(digits, f"{at.hour:02}.{at.minute:02} น.")


def in_bangkok(moment: datetime) -> datetime:
    """Return an aware moment in Bangkok's time. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment.isoformat()}")
    return moment.astimezone(BANGKOK)


def _in(digits: Digits, text: str) -> str:
    return thai(text) if digits == "thai" else text
