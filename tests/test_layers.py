"""The house keeps its floors: imports go downwards, and each third-party package has its rooms."""

from pathlib import Path

import pytest

from tests.layers import FLOORS, violations

ROOT = Path(__file__).parent.parent


def test_every_import_keeps_the_floors() -> None:
    broken = violations(ROOT)
    assert not broken, "imports that break the floors:\n" + "\n".join(broken)


def test_every_room_is_on_the_table() -> None:
    rooms = {path.parent.name for path in ROOT.glob("[a-z]*/*.py")} - {"tests", "benchmarks", "docs"}
    assert rooms <= set(FLOORS)


SEEDED = [
    ("thai/dates.py", "import models", "thai may import only thai"),
    ("thai/dates.py", "from flask import Flask", "flask belongs to bot, wsgi.py, simulator"),
    ("forms/interview.py", "from datetime import UTC\nfrom models import people", "forms may import only forms, thai"),
    ("forms/interview.py", "import pyxform", "pyxform belongs to forms/xlsform"),
    ("models/people.py", "from handlers.words import put", "models may import only models, forms, thai"),
    ("handlers/report/officer.py", "import sqlalchemy as sa", "sqlalchemy belongs to models, migrations"),
    ("handlers/report/officer.py", "from scheduler import rounds", "handlers may import only"),
    ("handlers/report/officer.py", "def deed():\n    from bot import line", "handlers may import only"),
    ("bot/webhook.py", "from scheduler.clock import run", "bot may import only"),
    ("scheduler/reminders.py", "from bot.delivery import send", "scheduler may import only"),
    ("scheduler/reminders.py", "import apscheduler.schedulers", "apscheduler belongs to scheduler/clock.py"),
    ("scheduler/deadlines.py", "from models import rounds", "scheduler/deadlines.py may import only thai"),
    ("simulator/app.py", "from thai import dates", "simulator may import only simulator"),
    ("models/people.py", "import requests", "no room owns requests"),
]


@pytest.mark.parametrize(("file", "code", "rule"), SEEDED, ids=[f"{file}: {code}" for file, code, _ in SEEDED])
def test_a_broken_floor_is_named_with_file_line_and_rule(tmp_path: Path, file: str, code: str, rule: str) -> None:
    write(tmp_path, file, code)

    (said,) = violations(tmp_path)

    line = code.count("\n") + 1
    assert said.startswith(f"{file}:{line}: imports ")
    assert rule in said


ALLOWED = [
    ("thai/text.py", "import regex\nimport holidays\nfrom . import dates"),
    ("forms/xlsform/publish.py", "from pyxform.xls2xform import convert\nfrom lxml import etree"),
    ("handlers/coordinator.py", "from scheduler import deadlines\nfrom scheduler.deadlines import due_at"),
    ("bot/cli.py", "from scheduler import clock\nimport alembic.command"),
    ("bot/cli/clock.py", "from scheduler import clock"),
    ("simulator/limits.py", "from linebot.v3.messaging import TextMessage"),
    ("wsgi.py", "from bot.app import create_app"),
]


@pytest.mark.parametrize(("file", "code"), ALLOWED, ids=[file for file, _ in ALLOWED])
def test_an_import_downwards_is_allowed(tmp_path: Path, file: str, code: str) -> None:
    write(tmp_path, file, code)
    assert violations(tmp_path) == []


def write(root: Path, file: str, code: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
