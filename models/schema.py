"""Does the database have the tables this program expects? Changing them is left to migrations/."""

from __future__ import annotations

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

HEAD = "0031"  # the newest revision in migrations/versions; a test compares the two


def revision(session: Session) -> str | None:
    """Return the revision the database stands at; None for a database that was never upgraded."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    found: str | None = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def is_current(session: Session) -> bool:
    """Return whether `flask db upgrade` has nothing to do."""
    return revision(session) == HEAD
