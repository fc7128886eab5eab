"""What pictures in chat show: kept as plain data, so that a picture can be drawn whenever LINE fetches it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Drawing(Base):
    __tablename__ = "drawing"

    id: Mapped[int] = mapped_column(primary_key=True)
    spec: Mapped[dict[str, Any]]  # see handlers/status/charts.py: counts only, nothing personal
    made_at: Mapped[datetime]


def keep(session: Session, spec: dict[str, Any], now: datetime) -> int:
    """Keep what a picture shows; return its id."""
    row = Drawing(spec=spec, made_at=now)
    session.add(row)
    session.flush()
    return row.id


def of(session: Session, drawing_id: int) -> dict[str, Any] | None:
    row = session.get(Drawing, drawing_id)
    return row.spec if row is not None else None


def forget_before(session: Session, moment: datetime) -> None:
    """Forget the drawings made before a moment."""
    session.execute(delete(Drawing).where(Drawing.made_at < moment))
