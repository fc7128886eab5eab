"""Reply tokens: one use, alive for a minute after the webhook that carried them, alive again when redelivered.

Source: Messaging API reference, "Send reply message"; "Receiving messages", redelivered webhooks.
"""

from __future__ import annotations

from dataclasses import dataclass

REDELIVERY_LIMIT_S = 20 * 60  # a redelivered token is dead when the event is older
FORGET_AFTER_S = 3600


@dataclass
class ReplyToken:
    chat_id: str
    event_at: float
    delivered_at: float | None = None
    used: bool = False


class ReplyTokens:
    def __init__(self) -> None:
        self._tokens: dict[str, ReplyToken] = {}

    def issue(self, token: str, chat_id: str, now: float) -> None:
        self._forget_old(now)
        self._tokens[token] = ReplyToken(chat_id, now)

    def delivered(self, token: str, now: float) -> None:
        """Start the token's minute: a webhook with it leaves now, for the first time or again."""
        known = self._tokens.get(token)
        if known is None:
            return
        if known.delivered_at is None or now - known.event_at <= REDELIVERY_LIMIT_S:
            known.delivered_at = now

    def open(self, token: str, now: float, life_s: float) -> str | None:
        """Return the chat a token answers into, or None when it is unknown, used or too old."""
        known = self._tokens.get(token)
        if known is None or known.used or known.delivered_at is None:
            return None
        return known.chat_id if now - known.delivered_at <= life_s else None

    def burn(self, token: str) -> None:
        if token in self._tokens:
            self._tokens[token].used = True

    def _forget_old(self, now: float) -> None:
        while self._tokens:
            oldest = next(iter(self._tokens))
            if now - self._tokens[oldest].event_at < FORGET_AFTER_S:
                return
            del self._tokens[oldest]
