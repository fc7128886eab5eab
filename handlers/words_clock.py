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


PICK_DAY = "เลือกวันที่"
ASK_PROMISE = "จะส่งได้วันไหนคะ พิมพ์ได้ เช่น พรุ่งนี้ หรือ 22 พ.ย."
WHICH_DAY = "ให้เตือนวันไหนคะ พิมพ์ได้ เช่น เตือนอีกครั้งพรุ่งนี้ 9 โมง"
WHICH_REPORT = "หมายถึงรายงานเรื่องไหนคะ"
NO_PETITIONS = "ตอนนี้ไม่มีคำขอที่รอพิจารณาค่ะ"
GRANT = "อนุมัติ"
REFUSE = "ไม่อนุมัติ"
RECEIVED = "ได้รับแล้ว"
NOT_RECEIVED = "ยังไม่ได้รับ"


def will_remind(when: str) -> str:
    return f"ได้ค่ะ จะเตือนอีกครั้ง{when}"


def promised(day: str, titles: str, due: str = "") -> str:
    """`due` the deadline that would be over by then: to say when is not to have more time."""
    over = f" กำหนดส่งยังเป็น{due} หากต้องการเวลาเพิ่ม พิมพ์ ขอขยายเวลา" if due else ""
    return f"รับทราบค่ะ {titles} จะส่ง{day} ระหว่างนี้จะไม่เตือนซ้ำ{over}"


def ask_extension(day: str) -> str:
    return f"ขอขยายถึงวันไหนคะ กำหนดเดิม{day} พิมพ์ได้ เช่น 25 พ.ย."


def asked_extension(day: str) -> str:
    return f"ส่งคำขอขยายเวลาถึง{day} ให้ผู้ประสานงานแล้วค่ะ ระหว่างรอคำตอบยังใช้กำหนดเดิม"


def asked_again(day: str) -> str:
    """`day` the deadline that is asked for by now; "" for a report sent another way."""
    return f"คำขอนี้รอผู้ประสานงานอยู่ค่ะ บันทึกตามที่แจ้งล่าสุดแล้ว{f' ขอถึง{day}' if day else ''}"


def asked_elsewhere(way: str) -> str:
    return f"รับทราบค่ะ แจ้งผู้ประสานงานแล้วว่าส่งทาง {way} ระหว่างรอตรวจรับจะไม่เตือนเรื่องนี้"


def wants_extension(day: str) -> str:
    return f"ขอขยายเวลาถึง{day}"


def because(reason: str) -> str:
    return f"เพราะ {reason}"


def says_elsewhere(way: str) -> str:
    return f"แจ้งว่าส่งทาง {way} แล้ว"


def due_now(day: str) -> str:
    return f"กำหนดเดิม {day}"


def asked_by(name: str) -> str:
    return f"ผู้แจ้ง {name}" if name else "ผู้แจ้ง ผู้รายงานของหน่วยงาน"


def which_petition(verb: str, office: str) -> str:
    return f"คำขอของหน่วยงานไหนคะ แตะปุ่ม หรือพิมพ์ เช่น {verb} {office}"


def settled(office: str, kind: str, granted: bool, day: str = "") -> str:
    """`day` the deadline that was asked for."""
    if kind == "extension":
        done = f"ขยายเวลาให้ {office} ถึง{day} แล้วค่ะ" if granted else f"ไม่ขยายเวลาให้ {office} ค่ะ"
        return f"{done} จะแจ้งหน่วยงานให้ทราบ"
    return f"บันทึกว่า{'ได้รับรายงานของ' if granted else 'ยังไม่ได้รับรายงานของ'} {office} แล้วค่ะ"


ASKED_OTHERWISE = "หน่วยงานเปลี่ยนคำขอแล้วค่ะ ดูวันที่ขอล่าสุดก่อนอนุมัติ"


def settled_already(granted: bool) -> str:
    return f"คำขอนี้{'อนุมัติ' if granted else 'ตอบ'}ไปแล้วค่ะ"


