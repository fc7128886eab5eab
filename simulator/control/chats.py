"""What stands on a screen: chats with long-polling, the rich menu shown, the bytes of pictures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from simulator.control.asking import Refused, known_group, known_user, whole_number
from simulator.control.people import shown_menu
from simulator.state.chats import Chat
from simulator.state.people import User
from simulator.state.world import World

WAIT_MAX_S = 60


def add_to(api: Blueprint, world: World) -> None:
    @api.get("/users/<user_id>/chat")
    def user_chat(user_id: str) -> ResponseReturnValue:
        user = known_user(world, user_id)
        with world.changed:
            answer = _chat_json(world, _waited_for(world, user_id))
            if user.client == "pc":
                answer["quickReply"] = []
            return {**answer, "richMenuId": shown_menu(world, user), "client": user.client, "blocked": user.blocked}

    @api.get("/groups/<group_id>/chat")
    def group_chat(group_id: str) -> ResponseReturnValue:
        group = known_group(world, group_id)
        with world.changed:
            return {**_chat_json(world, _waited_for(world, group_id)), "richMenuId": None, "botIn": group.bot_in}

    @api.get("/users/<user_id>/richmenu")
    def user_menu(user_id: str) -> ResponseReturnValue:
        return _menu_json(world, known_user(world, user_id))

    @api.get("/richmenus/<menu_id>/image")
    def menu_image(menu_id: str) -> ResponseReturnValue:
        if menu_id not in world.menus.images:
            raise Refused(f"There is no image of a rich menu {menu_id!r}.", 404)
        kind, image = world.menus.images[menu_id]
        return Response(image, content_type=kind, headers={"Cache-Control": "max-age=3600"})

    @api.get("/content/<message_id>")
    def content(message_id: str) -> ResponseReturnValue:
        held = world.contents.held.get(message_id)
        if held is None or held.gone:
            raise Refused(f"There is no content of a message {message_id!r}.", 404)
        return Response(held.body, content_type=held.media_type)


def _waited_for(world: World, chat_id: str) -> Chat:
    """Return the chat once it has a message after `after`, or a change since `revision`, or `wait` seconds passed."""
    after, wait = whole_number("after", 0), _wait_s()
    revision = whole_number("revision", 0) if "revision" in request.args else None

    def has_news() -> bool:
        chat = world.chat(chat_id)
        return len(chat.entries) > after or (revision is not None and chat.revision != revision)

    if wait:
        world.changed.wait_for(has_news, timeout=wait)
    return world.chat(chat_id)


def _wait_s() -> float:
    given = request.args.get("wait", "0")
    try:
        return max(0.0, min(float(given), WAIT_MAX_S))
    except ValueError:
        raise Refused(f"wait must be a number of seconds, not {given!r}.") from None


def _chat_json(world: World, chat: Chat) -> dict[str, Any]:
    loading = chat.loading_until
    return {
        "messages": chat.since(whole_number("after", 0)),
        "quickReply": chat.quick_reply(),
        "loadingUntil": loading if loading and loading > world.now_ms() else None,
        "revision": chat.revision,
        "unsent": [entry["n"] for entry in chat.entries if entry.get("unsent")],
    }


def _menu_json(world: World, user: User) -> dict[str, Any]:
    menu_id = shown_menu(world, user)
    if menu_id is None or menu_id not in world.menus.menus:
        return {"richMenu": None, "imageUrl": None}
    image = f"/control/richmenus/{menu_id}/image" if menu_id in world.menus.images else None
    return {"richMenu": world.menus.menus[menu_id], "imageUrl": image}
