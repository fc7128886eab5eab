"""A newer version of a form: what it changes for each report begun, and that moving loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers.form import amending, migrating, migrating_chat, moving, publishing
from models import Session, catalogue, rounds, transaction
from models.catalogue import FormVersion
from models.journal import Deed
from models.outbox import Outbox
from models.people import Person
from models.reviews import ReturnedItem, Review
from models.submissions import Answer, Submission
from scheduler.deadlines import Once
from scheduler.tick import tick
from tests import chat_forms, world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
PLACES = (chat_forms.FOLDER / "places.md").read_text(encoding="utf-8").replace("สำรวจหมู่บ้าน | 1", "สำรวจหมู่บ้าน | 2")
WIDER = PLACES.replace("| choices |", "|  | text | remark | หมายเหตุ | yes |  |  |  |\n| choices |")
STRICTER = PLACES.replace(". <= 500", ". <= 50")
WITHOUT_HOUSES = "\n".join(line for line in PLACES.splitlines() if "houses" not in line)
AS_TEXT = PLACES.replace("integer | houses", "text | houses").replace(". >= 1 and . <= 500", "")


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai has answered three questions, Suda two."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "places", Once(NOW + timedelta(days=20)), NOW)
    talk = Talk(engine, NOW)
    for who, answers in (("Somchai", ("แม่สอด", "แม่ปะ", "120")), ("Suda", ("แม่สอด", "แม่ปะ"))):
        talk.say("เริ่มกรอก", who)
        for answer in answers:
            talk.say(answer, who)
    return talk


def publish(engine: Engine, table: str) -> None:
    with transaction(engine) as session:
        publishing.publish(session, chat_forms.made(table), NOW + timedelta(days=1))


def newest_of(session: Session) -> FormVersion:
    newest = catalogue.newest_version(session, "places")
    assert newest is not None
    return newest


def found(engine: Engine) -> list[tuple[str, int, tuple[str, ...], tuple[str, ...]]]:
    with Session(engine) as session:
        return [
            (each.office, each.kept, each.dropped, each.newly_required)
            for each in migrating.changes(session, newest_of(session), NOW)
        ]


@pytest.mark.parametrize(
    ("table", "of_somchai", "of_suda"),
    [
        (WIDER, (3, (), ("หมายเหตุ",)), (2, (), ("หมายเหตุ",))),
        (STRICTER, (2, ("จำนวนครัวเรือน",), ()), (2, (), ())),
        (WITHOUT_HOUSES, (2, ("จำนวนครัวเรือน",), ()), (2, (), ())),
        (AS_TEXT, (2, ("จำนวนครัวเรือน",), ()), (2, (), ())),
    ],
    ids=["a new required question", "a stricter limit", "a question gone", "another type"],
)
def test_the_report_says_what_changes(
    talk: Talk, engine: Engine, table: str, of_somchai: tuple[object, ...], of_suda: tuple[object, ...]
) -> None:
    publish(engine, table)
    assert found(engine) == [("สพม.ทดสอบ", *of_somchai), ("สกร.ทดสอบ", *of_suda)]


def test_of_many_reports_only_the_first_are_compared(talk: Talk, engine: Engine) -> None:
    publish(engine, STRICTER)
    with Session(engine) as session:
        begun = migrating_chat.look(session, newest_of(session), NOW, most=1)
    assert (begun.count, begun.is_part, begun.fitting) == (2, True, 0)


def versions(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return [row.form_version.version for row in session.scalars(select(Submission).order_by(Submission.id))]


def test_until_the_coordinator_agrees_drafts_stay_on_their_version(talk: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    assert versions(engine) == ["1", "1"]
    assert not any("หมายเหตุ" in line for line in talk.say("อ่านทั้งหมด"))


def test_those_that_fit_move_with_their_answers_and_the_rounds_follow(talk: Talk, engine: Engine) -> None:
    publish(engine, STRICTER)
    talk.say("ย้ายร่าง places", "Malee")
    assert talk.say("ย้าย", "Malee")[0] == "ย้ายแล้ว 1 ฉบับค่ะ คำตอบเดิมอยู่ครบ"
    assert versions(engine) == ["1", "2"]
    with Session(engine) as session:
        assert rounds.open_rounds(session, NOW)[0].form_version.version == "2"
        kept = session.scalars(select(Answer.typed).where(Answer.source == "user", Answer.submission_id == 2)).all()
        assert set(kept) == {"แม่สอด", "แม่ปะ"}
    assert any("1 ถึง 50" in line for line in talk.say("กรอกต่อ", "Suda"))


def test_a_moved_report_asks_what_is_new(talk: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    with transaction(engine) as session:
        assert moving.begin(session, newest_of(session), UNTIL, NOW, None).moved == 2
    assert found(engine) == []
    assert any("หมายเหตุ" in line for line in talk.say("กรอกต่อ"))
    assert any("ก่อนส่ง" in line for line in talk.say("การเดินทางลำบาก"))


def test_nobody_is_moved_when_it_is_declined(talk: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    talk.say("ย้ายร่าง places", "Malee")
    talk.tap("ไม่ย้าย", "Malee")
    assert versions(engine) == ["1", "1"]


# --- reports that are sent --------------------------------------------------------------------------------------------


UNTIL = NOW + timedelta(days=5)


@pytest.fixture
def sent(talk: Talk, engine: Engine) -> Talk:
    """Somchai's report is in."""
    for said in ("ส่ง", "ผ่านแล้ว"):
        talk.say(said)
    return talk


