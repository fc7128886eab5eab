"""A whole SQLite database as one file, taken while others write. PostgreSQL has tools of its own for this."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine


class Damaged(ValueError):
    """A file that is no sound SQLite database."""


def sqlite_file(engine: Engine) -> Path | None:
    """Return the file of a SQLite database; None for another kind."""
    file = engine.url.database
    return Path(file) if engine.url.get_backend_name() == "sqlite" and file else None


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a live database into `target`, which must not exist. A plain copy of the file could be torn."""
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def look_over(file: Path) -> str | None:
    """Return the revision of a database file. Raises Damaged unless SQLite finds it whole."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check").fetchone()
            if found != "ok":
                raise Damaged(f"integrity check: {found}")
            revisions = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise Damaged(str(error)) from error
    return revisions[0] if revisions else None
