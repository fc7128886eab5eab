"""LINE's rate limits as token buckets, one for each method and endpoint. Source: Messaging API, "Rate limits"."""

from __future__ import annotations

HOUR = 3600.0
MINUTE = 60.0
SECOND = 1.0

LIMITS: dict[str, tuple[int, float]] = {
    "POST /v2/bot/message/broadcast": (60, HOUR),
    "POST /v2/bot/channel/webhook/test": (60, HOUR),
    "POST /v2/bot/richmenu": (100, HOUR),
    "DELETE /v2/bot/richmenu/{}": (100, HOUR),
    "DELETE /v2/bot/richmenu/alias/{}": (100, HOUR),
    "PUT /v2/bot/channel/webhook/endpoint": (1000, MINUTE),
    "GET /v2/bot/channel/webhook/endpoint": (1000, MINUTE),
    "GET /v2/bot/richmenu/list": (10, SECOND),
    "POST /v2/bot/chat/loading/start": (100, SECOND),
    "POST /v2/bot/message/multicast": (200, SECOND),
}
ALL_OTHERS = (2000, SECOND)


class Rates:
    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def allow(self, endpoint: str, now: float, scale: float | None) -> bool:
        """Take one token of the endpoint's bucket; False when it is empty. `scale` None switches the limits off."""
        if scale is None:
            return True
        count, period = LIMITS.get(endpoint, ALL_OTHERS)
        size = max(count * scale, 1.0)
        level, seen = self._buckets.get(endpoint, (size, now))
        level = min(size, level + max(now - seen, 0.0) * size / period)
        enough = level >= 1
        self._buckets[endpoint] = (level - 1 if enough else level, now)
        return enough
