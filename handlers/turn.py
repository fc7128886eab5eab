"""One turn of a conversation: what was said, by whom, when, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers.incoming import Incoming
from handlers.replies import Reply
from models import Session
from models.people import Account, Person
from models.submissions import Interview
from thai.dates import in_bangkok


@dataclass(frozen=True)
class Turn:
    """Everything a deed may look at. The account's row is locked until the end of the transaction."""

    session: Session
    account: Account
    incoming: Incoming
    now: datetime

    @property
    def person(self) -> Person:
        """The person behind the account. Deeds that need one are reached only when there is one."""
        person = self.account.person
        if person is None:
            raise LookupError("this account has not joined")
        return person

    @property
    def today(self) -> date:
        return in_bangkok(self.now).date()


@dataclass(frozen=True)
class Response:
    """What to say. `must_arrive`: worth a push when the token cannot be used; `asks`: whose question this shows."""

    replies: Sequence[Reply] = field(default_factory=tuple)
    must_arrive: bool = True
    asks: Interview | None = None
    carries: Sequence[int] = ()  # notices that ride along, by id


SILENCE = Response(must_arrive=False)
