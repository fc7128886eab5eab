"""Alembic's way in: migrates the connection that migrations.commands hands over."""

from alembic import context
from sqlalchemy import Connection, text

from models import Base

LOCK_TIMEOUT = "3s"  # PostgreSQL: give way to the running bot rather than stop it


def migrate(connection: Connection) -> None:
    """Run the wanted revisions; SQLite cannot alter most things, so its tables are copied (batch mode)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()


migrate(context.config.attributes["connection"])
