"""What can be typed and by whom: one table. Help, docs/commands.md and menus are made from it.

A command is a whole message; a sentence that only starts like one is an answer. Doing them is handlers/commands.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from handlers import spoken
from models import people
from models.people import COORDINATING, OVERSEEING, Duty, Person
from thai.replies import without_particles
from thai.text import norm

_ANNOUNCE = r"(?:ประกาศ|แจ้งข่าว)\s*((?<=\s)\S.*|(?:ถึง|ให้)\S+\s+\S.*)"  # "ประกาศถึงผู้บริหาร ประชุมวันศุกร์"
_A_DAY = "(?:วัน|สัปดาห์|อาทิตย์|พรุ่ง|มะรืน|ภายใน|ไม่เกิน|อีก|สิ้น|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|[\\d๐-๙])"
_A_MOMENT = rf"(?:{_A_DAY}|ตอน|ช่วง|เที่ยง|บ่าย|เช้า|เย็น|\S{{1,6}}โมง)"
_AGAIN = (  # "เตือนอีกทีพรุ่งนี้ 9 โมง", "ขอเตือนใหม่ตอนบ่าย", "พรุ่งนี้ค่อยเตือนใหม่"
    rf"(?:ขอ|ช่วย|ให้|ค่อย)*(?:เตือนอีก(?:ครั้ง|ที)\s*(?=\S)|เตือน(?:ใหม่)?\s*(?={_A_MOMENT}))(.{{1,40}})|"
    r"((?:พรุ่งนี้|มะรืน(?:นี้)?|วัน\S{3,12}|ตอน\S{3,5})\s*(?:เช้า|บ่าย)?)\s*ค่อย\s*เตือน(?:ใหม่|อีกที|อีกครั้ง)?(?:นะ)?(?:คะ|ค่ะ|ครับ)?"
)
_PROMISE = (  # "จะส่งวันที่ 22", "เดี๋ยวส่งพรุ่งนี้ค่ะ", "คาดว่าจะส่งได้ภายในวันศุกร์"
    rf"(?:(?:คาดว่า|คิดว่า|น่า|เดี๋ยว)*จะ|เดี๋ยว|ขอ)(?:นำ)?ส่ง(?:ให้|ได้|รายงาน)*\s*({_A_DAY}.{{0,40}})|"
    rf"({_A_DAY}\S{{0,20}})\s*(?:คาดว่า|น่า)?จะส่ง(?:ให้|ได้)*(?:นะ)?(?:คะ|ค่ะ|ครับ)?"
)
_EXTEND = (  # "ขอขยายเวลาถึง 25 พ.ย.", "ขอเลื่อนส่งเป็นวันที่ 25", "ส่งไม่ทัน ขอผ่อนผันอีก 3 วัน"
    r"(?:ส่ง)?(?:ไม่ทัน)?(?:ค่ะ|ครับ)?\s*ขอ(?:ขยาย(?:เวลา|กำหนด)|ผ่อนผัน|เลื่อน(?=ส่ง|กำหนดส่ง|วันส่ง|เวลาส่ง))(?:เวลา|กำหนด|วัน)?"
    r"(?:การ)?(?:ส่ง)?(?:รายงาน)?(?:ออกไป)?(?:ถึง|เป็น|ไป)*\s*(\S.{0,40})"
)
_PETITION = r"((?:(?:ไม่)?อนุมัติ|ได้รับแล้ว|ยังไม่ได้รับ)(?:ค่ะ|คะ|ครับ)?(?:\s+\S.{0,80})?)"  # "อนุมัติ สพม.ตาก"
PETITION_EXAMPLE = "อนุมัติ สพม.ตาก"
_ELSEWHERE = r"ส่งทาง\s*(\S.{0,30}?)\s*(?:แล้ว|เรียบร้อย)(?:ค่ะ|ครับ|คะ)?"  # "ส่งทาง AMS แล้ว"
_OPEN = r"เปิดรอบ(?:รายงาน)?\s+(.+)"  # "เปิดรอบ พาน้องกลับมาเรียน ทุกวันที่ 20"
_CHANGE_ROUND = (  # "พักการเตือน", "ปิดรับก่อนกำหนด พาน้องกลับมาเรียน": the buttons of a round's card
    r"((?:พัก(?:การเตือน|รอบ)|(?:หยุด|งด)(?:การ)?เตือน(?:ก่อน)?|เตือนต่อ|กลับมาเตือน|ปิดรับ(?:ก่อนกำหนด|รายงาน)?|ปิดรอบ|"
    r"ยกเลิกรอบ(?:นี้)?|หยุดเปิดรอบ(?:ต่อไป)?)(?:\s+\S.{0,80})?)"
)
_MOVE = r"เลื่อนกำหนด(?:ส่ง)?\s*(\S.+)"  # "เลื่อนกำหนด เป็น 27 พ.ย."
_GRANT = r"((?:ขยายเวลา|(?:เลิก|ยกเลิกการ)?ยกเว้น)\s*\S.+)"  # "ขยายเวลา สพม.ตาก ถึง 25 พ.ย."
_ADD_OFFICE = r"(เพิ่มหน่วยงาน\s*\S.*|เพิ่ม\s*\S.*เข้ารอบ.*)"  # "เพิ่มหน่วยงาน สพม.ตาก เข้ารอบ"
_DAYS = r"((?:เพิ่ม|ลบ)วัน(?:หยุด|ทำการ)\s*\S.+)"  # "เพิ่มวันหยุด 12 มี.ค. 2570 วันหยุดพิเศษ"
GRANT_EXAMPLE = "ขยายเวลา สพม.ตาก ถึง 25 พ.ย."
MOVE_EXAMPLE = "เลื่อนกำหนด เป็น 27 พ.ย."
ADD_EXAMPLE = "เพิ่มหน่วยงาน สพม.ตาก เข้ารอบ"
EXTEND_WORDS = ("ขอขยายเวลา", "ขอขยายเวลาส่ง", "ขอเลื่อนส่ง", "ขอเลื่อนกำหนดส่ง", "ขอผ่อนผัน", "ส่งไม่ทัน", "ส่งไม่ทัน ขอขยายเวลา")
AGAIN_EXAMPLE = "เตือนอีกครั้งพรุ่งนี้ 9 โมง"
_RESUME = r"(?:เริ่มกรอก|เริ่ม|กรอกต่อ|ทำต่อ|กรอก)\s+(\S.{0,60})"  # "เริ่มกรอก แบบ รต. 67", "กรอก 2"
_EDIT = r"(?:แก้ไข|แก้|ไป|ตอบ)(?!แถว|รายการ|คำถาม)(?:ที่)?(?:ข้อ)?\s*(\S.{0,60})"  # "แก้ 2.4", "ไปข้อ ๒.๖", "แก้ เด็กตกหล่น"
_HISTORY = r"ประวัติ(?:การแก้)?(?:ข้อ)?\s*(\S.{0,40})"  # "ประวัติ 1.1"
_QUESTION = r"ถามผู้ประสานงาน\s+(\S.{0,999})"  # "ถามผู้ประสานงาน ข้อนี้นับใครบ้าง"
_ANSWER = r"ตอบคำถาม\s+(\S.{0,999})"
ANSWER_EXAMPLE = "ตอบคำถาม ข้อความ"
_SEND_BACK = r"ขอแก้\s+(\S.{0,999})"
_HEAD_RULE = r"ความเห็นชอบ\s+(\S.{0,100})"
_NEW_PHOTO = r"เปลี่ยนภาพ(?:ที่)?\s*([\d๐-๙]{1,2})"
_EDIT_ROW = r"(?:แก้|แก้ไข)(?:แถว|รายการ)(?:ที่)?\s*([\d๐-๙]{1,3})"
_REMOVE_ROW = r"ลบ(?:แถว|รายการ)(?:ที่)?\s*([\d๐-๙]{1,3})"
_MIGRATE = r"ย้ายร่าง\s+(\S{1,64})"
_VOLUME = r"รวมเล่ม(?:รายงาน)?\s+(\S.{0,80})"  # "รวมเล่ม พาน้องกลับมาเรียน เรียงตามข้อ"
_EXCEL = r"(?:ส่งออก\s*)?(?i:excel)\s+(\S.{0,80})"
_TEMPLATE = r"แม่แบบ\s+(\S.{0,80})"
_CHART = r"(?:แผนภูมิ|กราฟ)\s+(\S.{0,80})"
_FEED = r"ดึงคำตอบจาก\s*(\S.{0,80})"  # "ดึงคำตอบจาก รอบ 1/2567"
_ANNEXES = r"เอกสารแนบ(?:ของ)?\s+(\S.{0,80})"  # "เอกสารแนบ สพม.ตาก"
_COPY = r"สำเนา\s*(?i:word)\s+(\S.{0,80})"
_COPY_WORDS = ("สำเนา word", "สำเนา", "ขอไฟล์ไปเสนอก่อน")
_REVIEW = r"ตรวจ(?:รายงาน)?\s+(\S.{0,80})"  # "ตรวจ สพม.ตาก"
_CHECK = r"ตรวจทานแล้ว\s+(\S.{0,80})"  # "ตรวจทานแล้ว เมืองตาก", "ตรวจทานแล้ว ทั้งหมด"
_UNCHECK = r"ยกเลิกการตรวจ(?:ทาน)?\s*(\S.+)"  # "ยกเลิกการตรวจ สพม.ตาก เพราะ ตัวเลขผิด"
_HOLD = r"วิธีตรวจ\s*(\S.{0,80})"  # "วิธีตรวจ สุ่ม 20%"
UNCHECK_EXAMPLE = "ยกเลิกการตรวจ สพม.ตาก เพราะ ตัวเลขผิด"
_TEMPLATES = ("แบบตัวอย่าง", "ขอแบบตัวอย่าง", "ไฟล์ตัวอย่าง", "ไฟล์ตั้งต้น")
AWAY_ON = r"(?:วัน|พรุ่ง|มะรืน|ตั้งแต่|ช่วง|ถึง|สัปดาห์|อาทิตย์หน้า|ทั้ง|[\d๐-๙])"
OFF = r"(?:ขอ|จะ)?(?:ลา(?:ป่วย|กิจส่วนตัว|กิจ|พักผ่อน|พักร้อน|คลอดบุตร|คลอด|บวช)?|ไปราชการ)"
_LEAVE = rf"{OFF}\s*({AWAY_ON}.{{0,200}})"  # "ลา 18-20 พ.ย."
_LEAVE_OF = rf"((?:แจ้ง|บันทึก)(?:การ)?ลา(?:ของ|ให้|แทน)?\s*\S.+|\S[^\d๐-๙]{{1,60}}?\s+{OFF}\s*{AWAY_ON}.*)"
_LEAVE_END = r"(?:ยกเลิก(?:การ)?ลา|กลับมาแล้ว)\s*(\S.{0,80})"
LEAVE_HOW = "ลา 18-20 พ.ย. ให้ สุดา รักษาการแทน"
LEAVE_OF_HOW = "แจ้งลา สมชาย 18-20 พ.ย. ให้ สุดา รักษาการแทน"
_NOT_NOTED = ("ใครยังไม่รับทราบ", "ใครยังไม่กดรับทราบ", "ยังไม่กดรับทราบ", "ยังไม่รับทราบ")
_BLANK = r"แบบ(?:ฟอร์ม)?เปล่า\s+(\S.{0,80})"  # "แบบฟอร์มเปล่า พาน้องกลับมาเรียน"
_BLANK_WORDS = ("แบบฟอร์มเปล่า", "แบบเปล่า", "ขอแบบฟอร์มเปล่า")
_RECEIVE = r"รับทางอื่น\s*(\S.+)"
_FILL_FOR = r"กรอกแทน\s*(\S.{0,120})"
_ROUND_LETTER = r"บันทึกหนังสือ\s*(\S.+)"
_AUDIT = r"ดูประวัติ\s+(\S.{0,80})"  # "ดูประวัติ สพม.ตาก"
RECEIVE_EXAMPLE = "รับทางอื่น สพม.ตาก ทาง AMS"
_SLIPS = r"ใบเชิญ\s+(\S.{0,80})"  # "ใบเชิญ พาน้องกลับมาเรียน"
_PEOPLE = r"บุคลากร\s+(\S.{0,80})"  # "บุคลากร สพม.ตาก"
_REVOKE = r"ถอนสิทธิ์\s*(\S.{0,80})"
_ENTRUST = r"(?:ให้|มอบหมายให้|มอบหมาย)\s+(\S.{0,80}?\s*(?:ดูแล|ติดตาม|กรอก|เห็นชอบ)\s*(?:เฉพาะ)?(?:แบบ|รอบ)\s+\S.{0,120})"
ENTRUST_EXAMPLE = "ให้ ชื่อ-สกุล ดูแลแบบ ชื่อแบบ"
_TRANSFER = r"ย้าย\s*(\S.{0,80}\sไป\s*\S.{0,80})"  # "ย้าย นายสมชาย ทดสอบ ไป สกร.ตาก"
TRANSFER_EXAMPLE = "ย้าย ชื่อ-สกุล ไป สพม.ตาก"
_DAILY = r"เปิดสรุปรายวัน\s*(\S.{0,40})"  # "เปิดสรุปรายวัน 15.30 น."
_WEEKLY = r"เปิดสรุป(?:รายสัปดาห์)?\s*((?:ทุก|วัน|เวลา|ตอน|บ่าย|[\d๐-๙]).{0,40})"  # "เปิดสรุปรายสัปดาห์ วันพุธ 14.00 น."
_ASK = r"ถามสถานะ\s*(\S.{0,200})"  # "ถามสถานะ เขต 2": a question while a report is open
_LANGUAGE = r"(?:เปลี่ยน)?ภาษา\s*([^\s].{0,30})"  # "ภาษาอังกฤษ", "ภาษา English"

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
    Route("resume", ("เริ่มกรอก", "เริ่ม", "กรอกต่อ", "ทำต่อ", "กรอก"), "เริ่มหรือกรอกรายงานต่อ", OFFICERS, "always", _RESUME),
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
    Route("due", (), "ดูวันครบกำหนด", OFFICERS, "beside", example="กำหนดส่งวันไหน", spoken=spoken.DUE),
    Route("left", (), "ดูว่าเหลือกี่ข้อ กี่นาที", OFFICERS, "beside", example="เหลือกี่ข้อ", spoken=spoken.LEFT),
    Route("sent", (), "ดูว่าส่งรายงานแล้วหรือยัง", OFFICERS, "beside", example="ส่งแล้วหรือยัง", spoken=spoken.SENT),
    Route("contact", (), "ดูเบอร์ผู้ประสานงาน", OFFICERS, "beside", example="ติดต่อผู้ประสานงาน", spoken=spoken.CONTACT),
    Route("more", ("พิมพ์ต่อ", "พิมพ์ต่อข้อก่อน"), "ต่อท้ายข้อที่เพิ่งตอบ", OFFICERS, "always", with_draft=True),
    Route("edit", (), "แก้ข้อที่ระบุ", OFFICERS, "always", _EDIT, True, "แก้ 1.1"),
    Route("go_to", (), "ไปข้อที่ระบุ", OFFICERS, "always", with_draft=True, example="ไปข้อ 2.6", spoken=spoken.GO_TO),
    Route("photo_remove", (), "ลบภาพที่ส่งไว้", OFFICERS, "always", r"ลบภาพ(?:ที่)?\s*([\d๐-๙]{1,2})", True, "ลบภาพ 2"),
    Route("photo_replace", (), "ส่งภาพใหม่แทน", OFFICERS, "always", _NEW_PHOTO, True, "เปลี่ยนภาพ 2"),
    Route(
        "undo",
        ("คืนคำตอบเดิม", "ไม่ใช่คำตอบ", "undo"),
        "คืนคำตอบก่อนแก้ครั้งล่าสุด",
        OFFICERS,
        "always",
        with_draft=True,
        spoken=spoken.TAKE_OUT,
    ),
    Route("history", (), "ดูว่าข้อนั้นเคยตอบว่าอะไร", OFFICERS, "always", _HISTORY, True, "ประวัติ 1.1"),
    Route("rows", ("ดูตาราง", "ดูรายการ"), "ดู แก้ หรือลบแถวที่กรอกแล้ว", OFFICERS, "always", with_draft=True),
    Route("edit_row", (), "แก้แถวที่ระบุ", OFFICERS, "always", _EDIT_ROW, True, "แก้แถว 2"),
    Route("remove_row", (), "ลบแถวที่ระบุ", OFFICERS, "always", _REMOVE_ROW, True, "ลบแถว 2"),
    Route("feed", ("ดึงคำตอบ", "ดึงคำตอบเดิม"), "เติมจากรายงานอื่นที่ถามเรื่องเดียวกัน", OFFICERS, "always", _FEED, True),
    Route("from_file", ("จากไฟล์", "ดูจากไฟล์", "ต่อจากไฟล์"), "ดูคำตอบที่อ่านได้จากไฟล์ต่อ", OFFICERS, "always", with_draft=True),
    Route("language", ("ภาษา", "เปลี่ยนภาษา"), "เปลี่ยนภาษาของแบบ", OFFICERS, "always", _LANGUAGE, with_draft=True),
    Route("review", ("สรุป", "ทบทวน", "สรุปก่อนส่ง"), "ดูว่าเหลืออะไรก่อนส่ง", OFFICERS, with_draft=True),
    Route("read", ("อ่านทั้งหมด",), "อ่านทวนคำตอบทั้งหมด", OFFICERS, with_draft=True),
    Route("submit", ("ส่ง", "ส่งรายงาน", "ส่งเลย"), "ส่งรายงาน", OFFICERS, with_draft=True),
    Route(
        "annexes",
        (),
        "เปิดเอกสารแนบของรายงานที่ส่งแล้ว",
        OVERSEEING | OFFICERS,
        pattern=_ANNEXES,
        example="เอกสารแนบ สพม.ตาก",
    ),
    Route("submit_agreed", ("ผ่านแล้ว ส่งเลย", "ผ่านแล้วส่งเลย"), "ส่งรายงานที่ผู้บังคับบัญชาเห็นชอบแล้ว", OFFICERS, with_draft=True),
    Route("again", ("เตือนอีกครั้ง", "เตือนอีกที"), "ให้เตือนใหม่ตามเวลาที่บอก", OFFICERS, pattern=_AGAIN, example=AGAIN_EXAMPLE),
    Route("promise", ("แจ้งวันที่จะส่ง",), "แจ้งวันที่จะส่งรายงาน", OFFICERS, pattern=_PROMISE, example="จะส่งวันที่ 22"),
    Route("extend", EXTEND_WORDS, "ขอขยายเวลาส่งจากผู้ประสานงาน", OFFICERS, pattern=_EXTEND, example="ขอขยายเวลา"),
    Route("elsewhere", (), "แจ้งว่าส่งรายงานทางอื่นแล้ว", OFFICERS, pattern=_ELSEWHERE, example="ส่งทาง AMS แล้ว"),
    Route("ask_coordinator", ("ถามผู้ประสานงาน",), "ถามผู้ประสานงานเรื่องข้อนี้", OFFICERS, "always", _QUESTION, True),
    Route("head_waits", ("รอเห็นชอบ",), "ดูรายงานที่รอความเห็นชอบ", HEADS),
    Route("head_agrees", ("เห็นชอบ",), "เห็นชอบรายงานที่เสนอมาและส่ง", HEADS),
    Route("head_returns", ("ขอแก้",), "ให้ผู้รายงานแก้ก่อน", HEADS, pattern=_SEND_BACK, example="ขอแก้ ข้อความ"),
    Route("head_rule", ("ความเห็นชอบ",), "ตั้งว่าก่อนส่งต้องให้ใครเห็นชอบ", ANNOUNCERS, pattern=_HEAD_RULE),
    Route("answer_question", ("ตอบคำถาม",), "ตอบคำถามของผู้รายงาน", ANNOUNCERS, pattern=_ANSWER, example=ANSWER_EXAMPLE),
    Route("petitions", ("คำขอ", "ดูคำขอ"), "ดูคำขอขยายเวลาและการส่งทางอื่น", ANNOUNCERS),
    Route("petition", (), "ตอบคำขอของหน่วยงาน", ANNOUNCERS, pattern=_PETITION, example=PETITION_EXAMPLE),
    Route("status", ("สถานะ", "ดูสถานะ"), "ดูความคืบหน้าของหน่วยงาน"),
    Route("missing", ("ใครยังไม่ส่ง", "ใครยังไม่ส่งบ้าง", "ยังไม่ส่ง"), "รายชื่อหน่วยงานที่ยังไม่ส่ง", OVERSEEING),
    Route("ask", ("ถามสถานะ",), "ถามความคืบหน้าเป็นประโยคได้เลย", OVERSEEING, pattern=_ASK, example="เขต 2 ถึงไหนแล้ว"),
    Route("web_page", ("หน้าเว็บ", "เปิดหน้าเว็บ", "ดูบนเว็บ"), "ดูความคืบหน้าบนหน้าเว็บ", OVERSEEING),
    Route("open_round", ("เปิดรอบ",), "เปิดรอบรายงานและกำหนดส่ง", ANNOUNCERS, pattern=_OPEN, example="เปิดรอบ"),
    Route("rounds", ("รอบ", "รอบรายงาน", "ดูรอบ"), "ดูและเปลี่ยนรอบที่เปิดอยู่", ANNOUNCERS),
    Route("change_round", (), "พัก ปิดรับ หรือยกเลิกรอบ", ANNOUNCERS, pattern=_CHANGE_ROUND, example="พักการเตือน"),
    Route("move_round", ("เลื่อนกำหนด",), "เลื่อนกำหนดส่งของรอบ", ANNOUNCERS, pattern=_MOVE, example=MOVE_EXAMPLE),
    Route("grant", ("ขยายเวลา", "ยกเว้น"), "ขยายเวลาหรือยกเว้นหน่วยงาน", ANNOUNCERS, pattern=_GRANT, example=GRANT_EXAMPLE),
    Route("add_office", ("เพิ่มหน่วยงาน",), "เพิ่มหน่วยงานเข้ารอบ", ANNOUNCERS, pattern=_ADD_OFFICE, example=ADD_EXAMPLE),
    Route("days", ("วันหยุด", "ดูวันหยุด"), "ดูหรือเปลี่ยนวันหยุดราชการ", ANNOUNCERS, pattern=_DAYS, example="วันหยุด"),
    Route("volume", ("รวมเล่ม", "รวมเล่มรายงาน"), "รวมรายงานของทุกหน่วยงานเป็นไฟล์ Word", OVERSEEING, pattern=_VOLUME),
    Route("excel", ("ส่งออก excel", "ส่งออก", "excel"), "ส่งออกคำตอบเป็นไฟล์ Excel", OVERSEEING, pattern=_EXCEL),
    Route("template", ("แม่แบบ", "แม่แบบ word"), "ใช้แม่แบบ Word ของหน่วยงาน", ANNOUNCERS, pattern=_TEMPLATE),
    Route("chart", ("แผนภูมิ", "กราฟ"), "ดูแผนภูมิของรอบเป็นภาพ", OVERSEEING, pattern=_CHART),
    Route("copy", _COPY_WORDS, "ขอสำเนา Word ของรายงาน", OFFICERS, pattern=_COPY, example="สำเนา Word"),
    Route("review_list", ("ตรวจ", "ตรวจรายงาน", "รอตรวจ"), "ดูรายงานที่รอตรวจ", ANNOUNCERS, pattern=_REVIEW),
    Route("check_many", ("ตรวจทานแล้ว",), "บันทึกว่าตรวจทานแล้ว", ANNOUNCERS, pattern=_CHECK, example="ตรวจทานแล้ว สพม.ตาก"),
    Route("uncheck", ("ยกเลิกการตรวจ",), "ยกเลิกการตรวจทาน", ANNOUNCERS, pattern=_UNCHECK, example=UNCHECK_EXAMPLE),
    Route("hold", ("วิธีตรวจ",), "เลือกว่ารายงานใดต้องรอตรวจ", ANNOUNCERS, pattern=_HOLD, example="วิธีตรวจ"),
    Route("returned", ("ข้อที่ให้แก้", "แก้ตามที่ส่งคืน"), "ดูข้อที่ผู้ประสานงานขอให้แก้", OFFICERS),
    Route("blank_form", _BLANK_WORDS, "ขอแบบฟอร์มเปล่าไปกรอกใน Word", OFFICERS, pattern=_BLANK, example="แบบฟอร์มเปล่า"),
    Route("receive", ("รับทางอื่น",), "บันทึกรายงานที่มาทางอื่น", ANNOUNCERS, pattern=_RECEIVE, example=RECEIVE_EXAMPLE),
    Route("fill_for", ("กรอกแทน",), "กรอกรายงานแทนหน่วยงาน", ANNOUNCERS, pattern=_FILL_FOR, example="กรอกแทน สพม.ตาก"),
    Route("round_letter", ("บันทึกหนังสือ",), "บันทึกหนังสือที่ขอให้รายงาน", ANNOUNCERS, pattern=_ROUND_LETTER),
    Route("audit", ("ดูประวัติ", "บันทึกการเปลี่ยนแปลง"), "ดูว่าใครเปลี่ยนอะไรเมื่อไร", EVERYBODY, pattern=_AUDIT),
    Route("roster", ("รายชื่อ", "แม่แบบรายชื่อ"), "รับแม่แบบรายชื่อหน่วยงาน", ANNOUNCERS),
    Route("roster_take", ("นำเข้า", "นำเข้ารายชื่อ"), "นำเข้ารายชื่อที่ส่งมา", ANNOUNCERS),
    Route("roster_cancel", ("ยกเลิกการนำเข้า",), "ไม่นำเข้ารายชื่อที่ส่งมา", ANNOUNCERS),
    Route("roster_undo", ("ย้อนการนำเข้า",), "คืนรายชื่อก่อนนำเข้าครั้งล่าสุด", ANNOUNCERS),
    Route("slips", ("ใบเชิญ",), "รับใบเชิญพร้อมคิวอาร์เป็น PDF", ANNOUNCERS, pattern=_SLIPS),
    Route("people", ("บุคลากร",), "ดูบุคลากรของหน่วยงาน", ANNOUNCERS, pattern=_PEOPLE, example="บุคลากร สพม.ตาก"),
    Route("revoke", ("ถอนสิทธิ์",), "ถอนสิทธิ์ผู้ใช้", ANNOUNCERS, pattern=_REVOKE, example="ถอนสิทธิ์ ชื่อ-สกุล"),
    Route("entrust", ("มอบหมาย",), "ให้ดูแลหรือกรอกเฉพาะแบบ", ANNOUNCERS, pattern=_ENTRUST, example=ENTRUST_EXAMPLE),
    Route("transfer", (), "ย้ายผู้รายงานไปหน่วยงานอื่น", ANNOUNCERS, pattern=_TRANSFER, example=TRANSFER_EXAMPLE),
    Route("calendar", ("ปฏิทิน", "ปฏิทินกำหนดส่ง"), "รับลิงก์ปฏิทินกำหนดส่งของท่าน"),
    Route("announce", ("ประกาศ", "แจ้งข่าว"), "แจ้งข่าวถึงผู้รายงาน", ANNOUNCERS, pattern=_ANNOUNCE, example="ประกาศ ข้อความ"),
    Route("broadcast_report", ("ผลประกาศ", "ผลการส่งประกาศ"), "ดูว่าประกาศล่าสุดส่งถึงใครแล้ว", ANNOUNCERS),
    Route("broadcast_missing", _NOT_NOTED, "ดูว่าใครยังไม่กดรับทราบประกาศล่าสุด", ANNOUNCERS),
    Route("undo_broadcast", ("ยกเลิกการส่ง", "ยกเลิกประกาศ"), "ยกเลิกประกาศล่าสุดที่ยังไม่ออกไป", ANNOUNCERS),
    Route("form_templates", _TEMPLATES, "รับไฟล์ตั้งต้นสำหรับเขียนแบบ", ANNOUNCERS),
    Route("preview_form", ("ดูตัวอย่าง", "ดูตัวอย่างแบบ"), "ดูทุกข้อของแบบที่ส่งมา", ANNOUNCERS),
    Route("try_form", ("ลองกรอก", "ลองแบบ"), "ลองกรอกแบบที่ส่งมา", ANNOUNCERS),
    Route("publish_form", ("เผยแพร่แบบ", "เผยแพร่"), "เผยแพร่แบบที่ส่งมา", ANNOUNCERS),
    Route("cancel_form", ("ยกเลิกแบบ",), "ไม่เผยแพร่แบบที่ส่งมา", ANNOUNCERS),
    Route("migrate", (), "ย้ายรายงานที่กรอกค้างไปแบบรุ่นใหม่", ANNOUNCERS, "always", _MIGRATE, example="ย้ายร่าง รหัสแบบ"),
    Route("end_trial", ("จบการลอง",), "จบการลองกรอก", ANNOUNCERS, "always"),
    Route("overview_daily", ("เปิดสรุปรายวัน",), "รับสรุปความคืบหน้าทุกวัน", INFORMED, pattern=_DAILY),
    Route("overview_weekly", ("เปิดสรุปรายสัปดาห์", "เปิดสรุป"), "รับสรุปทุกสัปดาห์ตามเวลาที่เลือก", INFORMED, pattern=_WEEKLY),
    Route("overview_off", ("ปิดสรุป",), "เลิกรับสรุป", INFORMED),
    Route("letter", ("หนังสือติดตาม", "ร่างหนังสือติดตาม"), "ร่างหนังสือติดตามหน่วยงานที่ยังไม่ส่ง", ANNOUNCERS),
    Route("leave", ("ลา", "การลา", "ใครลา", "รักษาการแทน"), "แจ้งลาและผู้รักษาการแทน", pattern=_LEAVE, example=LEAVE_HOW),
    Route("leave_of", ("แจ้งลา",), "แจ้งลาแทนผู้อื่น", ANNOUNCERS, pattern=_LEAVE_OF, example=LEAVE_OF_HOW),
    Route("leave_end", ("ยกเลิกลา", "ยกเลิกการลา", "กลับมาแล้ว"), "ยกเลิกการลา หรือแจ้งว่ากลับมาแล้ว", pattern=_LEAVE_END),
    Route("own_data", ("ข้อมูลของฉัน",), "ดูข้อมูลที่ระบบเก็บเกี่ยวกับท่าน"),
    Route("remove_own_data", ("ลบข้อมูลของฉัน",), "ลบการเชื่อมบัญชี ชื่อ และรายงานที่ยังไม่ส่ง"),
    Route("share", ("บัญชีนี้ใช้ร่วมกัน",), "ให้ถามชื่อผู้รายงานทุกครั้งที่ส่ง", OFFICERS),
    Route("unshare", ("บัญชีนี้ใช้คนเดียว",), "ไม่ต้องถามชื่อผู้รายงาน", OFFICERS),
    Route("help", ("ช่วย", "ช่วยเหลือ", "ช่วยด้วย", "help", "เมนู"), "ดูว่าตอนนี้ทำอะไรได้", during="always", spoken=spoken.HELP),
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
    said = spoken.plain(text)
    for pattern, route in _SPOKEN if said else ():
        match = pattern.fullmatch(said)
        if match:
            return route, match.group(1) if pattern.groups else ""
    return None, ""


def allowed(person: Person | None, route: Route) -> bool:
    """Whether a command is this person's to give. For others the words are ordinary text."""
    return not route.duties or people.has_duty(person, route.duties)
