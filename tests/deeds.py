"""Everything that can be typed or tapped, whose it is, and what is typed to reach for what is not one's own.

A new route, button or kind of job belongs here: tests/test_deeds.py says so, tests/test_authorisation.py tries it.
"""

from __future__ import annotations

from collections.abc import Mapping

from handlers import taps
from handlers.people import slip_files
from handlers.report import sent_report
from handlers.volume import volumes
from models.people import COORDINATING, OVERSEEING, Duty

ANY = frozenset(Duty)
REPORTING = frozenset({Duty.OFFICER, Duty.HEAD})

TAPS: Mapping[str, frozenset[Duty]] = {
    **dict.fromkeys((*taps._ANSWER_TAPS, *taps._REPORT_TAPS), REPORTING),  # of the report on the own desk
    **dict.fromkeys(
        (
            "tasks",
            "help",
            "command",
            "commands",
            "status",
            "new_calendar",
            "name_later",
            "broadcast_noted",
            "round_silent",
        ),
        ANY,
    ),
    **dict.fromkeys(("open_task", "open_round", "open_first", "fix", "copy_of", "to_head"), REPORTING),
    **dict.fromkeys(("snooze", "promise", "extend", "elsewhere", "day_picked"), REPORTING),
    **dict.fromkeys(("petition_grant", "petition_refuse", "join_grant", "join_refuse", "staff_revoke"), COORDINATING),
    **dict.fromkeys(("opening_confirm", "opening_shift", "opening_ladder", "opening_cancel"), COORDINATING),
    **dict.fromkeys(("round", "round_do", "round_move", "round_announce", "which_round"), COORDINATING),
    **dict.fromkeys(("review_open", "review_check", "review_return"), COORDINATING),
    **dict.fromkeys(("roster_take", "roster_cancel", "roster_undo", "slips"), COORDINATING),
    **dict.fromkeys(("broadcast_send", "broadcast_change", "broadcast_for", "broadcast_ack"), COORDINATING),
    **dict.fromkeys(
        ("broadcast_bare", "broadcast_cancel", "broadcast_undo", "broadcast_missing", "broadcast_later"), COORDINATING
    ),
    **dict.fromkeys(("form_try", "form_preview", "form_publish", "form_cancel"), COORDINATING),
    **dict.fromkeys(("try_on", "try_again", "try_end"), COORDINATING),
    **dict.fromkeys(("volume_of", "status_of", "missing_of", "offices"), OVERSEEING),
    **dict.fromkeys(
        ("see", "ask", "read_report", "report_photos", "copy_text", "item_answers", "web_page"), OVERSEEING
    ),
    **dict.fromkeys(("nudge", "thank"), COORDINATING),
    **dict.fromkeys(("template_of", "template_try", "template_use", "template_drop", "template_end"), COORDINATING),
    **dict.fromkeys(("head_read", "head_agree", "head_return"), frozenset({Duty.HEAD})),
    "answer_question": COORDINATING,
    "annexes": OVERSEEING | REPORTING,
    "audit_older": ANY,
    "blank_of": ANY,
    "own_data_remove": ANY,
    "leave_end": ANY,
}
"""Whose buttons these are. Whether the thing they name is in scope is asked besides."""

