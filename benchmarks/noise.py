"""What else the machine was doing, and how quick its disk was: whether a slice can be trusted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.processes import cpu_seconds, family

MOST_FOREIGN = 0.3  # cores used by others
MOST_DISK_CHANGE = 2.0  # slowest fdatasync of a figure / quickest
SYNCS = 15
_TICKS = os.sysconf("SC_CLK_TCK")


class Neighbours:
    """How many cores were used by processes that are not ours, since it was made. `others`: roots of ours elsewhere."""

    def __init__(self, others: Callable[[], list[int]]) -> None:
        self._others = others
        self._started, self._busy, self._own = time.monotonic(), _busy_seconds(), self._own_seconds()

    def cores(self) -> float:
        busy, own = _busy_seconds() - self._busy, self._own_seconds() - self._own
        return max(0.0, busy - own) / max(0.01, time.monotonic() - self._started)

    def _own_seconds(self) -> float:
        roots = [os.getpid(), *self._others()]
        return sum(cpu_seconds(pid) for root in roots for pid in family(root))


def _busy_seconds() -> float:
    """Return the CPU time of everybody since boot, waiting for disks not counted."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / _TICKS


def fsync_us(folder: Path) -> float:
    """Return the median microseconds of a small fdatasync in `folder`."""
    took = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            file.write(b"x" * 4096)
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - started)
    return sorted(took)[SYNCS // 2] * 1e6
