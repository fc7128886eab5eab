"""What is said about looking over reports: to coordinators who send back or agree, to officers who mend."""

from __future__ import annotations

from collections.abc import Sequence

CHECK = "ตรวจทานแล้ว"
RETURN = "ส่งคืนเพื่อแก้ไข"
RETURN_NOW = "ส่งคืนเลย"
WHOLE = "ดูทั้งฉบับ"
NEXT = "ฉบับถัดไป"
STATES = {
    None: "ส่งแล้ว",
    "waiting": "รอตรวจ",
    "reading": "กำลังตรวจ",
    "returned": "ส่งคืนให้แก้",
    "checked": "ตรวจทานแล้ว",
    "passed": "ไม่ต้องตรวจ",
    "amending": "รอตอบส่วนที่เปลี่ยน",
}
HOLDS = {"": "ไม่ต้องตรวจ", "all": "ตรวจทุกฉบับ", "warnings": "ตรวจเฉพาะฉบับที่ควรดู"}
FORM_CHANGED = "แบบรายงานเปลี่ยนระหว่างรอบ"
WHY_ASKED = {"new": "ข้อใหม่ในแบบ", "changed": "ข้อนี้เปลี่ยนไป โปรดตอบใหม่"}
NOTHING = "ตอนนี้ไม่มีรายงานที่รอตรวจค่ะ"
HOW = "พิมพ์ได้: ตรวจทานแล้ว ตามด้วยชื่อหน่วยงาน พื้นที่ หรือ ทั้งหมด · ยกเลิกการตรวจ ชื่อ เพราะ เหตุผล · วิธีตรวจ ทุกฉบับ"
CHECK_HOW = "พิมพ์ ตรวจทานแล้ว ตามด้วยชื่อหน่วยงาน ชื่อพื้นที่ หรือ ทั้งหมด ค่ะ"
UNCHECK_HOW = "พิมพ์ ยกเลิกการตรวจ ชื่อหน่วยงาน เพราะ เหตุผล ค่ะ"
HOLD_HOW = "เลือกวิธีตรวจค่ะ พิมพ์ วิธีตรวจ ตามด้วย ทุกฉบับ, สุ่ม 20%, เฉพาะที่ควรดู หรือ ไม่ต้องตรวจ"
RETURN_CANCELLED = "ยังไม่ส่งคืนค่ะ"
NO_ITEM = "ไม่พบข้อนี้ในแบบค่ะ พิมพ์เลขข้อตามแบบ เว้นวรรค แล้วตามด้วยสิ่งที่ขอให้แก้"
NO_COMMENT = "ขอทราบด้วยค่ะว่าให้แก้อะไร พิมพ์เลขข้อ เว้นวรรค แล้วตามด้วยสิ่งที่ขอให้แก้"
LOCKED = "รายงานนี้ตรวจทานแล้วค่ะ หากต้องแก้ไขโปรดแจ้งผู้ประสานงาน"
NOTHING_TO_MEND = "ตอนนี้ไม่มีข้อที่ขอให้แก้ค่ะ"
PLEASE_MEND = "ส่งคืนให้แก้ พิมพ์ ข้อที่ให้แก้ เพื่อดู"
MENDED = "แก้ครบทุกข้อที่ขอแล้วค่ะ ส่งได้เลย"
NOT_CHANGED = "(ไม่ได้แก้)"
SEND_AS_IS = "ส่งทั้งอย่างนี้"
NOT_YET = "ยังไม่ส่ง"
CANNOT = {
    "not_sent": "รายงานนี้ยังไม่ส่ง หรือส่งคืนให้แก้อยู่ค่ะ",
    "checked": "รายงานนี้ตรวจทานแล้วค่ะ",
    "not_checked": "รายงานนี้ยังไม่ได้ตรวจทานค่ะ",
    "no_reason": UNCHECK_HOW,
}


def waiting_title(count: int) -> str:
    return f"รอตรวจ {count} ฉบับ"


def and_more(count: int) -> str:
    return f"และอีก {count} ฉบับ"


def which_items(example: str) -> str:
    return f"ส่งคืนข้อไหนคะ พิมพ์เลขข้อ เว้นวรรค แล้วตามด้วยสิ่งที่ขอให้แก้\nเช่น {example} ขอจำนวนแยกชายหญิง"


