"""The door for everything a person does: POST /control/users/{userId}/say, answered after the bot has answered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from simulator.control.asking import Refused, json_object, known_group, known_user, optional_text
from simulator.control.media import KINDS, send_media
from simulator.control.saying import DEEDS, Outbound
from simulator.control.telling import tell
from simulator.state.world import World
from simulator.webhooks.delivery import Delivery
from simulator.webhooks.events import Speaker

# What someone who blocked the bot, or left, can still do.
WITHOUT_CONTACT = frozenset({"follow", "unfollow", "unsend"})


def add_to(api: Blueprint, world: World, delivery: Delivery) -> None:
    @api.post("/users/<user_id>/say")
    def say(user_id: str) -> ResponseReturnValue:
        is_form = request.mimetype == "multipart/form-data"
        body: dict[str, Any] = request.form.to_dict() if is_form else json_object()
        with world.changed:
            speaker = _speaker(world, user_id, optional_text(body, "groupId"))
            _check_contact(speaker, str(body.get("type")))
            outbound = send_media(world, speaker) if is_form else _do(world, speaker, body)
        return tell(delivery, outbound)


def _do(world: World, speaker: Speaker, body: dict[str, Any]) -> Outbound:
    kind = body.get("type")
    if kind in KINDS:
        raise Refused(f"Send {kind} as multipart/form-data with the parts type and file.")
    if kind not in DEEDS:
        raise Refused(f"There is no type {kind!r}. The types are: {', '.join((*DEEDS, *KINDS))}.")
    return DEEDS[kind](world, speaker, body)


def _speaker(world: World, user_id: str, group_id: str | None) -> Speaker:
    user = known_user(world, user_id)
    if group_id is None:
        return Speaker(user)
    group = known_group(world, group_id)
    if user_id not in group.members:
        raise Refused(f"{user.display_name} is not a member of this group.")
    return Speaker(user, group)


def _check_contact(speaker: Speaker, kind: str) -> None:
    user = speaker.user
    if user.deleted:
        raise Refused(f"{user.display_name} has deleted the account.", 409)
    if user.blocked and speaker.group is None and kind not in WITHOUT_CONTACT:
        raise Refused(f"{user.display_name} has blocked the bot; say follow first.", 409)
