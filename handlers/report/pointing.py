"""Texts that mean nothing where they are: เหมือนเดิม without a report before, ตามไฟล์แนบ without a file, ครบแล้ว at a text.

เหมือนข้อข้างบน too, for in a volume something else stands above; and โอเค, ไม่ใช่, ทดสอบ.

They are asked about once, as what looks wrong is; whoever means them as they stand says so.
"""

from __future__ import annotations

import re

from forms.prompt import Prompt
from handlers import words
from handlers import words_again as say
from handlers import words_forms as says
from handlers.report import annexes, before
from handlers.report.draft import Draft
from thai.replies import classify_reply, without_particles
from thai.text import norm

_SAME = re.compile("(?:(?:เหมือน|เช่น|คง|ตาม)เดิม|เหมือน(?:เดือน|ปี|ครั้ง|รอบ|งวด)(?:ก่อน|ที่แล้ว|ที่ผ่านมา))(?:ทุกอย่าง|ทั้งหมด)?")
_IN_A_FILE = re.compile(
    "(?:รายละเอียด|ข้อมูล|ผลการดำเนินงาน)?(?:ปรากฏ|อยู่)?(?:ตาม|ดู|ดัง|ใน)(?:ที่)?(?:ใน)?(?:ไฟล์|เอกสาร)?(?:ที่)?แนบ(?:มา|ไป)?(?:ด้วย|นี้|แล้ว)*"
)
_ABOVE = re.compile(
    "(?:อันนี้|ข้อนี้)?(?:(?:เหมือน|ตาม|เช่นเดียวกับ|ดู)(?:กับ)?(?:ข้อ|ที่ตอบ)(?:ไป|ไว้|แล้ว)*(?:ข้าง)?(?:บน|ต้น|ก่อน(?:หน้า)?|แรก|ที่แล้ว)|ตอบ(?:ไป|ไว้)?แล้ว(?:ข้าง(?:บน|ต้น))?)(?:นี้)?"
)
_TRIES = frozenset({"ทดสอบ", "ทดสอบระบบ", "เทส", "เทสต์", "test"})
_OURS = frozenset(  # labels of our buttons, typed where nothing is asked that they answer
    {words.AS_ANSWER, words.KEEP_TYPING, says.TAKE_ROWS, says.ONE_TEXT, "ใช้คำสั่ง"}
)
_PUTS = re.compile(r"(?:ใส่ใน|ต่อท้าย)\d")  # the labels of an offer that stands no more
_OF_A_TABLE = frozenset({"ครบ", "ครบแล้ว", "เพิ่มแถว", "เพิ่มรายการ", "ไม่เพิ่ม", "ไม่มีแล้ว", "จบ", "จบข้อ"})


def about(desk: Draft, prompt: Prompt, text: str) -> str:
    """Return the question to ask about such a text; "" for any other, and where there is what it points to."""
    bare = re.sub(r"\s+", "", without_particles(norm(text)))
    if _SAME.fullmatch(bare) and before.offered(desk, prompt) is None:
        return say.same_as_nothing(text.strip())
    if _IN_A_FILE.fullmatch(bare) and not annexes.of_report(desk):
        return say.in_no_file(text.strip())
    is_doubtful = (
        bare.lower() in _OF_A_TABLE | _TRIES | _OURS
        or _ABOVE.fullmatch(bare)
        or _PUTS.match(bare)
        or classify_reply(text) in ("yes", "no")
    )
    return say.as_the_answer(text.strip()) if is_doubtful else ""
