"""What is said when an answer is changed, taken back, or written by two at once: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

from thai.text import graphemes

UNDO = "คืนคำตอบเดิม"
ADD_TO = "พิมพ์ต่อท้าย"
EDIT_OLD = "แก้จากเดิม"
COPY_OLD = "คัดลอกไปแก้"
LEAVE_IT = "ไม่แก้"
NOT_THE_ANSWER = "ไม่ใช่คำตอบ"
NOTHING_TO_UNDO = "ไม่มีการแก้ที่คืนได้ค่ะ พิมพ์ แก้ ตามด้วยเลขข้อ เพื่อแก้ข้อใดก็ได้"
NOTHING_TO_EMPTY = "ข้อนี้ยังว่างอยู่ค่ะ ถ้าต้องการนำคำตอบที่เพิ่งส่งออก พิมพ์ ไม่ใช่คำตอบ"
CHANGED_BY_OTHER = "ข้อที่ท่านแก้ล่าสุด เพื่อนร่วมงานแก้ต่อแล้วค่ะ จึงไม่คืนคำตอบให้เอง"


def changed(name: str, before: str, after: str) -> str:
    """Say what stood in an item and what stands there now; both are shortened already."""
    return f"แก้ {name} แล้ว\nเดิม {before}\nใหม่ {after}"


def undone(name: str, value: str) -> str:
    return f"คืนคำตอบเดิมของ {name} แล้ว {value}".strip()


def empty(name: str, value: str) -> str:
    return f"นำคำตอบของ {name} ออกไหมคะ\n{value}"


def taken_out(name: str) -> str:
    return f"นำคำตอบของ {name} ออกแล้วค่ะ ข้อนี้ว่างอยู่"


def kept_at(label: str, length: int) -> str:
    return f"เก็บเป็นคำตอบของ {label} แล้ว {length:,} ตัวอักษร"


def kept_as(label: str, length: int) -> str:
    """Say where a text went that was typed while something else was before the person."""
    return f"{kept_at(label, length)} ถ้าไม่ใช่พิมพ์ {NOT_THE_ANSWER}"


# --- a long text where none is asked -------------------------------------------------------------------------------
NOT_KEPT_YET = "ข้อความที่ส่งมายังไม่ได้เก็บค่ะ"
_LABEL = 20  # graphemes of a button


def to_item_before(label: str) -> str:
    named = f"ต่อท้าย {label}"
    return named if graphemes(named) <= _LABEL else "ใส่ต่อท้ายข้อก่อน"


def to_item_after(label: str) -> str:
    named = f"ใส่ใน {label}"
    return named if graphemes(named) <= _LABEL else "ใส่ในข้อถัดไป"


def part_of(label: str, way: str) -> str:
    return f"ถ้าเป็นส่วนของ {label} พิมพ์ {way}"


def answer_of(label: str, way: str, opened: str) -> str:
    """`opened`: what it says of the question asked to answer the item behind it."""
    return f"ถ้า{opened and f'{opened} และ'}เป็นคำตอบของ {label} พิมพ์ {way}"


def answers_the_waiting(quoted: str, label: str, report: str) -> str:
    """Ask of words that came while no report was open whether they answer the item that waits."""
    return f"ข้อความนี้ยังไม่ได้เก็บค่ะ {report} รอคำตอบของ {label}\n“{quoted}” เป็นคำตอบของข้อนี้ไหมคะ"


def by(name: str) -> str:
    return f"— {name}"


def by_other(name: str) -> str:
    return f"{name} ตอบไว้"


# --- two officers at one item --------------------------------------------------------------------------------------
MINE = "ใช้ของฉัน"
THEIRS = "ใช้ของเพื่อนร่วมงาน"
BOTH = "รวมทั้งสอง"


def both_texts(item: str, colleague: str, theirs: str, mine: str, can_join: bool) -> str:
    """Show both answers whole and ask which to keep."""
    ways = f"พิมพ์ {MINE} หรือ {THEIRS}" + (f" หรือ {BOTH}" if can_join else "")
    return (
        f"ระหว่างที่ท่านพิมพ์ {colleague} ตอบ {item} ไว้แล้วค่ะ\n\n"
        f"ของ {colleague}\n{theirs}\n\nของท่าน\n{mine}\n\nใช้คำตอบไหนดีคะ {ways}"
    )


def kept_theirs(item: str, colleague: str) -> str:
    return f"ใช้คำตอบของ {colleague} ในข้อ {item} ของท่านเก็บไว้ในประวัติข้อนี้"


# --- the past of an item -------------------------------------------------------------------------------------------
NO_HISTORY = "ข้อนี้ยังไม่เคยแก้ค่ะ"
STANDS_NOW = "ตอนนี้"
NOT_USED = "ไม่ได้ใช้"
MORE_PAST = "ก่อนหน้านั้นยังมีอีก"


def history_of(item: str) -> str:
    return f"ประวัติการแก้ {item}"


def version(when: str, who: str, value: str) -> str:
    return f"{when} · {who}\n{value}" if who else f"{when}\n{value}"


# --- after sending -------------------------------------------------------------------------------------------------
ASK_REOPEN = "รายงานนี้ส่งแล้วค่ะ ถ้าต้องการเปิดกลับมาแก้ ขอเหตุผลสั้น ๆ พิมพ์ได้เลย หรือแตะเลือก แก้เสร็จแล้วต้องกดส่งอีกครั้ง"
ASK_WHY = "ขอเหตุผลสั้น ๆ ค่ะ เช่น ตัวเลขผิด ถ้าไม่แก้แล้วพิมพ์ ไม่แก้"
REASONS = ("ข้อมูลผิด", "มีข้อมูลเพิ่มเติม", "ผู้ประสานงานขอให้แก้")
DO_NOT_REOPEN = "ไม่แก้"


def reopened_notice(report: str, who: str, why: str) -> str:
    """Tell the coordinator that a sent report is open again."""
    return f"{report}\n{who} เปิดรายงานที่ส่งแล้วกลับมาแก้ เหตุผล: {why}"


def sent_again_notice(report: str, items: list[str], why: str) -> str:
    """Tell the coordinator what was changed in a report that is sent once more."""
    what = f"แก้ {', '.join(items)}" if items else "ไม่มีคำตอบที่เปลี่ยน"
    return f"{report}\nส่งรายงานฉบับแก้ไขแล้ว {what} เหตุผล: {why}"
