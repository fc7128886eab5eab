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
