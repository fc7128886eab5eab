"""Programs that want to be told when reports come in: where they listen, and what is still to be told them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, and_, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Person


class Hook(Base):
    """One address that is told of what its person oversees. Its secret is derived from `id` and `generation`."""

    __tablename__ = "hook"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    url: Mapped[str] = mapped_column(Text)
    generation: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    why_ended: Mapped[str] = mapped_column(String(100), default="")

    person: Mapped[Person] = relationship()


class HookCall(Base):
    """One thing to tell one address, told under a lease and told again until it is taken."""

    __tablename__ = "hook_call"
    __table_args__ = (Index("ix_hook_call_waiting", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hook_id: Mapped[int] = mapped_column(ForeignKey("hook.id"), index=True)
    event_id: Mapped[str] = mapped_column(String(36))  # the same each time it is told
    kind: Mapped[str] = mapped_column(String(32))
    body: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8), default="pending")  # pending | done | failed
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    status: Mapped[int | None]  # of the last answer
    last_error: Mapped[str] = mapped_column(String(200), default="")
    finished_at: Mapped[datetime | None]

    hook: Mapped[Hook] = relationship()


def listening(session: Session) -> list[Hook]:
    return list(session.scalars(select(Hook).where(Hook.ended_at.is_(None)).order_by(Hook.id)))


def every_hook(session: Session) -> list[Hook]:
    return list(session.scalars(select(Hook).order_by(Hook.id)))


def last_call(session: Session, hook_id: int) -> HookCall | None:
    """Return what was tried last with an address."""
    tried = select(HookCall).where(HookCall.hook_id == hook_id, HookCall.attempts > 0)
    return session.scalars(tried.order_by(HookCall.id.desc()).limit(1)).first()


def claim(session: Session, now: datetime, lease: timedelta) -> HookCall | None:
    """Lease the call that is due longest, of an address that still listens. Commit before telling."""
    free = or_(HookCall.lease_until.is_(None), HookCall.lease_until < now)
    due = and_(HookCall.state == "pending", HookCall.next_at <= now, free)
    query = select(HookCall).join(Hook).where(due, Hook.ended_at.is_(None)).order_by(HookCall.next_at, HookCall.id)
    call = session.scalars(query.limit(1).with_for_update(skip_locked=True, of=HookCall)).first()
    if call is not None:
        call.lease_until = now + lease
        call.attempts += 1
    return call


def forget_before(session: Session, moment: datetime) -> None:
    """Drop what was settled before a moment."""
    session.execute(delete(HookCall).where(HookCall.finished_at < moment))