def to_return(lines: Sequence[str]) -> str:
    listed = "\n".join(f"• {line}" for line in lines)
    return f"จะส่งคืน {len(lines)} ข้อ\n{listed}\nพิมพ์ข้ออื่นเพิ่มได้ หรือกดส่งคืนเลยค่ะ"


def asks(label: str, comment: str) -> str:
    return f"{label}: {comment}"


def which_item(labels: Sequence[str]) -> str:
    return f"หมายถึงข้อไหนคะ พิมพ์ให้ครบ เช่น {' หรือ '.join(labels[:3])}"


def returned(office: str, count: int, due: str) -> str:
    return f"ส่งคืน {office} {count} ข้อแล้วค่ะ แจ้งผู้รายงานแล้ว กำหนดส่งใหม่{due}"


def checked(office: str) -> str:
    return f"{office} ตรวจทานแล้วค่ะ"


def checked_many(count: int) -> str:
    return f"บันทึกว่าตรวจทานแล้ว {count} ฉบับค่ะ"


def confirm_checks(count: int, of: str, round_: str) -> str:
    return f"ตรวจทานแล้ว {count} ฉบับของ{of} ในรอบ {round_} ใช่ไหมคะ"


ALL = "ทุกหน่วยงานที่ส่งแล้ว"


def area(name: str) -> str:
    return f"พื้นที่ {name}"


def unchecked(office: str) -> str:
    return f"ยกเลิกการตรวจของ {office} แล้วค่ะ กลับไปรอตรวจ"


def hold(name: str, round_: str) -> str:
    return f"รอบ {round_}: {name} ใช้กับรายงานที่ส่งเข้ามาหลังจากนี้ค่ะ"


def hold_name(hold_: str) -> str:
    return HOLDS.get(hold_) or f"สุ่มตรวจ {hold_.partition(':')[2]}%"


def no_report(name: str) -> str:
    return f"ไม่พบรายงานที่ส่งแล้วของ “{name}” ในรอบที่เปิดอยู่และท่านดูแลค่ะ"


def which(names: Sequence[str]) -> str:
    return f"หมายถึงฉบับไหนคะ พิมพ์ให้ครบ เช่น {' หรือ '.join(names[:3])}"


# --- to the officer ---------------------------------------------------------------------------------------------------
def please_mend(count: int) -> str:
    return f"ขอให้ปรับแก้ {count} ข้อ"


def mend(label: str) -> str:
    return f"แก้ {label}"


def still_as_before(names: Sequence[str]) -> str:
    return f"ข้อที่ขอให้แก้ยังเหมือนเดิม: {', '.join(names)} ส่งทั้งอย่างนี้ไหมคะ"


def was(answer: str) -> str:
    return f"คำตอบเดิม “{answer}”"


def due(moment: str) -> str:
    return f"แก้เฉพาะข้อเหล่านี้แล้วส่งอีกครั้ง ภายใน{moment}"


def asked(comment: str) -> str:
    return f"ขอให้แก้: {comment}"


def yours_is_checked(title: str) -> str:
    return f"{title} ตรวจทานแล้วค่ะ"


def yours_is_unchecked(title: str, reason: str) -> str:
    return f"{title} ผู้ประสานงานขอตรวจอีกครั้งค่ะ เพราะ {reason}"


# --- what changed -----------------------------------------------------------------------------------------------------
def mended(count: int, of: int) -> str:
    return f"แก้แล้ว {count} จาก {of} ข้อที่ส่งคืน"


def also_changed(names: Sequence[str]) -> str:
    return f"แก้ข้ออื่นด้วย: {', '.join(names)}"


def before(answer: str) -> str:
    return f"เดิม {answer}"


def after(answer: str) -> str:
    return f"ใหม่ {answer}"


def change_of(item: str, why: str) -> str:
    return f"{item} ({'ใหม่' if why == 'new' else 'เปลี่ยน'})"


def please_answer(count: int) -> str:
    return f"แบบเปลี่ยน ขอให้ตอบเพิ่ม {count} ข้อ"


def stays_sent(until: str) -> str:
    return f"รายงานที่ส่งไว้ยังนับว่าส่งแล้ว โปรดตอบและส่งภายใน{until}"
