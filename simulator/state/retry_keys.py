"""Retry keys: what was accepted in the last 24 hours, so that a second send under the same key meets 409.

Source: Messaging API, "Retry failed API requests".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KEPT_S = 24 * 3600


@dataclass(frozen=True)
class Accepted:
    """An accepted send: its request id, when, and what push answered (None for multicast and broadcast)."""

    request_id: str
    at: float
    sent_messages: list[dict[str, Any]] | None = None


class RetryKeys:
    def __init__(self) -> None:
        self.accepted: dict[str, Accepted] = {}

    def find(self, key: str | None, now: float) -> Accepted | None:
        if key is None:
            return None
        known = self.accepted.get(key)
        return known if known is not None and now - known.at < KEPT_S else None

    def remember(self, key: str, accepted: Accepted) -> None:
        # Taken out first, so that the dict stays in the order of acceptance and the oldest is at the front.
        self.accepted.pop(key, None)
        self.accepted[key] = accepted
        while accepted.at - next(iter(self.accepted.values())).at >= KEPT_S:
            del self.accepted[next(iter(self.accepted))]
