"""A local LINE and a bot that only listens, for the simulator's own tests: said in the words of people.

The bot here answers webhooks with whatever status a test wants and remembers what it heard.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from simulator.app import create_app, world_of
from simulator.server import Server, listen
from simulator.settings import Settings
from simulator.state.world import World
from tests.patience import WITHIN_SECONDS

SECRET = "a secret for tests"
TOKEN = "a token for tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
NOON = 1_795_150_000.0  # 2026-11-20 in Bangkok


@dataclass
class Heard:
    """One webhook as it came: exact bytes, headers, and when."""

    body: bytes
    headers: dict[str, str]

    @property
    def events(self) -> list[dict[str, Any]]:
        return list(json.loads(self.body)["events"])


@dataclass
class ListeningBot:
    """Answers each webhook with the next of `statuses`, the last one for ever, when `waits_for` has returned."""

    heard: list[Heard] = field(default_factory=list)
    statuses: list[int] = field(default_factory=lambda: [200])
    waits_for: Callable[[], object] = list
    url: str = ""

    def answer(self, body: bytes, headers: dict[str, str]) -> int:
        self.heard.append(Heard(body, headers))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        self.waits_for()
        return status

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for heard in self.heard for event in heard.events]

    def wait_for(self, count: int, within_s: float = WITHIN_SECONDS) -> None:
        wait_until(lambda: len(self.heard) >= count, within_s)


def wait_until(true: Callable[[], bool], within_s: float = WITHIN_SECONDS) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


@contextmanager
def listening_bot() -> Iterator[ListeningBot]:
    bot = ListeningBot()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = bot.answer(body, dict(self.headers.items()))
            try:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    bot.url = f"http://127.0.0.1:{server.server_port}/line/webhook"
    yield bot
    server.shutdown()
    server.server_close()


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now

    def pass_s(self, seconds: float) -> None:
        self.now += seconds


class Line:
    """The simulator, spoken to by scripts (`post`, `get` …) and by a bot (`bot_post` …)."""

    def __init__(self, settings: Settings) -> None:
        self.clock = Clock()
        self.app = create_app(settings, self.clock)
        self.client: FlaskClient = self.app.test_client()

    def begin_anew(self) -> Line:
        """Forget everything and set the clock back: quicker than another simulator."""
        self.clock.now = NOON
        self.world.reset()
        return self

    @property
    def world(self) -> World:
        return world_of(self.app)

    def control(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = self.app.test_client().open(f"/control{path}", method=method, json=body)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json()

    def call(self, method: str, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """Call LINE as the bot does and return Flask's response."""
        headers = BEARER | ({"X-Line-Retry-Key": key} if key else {})
        return self.app.test_client().open(f"/v2/bot{path}", method=method, json=body, headers=headers)

    def faults(self, **knobs: Any) -> None:
        self.control("PUT", "/faults", knobs)

    def person(self, name: str, *, friend: bool = True) -> Person:
        user_id = self.control("POST", "/users", {"displayName": name, "friend": friend}, status=201)["userId"]
        return Person(self, user_id, name)

    def group(self, *members: Person) -> str:
        body = {"members": [member.user_id for member in members]}
        return str(self.control("POST", "/groups", body, status=201)["groupId"])

    def push(self, to: str, text: str = "สวัสดีค่ะ", *, key: str | None = None) -> Any:
        return self.call("POST", "/message/push", {"to": to, "messages": [{"type": "text", "text": text}]}, key=key)

    def reply(self, token: str, text: str = "รับทราบค่ะ") -> Any:
        return self.call("POST", "/message/reply", {"replyToken": token, "messages": [{"type": "text", "text": text}]})

    def ledger(self) -> Any:
        return self.control("GET", "/ledger")


@dataclass
class Person:
    line: Line
    user_id: str
    name: str

    def does(self, kind: str, *, status: int = 200, **more: Any) -> Any:
        return self.line.control("POST", f"/users/{self.user_id}/say", {"type": kind, **more}, status=status)

    def says(self, text: str, **more: Any) -> Any:
        return self.does("text", text=text, **more)

    def sends(self, kind: str, *files: tuple[bytes, str, str], **more: str) -> Any:
        """Send files given as (bytes, name, media type)."""
        import io

        parts = [(io.BytesIO(body), name, media_type) for body, name, media_type in files]
        answer = self.line.app.test_client().post(
            f"/control/users/{self.user_id}/say", data={"type": kind, "file": parts, **more}
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    def changes(self, **more: Any) -> Any:
        return self.line.control("PATCH", f"/users/{self.user_id}", more)

    def chat(self, query: str = "") -> Any:
        return self.line.control("GET", f"/users/{self.user_id}/chat{query}")

    def sees(self) -> list[str]:
        """Return the texts on the screen, the person's own and the bot's."""
        return [entry["message"].get("text", entry["message"]["type"]) for entry in self.chat()["messages"]]


def settings(webhook_url: str | None = None) -> Settings:
    return Settings(webhook_url=webhook_url, channel_secret=SECRET, channel_access_token=TOKEN)


def serve_in_background(app: Flask) -> tuple[Server, str]:
    """Serve on a free local port from a thread; return the server, to shut down, and its address."""
    server = listen(app)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


def signed(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def together(*deeds: Any) -> None:
    """Do all of this at once and wait until all is done."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
