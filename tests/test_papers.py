"""Letters and reports on paper: their files are fetched, kept, and opened by those who may see them today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from bot.actions import Actions
from bot.app import create_app, parts_of
from bot.enclosures import Enclosures
from bot.line import Content, Line, Refused
from bot.writer import Writer
from handlers import retention
from handlers.incoming import Media, Tapped
from handlers.news import announced
from handlers.replies import Button
from handlers.rounds import papers
from models import Session, sent_files, transaction
from models.journal import Deed
from models.outbox import Outbox
from models.people import Person
from models.rounds import Round
from models.sent_files import SentFile
from models.submissions import Submission
from scheduler.deadlines import Monthly
from tests import world
from tests.joined import echo, forged, settings_for
from tests.offices import bangkok
from tests.talk import Talk, buttons_of

NOW = bangkok("2026-11-17T09:00")


class Holding:
    """A LINE that holds one thing, or has lost it."""

    def __init__(self, body: bytes | None) -> None:
        self._body = body

    def content(self, _message_id: str, _most_bytes: int) -> Content:
        if self._body is None:
            raise Refused("gone", 404)
        return Content(self._body, "application/pdf")


PDF = b"%PDF-1.7 a letter"


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(settings_for(database_url, tmp_path), echo, {})
    yield made
    parts_of(made).stop()


@pytest.fixture
def talk(app: Flask) -> Talk:
    """Malee has noted a letter with its file, and a report by AMS with two."""
    engine = parts_of(app).engine
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    talk = Talk(engine, NOW)
    talk.say("บันทึกหนังสือ ที่ ศธ 1/2 เรื่อง ขอให้รายงาน", "Malee")
    talk.hear(Media("file", "5701", "หนังสือ.pdf"), "Malee")
    talk.say("รับทางอื่น สกร.ทดสอบ ทาง AMS", "Malee")
    talk.hear(Media("file", "5702", "รายงาน.pdf"), "Malee")
    return talk


def fetch(talk: Talk, body: bytes | None) -> None:
    Enclosures(Writer(talk.engine), cast(Line, Holding(body))).work_jobs(5)


def link(app: Flask, button: Button, who: str) -> str:
    """Return the way a button leads, on our own host."""
    renderer = parts_of(app).renderer
    action = Actions(renderer.buttons, renderer.public_url, world.line_id(who)).of(button)
    assert action is not None
    return str(action["uri"]).removeprefix(renderer.public_url).partition("?")[0]


def button_of(talk: Talk, who: str, label: str) -> Button:
    return next(each for each in talk.buttons(who) if label in each.label)


def test_officers_open_the_letter_from_their_task(app: Flask, talk: Talk) -> None:
    fetch(talk, PDF)
    talk.say("เริ่ม", "Somchai")
    answer = app.test_client().get(link(app, button_of(talk, "Somchai", "เปิดหนังสือ"), "Somchai"))
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")


def test_the_letter_is_in_the_reminder_and_goes_with_the_announcement(app: Flask, talk: Talk) -> None:
    fetch(talk, PDF)
    with transaction(talk.engine) as session:
        round_ = session.scalars(select(Round)).one()
        row = papers.letter_row(round_)
        assert row.tap is not None
        assert row.tap.value == f"enclosed:{(round_.letter or {})['file']}"
        args = {"r": round_.id}
    talk.hear(Tapped("round_announce", args, {}), "Malee")
    talk.tap("ส่งเลย", "Malee")
    with transaction(talk.engine) as session:
        told = announced.compose(
            session, session.scalars(select(Outbox).where(Outbox.kind == announced.KIND)).one(), NOW
        )
        assert told is not None
        assert "เปิดหนังสือ" in [button.label for reply in told for button in buttons_of(reply)]


def test_a_report_on_paper_is_for_those_who_may_see_it(app: Flask, talk: Talk) -> None:
    fetch(talk, PDF)
    talk.say("อ่านรายงาน สกร.ทดสอบ", "Wichai")
    way = link(app, button_of(talk, "Wichai", "เปิดไฟล์"), "Wichai")
    client = app.test_client()
    assert client.get(way).data == PDF
    assert client.get(forged(way)).status_code == 404
    with transaction(talk.engine) as session:
        assert session.scalars(select(Deed).where(Deed.deed == "open_file")).one().via == "web"
        sent = session.scalars(select(SentFile.id).where(SentFile.purpose == "received")).one()
        letter = session.scalars(select(SentFile.id).where(SentFile.purpose == "letter")).one()
        people = {person.name: person for person in session.scalars(select(Person))}
        wichai, somchai = people["นายวิชัย สาธิต"], people["นายสมชาย ทดสอบ"]
        assert papers.open_report(session, sent, somchai.id, NOW) is None, "of another office"
        assert papers.open_report(session, letter, wichai.id, NOW) is None, "no report"
        wichai.roles[0].only = "rt67"
    assert client.get(way).status_code == 404, "the right is gone, and so is the way"


def test_what_line_has_lost_is_told(talk: Talk) -> None:
    fetch(talk, None)
    with Session(talk.engine) as session:
        told = session.scalars(select(Outbox).where(Outbox.dedupe_key.startswith("paper:"))).all()
        assert len(told) == 2
        assert sent_files.received(session, session.scalars(select(Submission.id)).one()) == []


def test_what_is_on_paper_is_kept_longer_than_what_was_only_read(talk: Talk) -> None:
    fetch(talk, PDF)
    with transaction(talk.engine) as session:
        malee = session.scalars(select(SentFile.person_id)).first()
        assert malee is not None
        sent_files.note(session, malee, "5709", "news", "x.pdf", NOW).content = b"x"
        retention.purge(session, NOW + timedelta(days=400))
        kept = {sent.purpose: sent.content for sent in session.scalars(select(SentFile))}
    assert kept == {"letter": PDF, "received": PDF, "news": None}
