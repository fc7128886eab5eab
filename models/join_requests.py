"""Newcomers who came with the code of an office and wait for a coordinator's yes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Account, Office, Person


class JoinRequest(Base):
    """Somebody asks to do a duty for an office; `asked` until a coordinator settles it."""

    __tablename__ = "join_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_user_id: Mapped[str] = mapped_column(ForeignKey("account.line_user_id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    duty: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(8), default="asked")  # asked | granted | refused
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    account: Mapped[Account] = relationship()
    office: Mapped[Office] = relationship()
    coordinator: Mapped[Person | None] = relationship()


def open_of(session: Session, line_user_id: str) -> JoinRequest | None:
    """Return the request an account waits for."""
    query = select(JoinRequest).where(JoinRequest.line_user_id == line_user_id, JoinRequest.state == "asked")
    return session.scalar(query.order_by(JoinRequest.id.desc()).limit(1))


def waiting_of(session: Session, line_user_ids: Collection[str]) -> set[str]:
    """Return those of the accounts that wait to be let in."""
    query = select(JoinRequest.line_user_id).where(JoinRequest.line_user_id.in_(line_user_ids))
    return set(session.scalars(query.where(JoinRequest.state == "asked")))


def waiting(session: Session, office_ids: Collection[int]) -> Sequence[JoinRequest]:
    """Return the requests for offices, the oldest first; those without a name are not complete yet."""
    query = select(JoinRequest).where(JoinRequest.office_id.in_(office_ids), JoinRequest.state == "asked")
    return session.scalars(query.where(JoinRequest.name != "").order_by(JoinRequest.id)).all()


def lock(session: Session, request_id: int) -> JoinRequest | None:
    return session.get(JoinRequest, request_id, with_for_update=True, populate_existing=True)
