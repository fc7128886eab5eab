"""What is said about kinds of questions, rows of a repeat, and forms being published: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

from collections.abc import Sequence

# --- choosing ------------------------------------------------------------------------------------------------------
DONE = "เสร็จ"
DONE_WORDS = frozenset({"เสร็จ", "เสร็จแล้ว", "ครบ", "ครบแล้ว"})
ALL_OF_THEM = "ทั้งหมด"
ORDER_AGAIN = "เรียงใหม่"
PAGE_BEFORE = "◀ หน้าก่อน"
PAGE_AFTER = "ดูต่อ ▶"
TURNING = {PAGE_AFTER: 1, "ดูต่อ": 1, "หน้าถัดไป": 1, "หน้าต่อไป": 1, PAGE_BEFORE: -1, "หน้าก่อน": -1, "ย้อนหน้า": -1}
TYPE_PAGED = "แตะเลือก พิมพ์หมายเลข หรือพิมพ์บางส่วนของชื่อ"
TYPE_SEARCH = "พิมพ์บางส่วนของชื่อเพื่อค้นหา"
TYPE_TICKS = "แตะเลือกได้หลายข้อแล้วกดเสร็จ หรือพิมพ์หมายเลข เช่น 1 3"
TYPE_ORDER = "แตะตามลำดับ หรือพิมพ์หมายเลขเรียงกัน เช่น 3 1 2"


def type_numbers(how: str, names: Sequence[str]) -> str:
    """Say that numbers which stand side by side may be typed in one message."""
    example = " ".join(("12", "5", "3", "0", "8", "1")[place % 6] for place in range(len(names)))
    return f"{how}\nหรือพิมพ์ {len(names)} จำนวนเรียงกัน เช่น {example} ({' · '.join(names)})"


def type_grid(rows: int) -> str:
    example = " ".join("1221"[place % 4] for place in range(rows))
    return f"แตะเลือก หรือพิมพ์หมายเลขของทั้ง {rows} แถวที่เหลือ เช่น {example}"


def type_to_search(count: int) -> str:
    return f"มี {count:,} ตัวเลือก"


def found_choices(count: int) -> str:
    return f"พบ {count:,} ตัวเลือก"


def ticked_so_far(labels: Sequence[str]) -> str:
    return f"เลือกแล้ว {len(labels)}: {', '.join(labels)}"


def place_in_order(place: int) -> str:
    return f"ลำดับ {place} ·"


# --- other kinds of questions --------------------------------------------------------------------------------------
TYPE_SOUND = "กดไมโครโฟนค้างไว้แล้วพูด หรือส่งไฟล์เสียงเข้ามาในแชต"
TYPE_FILM = "ถ่ายหรือเลือกวิดีโอ แล้วส่งเข้ามาในแชต"
TYPE_BARCODE = "พิมพ์ตัวเลขหรือรหัสใต้บาร์โค้ด"
TYPE_YEAR = "พิมพ์ปี พ.ศ. เช่น 2569"
TYPE_DATE_TIME = "เลือกจากปฏิทินหรือพิมพ์ เช่น 20 พ.ย. 2569 16.30 น."
PRESUMED = "ค่าที่ตั้งไว้ให้"
KEEP_IT = "ใช้ค่านี้"
GUIDANCE = "คำอธิบาย"
WHICH_LANGUAGE = "ต้องการใช้ภาษาไหนคะ"
LANGUAGE_CODES = {"ไทย": "(th)", "ภาษาไทย": "(th)", "อังกฤษ": "(en)", "ภาษาอังกฤษ": "(en)", "พม่า": "(my)", "จีน": "(zh)"}
ONE_LANGUAGE = "แบบนี้มีภาษาเดียวค่ะ"


def type_range(least: str, most: str, step: str = "") -> str:
    return f"ตอบเป็นตัวเลขตั้งแต่ {least} ถึง {most}{by_steps(step)}"


def by_steps(step: str) -> str:
    return f" ทีละ {step}" if step not in ("", "1") else ""


def out_of_range(least: str, most: str, step: str = "") -> str:
    """Say which answers a question takes; one of the bounds may be wanting."""
    if not most:
        on = "เป็นต้นไป" if least.startswith("วัน") else "ขึ้นไป"
        return f"ข้อนี้รับตั้งแต่{_apart(least)} {on}ค่ะ"
    if not least:
        return f"ข้อนี้รับไม่เกิน{_apart(most)} ค่ะ"
    return f"ข้อนี้รับตั้งแต่{_apart(least)} ถึง{_apart(most)}{by_steps(step)} ค่ะ"


def _apart(bound: str) -> str:
    return bound if bound.startswith("วัน") else f" {bound}"


NOT_ALLOWED = "คำตอบนี้ไม่ตรงกับเงื่อนไขของข้อนี้ค่ะ ตรวจอีกครั้ง"


def keep_value(value: str) -> str:
    return f"ใช้ {value}"


# --- rows ----------------------------------------------------------------------------------------------------------
ROWS = "รายการที่กรอกแล้ว"
ROWS_BUTTON = "ดูตาราง"
NO_ROWS = "ยังไม่มีรายการในข้อนี้ค่ะ"
EDIT_ROW_HOW = "แตะแถวที่ต้องการ หรือพิมพ์ แก้แถว 2 · ลบแถว 2"
EDIT_COUNTED_ROW_HOW = "แตะแถวที่ต้องการ หรือพิมพ์ แก้แถว 2"
COUNTED_ROWS = "จำนวนแถวของข้อนี้มาจากคำตอบข้ออื่นค่ะ แก้จำนวนที่ข้อนั้น"
TAKE_ROWS = "ใช้ตามนี้"
ONE_TEXT = "เก็บเป็นข้อความเดียว"
TAKE_ROWS_HOW = "ถ้าถูกต้องกดหรือพิมพ์ว่า ใช้ตามนี้ แก้ทีหลังได้ทุกแถว"
TABLE_UNREAD = "อ่านตารางนี้ไม่ได้ค่ะ วางเป็นแถวละบรรทัด คั่นช่องด้วย | หรือคัดลอกจาก Excel"
BLANK_ROW = "(ว่าง)"
NOT_ASKED = "ไม่ถามในแถวนี้"


def rows_counted(count: int) -> str:
    return f"{count} แถว"


def row_number(number: int) -> str:
    return f"แถวที่ {number}"


def edit_row(number: int) -> str:
    return f"แก้แถว {number}"


def remove_row(number: int) -> str:
    return f"ลบแถว {number}"


def confirm_removal(number: int, line: str) -> str:
    return f"ลบแถวที่ {number} ใช่ไหมคะ\n{line}"


def removed_row(number: int) -> str:
    return f"ลบแถวที่ {number} แล้วค่ะ"


def rows_read(count: int) -> str:
    return f"อ่านได้ {count} แถว ใช้ตามนี้ไหมคะ"


def row_named(number: int, first: str) -> str:
    return f"แถวที่ {number}: {first}"


def column_read(count: int) -> str:
    return f"อ่านได้ {count} ข้อ ใส่ให้ {count} แถวตามนี้ไหมคะ"


def beside_row(number: int, row: str, item: str) -> str:
    """Show an item of a list with the row it will stand in."""
    return f"{number}. {row} → {item}"


def rows_taken(count: int) -> str:
    return f"บันทึก {count} แถว"


def rows_shown(count: int) -> str:
    return f"แสดง {count} แถวแรก"


def rows_left(count: int) -> str:
    return f"อีก {count} แถวไม่มีที่ให้กรอก จึงไม่ได้อ่าน"


def cell_unread(row: int, title: str, typed: str, why: str) -> str:
    reason = f" {why}" if why else " อ่านไม่ได้ จะเว้นว่างไว้"
    return f"แถวที่ {row} {title} “{typed}”{reason}"


def confirm_shrinking(count: int) -> str:
    return f"จำนวนนี้น้อยกว่าที่กรอกไว้ จะซ่อน {count} แถวที่กรอกแล้ว เปลี่ยนจำนวนใช่ไหมคะ"


def of_rows(title: str, number: int, count: int) -> str:
    return f"{title} {number}/{count}"
