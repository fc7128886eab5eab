"""Printed slips as PDF: asked for in chat, made by the clock, told through the outbox; or by the command line."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.line import Line, Refused, TryLater
from bot.settings import Settings
from bot.whole_file import write_whole
from bot.writer import Writer
from handlers import words_joining as say
from handlers.naming import round_title
from handlers.people import slip_files, slips
from handlers.people.slips import OfficeCode
from handlers.replies import Reply, dump
from handlers.volume import volume_files
from models import Session, database_now, jobs, outbox
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
        for done in range(limit):
            wanted = self._writer.run(partial(_claim, slip_key(self._settings.app_secret)))
            if wanted is None:
                return done
            self._work(wanted)
        return limit

    def _work(self, wanted: _Wanted) -> None:
        try:
            bot = str(self._line.bot_info()["basicId"])
        except (TryLater, Refused) as trouble:
            self._writer.run(partial(_later, wanted, type(trouble).__name__))
            return
        blob = f"{FOLDER}/{wanted.file_id}.pdf"
        write_whole(
            self._settings.media_dir / blob, draw(wanted.codes, wanted.heading, wanted.until, bot, self._settings)
        )
        self._writer.run(partial(_made, wanted, blob))
        log.info("slips_made", extra={"job": wanted.job_id, "count": len(wanted.codes)})


def _claim(key: bytes, session: Session) -> _Wanted | None:
    """Lease the next job, and let its codes be good."""
    now = database_now(session)
    while job := jobs.claim(session, now, LEASE, (slip_files.KIND,)):
        file = session.get(CompiledFile, int(job.subject))
        if file is not None and file.state == "wanted" and volume_files.may_have(session, file):
            codes = named(slip_files.codes_for(session, file, key, now))
            if codes:
                heading = say.slips_heading("", round_title(file.round))
                return _Wanted(job.id, job.attempts, file.id, heading, file.round.closes_at, codes)
        job.state = "done"
        session.flush()
    return None


def _later(wanted: _Wanted, why: str, session: Session) -> None:
    job = session.get_one(Job, wanted.job_id)
    job.last_error = why
    if wanted.attempts < MOST_ATTEMPTS:
        job.next_at, job.lease_until = database_now(session) + timedelta(seconds=10 * wanted.attempts), None
        return
    job.state = "failed"
    file = session.get_one(CompiledFile, wanted.file_id)
    file.state = "failed"
    _tell(session, file, slip_files.failed())


def _made(wanted: _Wanted, blob: str, session: Session) -> None:
    job = session.get_one(Job, wanted.job_id)
    job.state, job.lease_until = "done", None
    file = session.get_one(CompiledFile, wanted.file_id, with_for_update=True)
    file.state, file.blob, file.expires_at = "made", blob, database_now(session) + volume_files.LIVES
    _tell(session, file, slip_files.made(file, len(wanted.codes)))


def _tell(session: Session, file: CompiledFile, replies: Sequence[Reply]) -> None:
    account = file.person.account
    if account is None or account.blocked_at is not None:
        return
    now = database_now(session)
    outbox.queue(
        session,
        dedupe_key=f"slips:{file.id}",
        kind="notice",
        to=account.line_user_id,
        replies=dump(replies),
        business_at=now,
        now=now,
    )
