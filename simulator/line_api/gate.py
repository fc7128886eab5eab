"""What every call to LINE passes: token, media type, the retry key's place, rates, injected trouble, the ledger."""

from __future__ import annotations

import json
import re
import time
import uuid
from typing import Any

from flask import Blueprint, Response, g, request

from simulator.limits.rules import Context
from simulator.line_api.errors import RATE_LIMITED, SERVER_ERROR, LineError
from simulator.state.world import World

BODY_MAX = 2_000_000  # "max 2 MB"; 1000 is the careful reading
RETRY_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SENDS = frozenset(f"/v2/bot/message/{kind}" for kind in ("reply", "push", "multicast", "broadcast"))
RETRIABLE = SENDS - {"/v2/bot/message/reply"}
PARAMETER = re.compile(r"<(?:\w+:)?\w+>")


def guard(api: Blueprint, world: World) -> None:
    """Stand before and after every endpoint of this blueprint."""

    @api.before_request
    def enter() -> None:
        g.request_id = str(uuid.uuid4())
        if world.faults.api_latency_ms:
            time.sleep(world.faults.api_latency_ms / 1000)
        _check_token(world)
        _check_media_type()
        _check_retry_key()
        with world.lock:
            allowed = world.rates.allow(endpoint(), world.clock(), world.faults.rate_limit_scale)
        if not allowed:
            raise LineError(429, RATE_LIMITED)
        if request.path in SENDS:
            _trouble_before_accepting(world)

    @api.after_request
    def leave(response: Response) -> Response:
        response.headers["x-line-request-id"] = g.get("request_id") or str(uuid.uuid4())
        with world.lock:
            world.ledger.call(endpoint(), response.status_code)
        return response

    @api.errorhandler(LineError)
    def refused(error: LineError) -> Response:
        return error.answer()


def endpoint() -> str:
    """Name the called endpoint with its parameters blanked: `GET /v2/bot/profile/{}`."""
    rule = request.url_rule.rule if request.url_rule else request.path
    return f"{request.method} {PARAMETER.sub('{}', rule)}"


def _check_token(world: World) -> None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or token != world.settings.channel_access_token:
        raise LineError(
            401,
            "Authentication failed due to the following reason: invalid token. "
            "Confirm that the access token in the authorization header is valid.",
        )


def _check_media_type() -> None:
    has_body = request.method in ("POST", "PUT") and request.content_length
    if has_body and not request.path.endswith("/content") and request.mimetype != "application/json":
        raise LineError(415, f"The content type, {request.content_type}, is not supported")


def _check_retry_key() -> None:
    key = request.headers.get("X-Line-Retry-Key")
    if key is None:
        return
    if request.path not in RETRIABLE:
        raise LineError(400, "The retry key is not supported for this endpoint")
    if not RETRY_KEY.fullmatch(key):
        raise LineError(400, "The retry key is invalid")


def _trouble_before_accepting(world: World) -> None:
    if world.chance(world.faults.rate_429):
        raise LineError(429, RATE_LIMITED)
    if world.chance(world.faults.error_rate_before_accept):
        raise LineError(500, SERVER_ERROR)


def trouble_after_accepting(world: World) -> None:
    """Called when a send was accepted and is about to be answered: the answer may be lost on the way."""
    if world.chance(world.faults.timeout_rate_after_accept):
        time.sleep(world.faults.timeout_hold_ms / 1000)
    if world.chance(world.faults.error_rate_after_accept):
        raise LineError(500, SERVER_ERROR)


def json_body() -> dict[str, Any]:
    """Return the request's JSON object, or answer as LINE does to anything else."""
    raw = request.get_data()
    if len(raw) > BODY_MAX:
        raise LineError(413, "Request entity is too large")
    try:
        body = json.loads(raw)
    except json.JSONDecodeError as error:
        place = f"(line: {error.lineno}, column: {error.colno})"
        raise LineError(400, f"The request body could not be parsed as JSON {place}") from error
    except UnicodeDecodeError as error:
        raise LineError(400, "The request body could not be parsed as JSON (line: 1, column: 1)") from error
    if not isinstance(body, dict):
        raise LineError(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body


def limits_context(world: World) -> Context:
    return Context(strict_media=world.faults.strict_media, escaped=b"\\u" in request.get_data())
