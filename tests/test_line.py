"""Our client of LINE: what every kind of answer, and no answer, is turned into. Nothing else is ever raised."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import urllib3

from bot.line import Accepted, Content, Line, QuotaSpent, Refused, TryLater
from tests.patience import WITHIN_SECONDS

WORDS = [{"type": "text", "text": "ค่ะ"}]
JSON = "Content-Type: application/json\r\nx-line-request-id: request-1\r\n"


def answer(status: str, body: str = "{}", headers: str = JSON) -> bytes:
    raw = body.encode()
    return f"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {len(raw)}\r\n\r\n".encode() + raw


@contextmanager
def line_that_says(said: bytes, stays: bool = False) -> Iterator[tuple[Line, list[bytes]]]:
    """Give a client of a server that sends `said` to every request, whatever it is, and hangs up unless it `stays`."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))
    ending = threading.Event()

    def serve() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            with client:
                heard.append(client.recv(65_536))
                client.sendall(said)
                if stays:
                    ending.wait()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    host = f"http://127.0.0.1:{listening.getsockname()[1]}"
    line = Line(host, host, "token", urllib3.Timeout(connect=WITHIN_SECONDS, read=0.1 if stays else WITHIN_SECONDS))
    yield line, heard
    line._pool.clear()
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    ending.set()
    thread.join()


def push(line: Line) -> Accepted:
    return line.push("Usomchai", WORDS, "8a1c1b4e-0000-5000-8000-000000000000")


ACCEPTED = [
    ("200", answer("200 OK", '{"sentMessages":[{"id":"1"}]}'), False),
    ("200 with words nobody knows", answer("200 OK", "<html>"), False),
    ("200 without a body", answer("200 OK", ""), False),
    ("409", answer("409 Conflict", "{}", "x-line-accepted-request-id: request-1\r\n"), True),
]


@pytest.mark.parametrize(("said", "again"), [each[1:] for each in ACCEPTED], ids=[each[0] for each in ACCEPTED])
def test_accepted(said: bytes, again: bool) -> None:
    with line_that_says(said) as (line, _):
        accepted = push(line)
    assert (accepted.request_id, accepted.again) == ("request-1", again)


def message(text: str) -> str:
    return f'{{"message":"{text}"}}'


RATE = message("The API rate limit has been exceeded. Try again later.")
MONTH = message("You have reached your monthly limit.")
TROUBLES: list[tuple[str, bytes, type[Exception], Any]] = [
    ("500", answer("500 Oops"), TryLater, (1, False)),
    ("503 of a proxy", answer("503 Busy", "<html>"), TryLater, (1, False)),
    ("429 rate", answer("429 Slow", RATE), TryLater, (2, True)),
    ("429 month", answer("429 Slow", MONTH), QuotaSpent, 429),
    ("429 nobody knows", answer("429 Slow", "?"), TryLater, (60, True)),
    ("400", answer("400 Bad", message("Invalid reply token")), Refused, 400),
    ("401", answer("401 Who", message("Authentication failed")), Refused, 401),
    ("a redirect is not followed", answer("302 There", "", "Location: http://127.0.0.1:9/\r\n"), Refused, 302),
    ("no HTTP", b"SSH-2.0-OpenSSH\r\n", TryLater, (1, False)),
    ("hangs up", b"", TryLater, (1, False)),
    ("half an answer is an answer", b"HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nhalf", TryLater, (1, False)),
]


@pytest.mark.parametrize(
    ("said", "kind", "detail"), [each[1:] for each in TROUBLES], ids=[each[0] for each in TROUBLES]
)
def test_trouble(said: bytes, kind: type[Exception], detail: Any) -> None:
    with line_that_says(said) as (line, _), pytest.raises((TryLater, Refused)) as caught:
        push(line)
    assert type(caught.value) is kind
    if isinstance(caught.value, TryLater):
        assert (caught.value.seconds, caught.value.certain_unsent) == detail
    elif isinstance(caught.value, Refused):
        assert caught.value.status == detail


def test_a_line_that_stays_silent_is_left_in_time() -> None:
    with line_that_says(b"", stays=True) as (line, _), pytest.raises(TryLater) as caught:
        push(line)
    assert not caught.value.certain_unsent


def test_a_line_nobody_is_at_is_certainly_unsent() -> None:
    line = Line("http://127.0.0.1:9", "http://127.0.0.1:9", "token")
    with pytest.raises(TryLater) as caught:
        push(line)
    assert caught.value.certain_unsent


def test_a_push_carries_its_key_and_a_reply_none() -> None:
    with line_that_says(answer("200 OK")) as (line, heard):
        push(line)
        line.reply("token-1", WORDS)
    pushed, replied = (request.decode().lower() for request in heard)
    assert "x-line-retry-key: 8a1c1b4e-0000-5000-8000-000000000000" in pushed
    assert "authorization: bearer token" in pushed
    assert "x-line-retry-key" not in replied


@pytest.mark.parametrize("message_id", ["", "12/../../profile", "１２", "1" * 31, "http://example.org"])
def test_nothing_but_a_number_is_fetched(message_id: str) -> None:
    with line_that_says(answer("200 OK")) as (line, heard), pytest.raises(Refused):
        line.content(message_id, 10)
    assert heard == []


CONTENTS = [
    ("200", answer("200 OK", "photo", "Content-Type: image/jpeg\r\n"), Content(b"photo", "image/jpeg")),
    ("202", answer("202 Accepted", ""), Content(None)),
]


@pytest.mark.parametrize(("said", "content"), [each[1:] for each in CONTENTS], ids=[each[0] for each in CONTENTS])
def test_content(said: bytes, content: Content) -> None:
    with line_that_says(said) as (line, _):
        assert line.content("77", 10) == content


def test_content_too_large_is_not_read_to_its_end() -> None:
    with line_that_says(answer("200 OK", "x" * 100_000)) as (line, _), pytest.raises(Refused) as caught:
        line.content("77", 1000)
    assert caught.value.status == 413


def test_content_that_breaks_off_comes_later() -> None:
    with line_that_says(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") as (line, _), pytest.raises(TryLater):
        line.content("77", 1000)
