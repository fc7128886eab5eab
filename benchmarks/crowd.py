"""Who says what next: officers who each fill a report, and their words as signed webhooks of LINE."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from itertools import count, cycle

SECRET = "the secret of a measured channel"
_numbers = count(1)


class Crowd:
    """Officers who come one after another, each with one of the scripts in turn."""

    def __init__(self, people: Sequence[str], scripts: Sequence[Sequence[str]]) -> None:
        self._coming = iter(zip(people, cycle(scripts), strict=False))

    def seat(self) -> Officer:
        """Return the next officer. Raises LookupError when nobody is left."""
        found = next(self._coming, None)
        if found is None:
            raise LookupError("every officer has filled the report: more are needed for so many turns")
        return Officer(*found)


class Officer:
    """One person at one report: the words still to be said."""

    def __init__(self, line_user_id: str, script: Sequence[str]) -> None:
        self.line_user_id = line_user_id
        self._words: Iterator[str] = iter(script)
        self.left = len(script)

    def next_words(self) -> str:
        self.left -= 1
        return next(self._words)


def delivery(line_user_id: str, words: str, salt: str) -> tuple[str, bytes]:
    """Return (signature, body) of one text message sent now. `salt`, letters, opens every id of a slice."""
    number = next(_numbers)
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": line_user_id},
        "webhookEventId": f"{salt}{number:0{26 - len(salt)}d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{salt}{number:0{32 - len(salt)}d}",
        "message": {"type": "text", "id": f"{time.time_ns()}", "text": words, "quoteToken": "q"},
    }
    body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
    return base64.b64encode(hmac.digest(SECRET.encode(), body, "sha256")).decode(), body
