"""Personal data in Thai text: where it stands, and how it is shown without being said.

Found: 13-digit citizen numbers whose checksum holds, G codes of pupils without one, telephone numbers, children by
name (ด.ช., ด.ญ., เด็กชาย, เด็กหญิง) and people by name and age. A count of boys and girls is no name. Rules, not guesses:
what is only perhaps a name is left to whoever reads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from thai.numerals import arabic

Kind = Literal["citizen_id", "g_code", "phone", "child", "age"]

_DIGIT = "0-9๐-๙"
_LETTERS = "ก-ฮะ-ู฿เ-ๅ็-์ๆ"
_CITIZEN = re.compile(rf"(?<![{_DIGIT}])[{_DIGIT}](?:[ -]?[{_DIGIT}]){{12}}(?![{_DIGIT}])")
_G_CODE = re.compile(rf"(?<![A-Za-z])[Gg][ -]?[{_DIGIT}](?:[ -]?[{_DIGIT}]){{6,12}}(?![{_DIGIT}])")
_PHONE = re.compile(rf"(?<![{_DIGIT}.,/])[0๐][{_DIGIT}](?:[ -]?[{_DIGIT}]){{7,8}}(?![{_DIGIT}.,/]*[{_DIGIT}])")
_BOY_OR_GIRL = r"ด\.\s?[ชญ]\.|(?<![ก-๙])ด[ชญ]\.|เด็กชาย|เด็กหญิง"
_CHILD = re.compile(rf"({_BOY_OR_GIRL})\s?([{_LETTERS}]{{2,30}})((?:[ \u00a0]+[{_LETTERS}]{{2,30}})?)")
_TITLE = r"นางสาว|น\.ส\.|นาง|นาย|" + _BOY_OR_GIRL
_AGED = re.compile(
    rf"({_TITLE})\s?([{_LETTERS}]{{2,30}}(?:[ \u00a0]+[{_LETTERS}]{{2,30}}){{0,3}})"
    rf"[ \u00a0]*\(?อายุ[ \u00a0]*([{_DIGIT}]{{1,3}})"
)
_NO_NAME = re.compile(  # what follows a word for boys or girls that names nobody
    "และ|หรือ|กับ|ที่|ซึ่ง|ใน|จาก|ของ|จำนวน|อายุ|ออก|กลับ|เข้า|ชั้น|ไม่|มี|ทุก|ได้|คน|ราย|ร้อยละ|ทั้ง|เป็น|ให้|อยู่|กลุ่ม|วัย|พิการ|ด้อย|"
    "ยากจน|ต่าง|ต้อง|จะ|ถูก|เรียน|ตก|หลุด|เร่ร่อน|กำพร้า|ชาว|รวม|เด็ก|หญิง|ชาย|ดังกล่าว|ตัวอย่าง|เล็ก|โต|ราว|ประมาณ|บาง|อีก|นี้|นั้น"
)
_NAME_COLUMN = re.compile(
    r"ชื่อ(?:-|\s|และ|–)*(?:นาม)?สกุล|ชื่อ\s*(?:นักเรียน|เด็ก|ผู้เรียน|ผู้ปกครอง|บุคคล)|นามสกุล|เลข(?:ที่)?(?:บัตร)?(?:ประจำตัว)?ประชาชน|"
    r"เลข(?:ประจำตัว)?\s*(?:13|๑๓)\s*หลัก|โทรศัพท์|เบอร์โทร|ที่อยู่"
)
NO_NAME = "(ไม่ระบุชื่อ)"
NOT_TOLD = "(ไม่ระบุ)"


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data: what it is, where it stands, and its part that names somebody."""

    kind: Kind
    start: int
    end: int
    name: tuple[int, int]


def find(text: str) -> list[Found]:
    """Return what of a text is personal, in the order it stands; nothing twice."""
    found: list[Found] = []
    for each in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found


def _all(text: str) -> Iterator[Found]:
    for match in _CITIZEN.finditer(text):
        if _checks(_digits(match.group())):
            yield Found("citizen_id", *match.span(), match.span())
    for match in _G_CODE.finditer(text):
        yield Found("g_code", *match.span(), match.span())
    for match in _PHONE.finditer(text):
        if _is_phone(_digits(match.group())):
            yield Found("phone", *match.span(), match.span())
    for match in _AGED.finditer(text):
        if not _NO_NAME.match(match.group(2)):
            yield Found("age", *match.span(), match.span(2))
    for match in _CHILD.finditer(text):
        if not _NO_NAME.match(match.group(2)) and (match.group(3) or match.group(1).startswith("ด.")):
            yield Found("child", *match.span(), (match.start(2), match.end()))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", arabic(text))


def _checks(digits: str) -> bool:
    """Whether thirteen digits carry the check digit of a citizen number; no such number begins with 0 or 9."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return digits[0] not in "09" and (11 - total % 11) % 10 == int(digits[12])


def _is_phone(digits: str) -> bool:
    return (len(digits) == 10 and digits[1] in "689") or (len(digits) == 9 and digits[1] in "234578")


def masked(text: str, found: Found) -> str:
    """Return a piece of personal data so that its writer knows it and nobody else learns it."""
    said = text[found.start : found.end]
    if found.kind in ("child", "age"):
        name = text[found.name[0] : found.name[1]]
        return said.replace(name, f"{name[0]}…", 1)
    digits = [place for place, sign in enumerate(said) if arabic(sign).isdigit()]
    kept = {*digits[:1], *digits[-2:]}
    return "".join("x" if place in digits and place not in kept else sign for place, sign in enumerate(said))


def covered(text: str) -> str:
    """Return a text with every piece of personal data masked: for saying it back."""
    for each in reversed(find(text)):
        text = f"{text[: each.start]}{masked(text, each)}{text[each.end :]}"
    return text


def without(text: str, found: Sequence[Found]) -> str:
    """Return a text without these pieces; where a name stood, it says that none is told."""
    for each in reversed(found):
        start, end = each.name
        text = f"{text[:start]}{NO_NAME if each.kind in ('child', 'age') else NOT_TOLD}{text[end:]}"
    return text


def is_name_column(heading: str) -> bool:
    """Whether a table's heading asks for who somebody is."""
    return _NAME_COLUMN.search(heading) is not None
