"""What is said around coming and going: slips, newcomers who wait, people of an office, moving and leaving."""

from __future__ import annotations

from collections.abc import Sequence

LET_IN = "อนุมัติ"
DO_NOT = "ไม่อนุมัติ"
ASK_WHO = "ขอชื่อ-สกุล ตำแหน่ง และโทรศัพท์ที่ทำงาน พิมพ์ในข้อความเดียวค่ะ\nเช่น นายสมมติ ทดสอบ นักวิชาการศึกษา 055-000-000"
OTHER_PHONE = "ชื่อนี้เข้าร่วมแล้ว หากอนุมัติจะย้ายมาใช้เครื่องนี้"
ON_THE_LIST = "ชื่อตรงกับรายชื่อของหน่วยงาน"
MORE_THAN_YOURS = "ชื่อนี้มีหน้าที่อื่นนอกเหนือจากหน่วยงานที่ท่านดูแล โปรดให้ผู้ดูแลระบบเป็นผู้อนุมัติค่ะ"
NOT_ON_THE_LIST = "ชื่อนี้ยังไม่อยู่ในรายชื่อของหน่วยงาน"
NOBODY = "ยังไม่มีบุคลากรของหน่วยงานนี้ค่ะ"
PEOPLE_HOW = "พิมพ์ บุคลากร ตามด้วยชื่อหน่วยงานค่ะ เช่น บุคลากร สพม.ตาก"
REVOKE_HOW = "พิมพ์ ถอนสิทธิ์ ชื่อ-สกุล ค่ะ ดูชื่อได้โดยพิมพ์ บุคลากร ตามด้วยชื่อหน่วยงาน"
TRANSFER_HOW = "พิมพ์ ย้าย ชื่อ-สกุล ไป ชื่อหน่วยงาน ค่ะ"
ENTRUST_HOW = (
    "พิมพ์ ให้ ชื่อ-สกุล ดูแลแบบ ชื่อแบบ ค่ะ\nใช้ ดูแล ติดตาม กรอก หรือ เห็นชอบ ก็ได้ ถ้าเป็นรอบเดียวพิมพ์ รอบ แทน แบบ"
    "\nระบุหน่วยงานต่อท้ายได้ เช่น ที่ สพม.ตาก"
)
NOT_ONESELF = "เปลี่ยนหน้าที่ของตนเองไม่ได้ค่ะ โปรดให้ผู้ประสานงานอีกท่านหรือผู้ดูแลระบบทำ"
NOT_DONE = "ไม่เปลี่ยนแปลงค่ะ"
SLIPS_STEPS = ("1. สแกนคิวอาร์ด้วยกล้องหรือไลน์", "2. กดส่งข้อความที่ขึ้นให้", "3. พิมพ์ชื่อ ตำแหน่ง โทรศัพท์")
SLIPS_CODE = "หรือเพิ่มเพื่อนแล้วพิมพ์รหัส"
SLIPS = "ใบเชิญพร้อมคิวอาร์"
DOWNLOAD = "ดาวน์โหลด PDF"
SLIPS_ASK = "ผู้สแกนต้องได้รับอนุมัติจากท่านก่อน จึงแจกหรือติดประกาศได้"
SLIPS_FAILED = "ทำใบเชิญไม่สำเร็จค่ะ โปรดพิมพ์ ใบเชิญ อีกครั้งภายหลัง"
EVERYBODY_JOINED = "ทุกหน่วยงานในรอบนี้มีผู้รายงานเข้าร่วมแล้วค่ะ"


def slips_heading(office: str, round_: str) -> str:
    return f"ใบเชิญรายงานทางไลน์ · {round_}" if round_ else f"ใบเชิญรายงานทางไลน์ · {office}"


def slips_foot(contact: str, until: str) -> str:
    return f"ใช้ได้ถึง {until} · สอบถาม {contact}"


def making_slips(count: int) -> str:
    return f"กำลังทำใบเชิญ {count} หน่วยงานที่ยังไม่มีผู้รายงานเข้าร่วม เสร็จแล้วจะส่งลิงก์ให้ค่ะ"


def making_slip(office: str) -> str:
    return f"กำลังทำใบเชิญของ {office} เสร็จแล้วจะส่งลิงก์ให้ค่ะ"


def slips_of(count: int) -> str:
    return f"{count} หน่วยงาน หน่วยงานละหนึ่งใบ"


def good_until(day: str) -> str:
    return f"รหัสใช้ได้ถึง {day}"


def which_slips(names: Sequence[str]) -> str:
    return f"ใบเชิญของรอบไหนคะ พิมพ์ เช่น ใบเชิญ {' หรือ ใบเชิญ '.join(names[:3])}"


def too_many_slips(most: int) -> str:
    return f"เกิน {most:,} หน่วยงานค่ะ โปรดให้ผู้ดูแลระบบทำด้วยคำสั่ง flask invite sheet"


def wants(name: str, duty: str) -> str:
    return f"{name} ขอเข้าร่วมเป็น{duty}"


def asked(office: str) -> str:
    return f"ส่งคำขอเข้าร่วม {office} แล้วค่ะ เมื่อผู้ประสานงานอนุมัติจะแจ้งให้ทราบ"


def still_waiting(office: str) -> str:
    return f"คำขอเข้าร่วม {office} รอผู้ประสานงานอนุมัติอยู่ค่ะ"


