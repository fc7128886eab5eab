"""What every test may ask for: a clean database of the kind under test, and the product's engine on it.

TEST_DATABASE=sqlite (the default) or postgresql says which kind. With CI=true a
skipped test is a failed one: whatever it needs has to be there.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.chromium import find_chromium
from tests.postgres import Cluster, fresh_cluster

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine

    from tests.command_line import Command, Script
    from tests.engines import EngineOfAll

SLOW_FILES = frozenset(  # several seconds each: left to `make test`, so that `make check` stays under half a minute
    {
        "test_after_an_outage.py",
        "test_annex_files.py",
        "test_annexes.py",
        "test_asking_in.py",
        "test_audit.py",
        "test_authoring.py",
        "test_authorisation.py",
        "test_authorisation_forms.py",
        "test_blank_form.py",
        "test_calendar_feed.py",
        "test_charts.py",
        "test_cli.py",
        "test_cli_backup.py",
        "test_cli_compiled.py",
        "test_cli_deadlines.py",
        "test_cli_forms.py",
        "test_cli_leave.py",
        "test_compiling.py",
        "test_crashes.py",
        "test_data_feed.py",
        "test_data_feed_clients.py",
        "test_delivery.py",
        "test_digests.py",
        "test_enclosing.py",
        "test_feeding.py",
        "test_form_check.py",
        "test_form_pictures.py",
        "test_forms_all_at_once.py",
        "test_forms_exhausting.py",
        "test_forms_hostile.py",
        "test_forms_oracle.py",
        "test_forms_xlsform.py",
        "test_forms_walk.py",
        "test_granting.py",
        "test_hooks.py",
        "test_hostile_volumes.py",
        "test_illustrations.py",
        "test_jobs.py",
        "test_jobs_rights.py",
        "test_kept_counts.py",
        "test_kept_counts_whatever_happens.py",
        "test_last_report.py",
        "test_library.py",
        "test_late_texts.py",
        "test_leave.py",
        "test_many_days.py",
        "test_menus.py",
        "test_migrating.py",
        "test_migrations.py",
        "test_moving.py",
        "test_odk.py",
        "test_overview_page.py",
        "test_paging.py",
        "test_papers.py",
        "test_pasted_parts.py",
        "test_periods.py",
        "test_photo_changes.py",
        "test_plain_tables.py",
        "test_previews.py",
        "test_progress.py",
        "test_publishing.py",
        "test_questions.py",
        "test_read_word_variants.py",
        "test_reminding.py",
        "test_reminding_whenever.py",
        "test_reviewing.py",
        "test_roster.py",
        "test_rows.py",
        "test_same_as_last.py",
        "test_seeded_bugs.py",
        "test_sent_report.py",
        "test_sheets.py",
        "test_shrinking.py",
        "test_slips.py",
        "test_steering.py",
        "test_tables_taken_back.py",
        "test_tallies.py",
        "test_telling.py",
        "test_trial.py",
        "test_two_months.py",
        "test_two_workers.py",
        "test_two_years.py",
        "test_volumes.py",
        "test_volumes_made.py",
        "test_webhook.py",
        "test_whole.py",
        "test_word.py",
        "test_word_templates.py",
        "test_writer.py",
    }
)
SLOW_FOLDERS = frozenset(Path(__file__).parent / name for name in ("browser", "faults"))
# Tests neither time nor depend on chance: a busy machine fails none, and what failed fails again. To look for what no
# test has met yet: pytest --hypothesis-profile=searching.
_untimed = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("always the same", _untimed, derandomize=True)
hypothesis.settings.register_profile("searching", _untimed, derandomize=False, max_examples=500)
hypothesis.settings.load_profile("always the same")
KIND = os.environ.get("TEST_DATABASE", "sqlite")
IN_CI = os.environ.get("CI") == "true"
ROOM_BYTES = 512 * 2**20  # of memory for databases, a test process
_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite what we say in tests/conversations")


def pytest_configure(config: pytest.Config) -> None:
    if KIND not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"TEST_DATABASE is {KIND!r}; it may be sqlite or postgresql")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read the slow files where they are left out: that takes as long as a third of the others."""
    slow = collection_path.name in SLOW_FILES or collection_path in SLOW_FOLDERS
    return True if slow and "not slow" in config.option.markexpr else None


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
        file = request.getfixturevalue("quick_folder") / f"test_{next(_numbers)}.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        for each in file.parent.glob(f"{file.name}*"):
            each.unlink()
    else:
        yield from _new_database(request.getfixturevalue("cluster"), request.getfixturevalue("postgres_template"))


@pytest.fixture
def engine(database_url: str, engines: "EngineOfAll") -> "Iterator[Engine]":
    """The product's own engine on `database_url`."""
    yield engines.on(database_url)
    engines.dispose()


@pytest.fixture(scope="session")
def engines() -> "EngineOfAll":
    from tests.engines import EngineOfAll

    return EngineOfAll(KIND)


@pytest.fixture(scope="session")
def quick_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where flushing to the disk takes no time: in memory, if the machine has room there."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > 2 * ROOM_BYTES:
        with TemporaryDirectory(prefix="raingan-", dir=memory) as folder:
            yield Path(folder)
    else:
        yield tmp_path_factory.mktemp("sqlite")


@pytest.fixture(scope="session")
def sqlite_template(quick_folder: Path) -> Path:
    """A SQLite file with every table, copied for each test."""
    file = quick_folder / "template.db"
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


@pytest.fixture
def flask(app: "Flask") -> "Command":
    """Run a command of the module's own `app` as a person does."""
    from tests.command_line import typed

    return typed(app)


@pytest.fixture
def script(app: "Flask") -> "Script":
    """Run a command of the module's own `app` as a script does."""
    from tests.command_line import scripted

    return scripted(app)


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