def asked(engine: Engine, at: datetime = NOW) -> list[tuple[str, str]]:
    """Ask what is sent for what changed; return (question, what is asked) of the items that wait."""
    with transaction(engine) as session:
        moving.begin(session, newest_of(session), UNTIL, at, session.get_one(Person, 3))
    with Session(engine) as session:
        return [(item.ref.rpartition("/")[2], item.comment) for item in session.scalars(select(ReturnedItem))]


@pytest.mark.parametrize(
    ("table", "items"),
    [
        (WIDER, [("remark", "ข้อใหม่ในแบบ")]),
        (STRICTER, [("houses", "ข้อนี้เปลี่ยนไป โปรดตอบใหม่")]),
        (AS_TEXT, [("houses", "ข้อนี้เปลี่ยนไป โปรดตอบใหม่")]),
        (WITHOUT_HOUSES, []),
        (PLACES.replace("จำนวนครัวเรือน", "จำนวนบ้าน"), []),
    ],
    ids=["a new question", "a stricter limit", "another type", "a question gone", "another wording"],
)
def test_who_has_sent_is_asked_only_for_what_changed(
    sent: Talk, engine: Engine, table: str, items: list[tuple[str, str]]
) -> None:
    publish(engine, table)
    assert asked(engine) == items
    with Session(engine) as session:
        row = session.get_one(Submission, 1)
        assert row.submitted_at is not None, "it stays sent"
        houses = session.scalars(select(Answer.typed).where(Answer.submission_id == 1, Answer.ref.endswith("houses")))
        assert list(houses) == ([] if table == AS_TEXT else ["120"]), (
            "what stands is taken away only where it cannot stand"
        )


def test_what_the_newer_version_refuses_must_be_answered_anew(sent: Talk, engine: Engine) -> None:
    publish(engine, STRICTER)
    asked(engine)
    sent.say("ข้อที่ให้แก้")
    sent.tap("แก้ จำนวนครัวเรือน")
    assert not any("ส่งเรียบร้อย" in line for line in [*sent.say("ส่ง"), *sent.say("ผ่านแล้ว")])
    sent.say("แก้ จำนวนครัวเรือน")
    sent.say("40")
    sent.say("ส่ง")
    assert any("ส่งเรียบร้อย" in line for line in sent.say("ผ่านแล้ว"))
    with Session(engine) as session:
        review = session.get_one(Review, 1)
        assert (review.state, review.until) == ("passed", None)
        assert session.get_one(Submission, 1).submitted_at == review.first_sent_at


def test_whoever_has_not_answered_by_the_day_is_open_again(sent: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    asked(engine)
    tick(engine, UNTIL - timedelta(minutes=1))
    with Session(engine) as session:
        assert session.get_one(Submission, 1).submitted_at is not None
    for _ in range(2):
        tick(engine, UNTIL)
    with Session(engine) as session:
        assert session.get_one(Submission, 1).submitted_at is None
        assert session.get_one(Review, 1).state == "returned"
        told = session.scalars(select(Outbox.dedupe_key).where(Outbox.dedupe_key.startswith("return:1:"))).all()
        assert len(told) == 2, "asked once, and told once that it is open"
        deeds = set(session.scalars(select(Deed.deed)))
        assert {"ask_changes", "changes_over"} <= deeds
    assert any("ขอให้ปรับแก้ 1 ข้อ" in line for line in sent.say("ข้อที่ให้แก้"))


def test_whoever_has_not_answered_is_reminded_once_the_working_day_before(sent: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    asked(engine)

    def pushed() -> int:
        with Session(engine) as session:
            return len(session.scalars(select(Outbox.id).where(Outbox.dedupe_key.startswith("remind:1:"))).all())

    the_day_before = UNTIL - timedelta(days=2)  # the day itself is a Sunday
    tick(engine, the_day_before - timedelta(hours=1))
    assert pushed() == 0
    for _ in range(2):
        tick(engine, the_day_before)
    assert pushed() == 1


def test_asking_twice_asks_once(sent: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    assert len(asked(engine)) == len(asked(engine)) == 1


def test_what_is_asked_of_the_offices_that_sent_is_foreseen(sent: Talk, engine: Engine) -> None:
    publish(engine, WIDER)
    with Session(engine) as session:
        assert amending.foresee(session, newest_of(session), NOW) == amending.Foreseen(1, ("หมายเหตุ (ใหม่)",))
