"""A clock process of a benchmark: decides what is due, sends it, and tells how long it took and what memory it held.

`python -m benchmarks.clockwork MOMENT SAME_FROM`, with the settings of a bot in the environment. One line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from datetime import datetime

from benchmarks.processes import resident_mb
from bot.app import create_app, parts_of
from bot.settings import Settings
from handlers.rounds import reminding
from scheduler.tick import tick

SAMPLE_SECONDS = 0.05


class Watched:
    """What something takes of this process: seconds, seconds of the processor, memory as it begins and at most."""

    def __enter__(self) -> Watched:
        self.begun = self.most = resident_mb(os.getpid())
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        self._started, self._worked = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds, self.processor = time.perf_counter() - self._started, time.process_time() - self._worked
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            self.most = max(self.most, resident_mb(os.getpid()))

    def told(self) -> dict[str, float]:
        return {"seconds": self.seconds, "processor": self.processor, "begun_mb": self.begun, "most_mb": self.most}


def main() -> int:
    now = datetime.fromisoformat(sys.argv[1])
    reminding.SAME_FROM = int(sys.argv[2])
    parts = parts_of(create_app(Settings.from_env(os.environ)))
    with Watched() as deciding:
        ticked = tick(parts.engine, now)
    with Watched() as sending:
        ended = parts.delivery.send_due(now)
    parts.stop()
    told = {"deciding": deciding.told(), "sending": sending.told()}
    print(json.dumps({"reminders": ticked.reminders, "ended": dict(ended), **told}), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
