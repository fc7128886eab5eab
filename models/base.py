"""The ground all tables stand on: the engine, the session, the clock of the database.

Both databases run the same code. SQLite is one machine: WAL, synchronous=FULL, and every writing transaction takes the
write lock at once (BEGIN IMMEDIATE), so that nothing is read that another writer is about to change. PostgreSQL locks
rows instead (`FOR UPDATE`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Select,
    TypeDecorator,
    cast,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

BUSY_TIMEOUT_MS = 10_000  # SQLite: how long a writer waits for another before giving up
IDLE_TIMEOUT_MS = 10_000  # PostgreSQL: how long a process that stands still keeps the rows it has locked
MANY = 50  # rows: from here arrays are worth it, PostgreSQL
POOL_SIZE = 80  # at most: the threads of a process share one writing connection, so few are ever opened


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables. Constraint names are fixed so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads this class attribute
        datetime: Moment,
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[Any]: JSON().with_variant(JSONB(), "postgresql"),
    }


def open_engine(url: str) -> Engine:
    """Return an engine for `url` (SQLAlchemy's form; `postgresql://` means psycopg). Connects lazily.

    Its errors quote statements without their values: what people wrote reaches no log.
    """
    where = make_url(url)
    if where.drivername in ("postgresql", "postgres"):
        where = where.set(drivername="postgresql+psycopg")
    if where.get_backend_name() != "sqlite":
        engine = create_engine(where, pool_size=POOL_SIZE, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "connect", _set_up_postgresql)
        return engine
    engine = create_engine(where, pool_size=POOL_SIZE, max_overflow=10, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def reading(engine: Engine) -> Engine:
    """Return a view of `engine` whose transactions only read, and so never wait for a writer."""
    return engine.execution_options(reading=True)


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    """Let the server end a transaction whose process hangs: others wait for its locks."""
    connection.execute(f"SET idle_in_transaction_session_timeout = {IDLE_TIMEOUT_MS}")
    connection.commit()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not open a deferred transaction of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """Give a session in one transaction: committed at the end, rolled back when anything is raised."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def database_now(session: Session) -> datetime:
    """Return the database's own clock, for leases and back-off. SQLite lives on this host and shares its clock."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    now: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now.astimezone(UTC)


def insert_new(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that no unique key refuses and return how many that were. Columns default as in the table.

    Another process may insert the same rows at this moment: it is waited for, and its rows count as there already.
    """
    return len(insert_and_tell(session, table, rows))


def insert_and_tell(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Insert as `insert_new` does and return the first primary key column of the new rows."""
    if not rows:
        return []
    first_column = next(iter(table.__table__.primary_key))
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    if on_postgresql and len(rows) >= MANY:
        insert = postgresql.insert(table.metadata.tables[table.__tablename__]).from_select(
            list(rows[0]), _as_table(table, rows)
        )
        return list(session.execute(insert.on_conflict_do_nothing().returning(first_column)).scalars())
    dialect = postgresql if on_postgresql else sqlite
    statement = dialect.insert(table.__table__).on_conflict_do_nothing().returning(first_column)
    return list(session.execute(statement, list(rows)).scalars())


def _as_table(table: type[Base], rows: Sequence[Mapping[str, Any]]) -> Select[Any]:
    """Return rows as a question to PostgreSQL: an array a column, where each value alone would take a parameter."""
    types = {name: table.__table__.c[name].type for name in rows[0]}
    arrays = [cast([row[name] for row in rows], postgresql.ARRAY(kind, dimensions=1)) for name, kind in types.items()]
    unnested = func.unnest(*arrays).table_valued(*types).render_derived()
    return select(*[cast(unnested.c[name], kind) for name, kind in types.items()])


def gather_statistics(session: Session, *tables: type[Base]) -> None:
    """Let PostgreSQL look at tables that have just grown by much: by itself it notices a minute later, and plans badly
    until then. SQLite plans without.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE " + ", ".join(f'"{table.__tablename__}"' for table in tables)))


def will_pass(error: Exception) -> bool:
    """Return whether the same work may well succeed when done again: the database was busy or broke a deadlock."""
    return isinstance(error, OperationalError)


def make_room(engine: Engine) -> None:
    """Make the folder of a SQLite file, so that the first connection can create it."""
    file = engine.url.database
    if engine.url.get_backend_name() == "sqlite" and file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
