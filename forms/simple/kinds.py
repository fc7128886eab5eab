"""Words of Thai authors for kinds of answers: ข้อความ, ตัวเลข, เลือกหนึ่ง, ใช่/ไม่ใช่, คะแนน 1-5 …"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from thai.numerals import arabic
from thai.text import norm

HEADING, TABLE = "begin_group", "begin_repeat"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of answer: XLSForm's type, further cells of its row, and the choices the words themselves name."""

    type: str
    cells: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()

    @property
    def takes_choices(self) -> bool:
        return self.type in ("select_one", "select_multiple", "rank")

    @property
    def is_asked(self) -> bool:
        return self.type not in ("note", HEADING)


_COUNT = Kind("integer", {"constraint": ". >= 0", "constraint_message": "ข้อนี้ตอบเป็นจำนวนตั้งแต่ 0 ขึ้นไปค่ะ เช่น 12"})
_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind("text"), ("ข้อความ", "ข้อความสั้น", "ตัวอักษร", "ตัวหนังสือ", "พิมพ์", "อักษร", "text")),
    (
        Kind("text", {"appearance": "multiline"}),
        ("ข้อความยาว", "บรรยาย", "พรรณนา", "เขียนบรรยาย", "อธิบาย", "เขียนตอบ", "หลายบรรทัด"),
    ),
    (Kind("integer"), ("ตัวเลข", "เลข", "จำนวนเต็ม", "เลขจำนวนเต็ม", "integer", "number")),
    (_COUNT, ("จำนวน", "จำนวนนับ", "จำนวนคน", "นับจำนวน")),
    (
        Kind("decimal"),
        ("ทศนิยม", "ตัวเลขทศนิยม", "เลขทศนิยม", "จำนวนเงิน", "เงิน", "บาท", "ร้อยละ", "เปอร์เซ็นต์", "decimal"),
    ),
    (Kind("date"), ("วันที่", "วัน", "วันเดือนปี", "วัน/เดือน/ปี", "วันเดือนปีพ.ศ.", "date")),
    (Kind("date", {"appearance": "month-year"}), ("เดือน", "เดือนปี", "เดือน/ปี", "ประจำเดือน")),
    (Kind("date", {"appearance": "year"}), ("ปี", "ปีพ.ศ.", "พ.ศ.")),
    (Kind("time"), ("เวลา", "time")),
    (Kind("dateTime"), ("วันที่และเวลา", "วันเวลา", "วันและเวลา", "วันที่เวลา")),
    (
        Kind("select_one"),
        ("เลือกหนึ่ง", "เลือก1", "เลือกหนึ่งอย่าง", "เลือกคำตอบเดียว", "เลือกตอบ", "เลือก", "ตัวเลือก", "ตัวเลือกเดียว", "ปรนัย"),
    ),
    (
        Kind("select_multiple"),
        ("เลือกหลาย", "เลือกได้หลาย", "เลือกหลายอย่าง", "เลือกหลายคำตอบ", "เลือกได้หลายคำตอบ", "เลือกได้มากกว่า1", "หลายตัวเลือก"),
    ),
    (Kind("rank"), ("เรียงลำดับ", "จัดลำดับ", "ลำดับความสำคัญ")),
    (Kind("image"), ("รูปภาพ", "ภาพ", "รูป", "ภาพถ่าย", "รูปถ่าย", "ภาพประกอบ", "ภาพกิจกรรม")),
    (Kind("file"), ("ไฟล์", "แนบไฟล์", "เอกสาร", "ไฟล์แนบ", "เอกสารแนบ")),
    (Kind("video"), ("วิดีโอ", "วีดิโอ", "วีดีโอ", "คลิป")),
    (Kind("audio"), ("เสียง", "ไฟล์เสียง", "บันทึกเสียง")),
    (Kind("geopoint"), ("ตำแหน่ง", "พิกัด", "ที่ตั้ง", "แผนที่", "พิกัดที่ตั้ง")),
    (Kind("barcode"), ("บาร์โค้ด", "รหัสครุภัณฑ์", "คิวอาร์โค้ด", "qr")),
    (Kind("acknowledge"), ("รับทราบ", "ยืนยัน")),
    (Kind("note"), ("หมายเหตุ", "คำชี้แจง", "ข้อความแจ้ง", "แจ้ง", "แจ้งให้ทราบ", "ไม่ต้องตอบ")),
    (Kind(HEADING), ("หัวข้อ", "หมวด", "ตอน", "ส่วน", "ตอนที่", "ส่วนที่", "หัวเรื่อง", "หัวข้อใหญ่", "ด้าน")),
    (Kind(TABLE), ("ตาราง", "รายการ", "หลายแถว", "ตารางหลายแถว", "รายชื่อ")),
)
_BY_WORD = {norm(word): kind for kind, words in _WORDS for word in words}
_ENDINGS = re.compile(r"(?:คำตอบ|ข้อ|อย่าง|รายการ)$")
_SCALE = re.compile(r"(?:ให้)?(?:คะแนน|ระดับ|ระดับคะแนน|มาตรวัด)\s*(\d{1,3})\s*(?:-|–|ถึง)\s*(\d{1,3})")
_EITHER = re.compile(r"([^/]{1,40})/\s*(ไม่[^/]{1,40})")
LISTED = "ข้อความ ตัวเลข ทศนิยม วันที่ เวลา เลือกหนึ่ง เลือกหลายข้อ ใช่/ไม่ใช่ คะแนน 1-5 ตาราง รูปภาพ ไฟล์ ตำแหน่ง รับทราบ หมายเหตุ หัวข้อ"


def kind_of(words: str) -> Kind | None:
    """Return the kind of answer an author's words mean; None for words nobody taught us."""
    said = arabic(norm(words)).strip().rstrip(".")
    bare = said.lower().replace(" ", "")
    for tried in (bare, _ENDINGS.sub("", bare), f"{bare}."):
        if tried in _BY_WORD:
            return _BY_WORD[tried]
    if scale := _SCALE.fullmatch(said):
        least, most = sorted((int(scale[1]), int(scale[2])))
        return Kind("range", {"parameters": f"start={least} end={most} step=1"}) if least < most else None
    if either := _EITHER.fullmatch(said):
        return Kind("select_one", choices=(either[1].strip(), either[2].strip()))
    return None


def nearest(words: str) -> str:
    """Return the word of ours that is spelled most like an author's; "" when none is."""
    near = difflib.get_close_matches(norm(words).replace(" ", ""), sorted(_BY_WORD), n=1, cutoff=0.6)
    return near[0] if near else ""
