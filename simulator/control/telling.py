"""Bringing what was said to the bot, and the answer to whoever said it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from simulator.control.saying import Outbound
from simulator.webhooks.delivery import Delivery
from simulator.webhooks.sender import Outcome


def tell(delivery: Delivery, outbound: Outbound) -> dict[str, Any]:
    """Deliver the events and return how that went, once all were answered or given up.

    Several events of one deed, as an album's photos, travel at once: LINE promises no order among them.
    """
    events = outbound.events
    if len(events) > 1:
        with ThreadPoolExecutor(len(events)) as threads:
            outcomes = list(threads.map(delivery.deliver, events))
    else:
        outcomes = [delivery.deliver(event) for event in events]
    return {
        "webhookEventIds": [event["webhookEventId"] for event in events],
        "webhookStatus": _status(outcomes),
        "elapsedMs": max((outcome.elapsed_ms for outcome in outcomes), default=0.0),
        "messageIds": outbound.message_ids,
        "outcomes": [outcome.name for outcome in outcomes],
    }


def _status(outcomes: list[Outcome]) -> int | None:
    """Return the worst status, None when any event got no answer."""
    statuses = [outcome.status for outcome in outcomes]
    known = [status for status in statuses if status is not None]
    return max(known) if known and len(known) == len(statuses) else None
