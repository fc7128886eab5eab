"""What a short message says by itself: yes, no, none, a courtesy, or text to be kept.

The whole message must match; a sentence that only starts like a reply is text. Whether the question allows such a
reply, and what ค่ะ alone means right after a yes/no question, is left to the caller.
"""

import re
from typing import Literal

import regex

from thai.text import norm

Reply = Literal["yes", "no", "none", "courtesy", "text"]

_PARTICLE = "(?:นะ+(?:ครับ|คับ|ค่ะ|คะ|จ๊ะ|จ้ะ)|ครับ(?:ผม|กระผม)?|คร้าบ+|คับ|ค่ะ|คะ|ค่า+|จ้า+|จ้ะ|จ๊ะ|ฮะ)"
_TRAILING = re.compile(rf"(?:{_PARTICLE}|[ๆ.!~\s])+$")
GLYPHS = regex.compile(r"[\p{Extended_Pictographic}\p{EMod}\p{RI}\ufe0f\u200d]")

_NONE = re.compile(
    "(?:ยัง)?ไม่มี"
    "(?:ข้อมูล|(?:ปัญหา)?(?:และ|/|,)?(?:อุปสรรค)?|ข้อเสนอแนะ|ข้อเสนอ|ข้อคิดเห็น|ความเห็น|ความคิดเห็น|อะไร|รายการ)"
    "(?:ใด|อะไร|เพิ่มเติม|เลย|ทั้งสิ้น)*|n/?a|none"
)
_YES = re.compile(
    "ใช่(?:แล้ว|ใช่)?|ได้(?:เลย|สิ)?|โอเค|โอเคร|ok(?:ay)?|ตกลง|ถูก(?:ต้อง)?(?:แล้ว)?|ยืนยัน|ได้ดำเนินการ(?:แล้ว)?|yes|[👍👌✅]+"
)
_NO = re.compile("ไม่(?:ใช่|ต้อง|เอา|ได้|ถูกต้อง|ถูก|ตกลง|ยืนยัน|โอเค)?|ยัง(?:ไม่)?|ยกเลิก|(?:ยัง)?ไม่ได้ดำเนินการ|no|[👎❌]+")
_COURTESY = re.compile(
    "(?:(?:รับทราบ|ทราบ)(?:แล้ว)?(?:(?:และ)?จะดำเนินการ(?:ให้|ต่อไป)*)?|ขอบ(?:พระ)?คุณ(?:มาก|ๆ|เลย|จริง)*|ขอบใจ|ขออภัย|ขอโทษ|"
    "เรียน(?:ท่าน)?(?:ผู้ประสานงาน|ผู้ดูแล|แอดมิน|อาจารย์|เจ้าหน้าที่)|สวัสดี(?:ตอนเช้า|ตอนบ่าย|ตอนเย็น)?|หวัดดี|"
    "(?:ขออนุญาต|ขอ)?(?:นำ)?ส่ง(?:รายงาน|งาน|ข้อมูล|แบบรายงาน)?(?:ให้|ไป)?(?:เรียบร้อย|ครบ(?:ถ้วน)?)*(?:แล้ว)|"
    "(?:ขออนุญาต|ขอ)(?:นำ)?ส่ง(?:รายงาน|งาน|ข้อมูล|แบบรายงาน)?|"
    f"ยินดี|ฝากด้วย|hi|hello|good(?:morning|afternoon|evening)|thank(?:s|you)|thx|{_PARTICLE}|[ๆ.!~,])+"
)

WORDS = frozenset(
    {"ใช่", "ได้", "โอเค", "ตกลง", "ถูกต้อง", "ไม่", "ไม่ใช่", "ยัง", "ไม่ต้อง", "ยกเลิก"}
    | {"ไม่มี", "ไม่มีข้อมูล", "ยังไม่มี", "ครับ", "ค่ะ", "คะ"}
)
"""The replies worth suggesting when the wrong keyboard was on."""


MAX_REPLY = 100  # characters; anything longer is a text of its own


def without_particles(text: str) -> str:
    """Return text without the polite particles, ๆ and full stops at its end: ๑๒ คนค่ะ -> ๑๒ คน."""
    return _TRAILING.sub("", text)


def classify_reply(text: str) -> Reply:
    """Return what the whole message says. A blank message is text: silence is not "none"."""
    said = re.sub(r"\s+", "", norm(text[: MAX_REPLY + 1])).lower()
    if not said or len(text) > MAX_REPLY:
        return "text"
    if re.fullmatch(r"[-–—.]+", said):
        return "none"
    return _classify_words(GLYPHS.sub("", said)) or _classify_glyphs(said)


def has_words(text: str) -> bool:
    """Whether a message holds a letter or a digit: one of nothing but marks and emoji answers no question."""
    return bool(regex.search(r"[\p{L}\p{N}]", text))


def _classify_words(said: str) -> Reply | None:
    core = without_particles(without_particles(said).strip("-–—"))
    if not said:
        return None
    if not core or _COURTESY.fullmatch(said):
        return "courtesy"
    if _NONE.fullmatch(core):
        return "none"
    if _YES.fullmatch(core):
        return "yes"
    return "no" if _NO.fullmatch(core) else "text"


def _classify_glyphs(said: str) -> Reply:
    """Read a message of nothing but emoji; skin tones and variants do not change its meaning."""
    glyphs = regex.sub(r"[\p{EMod}\ufe0f\u200d]", "", said)
    if _YES.fullmatch(glyphs):
        return "yes"
    return "no" if _NO.fullmatch(glyphs) else "courtesy"
