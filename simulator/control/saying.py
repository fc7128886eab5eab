"""What a person can do, and what follows on the screen and for the bot: one function a deed, all in DEEDS.

Each deed changes the world (called with its lock held) and returns the events LINE would send. Media are in media.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.control.asking import Refused, optional_text, text
from simulator.control.postbacks import check_params, switch_menu
from simulator.state.chats import Chat, Entry
from simulator.state.keeping import group_json, user_json
from simulator.state.people import Group
from simulator.state.world import World
from simulator.webhooks.events import Event, Speaker, build, mentions, message_fields

Body = dict[str, Any]
TOKENS = ("quoteToken", "markAsReadToken")


@dataclass(frozen=True)
class Outbound:
    """The events a deed causes, in order, and the ids of the messages it made."""

    events: list[Event] = field(default_factory=list)
    message_ids: list[str] = field(default_factory=list)


def write(world: World, speaker: Speaker, content: Body) -> Outbound:
    """Put a message of this person on the screen and make its event; outside the bot's sight there is none."""
    message = message_fields(speaker, world.message_ids.next(world.now_ms()), content)
    event = build(world, speaker, "message", message=message) if _heard(speaker) else None
    shown = {name: value for name, value in message.items() if name not in TOKENS}
    show(world, speaker, shown, event)
    speaker.user.last_said_at = world.clock()
    world.keeper.keep("users", speaker.user.user_id, user_json(speaker.user))
    return Outbound([event] if event else [], [message["id"]])


def show(world: World, speaker: Speaker, message: Body, event: Event | None) -> None:
    entry: Entry = {
        "messageId": message.get("id") or world.message_ids.next(world.now_ms()),
        "from": "user",
        "userId": speaker.user.user_id,
        "via": "user",
        "message": message,
    }
    if event:
        entry["eventId"] = event["webhookEventId"]
    world.show(speaker.chat_id, entry)


def _heard(speaker: Speaker) -> bool:
    return speaker.group is None or speaker.group.bot_in


def say_text(world: World, speaker: Speaker, body: Body) -> Outbound:
    """Texts of any length pass, the empty one too: how the bot stands them is worth knowing."""
    content: Body = {"type": "text", "text": text(body, "text", example="12")}
    if isinstance(body.get("emojis"), list):
        content["emojis"] = body["emojis"]
    quoted = optional_text(body, "quotedMessageId")
    if quoted:
        _entry(world, speaker, quoted)
        content["quotedMessageId"] = quoted
    if speaker.group:
        mentioned = mentions(content["text"], world.bot_user_id, _names(world, speaker.group))
        if mentioned:
            content["mention"] = {"mentionees": mentioned}
    return write(world, speaker, content)


def say_sticker(world: World, speaker: Speaker, body: Body) -> Outbound:
    content = {
        "type": "sticker",
        "packageId": optional_text(body, "packageId") or "446",
        "stickerId": optional_text(body, "stickerId") or "1988",
        "stickerResourceType": optional_text(body, "stickerResourceType") or "STATIC",
        "keywords": body.get("keywords") or ["Hello"],
    }
    return write(world, speaker, content)


def say_location(world: World, speaker: Speaker, body: Body) -> Outbound:
    content: Body = {"type": "location"}
    for name in ("title", "address"):
        value = optional_text(body, name)
        if value:
            content[name] = value
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = body.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > limit:
            raise Refused(f"{name} must be a number from -{limit} to {limit}.")
        content[name] = value
    return write(world, speaker, content)


def tap_postback(world: World, speaker: Speaker, body: Body) -> Outbound:
    """A tap with a displayText looks like a message on the screen; the bot hears only the postback."""
    data = text(body, "data", example="next")
    postback: Body = {"data": data}
    if body.get("params") is not None:
        postback["params"] = check_params(body["params"])
    return _tap(world, speaker, postback, optional_text(body, "displayText"))


def tap_menu_switch(world: World, speaker: Speaker, body: Body) -> Outbound:
    alias = text(body, "richMenuAliasId", example="menu-a")
    postback = {"data": text(body, "data", example="switched"), "params": switch_menu(world, speaker.user, alias)}
    return _tap(world, speaker, postback, None)


def _tap(world: World, speaker: Speaker, postback: Body, display_text: str | None) -> Outbound:
    event = build(world, speaker, "postback", postback=postback) if _heard(speaker) else None
    world.chat(speaker.chat_id).tap(postback["data"])
    if display_text:
        show(world, speaker, {"type": "text", "text": display_text}, event)
    world.changed.notify_all()
    return Outbound([event] if event else [])


def follow(world: World, speaker: Speaker, _body: Body) -> Outbound:
    was_blocked = speaker.user.blocked
    speaker.user.friend, speaker.user.blocked = True, False
    world.keeper.keep("users", speaker.user.user_id, user_json(speaker.user))
    return Outbound([build(world, Speaker(speaker.user), "follow", follow={"isUnblocked": was_blocked})])


