"""What is said to whoever comes: greeting, invite codes, who they are."""

from __future__ import annotations


def greeting(returning: bool) -> str:
    hello = "ยินดีต้อนรับกลับมาค่ะ" if returning else "สวัสดีค่ะ"
    return (
        f"{hello} บัญชีนี้ใช้กรอกรายงาน รับแจ้งกำหนดส่ง และดูความคืบหน้าของหน่วยงาน\n\n"
        "ระบบจัดเก็บรหัสบัญชีไลน์ ชื่อ หน่วยงาน และคำตอบที่ท่านส่ง เพื่อจัดทำรายงานราชการเท่านั้น "
        "การใช้งานต่อถือว่าท่านรับทราบประกาศความเป็นส่วนตัวนี้แล้ว\n\n"
        "พิมพ์รหัสเชิญที่ได้รับจากผู้ประสานงานได้เลยค่ะ"
    )


WELCOME_BACK = "ยินดีต้อนรับกลับมาค่ะ งานที่ค้างไว้ยังอยู่ครบ"
ASK_CODE = "พิมพ์รหัสเชิญที่ได้รับจากผู้ประสานงานได้เลยค่ะ รหัสมี 8 ตัว เช่น k7mq-2xpa"
REJECTED_INVITE = "ไม่เป็นไรค่ะ รหัสนี้ยังไม่ถูกใช้ พิมพ์รหัสเชิญของท่าน หรือขอรหัสใหม่จากผู้ประสานงานค่ะ"
CODE_GONE = "รหัสนี้ถูกใช้ไปแล้วหรือหมดอายุค่ะ ขอรหัสใหม่จากผู้ประสานงานได้เลย"
ASK_NAME = "ขอชื่อ-สกุล ตำแหน่ง และโทรศัพท์ที่ทำงาน พิมพ์ในข้อความเดียวได้ค่ะ\nเช่น นายสมมติ ทดสอบ นักวิชาการศึกษา 055-000-000"
NAME_LATER = "ไว้ภายหลังได้ค่ะ"


def unknown_code(code: str) -> str:
    return f"ไม่พบรหัส {code} ค่ะ ตรวจตัวอักษรอีกครั้ง หรือขอรหัสใหม่จากผู้ประสานงาน"


def too_many_codes(minutes: int) -> str:
    return f"ใส่รหัสไม่ถูกหลายครั้งแล้วค่ะ เพื่อความปลอดภัย โปรดลองใหม่ในอีกประมาณ {minutes} นาที"


def invite_found(office: str, duty: str, name: str) -> str:
    person = f" ออกให้ {name}" if name else ""
    return f"รหัสนี้เป็นของ {office} · บทบาท{duty}{person} ใช่หน่วยงานของท่านไหมคะ"


def joined(office: str, duty: str) -> str:
    return f"เชื่อมบัญชีกับ {office} ในบทบาท{duty}เรียบร้อยค่ะ"


def thanks_for_name(name: str) -> str:
    return f"บันทึกชื่อ {name} แล้วค่ะ"
