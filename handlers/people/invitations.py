"""Invite codes: made, kept as hashes, found again. Who may use one, and counting failed tries, is left to joining.

Stored is PBKDF2-SHA-256 of the code, so a stolen table does not hand out codes cheaply
(docs/decisions/0006-invite-codes.md).
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from models import Session, invite_codes
from models.invite_codes import Invitation
from models.people import Duty, Office, Person
from thai.numerals import arabic

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # 31 signs; none looks like another (no 0, 1, i, l, o)
LENGTH = 8  # 31 ** 8: 39.6 bits, for a code of one use and at most 30 days, behind a rate limit
LONGEST_DAYS = 30
SALT = b"raingan invite code"
ITERATIONS = 20_000  # some 8 ms a try


@dataclass(frozen=True)
class Issued:
    """A new invitation and its code, which is stored nowhere: this is the only time it can be shown."""

    code: str
    invitation: Invitation


def new_code() -> str:
    """Return a random code as it is shown: k7mq-2xpa."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def bare(typed: str) -> str:
    """Return the letters and digits of what was typed: lower case, Arabic digits, no dashes or spaces."""
    plain = arabic(unicodedata.normalize("NFKC", typed)).lower()
    return "".join(character for character in plain if character.isalnum())


def looks_like_code(typed: str) -> bool:
    """Return whether a message could be an invite code and nothing else."""
    letters = bare(typed)
    return len(letters) == LENGTH and all(letter in ALPHABET for letter in letters)


@lru_cache(maxsize=256)
def code_hash(code: str) -> str:
    """Return what is stored of a code, however it was typed: 64 hexadecimal digits."""
    return hashlib.pbkdf2_hmac("sha256", bare(code).encode(), SALT, ITERATIONS).hex()


def invite(
    session: Session,
    office: Office,
    duty: Duty,
    person: Person | None,
    now: datetime,
    days: int = LONGEST_DAYS,
    only: str = "",
) -> Issued:
    """Invite a person, or whoever gets the code, to do a duty for an office, for one form where `only` says so.

    Raises ValueError when the code would live longer than LONGEST_DAYS.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"an invite code lives 1 to {LONGEST_DAYS} days, not {days}")
    code = new_code()
    invitation = Invitation(
        code_hash=code_hash(code),
        office=office,
        duty=duty,
        only=only,
        person=person,
        created_at=now,
        expires_at=now + timedelta(days=days),
        used_at=None,
    )
    session.add(invitation)
    session.flush()
    return Issued(code, invitation)


def find(session: Session, typed: str, now: datetime) -> Invitation | None:
    """Return the invitation a typed code belongs to, if it can still be used."""
    if not looks_like_code(typed):
        return None
    return invite_codes.live(session, code_hash(bare(typed)), now)
