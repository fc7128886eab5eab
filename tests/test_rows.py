"""Removing a row renumbers everything stored behind it: answers, the messages they came in, files, where others are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers.incoming import Tapped
from models import Session, transaction
from models.jobs import Job
from models.people import Duty, Person, Role
from models.submissions import Answer, AnswerPiece, Attachment, Interview
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        settled = world.settle(session, NOW)
        suda = session.get_one(Person, settled.people["Suda"])
        suda.roles.append(Role(office_id=settled.offices["sesao"], duty=Duty.OFFICER))
        world.open_round(session, "visits", Once(NOW + timedelta(days=20)), NOW)
    return Talk(engine, NOW)


def three_rows(talk: Talk) -> None:
    talk.say("เริ่มกรอก")
    for name in ("บ้านหนึ่ง", "บ้านสอง", "บ้านสาม"):
        talk.say(name)
        talk.photo()
        talk.say("เพิ่ม")


def positions(engine: Engine, table: type[Answer | AnswerPiece | Attachment]) -> list[tuple[str, str]]:
    with Session(engine) as session:
        rows = session.scalars(select(table)).all()
        wanted = [row for row in rows if getattr(row, "state", "value") not in ("gone", "put_off")]
        return sorted((row.ref.rpartition("/")[2], row.pos) for row in wanted)


def test_what_was_stored_behind_a_removed_row_moves_up(talk: Talk, engine: Engine) -> None:
    three_rows(talk)
    talk.say("ลบแถว 2")
    talk.say("ใช่")
    assert ("place", "3") not in positions(engine, Answer)
    assert positions(engine, AnswerPiece) == [("picture", "1"), ("picture", "2"), ("place", "1"), ("place", "2")]
    assert positions(engine, Attachment) == [("picture", "1"), ("picture", "2")]
    with Session(engine) as session:
        kept = session.scalars(select(Answer.value).where(Answer.ref == "/data/visit/place").order_by(Answer.pos)).all()
        assert kept == ["บ้านหนึ่ง", "บ้านสาม"]
        forgotten = session.scalars(select(Job).where(Job.kind == "forget")).all()
        assert len(forgotten) == 1


def test_a_colleague_in_a_later_row_stays_in_that_row(talk: Talk, engine: Engine) -> None:
    three_rows(talk)
    talk.say("เริ่มกรอก", "Suda")
    talk.say("แก้แถว 3", "Suda")
    talk.say("ลบแถว 1")
    talk.say("ใช่")
    assert "นายสมชาย ทดสอบ ตอบไว้ บ้านสาม" in talk.say("ช่วย", "Suda")


def test_a_colleague_in_the_removed_row_is_asked_what_comes_next(talk: Talk, engine: Engine) -> None:
    three_rows(talk)
    talk.say("เริ่มกรอก", "Suda")
    talk.say("แก้แถว 3", "Suda")
    talk.say("ลบแถว 3")
    talk.say("ใช่")
    assert not any("บ้านสาม" in line for line in talk.say("ช่วย", "Suda"))
    with Session(engine) as session:
        assert len(session.scalars(select(Interview)).all()) == 2


def test_a_row_is_not_removed_by_an_old_button(talk: Talk) -> None:
    three_rows(talk)
    talk.say("ดูตาราง")
    talk.tap("แถวที่ 2")
    old = talk.buttons()
    talk.say("ลบแถว 1")
    talk.say("ใช่")
    button = next(each for each in old if each.label == "ลบแถว 2")
    lines = talk.hear(Tapped(button.deed, dict(button.args)))
    assert not any("ใช่ไหมคะ" in line for line in lines)


def test_a_row_is_not_removed_when_a_colleague_has_moved_another_to_its_number(talk: Talk, engine: Engine) -> None:
    three_rows(talk)
    talk.say("เริ่มกรอก", "Suda")
    assert "บ้านสอง · ภาพที่ 2" in talk.say("ลบแถว 2")
    talk.say("ลบแถว 1", "Suda")
    talk.say("ใช่", "Suda")
    assert "1. บ้านสอง · ภาพที่ 1" in talk.say("ใช่")  # the rows as they are now, and nothing removed
    assert places(engine) == ["บ้านสอง", "บ้านสาม"]


@pytest.mark.parametrize(("removed", "left"), [(1, ["บ้านสอง", "บ้านสาม", "บ้านสี่"]), (4, ["บ้านหนึ่ง", "บ้านสอง", "บ้านสาม"])])
def test_more_of_a_text_never_joins_another_row(talk: Talk, engine: Engine, removed: int, left: list[str]) -> None:
    three_rows(talk)
    talk.say("บ้านสี่")
    talk.say("พิมพ์ต่อ")
    talk.say(f"ลบแถว {removed}")
    talk.say("ใช่")
    assert "พิมพ์ต่อข้อก่อน" not in [button.label for button in talk.buttons()]
    talk.say("พิมพ์ต่อ")
    assert places(engine) == left


def test_more_of_a_text_that_a_colleague_has_removed_goes_nowhere(talk: Talk, engine: Engine) -> None:
    three_rows(talk)
    talk.say("บ้านสี่")
    talk.say("พิมพ์ต่อ")
    talk.say("เริ่มกรอก", "Suda")
    talk.say("ลบแถว 4", "Suda")
    talk.say("ใช่", "Suda")
    assert talk.say("ริมน้ำ")
    assert places(engine) == ["บ้านหนึ่ง", "บ้านสอง", "บ้านสาม"]


def places(engine: Engine) -> list[str]:
    with Session(engine) as session:
        named = select(Answer.value).where(Answer.ref == "/data/visit/place", Answer.value != "")
        return list(session.scalars(named.order_by(Answer.pos)))
