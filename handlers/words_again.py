"""What is said of the report an office sent before, and of numbers in doubt: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

SAME = "เหมือนเดิม"
FROM_OLD = "แก้จากเดิม"
COPY_OLD = "คัดลอกของเดิม"
WRITE_NEW = "เขียนใหม่"
WRITE = "พิมพ์คำตอบใหม่ได้เลยค่ะ"
NOT_SAME = "ข้อนี้ขอเป็นผลของรอบนี้ค่ะ พิมพ์ใหม่ หรือแก้จากข้อความเดิมด้านล่าง"
NOTHING_BEFORE = "ยังไม่มีคำตอบครั้งก่อนของข้อนี้ค่ะ พิมพ์คำตอบได้เลย"
UNCHANGED = "ข้อความนี้เหมือนครั้งก่อนทุกตัวอักษร ใช้ตามนี้ใช่ไหมคะ"
LAST_TIME = "ครั้งก่อน"


def before(period: str) -> str:
    return f"ครั้งก่อน ({period})" if period else LAST_TIME


def rows(lines: list[str]) -> str:
    return f"{len(lines)} แถว\n" + "\n".join(lines)


def took_rows(count: int) -> str:
    return f"บันทึก {count} แถวเหมือนเดิม"


def jumped(name: str, before: str, now: str) -> str:
    return f"{name} ครั้งก่อน {before} ครั้งนี้ {now} ตัวเลขถูกต้องไหมคะ"


def not_the_sum(name: str, total: str, typed: str) -> str:
    return f"{name} รวมทุกแถวได้ {total} แต่ที่พิมพ์คือ {typed} ตัวเลขถูกต้องไหมคะ"


def in_doubt(name: str, value: str, others: str) -> str:
    """Ask about a number that does not go with others the officer gave."""
    return f"{others} แต่{name} {value} ตัวเลขถูกต้องไหมคะ"


def far_away(value: str, years: int) -> str:
    """Ask about a day, month or year that is years away from today; `years` is negative for the past."""
    distance = f"อีก {years} ปีข้างหน้า" if years > 0 else f"เมื่อ {-years} ปีก่อน"
    return f"{value} คือ{distance} ถูกต้องไหมคะ"


def same_as_nothing(typed: str) -> str:
    return f"ข้อนี้ยังไม่มีคำตอบครั้งก่อนให้ใช้ค่ะ จะเก็บคำว่า “{typed}” เป็นคำตอบใช่ไหมคะ"


def in_no_file(typed: str) -> str:
    return f"ยังไม่ได้รับไฟล์แนบค่ะ ส่งไฟล์มาในแชตนี้ได้เลย จะเก็บคำว่า “{typed}” เป็นคำตอบใช่ไหมคะ"


def as_the_answer(typed: str) -> str:
    return f"จะเก็บคำว่า “{typed}” เป็นคำตอบของข้อนี้ใช่ไหมคะ"
