"""What is said about personal data in answers, and about what we keep of a person: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

from collections.abc import Sequence

REMOVE = "ลบข้อมูลส่วนบุคคล"
NEEDED = "ยืนยันว่าจำเป็น"
REMOVED = "ลบข้อมูลส่วนบุคคลออกจากคำตอบแล้ว"
CONFIRMED = "บันทึกว่าข้อมูลนี้จำเป็นต่อรายงาน"
KINDS = {
    "citizen_id": "เลขประจำตัวประชาชน",
    "g_code": "รหัส G ของนักเรียน",
    "phone": "หมายเลขโทรศัพท์",
    "child": "ชื่อเด็ก",
    "age": "ชื่อและอายุ",
}
NAME_COLUMNS = "ไฟล์นี้มีคอลัมน์ข้อมูลส่วนบุคคล โปรดตรวจว่าจำเป็นต่อรายงาน"


def found(pieces: Sequence[tuple[str, str]], item: str = "") -> str:
    """Warn of personal data: (kind, how it is shown masked)."""
    named = ", ".join(f"{KINDS[kind]} {shown}" for kind, shown in pieces)
    return f"คำตอบ {item} มี{named} ค่ะ พิมพ์ {REMOVE} หรือ {NEEDED}" if item else f"มี{named}"


def columns(headings: Sequence[str]) -> str:
    return f"{NAME_COLUMNS}: {', '.join(headings)}"


# --- what we keep of a person --------------------------------------------------------------------------------------
REMOVE_MINE = "ลบข้อมูลของฉัน"
REMOVE_ALL = "ลบทั้งหมด"
KEEP = "ไม่ลบ"
KEPT = "ไม่ได้ลบข้อมูลใดค่ะ"
NONE = "ไม่มี"


def own_data(
    name: str,
    position: str,
    phone: str,
    duties: Sequence[str],
    accepted: str,
    drafts: Sequence[str],
    sent: Sequence[str],
    heard: int,
    said: int,
) -> str:
    """Return a copy of what is kept of a person, in sections."""
    parts = [
        "ข้อมูลที่ระบบเก็บเกี่ยวกับท่านค่ะ",
        f"ชื่อ {name or NONE}\nตำแหน่ง {position or NONE}\nโทรศัพท์ {phone or NONE}",
        "บทบาท\n" + ("\n".join(f"• {each}" for each in duties) or NONE),
        f"รับทราบประกาศความเป็นส่วนตัวเมื่อ {accepted}" if accepted else "",
        "รายงานที่กรอกค้าง\n" + ("\n".join(f"• {each}" for each in drafts) or NONE),
        "รายงานที่ส่งแล้ว\n" + ("\n".join(f"• {each}" for each in sent) or NONE),
        f"ข้อความในแชตที่ยังเก็บอยู่ จากท่าน {heard:,} จากระบบ {said:,} ลบเองเมื่อครบกำหนด",
        "คำตอบทั้งหมดอ่านได้โดยพิมพ์ อ่านทั้งหมด หรือขอ สำเนา Word",
    ]
    return "\n\n".join(part for part in parts if part)


def ask_removal(drafts: Sequence[str], sent: int) -> str:
    goes = "จะลบการเชื่อมบัญชีไลน์ ชื่อ ตำแหน่ง โทรศัพท์ และข้อความในแชต"
    if drafts:
        goes += "\nรายงานที่ยังไม่ส่งจะถูกลบด้วย\n" + "\n".join(f"• {each}" for each in drafts)
    stays = f"รายงานที่ส่งแล้ว {sent} ฉบับเป็นเอกสารราชการของหน่วยงาน จึงยังคงอยู่พร้อมชื่อผู้ส่ง" if sent else ""
    return "\n\n".join(filter(None, [goes, stays, f"ต้องการลบไหมคะ ลบแล้วคืนไม่ได้ พิมพ์ {REMOVE_ALL} หรือ {KEEP}"]))


def removed(has_sent: bool) -> str:
    stays = " รายงานที่ส่งแล้วเป็นเอกสารราชการ จึงยังคงอยู่" if has_sent else ""
    return f"ลบข้อมูลของท่านแล้วค่ะ{stays} หากต้องการใช้งานอีก ขอรหัสเชิญจากผู้ประสานงาน"
