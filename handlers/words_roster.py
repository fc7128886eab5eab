"""Sentences for whoever prepares the office list: where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Sequence

NOT_A_WORKBOOK = "อ่านไฟล์ไม่ได้ค่ะ โปรดใช้ไฟล์ Excel นามสกุล .xlsx"
NO_ROWS = "ไม่พบรายชื่อใต้หัวตารางค่ะ กรอกอย่างน้อยหนึ่งแถว"
NO_SHEETS = "ไม่พบแผ่นงาน offices (หน่วยงาน) หรือ people (บุคลากร) ในไฟล์นี้ค่ะ"
ROSTER = "รายชื่อหน่วยงานและบุคลากร"
TEMPLATE = "ดาวน์โหลดแม่แบบ"
STEPS = (
    "1. ดาวน์โหลดแม่แบบ Excel กรอกแผ่นงาน หน่วยงาน และ บุคลากร",
    "2. ส่งไฟล์กลับมาในแชตนี้ ระบบจะบอกทุกจุดที่ต้องแก้พร้อมแผ่นงานและแถว",
    "3. ดูสิ่งที่จะเปลี่ยน แล้วกดนำเข้า ย้อนกลับได้",
)
PREVIEW = "สิ่งที่จะเปลี่ยน"
TAKE = "นำเข้า"
UNDO = "ย้อนการนำเข้า"
SLIPS = "ใบเชิญ"
NEW_OFFICES = "หน่วยงานใหม่"
CHANGED_OFFICES = "หน่วยงานที่เปลี่ยน"
NEW_PEOPLE = "บุคลากรใหม่"
NEW_DUTIES = "หน้าที่เพิ่ม"
CHANGED_PEOPLE = "ข้อมูลบุคลากรที่เปลี่ยน"
NOTHING_NEW = "รายชื่อในไฟล์ตรงกับที่มีอยู่แล้วค่ะ ไม่มีอะไรเปลี่ยน"
MEND_AND_SEND = "แก้ในไฟล์แล้วส่งมาใหม่ได้เลยค่ะ ยังไม่มีอะไรเปลี่ยน"
NOT_TAKEN = "ยังไม่นำเข้าค่ะ"
GONE = "ไม่มีรายชื่อที่รอนำเข้าค่ะ ส่งไฟล์ Excel เข้ามาใหม่ได้ หรือพิมพ์ รายชื่อ เพื่อรับแม่แบบ"
NOTHING_TO_UNDO = "ไม่มีการนำเข้าที่ย้อนได้ค่ะ"
NOT_YOUR_PERSON = "ชื่อนี้อยู่กับหน่วยงานที่ท่านไม่ได้ดูแล ตำแหน่งและโทรศัพท์แก้จากที่นี่ไม่ได้ โปรดเว้นว่าง"
NOT_YOUR_DUTY = "ให้หน้าที่ผู้ดูแลระบบได้เฉพาะผู้ดูแลระบบ"
_COLUMNS = {
    "name": "ชื่อ",
    "short": "ชื่อย่อ",
    "kind": "ประเภท",
    "province": "จังหวัด",
    "area": "อำเภอ",
    "parents": "ต้นสังกัด",
    "position": "ตำแหน่ง",
    "phone": "โทรศัพท์",
}


def problems(count: int) -> str:
    return f"พบ {count} จุดที่ต้องแก้"


def and_more(count: int) -> str:
    return f"และอีก {count} รายการ"


def size(offices: int, staff: int) -> str:
    return f"{offices} หน่วยงาน {staff} คน"


def changed(name: str, column: str, old: str, new: str) -> str:
    if not old:
        return f"{name}: {_COLUMNS[column]} ใหม่ “{new}”"
    return f"{name}: {_COLUMNS[column]} เดิม “{old}” {f'ใหม่ “{new}”' if new else 'ลบออก'}"


def not_your_office(code: str) -> str:
    return f"หน่วยงาน '{code}' ไม่อยู่ในความดูแลของท่าน"


def taken(offices: int, staff: int) -> str:
    return f"นำเข้าแล้ว {offices} หน่วยงาน {staff} คนค่ะ พิมพ์ ใบเชิญ เพื่อรับใบพร้อมคิวอาร์ให้แต่ละหน่วยงาน หรือ ย้อนการนำเข้า"


def undone(stays: Sequence[str]) -> str:
    told = "ย้อนการนำเข้าแล้วค่ะ"
    return f"{told} ที่ใช้งานอยู่จึงยังเก็บไว้: {', '.join(stays)}" if stays else told


EMPTY_CODE = "ยังไม่มีรหัสหน่วยงาน โปรดใส่รหัสที่ไม่ซ้ำกัน เช่น peo-tak"
EMPTY_NAME = "ยังไม่มีชื่อหน่วยงาน"
EMPTY_PERSON = "ยังไม่มีชื่อ-สกุล"


def at(sheet: str, row: int, text: str) -> str:
    return f"แผ่นงาน {sheet} แถว {row}: {text}"


def missing_columns(names: Sequence[str]) -> str:
    told = ", ".join(f"{_HEADINGS[name]} ({name})" for name in names)
    return f"ไม่พบคอลัมน์ {told} โปรดตรวจหัวตาราง"


_HEADINGS = {"code": "รหัส", "name": "ชื่อ", "office": "หน่วยงาน", "role": "บทบาท"}


def almost(code: str, known: str) -> str:
    return f"รหัส '{code}' ต่างจาก '{known}' ที่มีอยู่เพียงตัวพิมพ์หรือช่องว่าง โปรดใช้ '{known}' หรือรหัสที่ต่างกันชัดเจน"


def twice(code: str) -> str:
    return f"รหัส '{code}' มีอยู่แล้วในแถวก่อนหน้า โปรดใช้รหัสที่ไม่ซ้ำกัน"


def unknown_parent(code: str, near: Sequence[str]) -> str:
    return f"ไม่พบหน่วยงานต้นสังกัดรหัส '{code}'{_perhaps(near)}"


def unknown_office(code: str, near: Sequence[str]) -> str:
    return f"ไม่พบหน่วยงานรหัส '{code}'{_perhaps(near)}" if code else "ยังไม่มีรหัสหน่วยงาน"


def unknown_role(role: str) -> str:
    allowed = "ผู้รายงาน (officer), ผู้บริหาร (head), ผู้ประสานงาน (coordinator), ผู้ติดตาม (supervisor), ผู้ดูแลระบบ (admin)"
    return f"ไม่รู้จักบทบาท '{role}' ใช้ได้คือ {allowed}" if role else f"ยังไม่มีบทบาท ใช้ได้คือ {allowed}"


def circle(sheet: str, codes: Sequence[str]) -> str:
    return f"แผ่นงาน {sheet}: หน่วยงานสังกัดกันเป็นวงกลม {' > '.join(codes)} โปรดแก้คอลัมน์ ต้นสังกัด (parents)"


def unknown_form(name: str, near: Sequence[str]) -> str:
    near_one = f" หมายถึง '{near[0]}' หรือไม่" if near else ""
    return f"ไม่พบแบบหรือรอบชื่อ '{name}'{near_one} เว้นว่างไว้ถ้าทำได้ทุกแบบ"


def _perhaps(near: Sequence[str]) -> str:
    return f" หมายถึง '{near[0]}' หรือไม่" if near else " โปรดเพิ่มในแผ่นงาน หน่วยงาน (offices)"
