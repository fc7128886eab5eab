"""A LINE that takes replies after a settable time and counts them; quicker than the simulator, and blind to words."""

from __future__ import annotations

import asyncio
import json
import re
from time import perf_counter

from benchmarks.wire import cut

_TOKEN = re.compile(rb'"replyToken":\s*"(\w+)"')
_BODY = json.dumps({"sentMessages": [{"id": "461230966842064897", "quoteToken": "IStG5h1Tz7b"}]}).encode()
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-line-request-id: 0f1e2d3c\r\n"
    + f"Content-Length: {len(_BODY)}\r\n\r\n".encode()
    + _BODY
)


class Line:
    """The API's side. `latency`: seconds until a call is answered; `arrivals`: reply token -> when it came."""

    def __init__(self) -> None:
        self.latency = 0.0
        self.salt = ""
        self.duplicates = 0
        self.arrivals: dict[str, float] = {}

    async def listen(self) -> int:
        """Listen on a free port of loopback and return it."""
        server = await asyncio.get_running_loop().create_server(lambda: _Call(self), "127.0.0.1", 0)
        port: int = server.sockets[0].getsockname()[1]
        return port

    def begin(self, salt: str, latency: float) -> None:
        """Begin a slice: no reply has arrived yet, and only tokens that open with `salt` count."""
        self.salt, self.latency, self.arrivals, self.duplicates = salt, latency, {}, 0

    def take(self, body: bytes) -> None:
        """Note the arrival of a reply."""
        found = _TOKEN.search(body)
        token = found.group(1).decode() if found else ""
        if not token.startswith(self.salt):
            return  # of the slice before
        self.duplicates += token in self.arrivals
        self.arrivals.setdefault(token, perf_counter())


class _Call(asyncio.Protocol):
    """One connection to the fake API."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (message := cut(self._buffer)) is not None:
            _head, body, self._buffer = message
            self._line.take(body)
            if self._line.latency:
                asyncio.get_running_loop().call_later(self._line.latency, self._transport.write, ANSWER)
            else:
                self._transport.write(ANSWER)
