"""The sentences of the compiled report: on its pages, and to the coordinator who asks for it. For a Thai editor."""

from __future__ import annotations

NOT_SENT = "ยังไม่ส่ง"
NOTHING = "-"
ROW = "รายการ"
OFFICE = "หน่วยงาน"
ANSWER = "คำตอบ"
NUMBER = "จำนวน"
STATUS_SHEET = "สถานะ"
ANSWERS_SHEET = "คำตอบรายข้อ"
CODE = "รหัสหน่วยงาน"
AREA = "พื้นที่"
STATE = "สถานะ"
ANSWERED = "ตอบแล้ว (ข้อ)"
ITEMS = "ทั้งหมด (ข้อ)"
SENT_AT = "วันเวลาที่ส่ง"
LINE_NUMBER = "ลำดับ"
STATES = {"sent": "ส่งแล้ว", "begun": "กำลังกรอก", "none": "ยังไม่เริ่ม", "exempt": "ได้รับยกเว้น"}

ITEM = "ข้อ"
WHAT_CHANGED = "สิ่งที่เปลี่ยน"
CHANGES_SHEET = "เปลี่ยนจากครั้งก่อน"
CHANGED = {"new": "ส่งเพิ่ม", "gone": "ไม่มีแล้ว", "added": "เพิ่มข้อ", "changed": "แก้ข้อ", "removed": "ลบข้อ"}
NOTHING_CHANGED = "ไม่มีข้อใดเปลี่ยน"


def changed_since(when: str) -> str:
    return f"เปลี่ยนจากฉบับวันที่ {when}"


def photo_label(number: str) -> str:
    return f"ภาพที่ {number}"


def photos(count: int) -> str:
    return f"{count} ภาพ"


def draft_name(office: str) -> str:
    """Return an office whose report is not sent, in the working copy."""
    return f"{office} ({NOT_SENT} กำลังกรอก)"


def not_sent(offices: list[str]) -> str:
    return f"{NOT_SENT}: {', '.join(offices)}"


def round_of(period: str) -> str:
    return f"ประจำเดือน{period}"


def row_of(label: str, office: str) -> str:
    """Return the label of a row that several offices filled."""
    return f"{label} ({office})"


def total_differs(item: str, column: str, typed: str, computed: str) -> str:
    return f"{item} {column}: ผลรวมที่กรอก {typed} ไม่เท่ากับผลบวก {computed}"


def total_missing(item: str, column: str, computed: str) -> str:
    return f"{item} {column}: ยังไม่ได้กรอกผลรวม ผลบวกคือ {computed}"


CHARTS = "แผนภูมิ"
CHART_DAYS = "จำนวนหน่วยงานที่ส่งแล้ว สะสมรายวัน"
CHART_AREAS = "ส่งแล้วรายพื้นที่"
CHART_NUMBERS = "ผลรวมของทุกหน่วยงาน"


def chart_note(day: str, sent: str) -> str:
    return f"ข้อมูล ณ วันที่ {day} จากหน่วยงานที่ส่งแล้ว {sent} แห่ง"


ANNEXES = "เอกสารแนบ"


def annex_label(number: str) -> str:
    return f"เอกสารแนบ {number}"


def annex_left_out(label: str) -> str:
    return f"{label} ต่อท้าย PDF ไม่ได้ เพราะเปิดไม่ได้ มีรหัสผ่าน หรือยาวเกินไป โปรดขอไฟล์จากหน่วยงานแล้วแนบเอง"


def annex_of(item: str, name: str) -> str:
    return f"ข้อ {item}: {name}"
