"""What the command line compiled last of each round, so that the next compiling can tell what is different."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Compiling(Base):
    """The last one of a round, with drafts in it or without. `contents` are digests (handlers/volume/changes.py)."""

    __tablename__ = "compiling"
    __table_args__ = (UniqueConstraint("round_id", "is_draft"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    is_draft: Mapped[bool]
    at: Mapped[datetime]
    contents: Mapped[dict[str, Any]]


def last(session: Session, round_id: int, is_draft: bool) -> Compiling | None:
    return session.scalar(select(Compiling).where(Compiling.round_id == round_id, Compiling.is_draft == is_draft))


def remember(session: Session, round_id: int, is_draft: bool, at: datetime, contents: dict[str, Any]) -> None:
    """Let this compiling be the last one."""
    known = last(session, round_id, is_draft)
    if known is None:
        session.add(Compiling(round_id=round_id, is_draft=is_draft, at=at, contents=contents))
    else:
        known.at, known.contents = at, contents
