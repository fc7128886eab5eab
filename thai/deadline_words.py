"""The words around a deadline, as coordinators type them: made plain, or taken off as terms, before its days are read.

"ขอเป็นเดือนละครั้ง วันที่ยี่สิบ ก่อนเที่ยง ถ้าตรงวันหยุดให้ส่งวันทำการถัดไป" is ทุกเดือน วันที่ 20 เที่ยง, shifted. Nothing here knows
dates; whatever it does not know stays as it was typed, and the reader refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from thai.calendar import Shift
from thai.months import MONTH, WEEKDAY
from thai.numbers import parse_number

Said = dict[str, Shift | int]
"""What clauses say: fields of a rule."""

COUNT = "(?P<count>\\d{1,2}|สิบห้า|สิบ|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
_ONES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_TENS = {1: "สิบ", 2: "ยี่สิบ", 3: "สามสิบ"}


def _spelled(day: int) -> str:
    tens, ones = divmod(day, 10)
    return _TENS.get(tens, "") + ("เอ็ด" if tens and ones == 1 else _ONES[ones])


_DAYS = {_spelled(day): str(day) for day in range(1, 32)}
_DAY_WORD = "|".join(sorted(_DAYS, key=len, reverse=True))
_CLOCK = r"(?:เวลา|เที่ยง|บ่าย|\d{1,2}\s?[.:]\s?\d{2}|\S{1,6}\s?โมง)"
_TIME_FIRST = r"(?:ก่อน|ไม่เกิน|ภายใน)?\s?(?:เวลา\s?)?(?P<at>เที่ยง(?:ตรง|วัน)?|\d{1,2}[.:]\d{2}(?:\s?น\.?)?)"
_TIMES = "|".join(("1", "หนึ่ง", "เดียว", "2", "สอง", "3", "สาม", "4", "สี่"))

_PLAIN: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"[()]", " "),
    (r"^(?:ขอ|เอา|ให้|กำหนด|เปลี่ยน|แก้|ตั้ง)+เป็น\s?", ""),
    (rf"^(?P<weekday>{WEEKDAY})(?=นี้|หน้า)", r"วัน\g<weekday>"),
    (rf"(?<=(?:วันที่\s))(?P<word>{_DAY_WORD})(?![ก-๙])", lambda found: _DAYS[found["word"]]),
    (rf"(?<=(?:วันที่))(?P<word>{_DAY_WORD})(?![ก-๙])", lambda found: _DAYS[found["word"]]),
    (rf"(?<=[ก-๙])ที่\s?(?P<word>{_DAY_WORD})(?=\s?(?:ของ)?\s?(?:ทุก|แต่ละ)?เดือน)", lambda f: f"ที่ {_DAYS[f['word']]} "),
    (rf"(?:เดือน|รายเดือน)ละ\s?(?:{_TIMES})?\s?ครั้ง(?:เดียว)?\s?(?:คือ|ใน|ทุก)?\s?", "ทุกเดือน "),
    (rf"(?:ปี|รายปี)ละ\s?(?:{_TIMES})?\s?ครั้ง(?:เดียว)?\s?(?:คือ|ใน|ทุก)?\s?", "ทุกปี "),
    (rf"(?:สัปดาห์|อาทิตย์)ละ\s?(?:{_TIMES})?\s?ครั้ง(?:เดียว)?\s?(?:คือ|ใน|ทุก)?\s?", "ทุกสัปดาห์ "),
    (r"^(?:รายไตรมาส|ทุกไตรมาส|ไตรมาสละ\s?(?:1\s?|หนึ่ง)?ครั้ง)\s?(?=.*หลัง.*ไตรมาส)", ""),
    (rf"รอบ\s?(?:3|6|9|12)\s?เดือน\s?(?:คือ)?\s?(?=(?:วันที่)?\s?\d{{1,2}}\s?{MONTH})", ""),
    (r"เดือนเว้นเดือน", "2 เดือน"),
    (r"^2 เดือน", "ทุก 2 เดือน"),
    (r"เดือนถัดจาก(?:เดือน)?ที่รายงาน", "เดือนถัดไป"),
    (r"ของเดือนหน้า\s?(?=(?:ของ)?ทุกเดือน)", "ของเดือนถัดไป "),
    (r"(?<=เดือนถัดไป)\s?(?:ของ)?ทุกเดือน", ""),
    (rf"(?<=[\s\dก-๙.])(?:ก่อน|ไม่เกิน|ภายใน)\s?(?={_CLOCK})", " "),
    (rf"^{_TIME_FIRST}\s?(?:ของ)?(?P<rest>(?:ทุก)?วัน.+)", r"\g<rest> \g<at>"),
    (r"(?<=[^\s])(?=เที่ยง(?:ตรง|วัน|ครึ่ง)?$)", " "),
)
_RULES = tuple((re.compile(pattern), said) for pattern, said in _PLAIN)
_THIS_YEAR = re.compile(rf"(?P<day>\d{{1,2}}\s?(?:{MONTH})|วันที่\s?\d{{1,2}})\s?นี้")
_LISTED = re.compile(r"(?<=\d)\s?(?:,|\s|กับ)\s?(?=\d{1,2}(?!\d|[.:/]))")
_NAMED = f"(?:วัน{WEEKDAY}|{WEEKDAY.replace('|อาทิตย์', '')})"  # ทุกอาทิตย์ is every week
_WEEKDAYS = re.compile(rf"(?P<first>{_NAMED})\s?(?:,|กับ|และ|\s)\s?(?=(?:และ)?\s?{_NAMED}(?!นี้|หน้า|ละ|เว้น))")


def plain(said: str) -> str:
    """Return a deadline in fewer and more usual words."""
    for pattern, plainer in _RULES:
        said = pattern.sub(plainer, said)
    return re.sub(r"\s+", " ", _THIS_YEAR.sub(r"\g<day>", said)).strip()


def joined(said: str) -> str:
    """Return days that were listed with commas or spaces, joined by และ: 10, 20 และ 30; จันทร์ พุธ ศุกร์."""
    return _WEEKDAYS.sub(r"\g<first>และ", _LISTED.sub("และ", said)).replace("และและ", "และ")


def number(typed: str) -> int:
    """Return what COUNT has matched."""
    found = parse_number(typed).value
    assert found is not None
    return int(found)


# Clauses at the end. Each is taken off as often as it stands there.

_IF = r"(?:ถ้า|หาก|กรณี|แต่ถ้า|แต่หาก|โดย)?\s?(?:วันดังกล่าว)?\s?"
_OFF = r"(?:วันหยุด(?:ราชการ)?|(?:วัน)?เสาร์\s?[-–]?\s?(?:หรือ)?(?:วัน)?อาทิตย์)"
_HOLIDAY = rf"(?:{_IF}(?:ตรงกับ|ตรง|เป็น|ติด)\s?{_OFF}\s?)"
_MOVED = r"(?:ให้)?\s?เลื่อน\s?(?:กำหนด)?(?:ออก|ขึ้น|เข้า)?\s?(?:ไป|มา|เป็น|ส่ง)*\s?(?:ใน)?(?:วันทำการ|วันทำงาน|วัน)?\s?"
_SENT = r"(?:ให้)?\s?(?:ส่ง|ใช้)(?:ใน|เป็น)?\s?วันทำการ\s?"
_NEXT = r"(?:ถัดไป|ต่อไป|แรกหลังวันหยุด|จันทร์)$"
_BEFORE = r"(?:ก่อนหน้า|ก่อนวันหยุด|ก่อน|ศุกร์)$"
_PREVIOUS_PERIOD = r"(?:เป็น)?(?:รายงาน)?(?:ผล)?ของ(?:เดือน|ไตรมาส|สัปดาห์|รอบ|ปี)(?:ก่อน|ที่แล้ว|ที่ผ่านมา)$"
_CLAUSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Said]], ...] = (
    (re.compile(rf"{_HOLIDAY}?{_MOVED}{_NEXT}"), lambda _: {"shift": "next"}),
    (re.compile(rf"{_HOLIDAY}?{_MOVED}{_BEFORE}"), lambda _: {"shift": "previous"}),
    (re.compile(rf"{_HOLIDAY}{_SENT}{_NEXT}|หรือวันทำการถัดไป$"), lambda _: {"shift": "next"}),
    (re.compile(rf"{_HOLIDAY}{_SENT}{_BEFORE}|หรือวันทำการก่อนหน้า$"), lambda _: {"shift": "previous"}),
    (re.compile(rf"เลื่อนออก(?:ไป)?\s?{_HOLIDAY}$|{_HOLIDAY}(?:ให้)?เลื่อนออก(?:ไป)?$"), lambda _: {"shift": "next"}),
    (re.compile(rf"เลื่อนขึ้น(?:มา)?\s?{_HOLIDAY}$|{_HOLIDAY}(?:ให้)?เลื่อนขึ้น(?:มา)?$"), lambda _: {"shift": "previous"}),
    (re.compile(rf"{_HOLIDAY}?ไม่(?:ต้อง)?เลื่อน$"), lambda _: {"shift": "none"}),
    (
        re.compile(rf"(?:ผ่อนผัน|อนุโลม)\s?(?:ให้)?(?:ได้)?\s?(?:อีก)?\s?(?:ไม่เกิน)?\s?{COUNT}\s?วัน(?:ทำการ)?$"),
        lambda match: {"grace_workdays": number(match["count"])},
    ),
    (re.compile(_PREVIOUS_PERIOD), lambda _: {"periods_back": 1}),
)


def take_clauses(said: str) -> tuple[str, Said]:
    """Return a deadline without what is said at its end of days off, patience and periods, and that."""
    terms: Said = {}
    for _ in _CLAUSES:
        for pattern, clause in _CLAUSES:
            if (match := pattern.search(said)) and match.start():
                terms |= clause(match)
                said = said[: match.start()].rstrip()
    return said, terms
