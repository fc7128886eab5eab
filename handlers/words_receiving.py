"""What is said of reports that come another way, of filling for an office, of the letter that asks, and of groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RECEIVE_HOW = "พิมพ์ รับทางอื่น ชื่อหน่วยงาน ทาง AMS ที่ ศธ 04000/123 ลงวันที่ 5 พ.ย. ค่ะ"
FILL_HOW = "พิมพ์ กรอกแทน ชื่อหน่วยงาน ค่ะ ใส่ รอบ ชื่อรอบ ต่อท้ายได้"
LETTER_HOW = (
    "พิมพ์ บันทึกหนังสือ ที่ ศธ 02000/123 ลงวันที่ 1 พ.ย. 2569 เรื่อง ขอให้รายงานผล ค่ะ ใส่ รอบ ชื่อรอบ ไว้หน้าคำว่า ที่ ได้"
    "\nแนบไฟล์ทีหลัง พิมพ์ บันทึกหนังสือ แนบไฟล์"
)
TIE_HOW = "การผูกกลุ่มทำได้โดยผู้ประสานงานค่ะ พิมพ์ @ชื่อบัญชี ผูกกลุ่มนี้"
NOT_TIED = "กลุ่มนี้ยังไม่ได้ผูกกับหน่วยงานค่ะ"
UNTIED = "เลิกผูกกลุ่มนี้แล้วค่ะ"
NAMES_ON = "เปิดให้แสดงรายชื่อหน่วยงานที่ยังไม่ส่งในกลุ่มนี้แล้วค่ะ"
NAMES_OFF = "ปิดการแสดงรายชื่อในกลุ่มนี้แล้วค่ะ แสดงเฉพาะจำนวน"
NO_FILE = "ไม่มีไฟล์แล้ว"
WITHOUT_FILE = "รับทราบค่ะ"
FILE_KINDS = "รับเป็นไฟล์ PDF Word Excel หรือภาพค่ะ"
OPEN_LETTER = "เปิดหนังสือ"
SEND_LETTER = "มีไฟล์หนังสือ ส่งเป็น PDF หรือภาพต่อได้เลยค่ะ"
SEND_REPORT = "มีไฟล์รายงาน ส่งต่อได้เลยค่ะ"
ALREADY_IN = "หน่วยงานนี้ส่งแล้วค่ะ"
FILLED_FOR = "กรอกแทนโดยผู้ประสานงาน"


def received(office: str, way: str, letter: Mapping[str, str]) -> str:
    return f"บันทึกว่ารับรายงานของ {office} ทาง {way}{_of(letter)} แล้วค่ะ นับเป็นส่งแล้ว\n{SEND_REPORT}"


def _of(letter: Mapping[str, str]) -> str:
    parts = [f"ที่ {letter['number']}"] if letter.get("number") else []
    parts += [f"ลงวันที่ {letter['dated']}"] if letter.get("dated") else []
    return f" {' '.join(parts)}" if parts else ""


def letter_line(letter: Mapping[str, str]) -> str:
    """Return the letter that asks for a report, as tasks and reminders show it."""
    subject = f" เรื่อง {letter['subject']}" if letter.get("subject") else ""
    return f"ตามหนังสือ{_of(letter)}{subject}"


def letter_kept(round_: str, letter: Mapping[str, str]) -> str:
    return f"บันทึกหนังสือของรอบ {round_} แล้วค่ะ\n{letter_line(letter)}\n{SEND_LETTER}"


def with_file(line: str) -> str:
    return f"{line} · แตะเพื่อเปิด"


def letter_file_kept(round_: str) -> str:
    return f"แนบไฟล์หนังสือกับรอบ {round_} แล้วค่ะ ผู้รายงานเปิดได้จากงานและการเตือน"


def report_file_kept(office: str, count: int) -> str:
    return f"เก็บไฟล์รายงานของ {office} แล้วค่ะ รวม {count} ไฟล์ ส่งต่อได้อีก"


def came(way: str, letter: Mapping[str, str]) -> str:
    """Say how a report came that did not come through chat."""
    return f"รับทาง {way}{_of(letter)}"


def open_file(number: int, count: int) -> str:
    return f"เปิดไฟล์ที่ {number}" if count > 1 else "เปิดไฟล์รายงาน"


def file_lost(name: str) -> str:
    return f"ดึงไฟล์{f' {name}' if name else 'ภาพ'} จากไลน์ไม่ได้ค่ะ โปรดพิมพ์คำสั่งเดิมแล้วส่งไฟล์อีกครั้ง"


def which(names: Sequence[str]) -> str:
    return f"รอบไหนคะ พิมพ์ รอบ ตามด้วยชื่อต่อท้าย เช่น รอบ {' หรือ รอบ '.join(names[:3])}"


def tied(office: str) -> str:
    return f"ผูกกลุ่มนี้กับ {office} แล้วค่ะ พิมพ์ @ชื่อบัญชี สถานะ เพื่อดูจำนวนที่ส่งแล้ว"


def status(title: str, submitted: int, expected: int) -> str:
    return f"{title}\nส่งแล้ว {submitted} จาก {expected} หน่วยงาน"


def owing(names: Sequence[str], more: int) -> str:
    tail = f" และอีก {more} หน่วยงาน" if more else ""
    return f"ยังไม่ส่ง: {', '.join(names)}{tail}"


PRIVATE = "รายชื่อดูได้ในแชตส่วนตัวค่ะ"
