"""Notices that can wait: they ride free on the person's next reply, and are pushed only when somebody set a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_new
from models.outbox import Outbox
from models.people import Account

LOST = ("cancelled", "failed", "blocked_quota")  # a reply that certainly reached nobody gives its notices back


class Notice(Base):
    """Something to tell a person, once. `outbox_id` is the message that carries it."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    replies: Mapped[list[Any]]  # handlers.replies as data
    created_at: Mapped[datetime]
    push_at: Mapped[datetime | None]  # from then on it is worth a push; None: it may wait for ever
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))


def leave(
    session: Session,
    key: str,
    person_ids: Collection[int],
    replies: Sequence[Any],
    now: datetime,
    push_at: datetime | None = None,
) -> int:
    """Leave a notice with each person, unless one of this key is there already. Return how many are new."""
    rows = [
        {
            "dedupe_key": f"{key}:{person_id}",
            "person_id": person_id,
            "replies": list(replies),
            "created_at": now,
            "push_at": push_at,
        }
        for person_id in sorted(set(person_ids))
    ]
    return insert_new(session, Notice, rows)


def forget(session: Session, key: str) -> int:
    """Take back notices of a key that no message carries yet. Return how many."""
    mine = delete(Notice).where(Notice.dedupe_key.startswith(f"{key}:", autoescape=True), Notice.outbox_id.is_(None))
    return len(session.scalars(mine.returning(Notice.id)).all())


def is_left(session: Session, key: str) -> bool:
    """Return whether a notice of this key was left with anybody."""
    query = select(Notice.id).where(Notice.dedupe_key.startswith(f"{key}:", autoescape=True)).limit(1)
    return session.scalar(query) is not None


def waiting(session: Session, person_id: int, most: int) -> list[Notice]:
    """Return the oldest notices a person has not been told."""
    query = (
        select(Notice).outerjoin(Outbox, Outbox.id == Notice.outbox_id).where(Notice.person_id == person_id, _untold())
    )
    return list(session.scalars(query.order_by(Notice.id).limit(most)))


def awaited(session: Session, person_ids: Collection[int]) -> set[int]:
    """Return those of the people for whom something waits."""
    if not person_ids:
        return set()
    query = select(Notice.person_id).outerjoin(Outbox, Outbox.id == Notice.outbox_id).where(_untold())
    return set(session.scalars(query.where(Notice.person_id.in_(person_ids))))


def worth_a_push(session: Session, now: datetime) -> list[tuple[Notice, str]]:
    """Return (notice, LINE user id) of those that have waited long enough for a free ride."""
    query = (
        select(Notice, Account.line_user_id)
        .join(Account, Account.person_id == Notice.person_id)
        .outerjoin(Outbox, Outbox.id == Notice.outbox_id)
        .where(Notice.push_at <= now, _untold(), Account.blocked_at.is_(None))
        .order_by(Notice.id)
    )
    return [(notice, line_user_id) for notice, line_user_id in session.execute(query)]


def carried_by(session: Session, outbox_id: int) -> list[Notice]:
    """Return the notices a message carries."""
    return list(session.scalars(select(Notice).where(Notice.outbox_id == outbox_id).order_by(Notice.id)))


def carry(session: Session, notice_ids: Collection[int], outbox_id: int) -> None:
    """Note which message, a row of the outbox that is written already, carries notices."""
    session.execute(update(Notice).where(Notice.id.in_(notice_ids)).values(outbox_id=outbox_id))


def _untold() -> Any:
    return or_(Notice.outbox_id.is_(None), and_(Outbox.kind == "reply", Outbox.state.in_(LOST)))
