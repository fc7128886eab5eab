"""A bot and a LINE for tests: the product's app against the simulator, over real HTTP on loopback."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import urllib3

from bot.app import Parts, create_app, parts_of
from bot.settings import Settings
from handlers.incoming import Incoming, Text
from handlers.replies import Text as Saying
from handlers.turn import Response
from models import Session
from simulator.app import create_app as create_line
from simulator.server import Server, listen
from simulator.settings import Settings as LineSettings
from tests.patience import WITHIN_SECONDS

SECRET = "a secret only tests know"
SOMCHAI = "U" + "1" * 32
MALEE = "U" + "2" * 32
_numbers = count(1)


def echo(_session: Session, incoming: Incoming, _now: datetime) -> Response:
    """Say back what was said: the smallest handler there is."""
    said = incoming.said
    return Response([Saying(f"ได้รับ {said.text}")] if isinstance(said, Text) else [], must_arrive=True)


def settings_for(database_url: str, folder: Path, line: str = "http://127.0.0.1:9") -> Settings:
    """Return settings of a bot that speaks to `line`; port 9 answers nobody."""
    return Settings.from_env(
        {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "simulator",
            "LINE_API_HOST": line,
            "DATABASE_URL": database_url,
            "MEDIA_DIR": str(folder / "media"),
            "OFFICE_NAME": "สำนักงานศึกษาธิการจังหวัดสมมติ",
        }
    )


def said(text: str, user: str = SOMCHAI, **changes: Any) -> dict[str, Any]:
    """Return a text message as LINE sends it, with ids of its own."""
    number = next(_numbers)
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": user},
        "webhookEventId": f"01EVENT{number:019d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:032x}",
        "message": {"type": "text", "id": f"{number:018d}", "text": text, "quoteToken": "q"},
    }
    return {**event, **changes}


def sign(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def forged(token: str) -> str:
    """A signed token, or an address ending in one, with a character of its signature changed.

    The last character is left: some of its bits are no part of the signature."""
    kept, changed, rest = token[:-9], token[-9], token[-8:]
    return f"{kept}{'A' if changed != 'A' else 'B'}{rest}"


def delivered(*events: Any) -> bytes:
    """Return the body of a delivery."""
    return json.dumps({"destination": "U" + "0" * 32, "events": events}, ensure_ascii=False).encode()


@dataclass
class Joined:
    """A running pair. `control` speaks to the simulator's control API."""

    parts: Parts
    bot_url: str
    line_url: str
    http: urllib3.PoolManager

    def control(self, method: str, path: str, **json_body: Any) -> Any:
        answer = self.http.request(method, f"{self.line_url}/control{path}", json=json_body or None)
        assert answer.status < 300, answer.data.decode()
        return answer.json()

    def user(self, name: str) -> str:
        user: str = self.control("POST", "/users", displayName=name)["userId"]
        return user

    def friend(self, name: str) -> str:
        """Return a new user who has added the bot, and so can be pushed to."""
        user = self.user(name)
        self.control("POST", f"/users/{user}/say", type="follow")
        return user

    def say(self, user: str, text: str) -> Any:
        return self.control("POST", f"/users/{user}/say", type="text", text=text)

    def heard(self, user: str, number: int = 1) -> list[dict[str, Any]]:
        """Return what the bot said in a chat, waiting for `number` messages or a while."""
        until = time.monotonic() + WITHIN_SECONDS
        while True:
            chat = self.control("GET", f"/users/{user}/chat?after=0")["messages"]
            bot = [each for each in chat if each["from"] == "bot"]
            if len(bot) >= number or time.monotonic() > until:
                return bot
            time.sleep(0.02)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve a WSGI app on a free port and give its address."""
    server: Server = listen(app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def joined(database_url: str, folder: Path, respond: Any = echo, composers: Any = None) -> Iterator[Joined]:
    """Run a simulator and a bot that know each other."""
    line = create_line(LineSettings(channel_secret=SECRET, channel_access_token="simulator"))
    with served(line) as line_url:
        app = create_app(settings_for(database_url, folder, line_url), respond, composers or {})
        with served(app) as bot_url, urllib3.PoolManager(retries=False) as http:
            pair = Joined(parts_of(app), bot_url, line_url, http)
            http.request(
                "PUT",
                f"{line_url}/v2/bot/channel/webhook/endpoint",
                json={"endpoint": f"{bot_url}/line/webhook"},
                headers={"Authorization": "Bearer simulator"},
            )
            yield pair
            pair.parts.stop()
