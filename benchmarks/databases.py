"""The databases to measure on, each fresh and durable: a SQLite file, and a PostgreSQL cluster where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from models import Engine, Session, open_engine, reading
from models.journal import Event
from models.submissions import Answer
from tests import postgres


@dataclass(frozen=True)
class Database:
    """Where the product keeps everything. `server`: the pid of the database server, where it has one."""

    name: str
    url: str
    engine: Engine
    server: int | None = None


@contextmanager
def sqlite(folder: Path, name: str = "sqlite") -> Iterator[Database]:
    url = f"sqlite:///{folder / name}.db"
    engine = open_engine(url)
    try:
        yield Database(name, url, engine)
    finally:
        engine.dispose()


@contextmanager
def postgresql() -> Iterator[Database | None]:
    """Give a cluster that forgets nothing; None where no programs of PostgreSQL are installed."""
    with ExitStack() as stack:
        if postgres.find_programs() is None:
            yield None
            return
        cluster = stack.enter_context(postgres.fresh_cluster(durable=True))
        engine = open_engine(cluster.url())
        stack.callback(engine.dispose)
        pid = int((cluster.data_dir / "postmaster.pid").read_text().split()[0])
        yield Database("postgresql", cluster.url(), engine, pid)


def applied(database: Database, salt: str) -> int:
    """Return how many events of a slice are written down as applied."""
    with Session(reading(database.engine)) as session:
        events = session.query(Event).filter(Event.webhook_event_id.startswith(salt), Event.state == "applied")
        return events.count()


def answers(database: Database) -> int:
    """Return how many answers people gave so far."""
    with Session(reading(database.engine)) as session:
        return session.query(Answer).filter(Answer.source == "user").count()
