"""Slow work, a job at a time (models/jobs.py): claimed under a lease, done, put off or closed, and then told.

Any number of clocks may run, and the lease of a slow one can end while it still works. Then two hold one job: the first
to close it has settled it, and the other finds nothing left to say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.writer import Work, Writer
from handlers.replies import Reply, dump
from models import Session, database_now, jobs, outbox
from models.compiled_files import CompiledFile
from models.jobs import Job
from models.people import Account

T = TypeVar("T")


class Claimed(Protocol):
    """What a clock knows of the job it holds: which one, and how often it was begun."""

    @property
    def job_id(self) -> int: ...

    @property
    def attempts(self) -> int: ...


class ClaimedFile(Claimed, Protocol):
    """The same of a job that makes a file somebody asked for."""

    @property
    def file_id(self) -> int: ...


def work(writer: Writer, claim: Work[T | None], do: Callable[[T], None], limit: int) -> int:
    """Do up to `limit` jobs that are due and return how many were."""
    for done in range(limit):
        wanted = writer.run(claim)
        if wanted is None:
            return done
        do(wanted)
    return limit


def claim(session: Session, kinds: Collection[str], lease: timedelta, wanted: Callable[[Job], T | None]) -> T | None:
    """Lease the next job and return what is wanted of it; jobs nobody wants any more are closed on the way."""
    while job := jobs.claim(session, database_now(session), lease, kinds):
        found = wanted(job)
        if found is not None:
            return found
        job.state = "done"
        session.flush()
    return None


def put_off(session: Session, held: Claimed, why: str, wait: timedelta) -> None:
    """Let a job be done again after a pause, unless another clock has taken it meanwhile."""
    job = session.get_one(Job, held.job_id, with_for_update=True)
    if job.state == "pending" and job.attempts == held.attempts:
        job.next_at, job.lease_until, job.last_error = database_now(session) + wait, None, why


def pause(attempts: int, seconds: float, longest: timedelta) -> timedelta:
    """Return how long to wait after so many attempts: each time twice as long."""
    return min(timedelta(seconds=seconds * 2 ** min(attempts - 1, 10)), longest)


def close(session: Session, held: Claimed) -> bool:
    """Close a job; return False when another clock has closed it before."""
    job = session.get_one(Job, held.job_id, with_for_update=True)
    is_first = job.state == "pending"
    job.state, job.lease_until = "done", None
    return is_first


def close_file(session: Session, held: ClaimedFile) -> CompiledFile | None:
    """Close a job that makes a file, and return the file's row; None when another clock has settled it."""
    is_first = close(session, held)
    file = session.get_one(CompiledFile, held.file_id, with_for_update=True)
    return file if is_first and file.state == "wanted" else None


def tell(session: Session, account: Account | None, dedupe_key: str, replies: Sequence[Reply]) -> None:
    """Queue what came of a job for whoever asked, as long as they can be reached."""
    if account is None or account.blocked_at is not None:
        return
    now = database_now(session)
    outbox.queue(
        session,
        dedupe_key=dedupe_key,
        kind="notice",
        to=account.line_user_id,
        replies=dump(list(replies)),
        business_at=now,
        now=now,
    )
