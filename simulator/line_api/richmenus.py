"""Rich menus themselves: making, checking, reading and deleting them, their images and aliases."""

from __future__ import annotations

import base64
import struct

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from simulator.limits.requests import ALIAS, check_rich_menu
from simulator.limits.rules import At, Refusal
from simulator.line_api.errors import LineError, refuse
from simulator.line_api.gate import endpoint, json_body
from simulator.state import identifiers
from simulator.state.keeping import menus_json
from simulator.state.world import World

MENUS_MAX = 1000
IMAGE_BYTES_MAX = 1_000_000
IMAGE_TYPES = ("image/jpeg", "image/png")
ALIAS_CONFLICT = "conflict richmenu alias id"


def add_to(api: Blueprint, world: World) -> None:
    _add_menus(api, world)
    _add_images(api, world)
    _add_aliases(api, world)


def _add_menus(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/richmenu")
    def create() -> ResponseReturnValue:
        body = json_body()
        refuse(world, endpoint(), check_rich_menu(body))
        with world.lock:
            if len(world.menus.menus) >= MENUS_MAX:
                raise LineError(400, "The number of rich menus has reached its limit")
            menu_id = identifiers.rich_menu_id()
            names = ("size", "selected", "name", "chatBarText", "areas")
            world.menus.menus[menu_id] = {"richMenuId": menu_id, **{name: body[name] for name in names}}
            keep_menus(world)
        return {"richMenuId": menu_id}

    @api.post("/v2/bot/richmenu/validate")
    def validate_menu() -> ResponseReturnValue:
        refuse(world, endpoint(), check_rich_menu(json_body()))
        return {}

    @api.get("/v2/bot/richmenu/list")
    def all_menus() -> ResponseReturnValue:
        return {"richmenus": list(world.menus.menus.values())}

    @api.get("/v2/bot/richmenu/<menu_id>")
    def get(menu_id: str) -> ResponseReturnValue:
        check_menu(world, menu_id)
        return world.menus.menus[menu_id]

    @api.delete("/v2/bot/richmenu/<menu_id>")
    def delete(menu_id: str) -> ResponseReturnValue:
        with world.changed:
            check_menu(world, menu_id)
            world.menus.delete(menu_id)
            world.keeper.drop("menu_images", menu_id)
            keep_menus(world)
        return {}


def _add_images(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/richmenu/<menu_id>/content")
    def upload(menu_id: str) -> ResponseReturnValue:
        check_menu(world, menu_id)
        image, kind = request.get_data(), request.mimetype
        if kind not in IMAGE_TYPES:
            raise LineError(415, f"The content type, {kind}, is not supported")
        if len(image) > IMAGE_BYTES_MAX:
            raise LineError(413, "Request entity is too large")
        size = image_size(image)
        wanted = world.menus.menus[menu_id]["size"]
        if size != (wanted["width"], wanted["height"]):
            raise LineError(400, "The image size is not allowed for richmenu")
        with world.lock:
            if menu_id in world.menus.images:
                raise LineError(400, "An image has already been uploaded to the richmenu")
            world.menus.images[menu_id] = (kind, image)
            world.keeper.keep("menu_images", menu_id, [kind, base64.b64encode(image).decode()])
        return {}

    @api.get("/v2/bot/richmenu/<menu_id>/content")
    def download(menu_id: str) -> ResponseReturnValue:
        if menu_id not in world.menus.images:
            raise LineError(404, "Not found")
        kind, image = world.menus.images[menu_id]
        return Response(image, content_type=kind)


def _add_aliases(api: Blueprint, world: World) -> None:
    @api.post("/v2/bot/richmenu/alias")
    def create_alias() -> ResponseReturnValue:
        body = json_body()
        alias = str(body.get("richMenuAliasId", ""))
        if not ALIAS.fullmatch(alias):
            refuse(world, endpoint(), [Refusal(At("richMenuAliasId"), "must be 1 to 32 of a-z, 0-9, _ and -")])
        with world.lock:
            if alias in world.menus.aliases:
                raise LineError(400, ALIAS_CONFLICT)
            _point(world, alias, str(body.get("richMenuId", "")))
        return {}

    @api.post("/v2/bot/richmenu/alias/<alias>")
    def update_alias(alias: str) -> ResponseReturnValue:
        body = json_body()
        with world.lock:
            _check_alias(world, alias)
            _point(world, alias, str(body.get("richMenuId", "")))
        return {}

    @api.get("/v2/bot/richmenu/alias/<alias>")
    def get_alias(alias: str) -> ResponseReturnValue:
        _check_alias(world, alias)
        return {"richMenuAliasId": alias, "richMenuId": world.menus.aliases[alias]}

    @api.get("/v2/bot/richmenu/alias/list")
    def list_aliases() -> ResponseReturnValue:
        pairs = world.menus.aliases.items()
        return {"aliases": [{"richMenuAliasId": alias, "richMenuId": menu_id} for alias, menu_id in pairs]}

    @api.delete("/v2/bot/richmenu/alias/<alias>")
    def delete_alias(alias: str) -> ResponseReturnValue:
        with world.lock:
            _check_alias(world, alias)
            del world.menus.aliases[alias]
            keep_menus(world)
        return {}


def _point(world: World, alias: str, menu_id: str) -> None:
    if menu_id not in world.menus.menus:
        raise LineError(400, "richmenu not found")
    if menu_id not in world.menus.images:
        raise LineError(400, "must upload richmenu image before applying it to user")
    world.menus.aliases[alias] = menu_id
    keep_menus(world)


def _check_alias(world: World, alias: str) -> None:
    if alias not in world.menus.aliases:
        raise LineError(404, "richmenu alias not found")


def check_menu(world: World, menu_id: str) -> None:
    """Answer 404 for a menu nobody made."""
    if menu_id not in world.menus.menus:
        raise LineError(404, "richmenu not found")


def keep_menus(world: World) -> None:
    world.keeper.keep("channel", "menus", menus_json(world.menus))
    world.changed.notify_all()


def image_size(image: bytes) -> tuple[int, int] | None:
    """Read (width, height) from the first bytes of a PNG or JPEG; None when it is neither."""
    if image.startswith(b"\x89PNG\r\n\x1a\n") and len(image) >= 24:
        width, height = struct.unpack(">II", image[16:24])
        return width, height
    return _jpeg_size(image) if image.startswith(b"\xff\xd8") else None


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    """Walk the JPEG's segments to the frame header, SOF0 to SOF15 without the tables among them."""
    at = 2
    while at + 9 < len(image) and image[at] == 0xFF:
        marker, length = image[at + 1], int.from_bytes(image[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", image[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
