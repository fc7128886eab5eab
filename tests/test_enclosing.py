"""A photo or file sent with an announcement: fetched, made fit to be shown, served under an address nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import Engine, select

from bot.app import create_app, parts_of
from bot.enclosures import SHOWN_BYTES, Enclosures, shown
from bot.line import Content, Line, Refused, TryLater
from bot.media import NotAPhoto
from bot.render import Renderer
from bot.signing import Buttons
from bot.writer import Writer
from handlers.incoming import Media
from handlers.news import announced
from models import Session, sent_files, transaction
from models.broadcasts import Broadcast
from models.outbox import Outbox
from models.sent_files import SentFile
from scheduler.deadlines import Monthly
from tests import world
from tests.joined import echo, forged, settings_for
from tests.offices import bangkok
from tests.talk import Talk

NOW = bangkok("2026-11-17T09:00")
PUBLIC = "https://bot.example.org"


def photo(width: int = 400, height: int = 300, noise: bool = False) -> bytes:
    picture = Image.effect_noise((width, height), 120).convert("RGB") if noise else Image.new("RGB", (width, height))
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    out = BytesIO()
    picture.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


@dataclass
class Holding:
    """A LINE that holds one thing, or refuses it."""

    body: bytes | None = b""
    trouble: Exception | None = None

    def content(self, _message_id: str, _most_bytes: int) -> Content:
        if self.trouble is not None:
            raise self.trouble
        return Content(self.body, "image/jpeg")


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Malee has an announcement before her, and may enclose something."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    talk = Talk(engine, NOW)
    talk.say("ประกาศ ประชุมวันจันทร์ค่ะ", "Malee")
    return talk


def fetch(engine: Engine, line: Holding) -> str:
    Enclosures(Writer(engine), cast(Line, line)).work_jobs(5)
    with Session(engine) as session:
        return session.scalars(select(SentFile.state).order_by(SentFile.id.desc())).first() or ""


def payload(engine: Engine) -> list[dict[str, object]]:
    """Return what the first of the announcement's rows says to LINE."""
    with transaction(engine) as session:
        row = session.scalars(select(Outbox).where(Outbox.kind == announced.KIND).order_by(Outbox.id)).first()
        assert row is not None
        said = announced.compose(session, row, NOW)
        assert said is not None
        return Renderer(Buttons(b"a key for tests"), PUBLIC).calls(list(said), row.line_user_id)[0]


def test_a_photo_goes_before_the_words(engine: Engine, talk: Talk) -> None:
    talk.photo("Malee")
    assert any("กำลังรับไฟล์" in line for line in talk.say("ส่งเลย", "Malee")), "not before it is here"
    assert fetch(engine, Holding(photo())) == "checked"
    assert any("อีก 1 นาที" in line for line in talk.say("ส่งเลย", "Malee"))
    picture, text = payload(engine)
    assert picture["type"] == "image"
    assert picture["originalContentUrl"] == picture["previewImageUrl"]
    assert str(picture["previewImageUrl"]).startswith(f"{PUBLIC}/enclosed/")
    assert "ประชุมวันจันทร์ค่ะ" in str(text["text"])


def test_a_file_is_a_button_under_the_words(engine: Engine, talk: Talk) -> None:
    talk.hear(Media("file", "5701", "วาระประชุม.pdf"), "Malee")
    assert fetch(engine, Holding(b"%PDF-1.7")) == "checked"
    talk.say("ส่งเลย", "Malee")
    text, below = payload(engine)
    assert text["type"] == "text"
    assert "เปิด วาระประชุม.pdf" in str(below), "inside a bubble: LINE for PC shows no quick replies"
    assert f"{PUBLIC}/enclosed/" in str(below)


def test_several_go_together_within_the_five_messages_of_a_call(engine: Engine, talk: Talk) -> None:
    for number in range(1, 5):
        lines = talk.hear(Media("image", f"580{number}"), "Malee")
    assert any("ไม่เกิน 3 ภาพ" in line for line in lines)
    for number in range(1, 3):
        talk.hear(Media("file", f"590{number}", f"แนบ{number}.pdf"), "Malee")
    talk.say("ให้กดรับทราบ", "Malee")
    for _ in range(5):
        fetch(engine, Holding(photo()))
    assert any("อีก 1 นาที" in line for line in talk.say("ส่งเลย", "Malee"))
    sent = payload(engine)
    assert [each["type"] for each in sent] == ["image", "image", "image", "text", "flex"]
    assert len({each["originalContentUrl"] for each in sent[:3]}) == 3
    assert all(f"เปิด แนบ{number}.pdf" in str(sent[-1]) for number in (1, 2))
    assert "รับทราบ" in str(sent[-1])


