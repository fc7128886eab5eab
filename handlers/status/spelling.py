"""A question made comparable: digits, particles, spelling and the names of kinds of offices. Pure text, no meaning.

Kinds of offices become single signs, so that สพป., "เขตประถม" and the full name are one thing, and are not found
inside other words. The same is done to the names of the roster.
"""

from __future__ import annotations

import re
from functools import lru_cache

from thai.numerals import arabic
from thai.text import norm

GONE = "¦"  # stands where something was understood already

KINDS: dict[str, str] = {  # sign -> how the kind is called
    "\ue001": "สพป.",
    "\ue002": "สพม.",
    "\ue003": "ศธจ.",
    "\ue004": "ศธภ.",
    "\ue005": "สอจ.",
    "\ue006": "สกร.",
    "\ue007": "ศกศ.",
    "\ue008": "โรงเรียน",
    "\ue009": "วิทยาลัย",
    "\ue00a": "วท.",
    "\ue00b": "วก.",
    "\ue00c": "วช.",
    "\ue00d": "วษท.",
    "\ue00e": "วอศ.",
    "\ue00f": "สช.",
}
AREA = "\ue010"  # อำเภอ or จังหวัด before a name
SIGNS = "".join(KINDS)

_OFFICE = r"(?:สำนักงาน|สนง\.?|สนง)?\s?"
_EDGE = r"(?<![ก-๎])"
_NAMES: tuple[tuple[str, str], ...] = (
    ("\ue00d", r"วิทยาลัยเกษตร(?:และ\s?เทคโนโลยี)?|ว\.?ษ\.?ท\.|" + _EDGE + r"วษท"),
    ("\ue00a", r"วิทยาลัย\s?เทคนิค|ว\.\s?ท\.|วท\.|" + _EDGE + r"วท(?=\s?[ก-๎])|เทคนิค"),
    ("\ue00b", r"(?:วิทยาลัย)?\s?การอาชีพ|ว\.\s?ก\.|วก\.|" + _EDGE + r"วก(?=\s?[ก-๎])"),
    ("\ue00c", r"(?:วิทยาลัย)?\s?สารพัดช่าง|ว\.\s?ช\.|วช\.|" + _EDGE + r"วช(?=\s?[ก-๎])"),
    ("\ue00e", r"วิทยาลัยอาชีวศึกษา|วอศ\.?"),
    ("\ue009", r"วิทยาลัย"),
    (
        "\ue001",
        _OFFICE + r"เขตพื้นที่(?:การศึกษา)?\s?ประถม(?:ศึกษา)?|เขตประถม(?:ศึกษา)?|ส\.?\s?พ\.?\s?ป\.?|สปพ\.?|ประถมศึกษา|ประถม",
    ),
    (
        "\ue002",
        _OFFICE + r"เขตพื้นที่(?:การศึกษา)?\s?มัธยม(?:ศึกษา)?|เขตมัธยม(?:ศึกษา)?|ส\.?\s?พ\.?\s?ม\.?|สมพ\.|มัธยมศึกษา|มัธยม",
    ),
    ("\ue003", _OFFICE + r"ศึกษาธิการ\s?จังหวัด|ศ\.?\s?ธ\.?\s?จ\.?|ศธ\.จังหวัด|ศึกษาธิการ(?!ภาค|\s?ภาค)"),
    ("\ue004", _OFFICE + r"ศึกษาธิการ\s?ภาค|ศ\.?\s?ธ\.?\s?ภ\.?"),
    ("\ue005", _OFFICE + r"อาชีวะ?(?:ศึกษา)?\s?จังหวัด|ส\.?\s?อ\.?\s?จ\.?|อาชีวศึกษา|อาชีวะ"),
    (
        "\ue006",
        _OFFICE
        + r"ส่งเสริมการ(?:เรียนรู้|ศึกษานอกระบบ)(?:และการศึกษาตามอัธยาศัย|ฯ)?\s?(?:ประจำ)?\s?(?:จังหวัด)?"
        + r"|"
        + _EDGE
        + r"ศ\.?ก\.?ร\.?\s?(?:ระดับ)?(?:อำเภอ|อ\.)?|(?:ศูนย์|ศ\.)?\s?ส่งเสริมการเรียนรู้\s?(?:ระดับ)?(?:อำเภอ)?"
        + r"|(?:ศูนย์)?\s?(?:ส\.?\s?ก\.?\s?ร\.?|ก\.?\s?ศ\.?\s?น\.?)\s?(?:อำเภอ|ประจำอำเภอ|ระดับอำเภอ|จังหวัด|อ\.|จ\.)?",
    ),
    ("\ue007", r"ศูนย์การศึกษาพิเศษ|ศ\.?ก\.?ศ\.?"),
    ("\ue008", r"โรงเรียน|โรงเรีย(?=[ก-๎])|ร\.\s?ร\.|รร\.|" + _EDGE + r"รร(?=\s?[ก-๎])"),
    ("\ue00f", r"ส\.\s?ช\.|สช\.|" + _EDGE + r"สช(?![ก-๎])"),
    (
        AREA,
        r"(?:อำเภอ|จังหวัด)(?!\s?(?:ไหน|ใด|อะไร|อื่น|ละ|ต่าง|ให้|ด้วย|หน่อย|หรือ|ค่ะ|คะ|ครับ|$))|"
        + _EDGE
        + r"(?:อ|จ)\.\s?(?=[ก-๎])",
    ),
)
_ANY_KIND = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(_NAMES)))

