"""What is said around announcements: previews, audiences, what became of them. Honest about what LINE does not tell."""

from __future__ import annotations

import re

LATER = "ตั้งเวลา"
CHANGE = "เปลี่ยนผู้รับ"
ASK_ACKNOWLEDGING = "ให้กดรับทราบ"
NO_ACKNOWLEDGING = "ไม่ต้องกดรับทราบ"
SCHEDULE_IT = "ส่งตามเวลา"
SEND_ALL_THE_SAME = "ใช้ส่วนที่กันไว้ ส่งเลย"
UNDO = "ยกเลิกการส่ง"
ANNOUNCE_PICTURE = "ประกาศภาพนี้"
ASK_PICTURE = "ได้รับภาพแล้วค่ะ ให้ประกาศภาพนี้ถึงหน่วยงานไหมคะ"
NOT_ANNOUNCED = "ไม่ประกาศภาพนี้ค่ะ"
CANNOT_ENCLOSE = "แนบได้เฉพาะภาพ PDF Word Excel และ PowerPoint ค่ะ"
TOO_MANY_PICTURES = (
    "ประกาศหนึ่งแนบได้ไม่เกิน 3 ภาพค่ะ ใช้ 3 ภาพแรกที่ได้รับ ภาพที่เหลือส่งเป็นประกาศถัดไปได้ หรือพิมพ์ เอาไฟล์ออก 1 แล้วส่งภาพใหม่แทน"
)
TOO_MANY_FILES = "ประกาศหนึ่งแนบได้ไม่เกิน 5 ไฟล์ค่ะ ใช้ 5 ไฟล์แรกที่ได้รับ หรือพิมพ์ เอาไฟล์ออก 1 แล้วส่งไฟล์ใหม่แทน"
ASK_PICTURES = "ได้รับภาพแล้วค่ะ ให้ประกาศภาพเหล่านี้ถึงหน่วยงานไหมคะ"
TAKE_OFF = "เอาไฟล์ออก"
NO_TEXT = "ยังไม่มีข้อความ พิมพ์ข้อความประกอบมาได้เลย"
STILL_FETCHING = "กำลังรับไฟล์จากไลน์อยู่ค่ะ อีกสักครู่พิมพ์ ส่งเลย อีกครั้ง"
FILE_LOST = "รับไฟล์จากไลน์ไม่ได้ หรือไฟล์ใหญ่เกิน 10 MB ค่ะ ส่งใหม่อีกครั้ง หรือพิมพ์ เอาไฟล์ออก แล้วส่งเฉพาะข้อความ"
ANNOUNCEMENT = "ประกาศ"
EVERYWHERE = "ทุกพื้นที่"
EVERYBODY = "ทุกหน่วยงาน"
OUT_OF_HOURS = "ผู้รับจะได้รับนอกเวลาราชการ"
NEW_TEXT = "พิมพ์ข้อความใหม่ได้เลยค่ะ"
WHEN = "ให้ส่งเมื่อไรคะ พิมพ์ได้ เช่น ตั้งเวลา พรุ่งนี้ 9 โมง"
WITH_ACKNOWLEDGING = "มีปุ่มรับทราบให้ผู้รับกด"
TOO_LATE_TO_UNDO = "ส่งออกไปแล้วค่ะ เรียกคืนไม่ได้"
NOTED = "รับทราบแล้ว ขอบคุณค่ะ"
NO_BROADCAST = "ยังไม่มีประกาศที่ส่งค่ะ"
REPORT = "ผลการส่งประกาศ"
UNSENT = "ยกเลิกแล้ว ไม่ได้ส่งถึงใคร"
NOT_TO_BE_NOTED = "ประกาศล่าสุดไม่ได้ให้กดรับทราบค่ะ ครั้งหน้ากด ให้กดรับทราบ ก่อนส่ง"
STRAY = "ประกาศยังรอส่งอยู่ค่ะ ให้ใช้ข้อความนี้แทนข้อความประกาศไหมคะ"
USE_AS_TEXT = "ใช้แทนข้อความเดิม"
KEEP_TEXT = "ใช้ข้อความเดิม"
HAVE_NOTED = "กดรับทราบแล้ว"
NOT_NOTED = "ยังไม่กดรับทราบ"
WHAT_LINE_TELLS = "ไลน์แจ้งเพียงว่ารับข้อความไว้ส่งแล้ว ไม่ได้แจ้งว่าถึงหรือเปิดอ่านแล้วค่ะ"

