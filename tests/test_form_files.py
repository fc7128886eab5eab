"""The doors to the files of forms: an author's own XLSForm for a day, the blank workbooks for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine

from bot.actions import Actions
from bot.app import create_app, parts_of
from bot.signing import Buttons, FileLinks, Links
from handlers.form import publishing
from handlers.replies import Button
from models import illustrations, transaction
from models.journal import Deed
from models.people import Account
from tests import chat_forms, world
from tests.joined import SECRET, echo, settings_for

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def app(engine: Engine, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(settings_for(database_url, tmp_path), echo, {}, lambda: NOW)
    yield made
    parts_of(made).stop()


def published(engine: Engine) -> tuple[int, int, int]:
    """Return a version, its author Malee, and Somchai who publishes nothing."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        version = publishing.publish(session, chat_forms.checked("short"), NOW).version
        people = [session.get_one(Account, world.line_id(name)).person_id for name in ("Malee", "Somchai")]
        assert people[0] is not None
        assert people[1] is not None
        return version.id, people[0], people[1]


def test_an_author_gets_the_workbook_and_that_is_journaled(app: Flask, engine: Engine) -> None:
    version, malee, _ = published(engine)
    links = FileLinks(parts_of(app).settings.app_secret, "workbooks")
    answer = app.test_client().get(f"/forms/{links.sign(version, malee)}")
    assert answer.status_code == 200
    assert answer.data == chat_forms.checked("short").workbook
    assert answer.headers["Cache-Control"] == "no-store"
    with transaction(engine) as session:
        assert session.query(Deed).filter_by(deed="open_form").count() == 1


def test_nobody_else_gets_it(app: Flask, engine: Engine) -> None:
    version, malee, somchai = published(engine)
    secret = parts_of(app).settings.app_secret
    client = app.test_client()
    for token in (
        FileLinks(secret, "workbooks").sign(version, somchai),
        FileLinks(secret, "workbooks").sign(999, malee),
        FileLinks(secret).sign(version, malee),  # the address of another kind of file
        "nonsense",
    ):
        assert client.get(f"/forms/{token}").status_code == 404


def test_its_address_is_for_one_person_not_for_a_group() -> None:
    button = Button("ไฟล์", action="link", value="workbook:1:2")
    buttons = Buttons(SECRET.encode())
    assert Actions(buttons, "https://bot.example", "C" + "1" * 32).of(button) is None
    action = Actions(buttons, "https://bot.example", "U" + "1" * 32).of(button)
    assert action is not None
    assert action["uri"].startswith("https://bot.example/forms/")


@pytest.mark.parametrize("name", ["simple-form.xlsx", "form-template.xlsx"])
def test_blank_workbooks_are_for_everybody(app: Flask, engine: Engine, name: str) -> None:
    with app.test_client().get(f"/templates/{name}") as answer:
        assert load_workbook(BytesIO(answer.data)).sheetnames
        assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["..%2F..%2Frequirements.txt", "nothing.xlsx", "../rooms.md"])
def test_and_nothing_else_is(app: Flask, engine: Engine, name: str) -> None:
    assert app.test_client().get(f"/templates/{name}").status_code == 404


def illustrated(engine: Engine) -> int:
    with transaction(engine) as session:
        return illustrations.keep(session, "video/mp4", bytes(range(100)), b"a still", NOW)


def test_a_file_beside_a_question_is_fetched_by_its_address_in_parts_and_kept_on_the_way(
    app: Flask, engine: Engine
) -> None:
    token = Links(parts_of(app).settings.app_secret).sign("shown", illustrated(engine))
    client = app.test_client()
    answer = client.get(f"/shown/{token}")
    assert (answer.data, answer.mimetype) == (bytes(range(100)), "video/mp4")
    assert "immutable" in answer.headers["Cache-Control"]
    part = client.get(f"/shown/{token}", headers={"Range": "bytes=10-19"})  # phones fetch films so
    assert (part.status_code, part.data) == (206, bytes(range(10, 20)))
    still = client.get(f"/shown/{token}/preview")
    assert (still.data, still.mimetype) == (b"a still", "image/jpeg")


def test_an_address_nobody_was_given_shows_nothing(app: Flask, engine: Engine) -> None:
    kept = illustrated(engine)
    secret = parts_of(app).settings.app_secret
    for token in (f"{kept}.guess", str(kept), Links(secret).sign("calendar", kept), Links(secret).sign("shown", 99)):
        assert app.test_client().get(f"/shown/{token}").status_code == 404
