"""Work in parallel, but in order for each key: two answers to one person leave in the order they were given."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

Job = Callable[[], object]


class Lanes:
    """A pool of `width` threads. Jobs must not raise. At the interpreter's end what was submitted is finished first."""

    def __init__(self, width: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(width, thread_name_prefix=name)
        self._mutex = threading.Lock()
        self._waiting: dict[str, deque[Job]] = {}  # a key is here while one of its jobs runs

    def submit(self, key: str, job: Job) -> None:
        """Run `job` after all jobs of the same key submitted before."""
        with self._mutex:
            if key in self._waiting:
                self._waiting[key].append(job)
                return
            self._waiting[key] = deque([job])
        self._pool.submit(self._run, key)

    def close(self) -> None:
        """Finish what was submitted."""
        self._pool.shutdown()

    def _run(self, key: str) -> None:
        while True:
            with self._mutex:
                jobs = self._waiting[key]
                if not jobs:
                    del self._waiting[key]
                    return
                job = jobs.popleft()
            job()
