"""The wrong keyboard: what the same keys give on the other one (Kedmanee and QWERTY). A hint, never a replacement.

Thai typed on Latin keys shows itself: it is spelled as Thai can be, strange keys stand inside its words (l;ylfu is
สวัสดี), and common words come up. Names, abbreviations, addresses and codes do not pass all three.
"""

import re
from collections.abc import Collection

from thai.text import norm

_LATIN_KEYS = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI_KEYS = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ" + '+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_AS_THAI = str.maketrans(_LATIN_KEYS, _THAI_KEYS)
_AS_LATIN = str.maketrans(_THAI_KEYS, _LATIN_KEYS)
_THAI_LETTER = re.compile("[ก-ฺเ-๎]")


def guess_keyboard(text: str, known: Collection[str] = (), *, number: bool = False) -> str | None:
    """Return what the same keys give on the other keyboard, when that makes sense; a hint, never a replacement.

    known: the words worth suggesting (commands, replies). `w,j,u` is ไม่มี, but MOU stays MOU.
    number: the item asks for a number, so `/จ` is 20. Not for items with choices lettered ก ข ค.
    """
    typed = text.strip()
    if not _THAI_LETTER.search(typed):
        guess = norm(typed.translate(_AS_THAI))
        return guess if guess in known else None
    digits = typed.translate(_AS_LATIN)
    return digits if number and re.fullmatch(r"\d[\d,.]*", digits, re.ASCII) else None


def on_thai_keys(text: str) -> str:
    """Return what the same keys give on the Thai keyboard, whatever it means."""
    return norm(text.strip().translate(_AS_THAI))


SHORTEST = 5  # characters of a text that is looked at: a shorter one is a name or an abbreviation
LONGEST = 2000
_ADDRESS = re.compile(r"\w@\w|://|\bwww\.", re.ASCII)
_NUMPAD = re.compile(r"(?<!\S)\d[\d.,]*(?!\S)", re.ASCII)
_INSIDE = r"(?<=[A-Za-z0-9;\[\]=\\,.'/-])"
_STRANGE = re.compile(
    rf"{_INSIDE}[;\[\]=\\](?=\S)|(?<=[A-Za-z]),(?=[A-Za-z])|^[;\[\]=\\,.'/]+(?=[A-Za-z;])|(?<=[A-Za-z])\d+(?=[A-Za-z])|"
    r"(?<=[A-Za-z])'(?!(?:s|t|re|ll|ve|m|d)\b)(?=\S)"
)
"""Keys that stand inside no word of English, and are Thai letters."""
_IMPOSSIBLE = re.compile(
    "(?<![ก-ฮ])[ัิีึืุู็]|(?<![ก-ฮัิีึืุู])[่-๋]|(?<![ก-ฮิุ])์|(?<![ก-ฮ่-๋])[าำ]|(?<![ก-ฮ่-๋า])ะ|[เแโใไ](?![ก-ฮ])|"
    "[ัื][่-๋]?(?![ก-ฮ่-๋])|[ฺๅฃฅฤฦ๎ํ๏]|ำ[ะัิ-ู็]"
)
_COMMON = re.compile(
    "ดำเนิน|ส่งเสริม|สนับสนุน|โรงเรียน|นักเรียน|เครือข่าย|สวัสดี|ขอบคุณ|กิจกรรม|โครงการ|นโยบาย|รายงาน|อุปสรรค|จังหวัด|ประชุม|"
    "ประเมิน|ออนไลน์|สามารถ|ชุมชน|ติดตาม|นิเทศ|พัฒนา|ข้อมูล|ปัญหา|คิดเห็น|อำเภอ|พื้นที่|ศึกษา|ทักษะ|อาชีพ|กลุ่ม|หน่วย|สถาน|"
    "ความ|เรื่อง|อบรม|ตำบล|เดือน|เสนอ|ระบบ|สร้าง|เพิ่ม|เพื่อ|เรียน|เป็น|แล้ว|ด้วย|ต้อง|แผน|การ|ที่|และ|ของ|ใน|ให้|ได้|ไม่|มี|จัด|"
    "ว่า|ไป|มา|ยัง|กับ|จาก|โดย|ถึง|ทำ|งาน|ผล|ผู้|ครู|เด็ก|สอน|คน|ปี|วัน|ครั้ง|แห่ง|เขต|ข้อ|ผ่าน|ร่วม|ช่วย|เหลือ|ลง|ขาด|ทุก|ทั้ง|"
    "มาก|น้อย|ดี|ใหม่|ค่ะ|ครับ|คะ|รับ|ทราบ|ส่ง|ขอ|ใช้|ตาม|อยู่|ต่อ|เข้า|ออก"
)
_MANY_COMMON = 0.25  # of the characters
_LATIN_WORDS = re.compile(
    r"zoom|google|meet|line|class|room|face|book|tube|mail|\.com|\.th|online|school|report|excel|word|pdf|canva|tiktok|"
    r"web|link|test|\b(?:MOU|MOA|PLC|STEM|DLTV|DLIT|AMS|DMC|NT|RT|O-NET)\b"
)


def guess_text(text: str) -> str | None:
    """Return what a whole message would be on the other keyboard, where it can hardly be meant as it stands."""
    typed = text.strip()
    if not SHORTEST <= len(typed) <= LONGEST or _ADDRESS.search(typed):
        return None
    return _guess_latin(typed) if _THAI_LETTER.search(typed) else _guess_thai(typed)


def _guess_thai(typed: str) -> str | None:
    strange = [key for found in _STRANGE.findall(typed) for key in found]
    if not strange:
        return None
    # Numbers come from a block of keys that is the same on both.
    parts = (part if _NUMPAD.fullmatch(part) else part.translate(_AS_THAI) for part in re.split(r"(\s+)", typed))
    meant = norm("".join(parts))
    if _IMPOSSIBLE.search(meant):
        return None
    letters = len(_THAI_LETTER.findall(meant))
    common = sum(len(word) for word in _COMMON.findall(meant))
    is_prose = common >= _MANY_COMMON * letters or (len(strange) > 2 and len(set(strange)) > 1)
    return meant if is_prose and letters else None


def _guess_latin(typed: str) -> str | None:
    """Thai as it cannot be spelled that is English on the other keyboard."""
    if not _IMPOSSIBLE.search(norm(typed)):
        return None
    meant = typed.translate(_AS_LATIN)
    return meant if re.fullmatch(r"[A-Za-z][A-Za-z .,/-]*", meant) and _LATIN_WORDS.search(meant) else None
