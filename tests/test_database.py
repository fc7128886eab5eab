"""Every test gets a database of its own: with every table, without rows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("turn", ["first", "second"])
def test_no_test_sees_what_another_wrote(engine: Engine, turn: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (turn TEXT)"))
        connection.execute(text("INSERT INTO only_here VALUES (:turn)"), {"turn": turn})
    with engine.begin() as connection:
        assert connection.execute(text("SELECT turn FROM only_here")).scalars().all() == [turn]


def test_the_tables_of_the_product_are_there(engine: Engine) -> None:
    from models import Base

    assert set(inspect(engine).get_table_names()) == set(Base.metadata.tables)


@pytest.mark.parametrize("many", [3, 120], ids=["few", "as arrays"])
def test_rows_are_inserted_once_however_many(engine: Engine, many: int) -> None:
    from models import insert_new, transaction
    from models.journal import Event

    noon = datetime(2026, 11, 19, 5, tzinfo=UTC)
    rows = [
        {
            "webhook_event_id": f"{number}",
            "line_user_id": None if number % 2 else "USomchai",
            "kind": "message",
            "occurred_at": noon if number % 3 else None,
            "received_at": noon,
            "raw": {"ข้อ": [number, ["ก", None]], "quoted": "a'\"{},\\"},
            "state": "applied",
        }
        for number in range(many)
    ]
    with transaction(engine) as session:
        assert insert_new(session, Event, rows[:2]) == 2
        assert insert_new(session, Event, rows) == many - 2
        for row in rows:
            stored = session.get_one(Event, row["webhook_event_id"])
            assert {name: getattr(stored, name) for name in row} == row
            assert (stored.attempts, stored.error) == (1, ""), "columns default as in the table"


def test_an_empty_database_has_no_table(empty_database_url: str) -> None:
    from models import open_engine

    engine = open_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.postgresql
def test_a_process_that_hangs_does_not_keep_its_locks(engine: Engine) -> None:
    with engine.begin() as connection:
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "10s"


@pytest.mark.slow
@pytest.mark.parametrize(("ci", "outcome"), [("true", {"failed": 1, "passed": 1}), ("", {"skipped": 1, "passed": 1})])
def test_a_skip_is_a_failure_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: dict[str, int]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest("from tests.conftest import pytest_runtest_makereport")
    pytester.makepyfile("""
        import pytest
        def test_there(): assert 1 + 1 == 2
        def test_missing(): pytest.skip("no Chromium")
        """)
    pytester.runpytest_subprocess("-q").assert_outcomes(**outcome)
