"""How one message leaves: by which way, and what each answer of LINE means. Rules only; threads and rows: delivery.py.

The rules keep two promises. Nothing goes out twice: a reply token works once, and a push repeats only under its own
retry key. And quota is spent only when the free reply is certainly impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Self

from bot.line import Accepted, Line, QuotaSpent, Refused, TryLater
from models.outbox import Outbox

RETRY_KEY_LIFE = timedelta(hours=23)  # LINE keeps a key 24 h; after that the same key would send again
LONGEST_WAIT = 300.0  # seconds between two attempts
TOKEN_TROUBLE = 60.0  # seconds to wait when LINE does not take our access token: an operator has to act
BAD_REPLY_TOKEN = "Invalid reply token"  # noqa: S105  LINE's words

Dice = Callable[[], float]  # a number from 0 to 1
State = Literal["sent", "cancelled", "failed", "blocked_quota", "doubt", "unknown", "split"]
# split: a multicast LINE refused for one of its recipients, nobody got it; it goes out again one by one


@dataclass(frozen=True)
class Speech:
    """One claimed row of the outbox, as plain data for a sender thread."""

    row_id: int
    to: str
    retry_key: str
    payload: Sequence[dict[str, Any]]
    attempts: int
    first_at: datetime
    lease_until: datetime
    reply_token: str | None = None
    reply_until: datetime | None = None
    may_push: bool = True
    pushed: bool = False
    in_doubt: bool = False
    recipients: Sequence[str] | None = None  # of a multicast, which goes to nobody else

    @classmethod
    def of(cls, row: Outbox) -> Self:
        """Return what `row` says. It was claimed, and its payload is frozen."""
        if row.payload is None or row.first_at is None or row.lease_until is None:
            raise ValueError(f"outbox row {row.id} was not claimed")
        return cls(
            row_id=row.id,
            to=row.line_user_id,
            retry_key=row.retry_key,
            payload=row.payload,
            attempts=row.attempts,
            first_at=row.first_at,
            lease_until=row.lease_until,
            reply_token=row.reply_token,
            reply_until=row.reply_until,
            may_push=row.may_push,
            pushed=row.pushed,
            in_doubt=row.in_doubt,
            recipients=row.recipients,
        )

    @property
    def lane(self) -> str:
        """What must leave in order: all that goes to one chat; a multicast has a lane of its own."""
        return self.to or self.retry_key


@dataclass(frozen=True)
class Ended:
    """The row is closed. `alert`: a person has to look at it."""

    state: State
    columns: dict[str, Any] = field(default_factory=dict)
    alert: bool = False


@dataclass(frozen=True)
class Waits:
    """The row is tried again, `seconds` from now."""

    seconds: float
    columns: dict[str, Any] = field(default_factory=dict)
    alert: bool = False


Outcome = Ended | Waits


def send(speech: Speech, line: Line, now: datetime, dice: Dice) -> Outcome:
    """Try once to send `speech` and return what to write down about it. Never raises for LINE's doings."""
    way = choose_way(speech, now)
    if way == "reply":
        return _reply(speech, line, dice)
    if way == "push":
        return _push(speech, line, dice)
    return way


def choose_way(speech: Speech, now: datetime) -> Literal["reply", "push"] | Ended:
    """Return how `speech` may go out now, or how it ends unsent."""
    if speech.reply_token and speech.reply_until and not speech.pushed:
        if now < speech.reply_until:
            return "reply"
        if speech.in_doubt:
            return Ended("doubt", {"last_error": "the reply may have arrived; its token is too old to try again"})
    if not (speech.may_push or speech.pushed):
        return Ended("cancelled", {"last_error": "its reply token is too old, and it is not worth a push"})
    if now - speech.first_at > RETRY_KEY_LIFE:
        return Ended("unknown", {"last_error": "tried for 23 hours"}, alert=True)
    return "push"


def _reply(speech: Speech, line: Line, dice: Dice) -> Outcome:
    assert speech.reply_token
    try:
        return _sent(line.reply(speech.reply_token, speech.payload))
    except TryLater as trouble:
        return _again(speech, trouble, dice)
    except Refused as refusal:
        if refusal.status != 400 or BAD_REPLY_TOKEN not in str(refusal):
            return _refused(refusal)
        if speech.in_doubt or speech.attempts > 1:
            return Ended("doubt", {"last_error": str(refusal)})  # most likely our own first attempt used the token
        if speech.may_push:
            return Waits(0, {"pushed": True, "last_error": str(refusal)})
        return Ended("cancelled", {"last_error": str(refusal)})


def _push(speech: Speech, line: Line, dice: Dice) -> Outcome:
    try:
        return _sent(_pushed(speech, line), pushed=True)
    except TryLater as trouble:
        return _again(speech, trouble, dice, pushed=True)
    except Refused as refusal:
        if refusal.status == 400 and speech.recipients and len(speech.recipients) > 1:
            return Ended("split", {"last_error": str(refusal), **_request(refusal)})
        return _refused(refusal, pushed=True)


def _pushed(speech: Speech, line: Line) -> Accepted:
    if speech.recipients is None:
        return line.push(speech.to, speech.payload, speech.retry_key)
    return line.multicast(speech.recipients, speech.payload, speech.retry_key)


def _sent(accepted: Accepted, **columns: Any) -> Ended:
    return Ended("sent", {"request_id": accepted.request_id[:64], "last_error": "", **columns})


def _again(speech: Speech, trouble: TryLater, dice: Dice, **columns: Any) -> Waits:
    """Return when to try again: each time about twice as long, spread out, so that a crowd does not return at once."""
    longest = min(trouble.seconds * 2 ** min(speech.attempts - 1, 10), LONGEST_WAIT)
    seconds = max(trouble.seconds, longest) * (0.5 + dice())
    doubt = {} if trouble.certain_unsent else {"in_doubt": True}
    return Waits(seconds, {"last_error": str(trouble), **_request(trouble), **doubt, **columns})


def _refused(refusal: Refused, **columns: Any) -> Outcome:
    written = {"last_error": str(refusal), **_request(refusal), **columns}
    if isinstance(refusal, QuotaSpent):
        return Ended("blocked_quota", written, alert=True)
    if refusal.status in (401, 403):  # our token, not this message: what waits goes out once it is renewed
        return Waits(TOKEN_TROUBLE, written, alert=True)
    return Ended("failed", written, alert=True)


def _request(trouble: TryLater | Refused) -> dict[str, Any]:
    return {"request_id": trouble.request_id[:64]} if trouble.request_id else {}
