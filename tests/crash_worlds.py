"""Databases to die in: copies of one prepared world, put back again and again, kept, and compared.

On SQLite a world is in memory, on PostgreSQL a database of a server of the tests. Every statement and every commit in
it is two steps: before it, and after it.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import psycopg
from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.pool import StaticPool

from models import Base, open_engine
from tests.crashes import Death
from tests.postgres import Cluster

BY_THE_CLOCK = {"next_at", "lease_until", "first_at", "finished_at"}
"""Columns that keep the database's own time: between two lives every lease ends and all that waits is due, so that of
these only matters whether they are set."""


class Worlds(ABC):
    """One world at a time. `engine` is on it; what is kept can be put back later."""

    engine: Engine

    def __init__(self) -> None:
        self._death = Death()

    @abstractmethod
    def put(self, kept: Any = None) -> None:
        """Let the world be a copy of the one prepared, or of one that was kept."""

    @abstractmethod
    def keep(self) -> Any:
        """Return a copy of the world as it is."""

    @abstractmethod
    def drop(self, kept: Any) -> None: ...

    @abstractmethod
    def rows(self) -> Iterator[Any]:
        """Yield all there is in the world, table by table, but for the hours of its own clock."""

    def watch(self, death: Death) -> None:
        """Let what is done from now on be steps of a life."""
        self._death = death

    @contextmanager
    def unwatched(self) -> Iterator[None]:
        """Do something that is no part of any life."""
        before, self._death = self._death, Death()
        yield
        self._death = before

    def _step(self, what: str) -> None:
        self._death.step(what)


class SqliteWorlds(Worlds):
    def __init__(self, prepare: Callable[[Engine], None]) -> None:
        super().__init__()
        template = in_memory()
        Base.metadata.create_all(template)
        prepare(template)
        self._template = raw(template)
        self.engine = in_memory()
        watch(self.engine, self._step)

    def put(self, kept: sqlite3.Connection | None = None) -> None:
        self._death = Death()
        here = raw(self.engine)
        here.close()
        (kept or self._template).backup(here)

    def keep(self) -> sqlite3.Connection:
        copy = sqlite3.connect(":memory:")
        with self.unwatched():
            raw(self.engine).backup(copy)
        return copy

    def drop(self, kept: sqlite3.Connection) -> None:
        kept.close()

    def rows(self) -> Iterator[Any]:
        with self.unwatched():
            here = raw(self.engine)
        for table in Base.metadata.sorted_tables:
            told = ", ".join(f"{c.name} IS NULL" if c.name in BY_THE_CLOCK else f'"{c.name}"' for c in table.columns)
            yield table.name, sorted(sqlite3.Connection.execute(here, f"SELECT {told} FROM {table.name}"), key=str)


class PostgresWorlds(Worlds):
    _numbers = count(1)

    def __init__(self, prepare: Callable[[Engine], None], cluster: Cluster) -> None:
        super().__init__()
        self._cluster, self._name = cluster, f"world{next(self._numbers)}"
        self._say(f"CREATE DATABASE {self._name}")
        self.engine = open_engine(cluster.url(self._name))
        Base.metadata.create_all(self.engine)
        prepare(self.engine)
        watch(self.engine, self._step)
        self._template = self.keep()

    def put(self, kept: str | None = None) -> None:
        self._death = Death()
        self.engine.dispose()
        self._say(f"DROP DATABASE {self._name} WITH (FORCE)", _copied(kept or self._template, self._name))

    def keep(self) -> str:
        name = f"kept{next(self._numbers)}"
        self.engine.dispose()
        self._say(_copied(self._name, name))
        return name

    def drop(self, kept: str) -> None:
        self._say(f"DROP DATABASE {kept}")

    def rows(self) -> Iterator[Any]:
        told = " UNION ALL ".join(map(_told, Base.metadata.sorted_tables))
        with psycopg.connect(**self._where(self._name)) as connection:
            yield from connection.execute(f"SELECT t, j::text FROM ({told}) u ORDER BY 1, 2").fetchall()

    def _say(self, *statements: str) -> None:
        with psycopg.connect(**self._where("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _where(self, name: str) -> dict[str, str]:
        return {"host": str(self._cluster.socket_dir), "user": "raingan", "dbname": name}


def _told(table: Table) -> str:
    hours = [column.name for column in table.columns if column.name in BY_THE_CLOCK]
    unset = ", ".join(f"'{name}', x.{name} IS NULL" for name in hours)
    return f"SELECT '{table.name}' t, to_jsonb(x) || jsonb_build_object({unset}) j FROM {table.name} x"


def _copied(name: str, to: str) -> str:
    return f"CREATE DATABASE {to} TEMPLATE {name}"


class Kept(sqlite3.Connection):
    """A connection that outlives the processes that die on it, as a database does: what is open is rolled back."""

    _cursors: list[sqlite3.Cursor]

    def cursor(self, *args: Any) -> sqlite3.Cursor:
        made = super().cursor(*args)
        self._cursors = [*getattr(self, "_cursors", []), made]
        return made

    def close(self) -> None:
        for cursor in getattr(self, "_cursors", []):
            cursor.close()
        self._cursors = []
        self.rollback()

    def end(self) -> None:
        super().close()


def in_memory() -> Engine:
    """Return an engine on a SQLite database of its own, in memory, with the product's settings."""
    kept = sqlite3.connect(":memory:", factory=Kept, check_same_thread=False, isolation_level=None)
    kept.execute("PRAGMA foreign_keys=ON")
    engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: kept)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def raw(engine: Engine) -> Kept:
    with engine.connect() as connection:
        found = connection.connection.driver_connection
        connection.rollback()
    assert isinstance(found, Kept)
    return found


def watch(engine: Engine, step: Callable[[str], None]) -> None:
    """Let each statement and each commit of `engine` be two steps: before it, and after it."""
    for when in ("before", "after"):

        def listen(_connection: Any, _cursor: Any, statement: str, *_: Any, when: str = when) -> None:
            step(f"{when} {statement.split(maxsplit=1)[0].lower()}")

        event.listen(engine, f"{when}_cursor_execute", listen)
    commit = engine.dialect.do_commit

    def do_commit(connection: Any) -> None:
        step("before commit")
        commit(connection)
        step("after commit")

    engine.dialect.do_commit = do_commit  # type: ignore[method-assign]
