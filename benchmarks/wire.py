"""HTTP/1.1 on kept-alive connections, as little of it as a load generator and a fake API need."""

from __future__ import annotations

import asyncio
import re

_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"


def cut(buffer: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return (head, body, rest) of the first whole message in `buffer`; None when some of it is still to come."""
    at = buffer.find(END_OF_HEAD)
    if at < 0:
        return None
    length = _LENGTH.search(buffer, 0, at)
    start = at + len(END_OF_HEAD)
    end = start + (int(length.group(1)) if length else 0)
    return (buffer[:at], buffer[start:end], buffer[end:]) if len(buffer) >= end else None


class Connection(asyncio.Protocol):
    """A client's connection: one request at a time, opened again when the server has closed it."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[int] | None = None
        self._buffer = b""

    async def post(self, path: str, headers: str, body: bytes) -> int:
        """Return the status of the answer. Raises ConnectionError when there is none."""
        loop = asyncio.get_running_loop()
        if self._transport is None or self._transport.is_closing():
            await loop.create_connection(lambda: self, *self._address)
        assert self._transport is not None
        self._answer = loop.create_future()
        head = f"POST {path} HTTP/1.1\r\nHost: {self._address[0]}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        message = cut(self._buffer)
        if message is None or self._answer is None or self._answer.done():
            return
        head, _body, self._buffer = message
        self._answer.set_result(int(head[9:12]))

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("closed without an answer"))
