"""The door LINE knocks at: who is let in, what is answered, and that 200 means it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from bot.app import create_app, parts_of
from bot.webhook import MOST_BYTES
from handlers.incoming import Incoming, Sticker
from handlers.turn import Response
from models import Session
from models.journal import Event
from models.outbox import Outbox
from tests.joined import MALEE, SECRET, Joined, delivered, echo, joined, said, settings_for, sign


def fragile(session: Session, incoming: Incoming, now: Any) -> Response:
    """A handler with a mistake: it cannot stand stickers."""
    if isinstance(incoming.said, Sticker):
        raise RuntimeError("ours")
    return echo(session, incoming, now)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A bot whose LINE answers nobody: its replies wait."""
    made = create_app(settings_for(database_url, tmp_path), fragile, {})
    yield made
    parts_of(made).stop()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def pair(database_url: str, tmp_path: Path) -> Iterator[Joined]:
    with joined(database_url, tmp_path) as both:
        yield both


def post(client: FlaskClient, body: bytes, signature: str | None = None) -> int:
    headers = {"x-line-signature": sign(body) if signature is None else signature}
    return client.post("/line/webhook", data=body, headers=headers, content_type="application/json").status_code


def journaled(app: Flask) -> int:
    with Session(parts_of(app).engine) as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


def test_what_somchai_says_is_answered_by_reply(pair: Joined) -> None:
    somchai = pair.user("Somchai")
    sent = pair.say(somchai, "สวัสดีค่ะ")
    assert sent["webhookStatus"] == 200
    (heard,) = pair.heard(somchai)
    assert (heard["via"], heard["message"]["text"]) == ("reply", "ได้รับ สวัสดีค่ะ")


def test_a_duplicated_delivery_is_answered_once(pair: Joined) -> None:
    somchai = pair.user("Somchai")
    pair.control("PUT", "/faults", duplicate_rate=1.0)
    for number in range(5):
        pair.say(somchai, str(number))
    assert len(pair.heard(somchai, 5)) == 5
    with Session(pair.parts.engine) as session:
        assert session.scalar(select(func.count()).select_from(Outbox)) == 5


BODY = delivered(said("ก"))
FORGED = [
    ("nothing", ""),
    ("garbage", "not base64"),
    ("unicode", "ก" * 44),
    ("another channel's secret", sign(BODY, "the secret of another")),
    ("the empty secret", sign(BODY, "")),
    ("another body", sign(BODY + b" ")),
    ("a character changed", sign(BODY)[:-2] + ("A=" if sign(BODY)[-2] != "A" else "B=")),
    ("cut short", sign(BODY)[:-4]),
    ("in lower case", sign(BODY).lower()),
]


@pytest.mark.parametrize("signature", [each[1] for each in FORGED], ids=[each[0] for each in FORGED])
def test_who_does_not_sign_as_line_is_refused(client: FlaskClient, app: Flask, signature: str) -> None:
    signature = signature.encode().decode("latin-1")  # as a header travels
    assert post(client, BODY, signature) == 400
    assert journaled(app) == 0


def test_a_missing_signature_is_refused(client: FlaskClient) -> None:
    assert client.post("/line/webhook", data=BODY).status_code == 400


@pytest.mark.parametrize("at", range(0, len(BODY), 23))
def test_a_changed_byte_is_refused(client: FlaskClient, at: int) -> None:
    changed = BODY[:at] + bytes([BODY[at] ^ 1]) + BODY[at + 1 :]
    assert post(client, changed, sign(BODY)) == 400


def test_the_name_of_the_header_may_be_written_in_any_case(client: FlaskClient) -> None:
    body = delivered()
    assert client.post("/line/webhook", data=body, headers={"X-LINE-SIGNATURE": sign(body)}).status_code == 200


ODD = [
    b'{"destination":"U0","events":[]}',
    b"{}",
    b"[]",
    b"null",
    b'{"events":null}',
    b'{"events":[1,"x",null,[]]}',
    b"not json",
    b"\xff\xfe",
    b"",
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", ODD, ids=[str(body[:30]) for body in ODD])
def test_a_signed_delivery_without_events_is_fine(client: FlaskClient, app: Flask, body: bytes) -> None:
    assert post(client, body) == 200
    assert journaled(app) == 0


def test_a_body_over_a_megabyte_is_not_read(client: FlaskClient) -> None:
    assert post(client, b" " * (MOST_BYTES + 1)) == 413


def test_several_people_in_one_delivery(client: FlaskClient, app: Flask) -> None:
    assert post(client, delivered(said("ก"), said("ข", MALEE), {"type": "from the future"}, {})) == 200
    assert journaled(app) == 4


def test_one_bad_event_refuses_the_delivery_but_keeps_the_others(client: FlaskClient, app: Flask) -> None:
    sticker = said("", message={"type": "sticker", "id": "5"})
    body = delivered(said("ก"), sticker, said("ข", MALEE))
    assert [post(client, body) for _ in range(4)] == [500, 500, 200, 200]
    with Session(parts_of(app).engine) as session:
        assert sorted(session.scalars(select(Event.state))) == ["applied", "applied", "failed"]


def test_what_cannot_be_written_is_not_acknowledged(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'no folder' / 'raingan.db'}", tmp_path)
    app = create_app(settings, echo, {})
    assert post(app.test_client(), BODY) == 500
    parts_of(app).stop()


def test_nothing_of_a_message_is_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    from bot.logs import JsonLines

    sticker = said("", message={"type": "sticker", "id": "5", "text": "ความลับ"})
    post(client, delivered(said("ความลับ"), sticker))
    post(client, BODY, "forged")
    written = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert "event_failed" in written
    assert "bad_signature" in written
    for secret in ("ความลับ", SECRET, said("")["source"]["userId"], sticker["replyToken"], "forged"):
        assert secret not in written
