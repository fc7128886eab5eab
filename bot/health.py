"""Is the process alive, and can it work? For monitors: short JSON, no names, no secrets."""

from __future__ import annotations

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify

from bot.writer import Writer
from models import Session, database_now, leases, outbox, schema

log = logging.getLogger(__name__)
FREE_BYTES = 50_000_000  # below this, photos stop before answers do
CLOCK = "clock"  # the lease of the clock process


def health(writer: Writer, media_dir: Path) -> Blueprint:
    """Return /healthz, the process answers, and /readyz, it can write: 200 or 503."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(ok=True)

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        found = {"disk": has_room(media_dir), **_database(writer)}
        ok = all(found[name] for name in ("disk", "write", "schema"))
        return jsonify(ok=ok, **found), 200 if ok else 503

    return blueprint


def has_room(folder: Path) -> bool:
    """Return whether the disk under `folder`, which need not exist yet, has room."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(there).free >= FREE_BYTES


def _database(writer: Writer) -> dict[str, Any]:
    try:
        return writer.run(_look)
    except Exception:
        log.exception("write_probe_failed")
        return {"write": False, "schema": False}


def _look(session: Session) -> dict[str, Any]:
    """Write a row and look at what must be there. Committed: a full disk shows only then."""
    leases.take(session, "probe", "readyz", timedelta(0))
    waiting = outbox.oldest_due(session, database_now(session))
    return {
        "write": True,
        "schema": schema.is_current(session),
        "clock_seconds": _seconds(leases.beat_age(session, CLOCK)),
        "outbox_seconds": _seconds(database_now(session) - waiting if waiting else None),
    }


def _seconds(age: timedelta | None) -> int | None:
    return None if age is None else round(age.total_seconds())
