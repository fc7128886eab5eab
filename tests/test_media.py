"""Photos lose everything but the picture; what is hostile or gone is told apart from what has to wait."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select, update

from bot.line import Content, Refused, TryLater
from bot.media import Kept, Media, NotAPhoto, cleaned
from bot.writer import Writer
from models import Engine, Session, catalogue, jobs, people, rounds, submissions
from models.jobs import Job
from models.submissions import Attachment

NOW = datetime.now(UTC)


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **saved: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode in ("RGB", "RGBA") else 0).save(out, kind, **saved)
    return out.getvalue()


def with_secrets() -> bytes:
    """Return a photo that tells where it was taken, is stored lying down, and carries a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to stand upright
    exif[0x010F] = "SomchaiPhone"
    exif.get_ifd(0x8825)[2] = (16.0, 52.0, 0.0)  # latitude
    return photo(exif=exif, comment=b"<script>alert(1)</script>")


def test_a_photo_keeps_its_picture_and_nothing_else() -> None:
    kept = cleaned(with_secrets(), "image/jpeg")
    assert (kept.mime, kept.suffix) == ("image/jpeg", ".jpg")
    assert b"script" not in kept.body
    assert b"SomchaiPhone" not in kept.body
    with Image.open(BytesIO(kept.body)) as picture:
        assert picture.size == (20, 40)  # upright
        assert not picture.getexif()
        assert "comment" not in picture.info


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_pictures_of_other_kinds_become_jpeg(kind: str, mode: str) -> None:
    with Image.open(BytesIO(cleaned(photo(kind, mode=mode), "image/png").body)) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_other_files_stay_as_they_are() -> None:
    assert cleaned(b"PK\x03\x04...", "application/zip; x=y") == Kept(b"PK\x03\x04...", "application/zip", ".bin")


