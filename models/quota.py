"""How many messages the month still allows: LINE's last word, and what we pushed since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, database_now
from models.outbox import Outbox
from thai.dates import in_bangkok


class Quota(Base):
    """What LINE last told (one row). `allowance` None: unlimited."""

    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    allowance: Mapped[int | None]
    used: Mapped[int]
    read_at: Mapped[datetime]


def note(session: Session, allowance: int | None, used: int, now: datetime) -> None:
    """Remember what LINE said of the month's quota."""
    session.merge(Quota(id=1, allowance=allowance, used=used, read_at=now))


def left(session: Session) -> int | None:
    """Return how many messages the month still allows. None: not known, or a plan without limit."""
    quota = session.get(Quota, 1)
    if quota is None or quota.allowance is None:
        return None
    return max(0, quota.allowance - quota.used - _spent_since(session, quota.read_at))


def used(session: Session) -> tuple[int, int] | None:
    """Return (messages used this month, messages allowed). None: not known, or a plan without limit.

    What LINE told in an earlier month says nothing of this one.
    """
    quota, remaining = session.get(Quota, 1), left(session)
    if quota is None or quota.allowance is None or remaining is None:
        return None
    read, now = in_bangkok(quota.read_at), in_bangkok(database_now(session))
    if (read.year, read.month) != (now.year, now.month):
        return None
    return quota.allowance - remaining, quota.allowance


def _spent_since(session: Session, moment: datetime) -> int:
    spent = select(func.sum(Outbox.cost)).where(
        Outbox.pushed, Outbox.state.in_(("pending", "sent", "unknown")), Outbox.first_at > moment
    )
    return session.scalar(spent) or 0
