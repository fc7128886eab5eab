"""POST /line/webhook: is it LINE, is it written down? Everything else happens behind Intake."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from bot.intake import Intake, Outcome
from bot.sending import Speech

log = logging.getLogger(__name__)
MOST_BYTES = 1_000_000


def is_signed(body: bytes, signature: str, channel_secret: str) -> bool:
    """Return whether `signature` is base64(HMAC-SHA256(channel secret, body)), compared in constant time."""
    right = base64.b64encode(hmac.new(channel_secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(right, signature.encode("utf-8", "replace"))


def webhook(
    channel_secret: str, intake: Intake, speak: Callable[[Sequence[Speech]], None], clock: Callable[[], datetime]
) -> Blueprint:
    """Return the route LINE posts to. `speak` is handed the replies once everything is committed."""
    blueprint = Blueprint("webhook", __name__)

    @blueprint.post("/line/webhook")
    def receive() -> Response:
        received_at = clock()
        request.max_content_length = MOST_BYTES
        body = request.get_data(cache=False)
        if not is_signed(body, request.headers.get("X-Line-Signature", ""), channel_secret):
            log.warning("bad_signature", extra={"bytes": len(body)})
            return Response(status=400)
        taken = intake.take_all(_events(body), received_at)
        speak([each.speech for each in taken if isinstance(each, Outcome) and each.speech])
        return Response(status=500 if any(isinstance(each, BaseException) for each in taken) else 200)

    return blueprint


def _events(body: bytes) -> list[dict[str, Any]]:
    """Return the events of a signed delivery; whatever is not one is left out."""
    try:
        delivery = json.loads(body)
    except (ValueError, RecursionError):
        log.error("delivery_not_json", extra={"bytes": len(body)})
        return []
    events = delivery.get("events") if isinstance(delivery, dict) else None
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
