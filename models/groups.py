"""LINE groups that belong to an office: a coordinator tied them, so that we know whose numbers may be shown there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Office


class GroupTie(Base):
    """One group and the office whose scope it sees. `names`: the office lets it read who is late, not counts alone."""

    __tablename__ = "group_tie"

    group_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    names: Mapped[bool] = mapped_column(default=False)
    tied_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    tied_at: Mapped[datetime]

    office: Mapped[Office] = relationship()


def of(session: Session, group_id: str) -> GroupTie | None:
    return session.get(GroupTie, group_id)
