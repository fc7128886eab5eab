"""Making people and groups, and changing how a person stands to the bot."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.control.asking import Refused, flag, json_object, known_user, optional_text, text
from simulator.control.saying import Outbound, follow, unfollow
from simulator.control.telling import tell
from simulator.state import identifiers
from simulator.state.keeping import group_json, user_json
from simulator.state.people import Group, User
from simulator.state.world import World
from simulator.webhooks.delivery import Delivery
from simulator.webhooks.events import Speaker

CLIENTS = ("phone", "pc")
CHANGEABLE = ("blocked", "client", "displayName", "deleted", "consents")


def add_to(api: Blueprint, world: World, delivery: Delivery) -> None:
    _add_users(api, world, delivery)
    _add_groups(api, world)


def _add_users(api: Blueprint, world: World, delivery: Delivery) -> None:
    @api.post("/users")
    def make_user() -> ResponseReturnValue:
        body = json_object()
        name = text(body, "displayName", example="สมชาย")
        user_id = optional_text(body, "userId") or identifiers.user_id()
        if not identifiers.USER_ID.fullmatch(user_id):
            raise Refused("userId must be U and 32 hexadecimal digits.")
        with world.lock:
            user = world.people.users.setdefault(user_id, User(user_id, name))
            user.display_name = name
            if "friend" in body:
                user.friend = flag(body, "friend")
            world.keeper.keep("users", user_id, user_json(user))
        return as_json(world, user), 201

    @api.get("/users")
    def list_users() -> ResponseReturnValue:
        with world.lock:
            return {"users": [as_json(world, user) for user in world.people.users.values()]}

    @api.get("/users/<user_id>")
    def one_user(user_id: str) -> ResponseReturnValue:
        return as_json(world, known_user(world, user_id))

    @api.patch("/users/<user_id>")
    def change_user(user_id: str) -> ResponseReturnValue:
        user, body = known_user(world, user_id), json_object()
        with world.changed:
            outbound = _change(world, user, body)
            world.chat(user_id).revision += 1
            world.changed.notify_all()
            world.keeper.keep("users", user_id, user_json(user))
        webhook = tell(delivery, outbound) if outbound else None
        return {**as_json(world, user), "webhook": webhook}


def _add_groups(api: Blueprint, world: World) -> None:
    @api.post("/groups")
    def make_group() -> ResponseReturnValue:
        body = json_object()
        members = body.get("members")
        if not isinstance(members, list) or not members:
            raise Refused("members must be a list of user ids.")
        for member in members:
            known_user(world, str(member))
        group = Group(identifiers.group_id(), list(dict.fromkeys(members)))
        group.name = optional_text(body, "name") or group.name
        with world.lock:
            world.people.groups[group.group_id] = group
            world.keeper.keep("groups", group.group_id, group_json(group))
        return _group_json(world, group), 201

    @api.get("/groups")
    def list_groups() -> ResponseReturnValue:
        with world.lock:
            return {"groups": [_group_json(world, group) for group in world.people.groups.values()]}


def as_json(world: World, user: User) -> dict[str, Any]:
    return {
        "userId": user.user_id,
        "displayName": user.display_name,
        "friend": user.friend,
        "blocked": user.blocked,
        "client": user.client,
        "pc": user.client == "pc",
        "deleted": user.deleted,
        "consents": user.consents,
        "richMenuId": shown_menu(world, user),
    }


def shown_menu(world: World, user: User) -> str | None:
    """Return the rich menu on this person's screen: on the phone of a friend only."""
    if user.client == "pc" or user.blocked or not user.friend:
        return None
    return world.menus.effective(user.user_id)


def _group_json(world: World, group: Group) -> dict[str, Any]:
    names = {user_id: world.people.users[user_id].display_name for user_id in group.members}
    members = [{"userId": user_id, "displayName": name} for user_id, name in names.items()]
    return {"groupId": group.group_id, "name": group.name, "members": members, "botIn": group.bot_in}


def _change(world: World, user: User, body: dict[str, Any]) -> Outbound | None:
    """Apply the wanted changes; blocking and unblocking are deeds LINE tells the bot about."""
    unknown = sorted(set(body) - set(CHANGEABLE))
    if unknown:
        raise Refused(f"There is no property named {unknown[0]!r}: use {', '.join(CHANGEABLE)}.")
    if "client" in body:
        if body["client"] not in CLIENTS:
            raise Refused("client must be 'phone' or 'pc'.")
        user.client = body["client"]
    if "displayName" in body:
        user.display_name = text(body, "displayName", example="สมชาย")
    user.deleted = flag(body, "deleted") if "deleted" in body else user.deleted
    user.consents = flag(body, "consents") if "consents" in body else user.consents
    if "blocked" not in body or flag(body, "blocked") == user.blocked:
        return None
    deed = unfollow if body["blocked"] else follow
    return deed(world, Speaker(user), {})
