"""Values of expressions and how one kind becomes another.

A value is text, a number (a double), a truth or a list of nodes. Text that looks like a date counts
as its day number wherever a number is wanted: days since 1970-01-01 in Asia/Bangkok, whole for a
date, with the local time of day as fraction for a dateTime. So dates compare as dates.
"""

import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Protocol

BANGKOK = timezone(timedelta(hours=7))
EPOCH = date(1970, 1, 1).toordinal()
DAY_SECONDS = 86_400

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)


class XNode(Protocol):
    """A node of the form's instance, or of a choice list."""

    @property
    def name(self) -> str: ...
    def text(self) -> str: ...
    def parent(self) -> "XNode | None": ...
    def children(self) -> Sequence["XNode"]: ...
    def attribute(self, name: str, /) -> str | None: ...


Value = str | float | bool | list[XNode]


def to_text(value: Value) -> str:
    """Return `value` as text; of a list of nodes, the text of its first, or ''."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value[0].text() if value else ""


def to_number(value: Value) -> float:
    """Return `value` as a double; NaN when it is not a number. `1e3` and `1,000` are not."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    return text_number(value if isinstance(value, str) else to_text(value))


def to_truth(value: Value) -> bool:
    """Return `value` as a truth by XPath's rule: a list of nodes is true when it has one."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def verdict(value: Value) -> bool:
    """Return the outcome of a whole relevant, required, readonly or constraint expression.

    Unlike `to_truth`, a node counts by its text, and '', "0" and "false" are false (as in Collect).
    """
    if isinstance(value, list):
        value = to_text(value)
    if isinstance(value, str):
        return value.strip() not in ("", "0", "false")
    return to_truth(value)


def text_number(text: str) -> float:
    """Return the number `text` spells, or the day number of a date, or NaN."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    day = day_number(text)
    return math.nan if day is None else day


def number_text(number: float) -> str:
    """Return a double as XPath writes it: no exponent, no trailing point."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def day_number(text: str) -> float | None:
    """Return the day number of a date or dateTime text, None when it is neither."""
    if len(text) < 10 or text[4] != "-":
        return None
    if _DATE.fullmatch(text):
        day = calendar_day(text)
        return None if day is None else float(day.toordinal() - EPOCH)
    moment = moment_of(text)
    if moment is None:
        return None
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.toordinal() - EPOCH + (moment - midnight).total_seconds() / DAY_SECONDS


def calendar_day(text: str) -> date | None:
    """Return the date of `yyyy-mm-dd`, None when the calendar has no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """Return the moment a date or dateTime text names, in Bangkok time; without zone it is Bangkok's."""
    if _DATE.fullmatch(text):
        day = calendar_day(text)
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=BANGKOK)
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return None
    body, fraction, zone = match.groups()
    zone = {None: "+07:00", "Z": "+00:00"}.get(zone, zone)
    zone = f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    try:
        seconds = f"{body}.{(fraction or '0'):0<6}" if body.count(":") == 2 else body
        return datetime.fromisoformat(seconds + zone).astimezone(BANGKOK)
    except (ValueError, OverflowError):
        return None


def instant_days(moment: datetime) -> float:
    """Return days since 1970-01-01T00:00Z of a moment, with fraction (`decimal-date-time`)."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / DAY_SECONDS


def moment_text(moment: datetime) -> str:
    """Return a moment as the instance stores it: 2026-08-07T09:30:00.000+07:00."""
    return moment.astimezone(BANGKOK).isoformat(timespec="milliseconds")
