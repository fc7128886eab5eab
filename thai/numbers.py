"""Whole numbers and decimals as Thai officers type them: 9,526, ๔๔ โรงเรียน, สามพันห้าร้อย, 2.5 หมื่น.

Ranges and rounded-off amounts are never turned into one number. Limits of a form item are left to the form;
number words are in `thai.spelled`.
"""

import re
from decimal import Decimal

from thai.numerals import arabic
from thai.reading import NONE, Reading, bad
from thai.replies import GLYPHS, classify_reply, without_particles
from thai.spelled import parse_spelled
from thai.text import norm

Number = Decimal | int

MAX_DIGITS = 15  # a spreadsheet cell keeps no more
MAX_TYPED = 100  # characters; anything longer is a narrative

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋", "0123456789.,%-+")
_PREFIX = re.compile(r"^(?:(?:เป็น|มี|รวม)?จำนวน|รวม(?:ทั้งหมด|ทั้งสิ้น|เป็น)?|ทั้งหมด|ทั้งสิ้น|มี)\s*")
_SUFFIX = re.compile(r"\s*(?:ทั้งหมด|ทั้งสิ้น|เท่านั้น|พอดี|(?<=\d)\.?-|บาทถ้วน|ถ้วน)$")
_THANKS = re.compile(r"\s*(?:ขอบ(?:พระ)?คุณ(?:มาก)?|รับทราบ)$")
_BY_SEX = re.compile(
    r"(?:(?P<all>\d[\d,]*)\s*(?:คน|ราย)?)?[\s,(=]*(?:เป็น)?(?:ชาย|ผู้ชาย)\s*(?P<men>\d[\d,]*)\s*(?:คน|ราย)?[\s,+/และ]*"
    r"(?:หญิง|ผู้หญิง)\s*(?P<women>\d[\d,]*)\s*(?:คน|ราย)?\s*\)?"
)
_PERCENT = re.compile(r"^(?:ร้อยละ|เปอร์เซ็นต์|%)\s*|\s*(?:%|เปอร์เซ็นต์|เปอร์เซนต์)$")
_ABOUT = re.compile(r"^(?:ประมาณ|ราว\s?ๆ|ราว)\s*")
_VAGUE = re.compile(
    r"กว่า|เกือบ|หลาย|เกิน|อย่างน้อย|ไม่น้อย|ไม่ต่ำ|ไม่ถึง|ขึ้นไป|สูงสุด|ต่ำสุด|\+|(?<=\S)\s*(?:[-–—~]|ถึง|หรือ)\s*(?=[^\s-])|~"
)
_UNITS = (
    "คน|ท่าน|ราย|รูป|องค์|นักเรียน|เด็ก|ครู|ครอบครัว|ครัวเรือน|โรงเรียน|โรง|แห่ง|สถานศึกษา|วิทยาลัย|ศูนย์|หน่วยงาน|หน่วย|"
    "กลุ่ม|ทีม|เครือข่าย|ครั้ง|รุ่น|ชุด|ห้องเรียน|ห้อง|หลักสูตร|โครงการ|กิจกรรม|แผน|เรื่อง|ชิ้น|รายการ|ข้อ|ประเภท|ด้าน|สาขาวิชา|สาขา|"
    "วิชา|ฉบับ|เล่ม|เครื่อง|ตัว|ต้น|คัน|บาท|วัน|สัปดาห์|เดือน|ปี|ชั่วโมง|ชม|นาที|ตำบล|อำเภอ|จังหวัด|เขต|หมู่บ้าน|ชุมชน|คะแนน"
)
_COUNTED = re.compile(rf"(?P<amount>.+?)\s*(?:{_UNITS})")
_NAMED = re.compile(rf"(?:{_UNITS})\s*(?P<amount>\d[\d,]*(?:\s*(?:{_UNITS}))?)")
_UNKNOWN_UNIT = re.compile(r"(?P<amount>\d[\d,.]*)\s*[ก-๎]{1,20}")

_PLAIN = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
_FRACTION = re.compile(r"(?P<whole>\d+|\d{1,3}(?:,\d{3})+)\.(?P<part>\d+)")


