"""Files sent for us to read: fetched from LINE, read outside any transaction, answered through the outbox.

Run as jobs by the clock process. A workbook is converted in a child process with limits of its own (forms/xlsform).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import drawn_in_files, jobs
from bot.line import Line, Refused, TryLater
from bot.sending import TOKEN_TROUBLE
from bot.template_child import mistakes_of
from bot.writer import Writer
from forms.form import Form
from handlers import words_authoring as says
from handlers import words_templates
from handlers.form import authoring, publishing
from handlers.people import roster_chat, still_may
from handlers.people.roster_sheet import is_roster
from handlers.replies import Reply, Text
from handlers.report import sent_report, sent_rows
from handlers.volume import word_templates
from models import Session, accounts, database_now, sent_files
from models.jobs import Job
from models.people import Account
from models.sent_files import SentFile

log = logging.getLogger(__name__)

KINDS = (authoring.KIND, sent_rows.KIND, sent_report.KIND, word_templates.KIND)
MOST_BYTES = 20_000_000
LEASE = timedelta(minutes=2)
DOTS_SECONDS = 20  # how long LINE shows that something is coming; a new message ends them
MOST_ATTEMPTS = 20
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True)
class _Wanted:
    """One claimed job and the file it is about."""

    job_id: int
    attempts: int
    file_id: int
    message_id: str
    kind: str
    sender: str | None  # the LINE user id of whoever waits


class Workbooks:
    """Does the jobs about files sent for us to read."""

    def __init__(self, writer: Writer, line: Line, folder: Path) -> None:
        self._writer = writer
        self._line = line
        self._folder = folder  # of the pictures that stand in filled forms

    def work_jobs(self, limit: int) -> int:
        """Do up to `limit` jobs that are due and return how many were."""
        return jobs.work(self._writer, _claim, self._work, limit)

    def _work(self, wanted: _Wanted) -> None:
        self._show_dots(wanted)
        if wanted.kind == sent_report.KIND and self._read_pasted(wanted):
            return
        try:
            content = self._line.content(wanted.message_id, MOST_BYTES)
            if content.body is None:
                raise TryLater("still being prepared", 3, certain_unsent=True)
        except TryLater as trouble:
            self._writer.run(partial(_later, wanted, str(trouble), trouble.seconds))
        except Refused as refusal:
            self._refused(wanted, refusal)
        else:
            self._read(wanted, content.body)
        log.info("workbook", extra={"job": wanted.job_id, "file": wanted.file_id, "attempt": wanted.attempts})

    def _show_dots(self, wanted: _Wanted) -> None:
        """Show LINE's own sign that something is coming: reading takes seconds. Without it nothing is lost."""
        if wanted.sender is None:
            return
        try:
            self._line.loading(wanted.sender, DOTS_SECONDS)
        except (TryLater, Refused) as trouble:
            log.info("no_dots", extra={"job": wanted.job_id, "last_error": str(trouble)})

    def _refused(self, wanted: _Wanted, refusal: Refused) -> None:
        if refusal.status in (401, 403):  # our token, not this file
            self._writer.run(partial(_later, wanted, str(refusal), TOKEN_TROUBLE))
            return
        sentence = says.FILE_TOO_LARGE if refusal.status == 413 else says.FILE_GONE
        self._writer.run(partial(_settled, wanted, lambda *_: _refuse(sentence)))

    def _read(self, wanted: _Wanted, body: bytes) -> None:
        """Read a file, which takes a while, then say what was found."""
        if wanted.kind == sent_rows.KIND:
            rows = sent_rows.rows_of(body)
            self._writer.run(
                partial(
                    _settled,
                    wanted,
                    lambda session, account, sent: sent_rows.offer(session, account, sent, rows, _now()),
                )
            )
            return
        if wanted.kind == word_templates.KIND:
            self._try_template(wanted, body)
            return
        if wanted.kind == sent_report.KIND:
            self._read_answers(wanted, body)
            return
        if wanted.kind == authoring.KIND and is_roster(body):
            self._writer.run(partial(_settled, wanted, partial(_roster, body)))
            return
        found = self._writer.run(partial(_kept, wanted, body))
        if found is None:
            return
        workbook_id, workbook, media = found
        checked = publishing.check(workbook, media)

        def told(session: Session, _account: Account, _sent: SentFile) -> list[Reply]:
            of = session.get_one(SentFile, workbook_id)
            return authoring.settle_check(session, of, checked, _now())

        self._writer.run(partial(_settled, wanted, told))

    def _try_template(self, wanted: _Wanted, body: bytes) -> None:
        """Fill a Word template with a sample, in a child of its own, then say what is wrong with it."""
        found = mistakes_of(body)
        wrong = [words_templates.NO_TAGS] if found is None else found
        self._writer.run(
            partial(
                _settled,
                wanted,
                lambda session, account, sent: word_templates.settle_check(session, account, sent, body, wrong),
            )
        )

    def _read_pasted(self, wanted: _Wanted) -> bool:
        """Read a report that was pasted, if that is what is to be read; then say what it proposes."""
        form, ref, text = self._writer.run(partial(_pasted, wanted))
        if not text or form is None:
            return False
        pasted = sent_report.read_pasted(form, ref, text)
        self._writer.run(
            partial(
                _settled,
                wanted,
                lambda session, account, sent: sent_report.offer_pasted(session, account, sent, pasted, _now()),
            )
        )
        return True

    def _read_answers(self, wanted: _Wanted, body: bytes) -> None:
        """Read a filled form, then say what it proposes."""
        form = self._writer.run(lambda session: sent_report.form_of(session, session.get_one(SentFile, wanted.file_id)))
        found = sent_report.read(form, body) if form is not None else None
        drawn = drawn_in_files.keep(body, found.pictures if found is not None else {}, self._folder)
        self._writer.run(
            partial(
                _settled,
                wanted,
                lambda session, account, sent: sent_report.offer(session, account, sent, found, _now(), drawn),
            )
        )


