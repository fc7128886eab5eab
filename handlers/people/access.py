"""Keys for programs: given out once, found again by their digest, good for what their person may see today."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import Session, access_tokens, journal, scopes
from models.access_tokens import AccessToken
from models.people import Person
from models.scopes import Scope

PREFIX = "rgn_"  # so that scanners of leaked secrets know one when they see it
DAYS, LONGEST_DAYS = 365, 730
USED_EVERY = timedelta(hours=1)  # how exactly the last use is known


@dataclass(frozen=True)
class Issued:
    """A new token and its key, which is stored nowhere: this is the only time it can be shown."""

    key: str
    token: AccessToken


def issue(
    session: Session, person: Person, label: str, now: datetime, days: int = DAYS, by: int | None = None
) -> Issued:
    """Give a key for what `person` oversees."""
    key = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken(
        digest=_digest(key), person_id=person.id, label=label, created_at=now, expires_at=now + timedelta(days=days)
    )
    session.add(token)
    session.flush()
    journal.record(session, now, by, "issue_token", label, token=token.id, person=person.id)
    return Issued(key, token)


def revoke(session: Session, token_id: int, now: datetime, by: int | None = None) -> AccessToken | None:
    """Let a key open nothing any more. None: there is no such token."""
    token = session.get(AccessToken, token_id)
    if token is not None and token.revoked_at is None:
        token.revoked_at = now
        journal.record(session, now, by, "revoke_token", token.label, token=token.id)
    return token


def scope_of(session: Session, key: str, now: datetime) -> tuple[AccessToken, Scope] | None:
    """Return the token of a key and what its person oversees today; None for a key that opens nothing."""
    if not key.startswith(PREFIX) or len(key) > 100:
        return None
    token = access_tokens.with_digest(session, _digest(key))
    if token is None or token.revoked_at is not None or token.expires_at <= now:
        return None
    return token, scopes.scope(session, token.person)


def was_just_used(token: AccessToken, now: datetime) -> bool:
    """Whether the last use is known exactly enough."""
    return token.used_at is not None and now - token.used_at < USED_EVERY


def note_use(session: Session, token_id: int, now: datetime) -> None:
    session.get_one(AccessToken, token_id).used_at = now


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
