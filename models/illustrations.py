"""Pictures, sounds and films beside the questions of forms. Each is kept once, however many versions show it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Illustration(Base):
    """One file as LINE shows it; never changed. `preview` is the picture that stands for a film."""

    __tablename__ = "illustration"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    mime: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    preview: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime]


def keep(session: Session, mime: str, content: bytes, preview: bytes, now: datetime) -> int:
    """Return the id under which a file is kept."""
    digest = hashlib.sha256(content).hexdigest()
    found = session.scalar(select(Illustration.id).where(Illustration.sha256 == digest))
    if found is not None:
        return found
    row = Illustration(sha256=digest, mime=mime, content=content, preview=preview or None, created_at=now)
    session.add(row)
    session.flush()
    return row.id
