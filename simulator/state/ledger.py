"""The book of everything that passed: calls, sends, refusals, webhooks. Counters for tests and for the curious."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any

KEPT_REFUSALS = 100


class Ledger:
    def __init__(self) -> None:
        self.calls: dict[str, Counter[str]] = {}
        self.sends: Counter[str] = Counter()
        self.recipients = 0
        self.conflicts = 0
        self.refusals: deque[dict[str, Any]] = deque(maxlen=KEPT_REFUSALS)
        self.warnings: deque[dict[str, Any]] = deque(maxlen=KEPT_REFUSALS)
        self.webhooks: Counter[str] = Counter()
        self.redeliveries_pending = 0

    def call(self, endpoint: str, status: int) -> None:
        self.calls.setdefault(endpoint, Counter())[str(status)] += 1
        if status == 409:
            self.conflicts += 1

    def sent(self, via: str, recipients: int) -> None:
        self.sends[via] += 1
        self.recipients += recipients

    def as_json(self, quota_used: int) -> dict[str, Any]:
        return {
            "calls": {endpoint: dict(statuses) for endpoint, statuses in sorted(self.calls.items())},
            "replies": self.sends["reply"],
            "pushes": self.sends["push"],
            "multicasts": self.sends["multicast"],
            "broadcasts": self.sends["broadcast"],
            "recipients": self.recipients,
            "quotaUsed": quota_used,
            "conflicts409": self.conflicts,
            "refusals": list(self.refusals),
            "warnings": list(self.warnings),
            "webhooks": dict(self.webhooks),
            "redeliveriesPending": self.redeliveries_pending,
        }
