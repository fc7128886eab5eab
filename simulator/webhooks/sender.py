"""One POST to the bot: signed over the exact bytes, two seconds to answer, recorded by outcome.

Source: Messaging API, "Receiving messages", "Check webhook error statistics".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

import urllib3

from simulator.state.world import World
from simulator.webhooks.events import Event, from_the_future, unknown_event

USER_AGENT = "LineBotWebhook/2.0"


@dataclass(frozen=True)
class Outcome:
    """How a delivery ended: `name` in LINE's words, the bot's status if it gave one, milliseconds on the way."""

    name: str
    status: int | None = None
    elapsed_ms: float = 0.0

    @property
    def ok(self) -> bool:
        return self.name == "ok"


def signature(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Sender:
    def __init__(self, world: World) -> None:
        self._world = world
        self._pool = urllib3.PoolManager(maxsize=64, retries=False)

    def post(self, events: list[Event]) -> Outcome:
        """Deliver these events in one POST, once; start the minute of their reply tokens."""
        body = self._body(events)
        faults = self._world.faults
        secret = self._world.settings.channel_secret + ("-wrong" if faults.wrong_signature else "")
        name = "X-Line-Signature" if faults.title_case_header else "x-line-signature"
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": USER_AGENT,
            name: signature(secret, body),
        }
        if faults.tampered_body:
            body = body.replace(b'"events":', b'"events" :', 1)
        with self._world.lock:
            now = self._world.clock()
            for event in events:
                if "replyToken" in event:
                    self._world.reply_tokens.delivered(event["replyToken"], now)
        outcome = self._send(body, headers)
        with self._world.lock:
            self._world.ledger.webhooks[outcome.name] += 1
        return outcome

    def _body(self, events: list[Event]) -> bytes:
        if self._world.faults.forward_compat:
            events = [changed for event in events for changed in (unknown_event(event), from_the_future(event))]
        envelope: dict[str, Any] = {"destination": self._world.bot_user_id, "events": events}
        return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def _send(self, body: bytes, headers: dict[str, str]) -> Outcome:
        url = self._world.webhook_url
        if not url:
            return Outcome("inactive")
        limit = urllib3.Timeout(total=self._world.faults.webhook_timeout_ms / 1000)
        began = time.perf_counter()
        status: int | None = None
        try:
            answer = self._pool.request("POST", url, body=body, headers=headers, timeout=limit, redirect=False)
            status = answer.status
            name = "ok" if 200 <= status < 300 else "error_status_code"
        except urllib3.exceptions.NewConnectionError:  # first: for urllib3 it is a kind of ConnectTimeoutError
            name = "could_not_connect"
        except urllib3.exceptions.TimeoutError:
            name = "request_timeout"
        except urllib3.exceptions.HTTPError:
            name = "unclassified"
        return Outcome(name, status, round((time.perf_counter() - began) * 1000, 2))
