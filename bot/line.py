"""Our calls to LINE, on kept-alive connections with one TLS context and a time limit each.

Plain dicts and urllib3, not the SDK's models: a card takes them a hundred times longer, and importing them costs 0.6 s
and 45 MB a worker. What goes wrong is told in two words: TryLater or Refused; nothing else leaves this module.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError

TIMEOUT = urllib3.Timeout(connect=3, read=10)  # seconds
CONNECTIONS = 80  # kept open to one host: one for each sender thread, and a few for everything else
MONTHLY = "monthly limit"  # in the message of the 429 that does not pass by waiting
MESSAGE_ID = re.compile(r"[0-9]{1,30}")  # the only part of a content address that comes from outside
UNSENT_ERRORS = (NewConnectionError, ConnectTimeoutError, NameResolutionError)


class TryLater(Exception):
    """LINE could not answer now. `certain_unsent`: nothing went out; otherwise it may have."""

    def __init__(self, reason: str, seconds: float, *, certain_unsent: bool, request_id: str = "") -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.certain_unsent = certain_unsent
        self.request_id = request_id


class Refused(Exception):
    """LINE will never accept this; nothing went out."""

    def __init__(self, reason: str, status: int, request_id: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.request_id = request_id


class QuotaSpent(Refused):
    """The messages of this month are used up."""


@dataclass(frozen=True)
class Accepted:
    """LINE took it. `again`: it had taken the same retry key before (409), and sent nothing twice."""

    request_id: str
    again: bool = False
    body: Any = None


@dataclass(frozen=True)
class Content:
    """The bytes of a photo or file. `body` is None while LINE still prepares them (202)."""

    body: bytes | None
    mime: str = ""


@dataclass
class Line:
    """One channel at LINE. Shared by all threads; opens its connections when first used."""

    api_host: str
    content_host: str
    token: str = field(repr=False)
    timeout: urllib3.Timeout = TIMEOUT

    def __post_init__(self) -> None:
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS, retries=False, timeout=self.timeout, ssl_context=ssl.create_default_context()
        )
        self._auth = {"Authorization": f"Bearer {self.token}"}

    def reply(self, reply_token: str, messages: Sequence[Mapping[str, Any]]) -> Accepted:
        """Answer an event: free, once per token, within a minute of receiving it."""
        return self.call("POST", "/v2/bot/message/reply", {"replyToken": reply_token, "messages": messages})

    def push(self, to: str, messages: Sequence[Mapping[str, Any]], retry_key: str) -> Accepted:
        """Send to one user or group: counts against the quota. The same key never sends twice within 24 h."""
        body = {"to": to, "messages": messages}
        return self.call("POST", "/v2/bot/message/push", body, {"X-Line-Retry-Key": retry_key})

    def multicast(self, to: Sequence[str], messages: Sequence[Mapping[str, Any]], retry_key: str) -> Accepted:
        """Send the same to up to 500 users: each counts. The key freezes messages and recipients."""
        body = {"to": to, "messages": messages}
        return self.call("POST", "/v2/bot/message/multicast", body, {"X-Line-Retry-Key": retry_key})

    def loading(self, line_user_id: str, seconds: int) -> None:
        """Show the waiting dots in a 1:1 chat for up to `seconds`, a multiple of 5."""
        self.call("POST", "/v2/bot/chat/loading/start", {"chatId": line_user_id, "loadingSeconds": seconds})

    def bot_info(self) -> dict[str, Any]:
        """Return who we are at LINE: userId, basicId, displayName. The cheapest test of the token."""
        return dict(self.call("GET", "/v2/bot/info").body)

    def quota(self) -> int | None:
        """Return the messages of a month, or None for a plan without limit."""
        found = self.call("GET", "/v2/bot/message/quota").body
        return int(found["value"]) if found["type"] == "limited" else None

    def consumption(self) -> int:
        """Return how many messages of this month are used, approximately."""
        return int(self.call("GET", "/v2/bot/message/quota/consumption").body["totalUsage"])

    def content(self, message_id: str, most_bytes: int) -> Content:
        """Fetch what a person sent. Raises Refused: 404 or 410 when it is gone, 413 when larger than `most_bytes`."""
        if not MESSAGE_ID.fullmatch(message_id):
            raise Refused("not a message id", 400)
        response = self._send("GET", f"{self.content_host}/v2/bot/message/{message_id}/content", None, {})
        try:
            if response.status == 202:
                return Content(None)
            _raise_for(response)
            return Content(_limited(response, most_bytes), response.headers.get("Content-Type", ""))
        except HTTPError as trouble:
            raise TryLater(type(trouble).__name__, 5, certain_unsent=True) from trouble
        finally:
            response.release_conn()

    def call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Accepted:
        """Make one call of the Messaging API with JSON. Raises TryLater or Refused."""
        sent = None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        json_type = {} if sent is None else {"Content-Type": "application/json; charset=utf-8"}
        return _accepted(self._send(method, self.api_host + path, sent, {**json_type, **(headers or {})}))

    def _send(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        try:
            return self._pool.request(
                method, url, body=body, headers={**self._auth, **headers}, redirect=False, preload_content=False
            )
        except HTTPError as trouble:
            unsent = isinstance(trouble, UNSENT_ERRORS)
            raise TryLater(type(trouble).__name__, 1, certain_unsent=unsent) from trouble


def _accepted(response: urllib3.BaseHTTPResponse) -> Accepted:
    """Return what a call gave. A 2xx whose body cannot be read was accepted all the same."""
    try:
        again = response.status == 409
        if not again:
            _raise_for(response)
        asked_as = response.headers.get("x-line-accepted-request-id" if again else "x-line-request-id", "")
        return Accepted(asked_as, again, _json(response))
    finally:
        response.release_conn()


def _raise_for(response: urllib3.BaseHTTPResponse) -> None:
    """Raise what a status other than 2xx means. Only the kinds of 429 are told apart by LINE's words."""
    status, request_id = response.status, response.headers.get("x-line-request-id", "")
    if status < 300:
        return
    said = _json(response)
    reason = f"{status} {said.get('message', '') if isinstance(said, dict) else ''}"[:200]
    if status == 429 and MONTHLY in reason:
        raise QuotaSpent(reason, status, request_id)
    if status == 429:  # anything but the known words for the rate: wait longer, for it may be the quota after all
        raise TryLater(reason, 2 if "rate limit" in reason else 60, certain_unsent=True, request_id=request_id)
    if status >= 500:
        raise TryLater(reason, 1, certain_unsent=False, request_id=request_id)
    raise Refused(reason, status, request_id)


def _json(response: urllib3.BaseHTTPResponse) -> Any:
    try:
        return json.loads(response.data or b"null")
    except (ValueError, HTTPError):
        return None


def _limited(response: urllib3.BaseHTTPResponse, most_bytes: int) -> bytes:
    """Return the body, reading no more than is allowed."""
    parts: list[bytes] = []
    size = 0
    for part in response.stream(65_536):
        size += len(part)
        if size > most_bytes:
            response.close()
            raise Refused(f"more than {most_bytes} bytes", 413)
        parts.append(part)
    return b"".join(parts)
