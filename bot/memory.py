"""How a web worker keeps house with memory: told to the interpreter and the C library once, when it starts."""

from __future__ import annotations

import ctypes
import gc

COLLECT_AFTER = (20_000, 20, 50)  # new objects before the collector looks; a turn makes thousands and drops them itself
M_ARENA_MAX = -8  # malloc.h of glibc
ARENAS = 2  # else every thread of a worker keeps freed memory in an arena of its own: a fifth more after some hours


def settle() -> None:
    """Spare what was loaded from the collector, which else walks all of it in the middle of somebody's turn."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    _few_arenas()


def _few_arenas() -> None:
    """Let all threads share two pools of memory, where the C library is glibc; others have no such switch."""
    try:
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
    except (AttributeError, OSError, TypeError):
        return
