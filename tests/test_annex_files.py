"""Annexes of a report are fetched by who may read it: each address is one person's, and the scope is asked anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from bot.app import create_app, parts_of
from bot.signing import FileLinks
from handlers.incoming import Media
from models import Session, transaction
from models.people import Account, Role
from models.submissions import Attachment, Submission
from scheduler.deadlines import Once
from tests import world
from tests.joined import echo, settings_for
from tests.talk import Talk
from tests.test_sent_report import NOW
from tests.world import line_id
from thai.dates import BANGKOK


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai has annexed a file and a link to the first item of a report in work."""
    with transaction(engine) as session:
        world.settle(session, NOW, ["Somchai", "Suda", "Malee", "Wichai"])
        world.open_round(session, "lpn67r1", Once(NOW.astimezone(BANGKOK).replace(day=28)), NOW)
    talk = Talk(engine, NOW)
    talk.say("เริ่มกรอก")
    talk.hear(Media("file", "71", 'แผน "ปี 69".pdf'))
    talk.say("https://www.example.go.th/news/12")
    with transaction(engine) as session:
        file = session.scalars(select(Attachment).where(Attachment.line_message_id == "71")).one()
        file.state, file.blob, file.mime = "kept", "abc.bin", "application/pdf"
    return talk


def send(engine: Engine) -> None:
    with transaction(engine) as session:
        session.scalars(select(Submission)).one().submitted_at = NOW


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(settings_for(database_url, tmp_path), echo, {})
    folder = parts_of(made).settings.media_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "abc.bin").write_bytes(b"%PDF")
    yield made
    parts_of(made).stop()


def fetched(app: Flask, engine: Engine, who: str, purpose: str = "annexes") -> int:
    with Session(engine) as session:
        person = session.get_one(Account, line_id(who)).person_id
        annex = session.scalars(select(Attachment.id).where(Attachment.line_message_id == "71")).one()
    assert person is not None
    token = FileLinks(parts_of(app).settings.app_secret, purpose).sign(annex, person)
    with app.test_client().get(f"/annexes/{token}") as answer:
        if answer.status_code == 200:
            assert answer.data == b"%PDF"
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert "%E0%B9%81%E0%B8%9C%E0%B8%99" in answer.headers["Content-Disposition"]
        return int(answer.status_code)


def test_who_may_read_a_report_fetches_its_annexes(talk: Talk, app: Flask, engine: Engine) -> None:
    assert [fetched(app, engine, who) for who in ("Somchai", "Malee", "Suda")] == [200, 404, 404]  # a draft is private
    send(engine)
    assert [fetched(app, engine, who) for who in ("Somchai", "Malee", "Suda")] == [200, 200, 404]
    assert fetched(app, engine, "Malee", "workbooks") == 404  # an address of another kind opens nothing
    with transaction(engine) as session:
        malee = session.get_one(Account, line_id("Malee")).person_id
        for role in session.scalars(select(Role).where(Role.person_id == malee)):
            session.delete(role)
    assert fetched(app, engine, "Malee") == 404  # who coordinates no more reads no more


def test_a_file_that_was_let_go_is_gone(talk: Talk, app: Flask, engine: Engine) -> None:
    send(engine)
    (parts_of(app).settings.media_dir / "abc.bin").unlink()
    assert fetched(app, engine, "Malee") == 410


def test_annexes_are_listed_with_an_address_each(talk: Talk, engine: Engine) -> None:
    send(engine)
    assert talk.say("ตรวจ สพม.ทดสอบ", "Malee")[-1] == "[เอกสารแนบ 2 ชิ้น] [ตรวจทานแล้ว] [ส่งคืนเพื่อแก้ไข]"
    listed = talk.tap("เอกสารแนบ 2 ชิ้น", "Malee")
    assert listed == talk.say("เอกสารแนบ สพม.ทดสอบ", "Malee")
    assert listed[2:4] == ['ข้อ ๑) · แผน "ปี 69".pdf', "ข้อ ๑) · https://www.example.go.th/news/12"]
    file, link = (button.value for button in talk.buttons("Malee"))
    assert file.startswith("annex:")
    assert link == "https://www.example.go.th/news/12"
    assert talk.say("เอกสารแนบ สพม.ทดสอบ", "Suda")[0].startswith("ไม่พบรายงาน")
