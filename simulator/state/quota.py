"""The month's messages: counted per recipient, in Japan's months; replies are free. Source: Messaging API pricing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

COUNTING_ZONE = timedelta(hours=9)  # delivery statistics are in UTC+9; that the quota resets there too is unconfirmed


def month_of(now: float) -> str:
    return (datetime.fromtimestamp(now, UTC) + COUNTING_ZONE).strftime("%Y-%m")


class Quota:
    def __init__(self) -> None:
        self.month = ""
        self.used = 0

    def used_in(self, now: float) -> int:
        return self.used if self.month == month_of(now) else 0

    def allows(self, recipients: int, now: float, limit: int | None, reserved: int) -> bool:
        return limit is None or recipients == 0 or self.used_in(now) + reserved + recipients <= limit

    def count(self, recipients: int, now: float) -> None:
        self.used = self.used_in(now) + recipients
        self.month = month_of(now)
