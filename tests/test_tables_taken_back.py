"""A pasted table is one message behind many answers: unsent, it leaves them all, wherever they stand by then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from handlers import words
from handlers import words_forms as says
from handlers.incoming import TookBack
from models import Session, transaction
from models.people import Account
from models.submissions import AnswerPiece
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
TABLE = "ชื่อโรงเรียน | นักเรียนชาย | ขนาด\nบ้านแม่สอด | ๔๕ | เล็ก\nบ้านดอย | 9 | ใหญ่\nบ้านยาง | 120 | ใหญ่"


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "rows", Once(NOW + timedelta(days=20)), NOW)
    talk = Talk(engine, NOW)
    talk.say("เริ่มกรอก")
    return talk


def paste(talk: Talk, text: str = TABLE) -> str:
    """Send a table and return its message id."""
    talk.say(text)
    return talk.message_ids[-1]


def unsend(talk: Talk, message_id: str) -> list[str]:
    return talk.hear(TookBack(message_id))


def pieces(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(AnswerPiece)) or 0


def test_every_cell_goes_with_the_message(talk: Talk, engine: Engine) -> None:
    message = paste(talk)
    talk.tap("ใช้ตามนี้")
    assert (len(talk.stored()), pieces(engine)) == (9, 9)
    told = unsend(talk, message)
    assert told[0] == words.TAKEN_BACK
    assert "ชื่อโรงเรียน" in told  # asked again from the first row on
    assert (talk.stored(), pieces(engine)) == ([], 0)


def test_what_was_typed_over_a_cell_since_stays(talk: Talk) -> None:
    message = paste(talk)
    talk.tap("ใช้ตามนี้")
    talk.say("แก้แถว 2")
    talk.say("บ้านดอยใหม่")
    unsend(talk, message)
    assert talk.stored() == ["school/name[2] บ้านดอยใหม่"]


def test_rows_that_moved_up_are_found(talk: Talk, engine: Engine) -> None:
    message = paste(talk)
    talk.tap("ใช้ตามนี้")
    talk.say("ลบแถว 1")
    talk.say("ใช่")
    assert (len(talk.stored()), pieces(engine)) == (6, 6)
    unsend(talk, message)
    assert (talk.stored(), pieces(engine)) == ([], 0)


def test_a_table_unsent_before_it_was_agreed_is_not_stored(talk: Talk, engine: Engine) -> None:
    message = paste(talk)
    agreed = talk.buttons()[0]
    unsend(talk, message)
    with Session(engine) as session:
        assert session.get_one(Account, world.line_id("Somchai")).waiting == {}
    assert agreed.label == "ใช้ตามนี้"
    talk.say("ใช้ตามนี้")
    assert not [line for line in talk.stored() if "บ้านแม่สอด" in line]


def test_a_second_table_keeps_to_itself(talk: Talk) -> None:
    first = paste(talk)
    talk.tap("ใช้ตามนี้")
    talk.tap("เพิ่มรายการ")
    paste(talk, "บ้านนา | 3 | เล็ก\nบ้านป่า | 4 | เล็ก")
    talk.tap("ใช้ตามนี้")
    unsend(talk, first)
    assert talk.stored() == [
        "school/boys[4] 3", "school/boys[5] 4", "school/name[4] บ้านนา", "school/name[5] บ้านป่า",
        "school/size[4] เล็ก", "school/size[5] เล็ก",
    ]  # fmt: skip


def test_lines_kept_as_one_answer_go_with_their_message(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "visits", Once(NOW + timedelta(days=20)), NOW)
    talk = Talk(engine, NOW)
    talk.say("เริ่มกรอก")
    message = paste(talk, "1. บ้านหนึ่ง\n2. บ้านสอง")
    talk.say(says.ONE_TEXT)
    assert (len(talk.stored()), pieces(engine)) == (1, 1)
    unsend(talk, message)
    assert (talk.stored(), pieces(engine)) == ([], 0)
