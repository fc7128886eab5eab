"""`flask backup` and `flask restore`: everything comes back, and a damaged file changes nothing."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from bot.app import parts_of
from bot.backup import NAMES
from models import schema
from tests.command_line import (
    NOVEMBER,
    Command,
    make,
    opened_province,
)
from tests.conftest import KIND


@pytest.fixture
def app(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = make(empty_database_url, tmp_path)
    yield made
    parts_of(made).engine.dispose()


@pytest.fixture
def province(app: Flask) -> Engine:
    return opened_province(app)


@pytest.fixture
def backup_tools(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put PostgreSQL's own programs first on the path: pg_dump refuses a newer server."""
    if KIND == "postgresql":
        programs = request.getfixturevalue("cluster").programs
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def test_a_backup_comes_back(
    province: Engine, backup_tools: None, script: Callable[..., Any], flask: Command, tmp_path: Path
) -> None:
    kind = province.dialect.name
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "photo.jpg").write_bytes(b"a photo")
    file = tmp_path / "backup.tar"
    made = script("backup", file)
    assert (made["kind"], made["revision"], made["media_files"]) == (kind, schema.HEAD, 1)
    assert made["made_at"].endswith("+07:00")
    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as tar:
        assert tar.getnames() == ["manifest.json", NAMES[kind], "media/photo.jpg"]
    (tmp_path / "media" / "photo.jpg").unlink()
    script("invite", "create", "--office", "peo-tak", "--role", "officer")
    refused = flask("restore", file)
    assert (refused.exit_code, "--replace" in refused.stderr) == (2, True)
    province.dispose()
    assert script("restore", file, "--replace") == made
    assert (tmp_path / "media" / "photo.jpg").read_bytes() == b"a photo"
    assert script("status", NOVEMBER)["expected"] == 30


def test_without_the_tools_of_postgresql_it_is_said(
    province: Engine, flask: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = flask("backup", tmp_path / "backup.tar")
    if province.dialect.name == "postgresql":
        assert (result.exit_code, "pg_dump is not installed here" in result.stderr) == (2, True)
    else:
        assert result.exit_code == 0


def test_a_damaged_backup_changes_nothing(province: Engine, flask: Command, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    file.write_bytes(b"something else")
    result = flask("restore", file, "--replace")
    assert (result.exit_code, result.stderr) == (2, "Error: backup.tar is not a backup made by flask backup.\n")
    assert flask("status", NOVEMBER).exit_code == 0
