"""Settings are checked once, at the start, and a wrong one is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import LINE_API, LINE_CONTENT, Settings, WrongSetting

GOOD = {"LINE_CHANNEL_SECRET": "0123456789abcdef", "LINE_CHANNEL_ACCESS_TOKEN": "token"}


def test_two_settings_are_enough() -> None:
    settings = Settings.from_env(GOOD)
    assert (settings.api_host, settings.content_host) == (LINE_API, LINE_CONTENT)
    assert settings.database_url == "sqlite:///data/raingan.db"


def test_a_host_set_by_hand_serves_content_too() -> None:
    settings = Settings.from_env({**GOOD, "LINE_API_HOST": "http://127.0.0.1:8000/"})
    assert settings.api_host == settings.content_host == "http://127.0.0.1:8000"


def test_our_own_key_follows_the_channel_secret_unless_it_is_given() -> None:
    assert Settings.from_env(GOOD).app_secret == Settings.from_env(GOOD).app_secret
    other = Settings.from_env({**GOOD, "LINE_CHANNEL_SECRET": "another secret of LINE"})
    assert other.app_secret != Settings.from_env(GOOD).app_secret
    assert Settings.from_env({**GOOD, "APP_SECRET": "ours"}).app_secret == b"ours"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"LINE_CHANNEL_SECRET": ""}, "LINE_CHANNEL_SECRET is not set"),
        ({"LINE_CHANNEL_SECRET": "   "}, "LINE_CHANNEL_SECRET is not set"),
        ({"LINE_CHANNEL_SECRET": "short"}, "LINE_CHANNEL_SECRET has 5 characters"),
        ({"LINE_CHANNEL_ACCESS_TOKEN": ""}, "LINE_CHANNEL_ACCESS_TOKEN is not set"),
        ({"LINE_API_HOST": "api.line.me"}, "LINE_API_HOST"),
        ({"PUBLIC_URL": "bot.example.org"}, "PUBLIC_URL"),
    ],
)
def test_a_wrong_setting_is_named(changes: dict[str, str], named: str) -> None:
    with pytest.raises(WrongSetting, match=named):
        Settings.from_env({**GOOD, **changes})


def test_secrets_stay_out_of_tracebacks_and_logs() -> None:
    shown = repr(Settings.from_env({**GOOD, "APP_SECRET": "our own secret"}))
    assert not [secret for secret in (*GOOD.values(), "our own secret") if secret in shown]


@pytest.mark.slow
def test_a_start_without_secret_ends_with_one_sentence(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "LINE_CHANNEL_SECRET": "", "DATA_DIR": str(tmp_path)}
    start = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket", "wsgi:app"]
    ended = subprocess.run(start, cwd=tmp_path, env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 3
    assert "LINE_CHANNEL_SECRET is not set" in ended.stderr
    assert "Traceback" not in ended.stderr.partition("LINE_CHANNEL_SECRET is not set")[0]
