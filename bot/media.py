"""Photos and files: fetched from LINE soon after they were announced, cleaned, kept under a name of ours, forgotten.

Run as jobs by the clock process, never inside a transaction: LINE deletes content after a time it does not tell.
"""

from __future__ import annotations

import hashlib
import logging
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from bot import jobs
from bot.line import Line, Refused, TryLater
from bot.sending import TOKEN_TROUBLE
from bot.whole_file import write_whole
from bot.writer import Writer
from handlers.report import photo_changes
from models import Session, compiled_files, submissions
from models.jobs import Job
from models.submissions import Attachment

log = logging.getLogger(__name__)

KIND = "media"  # fetch what an attachment announces
FORGET = "forget"  # delete the file of an attachment that was taken back or has been kept long enough
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000  # of a photo: three copies of it stand in memory while it is cleaned
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 90  # JPEG
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 30
LONGEST_WAIT = timedelta(minutes=10)
OURS = re.compile(r"[0-9a-f]{32}\.(jpg|bin)")  # names we give to photos and files of answers
ORPHAN_AGE = timedelta(hours=24)
AT_ONCE = 200
HEIC = (b"heic", b"heix", b"mif1", b"hevc")  # at byte 8: no reader here, and no Word shows it


class NotAPhoto(Exception):
    """The bytes are not a picture we can take."""


@dataclass(frozen=True)
class Kept:
    """What is stored of one message."""

    body: bytes
    mime: str
    suffix: str


@dataclass(frozen=True)
class _Wanted:
    """One claimed job and the message it is about. `blob`: the file to forget, instead of fetching one."""

    job_id: int
    attempts: int
    attachment_id: int
    message_id: str
    blob: str | None = None


def cleaned(body: bytes, mime: str, turns: int = 0) -> Kept:
    """Return what to keep: photos as a new JPEG without place or comment in it, other files as they are.

    `turns`: quarters to the right, for a photo that does not say itself how it is held.
    Raises NotAPhoto for a picture of a kind or size we do not take.
    """
    if body[8:12] in HEIC:
        raise NotAPhoto("HEIC")
    if not mime.startswith("image/"):
        return Kept(body, mime.partition(";")[0][:100], ".bin")
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto("too many pixels")
            return Kept(_as_new_jpeg(picture, turns), "image/jpeg", ".jpg")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError) as trouble:
        raise NotAPhoto(type(trouble).__name__) from trouble


def _as_new_jpeg(picture: Image.Image, turns: int) -> bytes:
    """Return the pixels alone, upright, on white, as a JPEG. Saving the opened picture again would keep its comment."""
    says_itself = picture.getexif().get(ExifTags.Base.Orientation, 1) != 1
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    if turns and not says_itself:
        upright = upright.rotate(-90 * turns, expand=True)
    fresh = Image.new("RGB", upright.size, "white")
    fresh.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def shelve(folder: Path, kept: Kept) -> str:
    """Write a file into the media folder under a name of ours; return the name."""
    blob = f"{uuid.uuid4().hex}{kept.suffix}"
    write_whole(folder / blob, kept.body)
    return blob