def _pasted(wanted: _Wanted, session: Session) -> tuple[Form | None, str, str]:
    """Return the form, the question asked, and the words of a report that was pasted; no words where it is a file."""
    sent = session.get_one(SentFile, wanted.file_id)
    return sent_report.form_of(session, sent), sent.ref, sent_report.pasted_text(session, sent)


def _roster(body: bytes, session: Session, _account: Account, sent: SentFile) -> list[Reply]:
    """Say what an office list would change, or what is wrong with it."""
    return roster_chat.offer(session, sent, roster_chat.read(session, sent, body))


def _claim(session: Session) -> _Wanted | None:
    """Lease the next job; the file of one that was cancelled is not fetched.

    A workbook that is "checked" already was kept by a clock that ended before it could tell.
    """

    def wanted(job: Job) -> _Wanted | None:
        sent = session.get(SentFile, int(job.subject))
        if sent is None or sent.state not in ("wanted", "checked"):
            return None
        account = _sender(session, sent)
        sender = account.line_user_id if account is not None else None
        return _Wanted(job.id, job.attempts, sent.id, sent.line_message_id, job.kind, sender)

    return jobs.claim(session, KINDS, LEASE, wanted)


def _sender(session: Session, sent: SentFile) -> Account | None:
    return session.query(Account).filter_by(person_id=sent.person_id, blocked_at=None).first()


def _later(wanted: _Wanted, why: str, seconds: float, session: Session) -> None:
    if wanted.attempts >= MOST_ATTEMPTS:
        _settled(wanted, lambda *_: _refuse(says.FILE_GONE), session)
    else:
        jobs.put_off(session, wanted, why, jobs.pause(wanted.attempts, seconds, LONGEST_WAIT))


def _kept(wanted: _Wanted, body: bytes, session: Session) -> tuple[int, bytes, dict[str, bytes]] | None:
    """Keep a file's bytes; return the workbook it belongs to with its tables. None when there is none any more."""
    sent = session.get_one(SentFile, wanted.file_id)
    sent.content, sent.state = body, "checked"
    session.flush()
    workbook = sent if sent.purpose == "form" else sent_files.open_workbook(session, sent.person_id)
    is_burst = sent.purpose == "media" and workbook is not None and sent_files.is_one_coming(session, workbook, sent.id)
    if workbook is None or workbook.content is None or is_burst:  # of several sent together the last one tells
        jobs.close(session, wanted)
        return None
    return workbook.id, workbook.content, sent_files.media_of(session, workbook)


def _refuse(sentence: str) -> list[Reply]:
    return [Text(sentence)]


def _settled(wanted: _Wanted, told: Callable[[Session, Account, SentFile], list[Reply]], session: Session) -> None:
    """Close the job and tell the sender, in one transaction with what it changes."""
    sent = session.get_one(SentFile, wanted.file_id)
    account = _sender(session, sent)
    if not jobs.close(session, wanted) or account is None:
        return
    accounts.lock_accounts(session, [account.line_user_id], database_now(session))
    session.refresh(account)
    may = still_may.hear(session, sent)
    replies = told(session, account, sent) if may else still_may.let_go(session, sent, database_now(session))
    if replies:
        jobs.tell(session, account, f"file:{sent.id}:{wanted.attempts}", replies)


def _now() -> datetime:
    return datetime.now(UTC)
