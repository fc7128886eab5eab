"""LINE's error answers. Source: Messaging API reference, "Error responses"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify

from simulator.limits.rules import Refusal
from simulator.state.world import World

SERVER_ERROR = "The server has encountered an error."
RATE_LIMITED = "The API rate limit has been exceeded. Try again later."
QUOTA_REACHED = "You have reached your monthly limit."


class LineError(Exception):
    """An answer other than 2xx: status, message, and what else stands in body and headers."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **(more or {})}
        self.headers = dict(headers or {})

    def answer(self) -> Response:
        response = jsonify(self.body)
        response.status_code = self.status
        response.headers.update(self.headers)
        return response


def refuse(world: World, endpoint: str, refusals: list[Refusal]) -> None:
    """Write the refusals into the ledger and raise the 400 LINE would answer; do nothing when there are none."""
    if not refusals:
        return
    with world.lock:
        for refusal in refusals:
            world.ledger.refusals.append(
                {
                    "at": world.now_ms(),
                    "endpoint": endpoint,
                    "rule": refusal.rule,
                    "property": refusal.at.text,
                    "message": refusal.message,
                }
            )
    raise LineError(400, _headline(refusals), more=_details(refusals))


def _headline(refusals: list[Refusal]) -> str:
    plain = [refusal for refusal in refusals if not refusal.at.slashes]
    if not plain:
        return f"A message (messages[{refusals[0].index}]) in the request body is invalid"
    only = plain[0].message
    if len(plain) == 1 and only.startswith("The property, "):
        return f"{only} (line: -, column: -)"
    return f"The request body has {len(plain)} error(s)"


def _details(refusals: list[Refusal]) -> dict[str, Any]:
    plain = [refusal for refusal in refusals if not refusal.at.slashes] or refusals
    return {"details": [{"message": refusal.message, "property": refusal.at.text} for refusal in plain]}