STATUSES = {"owing": "เฉพาะที่ยังไม่ส่ง", "not_started": "เฉพาะที่ยังไม่เริ่ม", "late": "เฉพาะที่เลยกำหนด", "all": "ทุกหน่วยงานในรอบ"}
DUTIES = {"officer": "ผู้รายงาน", "head": "ผู้บริหาร", "both": "ผู้รายงานและผู้บริหาร"}
FATES = {
    "accepted": "ไลน์รับไว้ส่งแล้ว",
    "waiting": "รอส่ง",
    "blocked": "ผู้รับบล็อกบัญชีนี้",
    "dropped": "ไม่ต้องส่งแล้ว เช่น ส่งรายงานก่อน",
    "failed": "ส่งไม่สำเร็จ",
    "unknown": "ไม่ทราบผล",
}

_LINK = re.compile(r"https://[^\s<>]{4,900}")
_PICTURE = re.compile(r"\.(?:jpe?g|png)$", re.IGNORECASE)


def link_in(text: str) -> str:
    """Return the first https address in a text, or nothing."""
    found = _LINK.search(text)
    return found.group() if found else ""


def is_picture(link: str) -> bool:
    """Whether an address is that of a picture LINE can show."""
    return bool(_PICTURE.search(link))


def open_file(file_name: str) -> str:
    return f"เปิด {file_name}"


def below(files: int, asks: bool) -> str:
    """Said over the buttons under an announcement."""
    return " · ".join(
        ([f"ไฟล์แนบ {files} ไฟล์"] if files else []) + (["อ่านแล้วโปรดกดรับทราบ หรือพิมพ์ รับทราบ"] if asks else [])
    )


def enclosed(number: int, file_name: str, state: str) -> str:
    """`state` of the file that was sent: wanted, checked (it was fetched), or lost."""
    what = f"แนบ {number}: {file_name or 'ภาพ'}"
    return what if state == "checked" else f"{what} กำลังรับจากไลน์" if state == "wanted" else f"{what} รับไม่ได้ ส่งใหม่อีกครั้ง"


def preview(count: int) -> str:
    return f"ตัวอย่าง · ผู้รับ {count} คน"


def cost(count: int, left: int | None) -> str:
    after = "" if left is None else f" เดือนนี้เหลือ {left:,} หลังส่งเหลือ {max(0, left - count):,}"
    return f"ใช้ {count:,} ข้อความไลน์{after}"


def eats_into(reserved: int) -> str:
    return f"จะกินส่วนที่กันไว้เตือนกำหนดส่งเดือนนี้ประมาณ {reserved:,} ข้อความ"


def at(when: str) -> str:
    return f"ตั้งเวลาส่ง{when}"


def area(name: str) -> str:
    return name if name == EVERYWHERE else f"พื้นที่ {name}"


def leaves_soon(count: int) -> str:
    return f"จะส่งถึง {count} คนในอีก 1 นาทีค่ะ ระหว่างนี้ยกเลิกได้ ดูผลพิมพ์ ผลประกาศ"


def will_send(count: int, when: str) -> str:
    return f"จะส่งถึง {count} คน{when} ค่ะ ยกเลิกได้จนถึงเวลานั้น"


def undone(taken: int, rows: int) -> str:
    return f"ยกเลิกทันบางส่วนค่ะ ยังไม่ได้ส่ง {taken} จาก {rows} ชุด ดูผลพิมพ์ ผลประกาศ"


BROADCAST_HOW = "พิมพ์ข้อความที่จะประกาศ หรือส่งภาพหรือไฟล์มาได้เลยค่ะ"
NOBODY = "ไม่มีผู้รับที่ติดต่อได้ค่ะ"
BROADCAST_CANCELLED = "ยกเลิกแล้วค่ะ ยังไม่ได้ส่งถึงใคร"
BROADCAST_GONE = "ประกาศนี้ส่งหรือยกเลิกไปแล้วค่ะ"


def not_enough_quota(left: int) -> str:
    return f"โควตาข้อความไลน์เดือนนี้เหลือ {left:,} ไม่พอสำหรับทุกคนค่ะ"


def unreachable_line(count: int) -> str:
    return f"ติดต่อไม่ได้ {count} หน่วยงาน"


def announcement(text: str, office: str) -> str:
    return f"{text}\n\n— {office}" if text else f"ประกาศจาก{office}"


RECIPIENTS = {"owing": "เฉพาะหน่วยงานที่ยังไม่ส่ง", "all": "ทุกหน่วยงาน"}
