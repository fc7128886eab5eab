"""The way from an event to the bot, and how it goes wrong: drop, delay, reordering, batches, duplicates, redelivery.

Each event is delivered by the thread of the request that caused it, so two things one person says at once arrive at
once, in either order.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from simulator.state.world import World
from simulator.webhooks.events import Event
from simulator.webhooks.sender import Outcome, Sender

REORDER_HOLD_S = 0.5
BATCH_HOLD_S = 0.2
BACK_OFF = 2


@dataclass
class Batch:
    """Events that will travel in one POST, and the outcome their threads wait for."""

    events: list[Event] = field(default_factory=list)
    outcome: Outcome | None = None
    closed: bool = False


class Delivery:
    def __init__(self, world: World) -> None:
        self._world = world
        self._sender = Sender(world)
        self._news = threading.Condition()
        self._delivered: Counter[str] = Counter()
        self._batch = Batch()

    def deliver(self, event: Event) -> Outcome:
        """Bring one event to the bot, through today's faults; return how the first attempt ended."""
        faults = self._world.faults
        if faults.inactive:
            return self._count(Outcome("inactive"))
        if self._world.chance(faults.drop_rate):
            return self._count(Outcome("dropped"))
        if faults.delay_ms:
            threading.Event().wait(faults.delay_ms / 1000)
        who = str(event["source"].get("userId", ""))
        if self._world.chance(faults.reorder_rate):
            self._hold_until_overtaken(who)
        outcome = self._deliver_now(event)
        with self._news:
            self._delivered[who] += 1
            self._news.notify_all()
        return outcome

    def _deliver_now(self, event: Event) -> Outcome:
        twin: threading.Thread | None = None
        if self._world.chance(self._world.faults.duplicate_rate):
            self._count(Outcome("duplicates"))
            twin = threading.Thread(target=self._sender.post, args=([event],), daemon=True)
            twin.start()
        outcome = self._in_batch(event) if self._world.faults.batch > 1 else self._post([event])
        if twin is not None:
            twin.join()
        return outcome

    def _hold_until_overtaken(self, who: str) -> None:
        self._count(Outcome("held"))
        with self._news:
            before = self._delivered[who]
            self._news.wait_for(lambda: self._delivered[who] > before, timeout=REORDER_HOLD_S)

    def _in_batch(self, event: Event) -> Outcome:
        """Join the waiting batch; whoever fills it, or waits longest, posts it for all."""
        with self._news:
            batch = self._batch
            batch.events.append(event)
            if len(batch.events) < self._world.faults.batch:
                self._news.wait_for(lambda: batch.closed, timeout=BATCH_HOLD_S)
            mine_to_post = not batch.closed
            if mine_to_post:
                batch.closed = True
                self._batch = Batch()
                self._news.notify_all()
        if mine_to_post:
            outcome = self._post(batch.events)
            with self._news:
                batch.outcome = outcome
                self._news.notify_all()
            return outcome
        with self._news:
            self._news.wait_for(lambda: batch.outcome is not None)
        return batch.outcome or Outcome("unclassified")

    def _post(self, events: list[Event]) -> Outcome:
        outcome = self._sender.post(events)
        if not outcome.ok and outcome.name != "inactive" and self._world.faults.redelivery:
            with self._world.lock:
                self._world.ledger.redeliveries_pending += 1
            threading.Thread(target=self._redeliver, args=(events,), daemon=True).start()
        return outcome

    def _redeliver(self, events: list[Event]) -> None:
        """Send the same events again and again, each pause twice the last, until the bot takes them or we give up."""
        again = [{**event, "deliveryContext": {"isRedelivery": True}} for event in events]
        ledger = self._world.ledger
        pause_s = self._world.faults.redeliver_after_ms / 1000
        try:
            for _ in range(self._world.faults.redelivery_max):
                threading.Event().wait(pause_s)
                pause_s *= BACK_OFF
                # A reset began a new book: the old world's events are not delivered into the new one.
                if ledger is not self._world.ledger or not self._world.faults.redelivery:
                    return
                self._count(Outcome("redeliveries"))
                if self._sender.post(again).ok:
                    return
        finally:
            with self._world.lock:
                ledger.redeliveries_pending -= 1

    def _count(self, outcome: Outcome) -> Outcome:
        with self._world.lock:
            self._world.ledger.webhooks[outcome.name] += 1
        return outcome

    def verify(self) -> Outcome:
        """Post `events: []`, as the console's Verify button does."""
        return self._sender.post([])
