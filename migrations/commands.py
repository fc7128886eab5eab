"""Moving a database between revisions. What the tables mean is left to models/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from models import watching

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
