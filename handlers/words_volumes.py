"""The sentences about files people ask for in chat: volumes, workbooks, an office's own copy. For a Thai editor."""

from __future__ import annotations

from collections.abc import Mapping

LAYOUTS: Mapping[str, str] = {
    "by-item": "เรียงตามข้อ",
    "by-office": "เรียงตามหน่วยงาน",
    "merged": "รวมไม่ระบุชื่อ",
    "working": "ฉบับร่าง",
}
FILE_NAMES: Mapping[str, str] = {
    **LAYOUTS,
    "excel": "ตารางคำตอบ",
    "office": "สำเนา",
    "chart": "แผนภูมิ",
    "blank": "แบบเปล่า",
    "slips": "ใบเชิญ",
}
"""What each kind of file is called: on its card and as part of its name."""

WHICH_BLANK = "ต้องการแบบฟอร์มเปล่าของรายงานเรื่องไหนคะ"
WHICH_BLANK_HOW = "แตะเลือก หรือพิมพ์ แบบฟอร์มเปล่า ตามด้วยชื่อรายงาน"
BLANK_HOW = "กรอกใน Word ได้โดยไม่ต้องต่ออินเทอร์เน็ต เสร็จแล้วส่งไฟล์กลับมาในแชตนี้ จะอ่านให้ครบทุกช่อง"

# --- on a blank form ---
TO_FILL = "........................"
OFFICE_TO_FILL = "........(ชื่อหน่วยงาน)........"
TO_CHOOSE = "........(แตะเพื่อเลือก)........"
PHOTOS_IN_CHAT = "ภาพประกอบส่งทางแชตหลังส่งไฟล์นี้"
IN_CHAT = "ข้อนี้ตอบทางแชต"
ROW, ANSWER = "รายการ", "คำตอบ"


def on_paper(question: str) -> str:
    """Return a question that is asked in chat as it is printed."""
    return question.removesuffix("คะ").removesuffix("ค่ะ").rstrip()


WHICH_ROUND = "ต้องการรวมเล่มรายงานเรื่องไหนคะ"
WHICH_EXCEL = "ต้องการส่งออกรายงานเรื่องไหนคะ"
WHICH_CHART = "ต้องการแผนภูมิของรายงานเรื่องไหนคะ"
WHICH_COPY = "ต้องการสำเนารายงานเรื่องไหนคะ"
NO_ROUND = "ยังไม่มีรอบรายงานในหน่วยงานที่ท่านดูแลค่ะ"
NO_COPY = "ยังไม่มีรายงานที่เริ่มกรอกค่ะ"
NOBODY_SENT = "ยังไม่มีหน่วยงานใดส่งรายงานนี้ค่ะ ขอฉบับร่างที่มีรายงานกรอกค้างไว้ก่อนได้"
WORD_COPY = "สำเนา Word"
TAKE_TO_HEAD = "ขอไฟล์ไปเสนอก่อน"
DOWNLOAD_WORD = "เปิดไฟล์ Word"
DOWNLOAD_EXCEL = "เปิดไฟล์ Excel"
DOWNLOAD_PDF = "เปิด PDF สำหรับพิมพ์"
NO_PAGES = "เครื่องนี้จัดหน้าไม่ได้ จึงไม่มีภาพตัวอย่าง เปิดไฟล์ใน Word แล้วตอบ ใช่ เมื่อถามให้อัปเดต เลขหน้าสารบัญจะขึ้นเอง"
AGAIN = "ลองอีกครั้ง"


def which_layout(title: str) -> str:
    return f"รวมเล่ม {title} แบบไหนดีคะ"


def layout_help(layout: str) -> str:
    """Return what a layout is, beside its name."""
    return {
        "by-item": "แต่ละข้อมีคำตอบของทุกหน่วยงาน",
        "by-office": "แต่ละหน่วยงานมีครบทุกข้อ",
        "merged": "เนื้อหาต่อกัน ไม่มีชื่อหน่วยงาน",
        "working": "รวมที่กรอกค้างไว้ และบอกว่าใครยังไม่ส่ง",
    }[layout]


CHOSEN = "✓ "
_OPTIONS = {
    "unnamed": "ไม่ใส่ชื่อผู้รวบรวม",
    "charts": "ใส่แผนภูมิ",
    "thai": "เลขไทย",
    "arabic": "เลขอารบิก",
}


def option(option: str, *, is_chosen: bool) -> str:
    """Return what can be chosen for a volume beside its layout, marked where it is."""
    return f"{CHOSEN if is_chosen else ''}{_OPTIONS[option]}"


