"""What can be typed and by whom: one table. Help, docs/commands.md and menus are made from it.

A command is a whole message; a sentence that only starts like one is an answer. Doing them is handlers/commands.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from handlers import patterns as p
from handlers import spoken
from models import people
from models.people import COORDINATING, OVERSEEING, Duty, Person
from thai.replies import without_particles
from thai.text import norm

ANYBODY: frozenset[Duty] = frozenset()
HEADS = frozenset({Duty.HEAD})
OFFICERS = frozenset({Duty.OFFICER, Duty.HEAD})
ANNOUNCERS = COORDINATING
EVERYBODY = frozenset(Duty)
INFORMED = OVERSEEING | {Duty.HEAD}  # heads of their own office only


@dataclass(frozen=True)
class Route:
    """One command. `words`: whole messages that mean it; `pattern`: with something after it, passed on as text.

    `spoken`: how it is said in passing, read by handlers/spoken.py. `during`: "always" = also in the middle of a text
    item; "asks" = there it may be an answer, so it is asked about; "beside" = it is answered at once, and what was
    said can still be kept as the answer.
    """

    name: str
    words: tuple[str, ...]
    help: str
    duties: frozenset[Duty] = ANYBODY
    during: Literal["always", "asks", "beside"] = "asks"
    pattern: str = ""
    with_draft: bool = False
    example: str = ""
    spoken: str = ""

    @property
    def typed(self) -> str:
        """What to type, for help and docs."""
        return self.example or self.words[0]


ROUTES: tuple[Route, ...] = (
    Route("tasks", ("งานของฉัน", "งาน", "งานอื่น"), "ดูรายงานที่ต้องส่ง", OFFICERS),
    Route("resume", p.RESUME_WORDS, "เริ่มหรือกรอกรายงานต่อ", OFFICERS, "always", p.RESUME, spoken=spoken.RESUME),
    Route(
        "skip",
        ("ข้าม", "ข้ามไปก่อน", "ข้ามก่อน", "ไม่แก้", "ข้อต่อไป", "ข้อถัดไป"),
        "เก็บข้อนี้ไว้ตอบภายหลัง",
        OFFICERS,
        "always",
        with_draft=True,
        spoken=spoken.SKIP,
    ),
    Route(
        "back",
        ("ย้อน", "ย้อนกลับ", "ข้อก่อน", "◀ ข้อก่อน"),
        "กลับไปข้อก่อน",
        OFFICERS,
        "always",
        with_draft=True,
        spoken=spoken.BACK,
    ),
    Route(
        "pause",
        ("พัก", "พักก่อน", "ไว้ก่อน", "บันทึกไว้ก่อน"),
        "พักไว้ กลับมากรอกต่อได้",
        OFFICERS,
        "always",
        with_draft=True,
        spoken=spoken.PAUSE,
    ),
    Route("explain", (), "อธิบายข้อนี้พร้อมตัวอย่าง", OFFICERS, "beside", example="ขอตัวอย่าง", spoken=spoken.EXPLAIN),
    Route("wait", (), "ให้รอระหว่างหาข้อมูล", OFFICERS, "beside", example="รอสักครู่", spoken=spoken.WAIT),
    Route("due", (), "ดูวันครบกำหนด", OFFICERS, "beside", example="กำหนดส่งวันไหน", spoken=spoken.DUE),
    Route("left", (), "ดูว่าเหลือกี่ข้อ กี่นาที", OFFICERS, "beside", example="เหลือกี่ข้อ", spoken=spoken.LEFT),
    Route("sent", (), "ดูว่าส่งรายงานแล้วหรือยัง", OFFICERS, "beside", example="ส่งแล้วหรือยัง", spoken=spoken.SENT),
    Route("cancel", (), "ดูทางแก้ ถอย หรือพัก", OFFICERS, "beside", example="ยกเลิก", spoken=spoken.CANCEL),
    Route("contact", (), "ดูเบอร์ผู้ประสานงาน", OFFICERS, "beside", example="ติดต่อผู้ประสานงาน", spoken=spoken.CONTACT),
    Route("more", ("พิมพ์ต่อ", "พิมพ์ต่อข้อก่อน"), "ต่อท้ายข้อที่เพิ่งตอบ", OFFICERS, "always", with_draft=True),
    Route("edit", (), "แก้ข้อที่ระบุ", OFFICERS, "always", p.EDIT, True, "แก้ 1.1"),
    Route("go_to", (), "ไปข้อที่ระบุ", OFFICERS, "always", with_draft=True, example="ไปข้อ 2.6", spoken=spoken.GO_TO),
    Route("photo_remove", (), "ลบภาพที่ส่งไว้", OFFICERS, "always", r"ลบภาพ(?:ที่)?\s*([\d๐-๙]{1,2})", True, "ลบภาพ 2"),
    Route("photo_replace", (), "ส่งภาพใหม่แทน", OFFICERS, "always", p.NEW_PHOTO, True, "เปลี่ยนภาพ 2"),
    Route(
        "undo",
        ("คืนคำตอบเดิม", "ไม่ใช่คำตอบ", "undo"),
        "คืนคำตอบก่อนแก้ครั้งล่าสุด",
        OFFICERS,
        "always",
        with_draft=True,
        spoken=spoken.TAKE_OUT,
    ),
    Route("empty", (), "นำคำตอบข้อนี้ออก", OFFICERS, "always", with_draft=True, example="ลบคำตอบนี้", spoken=spoken.EMPTY),
    Route("history", (), "ดูว่าข้อนั้นเคยตอบว่าอะไร", OFFICERS, "always", p.HISTORY, True, "ประวัติ 1.1"),
    Route("rows", ("ดูตาราง", "ดูรายการ"), "ดู แก้ หรือลบแถวที่กรอกแล้ว", OFFICERS, "always", with_draft=True),
    Route("edit_row", (), "แก้แถวที่ระบุ", OFFICERS, "always", p.EDIT_ROW, True, "แก้แถว 2"),
    Route("remove_row", (), "ลบแถวที่ระบุ", OFFICERS, "always", p.REMOVE_ROW, True, "ลบแถว 2"),
    Route("feed", ("ดึงคำตอบ", "ดึงคำตอบเดิม"), "เติมจากรายงานอื่นที่ถามเรื่องเดียวกัน", OFFICERS, "always", p.FEED, True),
    Route("from_file", ("จากไฟล์", "ดูจากไฟล์", "ต่อจากไฟล์"), "ดูคำตอบที่อ่านได้จากไฟล์ต่อ", OFFICERS, "always", with_draft=True),
    Route("language", ("ภาษา", "เปลี่ยนภาษา"), "เปลี่ยนภาษาของแบบ", OFFICERS, "always", p.LANGUAGE, with_draft=True),
    Route("review", p.REVIEW_WORDS, "ดูว่าเหลืออะไรก่อนส่ง", OFFICERS, with_draft=True),
    Route("read", ("อ่านทั้งหมด",), "อ่านทวนคำตอบทั้งหมด", OFFICERS, "always", with_draft=True, spoken=spoken.READ),
    Route("submit", ("ส่ง", "ส่งรายงาน", "ส่งเลย"), "ส่งรายงาน", OFFICERS, with_draft=True),
    Route(
        "annexes",
        (),
        "เปิดเอกสารแนบของรายงานที่ส่งแล้ว",
        OVERSEEING | OFFICERS,
        pattern=p.ANNEXES,
        example="เอกสารแนบ สพม.ตาก",
    ),
    Route("submit_agreed", ("ผ่านแล้ว ส่งเลย", "ผ่านแล้วส่งเลย"), "ส่งรายงานที่ผู้บังคับบัญชาเห็นชอบแล้ว", OFFICERS, with_draft=True),
    Route("again", ("เตือนอีกครั้ง", "เตือนอีกที"), "ให้เตือนใหม่ตามเวลาที่บอก", OFFICERS, pattern=p.AGAIN, example=p.AGAIN_HOW),
    Route("promise", ("แจ้งวันที่จะส่ง",), "แจ้งวันที่จะส่งรายงาน", OFFICERS, pattern=p.PROMISE, example="จะส่งวันที่ 22"),
    Route("extend", p.EXTEND_WORDS, "ขอขยายเวลาส่งจากผู้ประสานงาน", OFFICERS, pattern=p.EXTEND, example="ขอขยายเวลา"),
    Route("elsewhere", (), "แจ้งว่าส่งรายงานทางอื่นแล้ว", OFFICERS, pattern=p.ELSEWHERE, example="ส่งทาง AMS แล้ว"),
    Route(
        "ask_coordinator",
        ("ถามผู้ประสานงาน",),
        "ถามผู้ประสานงานเรื่องข้อนี้",
        OFFICERS,
        "always",
        p.QUESTION,
        True,
        spoken=spoken.ASK,
    ),
    Route("head_waits", ("รอเห็นชอบ",), "ดูรายงานที่รอความเห็นชอบ", HEADS),
    Route("head_agrees", ("เห็นชอบ",), "เห็นชอบรายงานที่เสนอมาและส่ง", HEADS),
    Route("head_returns", ("ขอแก้",), "ให้ผู้รายงานแก้ก่อน", HEADS, pattern=p.SEND_BACK, example="ขอแก้ ข้อความ"),
    Route("head_rule", ("ความเห็นชอบ",), "ตั้งว่าก่อนส่งต้องให้ใครเห็นชอบ", ANNOUNCERS, pattern=p.HEAD_RULE),
    Route("answer_question", ("ตอบคำถาม",), "ตอบคำถามของผู้รายงาน", ANNOUNCERS, pattern=p.ANSWER, example=p.ANSWER_HOW),
    Route("petitions", p.PETITIONS, "ดูคำขอขยายเวลาและการส่งทางอื่น", ANNOUNCERS),
    Route("petition", (), "ตอบคำขอของหน่วยงาน", ANNOUNCERS, pattern=p.PETITION, example=p.PETITION_HOW),
    Route("status", ("สถานะ", "ดูสถานะ"), "ดูความคืบหน้าของหน่วยงาน"),
    Route("missing", ("ใครยังไม่ส่ง", "ใครยังไม่ส่งบ้าง", "ยังไม่ส่ง"), "รายชื่อหน่วยงานที่ยังไม่ส่ง", OVERSEEING),
    Route("ask", ("ถามสถานะ",), "ถามความคืบหน้าเป็นประโยคได้เลย", OVERSEEING, pattern=p.ASK, example="เขต 2 ถึงไหนแล้ว"),
    Route("web_page", ("หน้าเว็บ", "เปิดหน้าเว็บ", "ดูบนเว็บ"), "ดูความคืบหน้าบนหน้าเว็บ", OVERSEEING),
    Route("open_round", ("เปิดรอบ",), "เปิดรอบรายงานและกำหนดส่ง", ANNOUNCERS, pattern=p.OPEN, example="เปิดรอบ"),
    Route("rounds", ("รอบ", "รอบรายงาน", "ดูรอบ"), "ดูและเปลี่ยนรอบที่เปิดอยู่", ANNOUNCERS),
    Route("change_round", (), "พัก ปิดรับ หรือยกเลิกรอบ", ANNOUNCERS, pattern=p.CHANGE_ROUND, example="พักการเตือน"),
    Route("move_round", ("เลื่อนกำหนด",), "เลื่อนกำหนดส่งของรอบ", ANNOUNCERS, pattern=p.MOVE, example=p.MOVE_HOW),
    Route("ladder", ("วันเตือน", "เปลี่ยนวันเตือน"), "เปลี่ยนวันเตือนของรอบ", ANNOUNCERS, pattern=p.LADDER, example=p.LADDER_HOW),
    Route("grant", ("ขยายเวลา", "ยกเว้น"), "ขยายเวลาหรือยกเว้นหน่วยงาน", ANNOUNCERS, pattern=p.GRANT, example=p.GRANT_HOW),
    Route("add_office", ("เพิ่มหน่วยงาน",), "เพิ่มหน่วยงานเข้ารอบ", ANNOUNCERS, pattern=p.ADD_OFFICE, example=p.ADD_HOW),
    Route("days", ("วันหยุด", "ดูวันหยุด"), "ดูหรือเปลี่ยนวันหยุดราชการ", ANNOUNCERS, pattern=p.DAYS, example="วันหยุด"),
    Route("volume", p.VOLUME_WORDS, "รวมรายงานของทุกหน่วยงานเป็นไฟล์ Word", OVERSEEING, pattern=p.VOLUME),
    Route("excel", ("ส่งออก excel", "ส่งออก", "excel"), "ส่งออกคำตอบเป็นไฟล์ Excel", OVERSEEING, pattern=p.EXCEL),
    Route("template", ("แม่แบบ", "แม่แบบ word"), "ใช้แม่แบบ Word ของหน่วยงาน", ANNOUNCERS, pattern=p.TEMPLATE),
    Route("chart", ("แผนภูมิ", "กราฟ"), "ดูแผนภูมิของรอบเป็นภาพ", OVERSEEING, pattern=p.CHART),
    Route("copy", p.COPY_WORDS, "ขอสำเนา Word ของรายงาน", OFFICERS, pattern=p.COPY, example="สำเนา Word"),
    Route("review_list", ("ตรวจ", "ตรวจรายงาน", "รอตรวจ"), "ดูรายงานที่รอตรวจ", ANNOUNCERS, pattern=p.REVIEW),
    Route("check_many", ("ตรวจทานแล้ว",), "บันทึกว่าตรวจทานแล้ว", ANNOUNCERS, pattern=p.CHECK, example="ตรวจทานแล้ว สพม.ตาก"),
    Route("uncheck", ("ยกเลิกการตรวจ",), "ยกเลิกการตรวจทาน", ANNOUNCERS, pattern=p.UNCHECK, example=p.UNCHECK_HOW),
    Route("hold", ("วิธีตรวจ",), "เลือกว่ารายงานใดต้องรอตรวจ", ANNOUNCERS, pattern=p.HOLD, example="วิธีตรวจ"),
    Route("returned", ("ข้อที่ให้แก้", "แก้ตามที่ส่งคืน"), "ดูข้อที่ผู้ประสานงานขอให้แก้", OFFICERS),
    Route("blank_form", p.BLANK_WORDS, "ขอแบบฟอร์มเปล่าไปกรอกใน Word", OFFICERS, pattern=p.BLANK, example="แบบฟอร์มเปล่า"),
    Route("receive", ("รับทางอื่น",), "บันทึกรายงานที่มาทางอื่น", ANNOUNCERS, pattern=p.RECEIVE, example=p.RECEIVE_HOW),
    Route("fill_for", ("กรอกแทน",), "กรอกรายงานแทนหน่วยงาน", ANNOUNCERS, pattern=p.FILL_FOR, example="กรอกแทน สพม.ตาก"),
    Route("round_letter", ("บันทึกหนังสือ",), "บันทึกหนังสือที่ขอให้รายงาน", ANNOUNCERS, pattern=p.ROUND_LETTER),
    Route("audit", ("ดูประวัติ", "บันทึกการเปลี่ยนแปลง"), "ดูว่าใครเปลี่ยนอะไรเมื่อไร", EVERYBODY, pattern=p.AUDIT),
    Route("roster", p.ROSTER, "รับแม่แบบรายชื่อหน่วยงาน", ANNOUNCERS),
    Route("roster_take", ("นำเข้า", "นำเข้ารายชื่อ"), "นำเข้ารายชื่อที่ส่งมา", ANNOUNCERS),
    Route("roster_cancel", ("ยกเลิกการนำเข้า",), "ไม่นำเข้ารายชื่อที่ส่งมา", ANNOUNCERS),
    Route("roster_undo", ("ย้อนการนำเข้า",), "คืนรายชื่อก่อนนำเข้าครั้งล่าสุด", ANNOUNCERS),
    Route("slips", ("ใบเชิญ",), "รับใบเชิญพร้อมคิวอาร์เป็น PDF", ANNOUNCERS, pattern=p.SLIPS),
    Route("people", ("บุคลากร",), "ดูบุคลากรของหน่วยงาน", ANNOUNCERS, pattern=p.PEOPLE, example="บุคลากร สพม.ตาก"),
    Route("revoke", ("ถอนสิทธิ์",), "ถอนสิทธิ์ผู้ใช้", ANNOUNCERS, pattern=p.REVOKE, example="ถอนสิทธิ์ ชื่อ-สกุล"),
    Route("entrust", ("มอบหมาย",), "ให้ดูแลหรือกรอกเฉพาะแบบ", ANNOUNCERS, pattern=p.ENTRUST, example=p.ENTRUST_HOW),
    Route("transfer", (), "ย้ายผู้รายงานไปหน่วยงานอื่น", ANNOUNCERS, pattern=p.TRANSFER, example=p.TRANSFER_HOW),
    Route("calendar", ("ปฏิทิน", "ปฏิทินกำหนดส่ง"), "รับลิงก์ปฏิทินกำหนดส่งของท่าน"),
    Route("announce", ("ประกาศ", "แจ้งข่าว"), "แจ้งข่าวถึงผู้รายงาน", ANNOUNCERS, pattern=p.ANNOUNCE, example="ประกาศ ข้อความ"),
    Route("broadcast_report", ("ผลประกาศ", "ผลการส่งประกาศ"), "ดูว่าประกาศล่าสุดส่งถึงใครแล้ว", ANNOUNCERS),
    Route("broadcast_missing", p.NOT_NOTED, "ดูว่าใครยังไม่กดรับทราบประกาศล่าสุด", ANNOUNCERS),
    Route("undo_broadcast", ("ยกเลิกการส่ง", "ยกเลิกประกาศ"), "ยกเลิกประกาศล่าสุดที่ยังไม่ออกไป", ANNOUNCERS),
    Route("form_templates", p.TEMPLATES, "รับไฟล์ตั้งต้นสำหรับเขียนแบบ", ANNOUNCERS),
    Route("preview_form", ("ดูตัวอย่าง", "ดูตัวอย่างแบบ"), "ดูทุกข้อของแบบที่ส่งมา", ANNOUNCERS),
    Route("try_form", ("ลองกรอก", "ลองแบบ"), "ลองกรอกแบบที่ส่งมา", ANNOUNCERS),
    Route("publish_form", ("เผยแพร่แบบ", "เผยแพร่"), "เผยแพร่แบบที่ส่งมา", ANNOUNCERS),
    Route("cancel_form", ("ยกเลิกแบบ",), "ไม่เผยแพร่แบบที่ส่งมา", ANNOUNCERS),
    Route("migrate", (), "ย้ายรายงานที่กรอกค้างไปแบบรุ่นใหม่", ANNOUNCERS, "always", p.MIGRATE, example="ย้ายร่าง รหัสแบบ"),
    Route("end_trial", ("จบการลอง",), "จบการลองกรอก", ANNOUNCERS, "always"),
    Route("overview_daily", ("เปิดสรุปรายวัน",), "รับสรุปความคืบหน้าทุกวัน", INFORMED, pattern=p.DAILY),
    Route("overview_weekly", ("เปิดสรุปรายสัปดาห์", "เปิดสรุป"), "รับสรุปทุกสัปดาห์ตามเวลาที่เลือก", INFORMED, pattern=p.WEEKLY),
    Route("overview_off", ("ปิดสรุป",), "เลิกรับสรุป", INFORMED),
    Route("letter", ("หนังสือติดตาม", "ร่างหนังสือติดตาม"), "ร่างหนังสือติดตามหน่วยงานที่ยังไม่ส่ง", ANNOUNCERS),
    Route("leave", p.LEAVE_WORDS, "แจ้งลาและผู้รักษาการแทน", pattern=p.LEAVE, example=p.LEAVE_HOW),
    Route("leave_of", ("แจ้งลา",), "แจ้งลาแทนผู้อื่น", ANNOUNCERS, pattern=p.LEAVE_OF, example=p.LEAVE_OF_HOW),
    Route("leave_end", ("ยกเลิกลา", "ยกเลิกการลา", "กลับมาแล้ว"), "ยกเลิกการลา หรือแจ้งว่ากลับมาแล้ว", pattern=p.LEAVE_END),
    Route("own_data", ("ข้อมูลของฉัน",), "ดูข้อมูลที่ระบบเก็บเกี่ยวกับท่าน"),
    Route("remove_own_data", ("ลบข้อมูลของฉัน",), "ลบการเชื่อมบัญชี ชื่อ และรายงานที่ยังไม่ส่ง"),
    Route("share", ("บัญชีนี้ใช้ร่วมกัน",), "ให้ถามชื่อผู้รายงานทุกครั้งที่ส่ง", OFFICERS),
    Route("unshare", ("บัญชีนี้ใช้คนเดียว",), "ไม่ต้องถามชื่อผู้รายงาน", OFFICERS),
    Route("help", p.HELP_WORDS, "ดูว่าตอนนี้ทำอะไรได้", during="always", spoken=spoken.HELP),
    Route("question", (), "ฝากคำถามถึงผู้ประสานงาน", OFFICERS, "beside", example=p.QUESTION_HOW, spoken=spoken.QUESTION),
    Route("commands", ("คำสั่งทั้งหมด",), "ดูคำสั่งทั้งหมด", during="always", pattern=r"คำสั่งทั้งหมด\s*([\d๐-๙]{1,2})"),
)  # fmt: skip

BY_NAME = {route.name: route for route in ROUTES}
_BY_WORD = {word: route for route in ROUTES for word in route.words}
COMMAND_WORDS = frozenset(_BY_WORD)
_PATTERNS = [(re.compile(route.pattern, re.DOTALL), route) for route in ROUTES if route.pattern]
_SPOKEN = [(re.compile(route.spoken), route) for route in ROUTES if route.spoken]


def find_route(text: str) -> tuple[Route | None, str]:
    """Return the command a whole message is, and what follows it; (None, "") for anything else."""
    bare = without_particles(norm(text).strip()).strip()
    if bare.lower() in _BY_WORD:
        return _BY_WORD[bare.lower()], ""
    for pattern, route in _PATTERNS:
        match = pattern.fullmatch(text.strip())
        if match:
            return route, next(filter(None, match.groups()), "")
    return None, ""


def find_spoken(text: str) -> tuple[Route | None, str]:
    """Return the command that is said in passing (ขอข้ามข้อนี้ก่อนนะคะ), and the item it names."""
    plain = spoken.plain(text)
    for pattern, route in _SPOKEN if plain else ():
        match = pattern.fullmatch(plain)
        if match:
            return route, next(filter(None, match.groups()), "")
    return None, ""


def allowed(person: Person | None, route: Route) -> bool:
    """Whether a command is this person's to give. For others the words are ordinary text."""
    return not route.duties or people.has_duty(person, route.duties)
