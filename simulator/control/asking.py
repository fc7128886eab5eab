"""What the control API is asked, read with clear sentences for what is wrong."""

from __future__ import annotations

from typing import Any

from flask import request

from simulator.state.people import Group, User
from simulator.state.world import World


class Refused(Exception):
    """The request cannot be done; the text is an English sentence for whoever wrote the script."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def json_object() -> dict[str, Any]:
    """Return the JSON object sent; nothing sent counts as {}."""
    if not request.get_data():
        return {}
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise Refused("The body must be a JSON object.")
    return body


def text(body: dict[str, Any], name: str, *, example: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Refused(f"{name} must be a string, for example {example!r}.")
    return value


def optional_text(body: dict[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise Refused(f"{name} must be a string.")
    return value


def flag(body: dict[str, Any], name: str) -> bool:
    value = body[name]
    if not isinstance(value, bool):
        raise Refused(f"{name} must be true or false.")
    return value


def known_user(world: World, user_id: str) -> User:
    if user_id not in world.people.users:
        raise Refused(f"There is no user {user_id!r}. POST /control/users makes one.", 404)
    return world.people.users[user_id]


def known_group(world: World, group_id: str) -> Group:
    if group_id not in world.people.groups:
        raise Refused(f"There is no group {group_id!r}. POST /control/groups makes one.", 404)
    return world.people.groups[group_id]


def whole_number(name: str, default: int) -> int:
    given = request.args.get(name)
    if given is None:
        return default
    if not given.isdecimal():
        raise Refused(f"{name} must be a whole number, not {given!r}.")
    return int(given)
