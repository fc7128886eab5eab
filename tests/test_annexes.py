"""What officers annex to an item is listed behind their report, in their own copy and in the compiled volume."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select

from exports.volume import Paragraph
from handlers.incoming import Media
from handlers.volume.compiled_pages import Wanted
from handlers.volume.compiling import compile_round
from models import Session, transaction
from models.people import Office
from models.rounds import Round
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


def test_annexes_stand_behind_the_report_with_their_items(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "lpn67r1", Once(NOW.replace(month=12)), NOW)
    talk = Talk(engine, NOW)
    talk.say("เริ่มกรอก")
    talk.hear(Media("file", "581", "คำสั่ง.pdf"))
    talk.say("https://www.example.go.th/a")
    talk.say("วิเคราะห์แล้ว")
    with Session(engine) as session:
        office = session.scalars(select(Office).where(Office.code == "sesao")).one()
        wanted = Wanted("office", "ศธจ.ทดสอบ", Path("/tmp"), office=office, is_draft=True)
        blocks = compile_round(session, session.scalars(select(Round)).one(), wanted).volume.blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)][-3:] == [
        "เอกสารแนบ",
        "ข้อ ๑): คำสั่ง.pdf",
        "ข้อ ๑): https://www.example.go.th/a",
    ]


def test_a_photo_of_a_document_is_an_annex_of_a_number_too(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Once(NOW.replace(month=12)), NOW)
    talk = Talk(engine, NOW)
    for said in ("เริ่มกรอก", "พ.ย. 2569", "ติดตามแล้ว"):
        talk.say(said)
    assert "เก็บเป็นเอกสารแนบ" in "\n".join(talk.photo())
    assert "pnglb_out 4" in (talk.say("4"), talk.stored())[1]
