"""Sent reports are looked over: held by rule, sent back, locked; late is nobody for having been asked to mend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from handlers.incoming import Tapped
from handlers.review import deciding
from handlers.status.progress import progress
from models import Session, reviews, submissions, transaction
from models.outbox import Outbox
from models.people import Office, OfficeParent
from models.rounds import Round
from scheduler.deadlines import Monthly
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
REPORT = ("เริ่ม", "พ.ย. 2569", "ลงพื้นที่ติดตามเด็ก", "3", "12", "0", "ส่ง", "ผ่านแล้ว")
RETURN = ("ตรวจ สพม.ทดสอบ", "[ส่งคืนเพื่อแก้ไข]", "เด็กตกหล่น ขอตัวเลขจากทะเบียน", "[ส่งคืนเลย]")


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    return Talk(engine, NOW)


def play(talk: Talk, who: str, *lines: str) -> list[str]:
    said: list[str] = []
    for line in lines:
        said = talk.do(line, who)
    return said


def state(talk: Talk) -> str | None:
    with Session(talk.engine) as session:
        row = session.query(submissions.Submission).one()
        review = reviews.of(session, row.id)
        return review.state if review else None


def test_the_returned_report_is_pushed_to_its_officer_and_open_again(talk: Talk) -> None:
    play(talk, "Somchai", *REPORT)
    play(talk, "Malee", *RETURN)
    with Session(talk.engine) as session:
        (row,) = session.query(Outbox).filter(Outbox.dedupe_key.startswith("return:"))
        assert row.line_user_id == world.line_id("Somchai")
        assert "ขอตัวเลขจากทะเบียน" in str(row.replies)
        report = session.query(submissions.Submission).one()
        assert report.submitted_at is None
    assert state(talk) == "returned"


def test_who_mends_after_the_deadline_was_in_time(talk: Talk) -> None:
    play(talk, "Somchai", *REPORT)
    talk.at("2026-11-20 15:00")
    play(talk, "Malee", *RETURN)
    talk.at("2026-11-23 10:00")
    play(talk, "Somchai", "ข้อที่ให้แก้", "[แก้ เด็กตกหล่น]", "7", "ส่ง", "ผ่านแล้ว")
    with Session(talk.engine) as session:
        counted = progress(session, session.query(Round).one(), None, talk.now)
        assert (counted.submitted, counted.on_time, counted.late) == (1, 1, 1)  # the late one has sent nothing
    assert state(talk) == "waiting"


@pytest.mark.parametrize(("hold", "expected"), [("", None), ("all", "waiting"), ("warnings", "passed")])
def test_which_reports_wait(talk: Talk, hold: str, expected: str | None) -> None:
    with transaction(talk.engine) as session:
        deciding.set_hold(session, session.query(Round).one(), hold, NOW, None)
    play(talk, "Somchai", *REPORT)
    assert state(talk) == expected


def test_a_report_without_numbers_is_worth_a_look(talk: Talk) -> None:
    play(talk, "Malee", "วิธีตรวจ เฉพาะที่ควรดู")
    play(talk, "Somchai", *REPORT[:4], "ยังไม่มีข้อมูล", *REPORT[5:])
    assert state(talk) == "waiting"


def test_a_sample_is_as_large_as_it_says_and_always_the_same() -> None:
    drawn = [deciding.is_drawn("sample:20", f"uuid:{number}") for number in range(2000)]
    assert 330 < sum(drawn) < 470
    assert drawn == [deciding.is_drawn("sample:20", f"uuid:{number}") for number in range(2000)]


@pytest.mark.parametrize("hold", ["sample:0", "sample:101", "sample:x", "some"])
def test_a_way_there_is_none_is_refused(hold: str) -> None:
    with pytest.raises(ValueError, match="none of"):
        deciding.hold_of(hold)


def test_two_reviewers_one_decision(talk: Talk) -> None:
    play(talk, "Somchai", *REPORT)
    play(talk, "Malee", "ตรวจ สพม.ทดสอบ", "[ตรวจทานแล้ว]")
    assert play(talk, "Malee", "ตรวจทานแล้ว สพม.ทดสอบ") == ["ไม่พบรายงานที่ส่งแล้วของ “สพม.ทดสอบ” ในรอบที่เปิดอยู่และท่านดูแลค่ะ"]
    with Session(talk.engine) as session:
        submission_id = session.query(submissions.Submission).one().id
    assert talk.hear(Tapped("review_check", {"s": submission_id}), "Malee") == ["รายงานนี้ตรวจทานแล้วค่ะ"]
    assert talk.hear(Tapped("review_return", {"s": submission_id}), "Malee") == ["รายงานนี้ตรวจทานแล้วค่ะ"]


def test_nobody_else_decides(talk: Talk) -> None:
    play(talk, "Somchai", *REPORT)
    with Session(talk.engine) as session:
        submission_id = session.query(submissions.Submission).one().id
    for who in ("Somchai", "Suda", "Wichai"):
        for deed in ("review_open", "review_check", "review_return"):
            talk.hear(Tapped(deed, {"s": submission_id}), who)
    assert state(talk) is None


def test_what_was_taken_back_leaves_what_a_return_keeps(talk: Talk) -> None:
    play(talk, "Somchai", *REPORT[:5])
    number = talk.message_ids[-1]
    play(talk, "Somchai", *REPORT[5:])
    play(talk, "Malee", *RETURN)
    talk.message_ids.append(number)
    talk.now += timedelta(minutes=1)
    talk.do("(ยกเลิกการส่ง)", "Somchai")
    with Session(talk.engine) as session:
        row = session.query(submissions.Submission).one()
        assert [item.old for item in reviews.open_items(session, row.id)] == [[]]


def test_what_a_colleague_sent_back_meanwhile_is_not_checked(talk: Talk) -> None:
    play(talk, "Somchai", *REPORT)
    with Session(talk.engine) as session:
        row = session.query(submissions.Submission).one()
        meanwhile = update(submissions.Submission).values(submitted_at=None)
        session.execute(meanwhile, execution_options={"synchronize_session": False})
        assert row.submitted_at is not None  # as it was read
        with pytest.raises(deciding.CannotReview, match="not_sent"):
            deciding.check(session, row, NOW, None)


def test_an_area_is_what_lies_under_an_office_of_the_tree(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        north = Office(code="north", name="กลุ่มพื้นที่เหนือ เขต 1", short="กลุ่มเหนือ เขต 1", position=9)
        session.add(north)
        session.flush()
        for link in session.query(OfficeParent):
            session.add(OfficeParent(office_id=link.office_id, parent_id=north.id))
            top = link.parent_id
            session.delete(link)
        session.add(OfficeParent(office_id=north.id, parent_id=top))
    play(talk, "Somchai", *REPORT)
    play(talk, "Suda", *REPORT)
    for said in ("กลุ่มเหนือ เขต 1", "พื้นที่กลุ่มเหนือ เขต 1", "เขต 1"):
        asked = play(talk, "Malee", f"ตรวจทานแล้ว {said}")
        assert asked[0].startswith("ตรวจทานแล้ว 2 ฉบับของพื้นที่ กลุ่มเหนือ เขต 1"), said
    assert "1 ฉบับของสพม.ทดสอบ" in play(talk, "Malee", "ตรวจทานแล้ว สพม.ทดสอบ")[0]
    assert "ไม่พบรายงาน" in play(talk, "Malee", "ตรวจทานแล้ว เขต 2")[0]
