"""What the database notes by itself: offices whose standing in a round may have changed, and that the roster has.

Triggers do it, so that no deed, command or repair by hand can change a row and forget to tell (kept_counts.py).
They only add rows: nobody waits for another, and a note too many does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Index, MetaData, event, func, inspect, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class ChangedOffice(Base):
    """An office that may stand elsewhere now: in one round, or, without a round, in all."""

    __tablename__ = "changed_office"
    __table_args__ = (Index("ix_changed_office_round", "round_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int | None]
    office_id: Mapped[int]


class RosterChange(Base):
    """The offices or their tree changed. Only that the rows are others now matters, never which they are."""

    __tablename__ = "roster_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[int]  # at random: what was rolled back and done again is not taken for the same


@dataclass(frozen=True)
class _Watch:
    """A table, the columns whose change counts (none: all), and the offices its old and new row are about."""

    table: str
    columns: tuple[str, ...]
    offices: str  # SELECT round, office for the ids {old} and {new}


_IN_ALL = "SELECT CAST(NULL AS INTEGER), office_id FROM"
_OF_PERSON = f"{_IN_ALL} role WHERE duty = 'officer' AND person_id IN ({{old}}.person_id, {{new}}.person_id)"
_WATCHES = (
    _Watch(
        "submission",
        ("assignment_id", "submitted_at"),
        "SELECT round_id, office_id FROM assignment WHERE id IN ({old}.assignment_id, {new}.assignment_id)",
    ),
    _Watch(
        "assignment",
        ("round_id", "office_id", "own_late_at", "exempt_at"),
        "SELECT {old}.round_id, {old}.office_id UNION SELECT {new}.round_id, {new}.office_id",
    ),
    _Watch(
        "role",
        ("person_id", "office_id", "duty", "only"),
        f"{_IN_ALL} (SELECT {{old}}.office_id AS office_id UNION SELECT {{new}}.office_id) AS of_both",
    ),
    _Watch("account", ("person_id", "blocked_at"), _OF_PERSON),
    _Watch("leave", ("person_id", "first_day", "last_day", "cancelled_at"), _OF_PERSON),
)
_ROSTER = ("office", "office_parent")
_EVENTS = ("INSERT", "UPDATE", "DELETE")


def roster_stamp(session: Session) -> str:
    """Return what is another whenever the roster is, cheap to ask."""
    found = session.execute(select(func.count(), func.sum(RosterChange.token))).one()
    return f"{found[0]}:{found[1] or 0}"


def put(connection: Connection) -> None:
    """Let the tables that are there be watched, as this release wants it."""
    remove(connection)
    if inspect(connection).has_table("changed_office"):
        for statement in _statements(connection.dialect.name):
            connection.execute(text(statement))


def remove(connection: Connection) -> None:
    """Watch nothing: SQLite cannot rebuild a table whose triggers speak of others."""
    there = set(inspect(connection).get_table_names())
    for table in (*(watch.table for watch in _WATCHES), *_ROSTER):
        for what in _EVENTS:
            name = _name(table, what)
            if connection.dialect.name == "sqlite":
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            elif table in there:
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))
        if connection.dialect.name != "sqlite":
            for what in _EVENTS:
                connection.execute(text(f"DROP FUNCTION IF EXISTS {_name(table, what)}()"))


def _name(table: str, what: str) -> str:
    return f"watch_{table}_{what.lower()}"


def _statements(dialect: str) -> Iterator[str]:
    make = _in_sqlite if dialect == "sqlite" else _in_postgresql
    for watch in _WATCHES:
        for what in _EVENTS:
            old, new = ("NEW" if what == "INSERT" else "OLD"), ("OLD" if what == "DELETE" else "NEW")
            note = f"INSERT INTO changed_office (round_id, office_id) {watch.offices.format(old=old, new=new)}"
            yield from make(watch.table, what, note, watch.columns)
    for table in _ROSTER:
        for what in _EVENTS:
            yield from make(table, what, f"INSERT INTO roster_change (token) SELECT {_RANDOM[dialect]}", ())


_RANDOM = {"sqlite": "abs(random() % 1000000007)", "postgresql": "floor(random() * 1000000007)::int"}


def _in_sqlite(table: str, what: str, note: str, columns: tuple[str, ...]) -> Iterator[str]:
    of, when = "", ""
    if what == "UPDATE" and columns:
        of = f" OF {_list(columns)}"
        when = f" WHEN {' OR '.join(f'OLD.{column} IS NOT NEW.{column}' for column in map(_quoted, columns))}"
    yield f"CREATE TRIGGER {_name(table, what)} AFTER {what}{of} ON {table} FOR EACH ROW{when} BEGIN {note}; END"


def _in_postgresql(table: str, what: str, note: str, columns: tuple[str, ...]) -> Iterator[str]:
    name = _name(table, what)
    of, when = "", ""
    if what == "UPDATE" and columns:
        of = f" OF {_list(columns)}"
        changed = (f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in map(_quoted, columns))
        when = f" WHEN ({' OR '.join(changed)})"
    each = "ROW" if columns else "STATEMENT"
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {note}; RETURN NULL; END $$"
    yield f"CREATE TRIGGER {name} AFTER {what}{of} ON {table} FOR EACH {each}{when} EXECUTE FUNCTION {name}()"


def _list(columns: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(column: str) -> str:
    return f'"{column}"'  # PostgreSQL keeps words such as "only" for itself


@event.listens_for(Base.metadata, "after_create")
def _put_beside(_metadata: MetaData, connection: Connection, **_told: Any) -> None:
    put(connection)
