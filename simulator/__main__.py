"""`python -m simulator`: the local LINE on SIMULATOR_PORT, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

from simulator.app import create_app, world_of
from simulator.limits.shapes import warm_up
from simulator.server import listen
from simulator.settings import Settings


def main() -> int:
    """Serve until told to stop; return the process's exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    settings = Settings.from_environment(os.environ)
    host = os.environ.get("SIMULATOR_HOST", "127.0.0.1")
    try:
        app = create_app(settings)
    except OSError as trouble:
        print(f"The simulator cannot start: {trouble}.", file=sys.stderr)
        return 1
    try:
        server = listen(app, host, settings.port)
    except OSError as trouble:
        print(f"The simulator cannot start on port {settings.port}: {trouble.strerror or trouble}.", file=sys.stderr)
        return 1

    def stop(signum: int, frame: object) -> None:
        del signum, frame
        # shutdown() waits for the loop that runs in this very thread: ask from another one.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    bot = settings.webhook_url or "nobody"
    logging.info("LINE simulator on http://%s:%s, webhooks to %s", host, settings.port, bot)
    threading.Thread(target=warm_up, daemon=True).start()
    server.serve_forever(poll_interval=0.2)
    world_of(app).keeper.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
