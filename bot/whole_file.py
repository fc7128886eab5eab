"""Writing a file so that it is there in full, even after a power cut, or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, body: bytes) -> None:
    """Write a file, its folder made where needed; readers see all of it or what was there before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    try:
        with unfinished.open("wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
    except OSError:  # the disk is full: leave no piece that keeps it so
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.rename(file)
