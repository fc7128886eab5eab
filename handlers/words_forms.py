"""What is said about kinds of questions, rows of a repeat, and forms being published: sentences for a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

# --- choosing ------------------------------------------------------------------------------------------------------
DONE = "เสร็จ"
DONE_WORDS = frozenset({"เสร็จ", "เสร็จแล้ว", "ครบ", "ครบแล้ว"})
ALL_OF_THEM = "ทั้งหมด"
ORDER_AGAIN = "เรียงใหม่"
PAGE_BEFORE = "◀ หน้าก่อน"
PAGE_AFTER = "ดูต่อ ▶"
TYPE_PAGED = "แตะเลือก พิมพ์หมายเลข หรือพิมพ์บางส่วนของชื่อ"
TYPE_SEARCH = "พิมพ์บางส่วนของชื่อเพื่อค้นหา"
TYPE_TICKS = "แตะเลือกได้หลายข้อแล้วกดเสร็จ หรือพิมพ์หมายเลข เช่น 1 3"
TYPE_ORDER = "แตะตามลำดับ หรือพิมพ์หมายเลขเรียงกัน เช่น 3 1 2"


def type_grid(rows: int) -> str:
    example = " ".join("1221"[place % 4] for place in range(rows))
    return f"แตะเลือก หรือพิมพ์หมายเลขของทั้ง {rows} แถวที่เหลือ เช่น {example}"


def type_to_search(count: int) -> str:
    return f"มี {count:,} ตัวเลือก"


def found_choices(count: int) -> str:
    return f"พบ {count:,} ตัวเลือก"


def place_in_order(place: int) -> str:
    return f"ลำดับ {place} ·"


# --- other kinds of questions --------------------------------------------------------------------------------------
TYPE_BARCODE = "พิมพ์ตัวเลขหรือรหัสใต้บาร์โค้ด"
TYPE_YEAR = "พิมพ์ปี พ.ศ. เช่น 2569"
TYPE_DATE_TIME = "เลือกจากปฏิทินหรือพิมพ์ เช่น 20 พ.ย. 2569 16.30 น."
PRESUMED = "ค่าที่ตั้งไว้ให้"
KEEP_IT = "ใช้ค่านี้"
GUIDANCE = "คำอธิบาย"
WHICH_LANGUAGE = "ต้องการใช้ภาษาไหนคะ"
LANGUAGE_CODES = {"ไทย": "(th)", "ภาษาไทย": "(th)", "อังกฤษ": "(en)", "ภาษาอังกฤษ": "(en)", "พม่า": "(my)", "จีน": "(zh)"}
ONE_LANGUAGE = "แบบนี้มีภาษาเดียวค่ะ"


def type_range(least: str, most: str) -> str:
    return f"ตอบเป็นตัวเลขตั้งแต่ {least} ถึง {most}"


def out_of_range(least: str, most: str) -> str:
    return f"ข้อนี้รับตั้งแต่ {least} ถึง {most} ค่ะ"


def keep_value(value: str) -> str:
    return f"ใช้ {value}"


# --- rows ----------------------------------------------------------------------------------------------------------
ROWS = "รายการที่กรอกแล้ว"
ROWS_BUTTON = "ดูตาราง"
NO_ROWS = "ยังไม่มีรายการในข้อนี้ค่ะ"
EDIT_ROW_HOW = "แตะแถวที่ต้องการ หรือพิมพ์ แก้แถว 2 · ลบแถว 2"
EDIT_COUNTED_ROW_HOW = "แตะแถวที่ต้องการ หรือพิมพ์ แก้แถว 2"
COUNTED_ROWS = "จำนวนแถวของข้อนี้มาจากคำตอบข้ออื่นค่ะ แก้จำนวนที่ข้อนั้น"
TAKE_ROWS = "ใช้ตามนี้"
ONE_TEXT = "เก็บเป็นข้อความเดียว"
TAKE_ROWS_HOW = "ถ้าถูกต้องกดหรือพิมพ์ว่า ใช้ตามนี้ แก้ทีหลังได้ทุกแถว"
TABLE_UNREAD = "อ่านตารางนี้ไม่ได้ค่ะ วางเป็นแถวละบรรทัด คั่นช่องด้วย | หรือคัดลอกจาก Excel"
BLANK_ROW = "(ว่าง)"
NOT_ASKED = "ไม่ถามในแถวนี้"


def rows_counted(count: int) -> str:
    return f"{count} แถว"


def row_number(number: int) -> str:
    return f"แถวที่ {number}"


def edit_row(number: int) -> str:
    return f"แก้แถว {number}"


def remove_row(number: int) -> str:
    return f"ลบแถว {number}"


def confirm_removal(number: int, line: str) -> str:
    return f"ลบแถวที่ {number} ใช่ไหมคะ\n{line}"


def removed_row(number: int) -> str:
    return f"ลบแถวที่ {number} แล้วค่ะ"


def rows_read(count: int) -> str:
    return f"อ่านได้ {count} แถว ใช้ตามนี้ไหมคะ"


def rows_taken(count: int) -> str:
    return f"บันทึก {count} แถว"


def rows_shown(count: int) -> str:
    return f"แสดง {count} แถวแรก"


def rows_left(count: int) -> str:
    return f"อีก {count} แถวไม่มีที่ให้กรอก จึงไม่ได้อ่าน"


def cell_unread(row: int, title: str, typed: str, why: str) -> str:
    reason = f" {why}" if why else " อ่านไม่ได้ จะเว้นว่างไว้"
    return f"แถวที่ {row} {title} “{typed}”{reason}"


def confirm_shrinking(count: int) -> str:
    return f"จำนวนนี้น้อยกว่าที่กรอกไว้ จะซ่อน {count} แถวที่กรอกแล้ว เปลี่ยนจำนวนใช่ไหมคะ"


def of_rows(title: str, number: int, count: int) -> str:
    return f"{title} {number}/{count}"


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
NOTHING_TO_MOVE = "ไม่มีรายงานที่กรอกค้างในแบบรุ่นเก่าค่ะ"
NOT_MOVED = "ไม่ย้ายค่ะ รายงานที่กรอกค้างใช้แบบรุ่นเดิมต่อไป"


def begun_on_older(count: int) -> str:
    return f"กรอกค้างในแบบรุ่นเดิม {count} ฉบับ"


def move_reports(count: int) -> str:
    return f"ย้าย {count} ฉบับ"


def answers_kept(count: int) -> str:
    return f"เก็บ {count} คำตอบ"


def answers_dropped(titles: tuple[str, ...]) -> str:
    return f"ไม่มีที่ลง: {', '.join(titles)}"


def newly_required(titles: tuple[str, ...]) -> str:
    return f"ต้องตอบเพิ่ม: {', '.join(titles)}"


def moved(count: int) -> str:
    return f"ย้ายแล้ว {count} ฉบับค่ะ คำตอบเดิมอยู่ครบ"
