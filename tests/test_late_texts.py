"""An answer in several messages: joined in the order LINE says they were sent, whatever order they arrive in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from handlers.incoming import TookBack
from models import transaction
from models.outbox import Outbox
from scheduler.deadlines import Monthly
from tests import world
from tests.talk import Talk
from thai.text import graphemes

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai stands at the narrative of the monthly report."""
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    talk.say("เริ่มกรอก")
    talk.say("พ.ย. 2569")
    return talk


def narrative(talk: Talk) -> str:
    return next(line for line in talk.stored() if line.startswith("pnglb_progress")).partition(" ")[2]


def test_a_second_message_sent_before_the_next_question_joins_the_answer(talk: Talk) -> None:
    talk.say("ตอนต้น")
    shown = talk.say("ตอนปลาย", at=talk.now - timedelta(milliseconds=500) + timedelta(milliseconds=1))
    assert narrative(talk) == "ตอนปลาย\nตอนต้น"  # it was sent before the one that arrived first
    assert "จำนวนเด็กที่อยู่นอกระบบการศึกษา (คน)" in shown


def test_three_parts_arriving_in_any_order_stand_in_the_order_they_were_sent(talk: Talk) -> None:
    begun = talk.now
    talk.say("หนึ่ง", at=begun + timedelta(milliseconds=100))
    talk.say("สาม", at=begun + timedelta(milliseconds=300))
    talk.say("สอง", at=begun + timedelta(milliseconds=200))
    assert narrative(talk) == "หนึ่ง\nสอง\nสาม"


def test_messages_forwarded_together_are_one_answer(talk: Talk) -> None:
    arrives = talk.now + timedelta(seconds=1)
    for number, text in enumerate(("หนึ่ง", "สอง", "สาม")):
        talk.say(text, at=arrives - timedelta(milliseconds=50 - number))
    assert narrative(talk) == "หนึ่ง\nสอง\nสาม"


def test_a_message_sent_after_the_question_was_seen_answers_it(talk: Talk) -> None:
    talk.say("ตอนต้น")
    talk.say("12")
    assert narrative(talk) == "ตอนต้น"
    assert any(line.startswith("pnglb_out 12") for line in talk.stored())


def test_a_question_still_on_its_way_is_not_answered_by_accident(talk: Talk) -> None:
    talk.say("ตอนต้น")
    with transaction(talk.engine) as session:
        asked = session.query(Outbox).order_by(Outbox.id.desc()).first()
        assert asked is not None
        asked.finished_at, asked.state = None, "pending"
        sent = asked.first_at
    talk.say("ตอนปลาย", at=sent + timedelta(milliseconds=1500))
    assert narrative(talk) == "ตอนต้น\nตอนปลาย"


@pytest.mark.parametrize("length", [5_000, 30_000, 100_000])
def test_a_text_of_any_length_is_kept_whole(talk: Talk, length: int) -> None:
    text = ("ผลการดำเนินงาน ๑. " * length)[:length]
    talk.say(text)
    assert narrative(talk) == text


def test_a_very_long_message_at_a_number_is_explained_and_changes_nothing(talk: Talk) -> None:
    talk.say("ตอนต้น")
    before = talk.stored()
    shown = talk.say("ก" * 30_000)
    assert "ข้อนี้ตอบเป็นจำนวนค่ะ เช่น 12" in shown[0]
    assert talk.stored() == before


def test_control_characters_are_dropped_and_everything_else_stays_as_typed(talk: Talk) -> None:
    typed = "  ๑. ประชุม\tครู\n\n- {{ ลอง }} <b>&amp; =1+1 \u200e😀  "
    talk.say(typed.replace("ครู", "ครู\x07\x0b\ufffe"))
    assert narrative(talk) == typed


@pytest.fixture
def short(engine: Engine) -> Talk:
    """Somchai has answered a question that takes 5 to 20 characters in two messages."""
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "short", Monthly(20), NOW)
    for said in ("เริ่มกรอก", "ประชุมครู", "พิมพ์ต่อ", "ครบ"):
        talk.say(said)
    return talk


def test_more_than_the_form_takes_is_said_and_not_kept(short: Talk) -> None:
    short.say("พิมพ์ต่อ")
    shown = short.say("และเยี่ยมบ้านนักเรียนทุกคน")
    assert shown[0] == "สรุป 5 ถึง 20 ตัวอักษรค่ะ"
    assert "นักเรียน" in shown
    assert short.stored() == ["summary ประชุมครู\nครบ"]


def test_what_is_left_after_taking_back_goes_when_the_form_does_not_take_it(short: Talk) -> None:
    short.hear(TookBack(short.message_ids[1]))
    assert short.stored() == []


def test_a_doubtful_answer_that_was_confirmed_goes_with_the_message_it_came_in(talk: Talk) -> None:
    talk.say("ประชุมครู")
    assert talk.say("ประมาณ 12")[0] == "หมายถึง 12 ใช่ไหมคะ"
    doubtful = talk.message_ids[-1]
    talk.say("ใช่")
    assert "pnglb_out ประมาณ 12" in talk.stored()
    talk.hear(TookBack(doubtful))
    assert not any(line.startswith("pnglb_out") for line in talk.stored())


def test_a_number_that_comes_after_its_turn_answers_no_other_question(talk: Talk) -> None:
    talk.say("ลงพื้นที่")
    late = talk.now + timedelta(milliseconds=500)
    talk.say("3")
    shown = talk.say("12", at=late)
    assert "“12” มาถึงช้า" in shown[0]
    assert not any("12" in line for line in talk.stored())
    talk.tap("เป็นคำตอบ")
    assert [line for line in talk.stored() if "pnglb_out" in line or "fell" in line] == ["pnglb_out 3", "pnglb_fell 12"]


def test_quick_answers_in_order_are_taken_unasked(talk: Talk) -> None:
    talk.say("ลงพื้นที่")
    first = talk.now + timedelta(milliseconds=300)
    talk.say("12", at=first)
    talk.say("3", at=first + timedelta(milliseconds=400))
    assert [line.split()[1] for line in talk.stored()][2:] == ["12", "3"]


def test_a_text_that_came_before_the_answer_ahead_of_it_is_kept_once_that_arrives(engine: Engine) -> None:
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    talk.say("เริ่มกรอก")
    typed = talk.now + timedelta(milliseconds=200)
    narrated = "ลงพื้นที่ติดตามเด็กร่วมกับ พมจ. และผู้นำชุมชนทุกตำบลในเดือนนี้"
    talk.say(narrated, at=typed + timedelta(milliseconds=500))
    shown = talk.say("พ.ย. 2569", at=typed)
    assert shown[:2] == ["✓ เดือนที่รายงาน พฤศจิกายน 2569", f"✓ รับแล้ว {graphemes(narrated)} ตัวอักษร"]
    assert narrative(talk) == narrated
