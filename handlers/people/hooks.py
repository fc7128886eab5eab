"""Telling programs that a report came in or changed: which address is told what. Sending is left to bot/hooks.py.

Told is only that it happened and where to read it: no answers, no names of people.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Literal

from models import Session, hooks, journal, scopes
from models.hooks import Hook, HookCall
from models.people import Person
from models.rounds import Assignment
from models.submissions import Submission
from thai.dates import in_bangkok

What = Literal["report.submitted", "report.changed", "report.reopened"]
KEPT = timedelta(days=30)  # how long what was told is known
WAITS = (30, 120, 600, 1800, 7200, 21600, 43200, 86400)  # seconds before each new attempt


def tell(session: Session, row: Submission, what: What, now: datetime) -> None:
    """Queue what happened to a report for every address whose person oversees its office."""
    listening = hooks.listening(session)
    assignment = row.assignment
    if not listening or assignment is None:
        return
    event_id = str(uuid.uuid4())
    for hook in listening:
        if scopes.scope(session, hook.person).covers(assignment):
            session.add(_call(hook, event_id, what, _body(assignment, row, now), now))


def ping(session: Session, hook: Hook, now: datetime) -> None:
    """Queue a trial: nothing happened."""
    session.add(_call(hook, str(uuid.uuid4()), "ping", {"at": _iso(now)}, now))


def _call(hook: Hook, event_id: str, kind: str, body: dict[str, object], now: datetime) -> HookCall:
    told = {"id": event_id, "type": kind, **body}
    return HookCall(hook=hook, event_id=event_id, kind=kind, body=told, created_at=now, next_at=now)


def _body(assignment: Assignment, row: Submission, now: datetime) -> dict[str, object]:
    return {
        "at": _iso(now),
        "round": assignment.round.key,
        "form": assignment.round.form_id,
        "office": {"code": assignment.office.code, "name": assignment.office.name},
        "report": assignment.id,
        "revision": row.rev,
        "submitted_at": _iso(row.submitted_at) if row.submitted_at else None,
        "answers": f"/odata/v1/Answers?$filter=ReportId eq {assignment.id}",
    }


def _iso(moment: datetime) -> str:
    return in_bangkok(moment).isoformat(timespec="seconds")


def add(session: Session, person: Person, url: str, now: datetime) -> Hook:
    """Let an address be told of what `person` oversees."""
    hook = Hook(person_id=person.id, url=url, created_at=now)
    session.add(hook)
    session.flush()
    journal.record(session, now, None, "add_webhook", str(hook.id), person=person.id)
    return hook


def end(session: Session, hook: Hook, why: str, now: datetime) -> None:
    """Tell an address nothing more."""
    if hook.ended_at is None:
        hook.ended_at, hook.why_ended = now, why[:100]
        journal.record(session, now, None, "end_webhook", str(hook.id), why=hook.why_ended)


def settle(session: Session, call: HookCall, status: int | None, trouble: str, now: datetime) -> None:
    """Note how telling went: taken, to be told again later, given up, or the address is gone for good (410)."""
    call.status, call.last_error, call.lease_until = status, trouble[:200], None
    if status is not None and 200 <= status < 300:
        call.state, call.finished_at = "done", now
    elif status == 410 or call.attempts > len(WAITS):
        call.state, call.finished_at = "failed", now
        if status == 410:
            end(session, call.hook, "410 Gone", now)
    else:
        call.next_at = now + timedelta(seconds=WAITS[call.attempts - 1])