_APART = re.compile(r"(?<=\d)\s+(?=\d)")
_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_SIGNS_OF_WRITING = re.compile(r"[?!,;:\"'“”‘’()\[\]{}…ๆฯ*#~_+=|•·–—-]")

_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?:รึ|หรือ|ฤ|รือ|หรอ)(?:ป่าว|เปล่า|ป่ะ|ปะ|ไม่|ไม)(?!ส่ง|ได้|มี)", "ไหม"),
        (r"มั้ย|มัย|ไม๊|มั๊ย|ไหมม+|ใหม(?=$|ค|ห|น|ว|¦)|ป่าว|ป่ะ", "ไหม"),
        (r"(?:แล้ว)?(?:รึ|หรือ|ฤ|รือ|หรึ|หรอ|หลือ|หรื|รื)ยัง(?:ไม่(?:ได้)?(?:ส่ง|ตอบ|กรอก|ทำ)?)?", "หรือยัง"),
        (r"แร้ว|แล้ว้|แล้ง(?=กี่|หรือ|ยัง)|แล้สว", "แล้ว"),
        (r"(?<!ใคร)(?:แล้ว)?ยัง(?=$|ค[ะร่ั]|นะ|จ[้๊]|อะ|อ่ะ|ฮะ|ว[ะ้])", "หรือยัง"),
        (r"แล้วยังหรือยัง|แล้วยังไหม", "หรือยัง"),
        (r"(?:สง|ส้ง|สฺง|ส่ง้|สั่ง|ส่งง+)(?=หรือ|รึ|แล้ว|ยัง|ช้า|ล่าช้า|ครบ|$|ไหม|มา|งาน|รายงาน|กี่|ทัน|บ้าง|¦)", "ส่ง"),
        (r"(?<=ไม่)(?:สง|ส้ง|สั่ง)", "ส่ง"),
        (r"ยังไม(?![่้๊๋ก-ฮเแโใไ])|ยังไม(?=ส่ง|ได้|ต|ก)|ยังม่ะ?|ยังมะ(?=ส่ง|ได้)|ยังบ่|ยังมิ|ยังบ่อ", "ยังไม่"),
        (r"(?<!ยัง)ม่ายส่ง|มะส่ง|บ่ส่ง|มิส่ง|มิได้ส่ง", "ไม่ส่ง"),
        (r"ไคร|ใคน|คัย|ใครๆ|ไค(?=ยัง|ส่ง|บ้าง|ไม่)|(?<![ก-ฮใ])คร(?=ยังไม่|ส่งแล้ว)|ผู้ใด", "ใคร"),
        (r"เปอร?์?เซ[็]?น(?:ต์|ต|์|ท์)?|เปอร์เซ้น(?:ต์)?|percent|%|ร้อยละ", "ร้อยละ"),
        (r"เท่าไหร่|เท่าไหร|เท่าไร|เท่าไห|เท่าใด|เท่าไ", "เท่าไหร่"),
        (r"เมื่อไหร่|เมื่อไหร|เมื่อไร|เมื่อใด|ตอนไหน", "เมื่อไหร่"),
        (r"อัพเด[ทต]|อัปเด[ทต]|อั[พป]เดท์?|update", "อัปเดต"),
        (r"ยังงัย|ยังไง|ยังงัยบ้าง|ยังงี|เป็นไง|เป็นงัย|ไงบ้าง|อย่างไร", "อย่างไร"),
        (r"รายงาย|รานงาน|รายงงาน|ลายงาน|รายงาร", "รายงาน"),
        (r"สถาณะ|สะถานะ|สถาะน|สถานะะ|สเตตัส|status", "สถานะ"),
        (r"ควาคืบหน้า|คืบหน้(?!า)|คืปหน้า|คืบน่า", "คืบหน้า"),
        (r"(?<=มี)ไร(?=บ้าง|$|ค[ะรั่]|ที่)", "อะไร"),
        (r"(?:แระ|แย้ว|แล้วว+)(?=กี่|หรือ|ยัง|บ้าง|ใคร|$)", "แล้ว"),
        (r"เด๋ว|เด่ว|เดี่ยว(?=นี้)", "เดี๋ยว"),
        (r"หน่วย?งาร|หน่วนงาน|หน่อยงาน", "หน่วยงาน"),
        (r"review(?:ed)?|รีวิว", "ตรวจ"),
        (r"(?:return|reject)(?:ed)?", "ส่งคืน"),
        (r"approved?", "อนุมัติ"),
        (r"ผอ์|ผ\.?อ\.?", "ผอ"),
        (r"dead\s?line|เด็ดไลน์|เดทไลน์|เดดไลน|เดตไลน์", "เดดไลน์"),
    )
)


