"""The sentences about Word templates that coordinators give for a form. For a Thai editor."""

from __future__ import annotations

from collections.abc import Mapping

LAYOUTS: Mapping[str, str] = {
    "by-item": "เรียงตามข้อ",
    "by-office": "เรียงตามหน่วยงาน",
    "merged": "รวมไม่ระบุชื่อ",
    "office": "สำเนาหน่วยงาน",
}
WHICH_FORM = "ต้องการใช้แม่แบบ Word กับรายงานเรื่องไหนคะ"
NO_FORM = "ยังไม่มีรอบรายงานในหน่วยงานที่ท่านดูแลค่ะ"
SAMPLE = "รับแม่แบบตัวอย่าง"
USE = "ใช้แม่แบบนี้"
TRY = "ดูตัวอย่างเล่ม"
DROP = "ไม่ใช้"
END = "กลับไปใช้แม่แบบกลาง"
CHECKING = "รับแม่แบบแล้วค่ะ กำลังตรวจ สักครู่จะแจ้งผล"
NO_TAGS = "ไฟล์นี้ไม่มีแท็กของแม่แบบ เช่น {{ title }} ค่ะ เริ่มจากแม่แบบตัวอย่าง แล้วแก้ใน Word"
MEND = "แก้ใน Word แล้วส่งไฟล์มาใหม่ได้เลยค่ะ"
GOOD = "ตรวจแล้ว ใช้ได้ค่ะ"
STILL_OLD = "ยังใช้แม่แบบเดิมจนกว่าจะเลือกใช้แม่แบบนี้"
DROPPED = "ไม่ใช้แม่แบบนี้แล้วค่ะ"
GONE = "แม่แบบนี้ไม่รอให้ตัดสินใจแล้วค่ะ"
LIKE_PAPER = "แม่แบบของสำเนามีผลกับสำเนา Word ของทุกหน่วยงานที่ท่านดูแล"


def which_layout(title: str) -> str:
    return f"แม่แบบของ {title} รูปแบบไหนคะ"


def how(title: str, layout: str) -> str:
    return f"แม่แบบ {title} แบบ{LAYOUTS[layout]}"


def steps() -> list[str]:
    return [
        "1. รับแม่แบบตัวอย่าง เปิดใน Word",
        "2. แก้แบบอักษร ตรา ปก คำนำ ระยะขอบ โดยคงแท็ก {{ }} และ {% %} ไว้",
        "3. ส่งไฟล์ .docx กลับมาในแชตนี้",
    ]


def now_used(file_name: str, since: str) -> str:
    return f"ตอนนี้ใช้ {file_name} ตั้งแต่ {since}" if file_name else "ตอนนี้ใช้แม่แบบกลาง"


def mistakes(count: int) -> str:
    return f"แม่แบบยังใช้ไม่ได้ ต้องแก้ {count} แห่งค่ะ"


def and_more(count: int) -> str:
    return f"และอีก {count} แห่ง"


def used(title: str, layout: str) -> str:
    return f"ใช้แม่แบบนี้กับ {title} แบบ{LAYOUTS[layout]} แล้วค่ะ รวมเล่มครั้งต่อไปจะใช้ทันที"


def ended(title: str, layout: str) -> str:
    return f"{title} แบบ{LAYOUTS[layout]} กลับไปใช้แม่แบบกลางแล้วค่ะ"


def fell_back(why: str) -> str:
    return f"แม่แบบของหน่วยงานเติมข้อมูลไม่ได้ จึงใช้แม่แบบกลางแทน: {why}"
