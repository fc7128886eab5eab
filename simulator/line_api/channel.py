"""The channel's webhook address, as the console and the API set it, and the connectivity test."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.limits.media import LOOPBACK
from simulator.limits.rules import At, Refusal
from simulator.line_api.errors import LineError, refuse
from simulator.line_api.gate import endpoint, json_body
from simulator.state.world import World
from simulator.webhooks.delivery import Delivery

URL_MAX = 500
REASONS = {
    "ok": "OK",
    "could_not_connect": "COULD_NOT_CONNECT",
    "request_timeout": "REQUEST_TIMEOUT",
    "error_status_code": "ERROR_STATUS_CODE",
}


def add_to(api: Blueprint, world: World, delivery: Delivery) -> None:
    @api.put("/v2/bot/channel/webhook/endpoint")
    def put_endpoint() -> ResponseReturnValue:
        url = json_body().get("endpoint")
        if not isinstance(url, str) or len(url) > URL_MAX:
            refuse(world, endpoint(), [Refusal(At("endpoint"), f"Length must be between 0 and {URL_MAX}")])
        elif not _reachable(url):
            raise LineError(400, "Invalid webhook endpoint URL")
        with world.lock:
            world.webhook_url = url
            world.keeper.keep("channel", "webhook_url", url)
        return {}

    @api.get("/v2/bot/channel/webhook/endpoint")
    def get_endpoint() -> ResponseReturnValue:
        if not world.webhook_url:
            raise LineError(404, "Webhook endpoint not found")
        return {"endpoint": world.webhook_url, "active": not world.faults.inactive}

    @api.post("/v2/bot/channel/webhook/test")
    def test() -> ResponseReturnValue:
        if not world.webhook_url:
            raise LineError(404, "Webhook endpoint not found")
        outcome = delivery.verify()
        return {
            "success": outcome.ok,
            "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "statusCode": outcome.status or 0,
            "reason": REASONS.get(outcome.name, "UNCLASSIFIED"),
            "detail": str(outcome.status or outcome.name),
        }


def _reachable(url: str) -> bool:
    """LINE calls https only; here the loopback address may do without."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)
