"""What is said about deadlines to those who set them: opening, moving, pausing, granting, days off, the calendar."""

from __future__ import annotations

from collections.abc import Sequence

CONFIRM = "ยืนยัน"
CANCEL = "ยกเลิก"
SHIFT_LABELS = {"none": "ไม่เลื่อนวันหยุด", "previous": "เลื่อนก่อนวันหยุด", "next": "เลื่อนหลังวันหยุด"}
CHANGE_LADDER = "เปลี่ยนวันเตือน"
ANNOUNCE_NOT = "ยังไม่แจ้ง"
PAUSE = "พักการเตือน"
RESUME = "เตือนต่อ"
MOVE = "เลื่อนกำหนด"
CLOSE = "ปิดรับก่อนกำหนด"
CANCEL_ROUND = "ยกเลิกรอบนี้"
END = "หยุดเปิดรอบต่อไป"
GET_LINK = "เพิ่มในปฏิทิน"
COPY_LINK = "คัดลอกลิงก์"
NEW_LINK = "เปลี่ยนลิงก์ใหม่"

# --- opening -------------------------------------------------------------------------------------------------------
NO_FORMS = "ยังไม่มีแบบรายงานในระบบค่ะ โปรดให้ผู้ดูแลระบบนำแบบเข้าก่อน"
WHEN_HOW = "กำหนดส่งเมื่อไรคะ พิมพ์ได้ เช่น ทุกวันที่ 20, ทุกสิ้นเดือน, 5 วันทำการหลังสิ้นเดือน หรือ 15 มี.ค. 2570 เที่ยง"
LADDER_HOW = "เตือนวันไหนบ้างคะ พิมพ์จำนวนวันก่อนกำหนด เช่น เตือนก่อน 5 3 1 วัน"
NOT_OPENED = "ยังไม่เปิดรอบค่ะ"
NOT_ANNOUNCED = "ยังไม่แจ้งค่ะ หน่วยงานจะเห็นรายงานนี้ในงานของฉันและได้รับการเตือนตามกำหนด"
OF_OTHERS = "แบบนี้มีรอบประจำที่รวมหน่วยงานนอกความดูแลของท่านอยู่แล้วค่ะ เปลี่ยนกำหนดได้เฉพาะผู้ประสานงานของทุกหน่วยงานในรอบ"
DAYS_OF_OTHERS = "วันหยุดใช้ร่วมกันทุกหน่วยงานค่ะ เปลี่ยนได้เฉพาะผู้ดูแลระบบ หรือผู้ประสานงานของทุกหน่วยงานที่รายงาน"
OLD_PREVIEW = "ข้อความนี้เป็นของการเปิดรอบก่อนหน้าค่ะ พิมพ์ เปิดรอบ เพื่อเริ่มใหม่ได้"
_WHY = {
    "no_day": "ขอทราบวันด้วยค่ะ เช่น ทุกวันที่ 20 หรือทุกสิ้นเดือน",
    "no_such_day": "ไม่มีวันนี้ในปฏิทินค่ะ",
    "no_such_time": "ไม่มีเวลานี้ค่ะ เช่น 16.30 น.",
    "two_days": "สองวันนี้ขอเปิดเป็นสองรอบแยกกันค่ะ",
    "range": "ขอเป็นวันเดียวค่ะ เช่น 15 มี.ค. 2570",
    "past": "กำหนดนี้ผ่านไปแล้วค่ะ",
}


def which_form(names: Sequence[str]) -> str:
    lines = "\n".join(f"• {name}" for name in names)
    return f"เปิดรอบแบบไหนคะ\n{lines}\nพิมพ์ เช่น เปิดรอบ {names[0]} ทุกวันที่ 20"


def not_a_deadline(why: str) -> str:
    return _WHY.get(why, "อ่านกำหนดส่งไม่ออกค่ะ") + ("" if why == "no_day" else f"\n{WHEN_HOW}")


def opening_title(repeats: bool, form: str, offices: int) -> str:
    return f"เปิดรอบ{'ประจำ' if repeats else ''} · {form} · {offices} หน่วยงาน"


def is_it(rule: str) -> str:
    return f"เข้าใจว่า {rule} ถ้าถูกต้องกดยืนยันค่ะ"


def next_days(days: Sequence[str]) -> str:
    return f"ครั้งต่อไป: {' · '.join(days)}"


