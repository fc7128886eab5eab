"""Office lists that were taken in: what each changed, so that it can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class RosterImport(Base):
    """One list that was taken in. `undo`: what stood there before, as handlers/people/roster_undo.py reads it."""

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # none: the command line
    at: Mapped[datetime]
    undo: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]


def newest(session: Session, person_id: int | None) -> RosterImport | None:
    """Return the list somebody took in last, unless it was taken back."""
    query = select(RosterImport).where(RosterImport.person_id == person_id).order_by(RosterImport.id.desc()).limit(1)
    found = session.scalar(query)
    return found if found is not None and found.undone_at is None else None
