"""Queued reminders of reports that nobody is asked for any more: taken out of the queue where that is certain.

A reminder about other reports, too, stays: its words are made when it goes, from what is owed then.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from models.outbox import Outbox
from models.reminder_rows import Reminder, ReminderItem


def untried(session: Session, assignment_ids: Collection[int]) -> list[Outbox]:
    """Return the waiting reminders about any of these assignments that nothing has begun to send."""
    about = select(Reminder.outbox_id).join(ReminderItem, ReminderItem.reminder_id == Reminder.id)
    wanted = (
        select(Outbox)
        .where(Outbox.id.in_(about.where(ReminderItem.assignment_id.in_(assignment_ids))))
        .where(Outbox.state == "pending", Outbox.lease_until.is_(None), Outbox.attempts == 0)
        .order_by(Outbox.id)
        .with_for_update()
    )
    return list(session.scalars(wanted))


def withdraw(session: Session, assignment_ids: Collection[int], now: datetime) -> int:
    """Cancel the waiting reminders that are about these assignments only. Return how many."""
    about = select(ReminderItem.id).where(ReminderItem.reminder_id == Reminder.id).correlate(Reminder)
    touched = select(Reminder.outbox_id).where(about.where(ReminderItem.assignment_id.in_(assignment_ids)).exists())
    other = exists().where(
        Reminder.outbox_id == Outbox.id,
        about.where(ReminderItem.assignment_id.not_in(assignment_ids)).exists(),
    )
    waiting = (
        update(Outbox)
        .where(Outbox.id.in_(touched), ~other, Outbox.state == "pending", Outbox.lease_until.is_(None))
        .where(Outbox.attempts == 0)
        .values(state="cancelled", finished_at=now)
        .returning(Outbox.id)
    )
    return len(session.scalars(waiting.execution_options(synchronize_session=False)).all())
