"""How long something computes, its processes included: for what must end in time whatever it is given."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 2.0


@contextmanager
def within(seconds: float = SECONDS) -> Iterator[None]:
    """Hold what is inside, with the processes it starts, to its time of computing."""
    before = _spent()
    yield
    spent = _spent() - before
    assert spent < seconds, f"{spent:.1f} s"


def _spent() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
