"""What is said before a report is sent and when it is: what is missing, the receipt, opening it again."""

from __future__ import annotations


def before_sending(title: str) -> str:
    return f"ก่อนส่ง · {title}"


def counted(answered: int, missing: int, later: int, blank: int) -> str:
    """Say how many items are answered; must be, are put off, and may stay blank."""
    parts = [f"ตอบแล้ว {answered} ข้อ"]
    if missing:
        parts.append(f"ต้องตอบอีก {missing} ข้อ")
    if later:
        parts.append(f"ข้ามไว้ {later} ข้อ")
    if blank:
        parts.append(f"ยังไม่ตอบ {blank} ข้อที่ไม่บังคับ")
    return " · ".join(parts)


READY = "ครบแล้วค่ะ อ่านทวนอีกครั้งหรือส่งได้เลย"
NOT_READY = "ยังส่งไม่ได้ค่ะ เหลือข้อที่ต้องตอบ แตะเพื่อตอบได้เลย"


MAY_BE_SENT = "ส่งได้แล้วค่ะ ข้อที่ยังไม่ตอบไม่บังคับ พิมพ์ กรอกต่อ เพื่อตอบ"


def ready(item: str, blank: int, *, asks_head: bool = False) -> str:
    lines = [
        MAY_BE_SENT if blank else READY,
        *([f"แก้ข้อใดพิมพ์ เช่น แก้ {item}"] if item else []),
        *([AGREED_HOW] if asks_head else []),
    ]
    return "\n".join(lines)


def being_corrected(since: str, why: str) -> str:
    lead = f"กำลังแก้หลังส่ง ตั้งแต่ {since}" if since else "กำลังแก้หลังส่ง"
    return " · ".join([lead, *([why] if why else []), "ยังไม่ได้ส่งใหม่"])


def not_kept(item: str) -> str:
    """Said where nothing is asked any more: what was sent there is no answer to anything."""
    return f"ที่ส่งมานี้ยังไม่ได้เก็บค่ะ เปิดข้อที่ต้องการก่อน เช่น พิมพ์ แก้ {item or 1} แล้วส่งอีกครั้ง"


def photo_line(number: str, caption: str) -> str:
    return f"ภาพที่ {number}: {caption}" if caption else f"ภาพที่ {number}"


ASK_HEAD = "รายงานนี้ผ่านความเห็นชอบของผู้บังคับบัญชาแล้วใช่ไหมคะ"
AGREED_HOW = "ผู้บังคับบัญชาเห็นชอบแล้ว แตะหรือพิมพ์ ผ่านแล้ว ส่งเลย"
NOT_SENT = "ยังไม่ส่งค่ะ รายงานเก็บไว้ครบ พร้อมเมื่อไรพิมพ์ ส่ง"
ALREADY_SENT = "รายงานนี้ส่งแล้วค่ะ"
REOPENED = "เปิดรายงานให้แก้แล้วค่ะ แก้เสร็จแล้วพิมพ์ ส่ง อีกครั้ง"
CLOSED = "รอบนี้ปิดแล้วค่ะ หากต้องแก้ไขโปรดติดต่อผู้ประสานงาน"


def answer_for(label: str) -> str:
    return f"แก้ {label}"


def look_at(label: str) -> str:
    return f"ดู {label}"


def receipt(number: str, when: str, early: str) -> str:
    return f"ส่งเรียบร้อยค่ะ รหัสอ้างอิงการส่ง {number}\n{when} {early}".strip()


RECEIPT_NOTE = "แก้ไขได้จนกว่าจะปิดรอบ"
BLANK = "(ยังไม่ตอบ)"


def early_or_late(days: int) -> str:
    if days > 0:
        return f"ก่อนกำหนด {days} วัน"
    return "ทันกำหนด" if days == 0 else f"หลังกำหนด {-days} วัน"