def flood() -> bytes:
    """Return a small file that claims to be a picture of 900 million pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    sealed = ((len(body), kind + body) for kind, body in chunks)
    parts = (struct.pack(">I", size) + rest + struct.pack(">I", zlib.crc32(rest)) for size, rest in sealed)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


HOSTILE = {
    "nothing": b"",
    "no picture": b"<svg onload=alert(1)>",
    "cut off": photo()[:-40],
    "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "GIF": photo("GIF"),
    "a flood of pixels": flood(),
    "large": photo("PNG", (7_000, 6_000), "1"),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_photo_is_refused(body: bytes) -> None:
    with pytest.raises(NotAPhoto):
        cleaned(body, "image/jpeg")


# --- the job -----------------------------------------------------------------------------------------------------


class Shelf:
    """A LINE that has one content to give, or one thing to say."""

    def __init__(self, given: Content | Exception) -> None:
        self.given = given
        self.asked = 0

    def content(self, _message_id: str, _most_bytes: int) -> Content:
        self.asked += 1
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


@pytest.fixture
def attachment_id(engine: Engine) -> int:
    """One photo that somebody sent, and the wish to fetch it."""
    with Session(engine) as session, session.begin():
        attachment = wanted_photo(session)
        jobs.want(session, "media", str(attachment.id), NOW - timedelta(seconds=1))
        return attachment.id


def wanted_photo(session: Session) -> Attachment:
    office = people.Office(code="tak", name="หน่วยงานสมมติ")
    version = catalogue.FormVersion(
        form_id="f", version="1", title="แบบสมมติ", short="แบบ", questions=1, workbook=b"", workbook_sha256="",
        xform="", warnings=[], pyxform_version="", published_at=NOW,
    )  # fmt: skip
    schedule = rounds.Schedule(form_id="f", rule={}, ladder={}, created_at=NOW)
    session.add_all([office, version, schedule])
    session.flush()
    opened = rounds.Round(
        schedule=schedule, form_version=version, form_id="f", period="2026-11", opens_at=NOW, due_at=NOW,
        late_at=NOW, closes_at=NOW,
    )  # fmt: skip
    submission = submissions.Submission(
        assignment=rounds.Assignment(round=opened, office=office), form_version=version, instance_id="i", seed=1,
        started_at=NOW,
    )  # fmt: skip
    session.add(submission)
    session.flush()
    attachment = Attachment(line_message_id="77", submission_id=submission.id, ref="/f/p", pos="", created_at=NOW)
    session.add(attachment)
    session.flush()
    return attachment


def work(engine: Engine, folder: Path, shelf: Shelf) -> int:
    return Media(Writer(engine), shelf, folder / "media").work_jobs(10)  # type: ignore[arg-type]


def found(engine: Engine, attachment_id: int) -> tuple[Attachment, Job]:
    with Session(engine) as session:
        return session.get_one(Attachment, attachment_id), session.scalars(select(Job)).one()


def test_a_photo_is_fetched_once_and_kept(engine: Engine, tmp_path: Path, attachment_id: int) -> None:
    shelf = Shelf(Content(photo(), "image/jpeg"))
    assert [work(engine, tmp_path, shelf), work(engine, tmp_path, shelf)] == [1, 0]
    row, job = found(engine, attachment_id)
    assert (row.state, row.mime, job.state, shelf.asked) == ("kept", "image/jpeg", "done", 1)
    assert row.blob is not None
    body = (tmp_path / "media" / row.blob).read_bytes()
    assert len(body) == row.size_bytes
    assert [file.name for file in (tmp_path / "media").iterdir()] == [row.blob]


REFUSALS: list[tuple[str, Content | Exception, str]] = [
    ("unknown to LINE", Refused("404 not found", 404), "gone"),
    ("taken back", Refused("410 The content is gone", 410), "gone"),
    ("too large", Refused("more than 20000000 bytes", 413), "refused"),
    ("no photo", Content(b"<svg>", "image/png"), "refused"),
]


@pytest.mark.parametrize(("given", "state"), [each[1:] for each in REFUSALS], ids=[each[0] for each in REFUSALS])
def test_what_cannot_be_kept(
    engine: Engine, tmp_path: Path, attachment_id: int, given: Content | Exception, state: str
) -> None:
    work(engine, tmp_path, Shelf(given))
    row, job = found(engine, attachment_id)
    assert (row.state, row.blob, job.state) == (state, None, "done")


WAITS: list[tuple[str, Content | Exception]] = [
    ("LINE prepares it", Content(None)),
    ("LINE is down", TryLater("500 ", 1, certain_unsent=False)),
    ("our token is wrong", Refused("401 Authentication failed", 401)),
]


@pytest.mark.parametrize("given", [each[1] for each in WAITS], ids=[each[0] for each in WAITS])
def test_what_may_come_later(engine: Engine, tmp_path: Path, attachment_id: int, given: Content | Exception) -> None:
    assert work(engine, tmp_path, Shelf(given)) == 1
    row, job = found(engine, attachment_id)
    assert (row.state, job.state, job.attempts, job.lease_until) == ("wanted", "pending", 1, None)
    assert job.next_at > NOW
    with Session(engine) as session, session.begin():
        session.execute(update(Job).values(next_at=NOW - timedelta(seconds=1)))
    assert work(engine, tmp_path, Shelf(Content(photo(), "image/jpeg"))) == 1
    assert found(engine, attachment_id)[0].state == "kept"


def test_a_photo_taken_back_while_it_is_fetched_is_not_kept(engine: Engine, tmp_path: Path, attachment_id: int) -> None:
    class Slow(Shelf):
        def content(self, message_id: str, most_bytes: int) -> Content:
            with Session(engine) as session, session.begin():
                session.execute(update(Attachment).values(state="gone"))
            return super().content(message_id, most_bytes)

    work(engine, tmp_path, Slow(Content(photo(), "image/jpeg")))
    assert found(engine, attachment_id)[0].state == "gone"
    assert list((tmp_path / "media").iterdir()) == []
