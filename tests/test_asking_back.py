"""A yes or no answers the question it stands under: an old one settles nothing, what is typed answers the newest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from handlers import words
from handlers.incoming import Tapped
from handlers.replies import Button
from models import Session, transaction
from models.people import Account, Duty
from models.rounds import Round
from scheduler.deadlines import Once
from tests import world
from tests.offices import bangkok
from tests.talk import Talk

NOW = bangkok("2026-11-02T09:00")


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        known = world.settle(session, NOW)
        world.open_round(session, "rows", Once(NOW + timedelta(days=18)), NOW)
        world.invite(session, known.offices["dole"], Duty.OFFICER, NOW)
    return Talk(engine, NOW)


def asked(talk: Talk, label: str, who: str = "Malee") -> Tapped:
    """Return what the button of this label in the newest answer says, to be tapped later."""
    button: Button = next(each for each in talk.buttons(who) if each.label == label)
    return Tapped(button.deed, dict(button.args))


def the_round(engine: Engine) -> Round:
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(select(Round)).one()


def ask_two(talk: Talk) -> tuple[Tapped, Tapped]:
    """Let Malee begin to close the round, then to pause it instead; return the yes of each question."""
    found = []
    for label in ("ปิดรับก่อนกำหนด", "พักการเตือน"):
        talk.say("รอบ", "Malee")
        talk.tap(label, "Malee")
        found.append(asked(talk, "ยืนยัน"))
    return found[0], found[1]


def test_an_old_yes_does_not_settle_what_waits_now(talk: Talk, engine: Engine) -> None:
    closes_at = the_round(engine).closes_at
    old, new = ask_two(talk)
    assert talk.hear(old, "Malee") == [words.OLD_ANSWER]
    assert (the_round(engine).closes_at, the_round(engine).paused_at) == (closes_at, None)
    talk.hear(new, "Malee")
    assert the_round(engine).closes_at == closes_at
    assert the_round(engine).paused_at is not None


def test_what_is_typed_answers_the_newest_question(talk: Talk, engine: Engine) -> None:
    old, _new = ask_two(talk)
    talk.hear(old, "Malee")
    talk.say("ใช่", "Malee")
    assert the_round(engine).paused_at is not None


def test_a_yes_tapped_twice_counts_once(talk: Talk) -> None:
    _old, new = ask_two(talk)
    talk.hear(new, "Malee")
    assert talk.hear(new, "Malee")[0] == words.OLD_BUTTON_IDLE


def test_an_old_yes_does_not_send_an_announcement(talk: Talk, engine: Engine) -> None:
    old, _new = ask_two(talk)
    talk.say("ประกาศ ประชุมวันศุกร์ค่ะ", "Malee")
    assert talk.hear(old, "Malee")[0] == words.OLD_BUTTON_IDLE
    with Session(engine) as session:
        assert session.get_one(Account, world.line_id("Malee")).waiting["for"] == "broadcast"


def test_a_yes_without_a_number_settles_nothing(talk: Talk, engine: Engine) -> None:
    ask_two(talk)
    assert talk.hear(Tapped("yes"), "Malee") == [words.OLD_ANSWER]
    assert the_round(engine).paused_at is None


def test_a_strangers_old_yes_accepts_no_other_invitation(talk: Talk, engine: Engine) -> None:
    talk.say(world.CODE, "Pim")
    old = asked(talk, words.ACCEPT, "Pim")
    talk.say("ไม่ใช่", "Pim")
    talk.say(world.CODE, "Pim")
    new = asked(talk, words.ACCEPT, "Pim")
    talk.hear(old, "Pim")
    with Session(engine) as session:
        assert session.get_one(Account, world.line_id("Pim")).person_id is None
    talk.hear(new, "Pim")
    with Session(engine) as session:
        assert session.get_one(Account, world.line_id("Pim")).person_id is not None


@pytest.mark.parametrize("moved", [{}, {"q": "another question"}, {"s": -1}])
def test_command_or_answer_is_of_the_question_it_was_said_to(
    talk: Talk, engine: Engine, moved: dict[str, object]
) -> None:
    talk.say("เริ่มกรอก")
    talk.say("สถานะ")
    with transaction(engine) as session:
        account = session.get_one(Account, world.line_id("Somchai"))
        assert account.waiting["for"] == "command"
        account.waiting = {**account.waiting, **moved}
    talk.tap(words.AS_ANSWER)
    assert talk.stored() == ([] if moved else ["school/name[1] สถานะ"])
