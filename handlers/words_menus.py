"""What stands on the menus under the chat: short, for a Thai editor. Pictures are made anew after a change."""

from __future__ import annotations

BAR = "เมนู"
FIELDS = {
    "join": ("ใส่รหัสเชิญ", ""),
    "request": ("สถานะคำขอ", ""),
    "privacy": ("ความเป็นส่วนตัว", "/privacy"),
}
"""Fields for people we do not know yet: (what is said, the page that opens instead)."""
NOTES = {
    "join": "เริ่มใช้งาน",
    "request": "รอผู้ประสานงานอนุมัติ",
    "privacy": "ระบบเก็บอะไรบ้าง",
    "help": "ทำอะไรได้บ้าง",
    "resume": "กรอกรายงานต่อ",
    "tasks": "รายงานที่ต้องส่ง",
    "returned": "ที่ส่งคืนให้แก้",
    "copy": "ไฟล์ของหน่วยงาน",
    "calendar": "กำหนดส่งในปฏิทิน",
    "status": "ส่งแล้วกี่หน่วยงาน",
    "missing": "รายชื่อหน่วยงาน",
    "review_list": "รายงานที่รอตรวจ",
    "petitions": "ขยายเวลา เข้าร่วม",
    "rounds": "ดูและเปลี่ยนกำหนด",
    "volume": "รวมทุกหน่วยงาน",
    "excel": "คำตอบเป็นตาราง",
}
"""A line below the words, shorter than the help of the command."""