def lateness(shift: str) -> str:
    return "ตรงวันหยุดไม่เลื่อน นับล่าช้าหลังวันทำการถัดไป" if shift == "none" else "วันที่แสดงเลื่อนตามวันหยุดราชการแล้ว"


def ladder(before: Sequence[int], after: Sequence[int]) -> str:
    early = ", ".join(str(day) for day in before if day)
    parts = [f"เตือนก่อน {early} วัน"] if early else []
    parts += ["วันครบกำหนด"] if 0 in before else []
    parts += [f"หลังกำหนด {', '.join(str(day) for day in after)} วัน"] if after else []
    return (" · ".join(parts) or "ไม่เตือน") + " เฉพาะผู้ที่ยังไม่ส่ง"


def cost(least: int, most: int, left: int | None) -> str:
    tail = "" if left is None else f" เดือนนี้เหลือ {left:,}"
    return f"ใช้ข้อความไลน์ประมาณ {least:,}–{most:,} ต่อรอบ{tail}" if most else "ยังไม่มีผู้ที่ติดต่อได้ทางไลน์"


def replaces(rule: str) -> str:
    return f"ใช้แทนกำหนดเดิม: {rule}"


def unreachable(count: int) -> str:
    return f"ยังไม่เข้าร่วม / ติดต่อไม่ได้ {count} หน่วยงาน"


def opened(title: str, offices: int, due: str) -> str:
    return f"เปิดรอบ {title} แล้วค่ะ {offices} หน่วยงาน ครบกำหนด{due}"


def open_already(title: str) -> str:
    return f"รอบ {title} เปิดอยู่แล้วค่ะ ไม่มีการเปลี่ยนแปลง"


def announce_now(count: int) -> str:
    return f"แจ้งเลย ใช้ {count:,}"


def opening_news(title: str, due: str) -> str:
    return f"เปิดให้ส่งรายงาน {title} แล้วค่ะ ครบกำหนด{due} เริ่มกรอกได้โดยพิมพ์ งานของฉัน"


# --- running rounds ------------------------------------------------------------------------------------------------
def rounds_title(count: int) -> str:
    return f"รอบที่เปิดอยู่ {count} รอบ"


PAUSED = "พักการเตือนอยู่"
CHANGE_HINT = "พิมพ์ได้: เพิ่มหน่วยงาน ชื่อ เข้ารอบ · ขยายเวลา ชื่อ ถึง 25 พ.ย. · ยกเว้น ชื่อ เพราะ เหตุผล"
MOVE_HOW = "เลื่อนเป็นเมื่อไรคะ พิมพ์ เช่น เลื่อนกำหนด เป็น 27 พ.ย. 16.30 น."
NOT_DONE = "ไม่เปลี่ยนแปลงค่ะ"
WHICH_ROUND = "รอบไหนคะ"

