"""Functions on dates and times. Everything local is Asia/Bangkok."""

import math
import re
from datetime import datetime, timedelta

from forms.xpath.errors import EvaluationError
from forms.xpath.nodes import Context
from forms.xpath.values import (
    BANGKOK,
    DAY_SECONDS,
    Value,
    day_number,
    instant_days,
    moment_of,
    moment_text,
    to_text,
)

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?", re.ASCII)
_MAX_DAYS = 2_932_896  # 9999-12-31


def today(context: Context) -> str:
    return context.state.now.astimezone(BANGKOK).date().isoformat()


def now(context: Context) -> str:
    return moment_text(context.state.now)


def _moment(value: Value) -> datetime | None:
    """The moment a value names, None when blank. Raises EvaluationError for anything else."""
    if isinstance(value, float):
        return _from_days(value)
    text = to_text(value).strip()
    if not text:
        return None
    moment = moment_of(text)
    if moment is None:
        raise EvaluationError(f"{text[:40]!r} is not a date")
    return moment


def _from_days(days: float) -> datetime | None:
    """A whole number is a calendar day; with a fraction it is an instant, in days of UTC."""
    if not math.isfinite(days) or not -719_162 <= days <= _MAX_DAYS - 719_163 + 719_162:
        return None
    zone = timedelta(hours=7) if days == math.floor(days) else timedelta()
    return (
        datetime(1970, 1, 1, tzinfo=BANGKOK)
        + timedelta(hours=7)
        - zone
        + timedelta(seconds=round(days * DAY_SECONDS, 3))
    )


def date_of(value: Value) -> str:
    """The local day, '' when blank. Raises EvaluationError for what is no date."""
    moment = _moment(value)
    return moment.date().isoformat() if moment else ""


def date_time(value: Value) -> str:
    moment = _moment(value)
    return moment_text(moment) if moment else ""


def format_date(value: Value, pattern: str) -> str:
    """The date written by `pattern`; '' for what is no date."""
    try:
        moment = _moment(value)
    except EvaluationError:
        return ""
    return _written(moment, pattern) if moment else ""


def format_date_time(value: Value, pattern: str) -> str:
    return format_date(value, pattern)


def _written(moment: datetime, pattern: str) -> str:
    signs = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": _MONTHS[moment.month - 1][:3],
        "B": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": _DAYS[moment.weekday()][:3],
        "A": _DAYS[moment.weekday()],
        "W": str(moment.isocalendar().week),
        "w": str(moment.isoweekday() % 7),
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "%": "%",
    }
    return re.sub(r"%(.)", lambda found: signs.get(found[1], found[0]), pattern)


def decimal_date_time(value: Value) -> float:
    """Days since 1970-01-01T00:00Z, with fraction; a date counts from its local midnight."""
    if isinstance(value, float):
        return value
    moment = moment_of(to_text(value).strip())
    return instant_days(moment) if moment else math.nan


def decimal_time(text: str) -> float:
    """The part of the day that has passed at a time, 06:00 gives 0.25."""
    match = _TIME.match(text.strip())
    if match is None:
        day = day_number(text.strip())
        return math.nan if day is None else day % 1
    hours, minutes, seconds = match.groups()
    return (int(hours) * 3600 + int(minutes) * 60 + float(seconds or 0)) / DAY_SECONDS
