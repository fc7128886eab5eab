"""The HTTP server under the simulator: a thread for each connection, kept alive, each answer in one write.

A server that writes headers and body apart costs some 40 ms a request on a kept connection (Nagle's algorithm meets
delayed acknowledgement), and load tests would measure that instead of the bot. One thread a connection, without a
ceiling, lets any number of phones wait for news.
"""

from __future__ import annotations

import socket
import threading
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class OneWriteHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # gather headers and body; the request's end flushes
    disable_nagle_algorithm = True
    timeout = 75  # an idle kept-alive connection ends

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Stay quiet: the ledger counts calls."""


def listen(app: Flask, host: str = "127.0.0.1", port: int = 0) -> BaseWSGIServer:
    """Return a server that listens already; `port` 0 takes a free one, found in `.port`. Raises OSError when taken."""
    # Made here, because werkzeug would end the process itself when the port is taken.
    listener = socket.create_server((host, port), backlog=256)
    with listener:
        return make_server(host, port, app, threaded=True, request_handler=OneWriteHandler, fd=listener.fileno())


def serve_in_background(app: Flask) -> tuple[BaseWSGIServer, str]:
    """Serve on a free local port from a thread; return the server, to shut down, and its address. For tests."""
    server: Any = listen(app)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server, f"http://127.0.0.1:{server.port}"
