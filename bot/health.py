"""Is the process alive, and can it work? For monitors: short JSON, no names, no secrets.

Anybody may ask, as often as they like: most looks only read. Whether the database takes a write is tried now and then.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from flask import Blueprint, Response, jsonify

from bot.writer import Writer
from models import Session, database_now, leases, outbox, reading, schema

log = logging.getLogger(__name__)
FREE_BYTES = 50_000_000  # below this, photos stop before answers do
CLOCK = "clock"  # the lease of the clock process
PROBE_SECONDS = 30  # how long a write that went well says enough
PROBE_AGAIN_SECONDS = 5  # and one that failed


def health(writer: Writer, media_dir: Path, seconds: Callable[[], float] = monotonic) -> Blueprint:
    """Return /healthz, the process answers, and /readyz, it can write: 200 or 503."""
    blueprint = Blueprint("health", __name__)
    probe = WriteProbe(writer, seconds)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(ok=True)

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        found = {"disk": has_room(media_dir), "write": probe.is_well(), **_look(writer)}
        ok = all(found[name] for name in ("disk", "write", "schema"))
        return jsonify(ok=ok, **found), 200 if ok else 503

    return blueprint


class WriteProbe:
    """Writes one row, always the same, and only when the last try is some time ago."""

    def __init__(self, writer: Writer, seconds: Callable[[], float]) -> None:
        self._writer = writer
        self._seconds = seconds
        self._trying = threading.Lock()
        self._good_until = float("-inf")
        self._well = False

    def is_well(self) -> bool:
        with self._trying:
            now = self._seconds()
            if now >= self._good_until:
                self._well = self._writes()
                self._good_until = now + (PROBE_SECONDS if self._well else PROBE_AGAIN_SECONDS)
            return self._well

    def _writes(self) -> bool:
        """Committed: a full disk shows only then."""
        try:
            self._writer.run(lambda session: leases.take(session, "probe", "readyz", timedelta(0)))
        except Exception:
            log.exception("write_probe_failed")
            return False
        return True


def has_room(folder: Path) -> bool:
    """Return whether the disk under `folder`, which need not exist yet, has room."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(there).free >= FREE_BYTES


def _look(writer: Writer) -> dict[str, Any]:
    """Return what can be seen without writing: the tables, and how old the clock's last tick is."""
    try:
        with Session(reading(writer.engine)) as session:
            waiting = outbox.oldest_due(session, database_now(session))
            return {
                "schema": schema.is_current(session),
                "clock_seconds": _seconds(leases.beat_age(session, CLOCK)),
                "outbox_seconds": _seconds(database_now(session) - waiting if waiting else None),
            }
    except Exception:
        log.exception("health_look_failed")
        return {"schema": False}


def _seconds(age: timedelta | None) -> int | None:
    return None if age is None else round(age.total_seconds())
