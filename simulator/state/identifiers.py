"""Identifiers in LINE's own shapes: user, group and message ids, ULIDs, tokens."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import threading

USER_ID = re.compile(r"U[0-9a-f]{32}")
GROUP_ID = re.compile(r"C[0-9a-f]{32}")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def user_id() -> str:
    return "U" + secrets.token_hex(16)


def group_id() -> str:
    return "C" + secrets.token_hex(16)


def rich_menu_id() -> str:
    return "richmenu-" + secrets.token_hex(16)


def reply_token() -> str:
    return secrets.token_hex(16)


def ulid(now_ms: int) -> str:
    """Return a webhookEventId: 48 bits of time and 80 of chance, in Crockford's base 32."""
    number = (now_ms << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


class MessageIds:
    """Message ids: 18 digits, always rising, never reused after a restart because they start from the time."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self, now_ms: int) -> str:
        with self._lock:
            self._last = max(self._last + 1, now_ms * 100_000)
            return str(self._last)


def message_token(purpose: str, chat_id: str, message_id: str) -> str:
    """Return a quote or mark-as-read token: opaque to the bot, readable for `read_message_token`."""
    return base64.urlsafe_b64encode(f"{purpose}:{chat_id}:{message_id}".encode()).decode().rstrip("=")


def read_message_token(purpose: str, token: str) -> tuple[str, str] | None:
    """Return (chat id, message id) of a token made for this purpose, or None for anything else."""
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    except (binascii.Error, UnicodeError, ValueError):
        return None
    parts = text.split(":")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == purpose else None