class Media:
    """Does the media jobs. `folder` is made when the first file is kept."""

    def __init__(self, writer: Writer, line: Line, folder: Path) -> None:
        self._writer = writer
        self._line = line
        self._folder = folder

    def work_jobs(self, limit: int) -> int:
        """Do up to `limit` jobs that are due and return how many were."""
        return jobs.work(self._writer, _claim, self._work, limit)

    def _work(self, wanted: _Wanted) -> None:
        """Fetch and keep one message, or note why it cannot be kept; forget one file."""
        if wanted.blob is not None:
            (self._folder / wanted.blob).unlink(missing_ok=True)
            self._writer.run(partial(_forgotten, wanted))
            return
        try:
            content = self._line.content(wanted.message_id, MOST_BYTES)
            if content.body is None:
                raise TryLater("still being prepared", 3, certain_unsent=True)
            self._keep(wanted, cleaned(content.body, content.mime))
        except TryLater as trouble:
            self._writer.run(partial(_later, wanted, str(trouble), trouble.seconds))
        except Refused as refusal:
            self._refused(wanted, refusal)
        except NotAPhoto:
            self._settle(wanted, partial(_is_now, "refused"))
        log.info("media", extra={"job": wanted.job_id, "attachment": wanted.attachment_id, "attempt": wanted.attempts})

    def _refused(self, wanted: _Wanted, refusal: Refused) -> None:
        if refusal.status in (401, 403):  # our token, not this photo
            self._writer.run(partial(_later, wanted, str(refusal), TOKEN_TROUBLE))
        else:
            self._settle(wanted, partial(_is_now, "refused" if refusal.status == 413 else "gone"))

    def _keep(self, wanted: _Wanted, kept: Kept) -> None:
        blob = shelve(self._folder, kept)

        def note(row: Attachment) -> None:
            row.blob, row.mime, row.size_bytes = blob, kept.mime, len(kept.body)
            row.sha256, row.state = hashlib.sha256(kept.body).hexdigest(), "kept"

        if not self._settle(wanted, note):
            (self._folder / blob).unlink()  # taken back while it was being fetched

    def sweep(self, now: datetime) -> int:
        """Delete files no row knows: a process died between the file and its row. Return how many there were.

        Young ones are left: their row may be about to be written.
        """
        if not self._folder.is_dir():
            return 0
        old = [file for file in self._folder.iterdir() if OURS.fullmatch(file.name) and _is_old(file, now)]
        gone = 0
        for start in range(0, len(old), AT_ONCE):
            part = old[start : start + AT_ONCE]
            known = self._writer.run(partial(_known, [file.name for file in part]))
            for file in part:
                if file.name not in known:
                    file.unlink(missing_ok=True)
                    gone += 1
        if gone:
            log.warning("orphans_removed", extra={"count": gone})
        return gone

    def _settle(self, wanted: _Wanted, note: Callable[[Attachment], None]) -> bool:
        """Close the job and note its outcome. Return whether the attachment still wanted it."""
        return self._writer.run(lambda session: _closed(session, wanted, note))


def _is_old(file: Path, now: datetime) -> bool:
    try:
        return file.stat().st_mtime < (now - ORPHAN_AGE).timestamp()
    except FileNotFoundError:  # another process has just forgotten it
        return False


def _known(names: Sequence[str], session: Session) -> set[str]:
    """Return those of the names that an answer or a file somebody asked for bears."""
    return submissions.kept_names(session, names) | compiled_files.kept_names(session, names)


def _claim(session: Session) -> _Wanted | None:
    """Lease the next job whose message is still wanted, or whose file is to be forgotten."""

    def wanted(job: Job) -> _Wanted | None:
        row = session.get(Attachment, int(job.subject))
        if row is not None and job.kind == KIND and row.state == "wanted":
            return _Wanted(job.id, job.attempts, row.id, row.line_message_id)
        if row is not None and job.kind == FORGET and row.blob:
            return _Wanted(job.id, job.attempts, row.id, row.line_message_id, row.blob)
        return None

    return jobs.claim(session, (KIND, FORGET), LEASE, wanted)


def _later(wanted: _Wanted, why: str, seconds: float, session: Session) -> None:
    if wanted.attempts >= MOST_ATTEMPTS:
        _closed(session, wanted, partial(_is_now, "gone"))
    else:
        jobs.put_off(session, wanted, why, jobs.pause(wanted.attempts, seconds, LONGEST_WAIT))


def _closed(session: Session, wanted: _Wanted, note: Callable[[Attachment], None]) -> bool:
    is_first = jobs.close(session, wanted)
    row = session.get(Attachment, wanted.attachment_id, with_for_update=True)
    if not is_first or row is None or row.state != "wanted":
        return False
    note(row)
    if row.state == "kept":
        session.flush()
        photo_changes.tell_of_twin(session, row, datetime.now(UTC))
    return True


def _forgotten(wanted: _Wanted, session: Session) -> None:
    """Note that the file is gone, and with it everything that told about it."""
    if jobs.close(session, wanted):
        row = session.get_one(Attachment, wanted.attachment_id)
        row.state, row.blob, row.sha256, row.size_bytes, row.file_name = "gone", None, None, None, ""


def _is_now(state: str, row: Attachment) -> None:
    row.state = state
