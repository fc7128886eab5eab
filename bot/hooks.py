"""Telling the addresses that wait for reports: signed, under a lease, again with growing pauses (docs/api.md).

Run by the clock. The secret of an address is derived, never stored: who has the database has none of them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any

from bot import jobs, outside
from bot.outside import Lookup, NotOutside, NotReached
from bot.writer import Writer
from handlers.people import hooks as telling
from models import Session, database_now, hooks
from models.hooks import Hook, HookCall

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
AT_MOST = 20.0  # seconds of one go: the clock has other work


@dataclass(frozen=True)
class _Wanted:
    """One claimed call."""

    call_id: int
    attempts: int
    url: str
    secret: str
    kind: str
    event_id: str
    body: dict[str, Any]
    at: int  # the database's clock, seconds since 1970


class Hooks:
    """Does the calls that are due. `inside`: hosts of our own network that may be called."""

    def __init__(
        self, writer: Writer, app_secret: bytes, inside: Collection[str] = (), lookup: Lookup = outside.look_up
    ) -> None:
        self._writer, self._secret, self._inside, self._lookup = writer, app_secret, inside, lookup

    def work_jobs(self, limit: int) -> int:
        """Do up to `limit` calls that are due and return how many were."""
        return jobs.work(self._writer, partial(_claim, self._secret, monotonic() + AT_MOST), self._work, limit)

    def _work(self, wanted: _Wanted) -> None:
        status, trouble = self._tell(wanted)
        log.info("told", extra={"job": wanted.call_id, "status": status, "last_error": trouble})
        self._writer.run(partial(_settle, wanted, status, trouble))

    def _tell(self, wanted: _Wanted) -> tuple[int | None, str]:
        """Return the status of the answer, or None and why there was none."""
        body = json.dumps(wanted.body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Raingan-Webhook/1",
            "Raingan-Event": wanted.kind,
            "Raingan-Delivery": wanted.event_id,
            "Raingan-Signature": signature(wanted.secret, wanted.at, body),
        }
        try:
            return outside.post(outside.place(wanted.url, self._inside, self._lookup), body, headers), ""
        except (NotOutside, NotReached) as trouble:
            return None, str(trouble)


def secret_of(app_secret: bytes, hook: Hook) -> str:
    """Return what an address checks our signature with."""
    said = f"webhook\n{hook.id}\n{hook.generation}".encode()
    made = hmac.new(hmac.new(app_secret, b"webhooks", hashlib.sha256).digest(), said, hashlib.sha256).digest()
    return "whsec_" + urlsafe_b64encode(made).decode().rstrip("=")


def signature(secret: str, at: int, body: bytes) -> str:
    """Return the header that proves a call is ours and of this moment: HMAC-SHA256 over `<at>.<body>`."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def _claim(app_secret: bytes, until: float, session: Session) -> _Wanted | None:
    now = database_now(session)
    call = hooks.claim(session, now, LEASE) if monotonic() < until else None
    if call is None:
        return None
    secret = secret_of(app_secret, call.hook)
    return _Wanted(
        call.id, call.attempts, call.hook.url, secret, call.kind, call.event_id, call.body, int(now.timestamp())
    )


def _settle(wanted: _Wanted, status: int | None, trouble: str, session: Session) -> None:
    """Note how telling went, unless another clock has done so, or tells again since our lease ran out."""
    call = session.get_one(HookCall, wanted.call_id, with_for_update=True)
    is_taken = status is not None and 200 <= status < 300
    if call.state == "pending" and (is_taken or call.attempts == wanted.attempts):
        telling.settle(session, call, status, trouble, database_now(session))
