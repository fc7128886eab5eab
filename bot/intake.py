"""One event = one transaction: lock the account, note the event, do the deed, queue the reply. Then it is ours.

Events that come together share a transaction: accounts are locked, reports read and events noted for all at once, then
each is applied in its order, and what they changed is written at once.

When a deed fails by a mistake of ours, nothing of it stays; the failure is counted, apologised for once, and the
delivery refused, so that LINE brings the event again. At the third attempt it is put aside as failed. A database that
is busy or away counts against no event.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Literal

from bot import events
from bot.freezing import queue_rest
from bot.render import Renderer
from bot.sending import Speech
from bot.writer import Writer
from handlers import words
from handlers.incoming import Incoming, Media, Place, Sticker, Text, TookBack
from handlers.replies import Text as Saying
from handlers.replies import dump
from handlers.turn import Response
from models import Session, accounts, database_now, desks, journal, notices, outbox, will_pass
from models.outbox import Outbox

log = logging.getLogger(__name__)

Respond = Callable[[Session, Incoming, datetime], Response]
TOKEN_LIFE = timedelta(seconds=50)  # LINE says one minute; ten seconds are left for the way
LEASE = timedelta(seconds=30)  # of a reply born claimed: longer than one attempt may take
TOO_OLD = timedelta(days=3)  # nothing genuine comes so late; a replayed delivery would
MOST_ATTEMPTS = 3
APOLOGY = Response((Saying(words.SORRY),), must_arrive=False)
State = Literal["applied", "duplicate", "failed", "ignored"]


class NotTaken(Exception):
    """An event could not be applied now; LINE has to deliver it again."""


@dataclass(frozen=True)
class Outcome:
    """What became of an event. `speech`: a reply that is to be sent now."""

    state: State
    outbox_id: int | None = None
    speech: Speech | None = None


@dataclass(frozen=True)
class _Event:
    """One event as it came and as it was understood."""

    raw: dict[str, Any]
    said: Incoming
    received_at: datetime

    @property
    def row(self) -> dict[str, Any]:
        """The event as a row of the journal. What a group says among itself is none of our business: not its words."""
        overheard = self.said.group_id and not self.said.mentioned and "message" in self.raw
        return {
            "webhook_event_id": self.said.event_id,
            "line_user_id": self.said.line_user_id or None,
            "kind": str(self.raw.get("type", ""))[:32],
            "occurred_at": self.said.at,
            "received_at": self.received_at,
            "raw": {**self.raw, "message": {}} if overheard else self.raw,
            "attempts": 1,
            "error": "",
        }

    @property
    def voided(self) -> dict[str, Any]:
        """The event as a row without its message."""
        return {**self.row, "raw": {**self.raw, "message": {}}}

    @property
    def message_id(self) -> str:
        """The id of the message it brings; empty when it brings none."""
        match self.said.said:
            case Text(message_id=message_id) | Media(message_id=message_id):
                return message_id
            case Place(message_id=message_id) | Sticker(message_id=message_id):
                return message_id
        return ""


class Intake:
    """Takes in events. `respond` is what a person can do: handlers.routes.respond, or a test's own."""

    def __init__(
        self,
        writer: Writer,
        respond: Respond,
        renderer: Renderer,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._writer = writer
        self._respond = respond
        self._renderer = renderer
        self._clock = clock

    def take(self, raw: Mapping[str, Any], received_at: datetime) -> Outcome:
        """Apply one event and return when that is committed. Raises when it is not: NotTaken, or the database's own."""
        taken = self.take_all([raw], received_at)[0]
        if isinstance(taken, BaseException):
            raise taken
        return taken

    def take_all(self, raws: Sequence[Mapping[str, Any]], received_at: datetime) -> list[Outcome | BaseException]:
        """Apply the events of one delivery in their order, each by itself; the commit is shared, the fate is not."""
        wanted = [self._read(raw, received_at) for raw in raws if events.is_for_us(raw)]
        results = self._writer.run_all(self._apply_all, wanted)
        return [
            self._failed(event, result) if isinstance(result, Exception) else result
            for event, result in zip(wanted, results, strict=True)
        ]

    def _read(self, raw: Mapping[str, Any], received_at: datetime) -> _Event:
        kept = events.storable(raw)
        return _Event(kept, events.parse(kept, received_at, self._renderer.buttons), received_at)

    def _apply_all(self, session: Session, events: Sequence[_Event]) -> list[Outcome]:
        """Apply events in their order; what any of them changed is seen by those after it."""
        now = database_now(session)
        desks.lay_out(session, {event.said.line_user_id for event in events} - {""}, now)
        void = journal.taken_back(session, {event.message_id for event in events} - {""})
        rows = [event.voided if event.message_id in void else event.row for event in events]
        new = journal.write_down(session, rows)
        applied = []
        for event in events:
            applied.append(self._apply(session, event, new, void, now))
            new.discard(event.said.event_id)
        session.flush()
        return [Outcome(state) if row is None else Outcome(state, row.id, Speech.of(row)) for state, row in applied]

    def _apply(
        self, session: Session, event: _Event, new: set[str], void: set[str], now: datetime
    ) -> tuple[State, Outbox | None]:
        """Apply one event if it is among the `new`, and no message that is `void`. Return what became of it."""
        said = event.said
        if said.event_id not in new:
            return "duplicate", None
        if event.message_id in void:
            return "ignored", None
        if event.received_at - said.at > TOO_OLD or not (said.line_user_id or said.group_id):
            log.warning("event_ignored", extra={"event": said.event_id, "kind": event.row["kind"]})
            return "ignored", None
        if isinstance(said.said, TookBack):
            journal.took_back(session, said.said.message_id, event.received_at)
            journal.forget_message(session, said.line_user_id, said.said.message_id)
            void.add(said.said.message_id)
        response = self._respond(session, said, self._clock())
        row = self._queue(session, event, f"reply:{said.event_id}", response, now, LEASE)
        if response.asks is not None and row is not None:
            response.asks.asked = row
        if response.carries and row is not None:
            session.flush()
            notices.carry(session, response.carries, row.id)
        return "applied", row

    def _queue(
        self,
        session: Session,
        event: _Event,
        key: str,
        response: Response,
        now: datetime,
        lease: timedelta | None = None,
    ) -> Outbox | None:
        """Decide to say something. With a lease the row is born claimed: it can leave right after the commit."""
        said = event.said
        chat = said.group_id or said.line_user_id
        may_push = response.must_arrive and not said.group_id
        calls = self._renderer.calls(response.replies, chat) if said.reply_token or may_push else []
        if not calls:
            return None
        row = outbox.queue(
            session,
            dedupe_key=key,
            kind="reply",
            to=chat,
            replies=dump(response.replies),
            business_at=self._clock(),
            now=now,
            reply_token=said.reply_token,
            reply_until=event.received_at + TOKEN_LIFE if said.reply_token else None,
            may_push=may_push,
            payload=calls[0],
            lease=lease,
        )
        queue_rest(session, row, calls)
        return row

    def _failed(self, event: _Event, error: Exception) -> Outcome | BaseException:
        """Count and apologise in a transaction of its own. Returns NotTaken, or `failed` at the last attempt.

        Trouble of the database is returned as it is: it says nothing about the event.
        """
        log.error("event_failed", exc_info=error, extra={"event": event.said.event_id, "kind": event.row["kind"]})
        if will_pass(error):
            return error
        try:
            counted = self._writer.run(partial(self._count, event, type(error).__name__))
        except Exception as trouble:
            return trouble
        return counted if counted is not None else NotTaken(event.said.event_id)

    def _count(self, event: _Event, error: str, session: Session) -> Outcome | None:
        now = database_now(session)
        accounts.lock_accounts(session, {event.said.line_user_id} - {""}, now)
        attempts = journal.count_failure(session, event.row, error, MOST_ATTEMPTS)
        if attempts is None:
            return Outcome("duplicate")
        key = f"sorry:{event.said.event_id}"
        if not event.said.group_id and outbox.queued(session, key) is None:
            self._queue(session, event, key, APOLOGY, now)  # the claimer sends it: it is in no hurry
        return Outcome("failed") if attempts >= MOST_ATTEMPTS else None
