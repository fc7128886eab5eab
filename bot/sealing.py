"""Sealing what was done: deeds that wait are tied to the chain of the audit, and the log is told its newest link.

The log lies outside the database: a chain that was cut short does not hold the link that was logged.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from datetime import UTC, datetime

from models import Engine, Session, audit, reading, transaction

log = logging.getLogger(__name__)


def audit_key(app_secret: bytes) -> bytes:
    """Return the key of the chain, derived, so that no other use of the secret can make a link."""
    return hmac.new(app_secret, b"audit", hashlib.sha256).digest()


def seal_waiting(engine: Engine, app_secret: bytes) -> int:
    """Seal every deed that waits, in short transactions. Return the number of the newest link, 0 when none waited."""
    key, newest = audit_key(app_secret), 0
    while _any_waits(engine):
        with transaction(engine) as session:
            head = audit.seal(session, key, datetime.now(UTC))
            if head is None:
                break
            newest = head.seq
            log.info("audit_sealed", extra={"seq": head.seq, "link": head.link[:16]})
    return newest


def _any_waits(engine: Engine) -> bool:
    with Session(reading(engine)) as session:
        return audit.waits(session)
