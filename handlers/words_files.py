"""What is said of files and whole reports that officers send: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

from collections.abc import Sequence

# --- a filled form, or a report pasted whole -----------------------------------------------------------------------
TAKE_ALL = "ใช้ทั้งหมด"
ONE_BY_ONE = "ดูทีละข้อ"
USE_NONE = "ไม่ใช้"
AS_ONE_TEXT = "เก็บเป็นข้อความเดียว"
TAKE = "ใช้ตามนี้"
FROM_FILE = "ใช้ที่อ่านได้"
LEAVE = "ข้าม"
KEEP_MINE = "คงคำตอบเดิม"
TAKE_REST = "ใช้ที่เหลือทั้งหมด"
LATER = "พักไว้"
READING = "รับไฟล์แล้วค่ะ กำลังอ่าน สักครู่จะแจ้งว่าอ่านได้ข้อใดบ้าง"
READING_TEXT = "รับข้อความแล้วค่ะ กำลังอ่าน ส่งส่วนที่เหลือต่อได้เลย สักครู่จะแจ้งว่าอ่านได้ข้อใดบ้าง"
NOT_READ = "อ่านไฟล์นี้ไม่ได้ค่ะ ขอเป็นไฟล์ Word (.docx) ที่เปิดได้ตามปกติ"
OLD_WORD = "ไฟล์ .doc อ่านไม่ได้ค่ะ ใน Word เลือก บันทึกเป็น แล้วเลือก .docx ส่งมาใหม่ได้เลย"
NO_HEADINGS = "ไม่พบหัวข้อของแบบนี้ในไฟล์ค่ะ ตรวจว่าเป็นแบบของรายงานที่เปิดอยู่ หรือพิมพ์ งานของฉัน เพื่อเลือกรายงาน"
NOTHING_WRITTEN = "ไม่พบคำตอบในไฟล์ค่ะ"
OPEN_FIRST = "เปิดรายงานที่ไฟล์นี้เป็นของก่อน แล้วส่งไฟล์อีกครั้งค่ะ"
TEXT_NOT_KEPT = "ข้อความนี้ยังไม่ได้เก็บค่ะ เปิดรายงานก่อน แล้วส่งข้อความอีกครั้ง"
NOTHING_NEW = "ทุกข้อที่อ่านได้ตรงกับที่ตอบไว้แล้วค่ะ"
NO_PROPOSALS = "ไม่มีคำตอบจากไฟล์ที่รอดูค่ะ ส่งไฟล์ Word ของแบบเข้ามาได้เลย"
NOT_USED = "ไม่ใช้คำตอบจากไฟล์ค่ะ คำตอบเดิมอยู่ครบ"
CARD_NOTE = "ใช้ทั้งหมดจะเติมเฉพาะข้อที่ว่างและอ่านได้ชัด ข้อที่เหลือถามทีละข้อ ยังไม่บันทึกจนกว่าจะเลือก"
NOTHING_TO_FEED = "ยังไม่มีรายงานที่ส่งแล้วซึ่งถามเรื่องเดียวกับแบบนี้ค่ะ"
WHICH_TO_FEED = "ดึงคำตอบจากรายงานไหนดีคะ"
FEED_NOTE = "พิมพ์ ดึงคำตอบจาก ตามด้วยชื่อรายงานก็ได้ ยังไม่บันทึกจนกว่าจะเลือก"
UNSURE = "อ่านได้ไม่ชัด โปรดดูให้แน่ใจ"
OPENS_GATE = "จุดเน้นนี้ตอบไว้ว่าไม่ได้ดำเนินการ ถ้าใช้จะเปลี่ยนเป็นได้ดำเนินการ"
PAUSED = "พักไว้ก่อนค่ะ ดูต่อเมื่อไรพิมพ์ว่า จากไฟล์"
TYPE_INSTEAD = "ถ้าไม่ตรง พิมพ์คำตอบที่ถูกมาได้เลย"
EDIT_AFTER = "แก้ทีหลังได้ทุกแถว"
PICTURES_AFTER = "ลบหรือเปลี่ยนภาพทีหลังได้"


def read_from(source: str) -> str:
    return f"อ่าน {source} แล้ว" if source else "อ่านข้อความที่วางแล้ว"


def feed_from(title: str) -> str:
    return f"ดึงคำตอบจาก {title}"


FEED = "ดึงคำตอบ"


def can_feed(title: str) -> str:
    return f"บางข้ออาจใช้คำตอบที่ส่งไว้ใน {title} ได้ แตะหรือพิมพ์ {FEED} เพื่อดูก่อนใช้"


def shared_items(items: int, offices: str) -> str:
    return f"{items} ข้อ · {offices}"


def of_offices(count: int) -> str:
    return f"{count} หน่วยงาน"


def counts(found: int, missing: int) -> str:
    return f"อ่านได้ {found} ข้อ" + (f" · ไม่พบ {missing} ข้อ" if missing else " · ครบทุกข้อ")


def new_items(count: int) -> str:
    return f"เติมข้อที่ยังว่าง {count} ข้อ"


def same_items(count: int) -> str:
    return f"ตรงกับที่ตอบไว้แล้ว {count} ข้อ"


def differing(labels: str) -> str:
    return f"ต่างจากที่ตอบไว้ จะถามก่อน: {labels}"


def unsure(labels: str) -> str:
    return f"อ่านได้ไม่ชัด จะถามก่อน: {labels}"


def unread(labels: str) -> str:
    return f"อ่านค่าไม่ได้: {labels}"


def not_found(labels: str) -> str:
    return f"ไม่พบ: {labels}"


def few(labels: Sequence[str], more: int) -> str:
    return ", ".join(labels) + (f" และอีก {more} ข้อ" if more else "")


def before_first(count: int) -> str:
    return f"ข้อความ {count:,} ตัวอักษรก่อนหัวข้อแรกไม่ได้อยู่ใต้ข้อใด จึงไม่ได้ใช้"


def pictures_offered(count: int, labels: str) -> str:
    return f"เก็บภาพในไฟล์ด้วย {count} ภาพ: {labels}"


def pictures_shown(count: int, most: int) -> str:
    return f"ภาพในไฟล์ {count} ภาพ" + (f" แสดง {most} ภาพแรก" if count > most else "")


def pictures_taken(count: int) -> str:
    return f"เก็บภาพจากไฟล์ {count} ภาพ"


def pictures_known(count: int) -> str:
    return f"ภาพในไฟล์ {count} ภาพซ้ำกับที่มีแล้ว ไม่เก็บซ้ำ"


def pictures_left(count: int, labels: str) -> str:
    where = f" ใต้ {labels}" if labels else ""
    return f"ภาพในไฟล์ {count} ภาพ{where} เก็บมาไม่ได้ ถ้าต้องใช้ เปิดข้อที่รับภาพ แล้วส่งภาพมาในแชต"


def left(count: int) -> str:
    return f"ดูทีละข้อ · เหลือ {count} ข้อ" if count > 1 else "ดูทีละข้อ · ข้อสุดท้าย"


def read_as(text: str) -> str:
    return f"อ่านได้ว่า\n{text}"


def stored_as(text: str) -> str:
    return f"ตอบไว้แล้วว่า\n{text}"


def taken(count: int) -> str:
    return f"บันทึก {count} ข้อ"


def took(label: str) -> str:
    return f"{label} ใช้ตามที่อ่านได้"


def cells_unread(values: Sequence[str]) -> str:
    return f"อ่านค่าไม่ได้ จึงเว้นไว้: {', '.join(values)}"


def row(number: str, values: Sequence[str]) -> str:
    return f"{number}. {' · '.join(values)}"


# --- annexes -------------------------------------------------------------------------------------------------------
SCAN = "ภาพสแกน"
FROM_A_FILE = "ภาพจากไฟล์ Word"
_ANSWERED_AS = {"text": "เป็นข้อความ", "integer": "เป็นตัวเลข", "decimal": "เป็นตัวเลข"}


def still_asked(kind: str) -> str:
    """Say that an item still waits for its answer; a choice or a date shows by itself how it is given."""
    return f"ข้อนี้ยังขอคำตอบ{_ANSWERED_AS.get(kind, '')}ด้วยค่ะ"


NO_ANNEXES = "ไม่พบรายงานที่มีเอกสารแนบค่ะ พิมพ์ เอกสารแนบ ตามด้วยชื่อหน่วยงาน"
WHICH_ANNEXES = "ดูเอกสารแนบของรายงานไหนคะ"
ANNEXES_TITLE = "เอกสารแนบ"
OPEN_ANNEX = "เปิดเอกสาร"
ANNEX_LINKS = "แตะชื่อเพื่อเปิด ลิงก์เป็นของท่านคนเดียว ใช้ได้ 1 วัน"


def annex_of(label: str, name: str) -> str:
    return f"ข้อ {label} · {name}" if label else name


def annexed(label: str, count: int) -> str:
    return f"เก็บเป็นเอกสารแนบ ข้อ {label}" + (f" รวม {count} ชิ้น" if count > 1 else "")


def annex_line(number: int, name: str) -> str:
    return f"เอกสารแนบ {number}: {name}"


def annexes(count: int) -> str:
    return f"เอกสารแนบ {count} ชิ้น"
