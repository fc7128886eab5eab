"""Conditions as Thai authors write them: ข้อ 3 = ดำเนินการแล้ว, ข้อ 4 > 0, ข้อ 5 ไม่ใช่ อื่น ๆ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from thai.numbers import parse_number
from thai.numerals import arabic
from thai.text import norm

_CONDITION = re.compile(
    r"(?:เมื่อ|ถ้า|หาก)?\s*(?:ข้อ(?:ที่)?\s*)?(?P<number>[^\s=<>≥≤≠]+?)\s*"
    r"(?P<sign>>=|<=|!=|<>|≥|≤|≠|=|>|<|ไม่ใช่|ไม่เท่ากับ|มากกว่า|น้อยกว่า|ตอบว่า|ตอบ|เลือก|เท่ากับ|เป็น|คือ)\s*"
    r"(?P<value>\S.*)",
    re.DOTALL,
)
_SIGNS = {
    "≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "ไม่ใช่": "!=", "ไม่เท่ากับ": "!=", "มากกว่า": ">", "น้อยกว่า": "<",
    "ตอบว่า": "=", "ตอบ": "=", "เลือก": "=", "เท่ากับ": "=", "เป็น": "=", "คือ": "=",
}  # fmt: skip
_NUMBERS = frozenset({"integer", "decimal", "range"})
HOW = "เขียนเช่น ข้อ 3 = ดำเนินการแล้ว หรือ ข้อ 4 > 0"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question further up that a condition may look at: its name, its type, its choices' names by their labels."""

    name: str
    type: str
    choices: Mapping[str, str]


class Unread(ValueError):
    """A condition that cannot be understood; `what` and `remedy` are Thai sentences."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def formula(words: str, above: Mapping[str, Asked]) -> str:
    """Return a condition as XLSForm's `relevant`; `above` are the questions before, by number. Raises Unread."""
    match = _CONDITION.fullmatch(arabic(norm(words)).strip())
    if match is None:
        raise Unread(f"อ่านเงื่อนไข “{words}” ไม่ได้", HOW)
    asked = above.get(bare_number(match["number"]))
    if asked is None:
        raise Unread(f"เงื่อนไขอ้างถึงข้อ {match['number']} ซึ่งไม่มีก่อนหน้าข้อนี้", "ตรวจเลขข้อ ข้อที่อ้างถึงต้องอยู่ก่อน และเลขไม่ซ้ำ")
    sign, value = _SIGNS.get(match["sign"], match["sign"]), match["value"].strip(" \"'“”")
    if asked.type in _NUMBERS:
        return _of_number(asked, sign, value)
    if not asked.choices:
        raise Unread(f"เงื่อนไขใช้ข้อ {match['number']} ไม่ได้", "อ้างถึงได้เฉพาะข้อที่ตอบเป็นตัวเลขหรือตัวเลือก")
    return _of_choice(asked, sign, value)


def _of_number(asked: Asked, sign: str, value: str) -> str:
    read = parse_number(value, decimal=True)
    if read.status != "ok":
        raise Unread(f"“{value}” ในเงื่อนไขไม่ใช่ตัวเลข", "ข้อที่อ้างถึงตอบเป็นตัวเลข เช่น > 0")
    return f"${{{asked.name}}} {sign} {read.value}"


def _of_choice(asked: Asked, sign: str, value: str) -> str:
    name = asked.choices.get(bare(value))
    if name is None or sign not in ("=", "!="):
        raise Unread(f"ไม่มีตัวเลือก “{value}” ในข้อที่อ้างถึง", f"ใช้คำของตัวเลือกนั้น: {' / '.join(asked.choices)}")
    chosen = f"selected(${{{asked.name}}}, '{name}')"
    return chosen if sign == "=" else f"${{{asked.name}}} != '' and not({chosen})"


def bare(label: str) -> str:
    """Return a choice's label as it is compared: digits one way, blanks left out of consideration."""
    return " ".join(arabic(norm(label)).split())


def bare_number(number: str) -> str:
    """Return a printed number as it is compared: ๑.๑) is 1.1."""
    return re.sub(r"^ข้อ(?:ที่)?", "", arabic(norm(number)).replace(" ", "")).strip(".)(")
