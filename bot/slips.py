"""Printed slips as PDF: asked for in chat, made by the clock, told through the outbox; or by the command line."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot import jobs
from bot.line import Line, Refused, TryLater
from bot.settings import Settings
from bot.whole_file import write_whole
from bot.writer import Writer
from handlers import words_joining as say
from handlers.naming import round_title
from handlers.people import slip_files, slips
from handlers.people.slips import OfficeCode
from handlers.volume import volume_files
from models import Session, database_now
from models.compiled_files import CompiledFile
from models.jobs import Job
from thai.dates import format_date, in_bangkok

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5
FOLDER = "compiled"


def slip_key(app_secret: bytes) -> bytes:
    """Return the key the codes follow from, derived, so that no other use of the secret can make one."""
    return hmac.new(app_secret, b"slips", hashlib.sha256).digest()


@dataclass(frozen=True)
class _Wanted:
    job_id: int
    attempts: int
    file_id: int
    heading: str
    until: datetime
    codes: tuple[tuple[str, str], ...]  # name of the office, code


def draw(codes: Sequence[tuple[str, str]], heading: str, until: datetime, bot: str, settings: Settings) -> bytes:
    """Return the PDF. What draws it is loaded here: web workers never need it."""
    from exports.slips import Slip, Wording, pdf

    contact = " ".join(filter(None, [settings.contact_name, settings.contact_phone]))
    foot = say.slips_foot(contact, format_date(in_bangkok(until).date(), style="short"))
    wording = Wording(heading, say.SLIPS_STEPS, say.SLIPS_CODE, foot)
    return pdf([Slip(name, slips.address(bot, code), code) for name, code in codes], wording)


def named(codes: Sequence[OfficeCode]) -> tuple[tuple[str, str], ...]:
    return tuple((each.office.name, each.code) for each in codes)


class SlipMaker:
    """Does the jobs about slips, one at a time."""

    def __init__(self, writer: Writer, line: Line, settings: Settings) -> None:
        self._writer = writer
        self._line = line
        self._settings = settings

    def work_jobs(self, limit: int) -> int:
        """Do up to `limit` jobs that are due and return how many were."""
        return jobs.work(self._writer, partial(_claim, slip_key(self._settings.app_secret)), self._work, limit)

    def _work(self, wanted: _Wanted) -> None:
        blob = f"{FOLDER}/{wanted.file_id}.pdf"
        try:
            bot = str(self._line.bot_info()["basicId"])
            drawn = draw(wanted.codes, wanted.heading, wanted.until, bot, self._settings)
            write_whole(self._settings.media_dir / blob, drawn)
        except (TryLater, Refused, OSError) as trouble:  # LINE is away, or the disk is full
            self._writer.run(partial(_later, wanted, type(trouble).__name__))
            return
        self._writer.run(partial(_made, wanted, blob))
        log.info("slips_made", extra={"job": wanted.job_id, "count": len(wanted.codes)})


def _claim(key: bytes, session: Session) -> _Wanted | None:
    """Lease the next job, and let its codes be good."""

    def wanted(job: Job) -> _Wanted | None:
        file = session.get(CompiledFile, int(job.subject))
        if file is None or file.state != "wanted":
            return None
        may = volume_files.may_have(session, file)
        codes = named(slip_files.codes_for(session, file, key, database_now(session))) if may else ()
        if not codes:
            file.state = "gone"
            return None
        heading = say.slips_heading("", round_title(file.round))
        return _Wanted(job.id, job.attempts, file.id, heading, file.round.closes_at, codes)

    return jobs.claim(session, (slip_files.KIND,), LEASE, wanted)


def _later(wanted: _Wanted, why: str, session: Session) -> None:
    if wanted.attempts < MOST_ATTEMPTS:
        jobs.put_off(session, wanted, why, timedelta(seconds=10 * wanted.attempts))
        return
    file = jobs.close_file(session, wanted)
    if file is not None:
        file.state = "failed"
        jobs.tell(session, file.person.account, f"slips:{file.id}", slip_files.failed())


def _made(wanted: _Wanted, blob: str, session: Session) -> None:
    file = jobs.close_file(session, wanted)
    if file is not None and volume_files.still_theirs(session, file):
        file.state, file.blob, file.expires_at = "made", blob, database_now(session) + volume_files.LIVES
        jobs.tell(session, file.person.account, f"slips:{file.id}", slip_files.made(file, len(wanted.codes)))
