"""What goes with announcements: fetched from LINE by a job, made fit to be shown, served to LINE and to readers.

GET /enclosed/<token>: the signed address is the key. It lives as long as the file is kept: readers come late.
GET /received/<token>: a report that came another way, for one reader and a day; the scope is asked again each time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

from flask import Blueprint, Response
from PIL import Image

from bot import jobs
from bot.files import disposition, page, private
from bot.line import Line, Refused, TryLater
from bot.media import NotAPhoto, cleaned
from bot.sending import TOKEN_TROUBLE
from bot.signing import Expired, FileLinks, Links
from bot.writer import Writer
from handlers.news import announcing, enclosing
from handlers.rounds import papers
from models import Engine, Session, database_now, reading
from models.jobs import Job
from models.sent_files import LETTER, SentFile

log = logging.getLogger(__name__)

MOST_BYTES = 10_000_000  # LINE's limit of a picture; more of a file few will load on a phone
SHOWN_BYTES = 1_000_000  # LINE's limit of a preview image, which ours is too
SIDES = (2048, 1600, 1200, 800)  # pixels of the longer side, until it fits
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(minutes=1)  # somebody waits for it
LOST = "refused"
PDF = "application/pdf"
FOR_ALL = (enclosing.KIND, LETTER)  # purposes of files that everybody they are sent to may open


@dataclass(frozen=True)
class _Wanted:
    job_id: int
    attempts: int
    file_id: int
    message_id: str
    is_photo: bool


class Enclosures:
    """Does the jobs about what announcements enclose."""

    def __init__(self, writer: Writer, line: Line) -> None:
        self._writer = writer
        self._line = line

    def work_jobs(self, limit: int) -> int:
        """Do up to `limit` jobs that are due and return how many were."""
        return jobs.work(self._writer, _claim, self._work, limit)

    def _work(self, wanted: _Wanted) -> None:
        try:
            content = self._line.content(wanted.message_id, MOST_BYTES)
            if content.body is None:
                raise TryLater("still being prepared", 2, certain_unsent=True)
            body = shown(content.body) if wanted.is_photo else content.body
            self._writer.run(partial(_settle, wanted, body))
        except TryLater as trouble:
            self._writer.run(partial(_later, wanted, str(trouble), trouble.seconds))
        except Refused as refusal:
            if refusal.status in (401, 403):  # our token, not this file
                self._writer.run(partial(_later, wanted, str(refusal), TOKEN_TROUBLE))
            else:
                self._writer.run(partial(_settle, wanted, None))
        except NotAPhoto:
            self._writer.run(partial(_settle, wanted, None))
        log.info("enclosure", extra={"job": wanted.job_id, "file": wanted.file_id, "attempt": wanted.attempts})


def shown(body: bytes) -> bytes:
    """Return a photo as a JPEG that LINE shows: no place or comment in it, small enough. Raises NotAPhoto."""
    kept = cleaned(body, "image/jpeg").body
    for side in SIDES:
        with Image.open(BytesIO(kept)) as picture:
            picture.thumbnail((side, side))
            out = BytesIO()
            picture.save(out, "JPEG", quality=85)
        if len(out.getvalue()) <= SHOWN_BYTES:
            return out.getvalue()
    raise NotAPhoto("too detailed")


def _claim(session: Session) -> _Wanted | None:
    def wanted(job: Job) -> _Wanted | None:
        sent = session.get(SentFile, int(job.subject))
        if sent is None or sent.state != "wanted":
            return None
        return _Wanted(job.id, job.attempts, sent.id, sent.line_message_id, not sent.file_name)

    return jobs.claim(session, (enclosing.KIND,), LEASE, wanted)


def _later(wanted: _Wanted, why: str, seconds: float, session: Session) -> None:
    if wanted.attempts >= MOST_ATTEMPTS:
        _settle(wanted, None, session)
    else:
        jobs.put_off(session, wanted, why, jobs.pause(wanted.attempts, seconds, LONGEST_WAIT))


def _settle(wanted: _Wanted, body: bytes | None, session: Session) -> None:
    """Keep what was fetched, unless it was taken back meanwhile; None: it is lost."""
    is_first = jobs.close(session, wanted)
    sent = session.get_one(SentFile, wanted.file_id, with_for_update=True)
    if is_first and sent.state == "wanted":
        sent.content, sent.state = body, announcing.KEPT if body is not None else LOST
        if body is None:
            papers.lost(session, sent, database_now(session))


def enclosures(
    engine: Engine, writer: Writer, links: Links, reports: FileLinks, clock: Callable[[], datetime]
) -> Blueprint:
    """Return the doors to what announcements and letters enclose, and to reports that came another way."""
    blueprint = Blueprint("enclosed", __name__, template_folder="templates")

    @blueprint.get("/enclosed/<token>")
    def enclosed(token: str) -> Response:
        file_id = links.read("enclosed", token)
        with Session(reading(engine)) as session:
            sent = session.get(SentFile, file_id) if file_id is not None else None
            if sent is None or sent.purpose not in FOR_ALL or sent.content is None:
                return page(404)
            return _handed_over(sent)

    @blueprint.get("/received/<token>")
    def received(token: str) -> Response:
        try:
            named = reports.read(token)
        except Expired:
            return page(410)
        opened = writer.run(partial(_open_report, *named, clock())) if named is not None else None
        return opened if opened is not None else page(404)

    return blueprint


def _open_report(file_id: int, person_id: int, now: datetime, session: Session) -> Response | None:
    sent = papers.open_report(session, file_id, person_id, now)
    return _handed_over(sent) if sent is not None and sent.content is not None else None


def _handed_over(sent: SentFile) -> Response:
    """Return a file as it is read: a photo in the browser, anything else under its name."""
    assert sent.content is not None
    if not sent.file_name:
        return private(Response(sent.content, mimetype="image/jpeg"))
    is_pdf = sent.file_name.lower().endswith(".pdf")
    answer = Response(sent.content, mimetype=PDF if is_pdf else "application/octet-stream")
    answer.headers["Content-Disposition"] = disposition(sent.file_name)
    return private(answer)
