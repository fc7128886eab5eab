"""A filled Word form sent to the bot, through the clock's own job: every item stored as it stands in the file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from handlers.incoming import TookBack
from models import Session, transaction
from models.sent_files import SentFile
from models.submissions import Answer
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk
from tests.test_authoring import Desk
from tests.test_read_word_variants import everything, on_paper, plain

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
DUE = Once(datetime(2026, 12, 15, 9, 30, tzinfo=UTC))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "rt67", DUE, NOW)
    return Desk(Talk(engine, NOW))


def stored(engine: Engine) -> dict[str, str | list[list[str]]]:
    """Return the answers of the only report, by item as everything() has them."""
    found: dict[str, str | list[list[str]]] = {}
    with Session(engine) as session:
        rows = session.scalars(select(Answer).where(Answer.source == "user").order_by(Answer.pos)).all()
        for row in rows:
            *_, around, name = row.ref.split("/")
            if name in ("problem", "suggestion"):
                cells = found.setdefault(around, [])
                assert isinstance(cells, list)
                cells += [["", ""] for _ in range(int(row.pos) - len(cells))]
                cells[int(row.pos) - 1][name == "suggestion"] = row.typed
            elif not name.endswith("_done"):
                found[name] = row.typed
    return found


def test_a_whole_form_is_stored_as_it_stands_in_the_file(desk: Desk, engine: Engine) -> None:
    desk.talk.say("เริ่มกรอก")
    desk.send("รต67.docx", on_paper(plain, everything()), "Somchai")
    told = desk.read("Somchai")
    assert "● อ่านได้ 41 ข้อ · ครบทุกข้อ" in told
    assert stored(engine) == {}
    assert "✓ บันทึก 41 ข้อ" in desk.talk.tap("ใช้ทั้งหมด")
    assert stored(engine) == everything()


def test_without_an_open_report_the_only_one_owed_is_opened(desk: Desk, engine: Engine) -> None:
    desk.send("รต67.docx", on_paper(plain, everything()), "Somchai")
    assert desk.read("Somchai")[0] == "อ่าน รต67.docx แล้ว"


def test_a_file_that_line_has_lost_is_asked_for_again(desk: Desk) -> None:
    desk.talk.say("เริ่มกรอก")
    desk.send("รต67.docx", None, "Somchai")
    assert desk.read("Somchai") == ["รับไฟล์ไม่ได้ค่ะ โปรดส่งใหม่อีกครั้ง"]


def test_what_was_read_is_forgotten_when_the_file_is_taken_back(desk: Desk, engine: Engine) -> None:
    desk.talk.say("เริ่มกรอก")
    desk.send("รต67.docx", on_paper(plain, everything()), "Somchai")
    desk.read("Somchai")
    with Session(engine) as session:
        sent = session.scalars(select(SentFile)).one()
    desk.talk.hear(TookBack(sent.line_message_id))
    assert "ไม่มีคำตอบจากไฟล์ที่รอดู" in desk.talk.say("จากไฟล์")[0]
    with Session(engine) as session:
        assert session.scalars(select(SentFile)).one().proposals == []