def answer(office: str, granted: bool) -> str:
    if granted:
        return f"เข้าร่วม {office} ได้แล้วค่ะ แตะงานของฉันเพื่อดูรายงานที่ต้องส่ง"
    return f"ผู้ประสานงานยังไม่อนุมัติคำขอเข้าร่วม {office} ค่ะ โปรดติดต่อผู้ประสานงาน"


def settled(name: str, office: str, granted: bool) -> str:
    return f"{'อนุมัติ' if granted else 'ไม่อนุมัติ'} {name} · {office} แล้วค่ะ"


def settled_already(granted: bool) -> str:
    return f"คำขอนี้{'อนุมัติ' if granted else 'ไม่อนุมัติ'}ไปแล้วค่ะ"


# --- people of an office ----------------------------------------------------------------------------------------------
def people_title(office: str, count: int) -> str:
    return f"{office} · {count} คน"


def joined(yes: bool) -> str:
    return "เข้าร่วมแล้ว" if yes else "ยังไม่เข้าร่วม"


def revoke(name: str) -> str:
    return f"ถอนสิทธิ์ {name}"


def confirm_revoke(name: str, duties: Sequence[str]) -> str:
    return f"ถอนสิทธิ์ของ {name} ({', '.join(duties)}) ไหมคะ บัญชีไลน์และลิงก์ของคนนี้จะใช้กับหน่วยงานเหล่านี้ไม่ได้อีก"


def bound(duty: str, of: str) -> str:
    return f"{duty} เฉพาะ {of}"


def which_form(names: Sequence[str]) -> str:
    return f"หมายถึงแบบหรือรอบไหนคะ {' หรือ '.join(names[:4])}"


def no_form(name: str) -> str:
    return f"ไม่พบแบบหรือรอบที่ชื่อ “{name.strip()}” ค่ะ ดูชื่อได้โดยพิมพ์ รอบ"


def confirm_entrust(name: str, duty: str, office: str, *, narrows: bool) -> str:
    told = f"ให้ {name} เป็น{duty} ที่ {office} ไหมคะ"
    return f"{told} หน้าที่เดิมที่ใช้ได้กับทุกแบบจะเหลือเฉพาะแบบนี้" if narrows else told


def entrusted(name: str, duty: str, office: str) -> str:
    return f"{name} เป็น{duty} ที่ {office} แล้วค่ะ จะแจ้งให้เจ้าตัวทราบ"


def you_are_entrusted(duty: str, office: str) -> str:
    return f"ท่านได้รับมอบหมายเป็น{duty} ที่ {office} ค่ะ พิมพ์ ช่วย เพื่อดูสิ่งที่ทำได้"


def entrusted_already(name: str, duty: str, office: str) -> str:
    return f"{name} เป็น{duty} ที่ {office} อยู่แล้วค่ะ"


def entrusted_wider(name: str, duty: str, office: str) -> str:
    return f"{name} เป็น{duty} ที่ {office} ครอบคลุมแบบนี้อยู่แล้วค่ะ ถ้าต้องการให้เหลือแบบเดียว พิมพ์ เฉพาะแบบ แทน แบบ"


def not_held(name: str, of: str) -> str:
    return f"{name} ไม่มีหน้าที่เฉพาะ {of} ในหน่วยงานที่ท่านดูแลค่ะ พิมพ์ ถอนสิทธิ์ ตามด้วยชื่ออย่างเดียว เพื่อถอนทุกหน้าที่"


def confirm_take(name: str, duties: Sequence[str]) -> str:
    return f"ถอนหน้าที่ {', '.join(duties)} ของ {name} ไหมคะ หน้าที่อื่นยังอยู่ตามเดิม"


def taken(name: str) -> str:
    return f"ถอนหน้าที่ของ {name} แล้วค่ะ"


def revoked(name: str) -> str:
    return f"ถอนสิทธิ์ของ {name} แล้วค่ะ คำตอบที่กรอกไว้ยังอยู่กับหน่วยงาน"


def confirm_transfer(name: str, office: str, to: str) -> str:
    return f"ย้าย {name} จาก {office} ไป {to} ไหมคะ ร่างรายงานอยู่กับหน่วยงานเดิม"


def transferred(name: str, to: str) -> str:
    return f"ย้าย {name} ไป {to} แล้วค่ะ"


def you_are_transferred(to: str) -> str:
    return f"ผู้ประสานงานย้ายท่านไปรายงานให้ {to} แล้วค่ะ ร่างเดิมอยู่กับหน่วยงานเดิม"


def you_lost(duties: Sequence[str]) -> str:
    return f"ผู้ประสานงานถอนหน้าที่ {', '.join(duties)} ของท่านแล้วค่ะ หน้าที่อื่นยังใช้ได้ตามเดิม"


def you_lost_all(duties: Sequence[str], by: str) -> str:
    who = f"ผู้ประสานงาน ({by})" if by else "ผู้ประสานงาน"
    return (
        f"{who} ถอนหน้าที่ {', '.join(duties)} ของท่านแล้วค่ะ บัญชีนี้จึงไม่ได้ผูกกับหน่วยงานใด รายงานและคำตอบเดิมยังอยู่กับหน่วยงาน "
        "ถ้าต้องใช้งานต่อ ขอรหัสเชิญใหม่จากผู้ประสานงานได้"
    )


def no_person(name: str) -> str:
    return f"ไม่พบ “{name}” ในหน่วยงานที่ท่านดูแลค่ะ"


def which_person(names: Sequence[str]) -> str:
    return f"หมายถึงใครคะ พิมพ์ให้ครบ เช่น {' หรือ '.join(names[:3])}"
