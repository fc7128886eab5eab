"""Starting the simulator: settings, a port or file that is taken, connections kept; and its guide, complete."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import urllib3

from simulator.__main__ import main
from simulator.app import create_app
from simulator.control.media import KINDS
from simulator.control.saying import DEEDS
from simulator.faults import table
from simulator.settings import Settings
from tests.phones import BEARER, serve_in_background, settings

GUIDE = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text()


# --- the guide


def test_the_guide_names_every_knob_deed_and_path() -> None:
    app = create_app(settings())
    paths = {
        rule.rule.removeprefix("/control") for rule in app.url_map.iter_rules() if rule.rule.startswith("/control")
    }
    named = re.sub(r"\{(\w+)\}", "{}", GUIDE)
    for path in paths:
        assert "/control" + re.sub(r"<\w+>", "{}", path) in named, path
    for knob in table():
        row = f"| `{knob['name']}` | {knob['does']}"
        assert row in GUIDE, row
    for deed in (*DEEDS, *KINDS):
        assert f"`{deed}`" in GUIDE, deed


# --- the start


def test_settings_come_from_the_environment_and_have_defaults(tmp_path: Path) -> None:
    given = {
        "SIMULATOR_PORT": "8001",
        "BOT_WEBHOOK_URL": "http://127.0.0.1:8080/line/webhook",
        "LINE_CHANNEL_SECRET": "secret",
        "LINE_CHANNEL_ACCESS_TOKEN": "token",
        "SIMULATOR_DATA": str(tmp_path / "kept.sqlite"),
        "PUBLIC_URL": "http://127.0.0.1:8080/",
    }
    assert Settings.from_environment(given) == Settings(
        given["BOT_WEBHOOK_URL"], "secret", "token", 8001, "http://127.0.0.1:8080", tmp_path / "kept.sqlite"
    )
    assert Settings.from_environment({}) == Settings(None, "simulator", "simulator", 8000, "", None)


def test_a_taken_port_is_a_sentence_and_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server, _ = serve_in_background(create_app(settings()))
    monkeypatch.setenv("SIMULATOR_PORT", str(server.server_port))
    assert main() == 1
    assert capsys.readouterr().err == (
        f"The simulator cannot start on port {server.server_port}: Address already in use.\n"
    )
    server.shutdown()
    server.server_close()


def test_a_file_that_keeps_something_else_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("these are not our users " * 100)
    monkeypatch.setenv("SIMULATOR_DATA", str(other))
    assert main() == 1
    assert "cannot be used to keep users and chats" in capsys.readouterr().err


# --- the server


def test_the_server_keeps_connections_and_answers_in_one_write() -> None:
    server, address = serve_in_background(create_app(settings()))
    with urllib3.PoolManager() as pool:

        def seconds() -> float:
            began = time.perf_counter()
            assert pool.request("GET", f"{address}/v2/bot/info", headers=BEARER).status == 200
            return time.perf_counter() - began

        # With Nagle's algorithm every one would take 0.04, on any machine.
        assert any(seconds() < 0.03 for _ in range(1000))
        assert pool.connection_from_url(address).num_connections == 1
        assert pool.request("GET", f"{address}//v2/bot/info", headers=BEARER).status == 404
        assert pool.request("HEAD", f"{address}/v2/bot/info", headers=BEARER).data == b""
        chunks = pool.request("POST", f"{address}/control/users", body=iter([b"{}"]), chunked=True)
        assert chunks.status == 411
    server.shutdown()
    server.server_close()
