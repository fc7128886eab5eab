"""Moving reports to a newer version goes on in portions: each report once, whatever is killed, stopped if unwanted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers.form import moving, publishing
from models import Session, rounds, transaction
from models.catalogue import FormVersion
from models.form_moves import FormMove
from models.journal import Deed
from models.outbox import Outbox
from models.people import Person, Role
from models.submissions import Submission
from scheduler.deadlines import Once
from tests import chat_forms, world
from tests.talk import Talk
from tests.test_migrating import PLACES, WIDER

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
UNTIL = NOW + timedelta(days=5)
MALEE = 3


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai's report is in, Suda's is begun; Malee has agreed to move them, and one was looked at in her turn."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "places", Once(NOW + timedelta(days=20)), NOW)
    talk = Talk(engine, NOW)
    for said in ("เริ่มกรอก", "แม่สอด", "แม่ปะ", "120", "ส่ง", "ผ่านแล้ว"):
        talk.say(said)
    for said in ("เริ่มกรอก", "แม่สอด"):
        talk.say(said, "Suda")
    with transaction(engine) as session:
        moving.begin(session, publish(session, WIDER), UNTIL, NOW, session.get_one(Person, MALEE), size=1)
    return talk


def publish(session: Session, table: str) -> FormVersion:
    return publishing.publish(session, chat_forms.made(table), NOW + timedelta(hours=1)).version


def go_on(engine: Engine) -> bool:
    with transaction(engine) as session:
        return moving.portion(session, NOW, size=1)


def told(engine: Engine) -> list[str]:
    """Return what Malee was told of the move."""
    with Session(engine) as session:
        rows = session.scalars(select(Outbox).where(Outbox.dedupe_key.startswith("form_move:"))).all()
        assert all(row.line_user_id == world.line_id("Malee") for row in rows)
        return [str(row.replies) for row in rows]


def asked(engine: Engine) -> int:
    """Return how often Somchai was asked for what changed."""
    with Session(engine) as session:
        return len(session.scalars(select(Deed).where(Deed.deed == "ask_changes")).all())


def versions(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return [row.form_version.version for row in session.scalars(select(Submission).order_by(Submission.id))]


def test_the_round_follows_at_once_and_the_reports_one_portion_after_the_other(talk: Talk, engine: Engine) -> None:
    with Session(engine) as session:
        assert rounds.open_rounds(session, NOW)[0].form_version.version == "2"
    assert versions(engine) == ["2", "1"]
    assert talk.say("ย้ายร่าง places", "Malee") == ["กำลังย้ายค่ะ ดูแล้ว 1 จาก 2 ฉบับ เสร็จแล้วจะแจ้ง ระหว่างนี้กรอกต่อได้ตามปกติ"]
    assert [go_on(engine), go_on(engine), go_on(engine)] == [True, True, False]
    assert versions(engine) == ["2", "2"]
    (said,) = told(engine)
    assert "ย้ายแล้ว 1 ฉบับค่ะ" in said
    assert "ขอให้ 1 หน่วยงาน" in said


def test_a_portion_that_is_killed_is_done_again_once(talk: Talk, engine: Engine) -> None:
    def killed() -> None:
        with transaction(engine) as session:
            moving.portion(session, NOW, size=9)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert (versions(engine), told(engine)) == (["2", "1"], [])
    while go_on(engine):
        pass
    assert (versions(engine), asked(engine), len(told(engine))) == (["2", "2"], 1, 1)
    with Session(engine) as session:
        move = session.get_one(FormMove, 1)
        assert (move.state, move.looked_at, move.moved, move.asked) == ("done", 2, 1, 1)


def test_agreeing_twice_is_one_move(talk: Talk, engine: Engine) -> None:
    with transaction(engine) as session:
        version = session.get_one(FormMove, 1).version
        assert moving.begin(session, version, UNTIL, NOW, session.get_one(Person, MALEE)).id == 1


def test_it_stops_when_a_newer_version_is_published(talk: Talk, engine: Engine) -> None:
    with transaction(engine) as session:
        publish(session, PLACES.replace("สำรวจหมู่บ้าน | 2", "สำรวจหมู่บ้าน | 3"))
    assert [go_on(engine), go_on(engine)] == [True, False]
    assert versions(engine) == ["2", "1"]
    assert "หยุดย้ายแล้วค่ะ" in told(engine)[0]


def test_it_stops_when_who_agreed_may_not_any_more(talk: Talk, engine: Engine) -> None:
    with transaction(engine) as session:
        for role in session.scalars(select(Role).where(Role.person_id == MALEE)):
            session.delete(role)
    assert [go_on(engine), go_on(engine)] == [True, False]
    assert versions(engine) == ["2", "1"]


def test_a_report_that_cannot_be_read_stays_and_the_others_go_on(talk: Talk, engine: Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Submission, 2).repeats = {"counts": "broken"}
    while go_on(engine):
        pass
    assert versions(engine) == ["2", "1"]
    assert "อ่านไม่ได้ 1 ฉบับ" in told(engine)[0]
