"""What one office is granted: more time, no report at all, a place in a round that has begun. Each deed is journaled.

Whether the person may grant it (duty and scope) is asked before: in chat by steering.py, on the command line by
nobody. Nothing is back-dated: reminders of steps before an office joined, or got its deadline, are never sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.rounds.rules import grace_of, rule_of
from models import Session, calendars, insert_new, journal, quieting, rounds, submissions
from models.people import Office
from models.rounds import Assignment, Round
from scheduler.deadlines import late_at
from thai.dates import in_bangkok

MAX_REASON = 500  # characters


class CannotGrant(ValueError):
    """What cannot be granted. The text is a machine word: past | submitted | no_reason | there | over."""


def extend(
    session: Session, assignment: Assignment, due_at: datetime, now: datetime, person_id: int | None, reason: str = ""
) -> None:
    """Give an office its own deadline, later or earlier than its round's. It stays open until it is late, at least."""
    if due_at <= now:
        raise CannotGrant("past")
    if _is_submitted(session, assignment):
        raise CannotGrant("submitted")
    _must_be_running(assignment.round)
    old = in_bangkok(assignment.due_at).isoformat()
    _set_deadline(session, assignment, due_at)
    assignment.added_at = now
    assignment.exempt_at, assignment.exempt_reason = None, ""
    why = {"reason": reason.strip()[:MAX_REASON]} if reason.strip() else {}
    _record(session, now, person_id, "extend", assignment, old=old, new=in_bangkok(due_at).isoformat(), **why)


def exempt(session: Session, assignment: Assignment, reason: str, now: datetime, person_id: int | None) -> None:
    """Expect no report of an office in this round, for a reason that is kept. What was begun stays stored."""
    if not reason.strip():
        raise CannotGrant("no_reason")
    if _is_submitted(session, assignment):
        raise CannotGrant("submitted")
    assignment.exempt_at, assignment.exempt_reason = now, reason.strip()[:MAX_REASON]
    quieting.withdraw(session, [assignment.id], now)
    _record(session, now, person_id, "exempt", assignment, reason=assignment.exempt_reason)


def expect_again(session: Session, assignment: Assignment, now: datetime, person_id: int | None) -> None:
    """Take an exemption back."""
    old = assignment.exempt_reason
    assignment.exempt_at, assignment.exempt_reason = None, ""
    _record(session, now, person_id, "expect_again", assignment, old=old)


def add_office(
    session: Session,
    round_: Round,
    office: Office,
    now: datetime,
    person_id: int | None,
    due_at: datetime | None = None,
) -> Assignment:
    """Let an office join a round late; from now on it is asked and reminded like the others."""
    _must_be_running(round_)
    if due_at is not None and due_at <= now:
        raise CannotGrant("past")
    if not insert_new(session, Assignment, [{"round_id": round_.id, "office_id": office.id, "added_at": now}]):
        raise CannotGrant("there")
    assignment = rounds.assignments_of_round(session, round_.id, [office.id])[0]
    if due_at is not None:
        _set_deadline(session, assignment, due_at)
    elif round_.closes_at <= now:
        raise CannotGrant("over")
    own_due = in_bangkok(due_at).isoformat() if due_at else None
    _record(session, now, person_id, "add_office", assignment, new=own_due)
    return assignment


def _set_deadline(session: Session, assignment: Assignment, due_at: datetime) -> None:
    round_ = assignment.round
    late = late_at(due_at, calendars.overrides(session), grace_of(rule_of(round_.schedule)))
    assignment.own_due_at, assignment.own_late_at = due_at, late
    assignment.own_closes_at = max(round_.closes_at, late)


def _is_submitted(session: Session, assignment: Assignment) -> bool:
    submission = submissions.of_assignment(session, assignment.id)
    return submission is not None and submission.submitted_at is not None


def _must_be_running(round_: Round) -> None:
    if round_.cancelled_at is not None:
        raise CannotGrant("over")


def _record(
    session: Session, now: datetime, person_id: int | None, deed: str, assignment: Assignment, **detail: Any
) -> None:
    session.flush()
    journal.record(session, now, person_id, deed, assignment.round.key, office_id=assignment.office_id, **detail)
