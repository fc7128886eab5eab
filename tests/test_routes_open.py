"""Every door to the outside is on this list, with the reason why it may be open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from bot.app import create_app, parts_of
from bot.health import WriteProbe
from bot.writer import Writer
from models import Session, open_engine, schema
from models.leases import Lease
from tests.joined import echo, settings_for

OPEN = {
    ("POST", "/line/webhook"): "LINE posts here; the signature is the key",
    ("GET", "/healthz"): "monitors; says only that the process answers",
    ("GET", "/readyz"): "monitors; ages in seconds, no names",
    ("GET", "/privacy"): "the notice everybody may read before they join",
    ("GET", "/calendar/<token>.ics"): "calendars cannot log in; the signed, revocable address is the key",
    ("GET", "/files/<token>"): "files asked for in chat; the signed, expiring address is the key, the scope the lock",
    ("GET", "/files/<token>/<any(pdf):form>"): "the same as a PDF; the same key and lock",
    ("GET", "/annexes/<token>"): "annexes of reports read in chat; the same key and lock",
    ("GET", "/word-templates/<name>"): "the built-in Word templates coordinators start from; nothing of anybody's",
    ("GET", "/media/chart/<token>"): "charts in chat, counts alone; LINE fetches it, the signature is the key",
    ("GET", "/media/photo/<token>"): "photos of a report read in chat; LINE fetches it, the signature is the key",
    ("GET", "/overview/enter/<token>"): "shows one button; the signed address is good for minutes and for one person",
    ("POST", "/overview/enter/<token>"): "gives that person the page's cookie for half an hour",
    ("GET", "/overview/"): "progress; the signed cookie is the key, the scope the lock",
    ("GET", "/overview/offices.csv"): "the same offices as a table; the cookie is the key, the scope the lock",
    ("GET", "/overview/files"): "files this person asked for; the cookie is the key",
    ("GET", "/overview/record"): "deeds on offices in scope; the cookie is the key, the scope the lock",
    ("GET", "/pictures/<name>"): "what chat shows of such a file; LINE fetches it, a name nobody guesses is the key",
    ("GET", "/enclosed/<token>"): "a file of an announcement or letter; the signed address is the key, for who got it",
    ("GET", "/received/<token>"): "a report on paper; the signed, expiring address is the key, the scope the lock",
    ("GET", "/forms/<token>"): "the XLSForm of a form, for its author; the signed, expiring address is the key",
    (
        "GET",
        "/shown/<token>",
    ): "pictures beside questions; LINE fetches them, the signed, long-lived address is the key",
    ("GET", "/shown/<token>/<any(preview):part>"): "the still of a film, in the same way",
    ("GET", "/templates/<name>"): "the blank workbooks authors start from; nothing of anybody's",
    ("GET", "/odata/v1/"): "what the feed holds; a token is the key, the scope of its person the lock",
    ("GET", "/odata/v1/$metadata"): "the types of the feed; the same key",
    ("GET", "/odata/v1/<name>"): "rows of the feed; the same key and lock",
    ("GET", "/odata/v1/<name>/$count"): "how many; the same key and lock",
    ("GET", "/static/<path:filename>"): "the style of our pages",
}


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(settings_for(database_url, tmp_path), echo, {})
    yield made
    parts_of(made).stop()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_no_other_door_is_open(app: Flask) -> None:
    doors = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or ()) - {"HEAD", "OPTIONS"}
    }
    assert doors == set(OPEN)


def test_every_answer_is_hardened(client: FlaskClient) -> None:
    for path in ("/privacy", "/healthz", "/static/page.css", "/nothing"):
        with client.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe-inline" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_privacy_notice_names_the_office_and_needs_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/privacy").get_data(as_text=True)
    assert "สำนักงานศึกษาธิการจังหวัดสมมติ" in page
    assert "พ.ศ. 2562" in page
    assert "<script" not in page
    assert "style=" not in page
    assert "http" not in page


def test_settings_cannot_write_html(database_url: str, tmp_path: Path) -> None:
    settings = replace(settings_for(database_url, tmp_path), contact_name="<script>alert(1)</script>")
    app = create_app(settings, echo, {})
    assert "<script" not in app.test_client().get("/privacy").get_data(as_text=True)
    parts_of(app).stop()


def test_ready_means_migrated_and_writable(client: FlaskClient, app: Flask) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["schema"], answer.json["write"]) == (503, False, True)
    with parts_of(app).engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": schema.HEAD})
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "ok": True,
        "disk": True,
        "write": True,
        "schema": True,
        "clock_seconds": None,
        "outbox_seconds": None,
    }


def test_without_a_database_the_process_lives_but_is_not_ready(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'no folder' / 'raingan.db'}", tmp_path)
    app = create_app(settings, echo, {})
    assert app.test_client().get("/healthz").status_code == 200
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["write"]) == (503, False)
    parts_of(app).stop()


def test_asking_whether_we_are_ready_writes_now_and_then(database_url: str) -> None:
    """A stranger who asks all day costs a row in half a minute, and it is always the same row."""
    writer, times = Writer(open_engine(database_url)), [0.0]
    tries: list[bool] = []
    honest = writer.run
    writer.run = lambda work: (tries.append(True), honest(work))[1]  # type: ignore[method-assign]
    probe = WriteProbe(writer, lambda: times[0])
    for second in range(0, 120, 2):
        times[0] = float(second)
        assert probe.is_well()
    assert len(tries) == 4
    with Session(writer.engine) as session:
        assert session.scalars(select(Lease.name)).all() == ["probe"]
    writer.engine.dispose()


def test_a_database_that_takes_no_writes_is_tried_again_soon(database_url: str) -> None:
    writer, times = Writer(open_engine(database_url)), [0.0]
    honest = writer.run

    def full(_work: object) -> object:
        raise OSError("no space left on device")

    writer.run = full  # type: ignore[method-assign]
    probe = WriteProbe(writer, lambda: times[0])
    assert not probe.is_well()
    writer.run = honest  # type: ignore[method-assign]
    assert not probe.is_well()
    times[0] = 6.0
    assert probe.is_well()
    writer.engine.dispose()