def parse_number(text: str, *, percent: bool = False, decimal: bool = False) -> Reading[Number]:
    """Read one number that is not negative, as a count or an amount.

    percent: the item is a percentage: ร้อยละ and % are allowed, and so are fractions. decimal: fractions are allowed.
    The value is an int, or a Decimal where it has a fraction. "-", ไม่มี and blank are `none`, never 0.
    `ask`: "dots" and "spaces" (1.668), "about" (ประมาณ ๓๐๐), "spoken" (หมื่นห้า), "unit" (a unit not known, or one in
    front: เด็ก 12 คน), "both_sexes" (ชาย 5 หญิง 7).
    `bad`: "range", "grouping", "negative", "fraction", "letters", "percent", "too_long", "not_a_number".
    """
    if len(text.strip()) > MAX_TYPED:
        return bad("too_long")
    typed = GLYPHS.sub("", arabic(norm(text)).translate(_FULL_WIDTH)).strip()
    if not typed and norm(text).strip():  # nothing but emoji
        return bad("not_a_number")
    if not typed or classify_reply(typed) == "none":
        return NONE
    bare = without_particles(_THANKS.sub("", without_particles(typed)))
    said = _SUFFIX.sub("", _PREFIX.sub("", bare))
    bare = _PERCENT.sub("", said)
    if bare != said and not percent:
        return bad("percent")
    if by_sex := _BY_SEX.fullmatch(bare):
        return _of_both(by_sex)
    if about := _ABOUT.match(bare):
        return _doubt(_parse_amount(bare[about.end() :], fractions=percent or decimal), "about")
    return _parse_amount(bare, fractions=percent or decimal)


def _of_both(counted: re.Match[str]) -> Reading[Number]:
    """Read ชาย 5 หญิง 7, and 12 คน ชาย 5 หญิง 7: the whole, to be confirmed; none where it is not their sum."""
    men, women = (int(counted[name].replace(",", "")) for name in ("men", "women"))
    if counted["all"] and int(counted["all"].replace(",", "")) != men + women:
        return bad("range")
    return Reading("ask", men + women, "both_sexes")


def _parse_amount(said: str, *, fractions: bool) -> Reading[Number]:
    """Read an amount with or without the thing counted."""
    if re.match(r"[-–—−]\s*\d|ลบ", said):
        return bad("negative")
    if _VAGUE.search(said):
        return bad("range")
    reading = _parse_bare(said, fractions=fractions)
    if reading.status == "bad" and (counted := _COUNTED.fullmatch(said)):
        reading = _parse_bare(counted["amount"], fractions=fractions)
    if reading.why == "not_a_number" and (named := _NAMED.fullmatch(said)):
        return _doubt(_parse_amount(named["amount"], fractions=fractions), "unit")
    if reading.why == "not_a_number" and (counted := _UNKNOWN_UNIT.fullmatch(said)):
        return _doubt(_parse_digits(counted["amount"], fractions=fractions), "unit")
    return reading


def _parse_bare(said: str, *, fractions: bool) -> Reading[Number]:
    """Read digits or number words with nothing around them."""
    if re.fullmatch(r"[\d,. ]+", said, re.ASCII):
        return _parse_digits(said.strip(), fractions=fractions)
    if re.fullmatch(r"[\d,.oOlI|]+", said, re.ASCII):
        return bad("letters")
    reading = parse_spelled(said)
    return bad("too_long") if reading.value and reading.value >= 10**MAX_DIGITS else reading


def _parse_digits(digits: str, *, fractions: bool) -> Reading[Number]:
    if sum(digit.isdigit() for digit in digits) > MAX_DIGITS:
        return bad("too_long")
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return Reading("ok", int(digits.replace(",", "")))
    fraction = _FRACTION.fullmatch(digits)
    if _DOTTED.fullmatch(digits) and not (fraction and fractions):
        return Reading("ask", int(digits.replace(".", "")), "dots")
    if _SPACED.fullmatch(digits):
        return Reading("ask", int(digits.replace(" ", "")), "spaces")
    if not fraction:
        return bad("grouping")
    value = Decimal(digits.replace(",", ""))
    if value == int(value):
        return Reading("ok", int(value))
    return Reading("ok", value) if fractions else bad("fraction")


def _doubt(reading: Reading[Number], why: str) -> Reading[Number]:
    """Return the same candidate, but to be confirmed."""
    return Reading("ask", reading.value, why) if reading.status == "ok" else reading
