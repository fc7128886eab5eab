"""What is said around the head's agreement: to the officer, to the head, to the coordinator. For a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

AGREE = "เห็นชอบ"
RETURN = "ขอแก้"
READ = "อ่านรายงาน"
ASK_NOTE = "ขอให้แก้อะไรคะ พิมพ์ได้เลย จะส่งต่อให้ผู้รายงาน"
NOTHING_WAITS = "ตอนนี้ไม่มีรายงานที่รอความเห็นชอบค่ะ"
SETTLED = "รายงานนี้พิจารณาไปแล้วค่ะ"
CHANGED = "รายงานนี้แก้ไขหลังเสนอค่ะ โปรดอ่านอีกครั้งก่อนเห็นชอบ"
NOT_READY = "รายงานยังไม่ครบ จึงยังส่งไม่ได้ค่ะ แจ้งผู้รายงานให้แล้ว"
NO_HEAD = "รอบนี้ให้ผู้บริหารกดเห็นชอบในแชต แต่หน่วยงานยังไม่มีผู้บริหารที่เชื่อมบัญชีค่ะ"
MODES = {"none": "ไม่ถามความเห็นชอบ", "officer": "ผู้รายงานยืนยัน", "head": "ผู้บริหารกดเห็นชอบ"}
MODE_HOW = "เลือกได้ หรือพิมพ์ เช่น ความเห็นชอบ ผู้บริหารกดเห็นชอบ"


def put_before(title: str, names: str) -> str:
    return f"เสนอ {title} ให้ {names} แล้วค่ะ จะแจ้งเมื่อเห็นชอบหรือขอให้แก้ ระหว่างนี้เตือนน้อยลง"


def asked_card(office: str) -> str:
    return f"{office} ขอความเห็นชอบ"


def asked_by(name: str, when: str) -> str:
    return f"เสนอโดย {name} {when}"


def how_to_answer() -> str:
    return f"พิมพ์ {AGREE} เพื่อส่งรายงาน หรือ {RETURN} ตามด้วยสิ่งที่ให้แก้"


def agreed(title: str) -> str:
    return f"เห็นชอบและส่ง {title} เรียบร้อยค่ะ"


def sent_for_you(title: str, head: str, receipt: str, when: str) -> str:
    return f"{head} เห็นชอบ {title} แล้ว ระบบส่งรายงานให้เรียบร้อยค่ะ\nรหัสอ้างอิงการส่ง {receipt}\n{when}"


def returned(title: str) -> str:
    return f"ส่งความเห็นเรื่อง {title} ให้ผู้รายงานแล้วค่ะ"


def returned_to_you(title: str, head: str, note: str) -> str:
    return f"{head} ขอให้แก้ {title}\n“{note}”"


def incomplete(title: str, head: str) -> str:
    return f"{head} เห็นชอบ {title} แล้ว แต่รายงานยังไม่ครบ ตอบให้ครบแล้วเสนออีกครั้งค่ะ"


def waits(when: str) -> str:
    return f"รอ ผอ. เห็นชอบ ตั้งแต่ {when}"


def mode_of(title: str, mode: str) -> str:
    return f"{title}\nก่อนส่งรายงาน: {MODES[mode]}"


def mode_set(title: str, mode: str) -> str:
    return f"{title} ตั้งเป็น {MODES[mode]} แล้วค่ะ"


# --- one account, several people -----------------------------------------------------------------------------------
ASK_REPORTER = "รายงานนี้ใครเป็นผู้รายงานคะ พิมพ์ชื่อ-สกุลและตำแหน่งได้เลย"
SHARED = "บันทึกว่าบัญชีนี้ใช้ร่วมกันหลายคนแล้วค่ะ ทุกครั้งที่ส่งรายงานจะถามชื่อผู้รายงาน"
NOT_SHARED = "บันทึกว่าบัญชีนี้ใช้คนเดียวแล้วค่ะ"


def reported_by(name: str) -> str:
    return f"ผู้รายงาน {name}"
