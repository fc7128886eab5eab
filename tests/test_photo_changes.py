"""Photos sent at once stand as they were chosen; the same photo twice is told; files nobody knows are swept."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.line import Content
from bot.media import Media as MediaJobs
from bot.writer import Writer
from handlers.incoming import Media
from models import Session, transaction
from models.notices import Notice
from models.submissions import Attachment
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk
from tests.test_media import Shelf, photo

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai stands where photos belong."""
    talk = Talk(engine, NOW)
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "lpn67r1", Once(NOW + timedelta(days=28)), NOW)
    talk.say("เริ่มกรอก")
    talk.say("แก้ ๕)")
    talk.say("จัดนิทรรศการวิชาชีพ")
    return talk


def send_set(talk: Talk, *indexes: int) -> list[str]:
    said: list[str] = []
    for index in indexes:
        said = talk.hear(Media("image", f"7000{index}", set_id="one", set_index=index, set_total=len(indexes)))
    return said


def photos(talk: Talk) -> list[str]:
    stored = (line.split("/")[-1] for line in talk.stored())
    return sorted(line for line in stored if line.startswith("photo["))


def test_photos_of_one_set_stand_as_they_were_chosen(talk: Talk, engine: Engine) -> None:
    said = send_set(talk, 3, 1, 2)
    assert photos(talk) == ["photo[1] 70001.jpg", "photo[2] 70002.jpg", "photo[3] 70003.jpg"]
    assert "✓ รับ 3 ภาพแล้ว" in said
    with Session(engine) as session:
        rows = session.scalars(select(Attachment).order_by(Attachment.pos))
        assert [(row.pos, row.line_message_id) for row in rows] == [("1", "70001"), ("2", "70002"), ("3", "70003")]


def test_without_an_index_they_stand_as_they_came(talk: Talk) -> None:
    for number in (5, 4):
        talk.hear(Media("image", f"7000{number}", set_id="one", set_index=0, set_total=2))
    assert photos(talk) == ["photo[1] 70005.jpg", "photo[2] 70004.jpg"]


def test_a_photo_sent_with_a_text_stands_beside_that_text(talk: Talk) -> None:
    talk.say("แก้ ๑)")
    talk.say("แก้ ๕)")
    talk.say("จัดนิทรรศการ และประกวดผลงาน")
    talk.hear(Media("image", "70009"), at=talk.now - timedelta(milliseconds=300))
    assert photos(talk) == ["photo[1] 70009.jpg"]


def work(engine: Engine, folder: Path) -> MediaJobs:
    return MediaJobs(Writer(engine), Shelf(Content(photo(), "image/jpeg")), folder)  # type: ignore[arg-type]


def test_the_same_photo_twice_is_told(talk: Talk, engine: Engine, tmp_path: Path) -> None:
    send_set(talk, 1, 2)
    work(engine, tmp_path).work_jobs(10)
    with Session(engine) as session:
        told = str(session.scalars(select(Notice.replies)).one())
    assert "ภาพที่ 2 เป็นภาพเดียวกับภาพที่ 1" in told


def test_files_no_row_knows_are_swept(talk: Talk, engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    send_set(talk, 1)
    media = work(engine, folder)
    media.work_jobs(10)
    (kept,) = folder.iterdir()
    orphan, young, other = (folder / name for name in (f"{'a' * 32}.jpg", f"{'b' * 32}.jpg", "notes.txt"))
    now = datetime.now(UTC)
    for file in (orphan, young, other):
        file.write_bytes(b"x")
    for file in (orphan, other, kept):
        os.utime(file, (now.timestamp() - 90_000,) * 2)
    assert media.sweep(now) == 1
    assert {file.name for file in folder.iterdir()} == {kept.name, young.name, other.name}
    assert work(engine, tmp_path / "nothing").sweep(now) == 0
