"""The months and weekdays of Thai dates: how they are printed, and every way they are typed.

Reading whole dates is left to `thai.dates`.
"""

import re

FULL = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")  # date.weekday(): Monday is 0

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_BY_NAME = (
    {name: number for number, name in enumerate(FULL, start=1)}
    | {name.removesuffix("ยน").removesuffix("คม").removesuffix("พันธ์"): n for n, name in enumerate(FULL, start=1)}
    | {name.replace(".", ""): number for number, name in enumerate(SHORT, start=1)}
    | {name: number for number, name in enumerate(_ENGLISH, start=1)}
    | {name[:3]: number for number, name in enumerate(_ENGLISH, start=1)}
)
_WEEKDAY_BY_NAME = {name: number for number, name in enumerate(WEEKDAYS)} | {"พฤหัส": 3}


def _typed(name: str) -> str:
    """Return the pattern of a name; an abbreviation of two consonants may have dots and spaces: ม.ค, ม. ค."""
    if len(name) > 3 or name.isascii():
        return re.escape(name) + (r"\.?" if len(name) == 3 else "")
    return rf"{re.escape(name[:-1])}\.?\s?{name[-1]}\.?"


MONTH = "(?:" + "|".join(_typed(name) for name in sorted(_BY_NAME, key=len, reverse=True)) + ")"
"""Pattern of a month's name, lower case, in full, shortened or English."""

WEEKDAY = "(?:" + "|".join(sorted(_WEEKDAY_BY_NAME, key=len, reverse=True)) + ")"
"""Pattern of a weekday's name."""


def month_number(name: str) -> int:
    """Return 1-12 for a name that matched MONTH."""
    return _BY_NAME[re.sub(r"[.\s]", "", name)]


def weekday_number(name: str) -> int:
    """Return 0 (Monday) to 6 (Sunday) for a name that matched WEEKDAY."""
    return _WEEKDAY_BY_NAME[name]
