"""The migrations lead to exactly the tables that models/ declares, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from migrations import commands
from models import Base, open_engine, people, schema, transaction


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_newest_revision_is_what_the_models_declare(empty: Engine) -> None:
    commands.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_up_down_and_up_again(empty: Engine) -> None:
    commands.upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)
    commands.downgrade(empty, "base")
    assert tables(empty) == set()
    commands.upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)


def test_upgrading_twice_keeps_the_rows(empty: Engine) -> None:
    commands.upgrade(empty)
    with transaction(empty) as session:
        session.add(people.Person(name="นายสมมติ ทดสอบ", created_at=datetime(2026, 11, 1, tzinfo=UTC)))
    commands.upgrade(empty)
    with transaction(empty) as session:
        assert session.get_one(people.Person, 1).name == "นายสมมติ ทดสอบ"


def test_the_program_knows_its_own_revision(empty: Engine) -> None:
    assert commands.head() == schema.HEAD
    with transaction(empty) as session:
        assert schema.revision(session) is None
        assert not schema.is_current(session)
    commands.upgrade(empty)
    with transaction(empty) as session:
        assert schema.is_current(session)


def test_foreign_keys_hold_again_after_an_upgrade(empty: Engine) -> None:
    commands.upgrade(empty)
    with empty.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
