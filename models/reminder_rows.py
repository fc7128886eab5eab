"""What was reminded: one digest a person and day, and the steps of each report's ladder that went with it.

Who is to be reminded is asked in models/reminders.py.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base


class Reminder(Base):
    """One digest to one person on one local day: what was due to be said is in its items, how it went in the outbox."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("person_id", "local_day", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    local_day: Mapped[date]
    slot: Mapped[str] = mapped_column(String(16))
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)

    items: Mapped[list[ReminderItem]] = relationship(order_by="ReminderItem.assignment_id")


OWN = 999
"""The step of a moment the officer chose: to be reminded again, or promised for."""


class ReminderItem(Base):
    """One step of the ladder of one assignment, for one person: sent with a digest, or missed (no reminder)."""

    __tablename__ = "reminder_item"
    __table_args__ = (UniqueConstraint("assignment_id", "person_id", "due_at", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime]  # the deadline the step counts from, for it may move; of OWN, the moment itself
    step: Mapped[int]  # days from the deadline: -7 before, 0 the day, 1 after; or OWN
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminder.id"), index=True)
