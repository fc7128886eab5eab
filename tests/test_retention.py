"""What was kept long enough is forgotten; submitted reports stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from handlers import retention
from handlers.incoming import Media
from models import Session, journal, outbox, submissions, transaction
from models.jobs import Job
from models.journal import Event
from models.outbox import Outbox
from models.submissions import Attachment, Submission
from scheduler.deadlines import Monthly, Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


def test_raw_events_and_spoken_words_are_blanked(engine: Engine) -> None:
    with transaction(engine) as session:
        for days in (10, 31):
            event = {
                "webhook_event_id": f"e{days}",
                "line_user_id": "U1",
                "kind": "message",
                "occurred_at": NOW,
                "received_at": NOW - timedelta(days=days),
                "raw": {"message": {"text": "ลับ"}},
                "attempts": 1,
                "error": "",
            }
            journal.write_down(session, [event])
        for days in (10, 91):
            said = [{"kind": "text", "text": "ลับ", "buttons": []}]
            row = outbox.queue(
                session, dedupe_key=f"o{days}", kind="reply", to="U1", replies=said, business_at=NOW, now=NOW
            )
            row.finished_at, row.state = NOW - timedelta(days=days), "sent"
    with transaction(engine) as session:
        first, again = retention.purge(session, NOW), retention.purge(session, NOW)
    assert (first.events, first.words, again.events, again.words) == (1, 1, 0, 0)
    with Session(engine) as session:
        assert {each.webhook_event_id: bool(each.raw) for each in session.query(Event)} == {"e10": True, "e31": False}
        assert {each.dedupe_key: bool(each.replies) for each in session.query(Outbox)} == {"o10": True, "o91": False}


def test_a_draft_nobody_sent_is_erased_with_its_photo_and_a_sent_report_stays(engine: Engine) -> None:
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "rt67", Once(NOW + timedelta(days=20)), NOW)
    for said in ("เริ่มกรอก", "ได้ดำเนินการ", "ก", "ข", "ไม่มี", "ไม่มี"):
        talk.say(said)
    talk.hear(Media("image", "900"))
    talk.say("เริ่มกรอก", who="Suda")
    with transaction(engine) as session:
        photo = session.query(Attachment).one()
        photo.blob, photo.state = "f.jpg", "kept"
        sent = session.query(Submission).filter(Submission.id != photo.submission_id).one()
        sent.submitted_at = NOW
        sent_id = sent.id
    much_later = NOW + timedelta(days=200)
    with transaction(engine) as session:
        assert retention.purge(session, much_later).drafts == 1
        assert session.query(Job).filter_by(kind="forget").count() == 1  # the file first
    with transaction(engine) as session:
        session.query(Attachment).one().blob = None  # as the job does
        assert retention.purge(session, much_later).drafts == 1
    with Session(engine) as session:
        assert [row.id for row in session.query(Submission)] == [sent_id]
        assert session.query(submissions.Answer).filter(submissions.Answer.submission_id != sent_id).count() == 0


def test_a_draft_of_an_open_round_is_left_alone(engine: Engine) -> None:
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    talk.say("เริ่มกรอก")
    with transaction(engine) as session:
        assert retention.purge(session, NOW + timedelta(days=30)).drafts == 0
