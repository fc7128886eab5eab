"""Moving a database between revisions. What the tables mean is left to models/."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine

from models import open_engine, watching

HERE = Path(__file__).parent


def head() -> str:
    """Return the newest revision there is."""
    newest = ScriptDirectory(str(HERE)).get_current_head()
    if newest is None:
        raise LookupError("no revision in migrations/versions")
    return newest


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to a revision, in one transaction."""
    with _migrating(engine) as config:
        command.upgrade(config, to)


def downgrade(engine: Engine, to: str) -> None:
    """Take the database back to a revision, in one transaction."""
    with _migrating(engine) as config:
        command.downgrade(config, to)


def write_next(engine: Engine, what: str) -> Path:
    """Write the revision that brings a database of the newest one to what the models declare. Return its file."""
    with _migrating(engine) as config:
        made = command.revision(config, what, autogenerate=True, rev_id=f"{int(head()) + 1:04}")
    if not isinstance(made, Script):
        raise LookupError("nothing was written")
    return Path(made.path)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    with engine.connect() as connection, _foreign_keys_waiting(connection), connection.begin():
        config.attributes["connection"] = connection
        watching.remove(connection)  # what triggers speak of could not be altered
        yield config
        watching.put(connection)


@contextmanager
def _foreign_keys_waiting(connection: Connection) -> Iterator[None]:
    """Let batch mode drop and rebuild a table of SQLite that others point to."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction, hence before it
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def main() -> None:
    """`python -m migrations.commands "what changes"`: write the next revision, and say what is left to do by hand."""
    if len(sys.argv) != 2:
        raise SystemExit('usage: python -m migrations.commands "what changes"')
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/empty.db")
        upgrade(engine)
        written = write_next(engine, sys.argv[1])
        engine.dispose()
    print(f"{written.relative_to(Path.cwd())}: read it, then set HEAD in models/schema.py to {written.name[:4]}.")


if __name__ == "__main__":
    main()
