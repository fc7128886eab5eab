"""`flask export word | pdf | excel | csv | chart`: files, and what the compiler is told before handing them on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from bot.app import create_app, parts_of
from exports import built_in
from exports.packing import packed, unpacked
from models import transaction
from models.rounds import Round
from models.submissions import Answer
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import settings_for
from tests.word_text import paragraphs

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def round_key(engine: Engine) -> str:
    with transaction(engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "lpn67r1", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"lpn67r1_q1": "ภาพรวมของพื้นที่"}, NOW)
        return round_.key


@pytest.fixture
def runner(database_url: str, tmp_path: Path) -> Iterator[FlaskCliRunner]:
    app = create_app(settings_for(database_url, tmp_path))
    yield app.test_cli_runner()
    parts_of(app).engine.dispose()


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_word_is_written_and_tells_what_is_missing(runner: FlaskCliRunner, round_key: str, tmp_path: Path) -> None:
    file = tmp_path / "volume.docx"
    report = told(runner.invoke(args=["export", "word", round_key, "-o", str(file), "--json"]))
    assert report["missing"] == ["dole"]
    assert report["unanswered"]["sesao"] == ["๒.๑)", "๒.๒)", "๒.๓)", "๓)", "๔)", "๕)"]
    assert "ภาพรวมของพื้นที่" in paragraphs(file.read_bytes())


def test_people_read_it_line_by_line(runner: FlaskCliRunner, round_key: str, tmp_path: Path) -> None:
    shown = runner.invoke(args=["export", "word", round_key, "--draft", "-o", str(tmp_path / "draft.docx")]).stdout
    assert shown.startswith("not sent: dole  สกร.ทดสอบ\nblank: sesao  ๒.๑), ๒.๒)")


def test_compiling_again_tells_what_is_different(
    runner: FlaskCliRunner, round_key: str, tmp_path: Path, engine: Engine
) -> None:
    def again(*more: str) -> Any:
        out = str(tmp_path / "volume.docx")
        return told(runner.invoke(args=["export", "word", round_key, "-o", out, "--json", *more]))["changes"]

    assert again() is None, "the first has nothing to be compared with"
    assert again("--layout", "by-office") == []
    with transaction(engine) as session:
        round_ = session.scalars(select(Round)).one()
        fill(session, round_, "dole", {"lpn67r1_q1": "ส่งทีหลัง"}, NOW)
        answer = session.scalars(select(Answer).where(Answer.ref.endswith("lpn67r1_q1"))).first()
        assert answer is not None
        answer.typed = answer.value = "แก้แล้ว"
    assert again("--draft") is None, "a working copy is compared with working copies"
    shown = runner.invoke(args=["export", "word", round_key, "-o", str(tmp_path / "x.docx")]).stdout
    assert [line.partition(": ")[2] for line in shown.splitlines() if line.startswith("since ")] == [
        "sesao  changed ๑)",
        "dole  new",
    ]
    shown = runner.invoke(args=["export", "word", round_key, "-o", str(tmp_path / "x.docx")]).stdout
    assert "nothing is different" in shown
    assert again("--office", "sesao") is None


def test_an_offices_own_template_is_used_or_its_mistake_told(
    runner: FlaskCliRunner, round_key: str, tmp_path: Path
) -> None:
    parts = unpacked(built_in.template("any", "office"))
    own = tmp_path / "own.docx"
    command = ["export", "word", round_key, "--template", str(own), "-o", str(tmp_path / "out.docx")]
    body = parts["word/document.xml"]
    own.write_bytes(packed({**parts, "word/document.xml": body.replace(b"{{ title }}", "หน้าปกของเรา".encode())}))
    assert runner.invoke(args=command).exit_code == 0
    assert paragraphs((tmp_path / "out.docx").read_bytes())[0] == "หน้าปกของเรา"
    own.write_bytes(packed({**parts, "word/document.xml": body.replace(b"{{ title }}", b"{{ titel }}")}))
    failed = runner.invoke(args=command)
    assert failed.exit_code == 2
    assert "เนื้อหา แถว 1 {{ titel }}: ไม่มีข้อมูลชื่อ titel หมายถึง title หรือไม่" in failed.stderr


@pytest.mark.parametrize(
    ("command", "start"), [("excel", b"PK"), ("csv", "\ufeffรหัสหน่วยงาน,".encode()), ("chart", b"\x89PNG")]
)
def test_the_other_files_are_written(
    runner: FlaskCliRunner, round_key: str, tmp_path: Path, command: str, start: bytes
) -> None:
    file = tmp_path / "file"
    report = told(runner.invoke(args=["export", command, round_key, "-o", str(file), "--json"]))
    assert report["file"] == str(file)
    assert file.read_bytes().startswith(start)


def test_one_offices_copy_with_charts(runner: FlaskCliRunner, round_key: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.docx"
    told(runner.invoke(args=["export", "word", round_key, "--office", "sesao", "--charts", "-o", str(file), "--json"]))
    assert "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ" in paragraphs(file.read_bytes())
    assert len([name for name in unpacked(file.read_bytes()) if name.startswith("word/media/")]) == 2
