"""Which rich menu whom: the default one, single links, and bulk links, which LINE takes with 202."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.limits.rules import At, Refusal
from simulator.line_api.errors import LineError, refuse
from simulator.line_api.gate import endpoint, json_body
from simulator.line_api.richmenus import check_menu, keep_menus
from simulator.line_api.users import check_user_id
from simulator.state.identifiers import USER_ID
from simulator.state.world import World

BULK_MAX = 500
NO_IMAGE = "must upload richmenu image before applying it to user"


def add_to(api: Blueprint, world: World) -> None:
    _add_default(api, world)
    _add_single(api, world)
    _add_bulk(api, world)


def _add_default(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/user/all/richmenu/<menu_id>")
    def set_default(menu_id: str) -> ResponseReturnValue:
        with world.changed:
            _check_ready(world, menu_id)
            world.menus.default = menu_id
            keep_menus(world)
        return {}

    @api.get("/v2/bot/user/all/richmenu")
    def get_default() -> ResponseReturnValue:
        if world.menus.default is None:
            raise LineError(404, "no default richmenu")
        return {"richMenuId": world.menus.default}

    @api.delete("/v2/bot/user/all/richmenu")
    def clear_default() -> ResponseReturnValue:
        with world.changed:
            world.menus.default = None
            keep_menus(world)
        return {}


def _add_single(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/user/<user_id>/richmenu/<menu_id>")
    def link_one(user_id: str, menu_id: str) -> ResponseReturnValue:
        check_user_id(user_id)
        with world.changed:
            _check_ready(world, menu_id)
            link(world, user_id, menu_id)
            keep_menus(world)
        return {}

    @api.get("/v2/bot/user/<user_id>/richmenu")
    def get_link(user_id: str) -> ResponseReturnValue:
        check_user_id(user_id)
        if user_id not in world.menus.links:
            raise LineError(404, "the user has no richmenu")
        return {"richMenuId": world.menus.links[user_id]}

    @api.delete("/v2/bot/user/<user_id>/richmenu")
    def unlink_one(user_id: str) -> ResponseReturnValue:
        check_user_id(user_id)
        with world.changed:
            world.menus.links.pop(user_id, None)
            keep_menus(world)
        return {}


def _add_bulk(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/richmenu/bulk/link")
    def bulk_link() -> ResponseReturnValue:
        body = json_body()
        user_ids = _user_ids(world, body)
        with world.changed:
            _check_ready(world, str(body.get("richMenuId", "")))
            for user_id in user_ids:
                link(world, user_id, body["richMenuId"])
            keep_menus(world)
        return {}, 202

    @api.post("/v2/bot/richmenu/bulk/unlink")
    def bulk_unlink() -> ResponseReturnValue:
        with world.changed:
            for user_id in _user_ids(world, json_body()):
                world.menus.links.pop(user_id, None)
            keep_menus(world)
        return {}, 202


def link(world: World, user_id: str, menu_id: str) -> None:
    """Link a friend to a menu; for the blocked, strangers and other providers' ids LINE answers 200 all the same."""
    user = world.people.users.get(user_id)
    if user is not None and user.friend and not user.blocked and not user.deleted:
        world.menus.links[user_id] = menu_id


def _check_ready(world: World, menu_id: str) -> None:
    check_menu(world, menu_id)
    if menu_id not in world.menus.images:
        raise LineError(400, NO_IMAGE)


def _user_ids(world: World, body: dict[str, Any]) -> list[str]:
    user_ids = body.get("userIds")
    if not isinstance(user_ids, list) or not 1 <= len(user_ids) <= BULK_MAX:
        refuse(world, endpoint(), [Refusal(At("userIds"), f"Size must be between 1 and {BULK_MAX}")])
        return []
    wrong = [at for at, user_id in enumerate(user_ids) if not USER_ID.fullmatch(str(user_id))]
    refuse(world, endpoint(), [Refusal(At("userIds") / at, "invalid user id") for at in wrong])
    return user_ids
