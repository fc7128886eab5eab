"""What is chosen for a file beside its kind, and what is said when it cannot be made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import compile as compiling
from handlers import words_volumes as say
from models import Session, transaction
from models.jobs import Job
from models.people import Duty, Office, Role
from tests.file_desk import Desk, open_desk
from tests.word_text import paragraphs


@pytest.fixture
def desk(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice
    yield from open_desk(database_url, tmp_path, lambda: datetime.now(UTC))


def test_what_cannot_be_made_is_tried_twice_and_then_said(desk: Desk) -> None:
    desk.parts.settings.media_dir.write_text("a file where a folder should be")
    desk.talk.say("รวมเล่ม ฉบับร่าง", "Malee")
    assert desk.made() == [say.failed(""), f"[{say.AGAIN}]"]
    with Session(desk.parts.engine) as session:
        assert session.scalars(select(Job.last_error)).all() == ["NotADirectoryError"]
    desk.parts.settings.media_dir.unlink()
    assert desk.talk.tap(say.AGAIN, "Malee")[0].startswith("กำลังรวมเล่มฉบับร่าง")
    assert desk.made()[0] == "รวมเล่มเสร็จแล้วค่ะ"


def test_a_child_that_takes_too_long_is_ended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "WALL_SECONDS", 0)
    desk.talk.say("สำเนา Word")
    assert desk.made("Somchai") == [say.failed("time"), f"[{say.AGAIN}]"]
    monkeypatch.undo()
    desk.talk.tap(say.AGAIN)
    assert desk.file().state == "wanted"


def test_a_full_disk_is_said_with_what_helps(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "MOST_ATTEMPTS", 1)
    desk.talk.say("ส่งออก excel", "Malee")
    folder = desk.parts.settings.media_dir / "compiled"
    folder.mkdir(parents=True)
    (folder / f"{desk.file().id}.part").symlink_to("/dev/full")
    assert "พื้นที่เก็บไฟล์เต็ม" in desk.made()[0]
    assert list(folder.iterdir()) == [], "no piece is left that keeps the disk full"
    desk.talk.tap(say.AGAIN, "Malee")
    assert desk.made()[0] == "ไฟล์ Excel พร้อมแล้วค่ะ"


def test_a_child_that_was_killed_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "MOST_ATTEMPTS", 1)
    desk.talk.say("ส่งออก excel", "Malee")
    desk.parts.compiler.beat()
    assert desk.parts.compiler._running is not None
    desk.parts.compiler._running.child.kill()
    desk.parts.compiler._running.child.wait()
    assert desk.made() == [say.failed("killed"), f"[{say.AGAIN}]"]


def test_the_compilers_own_name_is_left_out_by_a_tap(desk: Desk) -> None:
    malee = desk.person_id("Malee")
    with transaction(desk.parts.engine) as session:
        office_id = session.scalars(select(Office.id).where(Office.code == "sesao")).one()
        session.add(Role(person_id=malee, office_id=office_id, duty=Duty.COORDINATOR))
    desk.talk.say("รวมเล่ม", "Malee")
    desk.talk.tap("ไม่ใส่ชื่อผู้รวบรวม", "Malee")
    desk.talk.tap("ใส่แผนภูมิ", "Malee")
    desk.talk.tap("เรียงตามข้อ", "Malee")
    desk.made()
    with desk.open(desk.address()) as answer:
        printed = paragraphs(answer.data)
    assert printed[printed.index("ลงพื้นที่ 3 ครั้ง") - 1] != "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ"
    assert "แผนภูมิ" in printed
