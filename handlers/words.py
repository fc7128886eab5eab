"""What is said while a report is filled, and everywhere. Sentences of one subject: words_*.py; none stands elsewhere.

For a Thai editor: polite (ค่ะ/คะ), calm, short, one voice. Nothing is decided here. Names in braces are filled in by the
caller; keep them. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

# --- buttons -------------------------------------------------------------------------------------------------------
NONE = "ไม่มี"
SKIP = "ข้าม"
BACK = "◀ ข้อก่อน"
PAUSE = "บันทึกไว้ก่อน"
HELP = "ช่วย"
MORE = "พิมพ์ต่อข้อก่อน"
NO_DATA = "ยังไม่มีข้อมูล"
YES = "ใช่"
NO = "ไม่ใช่"
ADD = "เพิ่มรายการ"
ADD_ROW = "เพิ่มแถว"
ENOUGH = "ครบแล้ว"
CAMERA = "ถ่ายภาพ"
ALBUM = "เลือกภาพ"
NO_CAPTION = "ไม่ใส่คำบรรยาย"
NO_PHOTO = "ไม่มีภาพ"
PICK_DATE = "เลือกวันที่"
PICK_TIME = "เลือกเวลา"
SEND_PLACE = "ส่งตำแหน่ง"
START = "เริ่มกรอก"
CONTINUE = "กรอกต่อ"
READ_ALL = "อ่านทั้งหมด"
NEXT_PAGE = "หน้าถัดไป"
SUBMIT = "ส่งรายงาน"
REVIEW = "สรุปก่อนส่ง"
TASKS = "งานของฉัน"
STATUS = "ดูสถานะ"
EDIT = "แก้ไข"
AS_ANSWER = "เป็นคำตอบ"
HEAD_AGREED = "ผ่านแล้ว ส่งเลย"
HEAD_NOT_YET = "ยังไม่ส่ง"
ACKNOWLEDGE = "รับทราบ"
ACCEPT = "ใช่ รับทราบและเริ่ม"
READ_PRIVACY = "อ่านรายละเอียด"
MISSING_NAMES = "รายชื่อที่ยังไม่ส่ง"
OFFICES = "ดูรายหน่วยงาน"
SEND_NOW = "ส่งเลย"
TO_ALL = "ส่งถึงทุกหน่วยงาน"
CANCEL = "ยกเลิก"
KEEP_TYPING = "พิมพ์ใหม่"

NONE_TYPED = "- ไม่มี -"  # what the [ไม่มี] button writes, as the printed reports do

DUTIES = {
    "officer": "ผู้รายงาน",
    "head": "ผู้บริหาร",
    "coordinator": "ผู้ประสานงาน",
    "supervisor": "ผู้ติดตาม",
    "admin": "ผู้ดูแลระบบ",
}

# --- filling -------------------------------------------------------------------------------------------------------
COURTESY = "ค่ะ"
TYPE_FREELY = "พิมพ์ยาวได้ ส่งหลายข้อความได้"
TYPE_NUMBER = "ตอบเป็นตัวเลข เช่น 12"
TYPE_DECIMAL = "ตอบเป็นตัวเลข มีทศนิยมได้ เช่น 85.5"
TYPE_DATE = "เลือกจากปฏิทินหรือพิมพ์ เช่น 20 พ.ย. 2569"
TYPE_MONTH = "พิมพ์เดือนและปี เช่น พ.ย. 2569"
TYPE_TIME = "พิมพ์เวลา เช่น 16.30 น."
TYPE_ONE = "แตะเลือก หรือพิมพ์หมายเลขหน้าตัวเลือก"
TYPE_PHOTO = "ส่งภาพได้ครั้งละหลายภาพ"
TYPE_FILE = "ส่งไฟล์เข้ามาในแชตได้เลย"
TYPE_PLACE = "ส่งตำแหน่ง หรือพิมพ์พิกัด เช่น 16.884 99.129"
TYPE_CAPTION = "พิมพ์คำบรรยายภาพ ถ้าไม่ใส่ให้ตอบ ไม่มี"
LATER_SENTENCE = "เก็บไว้ตอบภายหลัง"
MORE_PROMPT = "พิมพ์ส่วนที่ต้องการต่อท้ายได้เลยค่ะ ส่งกี่ข้อความก็ได้ เสร็จแล้วพิมพ์ จบข้อนี้"
PHOTO_NOTICE = "หากภาพเห็นใบหน้าหรือชื่อของเด็ก โปรดตรวจสอบว่าได้รับอนุญาตให้ใช้ภาพแล้ว"


def understood_text(length: int) -> str:
    return f"รับแล้ว {length:,} ตัวอักษร"


def understood(name: str, value: str) -> str:
    return f"{name} {value}".strip()


def put_off(name: str) -> str:
    return f"เก็บ {name} ไว้ตอบภายหลังค่ะ"


def joined_to_previous(label: str, length: int) -> str:
    return f"ต่อท้ายคำตอบข้อ {label} แล้ว รวม {length:,} ตัวอักษร"


STORED = "ตอบไว้แล้ว"


def and_more(count: int) -> str:
    return f"และอีก {count} ข้อ"


COLLEAGUE = "เพื่อนร่วมงาน"
FINISHED = "จบข้อนี้"


def so_far(length: int) -> str:
    return f"รับแล้ว รวม {length:,} ตัวอักษร พิมพ์ต่อได้เลย หรือพิมพ์ จบข้อนี้"


def repeat_number(title: str, kind: str, number: int) -> str:
    return f"{title} {'แถวที่' if kind == 'table' else 'รายการที่'} {number}"


def another(kind: str, count: int, title: str = "") -> str:
    if kind == "photos":
        return f"รับ {count} ภาพแล้ว มีภาพอีกไหมคะ"
    row = "แถว" if kind == "table" else "รายการ"
    asked = f"บันทึกแล้ว {count} {row} มี{row}ถัดไปอีกไหมคะ" if count else f"มี{row}ที่จะบันทึกไหมคะ"
    return f"{title}\n{asked}" if title else asked


ADD_BY_TYPING = "พิมพ์รายการถัดไปได้เลย หรือตอบ ครบแล้ว"
ADD_FIRST = "พิมพ์รายการแรกได้เลย หรือตอบ ไม่มี"
ADD_BY_PHOTO = "ส่งภาพถัดไปได้เลย หรือตอบ ครบแล้ว"
ADD_BY_BUTTON = "ตอบ เพิ่มแถว หรือ ครบแล้ว"


def photos_received(count: int) -> str:
    return f"รับ {count} ภาพแล้ว"


_MEDIA = {"image": "ภาพ", "video": "วิดีโอ", "audio": "เสียง", "file": "ไฟล์"}


def received(kind: str, number: int) -> str:
    """Say which photo or file an answer is; number 0 where there is only one."""
    return f"{_MEDIA[kind]}ที่ {number}" if number else f"รับ{_MEDIA[kind]}แล้ว"


def caption_for(number: int) -> str:
    return f"ใส่คำบรรยายภาพที่ {number} ไหมคะ"


def other_keyboard(value: str) -> str:
    return f"เหมือนแป้นพิมพ์จะสลับภาษา หมายถึง {value} ใช่ไหมคะ"


def confirm_value(value: str) -> str:
    return f"หมายถึง {value} ใช่ไหมคะ"


def command_or_answer(command: str) -> str:
    return f"ต้องการใช้คำสั่ง “{command}” หรือเป็นคำตอบของข้อนี้คะ"


def use_command(command: str) -> str:
    return f"ใช้คำสั่ง {command}"


VOICE_FOR_TEXT = "ข้อนี้รับเป็นข้อความค่ะ แตะไมโครโฟนบนแป้นพิมพ์แล้วพูดแทนการพิมพ์ได้"
OLD_BUTTON = "ปุ่มนี้เป็นของข้อความก่อนหน้าค่ะ ข้อที่ค้างอยู่คือข้อนี้"
OLD_ANSWER = "ปุ่มนี้เป็นของคำถามก่อนหน้าค่ะ ยังรอคำตอบของคำถามล่าสุดอยู่"
OLD_BUTTON_IDLE = "ปุ่มนี้เป็นของข้อความก่อนหน้าค่ะ"
FIRST_ITEM = "ข้อนี้เป็นข้อแรกแล้วค่ะ"
NOT_EMPTY_SKIP = "ข้อนี้ตอบไว้แล้ว ไปข้อต่อไปค่ะ"
NEEDS_ANSWER = "ข้อนี้ต้องเลือกคำตอบค่ะ หากยังไม่พร้อม กดข้ามไว้ก่อนได้"
PAUSED = "บันทึกไว้แล้วค่ะ กลับมากรอกต่อเมื่อไรก็ได้ พิมพ์ว่า กรอกต่อ"
NO_DRAFT = "ยังไม่ได้เปิดรายงานค่ะ"
NOT_FOUND_ITEM = "ไม่พบข้อที่พิมพ์มาค่ะ พิมพ์เลขข้อตามแบบ เช่น แก้ 1.1 หรือพิมพ์ สรุป เพื่อดูทุกข้อ"
NOT_RELEVANT_ITEM = "ข้อนี้อยู่ในจุดเน้นที่ยังไม่ได้เลือกว่าได้ดำเนินการค่ะ"

NO_STICKER = "สติกเกอร์น่ารักค่ะ"
TAKEN_BACK = "นำข้อความที่ท่านยกเลิกการส่งออกจากคำตอบแล้วค่ะ"
TAKEN_BACK_CLOSED = "นำข้อความที่ท่านยกเลิกการส่งออกจากรายงานแล้วค่ะ รอบนี้ปิดแล้ว จึงแจ้งผู้ประสานงานให้ทราบ"
TAKEN_BACK_SUBMITTED = "นำข้อความที่ท่านยกเลิกการส่งออกจากรายงานที่ส่งแล้วค่ะ รายงานเปิดให้แก้ข้อนี้และส่งอีกครั้ง"


def taken_back_closed(report: str) -> str:
    return f"{report}\nผู้รายงานยกเลิกการส่งข้อความหนึ่งหลังปิดรอบ ข้อความนั้นถูกนำออกจากรายงานแล้วค่ะ"


def which_item(labels: Sequence[str]) -> str:
    """Ask which item is meant, so that it can be answered by typing, too."""
    lines = "\n".join(f"• {label}" for label in labels)
    return f"หมายถึงข้อไหนคะ\n{lines}\nพิมพ์ได้ เช่น {labels[0]}"


def still_there(label: str, day: str, answered: int, due: str) -> str:
    return f"ค้างที่ข้อ {label} ตั้งแต่{day} · ตอบแล้ว {answered} ข้อ · {due}"


# --- tasks ---------------------------------------------------------------------------------------------------------
NO_TASKS = "ตอนนี้ไม่มีรายงานที่ต้องส่งค่ะ เมื่อเปิดรอบใหม่จะแจ้งให้ทราบ"


def tasks_title(count: int) -> str:
    return f"งานที่ต้องส่ง {count} เรื่อง" if count else "ส่งครบทุกเรื่องแล้วค่ะ"


def due_line(due: str, days: int) -> str:
    return f"ครบกำหนด{due} · {days_left(days)}"


def days_left(days: int) -> str:
    if days > 1:
        return f"อีก {days} วัน"
    return {1: "พรุ่งนี้", 0: "วันนี้"}.get(days, f"เลยกำหนด {-days} วัน")


def task_progress(answered: int, items: int, minutes: int) -> str:
    if answered:
        left = f" · เหลือประมาณ {minutes} นาที" if minutes else ""
        return f"ตอบแล้ว {answered}/{items} ข้อ{left}"
    return f"{items} ข้อ เวลากรอกประมาณ {minutes} นาที"


def sent_at(day: str, by: str = "") -> str:
    return f"ส่งแล้วเมื่อ {day}" + (f" โดย {by}" if by else "")


# --- status --------------------------------------------------------------------------------------------------------
WHICH_ROUND = "ต้องการดูรายงานเรื่องไหนคะ"
NO_ROUND = "ตอนนี้ไม่มีรอบรายงานที่เปิดอยู่ในหน่วยงานที่ท่านดูแลค่ะ"
NOT_YOURS = "เรื่องนี้ดูได้เฉพาะผู้ประสานงานและผู้ติดตามค่ะ"
EVERYONE_SENT = "ส่งครบทุกหน่วยงานแล้วค่ะ"


def whose_deed(duties: Collection[str]) -> str:
    """`duties`: who may do it."""
    names = [name for duty, name in DUTIES.items() if duty in duties and duty != "admin"]
    return f"เรื่องนี้เป็นหน้าที่ของ{'และ'.join(names)}ค่ะ"


def submitted_of(submitted: int, expected: int) -> str:
    return f"ส่งแล้ว {submitted}/{expected}"


def more_areas(count: int) -> str:
    return f"และอีก {count} พื้นที่"


STATE_NAMES = {
    "submitted": "ส่งแล้ว",
    "in_progress": "กำลังกรอก",
    "not_started": "ยังไม่เริ่ม",
    "late": "เลยกำหนด",
    "unreachable": "ยังไม่เข้าร่วม / ติดต่อไม่ได้",
    "exempt": "ยกเว้น",
}


def group_status(submitted: int, expected: int) -> str:
    return f"ส่งแล้ว {submitted} จาก {expected} หน่วยงาน · รายชื่อดูได้ในแชตส่วนตัวค่ะ"


def page_of(page: int, pages: int) -> str:
    return f"หน้า {page}/{pages}"


# --- everywhere ----------------------------------------------------------------------------------------------------
HELP_TITLE = "พิมพ์หรือแตะได้เลยค่ะ"
GROUP_PRIVATE = "เรื่องนี้คุยกันในแชตส่วนตัวนะคะ แตะชื่อบัญชีแล้วกด แชต ได้เลยค่ะ"
GROUP_HELLO = "สวัสดีค่ะ ในกลุ่มนี้พิมพ์ @ชื่อบัญชี สถานะ เพื่อดูจำนวนที่ส่งแล้ว การกรอกรายงานทำในแชตส่วนตัวค่ะ"
UNKNOWN_KIND = "ยังไม่รองรับข้อความแบบนี้ค่ะ พิมพ์เป็นข้อความแทนได้เลย"
WHAT_NEXT = "ดูความคืบหน้าพิมพ์ สถานะ หรือพิมพ์ ช่วย เพื่อดูคำสั่งทั้งหมดค่ะ"
SORRY = "ขออภัยค่ะ ระบบขัดข้องชั่วคราว คำตอบก่อนหน้านี้ยังอยู่ครบ โปรดส่งข้อความล่าสุดอีกครั้งค่ะ"
