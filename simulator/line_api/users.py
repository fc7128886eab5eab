"""Profiles, the bot's own face, followers, the loading animation, marking as read."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.limits.requests import check_loading
from simulator.line_api.errors import LineError, refuse
from simulator.line_api.gate import endpoint, json_body
from simulator.state.identifiers import USER_ID, read_message_token
from simulator.state.people import User
from simulator.state.world import BOT_NAME, World

LOADING_DEFAULT_S = 20


def add_to(api: Blueprint, world: World) -> None:
    @api.get("/v2/bot/profile/<user_id>")
    def profile(user_id: str) -> ResponseReturnValue:
        check_user_id(user_id)
        user = world.people.users.get(user_id)
        if user is None or not user.has_profile():
            raise LineError(404, "Not found")
        return profile_json(user)

    @api.get("/v2/bot/info")
    def info() -> ResponseReturnValue:
        return {
            "userId": world.bot_user_id,
            "basicId": "@raingan",
            "displayName": BOT_NAME,
            "chatMode": "chat",
            "markAsReadMode": "manual",
        }

    @api.get("/v2/bot/followers/ids")
    def followers() -> ResponseReturnValue:
        raise LineError(403, "Access to this API is not available for your account")

    @api.post("/v2/bot/chat/loading/start")
    def loading() -> ResponseReturnValue:
        body = json_body()
        refuse(world, endpoint(), check_loading(body))
        user = world.people.users.get(body["chatId"])
        if user is not None and not user.blocked:
            with world.changed:
                seconds = body.get("loadingSeconds") or LOADING_DEFAULT_S
                world.chat(user.user_id).start_loading(world.now_ms() + 1000 * seconds)
                world.changed.notify_all()
        return {}, 202

    @api.post("/v2/bot/chat/markAsRead")
    def mark_as_read() -> ResponseReturnValue:
        token = json_body().get("markAsReadToken")
        if not isinstance(token, str) or read_message_token("read", token) is None:
            raise LineError(
                400, "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
            )
        return {}


def check_user_id(user_id: str) -> None:
    if not USER_ID.fullmatch(user_id):
        raise LineError(400, "The value for the 'userId' parameter is invalid")


def profile_json(user: User) -> dict[str, str]:
    return {
        "displayName": user.display_name,
        "userId": user.user_id,
        "language": "th",
    }
