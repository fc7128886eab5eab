"""What deeds are called when somebody looks at what was done. One without a name here shows its own."""

from __future__ import annotations

TITLE = "ประวัติการเปลี่ยนแปลง"
NOTHING = "ยังไม่มีประวัติในหน่วยงานที่ท่านดูได้ค่ะ"
OLDER = "เก่ากว่านี้"
GONE = "ไม่มีในรายชื่อแล้ว"
ERASED = "เนื้อหาถูกลบแล้ว"
VIAS = {"chat": "", "group": "ในกลุ่ม", "web": "ทางเว็บ", "command": "คำสั่งระบบ", "clock": "ตามกำหนดเวลา"}
DEEDS = {
    "answer": "ตอบ",
    "submit": "ส่งรายงาน",
    "reopen": "เปิดรายงานแก้",
    "take_back": "ยกเลิกข้อความ",
    "erase": "ลบเนื้อหา",
    "review": "เริ่มตรวจ",
    "return": "ส่งคืนให้แก้",
    "check": "ตรวจทานแล้ว",
    "uncheck": "ยกเลิกการตรวจ",
    "hold_reports": "เปลี่ยนวิธีตรวจ",
    "open_round": "เปิดรอบ",
    "recounted": "นับยอดใหม่",
    "change_rule": "เปลี่ยนกำหนดประจำ",
    "move_round": "เลื่อนกำหนด",
    "change_ladder": "เปลี่ยนวันเตือน",
    "pause_round": "พักการเตือน",
    "resume_round": "เตือนต่อ",
    "close_round": "ปิดรับ",
    "cancel_round": "ยกเลิกรอบ",
    "end_schedule": "หยุดเปิดรอบ",
    "extend": "ขยายเวลา",
    "exempt": "ยกเว้น",
    "expect_again": "เลิกยกเว้น",
    "add_office": "เพิ่มเข้ารอบ",
    "ask_extension": "ขอขยายเวลา",
    "ask_elsewhere": "แจ้งส่งทางอื่น",
    "extension_granted": "อนุมัติขยายเวลา",
    "extension_refused": "ไม่อนุมัติขยายเวลา",
    "elsewhere_granted": "รับการส่งทางอื่น",
    "elsewhere_refused": "ไม่รับการส่งทางอื่น",
    "receive": "บันทึกรับทางอื่น",
    "fill_for": "กรอกแทน",
    "letter": "บันทึกหนังสือ",
    "letter_file": "แนบไฟล์หนังสือ",
    "received_file": "เก็บไฟล์รายงาน",
    "tie_group": "ผูกกลุ่ม",
    "untie_group": "เลิกผูกกลุ่ม",
    "join": "เข้าร่วม",
    "ask_to_join": "ขอเข้าร่วม",
    "join_granted": "อนุมัติให้เข้าร่วม",
    "join_refused": "ไม่อนุมัติให้เข้าร่วม",
    "leave": "ลา",
    "leave_ended": "กลับจากลา",
    "give_role": "ให้หน้าที่",
    "take_role": "ถอนหน้าที่",
    "import_roster": "นำเข้ารายชื่อ",
    "undo_roster": "ย้อนการนำเข้า",
    "invite": "ออกรหัสเชิญ",
    "slips": "ออกใบเชิญ",
    "publish_form": "เผยแพร่แบบ",
    "migrate_form": "ย้ายร่าง",
    "ask_changes": "ขอให้ตอบส่วนที่เปลี่ยน",
    "changes_over": "ครบกำหนดตอบส่วนที่เปลี่ยน",
    "broadcast": "ประกาศ",
    "change_day": "เปลี่ยนวันหยุด",
    "compile": "ขอไฟล์",
    "open_file": "เปิดไฟล์",
    "open_annex": "เปิดเอกสารแนบ",
    "open_page": "เปิดหน้าเว็บ",
    "refused": "ถูกปฏิเสธ",
    "overview": "ตั้งสรุป",
    "renew_calendar": "เปลี่ยนลิงก์ปฏิทิน",
}


def changed(name: str, old: str, new: str) -> str:
    if not old:
        return f"{name} {new}".strip()
    return f"{name} เดิม {old} ใหม่ {new}".strip() if new else f"{name} ลบ {old}".strip()


def sent_back(name: str, comment: str) -> str:
    return f"{name}: {comment}"


def more(count: int) -> str:
    return f"และอีก {count} ข้อ"
