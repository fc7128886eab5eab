"""Forms and sent reports on the command line: attached tables, moving drafts to a newer version, ODK's files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bot.app import parts_of
from handlers.form import publishing
from models import transaction
from scheduler.deadlines import Once
from tests import chat_forms, world
from tests.command_line import make
from tests.talk import Talk
from tests.test_authoring import SCHOOLS, workbook
from tests.test_migrating import STRICTER, WIDER

NOW = datetime.now(UTC)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = make(database_url, tmp_path)
    yield made
    parts_of(made).engine.dispose()


@pytest.fixture
def run(app: Flask) -> Callable[..., Any]:
    def run(*words: object, exit_code: int = 0) -> Any:
        result = app.test_cli_runner().invoke(args=[*(str(word) for word in words), "--json"])
        assert result.exit_code == exit_code, result.output
        return json.loads(result.stdout)

    return run


@pytest.fixture
def talk(app: Flask) -> Talk:
    """Somchai has answered three questions of a round that is open."""
    engine = parts_of(app).engine
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "places", Once(NOW + timedelta(days=20)), NOW)
    talk = Talk(engine, NOW)
    for answer in ("เริ่มกรอก", "แม่สอด", "แม่ปะ", "120"):
        talk.say(answer)
    return talk


def test_a_form_is_published_with_its_tables(run: Callable[..., Any], tmp_path: Path) -> None:
    form, schools = tmp_path / "form.xlsx", tmp_path / "schools.csv"
    form.write_bytes(workbook(SCHOOLS))
    schools.write_text("name,label\ns1,บ้านดอย\n", encoding="utf-8")
    (without,) = run("form", "check", form, exit_code=2)
    assert "schools.csv" in " ".join(without["problems"])
    (published,) = run("form", "publish", form, "--media", schools)
    assert (published["form"], published["new"]) == ("projects", True)
    (again,) = run("form", "publish", form, "--media", schools)
    assert again["new"] is False


def test_reports_that_lose_nothing_are_moved(run: Callable[..., Any], talk: Talk) -> None:
    assert run("form", "migrate", "places") == {"begun": [], "sent": 0, "asks": []}
    with transaction(talk.engine) as session:
        publishing.publish(session, chat_forms.made(STRICTER), NOW + timedelta(hours=1))
    expected = {"office": "สพม.ทดสอบ", "from": "1", "kept": 2, "dropped": ["จำนวนครัวเรือน"], "newly_required": []}
    told = {"begun": [{**expected, "fits": False}], "sent": 0, "asks": []}
    assert run("form", "migrate", "places") == told
    assert run("form", "migrate", "places", "--move") == {**told, "state": "done", "moved": 0, "asked": 0, "failed": 0}


def test_moving_asks_what_is_sent_for_what_changed(run: Callable[..., Any], talk: Talk) -> None:
    talk.say("ส่ง")
    talk.say("ผ่านแล้ว")
    with transaction(talk.engine) as session:
        publishing.publish(session, chat_forms.made(WIDER), NOW + timedelta(hours=1))
    done = run("form", "migrate", "places", "--move", "--until", f"{NOW + timedelta(days=9):%Y-%m-%d}")
    assert (done["sent"], done["asks"], done["asked"]) == (1, ["หมายเหตุ (ใหม่)"], 1)
    assert any("ขอให้ตอบเพิ่ม 1 ข้อ" in line for line in talk.say("ข้อที่ให้แก้"))


def test_a_round_is_packed_for_other_odk_tools(run: Callable[..., Any], talk: Talk, tmp_path: Path) -> None:
    talk.say("ส่ง")
    talk.say("ผ่านแล้ว")
    file = tmp_path / "odk.zip"
    period = run("round", "list")[0]["round"]
    told = run("export", "odk", period, "-o", file)
    (instance_id,) = told["submissions"]
    with zipfile.ZipFile(file) as made:
        xml = made.read(f"instances/{instance_id.removeprefix('uuid:')}/submission.xml").decode()
        assert "forms/places-1.xml" in made.namelist()
    assert f"<instanceID>{instance_id}</instanceID>" in xml.replace("orx:", "")
    assert "<houses>120</houses>" in xml