def unfollow(world: World, speaker: Speaker, _body: Body) -> Outbound:
    speaker.user.blocked = True
    world.keeper.keep("users", speaker.user.user_id, user_json(speaker.user))
    return Outbound([build(world, Speaker(speaker.user), "unfollow")])


def unsend(world: World, speaker: Speaker, body: Body) -> Outbound:
    chat, entry = _own_entry(world, speaker, text(body, "messageId", example="461230966842064897"))
    chat.unsend(entry)
    world.rewritten(chat, entry)
    world.contents.unsend(entry["messageId"])
    world.keeper.drop("contents", entry["messageId"])
    return Outbound([build(world, speaker, "unsend", unsend={"messageId": entry["messageId"]})])


def edit(world: World, speaker: Speaker, body: Body) -> Outbound:
    """Texts can be edited in group chats only: same message id, new tokens."""
    if speaker.group is None:
        raise Refused("Only messages in a group can be edited: give its groupId.")
    chat, entry = _own_entry(world, speaker, text(body, "messageId", example="461230966842064897"))
    if entry["message"]["type"] != "text":
        raise Refused("Only text messages can be edited.")
    content: Body = {"type": "text", "text": text(body, "text", example="13")}
    mentioned = mentions(content["text"], world.bot_user_id, _names(world, speaker.group))
    if mentioned:
        content["mention"] = {"mentionees": mentioned}
    message = message_fields(speaker, entry["messageId"], content, edited=True)
    chat.edit(entry, {name: value for name, value in message.items() if name not in TOKENS})
    world.rewritten(chat, entry)
    return Outbound([build(world, speaker, "messageEdited", message=message)] if _heard(speaker) else [])


def join(world: World, speaker: Speaker, _body: Body) -> Outbound:
    return _bot_moves(world, speaker, "join", inside=True)


def leave(world: World, speaker: Speaker, _body: Body) -> Outbound:
    return _bot_moves(world, speaker, "leave", inside=False)


def _bot_moves(world: World, speaker: Speaker, kind: str, *, inside: bool) -> Outbound:
    group = _group(speaker)
    group.bot_in = inside
    world.keeper.keep("groups", group.group_id, group_json(group))
    event = build(world, speaker, kind)
    event["source"].pop("userId", None)
    return Outbound([event])


def members_join(world: World, speaker: Speaker, body: Body) -> Outbound:
    group, members = _group(speaker), _members(world, body)
    group.members.extend(member for member in members if member not in group.members)
    return _members_moved(world, speaker, "memberJoined", "joined", members)


def members_leave(world: World, speaker: Speaker, body: Body) -> Outbound:
    group, members = _group(speaker), _members(world, body)
    group.members = [member for member in group.members if member not in members]
    return _members_moved(world, speaker, "memberLeft", "left", members)


def _members_moved(world: World, speaker: Speaker, kind: str, name: str, members: list[str]) -> Outbound:
    group = _group(speaker)
    world.keeper.keep("groups", group.group_id, group_json(group))
    if not group.bot_in:
        return Outbound()
    moved = {"members": [{"type": "user", "userId": member} for member in members]}
    event = build(world, speaker, kind, **{name: moved})
    event["source"].pop("userId", None)
    return Outbound([event])


def _members(world: World, body: Body) -> list[str]:
    members = body.get("members")
    if not isinstance(members, list) or not members or any(member not in world.people.users for member in members):
        raise Refused("members must be a list of known user ids.")
    return members


def _group(speaker: Speaker) -> Group:
    if speaker.group is None:
        raise Refused("This happens in a group: give its groupId.")
    return speaker.group


def _names(world: World, group: Group) -> dict[str, str]:
    return {world.people.users[member].display_name: member for member in group.members}


def _entry(world: World, speaker: Speaker, message_id: str) -> tuple[Chat, Entry]:
    chat = world.chat(speaker.chat_id)
    entry = chat.find(message_id)
    if entry is None:
        raise Refused(f"There is no message {message_id!r} in this chat.", 404)
    return chat, entry


def _own_entry(world: World, speaker: Speaker, message_id: str) -> tuple[Chat, Entry]:
    chat, entry = _entry(world, speaker, message_id)
    if entry.get("userId") != speaker.user.user_id or entry.get("unsent"):
        raise Refused(f"Message {message_id!r} is not this person's to change, or was unsent already.")
    return chat, entry


DEEDS: dict[str, Callable[[World, Speaker, Body], Outbound]] = {
    "text": say_text,
    "sticker": say_sticker,
    "location": say_location,
    "postback": tap_postback,
    "richmenuswitch": tap_menu_switch,
    "follow": follow,
    "unfollow": unfollow,
    "unsend": unsend,
    "edit": edit,
    "join": join,
    "leave": leave,
    "memberJoined": members_join,
    "memberLeft": members_leave,
}
