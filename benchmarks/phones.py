"""The simulator with so many phones that are friends already: `python -m benchmarks.phones NUMBER`, until SIGTERM."""

from __future__ import annotations

import gc
import logging
import signal
import sys
import threading

from simulator.app import create_app, world_of
from simulator.limits.shapes import warm_up
from simulator.server import listen
from simulator.settings import Settings
from simulator.state.people import User


def phone(number: int) -> str:
    """Return the LINE user id of a phone."""
    return f"U{number:032x}"


def main() -> int:
    logging.basicConfig(level=logging.WARNING)
    app = create_app(Settings())
    world = world_of(app)
    for number in range(1, int(sys.argv[1]) + 1):
        world.people.users[phone(number)] = User(phone(number), "ทดสอบ", friend=True)
    warm_up()
    gc.disable()  # else the first calls, those of the product, would wait for looks at all that phones begin to keep
    server = listen(app, "127.0.0.1", 0)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(server.server_port, flush=True)
    server.serve_forever(poll_interval=0.2)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