def answer(title: str, kind: str, granted: bool, day: str) -> str:
    """Tell the officer what the coordinator decided."""
    if kind == "extension":
        return f"{title} · ขยายเวลาส่งถึง{day} แล้วค่ะ" if granted else f"{title} · ขอให้ส่งตามกำหนดเดิมค่ะ"
    if granted:
        return f"{title} · ผู้ประสานงานได้รับรายงานแล้วค่ะ"
    return f"{title} · ผู้ประสานงานยังไม่ได้รับค่ะ โปรดตรวจสอบการส่งอีกครั้ง หรือกรอกในแชตนี้ได้เลย"


# --- what the clock notices ----------------------------------------------------------------------------------------
def complete(title: str, count: int) -> str:
    return f"{title} ส่งครบทั้ง {count} หน่วยงานแล้วค่ะ ขอบคุณที่ช่วยติดตามค่ะ"


def quota_low(used: int, allowed: int) -> str:
    return (
        f"เดือนนี้ใช้ข้อความไลน์ไปแล้ว {used:,} จาก {allowed:,} ข้อความค่ะ "
        "ระบบเก็บส่วนที่เหลือไว้เตือนกำหนดส่งก่อน ข่าวที่รอได้จะแนบไปกับคำตอบครั้งถัดไป"
    )


# --- overviews and the letter --------------------------------------------------------------------------------------
OVERVIEW = "สรุปความคืบหน้า"
OVERVIEW_OFF = "ปิดสรุปแล้วค่ะ ดูความคืบหน้าเมื่อไรก็ได้ พิมพ์ สถานะ"
OVERVIEW_HOURS = "ส่งสรุปได้ระหว่าง 08.30–16.30 น. ค่ะ เช่น เปิดสรุปรายสัปดาห์ วันพุธ 14.00 น."
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


def overview_switched(often: str, at: str, weekday: int | None) -> str:
    if often == "daily":
        return f"เปิดสรุปรายวันแล้วค่ะ ส่งให้ทุกวันทำการ {at} เลิกรับพิมพ์ ปิดสรุป"
    if often == "weekly":
        day = "วันทำการแรกของสัปดาห์" if weekday is None else f"ทุกวัน{_WEEKDAYS[weekday]} (ถ้าตรงวันหยุดเป็นวันทำการถัดไป)"
        return f"เปิดสรุปรายสัปดาห์แล้วค่ะ ส่งให้{day} {at} เลิกรับพิมพ์ ปิดสรุป"
    return OVERVIEW_OFF


NOTHING_TO_FOLLOW = "ตอนนี้ไม่มีหน่วยงานที่ต้องติดตามค่ะ"
COPY = "คัดลอก"


def late_offices(count: int) -> str:
    return f"เลยกำหนด {count} หน่วยงาน"


AS_ASKED = "ตามที่ได้"


def with_own_due(office: str, day: str) -> str:
    return f"{office} (กำหนดส่ง {day})" if day else office


def letter(title: str, due: str, offices: Sequence[str], sender: str, *, first: str, is_late: bool) -> str:
    """A draft of the letter that asks for a report again; its number and date are the office's to fill in.

    `first`: the letter that asked for it, or AS_ASKED.
    """
    asked = (
        "บัดนี้ยังไม่ได้รับรายงานจากหน่วยงานของท่าน จึงขอความอนุเคราะห์จัดส่งรายงานโดยเร็ว"
        if is_late
        else "ขณะนี้ใกล้ครบกำหนดแล้วและยังไม่ได้รับรายงานจากหน่วยงานของท่าน จึงขอความอนุเคราะห์จัดส่งรายงานภายในกำหนด"
    )
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(offices, 1))
    return (
        f"(ร่าง)\nที่ ................\nวันที่ ................\n\nเรื่อง ขอให้ส่ง{title}\n\n"
        "เรียน หัวหน้าหน่วยงานตามรายชื่อท้ายหนังสือ\n\n"
        f"{first}ขอให้หน่วยงานของท่านส่ง{title} ภายใน{due} นั้น {asked} "
        "หากจัดส่งแล้วขออภัยมา ณ ที่นี้\n\n"
        f"จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ\n\n{sender}\n\nรายชื่อท้ายหนังสือ\n{listed}"
    )
