"""What is said to those who write forms: what a workbook holds, trying, publishing, a newer version. For a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

from collections.abc import Sequence

# --- trying and publishing forms -----------------------------------------------------------------------------------
TRIAL = "ลองกรอก ไม่นับเป็นรายงาน"
TRY = "ลองกรอก"
TRY_AGAIN = "ลองใหม่อีกครั้ง"
END_TRIAL = "จบการลอง"
PUBLISH = "เผยแพร่แบบ"
CANCEL_FORM = "ยกเลิกแบบ"
TRIAL_NOT_SENT = "นี่เป็นการลองกรอกค่ะ คำตอบไม่ถูกส่งและไม่นับรวมกับรายงานจริง"
TRIAL_ENDED = "จบการลองและลบคำตอบที่ลองแล้วค่ะ"
NO_FORM_SENT = "ยังไม่มีแบบที่รอเผยแพร่ค่ะ ส่งไฟล์ .xlsx ของแบบเข้ามาได้เลย หรือพิมพ์ แบบตัวอย่าง เพื่อรับไฟล์ตั้งต้น"
FORM_NOT_READY = "แบบนี้ยังมีจุดที่ต้องแก้ค่ะ แก้ในไฟล์แล้วส่งมาใหม่"
FORM_SUPERSEDED = "ไฟล์นี้ยกเลิกแล้ว หรือมีไฟล์ที่ส่งมาใหม่แทนแล้วค่ะ ใช้ปุ่มใต้ไฟล์ล่าสุด"
FORM_CANCELLED = "ยกเลิกแล้วค่ะ ยังไม่ได้เผยแพร่แบบนี้"
FIX_AND_SEND = "แก้ในไฟล์แล้วส่งมาใหม่ได้เลยค่ะ"
FORM_READY = "ลองกรอกเหมือนผู้รายงานก่อน แล้วจึงเผยแพร่"
FILE_GONE = "รับไฟล์ไม่ได้ค่ะ โปรดส่งใหม่อีกครั้ง"
FILE_TOO_LARGE = "ไฟล์ใหญ่เกินกว่าที่รับได้ค่ะ"
NOT_A_TABLE = "อ่านไฟล์นี้ไม่ได้ค่ะ ขอเป็นไฟล์ .xlsx ที่มีหนึ่งแถวต่อหนึ่งรายการ"
READING_FILE = "รับไฟล์แล้วค่ะ กำลังอ่าน สักครู่จะแจ้งผล"


def trying(form: str) -> str:
    return f"ลองกรอก · {form}"


def checking_form(file_name: str) -> str:
    return f"รับ {file_name} แล้วค่ะ กำลังตรวจ สักครู่จะแจ้งผลทุกจุดในครั้งเดียว"


def form_problems(count: int) -> str:
    return f"ยังเผยแพร่ไม่ได้ · ต้องแก้ {count} จุด"


def form_checked(title: str) -> str:
    return f"ตรวจแล้ว · {title}"


def form_size(items: int, warnings: int) -> str:
    return f"{items} ข้อ" + (f" · ข้อแนะนำ {warnings} จุด" if warnings else " · ไม่พบจุดที่ต้องแก้")


def and_more(count: int) -> str:
    return f"และอีก {count} จุด"


def form_of_others(title: str) -> str:
    return f"แบบ {title} มีหน่วยงานนอกความดูแลของท่านใช้อยู่ค่ะ เผยแพร่หรือย้ายร่างได้เฉพาะผู้ดูแลระบบ หรือผู้ประสานงานของทุกหน่วยงานที่ใช้แบบนี้"


def published(title: str, version: str) -> str:
    return f"เผยแพร่ {title} รุ่น {version} แล้วค่ะ รอบที่เปิดต่อจากนี้จะใช้รุ่นนี้"


def published_before(title: str, version: str) -> str:
    return f"ไฟล์นี้คือ {title} รุ่น {version} ซึ่งเผยแพร่แล้วค่ะ"


# --- a form at a glance, and the files an author starts from ---------------------------------------------------------
PREVIEW = "ดูตัวอย่าง"
AS_XLSFORM = "ไฟล์ XLSForm"
MUST = "ต้องตอบ"
SOMETIMES = "ถามเมื่อตรงเงื่อนไข"
TEMPLATES = "ไฟล์ตั้งต้นสำหรับเขียนแบบ"
TEMPLATES_HOW = "กรอกในไฟล์ แล้วส่งกลับมาในแชตนี้ บอตตรวจทุกจุดในครั้งเดียว ให้ลองกรอก แล้วจึงเผยแพร่"
SIMPLE_TEMPLATE = "ตารางอย่างง่าย"
FULL_TEMPLATE = "XLSForm"
SIMPLE_IS = "ตารางอย่างง่าย: ไม่ต้องรู้ XLSForm หนึ่งแถวหนึ่งข้อ เขียนเป็นภาษาไทยทั้งหมด"
FULL_IS = "XLSForm: มาตรฐานของ ODK และ KoboToolbox มีสูตรและเงื่อนไขครบ"
MADE_FORM = "แปลงตารางเป็น XLSForm ให้แล้ว อ่านทวนด้านล่าง"
_KINDS = {
    "text": "ข้อความ", "integer": "ตัวเลข", "decimal": "ทศนิยม", "range": "คะแนน", "date": "วันที่", "time": "เวลา",
    "dateTime": "วันที่และเวลา", "select_one": "เลือกหนึ่ง", "select_multiple": "เลือกหลายข้อ", "rank": "เรียงลำดับ",
    "image": "รูปภาพ", "audio": "เสียง", "video": "วิดีโอ", "file": "ไฟล์", "geopoint": "ตำแหน่ง", "barcode": "รหัส",
    "acknowledge": "รับทราบ", "note": "หมายเหตุ", "repeat": "ตาราง", "group": "หมวด", "calculate": "คำนวณ",
}  # fmt: skip


_SHOWN = {"image": "ภาพ", "audio": "เสียง", "video": "วิดีโอ"}
_CANNOT_SHOW = {
    "not_media": "ไลน์แสดงไฟล์ชนิดนี้ไม่ได้ แปลงภาพเป็น JPG หรือ PNG เสียงเป็น MP3 หรือ M4A วิดีโอเป็น MP4 แล้วส่งใหม่",
    "unreadable": "ไฟล์เสียหายหรือไม่ตรงกับนามสกุล บันทึกใหม่แล้วส่งอีกครั้ง",
    "too_large": "ไฟล์ใหญ่เกินไป ลดขนาดแล้วส่งใหม่",
}


def play(kind: str, number: int) -> str:
    return f"▶ {'ฟังเสียง' if kind == 'audio' else 'ดูวิดีโอ'}ข้อ {number}"


def picture_wanting(name: str, kind: str) -> str:
    return f"ยังไม่มี{_SHOWN[kind]} {name} ส่งไฟล์นี้ตามมาในแชต ถ้าไม่ส่ง ข้อนั้นจะแสดงเฉพาะข้อความ"


def cannot_show(name: str, why: str) -> str:
    return f"แสดง {name} ไม่ได้ {_CANNOT_SHOW[why]}"


def picture_unnamed(name: str) -> str:
    return f"ไม่มีข้อใดใช้ไฟล์ {name} ตรวจชื่อไฟล์ในคอลัมน์ media"


def picture_taken(name: str, left: int) -> str:
    rest = f" ยังขาดอีก {left} ไฟล์" if left else ""
    return f"รับภาพนี้เป็น {name} แล้วค่ะ{rest} กำลังตรวจ"


def kind_called(kind: str) -> str:
    return _KINDS.get(kind, kind)


def preview_of(title: str) -> str:
    return f"ตัวอย่าง · {title}"


def items_counted(count: int) -> str:
    return f"{count} ข้อ"


def choices_more(count: int) -> str:
    return f"และอีก {count} ตัวเลือก"


# --- a newer version and reports already begun ---------------------------------------------------------------------
MOVE = "ย้าย"
LEAVE = "ไม่ย้าย"
MOVE_HOW = "ย้ายเฉพาะฉบับที่คำตอบไม่หาย ฉบับอื่นกรอกต่อในแบบรุ่นเดิม รอบที่เปิดอยู่จะใช้รุ่นใหม่กับผู้ที่ยังไม่เริ่ม"
NONE_FITS = "ทุกฉบับมีคำตอบที่ไม่มีที่ลงในรุ่นใหม่ จึงกรอกต่อในแบบรุ่นเดิม"
THAT_FIT = "ที่คำตอบไม่หาย"
MOVE_STOPPED = "หยุดย้ายแล้วค่ะ มีแบบรุ่นใหม่กว่า หรือท่านไม่ได้ดูแลแบบนี้แล้ว"
NOTHING_TO_MOVE = "ไม่มีรายงานที่กรอกค้างในแบบรุ่นเก่าค่ะ"
NOT_MOVED = "ไม่ย้ายค่ะ รายงานที่กรอกค้างใช้แบบรุ่นเดิมต่อไป"


def begun_on_older(count: int) -> str:
    return f"กรอกค้างในแบบรุ่นเดิม {count:,} ฉบับ"


def move_reports(count: int) -> str:
    return f"ย้าย {count} ฉบับ"


def answers_kept(count: int) -> str:
    return f"เก็บ {count} คำตอบ"


def answers_dropped(titles: tuple[str, ...]) -> str:
    return f"ไม่มีที่ลง: {', '.join(titles)}"


def newly_required(titles: tuple[str, ...]) -> str:
    return f"ต้องตอบเพิ่ม: {', '.join(titles)}"


def moved(count: int, asked: int = 0) -> str:
    told = [f"ย้ายแล้ว {count:,} ฉบับค่ะ คำตอบเดิมอยู่ครบ"] if count or not asked else []
    told += [f"ขอให้ {asked:,} หน่วยงานที่ส่งแล้วตอบเฉพาะส่วนที่เปลี่ยนค่ะ"] if asked else []
    return "\n".join(told)


def sent_on_older(count: int) -> str:
    return f"ส่งแล้วในแบบรุ่นเดิม {count} หน่วยงาน"


def asks_items(items: Sequence[str]) -> str:
    return f"จะได้รับเฉพาะข้อที่เปลี่ยน: {', '.join(items)}"


NOT_A_DAY = "อ่านวันที่ไม่ออกค่ะ พิมพ์ เช่น ย้าย ภายใน 30 พ.ย."
ASKS_NOTHING = "ไม่มีข้อที่ต้องตอบเพิ่ม"


def stay_sent_until(moment: str) -> str:
    return f"ยังนับว่าส่งแล้วถึง{moment} เปลี่ยนวันโดยพิมพ์ ย้าย ภายใน ตามด้วยวันที่"


def move_and_ask(drafts: int | str, sent: int) -> str:
    """`drafts`: how many reports will be moved, or the words for those that fit."""
    parts = [f"ย้าย {drafts}" if isinstance(drafts, str) else f"ย้าย {drafts} ฉบับ"] if drafts else []
    return " ".join([*parts, *([f"ขอคำตอบเพิ่ม {sent} แห่ง"] if sent else [])])


def would_change(drafts: int, looked_at: int, fitting: int) -> str:
    first = f" ดู {looked_at} ฉบับแรก" if looked_at < drafts else ""
    return f"ถ้าเผยแพร่: กรอกค้างอยู่ {drafts:,} ฉบับ{first} ย้ายได้โดยคำตอบไม่หาย {fitting} ฉบับ"


def looked_at_first(looked_at: int, fitting: int) -> str:
    return f"ดู {looked_at} ฉบับแรก ย้ายได้โดยคำตอบไม่หาย {fitting} ฉบับ"


def moving(looked_at: int, reports: int) -> str:
    return f"กำลังย้ายค่ะ ดูแล้ว {looked_at:,} จาก {reports:,} ฉบับ เสร็จแล้วจะแจ้ง ระหว่างนี้กรอกต่อได้ตามปกติ"


def not_moved(count: int) -> str:
    return f"อ่านไม่ได้ {count:,} ฉบับ คงไว้ในแบบรุ่นเดิม โปรดแจ้งผู้ดูแลระบบ"
