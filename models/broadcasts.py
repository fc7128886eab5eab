"""Announcements: what a coordinator says to many, to whom it goes, who has answered "noted", how it went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models.base import Base, insert_new
from models.outbox import Outbox
from models.people import Account, Person
from models.sent_files import SentFile


class Broadcast(Base):
    """A coordinator's announcement, from draft to sent."""

    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text, default="", server_default="")  # https address of a picture or a page
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # handlers.news.audience
    acknowledged: Mapped[bool] = mapped_column(default=False, server_default="0")  # with a button "noted"
    recipients: Mapped[list[Any]]  # LINE user ids, frozen when previewed
    created_at: Mapped[datetime]
    send_at: Mapped[datetime | None]  # when it is to go, if later than at once
    confirmed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]  # when its rows were queued
    cancelled_at: Mapped[datetime | None]

    enclosed: Mapped[list[SentFile]] = relationship(order_by=SentFile.id)  # photos and files sent in chat


class BroadcastRecipient(Base):
    """One person an announcement goes to, and the outbox row that carries it there."""

    __tablename__ = "broadcast_recipient"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"), primary_key=True)
    line_user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    acknowledged_at: Mapped[datetime | None]


def lock(session: Session, broadcast_id: int) -> Broadcast | None:
    """Return an announcement, its row locked until the end of the transaction."""
    query = select(Broadcast).where(Broadcast.id == broadcast_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).first()


def due(session: Session, now: datetime) -> list[int]:
    """Return the ids of announcements whose time has come."""
    query = select(Broadcast.id).where(
        Broadcast.send_at <= now,
        Broadcast.confirmed_at.is_not(None),
        Broadcast.sent_at.is_(None),
        Broadcast.cancelled_at.is_(None),
    )
    return list(session.scalars(query.order_by(Broadcast.id)))


def newest_of(session: Session, person_id: int) -> Broadcast | None:
    """Return the announcement a person sent last."""
    query = select(Broadcast).where(Broadcast.person_id == person_id, Broadcast.confirmed_at.is_not(None))
    return session.scalars(query.order_by(Broadcast.confirmed_at.desc(), Broadcast.id.desc())).first()


def carried(session: Session, broadcast_id: int, rows: Mapping[str, int]) -> None:
    """Note which outbox row carries an announcement to whom: LINE user id -> row id."""
    new = [
        {"broadcast_id": broadcast_id, "line_user_id": user, "outbox_id": outbox_id}
        for user, outbox_id in sorted(rows.items())
    ]
    insert_new(session, BroadcastRecipient, new)


def of_row(session: Session, outbox_id: int) -> tuple[Broadcast, list[str]] | None:
    """Return the announcement a row carries, and to whom it was to go."""
    query = select(Broadcast, BroadcastRecipient.line_user_id).join(BroadcastRecipient)
    found = session.execute(query.where(BroadcastRecipient.outbox_id == outbox_id)).all()
    return (found[0][0], [user for _, user in found]) if found else None


def row_ids(session: Session, broadcast_id: int) -> list[int]:
    """Return the outbox rows that carry an announcement."""
    query = select(BroadcastRecipient.outbox_id).where(BroadcastRecipient.broadcast_id == broadcast_id).distinct()
    return list(session.scalars(query))


def acknowledge(session: Session, broadcast_id: int, line_user_id: str, now: datetime) -> bool:
    """Note that somebody has noted an announcement. Return whether it had gone to them."""
    theirs = (BroadcastRecipient.broadcast_id == broadcast_id, BroadcastRecipient.line_user_id == line_user_id)
    first = update(BroadcastRecipient).where(*theirs, BroadcastRecipient.acknowledged_at.is_(None))
    session.execute(first.values(acknowledged_at=now))
    return session.scalar(select(BroadcastRecipient.broadcast_id).where(*theirs)) is not None


def unnoted(session: Session, line_user_id: str) -> int | None:
    """Return the newest announcement to somebody that asks to be noted and has not been."""
    query = (
        select(Broadcast.id)
        .join(BroadcastRecipient)
        .join(Outbox, Outbox.id == BroadcastRecipient.outbox_id)
        .where(BroadcastRecipient.line_user_id == line_user_id, BroadcastRecipient.acknowledged_at.is_(None))
        .where(Broadcast.acknowledged, Outbox.state.in_(("sent", "unknown", "split")))
    )
    return session.scalars(query.order_by(Broadcast.id.desc())).first()


def fates(session: Session, broadcast_id: int) -> list[tuple[Person | None, str, bool, bool]]:
    """Return, for each recipient: (person, outbox state, blocked us now, has noted it).

    State "dropped": taken off the list before it went, for having submitted meanwhile. A multicast that LINE refused
    as a whole went out in parts: then the part tells.
    """
    part = aliased(Outbox)
    rows = session.execute(
        select(BroadcastRecipient, Outbox, part, Person, Account.blocked_at)
        .join(Outbox, Outbox.id == BroadcastRecipient.outbox_id)
        .outerjoin(part, part.dedupe_key == Outbox.dedupe_key + ":" + BroadcastRecipient.line_user_id)
        .outerjoin(Account, Account.line_user_id == BroadcastRecipient.line_user_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(BroadcastRecipient.broadcast_id == broadcast_id)
        .order_by(BroadcastRecipient.line_user_id)
    )
    return [
        (person, _fate(recipient, part_ or row), blocked_at is not None, recipient.acknowledged_at is not None)
        for recipient, row, part_, person, blocked_at in rows
    ]


def _fate(recipient: BroadcastRecipient, row: Outbox) -> str:
    kept = row.recipients is None or recipient.line_user_id in row.recipients
    return row.state if kept else "dropped"
