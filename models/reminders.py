"""Which reminders are still to be decided, and what of a decided one is still owed. The tables are in rounds.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.base import insert_new
from models.outbox import Outbox
from models.people import Account, Duty, Role
from models.rounds import Assignment, Reminder, ReminderItem, Round
from models.submissions import Submission


@dataclass(frozen=True)
class Owing:
    """One officer who can be reached and whose office has not submitted."""

    round_id: int
    assignment_id: int
    person_id: int
    line_user_id: str
    joined_at: datetime


def owing(session: Session, newest: Mapping[int, int]) -> list[Owing]:
    """Return who owes a report and can be reached, by person; `newest`: round id -> the newest step that is due.

    Who was told the newest step, or has missed it, is left out: the older ones were settled with it.
    """
    settled = and_(ReminderItem.assignment_id == Assignment.id, ReminderItem.person_id == Role.person_id)
    open_steps = [
        and_(Assignment.round_id == round_id, ~exists().where(settled, ReminderItem.step == step))
        for round_id, step in newest.items()
    ]
    rows = session.execute(
        select(
            Assignment.round_id,
            Assignment.id,
            Role.person_id,
            Account.line_user_id,
            func.coalesce(Account.privacy_accepted_at, Account.created_at),
        )
        .join(Role, and_(Role.office_id == Assignment.office_id, Role.duty == Duty.OFFICER))
        .join(Account, and_(Account.person_id == Role.person_id, Account.blocked_at.is_(None)))
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(or_(*open_steps), Submission.submitted_at.is_(None))
        .order_by(Role.person_id, Assignment.id)
    )
    return [Owing(*row) for row in rows]


def decided(session: Session, round_ids: Collection[int]) -> set[tuple[int, int, int]]:
    """Return (assignment id, person id, step) of every step that was sent or missed."""
    rows = session.execute(
        select(ReminderItem.assignment_id, ReminderItem.person_id, ReminderItem.step)
        .join(Assignment, Assignment.id == ReminderItem.assignment_id)
        .where(Assignment.round_id.in_(round_ids))
    )
    return {(assignment_id, person_id, step) for assignment_id, person_id, step in rows}


def add_reminders(session: Session, wanted: Mapping[tuple[int, date, str], int]) -> int:
    """Store digests: (person id, local day, slot) -> outbox id. Return how many are new."""
    rows = [
        {"person_id": person_id, "local_day": day, "slot": slot, "outbox_id": outbox_id}
        for (person_id, day, slot), outbox_id in wanted.items()
    ]
    return insert_new(session, Reminder, rows)


def digests(session: Session, keys: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Return, by the outbox row's dedupe key, the digest's id and whether its words are still open to change."""
    rows = session.execute(
        select(Outbox.dedupe_key, Reminder.id, Outbox.state, Outbox.attempts)
        .join(Reminder, Reminder.outbox_id == Outbox.id)
        .where(Outbox.dedupe_key.in_(keys))
    )
    return {key: (reminder_id, state == "pending" and not attempts) for key, reminder_id, state, attempts in rows}


def add_items(session: Session, items: Sequence[tuple[int, int, int, int | None]]) -> int:
    """Store (assignment id, person id, step, digest id or None when missed). Return how many are new."""
    rows = [
        {"assignment_id": assignment_id, "person_id": person_id, "step": step, "reminder_id": reminder_id}
        for assignment_id, person_id, step, reminder_id in items
    ]
    return insert_new(session, ReminderItem, rows)


def still_owed(session: Session, outbox_id: int) -> list[tuple[Assignment, Submission | None]]:
    """Return what a digest is about and has not been submitted, the nearest deadline first.

    Nothing when the person left the LINE account or blocked us; no office the person no longer reports for.
    """
    rows = session.execute(_of_digest(outbox_id).where(Submission.submitted_at.is_(None)))
    return [(assignment, submission) for assignment, submission in rows]


def _of_digest(outbox_id: int) -> Select[Assignment, Submission | None]:
    return (
        select(Assignment, Submission)
        .join(ReminderItem, ReminderItem.assignment_id == Assignment.id)
        .join(Reminder, Reminder.id == ReminderItem.reminder_id)
        .join(Outbox, Outbox.id == Reminder.outbox_id)
        .join(
            Account,
            and_(
                Account.line_user_id == Outbox.line_user_id,
                Account.person_id == Reminder.person_id,
                Account.blocked_at.is_(None),
            ),
        )
        .join(
            Role,
            and_(
                Role.person_id == Reminder.person_id,
                Role.office_id == Assignment.office_id,
                Role.duty == Duty.OFFICER,
            ),
        )
        .join(Round, Round.id == Assignment.round_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Reminder.outbox_id == outbox_id, Round.closes_at > Outbox.business_at)
        .order_by(Round.due_at, Assignment.id)
    )
