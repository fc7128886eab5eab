"""Logs: one JSON object a line, made of ids, kinds, counts and states. Never texts, names, tokens or LINE user ids.

Only the fields named here are written, so that nobody logs a person by accident. An exception is told by its type and
places: its own words may quote what somebody typed. So may those of a library, once filled in: then its place is told.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import Any

FIELDS = (
    "event", "kind", "state", "outbox", "attempt", "request_id", "last_error", "pushed", "in_doubt", "bytes", "count",
    "length", "status", "job", "attachment", "file", "method", "route", "seq", "link", "rounds", "reminders",
    "submission",
)  # fmt: skip
OURS = ("bot", "handlers", "scheduler")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": _words(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _words(record: logging.LogRecord) -> str:
    """Return what was said: our own constant, or the unfilled words of a library. Never what was put into them."""
    if isinstance(record.msg, str) and (record.args or record.name.partition(".")[0] in OURS):
        return record.msg
    return f"{_short(record.pathname)}:{record.lineno} {record.funcName}"


def _places(error: BaseException) -> list[str]:
    """Return the type of an exception and where it came from, innermost last, without its words."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    where = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    return [*where, type(error).__name__, *([f"from {type(cause).__name__}"] if cause else [])]


def _short(path: str) -> str:
    return "/".join(path.split("/")[-2:])


def set_up() -> None:
    """Log to standard error in this form; libraries only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for ours in OURS:
        logging.getLogger(ours).setLevel(logging.INFO)
    threading.excepthook = _thread_failed


def _thread_failed(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        logging.getLogger("bot").critical("thread_failed", exc_info=ended.exc_value)
