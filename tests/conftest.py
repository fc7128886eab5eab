"""What every test may ask for: a clean database of the kind under test, and the product's engine on it.

TEST_DATABASE=sqlite (the default) or postgresql says which kind. With CI=true a
skipped test is a failed one: whatever it needs has to be there.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.chromium import find_chromium
from tests.postgres import Cluster, fresh_cluster

if TYPE_CHECKING:
    from sqlalchemy import Engine

SLOW_FILES = frozenset(  # several seconds each: left to `make test`, so that `make check` stays under half a minute
    f"test_{name}.py"
    for name in (
        *(
            "authoring",
            "charts",
            "cli",
            "cli_compiled",
            "cli_deadlines",
            "cli_forms",
            "cli_leave",
            "compiling",
            "crashes",
        ),
        *(
            "delivery",
            "digests",
            "forms_all_at_once",
            "late_texts",
            "migrating",
            "reminding",
            "seeded_bugs",
            "shrinking",
            "steering",
        ),
        *("form_check", "forms_hostile", "forms_oracle", "migrations", "paging", "periods", "publishing", "rows"),
        *(
            "blank_form",
            "overview_page",
            "questions",
            "tallies",
            "read_word_variants",
            "sent_report",
            "trial",
            "menus",
            "two_months",
            "two_years",
            "volumes",
            "word",
            "writer",
        ),
        *("authorisation", "feeding", "hostile_volumes", "previews", "slips", "word_templates"),
    )
)
# Tests never time: a busy machine fails none.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")
KIND = os.environ.get("TEST_DATABASE", "sqlite")
IN_CI = os.environ.get("CI") == "true"
_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite what we say in tests/conversations")


def pytest_configure(config: pytest.Config) -> None:
    if KIND not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"TEST_DATABASE is {KIND!r}; it may be sqlite or postgresql")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark whole files as slow; leave tests that are about PostgreSQL to the run on PostgreSQL."""
    for item in items:
        if item.path.name in SLOW_FILES:
            item.add_marker(pytest.mark.slow)
    if KIND == "postgresql":
        return
    left = [item for item in items if item.get_closest_marker("postgresql")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    return _no_skip_in_ci(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    return _no_skip_in_ci(report)


def _no_skip_in_ci(report):
    if IN_CI and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"with CI=true nothing may be skipped. {why}"
    return report


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test process, without tables."""
    with fresh_cluster() as running:
        yield running


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of a database without tables, for tests of migrations."""
    if KIND == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield from _new_database(request.getfixturevalue("cluster"), "template1")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of a database with every table of the product and no rows, this test's own."""
    if KIND == "sqlite":
        file = tmp_path / "raingan.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
    else:
        yield from _new_database(request.getfixturevalue("cluster"), request.getfixturevalue("postgres_template"))


@pytest.fixture
def engine(database_url: str) -> "Iterator[Engine]":
    """The product's own engine on `database_url`."""
    from models import open_engine

    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, copied for each test."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(cluster: Cluster) -> str:
    """The name of a PostgreSQL database with every table, copied for each test."""
    name = "template_raingan"
    _say(cluster, f"CREATE DATABASE {name}")
    _make_tables(cluster.url(name))
    return name


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome program."""
    program = find_chromium()
    if not program:
        pytest.skip("no Chromium: install Debian's package chromium, or name one in CHROMIUM")
    return program


def _make_tables(url: str) -> None:
    from models import Base, open_engine

    engine = open_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()  # closes the last connection, so that SQLite folds its WAL into the file we copy


def _new_database(cluster: Cluster, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    _say(cluster, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield cluster.url(name)
    _say(cluster, f"DROP DATABASE {name} WITH (FORCE)")


def _say(cluster: Cluster, statement: str) -> None:
    import psycopg

    where = {"host": str(cluster.socket_dir), "user": "raingan", "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute(statement)
