"""Slow work that a transaction asked for, such as fetching a photo: done by the clock process, under a lease."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.outbox import is_due


class Job(Base):
    __tablename__ = "job"
    __table_args__ = (Index("ix_job_waiting", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(8), default="pending")  # pending | done | failed
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")


def want(session: Session, kind: str, subject: str, now: datetime) -> None:
    """Ask for slow work, once."""
    key = f"{kind}:{subject}"
    if session.scalar(select(Job.id).where(Job.dedupe_key == key)) is None:
        session.add(Job(dedupe_key=key, kind=kind, subject=subject, next_at=now))


def claim(session: Session, now: datetime, lease: timedelta, kinds: Collection[str]) -> Job | None:
    """Lease the oldest job of these kinds that is due."""
    wanted = (
        select(Job)
        .where(is_due(Job, now), Job.kind.in_(kinds))
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = session.scalars(wanted).first()
    if job is not None:
        job.lease_until = now + lease
        job.attempts += 1
    return job