_SPOKEN = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ")
_DIGIT = "|".join(_SPOKEN)
_SPOKEN_NUMBER = re.compile(rf"(?<=เขต|ข้อ|ที่)\s?((?:{_DIGIT})(?:\s?จุด\s?(?:{_DIGIT}))*)(?!ค|แห่ง|หน่วย)")


def _in_digits(match: re.Match[str]) -> str:
    said = re.sub(_DIGIT, lambda word: str(_SPOKEN.index(word.group())), match[1])
    return re.sub(r"\s?จุด\s?", ".", said)


def plain(text: str) -> str:
    """Return what was typed with Arabic digits, repaired, in lower case, its kinds of offices as signs."""
    said = _SPOKEN_NUMBER.sub(_in_digits, arabic(norm(text)).lower().replace("▸", ">"))
    return _ANY_KIND.sub(_sign, said)


def _sign(match: re.Match[str]) -> str:
    return _NAMES[int(str(match.lastgroup)[1:])][0]


def squeezed(said: str) -> str:
    """Return plain words without spaces and marks; a dot stays inside a number, two numbers stay apart."""
    said = _SIGNS_OF_WRITING.sub(" ", said)
    said = re.sub(r"(?<=\d)\s*[>]\s*(?=\d)", ">", said)
    return _DOT.sub("", re.sub(r"\s+", "", _APART.sub(GONE, said)))


def spelled(said: str) -> str:
    """Return squeezed words with the spellings people use made one."""
    for pattern, replacement in _SPELLINGS:
        said = pattern.sub(replacement, said)
    return said


@lru_cache(maxsize=4096)
def name_of(text: str) -> str:
    """Return a name of the roster as it is looked for in a question."""
    return squeezed(plain(text.split("(")[0])).replace(AREA, "")
