"""Who leads, and is the clock alive? One row per name; time is the database's own clock.

A lease only saves work: whoever acts without it does no harm, because every deed of the clock is idempotent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, database_now, insert_new


class Lease(Base):
    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
    beat_at: Mapped[datetime | None]  # when its work was last done to the end


def take(session: Session, name: str, owner: str, lasting: timedelta) -> bool:
    """Take or renew the lease. Return whether `owner` holds it now."""
    now = database_now(session)
    insert_new(session, Lease, [{"name": name, "owner": owner, "until": now + lasting}])
    mine = (
        update(Lease)
        .where(Lease.name == name, or_(Lease.owner == owner, Lease.until < now))
        .values(owner=owner, until=now + lasting)
        .returning(Lease.name)
    )
    return session.scalar(mine) is not None


def release(session: Session, name: str, owner: str) -> None:
    """Let another take the lease at once."""
    session.execute(update(Lease).where(Lease.name == name, Lease.owner == owner).values(until=database_now(session)))


def beat(session: Session, name: str) -> None:
    """Note that the work of this lease has just been done."""
    session.execute(update(Lease).where(Lease.name == name).values(beat_at=database_now(session)))


def beat_age(session: Session, name: str) -> timedelta | None:
    """Return how long ago the work was last done; None when it never was."""
    at = session.scalar(select(Lease.beat_at).where(Lease.name == name))
    return None if at is None else database_now(session) - at
