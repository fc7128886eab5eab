"""The items of a numbered text: 1. ... 2. ... on lines of their own, or all in one line, as it is pasted. Pure."""

from __future__ import annotations

import re

from thai.numerals import arabic

FEWEST = 2
_MARK = re.compile(r"(?<![\d.,/:(A-Za-z-])(\(?)(\d{1,2})([.)])(?!\d)")
_NAMED = re.compile(  # words a number belongs to: it counts no items
    r"(?:(?:ข้อ|ครั้ง|วัน|รอบ|รุ่น|กลุ่ม|หมู่|ฉบับ|บท|ลำดับ|ระยะ)(?:ที่)?|เขต|ชั้น|ร้อยละ|มาตรา"
    r"|(?<![ก-๎])(?:ที่|ปี|หน้า|ระดับ|จำนวน|อายุ|ม|ป|ว))\.?\s*$"
)
_WORDS = re.compile(r"[ก-ฮA-Za-z]")


def items(text: str) -> list[str]:
    """Return the items of a text that is numbered from its beginning, 1, 2, 3 ...; nothing for any other text.

    A number that stands otherwise where an item could begin leaves it in doubt: then there are none.
    """
    plain = arabic(text)
    marks = [found for found in _MARK.finditer(plain) if not _NAMED.search(plain, 0, found.start())]
    if not marks or plain[: marks[0].start()].strip():
        return []
    alike = [found for found in marks if (found[1], found[3]) == (marks[0][1], marks[0][3])]
    if len(alike) < FEWEST or [int(found[2]) for found in alike] != list(range(1, len(alike) + 1)):
        return []
    ends = [found.start() for found in alike[1:]]
    found_items = [text[mark.end() : end].strip() for mark, end in zip(alike, [*ends, len(text)], strict=True)]
    return found_items if all(_WORDS.search(each) for each in found_items) else []
