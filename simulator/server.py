"""The HTTP server under the simulator: a thread for each connection, kept alive, each answer in one write.

A server that writes headers and body apart costs some 40 ms a request on a kept connection (Nagle's algorithm meets
delayed acknowledgement), and load tests would measure that instead of the bot. Werkzeug's server closes every
connection, gunicorn has a ceiling of threads, under which waiting phones would starve the bot; hence these lines on
the standard library's server.
"""

from __future__ import annotations

import io
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask

IDLE_S = 75


class Server(ThreadingHTTPServer):
    """Serves one Flask app. `server_port` is the port it listens on."""

    request_queue_size = 256
    daemon_threads = True

    def __init__(self, address: tuple[str, int], app: Flask) -> None:
        self.app = app
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, as one that timed out does, is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # gather headers and body; the end of the request flushes them together
    timeout = IDLE_S

    def _answer(self) -> None:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            self.close_connection = True
            self.send_error(411)
            return
        answered: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            del exc_info
            answered[:] = [status, headers]
            return io.BytesIO().write

        chunks = self.server.app(self._environ(), start_response)
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        self._write(answered[0], answered[1], body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _answer

    def _environ(self) -> dict[str, Any]:
        """Return the WSGI environment of this request, its body read to the end."""
        # Not self.path: there the standard library has already made // into /, which LINE does not.
        path, _, query = self.requestline.split(" ")[1].partition("?")
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": self.headers.get("Content-Length", ""),
            "SERVER_NAME": str(self.server.server_address[0]),
            "SERVER_PORT": str(self.server.server_port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.rfile.read(int(self.headers.get("Content-Length") or 0))),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            environ.setdefault("HTTP_" + name.upper().replace("-", "_"), value)
        return environ

    def _write(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_expect_100(self) -> bool:
        go_on = super().handle_expect_100()
        self.wfile.flush()  # the client waits for this before it sends the body
        return go_on

    def version_string(self) -> str:
        return "LINE simulator"

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: the ledger counts calls."""


def listen(app: Flask, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Return a server that listens already; `port` 0 takes a free one. Raises OSError when the port is taken."""
    return Server((host, port), app)
