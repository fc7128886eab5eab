"""What is said about leave and acting persons. Why somebody is away is never asked and never repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from thai.dates import format_date

TITLE = "การลาและผู้รักษาการแทน"
CONFIRM = "ยืนยัน"
END = "ยกเลิกการลา"
TAP_TO_END = "แตะชื่อ หรือพิมพ์ ยกเลิกลา ตามด้วยชื่อ เพื่อยกเลิกหรือแจ้งว่ากลับมาแล้ว"
HOW = "แจ้งลาของท่าน พิมพ์ เช่น ลา 18-20 พ.ย. ให้ สุดา รักษาการแทน (ไม่ต้องบอกเหตุ)"
HOW_FOR = "แจ้งแทนผู้อื่น พิมพ์ เช่น แจ้งลา สมชาย 18-20 พ.ย. ให้ สุดา รักษาการแทน"
NOBODY_AWAY = "ตอนนี้ไม่มีการลาที่แจ้งไว้ค่ะ"
NOT_DONE = "ไม่บันทึกการลาค่ะ"
NOTHING_TO_END = "ไม่มีการลาที่ยกเลิกได้ค่ะ"
NOT_ALL_YOURS = "ท่านนี้ปฏิบัติงานในหน่วยงานที่ท่านไม่ได้ดูแลด้วยค่ะ ขอให้เจ้าตัวแจ้งเอง โดยพิมพ์ ลา ตามด้วยวันที่"
CANNOT = {
    "past": "วันลาผ่านไปแล้วค่ะ",
    "oneself": "ผู้รักษาการแทนต้องเป็นคนอื่นค่ะ",
    "both": "ผู้รักษาการแทนลาในช่วงเดียวกันค่ะ ขอเลือกคนอื่น",
}


def days(first: date, last: date, *, is_short: bool = False) -> str:
    if is_short:
        return _short(first, last)
    start = format_date(first, style="full")
    return start if first == last else f"{start} ถึง{format_date(last, style='full')}"


def _short(first: date, last: date) -> str:
    """Return 18–20 พ.ย. 2569, 30 ธ.ค. 2569 – 4 ม.ค. 2570."""
    end = format_date(last, style="short")
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{format_date(first, style='short')} – {end}"


def ask(name: str, span: str, acting: str) -> str:
    """`name` "": the speaker's own leave."""
    who = name or "ท่าน"
    told = f"ระหว่างนี้จะไม่เตือน{who}"
    told += f" จะเตือน {acting} แทน และให้เห็นงานของ{who}จนถึงวันกลับ" if acting else ""
    head = f"{name} ลา{span}" if name else f"ท่านลา{span}"
    return f"{head}\n{told} ใช่ไหมคะ"


def not_joined(name: str) -> str:
    return f"{name} ยังไม่ได้เข้าร่วมหรือบล็อกบัญชีนี้ การเตือนจะยังไปไม่ถึง"


def nobody_left(offices: Sequence[str]) -> str:
    return f"ช่วงนี้จะไม่มีผู้รับการเตือนของ {', '.join(offices)} ระบุผู้รักษาการแทนได้ค่ะ"


def acts_for(names: Sequence[str]) -> str:
    return f"ช่วงนี้ท่านนี้รักษาการแทน {', '.join(names)} อยู่ด้วยค่ะ"


def noted(name: str, acting: str) -> str:
    done = f"บันทึกการลาของ{name or 'ท่าน'}แล้วค่ะ"
    return f"{done} จะแจ้งให้ {acting} ทราบ" if acting else done


def ended(name: str) -> str:
    return f"ยกเลิกการลาแล้วค่ะ จะเตือน{name or 'ท่าน'}ตามปกติ"


def stands_in(name: str) -> str:
    return f"รักษาการแทนโดย {name}"


def you_act(name: str, span: str) -> str:
    return f"{name} ลา{span} ท่านรักษาการแทน การเตือนและงานของท่านนั้นจะมาที่ท่านในช่วงนี้ค่ะ พิมพ์ งานของฉัน เพื่อดู"


def no_longer(name: str) -> str:
    return f"{name} กลับมาปฏิบัติงานแล้ว ท่านไม่ต้องรักษาการแทนแล้วค่ะ ขอบคุณค่ะ"


def you_are_away(span: str) -> str:
    return f"ผู้ประสานงานบันทึกว่าท่านลา{span} ระหว่างนี้จะไม่เตือนค่ะ กลับมาแล้วพิมพ์ กลับมาแล้ว"


def no_person(typed: str) -> str:
    return f"ไม่พบ “{typed}” ในทะเบียนที่ท่านเลือกได้ค่ะ พิมพ์ชื่อตามทะเบียน หากอยู่คนละหน่วยงาน ให้ผู้ประสานงานที่ดูแลทั้งสองหน่วยงานแจ้ง"


def which_person(names: Sequence[str]) -> str:
    return "หมายถึงท่านไหนคะ พิมพ์ชื่อให้ครบ เช่น " + " หรือ ".join(names[:3])
