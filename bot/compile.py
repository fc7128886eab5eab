"""Files people ask for in chat: made by a child process (bot/compile_child.py), told through the outbox.

Run by the clock. A volume takes seconds to minutes, so a beat never waits for it: it looks whether the child is done.
A child whose clock died ends itself; the job is done again when its lease has run out.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any

from bot import jobs
from bot.compile_order import FOLDER, Order
from bot.line import Line, Refused, TryLater
from bot.settings import Settings
from bot.writer import Writer
from handlers.volume import volume_files, volumes
from models import Session, compiled_files, database_now
from models.compiled_files import CompiledFile
from models.jobs import Job

log = logging.getLogger(__name__)

WALL_SECONDS = 240  # LibreOffice alone may take 180 to count pages
LEASE = timedelta(seconds=WALL_SECONDS + 60)
MOST_ATTEMPTS = 2
OUT_OF_TIME = (None, -signal.SIGALRM, -signal.SIGXCPU)  # how a child ends that was too slow
LOOK_SECONDS = 0.1
DOTS_SECONDS = 60  # the longest LINE shows that something is coming; a new message ends them
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class _Wanted:
    """One claimed job and the file it is to make."""

    job_id: int
    attempts: int
    file_id: int
    blob: str
    picture: str  # the name of what chat will show; the file itself where that is a picture
    line_user_id: str | None


@dataclass
class _Running:
    """A child at work. What it says goes to a file: a full pipe would stop it."""

    wanted: _Wanted
    child: subprocess.Popen[bytes]
    said: IO[bytes]
    until: float  # monotonic seconds
    stage: str = ""
    dots_until: float = 0.0  # monotonic seconds


class Compiler:
    """Does the compiling jobs, one at a time."""

    def __init__(self, writer: Writer, settings: Settings, line: Line | None = None) -> None:
        self._writer = writer
        self._line = line
        self._settings = settings
        self._running: _Running | None = None

    def beat(self) -> bool:
        """Begin the next job, or look after the one that is under way. Return whether there is anything to do."""
        if self._running is not None:
            self._look(self._running)
            return True
        wanted = self._writer.run(_claim)
        if wanted is None:
            return False
        self._running = self._begin(wanted)
        self._show_dots(self._running)
        return True

    def work_jobs(self, limit: int) -> int:
        """Do up to `limit` jobs to their end and return how many there were."""
        done = 0
        while done < limit and self.beat():
            while self._running is not None:
                sleep(LOOK_SECONDS)
                self.beat()
            done += 1
        return done

    def stop(self) -> None:
        """End the child, if there is one; its job is done again after its lease."""
        if self._running is not None:
            self._end(self._running)

    def forget_expired(self, now: datetime) -> None:
        """Delete the files whose links are dead; deleting twice does no harm."""
        for file_id, blobs in self._writer.run(partial(_expired, now)):
            for blob in blobs:
                (self._settings.media_dir / blob).unlink(missing_ok=True)
            self._writer.run(partial(_gone, file_id))

    def _begin(self, wanted: _Wanted) -> _Running:
        settings = self._settings
        order = Order(
            file_id=wanted.file_id,
            database_url=settings.database_url,
            media=str(settings.media_dir),
            target=str(settings.media_dir / wanted.blob),
            picture=str(settings.media_dir / wanted.picture),
            compiler=settings.office_name,
            wall_seconds=WALL_SECONDS,
        )
        said = tempfile.TemporaryFile()  # noqa: SIM115  closed when the child has ended
        child = subprocess.Popen(
            [sys.executable, "-m", "bot.compile_child"],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        if child.stdin is not None:
            with child.stdin as ordered:  # not an argument: the database's password is in it
                ordered.write(order.dump().encode())
        return _Running(wanted, child, said, monotonic() + WALL_SECONDS)

    def _look(self, running: _Running) -> None:
        """See whether the child is done, or has had its time."""
        code = running.child.poll()
        found = _said(running.said)
        if code is None and monotonic() < running.until:
            self._note_stage(running, found)
            self._show_dots(running)
            return
        self._end(running)
        log.info("compiled", extra={"job": running.wanted.job_id, "attempt": running.wanted.attempts, "status": code})
        if code == 0 and found is not None and "blanks" in found:
            self._writer.run(partial(_made, running.wanted, found))
        else:
            trouble = "time" if code in OUT_OF_TIME else (found or {}).get("trouble", "killed")
            log.warning("not_compiled", extra={"job": running.wanted.job_id, "last_error": trouble})
            self._writer.run(partial(_failed, running.wanted, trouble))

    def _note_stage(self, running: _Running, found: dict[str, Any] | None) -> None:
        """Write down how far the child is, when that is news: whoever asks again is told."""
        stage = str((found or {}).get("stage", ""))
        if stage and stage != running.stage:
            running.stage = stage
            self._writer.run(partial(_is_at, running.wanted.file_id, stage))

    def _show_dots(self, running: _Running) -> None:
        """Show LINE's own sign that something is coming, as long as it is. Without it nothing is lost."""
        wanted = running.wanted
        if self._line is None or wanted.line_user_id is None or monotonic() < running.dots_until:
            return
        running.dots_until = monotonic() + DOTS_SECONDS
        try:
            self._line.loading(wanted.line_user_id, DOTS_SECONDS)
        except (TryLater, Refused) as trouble:
            log.info("no_dots", extra={"job": wanted.job_id, "last_error": str(trouble)})

    def _end(self, running: _Running) -> None:
        self._running = None
        if running.child.poll() is None:
            os.killpg(running.child.pid, signal.SIGKILL)
            running.child.wait()
        running.said.close()


