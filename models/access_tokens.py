"""Keys with which a program reads what a person may see: hashed, named, revocable, with an end."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Person


class AccessToken(Base):
    """One key. `digest` is SHA-256 of its 256 random bits; the key itself is stored nowhere."""

    __tablename__ = "access_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


def with_digest(session: Session, digest: str) -> AccessToken | None:
    return session.scalar(select(AccessToken).where(AccessToken.digest == digest))


def every_token(session: Session) -> list[AccessToken]:
    """Return all tokens, the newest first."""
    return list(session.scalars(select(AccessToken).order_by(AccessToken.id.desc())))
