"""Sentences for whoever prepares the office list: where, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Sequence

NOT_A_WORKBOOK = "อ่านไฟล์ไม่ได้ค่ะ โปรดใช้ไฟล์ Excel นามสกุล .xlsx"
NO_SHEETS = "ไม่พบแผ่นงาน offices (หน่วยงาน) หรือ people (บุคลากร) ในไฟล์นี้ค่ะ"
EMPTY_CODE = "ยังไม่มีรหัสหน่วยงาน โปรดใส่รหัสที่ไม่ซ้ำกัน เช่น peo-tak"
EMPTY_NAME = "ยังไม่มีชื่อหน่วยงาน"
EMPTY_PERSON = "ยังไม่มีชื่อ-สกุล"


def at(sheet: str, row: int, text: str) -> str:
    return f"แผ่นงาน {sheet} แถว {row}: {text}"


def missing_columns(names: Sequence[str]) -> str:
    return f"ไม่พบคอลัมน์ {', '.join(names)} โปรดตรวจหัวตาราง"


def twice(code: str) -> str:
    return f"รหัส '{code}' มีอยู่แล้วในแถวก่อนหน้า โปรดใช้รหัสที่ไม่ซ้ำกัน"


def unknown_parent(code: str, near: Sequence[str]) -> str:
    return f"ไม่พบหน่วยงานต้นสังกัดรหัส '{code}'{_perhaps(near)}"


def unknown_office(code: str, near: Sequence[str]) -> str:
    return f"ไม่พบหน่วยงานรหัส '{code}'{_perhaps(near)}" if code else "ยังไม่มีรหัสหน่วยงาน"


def unknown_role(role: str) -> str:
    allowed = "officer (ผู้รายงาน), head (ผู้บริหาร), coordinator (ผู้ประสานงาน), supervisor (ผู้กำกับติดตาม), admin"
    return f"ไม่รู้จักบทบาท '{role}' ใช้ได้คือ {allowed}" if role else f"ยังไม่มีบทบาท ใช้ได้คือ {allowed}"


def circle(sheet: str, codes: Sequence[str]) -> str:
    return f"แผ่นงาน {sheet}: หน่วยงานสังกัดกันเป็นวงกลม {' > '.join(codes)} โปรดแก้คอลัมน์ parents"


def _perhaps(near: Sequence[str]) -> str:
    return f" หมายถึง '{near[0]}' หรือไม่" if near else " โปรดเพิ่มในแผ่นงาน offices"
