"""What is said about kinds of questions, rows of a repeat, and forms being published: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

# --- choosing ------------------------------------------------------------------------------------------------------
DONE = "เสร็จ"
DONE_WORDS = frozenset({"เสร็จ", "เสร็จแล้ว", "ครบ", "ครบแล้ว"})
ALL_OF_THEM = "ทั้งหมด"
ORDER_AGAIN = "เรียงใหม่"
PAGE_BEFORE = "◀ หน้าก่อน"
PAGE_AFTER = "ดูต่อ ▶"
TYPE_PAGED = "แตะเลือก พิมพ์หมายเลข หรือพิมพ์บางส่วนของชื่อ"
TYPE_SEARCH = "พิมพ์บางส่วนของชื่อเพื่อค้นหา"
TYPE_TICKS = "แตะเลือกได้หลายข้อแล้วกดเสร็จ หรือพิมพ์หมายเลข เช่น 1 3"
TYPE_ORDER = "แตะตามลำดับ หรือพิมพ์หมายเลขเรียงกัน เช่น 3 1 2"


def type_to_search(count: int) -> str:
    return f"มี {count:,} ตัวเลือก"


def found_choices(count: int) -> str:
    return f"พบ {count:,} ตัวเลือก"


def place_in_order(place: int) -> str:
    return f"ลำดับ {place} ·"


# --- other kinds of questions --------------------------------------------------------------------------------------
TYPE_BARCODE = "พิมพ์ตัวเลขหรือรหัสใต้บาร์โค้ด"
TYPE_YEAR = "พิมพ์ปี พ.ศ. เช่น 2569"
TYPE_DATE_TIME = "เลือกจากปฏิทินหรือพิมพ์ เช่น 20 พ.ย. 2569 16.30 น."
PRESUMED = "ค่าที่ตั้งไว้ให้"
KEEP_IT = "ใช้ค่านี้"
GUIDANCE = "คำอธิบาย"
WHICH_LANGUAGE = "ต้องการใช้ภาษาไหนคะ"
ONE_LANGUAGE = "แบบนี้มีภาษาเดียวค่ะ"


def type_range(least: str, most: str) -> str:
    return f"ตอบเป็นตัวเลขตั้งแต่ {least} ถึง {most}"


def out_of_range(least: str, most: str) -> str:
    return f"ข้อนี้รับตั้งแต่ {least} ถึง {most} ค่ะ"


def keep_value(value: str) -> str:
    return f"ใช้ {value}"
