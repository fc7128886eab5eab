"""What the clock says: reminders. Calm, brief, without blame; the printed deadline first."""

from __future__ import annotations

from collections.abc import Sequence

START = "เริ่มกรอก"
CONTINUE = "กรอกต่อ"


def due(day: str, time: str, days: int, is_past: bool) -> str:
    """`day` with its weekday, such as วันอาทิตย์ที่ 20 ธ.ค.; `days` until then."""
    if is_past:
        return f"ครบกำหนดเมื่อ{day} {time} ยังส่งได้ค่ะ"
    left = {0: " วันนี้", 1: " พรุ่งนี้"}.get(days, f" อีก {days} วัน")
    return f"ครบกำหนด{day} {time} ·{left}"


def owed_reports(count: int) -> str:
    return f"รายงานที่ยังไม่ได้ส่ง {count} เรื่อง"


def title(number: int | None, name: str) -> str:
    return f"{number}. {name}" if number else name


def button(verb: str, number: int | None) -> str:
    """At most 20 characters as LINE counts them: forms and offices have longer names, so the line's number stands."""
    return f"{verb} เรื่องที่ {number}" if number else verb


def of_office(title: str, office: str) -> str:
    return f"{title} · {office}"


def left(items: int, named: Sequence[str] = (), are_more: bool = False, minutes: int = 0) -> str:
    """`named`: the first of the items left, by number or name."""
    if not items:
        return "ตอบครบแล้ว เหลือกดส่ง"
    names = f" ({', '.join(named)}{' …' if are_more else ''})" if named else ""
    return f"เหลือ {items} ข้อ{names}" + (f" ประมาณ {minutes} นาที" if minutes else "")


def not_begun(items: int) -> str:
    return f"ยังไม่ได้เริ่มกรอก · {items} ข้อ"


# --- what can be said to a reminder --------------------------------------------------------------------------------
PROMISE = "แจ้งวันที่จะส่ง"
EXTEND = "ขอขยายเวลา"
ELSEWHERE = "ส่งทาง AMS แล้ว"


def again(days: int, weekday: str) -> str:
    """`days` until the next working day; `weekday` is its name, such as วันจันทร์."""
    return f"เตือนอีกครั้ง{'พรุ่งนี้' if days == 1 else weekday.removesuffix('ที่')} 9 โมง"