ASKS = {
    "pause": "พักการเตือนของ {round} ไหมคะ ยังส่งรายงานได้ และจะไม่เปิดรอบต่อไปจนกว่าจะกดเตือนต่อ",
    "resume": "กลับมาเตือนของ {round} ไหมคะ การเตือนที่ผ่านไปแล้วจะไม่ส่งย้อนหลัง",
    "close": "ปิดรับ {round} เดี๋ยวนี้ไหมคะ หน่วยงานที่ยังไม่ส่งจะส่งไม่ได้อีก",
    "cancel": "ยกเลิก {round} ทั้งรอบไหมคะ จะไม่ติดตามและไม่นับรอบนี้ ข้อมูลที่กรอกไว้ยังเก็บอยู่",
    "end": "หยุดเปิดรอบต่อไปของ {round} ไหมคะ รอบที่เปิดอยู่ยังดำเนินต่อจนปิด",
    "move": "เลื่อนกำหนดของ {round} เป็น{due} ไหมคะ การเตือนจะเลื่อนตาม",
    "extend": "ขยายเวลาให้ {office} ถึง{due} สำหรับ {round} ไหมคะ",
    "exempt": "ยกเว้น {office} ไม่ต้องส่ง {round} เพราะ “{reason}” ไหมคะ",
    "expect": "ให้ {office} ส่ง {round} ตามเดิมไหมคะ",
    "add": "เพิ่ม {office} เข้ารอบ {round} ครบกำหนด{due} ไหมคะ",
    "off": "ให้{day} เป็นวันหยุด {name} ไหมคะ",
    "working": "ให้{day} เป็นวันทำการ {name} ไหมคะ",
    "listed": "ให้{day} กลับเป็นตามปฏิทินราชการไหมคะ",
}
DONE = {
    "pause": "พักการเตือนของ {round} แล้วค่ะ",
    "resume": "กลับมาเตือนของ {round} แล้วค่ะ",
    "close": "ปิดรับ {round} แล้วค่ะ",
    "cancel": "ยกเลิก {round} แล้วค่ะ",
    "end": "จะไม่เปิดรอบต่อไปของ {round} แล้วค่ะ",
    "move": "เลื่อนกำหนดของ {round} เป็น{due} แล้วค่ะ",
    "extend": "ขยายเวลาให้ {office} ถึง{due} แล้วค่ะ",
    "exempt": "ยกเว้น {office} แล้วค่ะ ไม่นับในจำนวนที่ต้องส่ง",
    "expect": "{office} ต้องส่ง {round} ตามเดิมแล้วค่ะ",
    "add": "เพิ่ม {office} เข้ารอบ {round} แล้วค่ะ",
    "off": "บันทึก{day} เป็นวันหยุดแล้วค่ะ",
    "working": "บันทึก{day} เป็นวันทำการแล้วค่ะ",
    "listed": "{day} เป็นไปตามปฏิทินราชการแล้วค่ะ",
}
CANNOT = {
    "past": "กำหนดนี้ผ่านไปแล้วค่ะ",
    "submitted": "หน่วยงานนี้ส่งรายงานแล้วค่ะ",
    "no_reason": "ขอเหตุผลที่ยกเว้นด้วยค่ะ",
    "there": "หน่วยงานนี้อยู่ในรอบแล้วค่ะ",
    "over": "รอบนี้จบหรือยกเลิกไปแล้วค่ะ",
    "paused": "รอบนี้พักการเตือนอยู่แล้วค่ะ",
    "running": "รอบนี้ไม่ได้พักอยู่ค่ะ",
    "nothing": "วันนี้ไม่ได้เปลี่ยนไว้ค่ะ",
}
EXTEND_HOW = "พิมพ์ เช่น ขยายเวลา สพม.ตาก ถึง 25 พ.ย."
EXEMPT_HOW = "พิมพ์ เช่น ยกเว้น สพม.ตาก เพราะ ไม่มีโรงเรียนในโครงการ"
ADD_HOW = "พิมพ์ เช่น เพิ่มหน่วยงาน สพม.ตาก เข้ารอบ"
NO_SUCH_ROUND = "หน่วยงานนี้ไม่มีรอบที่เปิดอยู่ค่ะ"


def no_office(typed: str) -> str:
    return f"ไม่พบหน่วยงาน “{typed}” ในหน่วยงานที่ท่านดูแลค่ะ พิมพ์ชื่อตามทะเบียน"


def which_office(names: Sequence[str]) -> str:
    return "หมายถึงหน่วยงานไหนคะ พิมพ์ชื่อให้ครบ เช่น " + " หรือ ".join(names[:3])


# --- days off and the calendar -------------------------------------------------------------------------------------
DAYS_TITLE = "วันหยุดที่เปลี่ยนไว้"
NO_DAYS = "ยังไม่ได้เปลี่ยนวันหยุดใดค่ะ ระบบใช้วันหยุดราชการตามประกาศ"
DAYS_HOW = "พิมพ์ เช่น เพิ่มวันหยุด 12 มี.ค. 2570 วันหยุดพิเศษ · เพิ่มวันทำการ 13 มี.ค. 2570 · ลบวันหยุด 12 มี.ค. 2570"
KINDS = {"off": "หยุด", "working": "ทำการ"}


def moved(titles: Sequence[str]) -> str:
    return f"กำหนดส่งเลื่อนตาม: {', '.join(titles)}" if titles else ""


CALENDAR = (
    "ลิงก์ปฏิทินกำหนดส่งของท่านค่ะ เปิดด้วย Google Calendar หรือ Outlook แล้วกำหนดส่งจะปรับตามเอง ลิงก์นี้เป็นของท่านคนเดียว ไม่ควรส่งต่อ"
)
CALENDAR_CHANGED = "เปลี่ยนลิงก์แล้วค่ะ ลิงก์เดิมใช้ไม่ได้อีก"
FEED_NAME = "กำหนดส่งรายงาน"
SENT = "ส่งแล้ว"


def feed_title(title: str, office: str) -> str:
    return f"ครบกำหนด {title} · {office}" if office else f"ครบกำหนด {title}"
