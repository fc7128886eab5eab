"""A report pasted in several messages: which message said what; a long one is read by a job, never in the turn."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, select

from bot.workbooks import Workbooks
from bot.writer import Writer
from handlers.form import prefilling
from handlers.report import pasted_parts
from handlers.report.draft import Typed
from models import Session, transaction
from models.outbox import Outbox
from models.sent_files import SentFile
from scheduler.deadlines import Once
from tests import world
from tests.reports import paragraphs
from tests.talk import Talk
from tests.test_sent_report import NOW

FIRST, SECOND = Typed("1. ก\nข", "71", NOW), Typed("ค\n2. ง", "72", NOW + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("ก", [("71", "ก")]),
        ("ข\nค", [("71", "ข"), ("72", "ค")]),
        ("ง", [("72", "ง")]),
        ("ก\nไม่มีในข้อความใด\nค", [("71", "ก\nไม่มีในข้อความใด"), ("72", "ค")]),
    ],
)
def test_each_line_belongs_to_the_message_that_said_it(value: str, parts: list[tuple[str, str]]) -> None:
    assert [(each.message_id, each.text) for each in pasted_parts.behind(value, (FIRST, SECOND))] == parts


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "rt67", Once(NOW + timedelta(days=9)), NOW)
    return Talk(engine, NOW)


def _long() -> str:
    found = [each for each in prefilling._all(prefilling.outline(world.compiled("rt67"))) if each.kind == "text"]
    lines = "\n".join(["ดำเนินการแล้ว"] * 26)
    return "\n".join(f"{each.number} {each.title}\n{lines}" for each in found)


def _read(engine: Engine) -> list[str]:
    """Let the job run; return what is said of it."""
    line = SimpleNamespace(loading=lambda *_: None)  # nothing is fetched of LINE: the words are here
    Workbooks(Writer(engine), line, Path()).work_jobs(5)  # type: ignore[arg-type]
    with Session(engine) as session:
        said = session.scalars(select(Outbox).where(Outbox.dedupe_key.like("file:%")).order_by(Outbox.id)).all()
        return [each.replies[0].get("title", each.replies[0].get("text", "")) for each in said]


def test_a_long_report_is_read_by_a_job_and_goes_on_meanwhile(talk: Talk, engine: Engine) -> None:
    talk.say("เริ่มกรอก")
    text = _long()
    half = text.index("\n", len(text) // 2)
    assert talk.say(text[:half])[0].startswith("รับข้อความแล้วค่ะ กำลังอ่าน")
    assert talk.say(text[half + 1 :])[0].startswith("รับข้อความแล้วค่ะ กำลังอ่าน")
    assert _read(engine) == ["อ่านข้อความที่วางแล้ว"]  # once, of both
    assert talk.say("ใช้ทั้งหมด")[0].startswith("✓ บันทึก")
    with Session(engine) as session:
        assert all(
            each.content is None for each in session.scalars(select(SentFile))
        )  # what was taken is in the report


def test_a_long_answer_without_titles_is_an_answer(talk: Talk) -> None:
    talk.say("เริ่มกรอก")
    talk.say("1")
    assert talk.say(paragraphs(60_000).replace("  ", "\n"))[0].startswith("✓ รับแล้ว")
