"""Sending: reply, push, multicast, broadcast, their dry runs, and the quota."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from simulator.limits.messages import check_messages
from simulator.limits.requests import check_send
from simulator.line_api.errors import LineError, refuse
from simulator.line_api.gate import endpoint, json_body, limits_context, trouble_after_accepting
from simulator.line_api.sending import Send, Target, accept, check_not_repeated, check_place, target, targets_of_many
from simulator.state.world import World

INVALID_REPLY_TOKEN = "Invalid reply token"  # noqa: S105 - LINE's sentence, not a token


def add_to(api: Blueprint, world: World) -> None:
    _add_sends(api, world)
    _add_free_questions(api, world)


def _add_sends(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/message/reply")
    def reply() -> ResponseReturnValue:
        return _reply(world)

    @api.post("/v2/bot/message/push")
    def push() -> ResponseReturnValue:
        body = _checked(world, "push")
        send = _send("push", body)
        with world.lock:
            check_not_repeated(world, send)
            reached = target(world, body["to"])
            check_place(reached.chat_id, send.messages)
            sent = accept(world, send, [reached])
        trouble_after_accepting(world)
        return {"sentMessages": sent}

    @api.post("/v2/bot/message/multicast")
    def multicast() -> ResponseReturnValue:
        body = _checked(world, "multicast")
        send = _send("multicast", body)
        with world.lock:
            check_not_repeated(world, send)
            accept(world, send, targets_of_many(world, body["to"]))
        trouble_after_accepting(world)
        return {}

    @api.post("/v2/bot/message/broadcast")
    def broadcast() -> ResponseReturnValue:
        send = _send("broadcast", _checked(world, "broadcast"))
        with world.lock:
            check_not_repeated(world, send)
            accept(world, send, [Target(user.user_id, 1) for user in world.people.friends()])
        trouble_after_accepting(world)
        return {}


def _add_free_questions(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/message/validate/<any(reply,push,multicast,broadcast):kind>")
    def validate_messages(kind: str) -> ResponseReturnValue:
        del kind  # all four are checked alike
        context = limits_context(world)
        refuse(world, endpoint(), check_messages(json_body().get("messages"), context))
        return {}

    @api.get("/v2/bot/message/quota")
    def quota() -> ResponseReturnValue:
        limit = world.faults.quota
        return {"type": "none"} if limit is None else {"type": "limited", "value": limit}

    @api.get("/v2/bot/message/quota/consumption")
    def consumption() -> ResponseReturnValue:
        with world.lock:
            return {"totalUsage": world.quota.used_in(world.clock())}


def _reply(world: World) -> ResponseReturnValue:
    """A reply is free and needs a living token; whether a refused one burns it is a knob, LINE does not say."""
    body = json_body()
    try:
        _check(world, "reply", body)
    except LineError:
        if world.faults.failed_reply_burns_token:
            with world.lock:
                world.reply_tokens.burn(str(body.get("replyToken")))
        raise
    token = body["replyToken"]
    with world.lock:
        chat_id = world.reply_tokens.open(token, world.clock(), world.faults.reply_token_life_s)
        if chat_id is None:
            raise LineError(400, INVALID_REPLY_TOKEN)
        check_place(chat_id, body["messages"])
        world.reply_tokens.burn(token)
        user, group = world.people.users.get(chat_id), world.people.groups.get(chat_id)
        visible = bool(group and group.bot_in) or bool(user and not user.blocked and not user.deleted)
        sent = accept(world, _send("reply", body), [Target(chat_id, int(visible), visible)], free=True)
    trouble_after_accepting(world)
    return {"sentMessages": sent}


def _checked(world: World, kind: str) -> dict[str, Any]:
    body = json_body()
    _check(world, kind, body)
    return body


def _check(world: World, kind: str, body: dict[str, Any]) -> None:
    context = limits_context(world)
    refusals = check_send(kind, body, context)
    if context.warnings:
        with world.lock:
            world.ledger.warnings.extend({"at": world.now_ms(), "message": warning} for warning in context.warnings)
    refuse(world, endpoint(), refusals)


def _send(via: str, body: dict[str, Any]) -> Send:
    return Send(via, body["messages"], g.request_id, request.headers.get("X-Line-Retry-Key"))
