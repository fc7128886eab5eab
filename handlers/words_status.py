"""What is said about how far everyone is: questions and their answers, nudges, thanks, the page. For a Thai editor.

The examples are offered when a question was not understood; each is understood when it is tapped.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handlers.status.asked import Kind, PeriodSaid
from thai.calendar import BUDDHIST_ERA
from thai.months import SHORT

EXAMPLES: Mapping[Kind, str] = {
    "status": "ส่งครบหรือยัง ถึงไหนแล้ว",
    "missing": "ใครยังไม่ส่ง",
    "submitted": "ใครส่งแล้วบ้าง",
    "late": "รายงานที่ส่งช้า",
    "in_progress": "ใครกำลังกรอกอยู่",
    "not_started": "ใครยังไม่เริ่ม",
    "unreachable": "ใครยังติดต่อไม่ได้",
    "compare": "เทียบกับเดือนก่อน",
    "trend": "ย้อนหลัง 12 เดือน",
    "items": "ข้อไหนคนติดเยอะ",
    "extensions": "ใครขอเลื่อน",
    "promised": "ใครบอกว่าจะส่งวันไหน",
    "awaiting_head": "รอ ผอ. กี่แห่ง",
    "elsewhere": "ใครส่งทางอื่น",
    "to_review": "รอตรวจกี่แห่ง",
    "returned": "ส่งคืนให้แก้กี่แห่ง",
    "mended": "ใครแก้แล้วส่งกลับมา",
    "checked": "ตรวจทานแล้วกี่แห่ง",
    "exempt": "ใครได้รับยกเว้น",
    "never": "ใครไม่เคยส่งเลย",
    "on_time": "ใครส่งทันกำหนด",
    "first": "หน่วยงานแรกที่ส่งคือใคร",
    "latest": "หน่วยงานล่าสุดที่ส่งคือใคร",
    "due": "กำหนดส่งเมื่อไร",
    "rounds": "มีรายงานอะไรบ้าง",
}

# --- questions -------------------------------------------------------------------------------------------------------
NOT_UNDERSTOOD = "ยังไม่เข้าใจคำถามนี้ค่ะ ที่ใกล้เคียงคือ"
ASK_FREELY = "ถามเป็นประโยคได้ เช่น เดือนนี้ใครยังไม่ส่ง"
OUTSIDE = "หน่วยงานนี้อยู่นอกหน่วยงานที่ท่านดูแลค่ะ"
NO_SUCH_ROUND = "ไม่มีรอบรายงานตามที่ถามค่ะ"
NOT_SENT = "ยังไม่มีรายงานที่ส่งแล้วให้อ่านค่ะ"
WHICH_OFFICE = "ต้องการอ่านรายงานของหน่วยงานไหนคะ พิมพ์ชื่อได้เลย เช่น อ่านรายงาน สพม.ตาก"
WHICH_ITEM = "ต้องการรวมตัวเลขของข้อไหนคะ"
NO_NUMBER = "ข้อนี้ไม่ใช่ตัวเลข รวมยอดไม่ได้ค่ะ"
WHOSE = "ต้องการทราบผู้กรอกของหน่วยงานไหนคะ พิมพ์ชื่อได้เลย เช่น ใครกรอกของ สพม.ตาก"
NO_PHOTOS = "รายงานนี้ไม่มีภาพค่ะ"
NOBODY_HERE = "ไม่มีหน่วยงานในรายการนี้ค่ะ"


def unknown_place(typed: str) -> str:
    return f"ไม่พบ “{typed}” ในรายชื่อหน่วยงานค่ะ ต้องการถามข้อใดคะ"


def unknown_item(number: str) -> str:
    return f"ไม่พบข้อ {number} ในแบบของรอบที่เปิดอยู่ค่ะ ต้องการถามข้อใดคะ"


_BACK = {"this": "นี้", "back": "ที่แล้ว"}
_UNITS = {"month": "เดือน", "round": "รอบ", "week": "สัปดาห์", "quarter": "ไตรมาส", "year": "ปี"}


def period(said: PeriodSaid | None) -> str:
    """Return a period as it is asked for: เดือนนี้, รอบที่แล้ว, ต.ค. 2569."""
    if said is None or (said.first is not None and said.unit != "month") or said.back not in (0, 1):
        return ""
    if said.first is not None:
        return f"{SHORT[said.first.month - 1]} {said.first.year + BUDDHIST_ERA}"
    return _UNITS[said.unit] + _BACK[said.when]


def which_place(count: int) -> str:
    return f"มี {count} แห่งที่ชื่อตรงกันค่ะ หมายถึงแห่งไหนคะ"


def read_as(name: str, typed: str) -> str:
    return f"อ่าน “{typed}” เป็น {name}"


# --- reading reports -------------------------------------------------------------------------------------------------
READ_REPORT = "อ่านรายงาน"
BACK_TO_OFFICE = "กลับไปหน่วยงาน"


def not_sent_yet(office: str) -> str:
    return f"{office} ยังไม่ส่งค่ะ อ่านได้เมื่อส่งแล้ว"


def report_of(office: str, title: str) -> str:
    return f"{title} · {office}"


def photos(count: int) -> str:
    return f"ดูภาพ {count} ภาพ"


def photos_shown(first: int, last: int, count: int) -> str:
    return f"ภาพที่ {first}–{last} จาก {count}" if last > first else f"ภาพที่ {first} จาก {count}"


# --- cards ---------------------------------------------------------------------------------------------------------
ITEMS = "ข้อที่ติด"
ITEMS_TITLE = "ความคืบหน้ารายข้อ"
OPEN_ITEMS = "ดูข้อที่เหลือ"
COMPARE = "เทียบรอบก่อน"
COMPARED = "เทียบกับรอบก่อน"
TREND = "ย้อนหลัง 12 รอบ"
TREND_NOTE = "แตะแถวเพื่อดูรอบนั้น"
ROUNDS_TITLE = "รายงานที่เปิดอยู่"
COPY_TEXT = "คัดลอกข้อความ"
COPY_ANSWERS = "รวมคำตอบไว้คัดลอก"
ANSWERED = "ใครตอบแล้ว"
STUCK_NOTE = "! ข้อที่หยุดกรอกกันมากที่สุด · ติด = ข้อแรกที่ยังว่างของรายงานที่เริ่มแล้ว"
NOTHING_BEFORE = "ยังไม่มีรอบก่อนให้เทียบค่ะ"
ITEM_STATES = {True: "ตอบแล้ว", False: "ยังไม่ตอบ"}
NO_ANSWERS = "ยังไม่มีคำตอบที่ส่งแล้วในข้อนี้ค่ะ"

LISTS: Mapping[Kind, str] = {
    "missing": "ยังไม่ส่ง",
    "submitted": "ส่งแล้ว",
    "late": "ล่าช้า",
    "on_time": "ส่งทันกำหนด",
    "not_started": "ยังไม่เริ่ม",
    "in_progress": "กำลังกรอก",
    "unreachable": "ยังไม่เข้าร่วม / ติดต่อไม่ได้",
    "exempt": "ได้รับยกเว้น",
    "never": "ไม่เคยส่งใน 12 รอบหลัง",
    "extensions": "ขอขยายเวลา",
    "promised": "แจ้งวันที่จะส่ง",
    "awaiting_head": "รอเสนอผู้บริหาร",
    "elsewhere": "แจ้งว่าส่งทางอื่น",
    "to_review": "รอตรวจ",
    "returned": "ส่งคืนให้แก้",
    "mended": "แก้แล้วส่งกลับมา",
    "checked": "ตรวจทานแล้ว",
    "first": "ส่งแล้ว เรียงจากคนแรก",
    "latest": "ส่งแล้ว เรียงจากล่าสุด",
    "item_missing": "ยังไม่ตอบข้อ",
    "item_answered": "ตอบแล้วข้อ",
}
_PETITIONS = {"asked": "รอตอบ", "granted": "ให้แล้ว", "refused": "ไม่ให้"}


def list_title(kind: Kind, item: str) -> str:
    return f"{LISTS[kind]} {item}".strip() + (" ·" if item else "")


def petition(state: str, day: str) -> str:
    return f"{_PETITIONS[state]} {day}".strip()


def percent(share: float) -> str:
    return f"{round(share * 100)}%"


def stuck(answered: str, stopped: int) -> str:
    return f"{answered} · ติด {stopped}"


def than_before(now: str, submitted: int, expected: int) -> str:
    return f"{now} ← {submitted}/{expected}"


def as_of(period: str) -> str:
    return f"{period} ณ ช่วงเดียวกัน"


def at_the_end(period: str) -> str:
    return f"{period} ถึงวันนี้"


def changed(share: float) -> str:
    points = round(share * 100)
    if points == 0:
        return "เท่ากับช่วงเดียวกันของรอบก่อน"
    return f"{'มากกว่า' if points > 0 else 'น้อยกว่า'}ช่วงเดียวกันของรอบก่อน {abs(points)} จุดร้อยละ"


def trend_title(count: int) -> str:
    return f"ย้อนหลัง {count} รอบ"


# --- sums, and who filled --------------------------------------------------------------------------------------------
SUM = "รวม"
SUM_OF = "จากหน่วยงานที่ส่งตัวเลขแล้ว"
SUM_NONE = "แจ้งว่าไม่มีข้อมูล"
AVERAGE = "เฉลี่ยต่อแห่ง"
HIGHEST = "มากที่สุด"
LOWEST = "น้อยที่สุด"
SUM_NOTE = "นับเฉพาะรายงานที่ส่งแล้ว"
NOBODY_FILLED = "ยังไม่มีผู้กรอก"
NO_NAME = "ไม่ได้ระบุชื่อ"
FILLED = {"sent": "ผู้ส่ง", "answered": "ผู้กรอก", "received": "บันทึกรับโดย", "reports": "ผู้รับผิดชอบ"}


def sum_question(item: str) -> str:
    return f"รวม {item} ทั้งหมดเท่าไร"


def number(value: Decimal) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def area_sum(name: str, offices: int) -> str:
    return f"{name} ({offices} แห่ง)"


def who_filled(office: str) -> str:
    return f"ผู้กรอกของ {office}"


def filled(did: str, answers: int, joined: bool) -> str:
    if did == "answered":
        return f"{answers} คำตอบ"
    return "" if joined else "ยังไม่เข้าร่วม"


# --- nudges and thanks ---------------------------------------------------------------------------------------------
NUDGED_GONE = "ทุกหน่วยงานในรายการนี้ส่งแล้ว หรือติดต่อไม่ได้ค่ะ"
THANK = "ขอบคุณผู้ที่ส่งแล้ว"
NOBODY_TO_THANK = "ขอบคุณครบทุกคนแล้วค่ะ"


def nudge_button(offices: int, messages: int) -> str:
    return f"เตือน {offices} แห่ง ใช้ {messages} ข้อความ"


def quota(left: int | None) -> str:
    return "" if left is None else f"โควตาไลน์เดือนนี้เหลือ {left:,} ข้อความ"


def nudge(title: str, due: str, late: bool) -> str:
    when = "เลยกำหนดส่งแล้ว" if late else "ใกล้ครบกำหนดส่ง"
    return f"ขอเรียนเตือนค่ะ {title} {when} ({due}) ยังไม่ได้รับรายงานของหน่วยงานท่าน กรอกต่อได้โดยพิมพ์ กรอกต่อ"


def nudge_to_mend(title: str, due: str) -> str:
    return f"ขอเรียนเตือนค่ะ {title} ถูกส่งคืนให้แก้ไข ยังไม่ได้รับฉบับที่แก้แล้ว ({due}) พิมพ์ ข้อที่ให้แก้ เพื่อดู"


def thanks(title: str) -> str:
    return f"ได้รับรายงาน {title} ของหน่วยงานท่านเรียบร้อยแล้ว ขอบคุณค่ะ"


def thanked(count: int) -> str:
    return f"ฝากขอบคุณ {count} คนแล้วค่ะ จะแสดงเมื่อแต่ละคนเปิดแชตครั้งถัดไป ไม่ใช้โควตาข้อความ"


# --- pictures ------------------------------------------------------------------------------------------------------
CHART_TREND = "ส่งแล้วจากทั้งหมดที่ต้องส่ง"


def chart_note(day: str) -> str:
    return f"ข้อมูล ณ วันที่ {day}"


# --- the page beside the chat --------------------------------------------------------------------------------------
WEB_PAGE = "ดูบนหน้าเว็บ"
OPEN_PAGE = "เปิดหน้าเว็บ"
PAGE_TITLE = "ความคืบหน้า"
PAGE_LINE = "ลิงก์นี้เป็นของท่านเท่านั้น ใช้ได้ 15 นาที อ่านได้อย่างเดียว"
BY_SYSTEM = "ระบบ"
CSV_HEADINGS = ("รหัส", "หน่วยงาน", "พื้นที่", "สถานะ", "ข้อที่ตอบ", "ส่งเมื่อ")
MARKS: Mapping[str, tuple[str, str]] = {  # bot/templates/overview/progress.html
    "done": ("●", "ครบ"),
    "doing": ("◐", "กำลังดำเนินการ"),
    "todo": ("○", "ยังไม่เริ่ม"),
    "late": ("▲", "เลยกำหนด"),
    "unreachable": ("✕", "ติดต่อไม่ได้"),
    "warning": ("!", "ควรดู"),
}