def compiling(kind: str, title: str) -> str:
    """Say at once that the work has begun."""
    what = {"excel": "ทำไฟล์ Excel", "office": "ทำสำเนา Word", "chart": "วาดแผนภูมิ", "blank": "ทำแบบฟอร์มเปล่า"}.get(
        kind, f"รวมเล่ม{FILE_NAMES[kind]}"
    )
    sent = "ภาพ" if kind == "chart" else "ลิงก์"
    return f"กำลัง{what} · {title}\nเสร็จแล้วจะส่ง{sent}มาในแชตนี้ค่ะ"


_STAGES = {"": "รอคิว", "reading": "อ่านคำตอบ", "writing": "จัดทำเนื้อหา", "pages": "จัดหน้าและนับเลขหน้า"}


def still_compiling(title: str, since: str, stage: str) -> str:
    return f"กำลังทำไฟล์ {title} อยู่ค่ะ เริ่มเมื่อ {since} ตอนนี้{_STAGES[stage]} เสร็จแล้วจะส่งมาในแชตนี้"


_FAILED_BY = {
    "disk": "พื้นที่เก็บไฟล์เต็ม โปรดแจ้งผู้ดูแลระบบ มีที่ว่างแล้วลองใหม่ได้ค่ะ",
    "time": "รายงานรอบนี้ใหญ่จนทำไม่ทันเวลา ลองขอทีละแบบอื่น เช่น รวมไม่ระบุชื่อ หรือ Excel ถ้ายังไม่ได้โปรดแจ้งผู้ดูแลระบบค่ะ",
    "memory": "รายงานรอบนี้ใหญ่เกินเครื่องจะทำได้ ลองขอเป็น Excel หรือแจ้งผู้ดูแลระบบค่ะ",
    "killed": "เครื่องหยุดงานนี้กลางคัน ลองอีกครั้งได้เลย ถ้ายังไม่ได้โปรดแจ้งผู้ดูแลระบบค่ะ",
}


def failed(trouble: str) -> str:
    """Say that there is no file, why, and what helps."""
    known = _FAILED_BY.get(trouble, "ลองอีกครั้งได้เลย ถ้ายังไม่ได้โปรดแจ้งผู้ดูแลระบบค่ะ")
    return f"ขออภัยค่ะ ทำไฟล์ไม่สำเร็จ {known}"


def with_head(title: str) -> str:
    return f"กำลังทำสำเนา Word · {title}\nได้ไฟล์แล้วนำเสนอได้เลยค่ะ ผ่านแล้วพิมพ์ ส่ง"


def made(kind: str) -> str:
    told = {"excel": "ไฟล์ Excel พร้อมแล้วค่ะ", "office": "สำเนา Word พร้อมแล้วค่ะ", "blank": "แบบฟอร์มเปล่าพร้อมแล้วค่ะ"}
    return told.get(kind, "รวมเล่มเสร็จแล้วค่ะ")


_WHAT_CHANGED = {"new": "ส่งเพิ่ม", "gone": "ไม่มีแล้ว", "added": "เพิ่ม", "changed": "แก้", "removed": "ลบ"}


def changed_since(when: str, offices: int) -> str:
    """Return the head of what is different from the file the same person was given before."""
    return f"ต่างจากฉบับ {when} {offices} หน่วยงาน" if offices else f"เหมือนฉบับ {when} ทุกข้อ"


def changed_in(office: str, what: str, items: str) -> str:
    """Return what is different in one office; without items, the whole report came or went."""
    return f"{office}: {_WHAT_CHANGED[what]}{f' {items}' if items else ''}"


def chart_of(title: str) -> str:
    return f"แผนภูมิ {title} ค่ะ แตะที่ภาพเพื่อดูเต็มจอหรือบันทึก"


def sent_of(sent: int, expected: int) -> str:
    return f"ส่งแล้ว {sent} จาก {expected} หน่วยงาน"


def came_on_paper(count: int) -> str:
    return f"ส่งทางอื่น คำตอบไม่อยู่ในเล่มนี้ {count} แห่ง เปิดไฟล์โดยพิมพ์ อ่านรายงาน ชื่อหน่วยงาน"


def not_sent(count: int) -> str:
    return f"ยังไม่ส่ง {count} หน่วยงาน"


def blank_in(count: int) -> str:
    return f"มีข้อว่าง {count} หน่วยงาน"


def not_acted_in(count: int) -> str:
    return f"มีข้อที่ไม่ได้ดำเนินการ {count} หน่วยงาน"


def blank_items(count: int, labels: str) -> str:
    return f"ยังว่าง {count} ข้อ: {labels}"


def and_more(count: int) -> str:
    return f"และอีก {count}"


def link_until(when: str) -> str:
    return f"ลิงก์เปิดได้ถึง {when} สำหรับท่านเท่านั้น โปรดอย่าส่งต่อ"