SAID: Mapping[str, str] = {
    "resume": "กรอก สพม.ลับเฉพาะ",
    "edit": "แก้ 1.1",
    "go_to": "ขอข้ามไปข้อ 2.6",
    "commands": "คำสั่งทั้งหมด 2",
    "edit_row": "แก้แถว 2",
    "remove_row": "ลบแถว 2",
    "history": "ประวัติ 1.1",
    "migrate": "ย้ายร่าง pnglb_monthly",
    "again": "เตือนอีกครั้งพรุ่งนี้ 9 โมง",
    "feed": "ดึงคำตอบจาก พาน้องกลับมาเรียน",
    "photo_remove": "ลบภาพ 2",
    "photo_replace": "เปลี่ยนภาพ 2",
    "ask_coordinator": "ถามผู้ประสานงาน ข้อนี้นับอย่างไรคะ",
    "head_returns": "ขอแก้ ตัวเลขยังไม่ครบ",
    "head_rule": "ความเห็นชอบ ไม่ต้องถาม พาน้องกลับมาเรียน",
    "answer_question": "ตอบคำถาม นับตามทะเบียนค่ะ",
    "template": "แม่แบบ พาน้องกลับมาเรียน",
    "petition": "อนุมัติ สพม.ลับเฉพาะ",
    "promise": "จะส่งวันที่ 22",
    "extend": "ขอขยายเวลาถึง 25 พ.ย.",
    "elsewhere": "ส่งทาง AMS แล้ว",
    "open_round": "เปิดรอบ พาน้องกลับมาเรียน ทุกวันที่ 25",
    "change_round": "ปิดรับก่อนกำหนด พาน้องกลับมาเรียน",
    "ladder": "เตือนก่อน 5 วัน กับ 1 วัน รายงาน พาน้องกลับมาเรียน",
    "move_round": "เลื่อนกำหนด พาน้องกลับมาเรียน เป็น 27 พ.ย.",
    "grant": "ขยายเวลา สพม.ลับเฉพาะ ถึง 25 พ.ย.",
    "add_office": "เพิ่มหน่วยงาน ศธจ.ลับเฉพาะ เข้ารอบ",
    "days": "เพิ่มวันหยุด 12 มี.ค. 2570 วันหยุดพิเศษ",
    "review_list": "ตรวจ สพม.ลับเฉพาะ",
    "check_many": "ตรวจทานแล้ว สพม.ลับเฉพาะ",
    "uncheck": "ยกเลิกการตรวจ สพม.ลับเฉพาะ เพราะ ทดสอบ",
    "hold": "วิธีตรวจ ทุกฉบับ",
    "people": "บุคลากร สพม.ลับเฉพาะ",
    "revoke": "ถอนสิทธิ์ นายลับเฉพาะ officer",
    "entrust": "ให้ นายลับเฉพาะ officer ดูแลแบบ พาน้องกลับมาเรียน",
    "transfer": "ย้าย นายลับเฉพาะ officer ไป สพม.เปิด",
    "receive": "รับทางอื่น สกร.ลับเฉพาะ ทาง AMS",
    "fill_for": "กรอกแทน สกร.ลับเฉพาะ",
    "round_letter": "บันทึกหนังสือ ที่ ศธ 1/2 เรื่อง ทดสอบ",
    "audit": "ดูประวัติ สพม.ลับเฉพาะ",
    "leave_of": "แจ้งลา นายลับเฉพาะ officer 18-20 พ.ย.",
    "leave": "ลา 18-20 พ.ย. ให้ นายลับเฉพาะ officer รักษาการแทน",
    "leave_end": "ยกเลิกการลา นายลับเฉพาะ officer",
    "announce": "ประกาศ ขอเชิญประชุม",
    "volume": "รวมเล่ม พาน้องกลับมาเรียน เรียงตามข้อ",
    "chart": "แผนภูมิ พาน้องกลับมาเรียน",
    "blank_form": "แบบฟอร์มเปล่า พาน้องกลับมาเรียน",
    "excel": "ส่งออก excel พาน้องกลับมาเรียน",
    "annexes": "เอกสารแนบ สพม.ลับเฉพาะ",
    "copy": "สำเนา word สพม.ลับเฉพาะ",
    "slips": "ใบเชิญ พาน้องกลับมาเรียน",
    "ask": "ถามสถานะ อ่านรายงาน สพม.ลับเฉพาะ",
    "overview_daily": "เปิดสรุปรายวัน 10.00 น.",
    "overview_weekly": "เปิดสรุปรายสัปดาห์ วันพุธ 14.00 น.",
}
"""What is typed to reach for the other province; routes that take nothing after their words are typed as they are."""

JOBS: Mapping[str, str] = {
    "form": "asked by a coordinator who sent a workbook",
    "rows": "asked by the officer whose repeat is open",
    sent_report.KIND: "asked by the officer who owes the report",
    "template": "asked by a coordinator who sent a Word template",
    "news": "an enclosure of an announcement its writer sent",
    "media": "a photo that its sender put into the own report",
    "forget": "a file that goes with its answer",
    volumes.JOB: "the scope is asked again when it is made and when it is opened",
    slip_files.KIND: "the scope is asked again when it is made and when it is opened",
}

ALL_TAPS = sorted({*taps._TAPS, *taps._PICKED, *taps._ANSWER_TAPS, *taps._REPORT_TAPS})

_OF_ITS_WRITER = "an announcement, a list, a form or a file is its own sender's, whoever coordinates beside"
_OF_NO_FORM = "the roster, people and who is away belong to no form"
_OF_THE_FORM = "a Word template serves every round of its form: who has one round alone does not change it"

BEYOND_A_FORM: Mapping[str, str] = {
    **dict.fromkeys((each for each in TAPS if each.startswith("broadcast_")), _OF_ITS_WRITER),
    **dict.fromkeys(("announce", "round_announce", "form_cancel", "roster_cancel", "roster_take"), _OF_ITS_WRITER),
    **dict.fromkeys(
        ("volume_of", "volume", "excel", "chart", "copy_of", "to_head", "copy", "blank_form"), _OF_ITS_WRITER
    ),
    **dict.fromkeys(("overview_daily", "overview_weekly"), _OF_ITS_WRITER),
    **dict.fromkeys(("template_drop", "template_end", "template_try", "template_use"), _OF_THE_FORM),
    **dict.fromkeys(("join_grant", "join_refuse", "staff_revoke", "revoke", "entrust", "leave_of"), _OF_NO_FORM),
}
"""Where a duty for one form or round comes to something else than the same duty for everything; and why."""