def _said(file: IO[bytes]) -> dict[str, Any] | None:
    """Return the newest whole line the child has said."""
    file.seek(0)
    lines = file.read().split(b"\n")
    try:
        found: dict[str, Any] = json.loads(lines[-2])
    except (IndexError, ValueError):
        return None
    return found


def _claim(session: Session) -> _Wanted | None:
    """Lease the next job; one whose asker has lost the right to the file is closed."""

    def wanted(job: Job) -> _Wanted | None:
        file = session.get(CompiledFile, int(job.subject))
        if file is None or file.state != "wanted":
            return None
        if not volume_files.may_have(session, file):
            file.state = "gone"
            return None
        return _wanted(job, file)

    return jobs.claim(session, (volumes.JOB,), LEASE, wanted)


def _wanted(job: Job, file: CompiledFile) -> _Wanted:
    ending = {volumes.EXCEL: "xlsx", volumes.CHART: "png"}.get(file.kind, "docx")
    secret = f"{FOLDER}/{uuid.uuid4().hex}"  # who has the name of a picture may see it
    blob = f"{secret}.png" if file.kind == volumes.CHART else f"{FOLDER}/{file.id}.{ending}"
    picture = blob if file.kind == volumes.CHART else f"{secret}.jpg"
    account = file.person.account
    return _Wanted(job.id, job.attempts, file.id, blob, picture, account.line_user_id if account else None)


def _is_at(file_id: int, stage: str, session: Session) -> None:
    file = session.get_one(CompiledFile, file_id)
    file.stage = stage if file.state == "wanted" else ""


def _made(wanted: _Wanted, found: dict[str, Any], session: Session) -> None:
    file = jobs.close_file(session, wanted)
    if file is not None and volume_files.still_theirs(session, file):
        picture = wanted.picture if found.get("picture") else None
        now = database_now(session)
        told = volume_files.settle(session, file, found, wanted.blob, now, picture)
        jobs.tell(session, file.person.account, f"compiled:{file.id}", told)


def _failed(wanted: _Wanted, trouble: str, session: Session) -> None:
    """Let the job be tried once more; after that its asker is told."""
    if wanted.attempts < MOST_ATTEMPTS:
        jobs.put_off(session, wanted, trouble, timedelta(0))
        return
    file = jobs.close_file(session, wanted)
    if file is not None:
        session.get_one(Job, wanted.job_id).last_error = trouble
        jobs.tell(session, file.person.account, f"compiled:{file.id}", volume_files.fail(session, file, trouble))


def _expired(now: datetime, session: Session) -> list[tuple[int, list[str]]]:
    over = compiled_files.expired(session, now)
    return [(file.id, [blob for blob in (file.blob, file.picture, file.printed) if blob]) for file in over]


def _gone(file_id: int, session: Session) -> None:
    file = session.get_one(CompiledFile, file_id)
    file.state, file.blob, file.picture, file.printed = "gone", None, None, None