def test_one_of_several_is_taken_off_by_its_number(engine: Engine, talk: Talk) -> None:
    for number in range(1, 4):
        talk.hear(Media("file", f"590{number}", f"แนบ{number}.pdf"), "Malee")
    lines = talk.say("เอาไฟล์ออก ๒", "Malee")
    assert [line for line in lines if line.startswith("แนบ ")] == [
        "แนบ 1: แนบ1.pdf กำลังรับจากไลน์",
        "แนบ 2: แนบ3.pdf กำลังรับจากไลน์",
    ]
    assert any("แนบ 2: แนบ3.pdf" in line for line in talk.say("เอาไฟล์ออก 7", "Malee")), "there is no seventh"


@pytest.mark.parametrize("trouble", [Refused("gone", 404), Refused("too large", 413)])
def test_what_cannot_be_fetched_is_said_and_can_be_left_out(engine: Engine, talk: Talk, trouble: Refused) -> None:
    talk.photo("Malee")
    assert fetch(engine, Holding(trouble=trouble)) == "refused"
    assert any("รับไฟล์จากไลน์ไม่ได้" in line for line in talk.say("ส่งเลย", "Malee"))
    talk.say("เอาไฟล์ออก", "Malee")
    assert any("อีก 1 นาที" in line for line in talk.say("ส่งเลย", "Malee"))
    assert [each["type"] for each in payload(engine)] == ["text"]


def test_trouble_that_passes_is_waited_for(engine: Engine, talk: Talk) -> None:
    talk.photo("Malee")
    assert fetch(engine, Holding(trouble=TryLater("500", 1, certain_unsent=True))) == "wanted"
    assert fetch(engine, Holding(body=None)) == "wanted"


def test_a_photo_taken_back_does_not_go(engine: Engine, talk: Talk) -> None:
    talk.photo("Malee")
    fetch(engine, Holding(photo()))
    talk.say("ส่งเลย", "Malee")
    with transaction(engine) as session:
        sent_files.forget_message(session, session.scalars(select(SentFile.line_message_id)).one())
    assert [each["type"] for each in payload(engine)] == ["text"]


def test_only_who_announces_is_offered_it(engine: Engine, talk: Talk) -> None:
    assert any("งานที่ต้องส่ง" in line for line in talk.photo("Somchai"))
    with Session(engine) as session:
        assert session.scalars(select(SentFile)).all() == []
        assert [each.enclosed for each in session.scalars(select(Broadcast))] == [[]]


def test_a_photo_is_made_fit_to_be_shown() -> None:
    made = shown(photo(3000, 2500, noise=True))
    with Image.open(BytesIO(made)) as picture:
        assert max(picture.size) <= 2048
        assert not picture.getexif()
    assert len(made) <= SHOWN_BYTES
    with pytest.raises(NotAPhoto):
        shown(b"<html>")


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(settings_for(database_url, tmp_path), echo, {})
    yield made
    parts_of(made).stop()


@pytest.mark.parametrize(
    ("name", "kind", "saved"),
    [
        ("", "image/jpeg", False),
        ("วาระ.pdf", "application/pdf", True),
        ("x.html.docx", "application/octet-stream", True),
    ],
)
def test_the_door_opens_to_its_address_alone(app: Flask, talk: Talk, name: str, kind: str, saved: bool) -> None:
    body = photo()
    with transaction(parts_of(app).engine) as session:
        malee = session.scalars(select(Broadcast.person_id)).one()
        common = {"person_id": malee, "problems": [], "warnings": [], "created_at": NOW, "state": "checked"}
        sent = SentFile(line_message_id="1", purpose="news", file_name=name, content=body, **common)
        other = SentFile(line_message_id="2", purpose="form", file_name="f.xlsx", content=body, **common)
        session.add_all([sent, other])
        session.flush()
        links = parts_of(app).renderer.buttons.links
        tokens = [links.sign("enclosed", each.id) for each in (sent, other)]
    client = app.test_client()
    answer = client.get(f"/enclosed/{tokens[0]}")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, kind, body)
    assert ("attachment" in answer.headers.get("Content-Disposition", "")) is saved
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/enclosed/{tokens[1]}").status_code == 404, "a form is nobody's to open here"
    assert client.get(f"/enclosed/{forged(tokens[0])}").status_code == 404
    assert client.get("/enclosed/1").status_code == 404
