"""Codes for printed slips: one an office, which only asks to be let in, and lives as long as a round.

A slip can be printed again with the same code, though only its hash is stored: the code follows from a key of ours,
the office and the round. Whoever comes with it waits for a coordinator (handlers/people/asking_in.py), so a slip that
is lost or copied opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from handlers.people.invitations import ALPHABET, LENGTH, code_hash
from models import Session, invite_codes, journal
from models.invite_codes import Invitation
from models.people import Duty, Office

CHAT = "https://line.me/R/oaMessage/{bot}/?{text}"  # opens the chat with this text typed; LINE URL scheme


@dataclass(frozen=True)
class OfficeCode:
    office: Office
    code: str


def code_of(key: bytes, office_code: str, of: str) -> str:
    """Return the code of an office's slip for a round (`form/period`), as it is shown: k7mq-2xpa."""
    number = int.from_bytes(hmac.new(key, f"slip\n{of}\n{office_code}".encode(), hashlib.sha256).digest()[:16])
    letters = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return f"{letters[:4]}-{letters[4:]}"


def issue(
    session: Session, offices: Sequence[Office], of: str, until: datetime, key: bytes, now: datetime, by: int | None
) -> list[OfficeCode]:
    """Return a code for each office, good until a moment; those that were made before stay as they are."""
    made = [OfficeCode(office, code_of(key, office.code, of)) for office in offices]
    known = invite_codes.by_hash(session, [code_hash(each.code) for each in made])
    new = 0
    for each in made:
        invitation = known.get(code_hash(each.code))
        if invitation is not None:
            invitation.expires_at = max(invitation.expires_at, until)
            continue
        session.add(
            Invitation(
                code_hash=code_hash(each.code),
                office=each.office,
                duty=Duty.OFFICER,
                person=None,
                created_at=now,
                expires_at=until,
                used_at=None,
                asks=True,
            )
        )
        new += 1
    journal.record(session, now, by, "slips", of, offices=len(made), new=new)
    return made


def address(bot: str, code: str) -> str:
    """Return the address behind a slip's QR code. `bot` is the basic id with its @."""
    return CHAT.format(bot=quote(bot, safe=""), text=quote(code, safe=""))
