"""Every webhook event we acknowledged: the row whose unique id makes a second delivery harmless, and the raw event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Event(Base):
    __tablename__ = "event"

    webhook_event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    line_user_id: Mapped[str | None] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    occurred_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    raw: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8))  # applied | retry | failed
    attempts: Mapped[int] = mapped_column(default=1)
    error: Mapped[str] = mapped_column(Text, default="")


class Unsent(Base):
    """The tombstone of a message its sender took back: if the message itself arrives later, it is not taken in."""

    __tablename__ = "unsent"

    line_message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class Deed(Base):
    """What somebody did that others may ask about later: who, when, what, to what. Holds no answers."""

    __tablename__ = "deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None]
    deed: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


def record(session: Session, at: datetime, person_id: int | None, deed: str, subject: str, **detail: Any) -> None:
    """Note a deed in the same transaction that does it. `person_id` None means the command line."""
    session.add(Deed(at=at, person_id=person_id, deed=deed, subject=subject, detail=detail))
