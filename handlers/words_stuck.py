"""What is said to whoever is stuck at an item, and between officer and coordinator about it. For a Thai editor.

Polite (ค่ะ/คะ), calm, short. Labels of buttons are at most 20 characters as LINE counts them.
"""

from __future__ import annotations

ASK_COORDINATOR = "ถามผู้ประสานงาน"
ASK_WHAT = "อยากถามอะไรคะ พิมพ์ได้เลย จะส่งถึงผู้ประสานงานพร้อมชื่อข้อนี้"
ASKED = "ส่งคำถามถึงผู้ประสานงานแล้วค่ะ ได้คำตอบแล้วจะแจ้งในแชตนี้ ระหว่างนี้กรอกข้ออื่นต่อได้"
NOBODY = "ยังไม่มีผู้ประสานงานที่ติดต่อได้ค่ะ"
WAYS_OUT = "ถ้ายังไม่แน่ใจ พิมพ์ ข้าม เพื่อตอบภายหลัง หรือ ถามผู้ประสานงาน"
ANSWER = "ตอบคำถาม"
ANSWER_WHAT = "พิมพ์คำตอบได้เลยค่ะ จะส่งถึงผู้ถาม"
ANSWERED = "ส่งคำตอบแล้วค่ะ"
ANSWERED_BEFORE = "คำถามนี้ตอบไปแล้วค่ะ"
NO_QUESTIONS = "ตอนนี้ไม่มีคำถามที่รอคำตอบค่ะ"
WHICH_QUESTION = "มีหลายคำถามที่รอ แตะ ตอบคำถาม ใต้คำถามที่ต้องการตอบ"


def question_card(office: str) -> str:
    return f"คำถามจาก {office}"


def about(report: str, item: str) -> str:
    return f"{report} · {item}"


def asked_by(name: str) -> str:
    return f"ผู้ถาม {name}"


def how_to_answer() -> str:
    return f"พิมพ์ {ANSWER} ตามด้วยคำตอบ"


def answer_for_you(item: str, question: str, answer: str, who: str) -> str:
    return f"{who} ตอบเรื่อง {item}\nถาม “{question}”\nตอบ “{answer}”"


# --- asked at an item: what it means, when it is due, what is left, whether it is sent, who can be asked -------------
A_QUESTION = "ข้อความนี้เหมือนเป็นคำถามค่ะ ให้ผู้ประสานงานช่วยตอบไหมคะ พิมพ์ ถามผู้ประสานงาน"
KEEP_AS_ANSWER = "ถ้าเป็นคำตอบของข้อนี้ พิมพ์ เป็นคำตอบ"
THERE_IS_TIME = "ได้ค่ะ ไม่ต้องรีบ ข้อนี้รออยู่ตรงนี้"
WAYS_ON = "พิมพ์ ช่วย เพื่อดูว่าทำอะไรได้บ้างค่ะ"
NOTHING_CANCELLED = "คำตอบที่ให้ไว้ยังอยู่ครบค่ะ นำคำตอบล่าสุดออกพิมพ์ คืนคำตอบเดิม · แก้ข้ออื่นพิมพ์ แก้ ตามด้วยเลขข้อ · หยุดไว้ก่อนพิมพ์ พัก"
NOT_SENT_YET = "ยังไม่ได้ส่งค่ะ"
NOTHING_LEFT = "ตอบครบทุกข้อแล้วค่ะ"

_NARRATIVES = (
    (
        ("ปัญหา", "อุปสรรค"),
        "เล่าปัญหาที่พบ ข้อละหนึ่งเรื่อง ถ้าไม่มีให้ตอบ ไม่มี",
        "สัญญาณอินเทอร์เน็ตในโรงเรียนพื้นที่สูงไม่เสถียร ครูจึงส่งงานผ่านระบบได้ช้า",
    ),
    (
        ("ข้อเสนอ", "ข้อคิดเห็น", "ความเห็น"),
        "เขียนสิ่งที่อยากให้ต้นสังกัดช่วยหรือปรับ ถ้าไม่มีให้ตอบ ไม่มี",
        "ขอให้จัดอบรมการใช้ระบบเพิ่มอีกปีละ 1 ครั้ง",
    ),
    (
        ("นวัตกรรม", "แบบอย่างที่ดี", "Best Practice", "ต้นแบบ"),
        "เขียนชื่อผลงาน ทำอย่างไร และได้ผลอะไร ถ้าไม่มีให้ตอบ ไม่มี",
        "โครงการพี่สอนน้องอ่าน จับคู่นักเรียนฝึกอ่านทุกวันพุธ นักเรียนอ่านคล่องขึ้น 35 คน",
    ),
)
_NARRATIVE = (
    "เล่าว่าได้ทำอะไร กับใคร กี่คนหรือกี่ครั้ง และได้ผลอย่างไร ยังไม่ได้ทำก็บอกได้",
    "จัดประชุมชี้แจงครู 25 คน จาก 3 โรงเรียน เมื่อเดือนมิถุนายน ครูส่งแบบประเมินได้ครบทุกคน",
)


def how_to_tell(title: str) -> str:
    """Say what a narrative wants, by the words of its title, and show one."""
    found = [(how, shown) for cues, how, shown in _NARRATIVES if any(cue in title for cue in cues)]
    how, shown = found[0] if len(found) == 1 else _NARRATIVE
    return f"{how}\nเช่น “{shown}”"


def how_far(answered: int, items: int, minutes: int) -> str:
    left = f"ตอบแล้ว {answered} จาก {items} ข้อ เหลือ {items - answered} ข้อ"
    return f"{left} ประมาณ {minutes} นาทีค่ะ" if minutes else f"{left}ค่ะ"


def not_sent(answered: int) -> str:
    kept = f"คำตอบ {answered} ข้อที่ตอบแล้วเก็บไว้ครบ " if answered else ""
    return f"{NOT_SENT_YET} {kept}ตอบเสร็จแล้วพิมพ์ ส่ง"


def coordinator(name: str, position: str, phone: str) -> str:
    return " · ".join(filter(None, [name, position, f"โทร. {phone}" if phone else ""]))


def contacts(office: str, lines: list[str]) -> str:
    return "\n".join([f"ผู้ประสานงานของ {office}", *lines])


ASK_HERE = "หรือพิมพ์ ถามผู้ประสานงาน เพื่อฝากคำถามในแชตนี้"
