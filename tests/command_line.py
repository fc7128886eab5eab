"""The command line for tests: the bot's app without LINE, a command as a person types it, and as a script does."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from sqlalchemy import Engine

from bot.app import create_app, parts_of
from bot.settings import Settings
from handlers.form import publishing
from handlers.rounds.digests import compose
from models import transaction
from tests.offices import bangkok

ROOT = Path(__file__).parent.parent
PROVINCE = ROOT / "demo" / "province.xlsx"
MONTHLY = ROOT / "forms" / "library" / "pnglb_monthly.xlsx"
NOVEMBER = "pnglb_monthly/2026-11"
OPENED = "2026-11-02T09:00"
Command = Callable[..., Result]
Script = Callable[..., Any]


def make(url: str, folder: Path) -> Flask:
    settings = Settings.from_env(
        {
            "LINE_CHANNEL_SECRET": "0123456789abcdef0123456789abcdef",
            "LINE_CHANNEL_ACCESS_TOKEN": "simulator",
            "LINE_API_HOST": "http://127.0.0.1:9",
            "DATABASE_URL": url,
            "MEDIA_DIR": str(folder / "media"),
        }
    )
    return create_app(settings, respond=lambda *_: None, composers={"reminder": compose})


def typed(app: Flask) -> Command:
    """Return what runs a command as a person does."""
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


def scripted(app: Flask) -> Script:
    """Return what runs a command as a script does: with --json, and it has to succeed."""

    def run(*words: object) -> Any:
        result = typed(app)(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return run


@cache
def monthly() -> publishing.Checked:
    """Return the monthly form, looked at once: that takes a second."""
    return publishing.check(MONTHLY.read_bytes())


def opened_province(app: Flask) -> Engine:
    """Return the demonstration province, its monthly round of November 2026 opened on the 2nd."""
    script, engine = scripted(app), parts_of(app).engine
    script("db", "upgrade")
    with transaction(engine) as session:
        publishing.publish(session, monthly(), bangkok(OPENED))
    script("people", "import", PROVINCE)
    script("round", "open", "pnglb_monthly", "--monthly", "20", "--at", OPENED)
    return engine
