"""What an office's report before held, as the next one of the same form reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers.form import moving, publishing
from handlers.incoming import TookBack
from handlers.report import loading
from handlers.rounds import opening
from models import Session, submissions, transaction
from models.people import Account
from models.rounds import Round
from models.submissions import AnswerPiece
from scheduler.deadlines import Once
from tests import chat_forms, world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
MONTHLY = """
| survey |
|  | type | name | label | default | calculation | constraint |
|  | text | village | หมู่บ้าน | ${last-saved#village} |  |  |
|  | integer | houses | จำนวนครัวเรือน |  |  | . >= coalesce(${last-saved#houses}, 0) |
|  | calculate | growth |  |  | ${houses} - coalesce(${last-saved#houses}, 0) |  |
|  | note | told | เพิ่มขึ้น ${growth} ครัวเรือน |  |  |  |
|  | text | remark | หมายเหตุ |  |  |  |
| settings |
|  | form_id | form_title | version |
|  | villages | สำรวจหมู่บ้าน | 1 |
"""


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai has sent the report of the first round; the second is open."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        publishing.publish(session, chat_forms.made(MONTHLY), NOW)
        first = open_round(session, 20)
    talk = Talk(engine, NOW)
    fill(talk, "Somchai", "บ้านดอย", "100", "ไม่มี", "ส่ง", "ผ่านแล้ว")
    follow(talk, first)
    return talk


def follow(talk: Talk, first: Round) -> None:
    """End the first round and open the second."""
    with transaction(talk.engine) as session:
        session.get_one(Round, first.id).cancelled_at = talk.now
        open_round(session, 21)


def open_round(session: Session, days: int) -> Round:
    return opening.open_schedule(session, "villages", Once(NOW + timedelta(days=days)), None, NOW, None).round


def fill(talk: Talk, who: str, *answers: str) -> list[str]:
    said = talk.say("เริ่มกรอก", who)
    for answer in answers:
        said = talk.say(answer, who)
    return said


def values(engine: Engine, who: str) -> dict[str, str]:
    with Session(engine) as session:
        account = session.get_one(Account, world.line_id(who))
        assert account.submission_id is not None
        found = submissions.answers_of(session, account.submission_id)
        return {answer.ref.rpartition("/")[2]: answer.value for answer in found}


def test_the_next_report_proposes_what_the_last_one_said(talk: Talk, engine: Engine) -> None:
    assert "บ้านดอย" in "\n".join(talk.say("เริ่มกรอก"))
    assert values(engine, "Somchai")["village"] == "บ้านดอย"


def test_every_turn_reads_it_not_only_the_first(talk: Talk, engine: Engine) -> None:
    refused = fill(talk, "Somchai", "บ้านดอย", "99")
    assert "จำนวนครัวเรือน" in "\n".join(refused), "fewer than last time: asked again"
    assert "houses" not in values(engine, "Somchai")
    assert "เพิ่มขึ้น 20 ครัวเรือน" in "\n".join(talk.say("120"))
    assert values(engine, "Somchai")["growth"] == "20"


def test_another_offices_report_is_not_read(talk: Talk, engine: Engine) -> None:
    fill(talk, "Suda", "บ้านนา", "5")
    assert values(engine, "Suda")["growth"] == "5"


def test_a_report_that_is_moved_to_a_newer_version_keeps_it(talk: Talk, engine: Engine) -> None:
    fill(talk, "Somchai", "บ้านดอย", "120")
    newer = MONTHLY.replace("สำรวจหมู่บ้าน | 1", "สำรวจหมู่บ้าน | 2").replace("หมายเหตุ", "ข้อสังเกต")
    with transaction(engine) as session:
        version = publishing.publish(session, chat_forms.made(newer), NOW + timedelta(hours=1)).version
        assert moving.begin(session, version, talk.now, talk.now, None).moved >= 1
    with Session(engine) as session:
        rows = select(submissions.Submission).where(submissions.Submission.form_version_id == version.id)
        row = session.scalars(rows.order_by(submissions.Submission.id.desc())).first()
        assert row is not None
        assert loading.restored(session, row, talk.now).recalled[("/data/houses", "")] == "100"
    talk.say("จำนวนครัวเรือน")
    assert values(engine, "Somchai")["growth"] == "20"


def unsend(talk: Talk, words: str) -> None:
    with Session(talk.engine) as session:
        message_id = session.query(AnswerPiece).filter_by(text=words).first().line_message_id  # type: ignore[union-attr]
    talk.hear(TookBack(message_id))


def recalled(engine: Engine) -> list[str]:
    with Session(engine) as session:
        account = session.get_one(Account, world.line_id("Somchai"))
        place = session.get_one(submissions.Submission, account.submission_id)
        return [text for _ref, _pos, text in place.repeats["last_saved"]]


def test_words_taken_back_are_proposed_no_more(talk: Talk, engine: Engine) -> None:
    talk.say("เริ่มกรอก")
    assert (values(engine, "Somchai")["village"], "บ้านดอย" in recalled(engine)) == ("บ้านดอย", True)
    unsend(talk, "บ้านดอย")
    assert "village" not in values(engine, "Somchai")
    assert recalled(engine) == ["100"]
    assert "บ้านดอย" not in "\n".join(talk.say("ย้อน"))


def test_what_is_computed_of_them_is_computed_anew(talk: Talk, engine: Engine) -> None:
    fill(talk, "Somchai", "บ้านใหม่", "120")
    assert values(engine, "Somchai")["growth"] == "20"
    unsend(talk, "100")
    assert values(engine, "Somchai")["growth"] == "120"


def test_what_was_accepted_in_the_later_report_was_said_there_and_stays(talk: Talk, engine: Engine) -> None:
    fill(talk, "Somchai", "บ้านดอย")
    with Session(engine) as session:
        first = session.query(AnswerPiece).order_by(AnswerPiece.said_at).first()
        assert first is not None
        message_id = first.line_message_id
    talk.hear(TookBack(message_id))
    assert values(engine, "Somchai")["village"] == "บ้านดอย"
    assert recalled(engine) == ["100"]


def test_another_offices_report_forgets_nothing(talk: Talk, engine: Engine) -> None:
    fill(talk, "Suda", "บ้านนา", "5")
    talk.say("เริ่มกรอก")
    unsend(talk, "บ้านนา")
    assert "บ้านดอย" in recalled(engine)
