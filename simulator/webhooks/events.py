"""Webhook events, complete: every field LINE sends, in LINE's shapes.

The chat changes (who said what) are made by the caller; here it only becomes an event.
Source: Messaging API reference, "Webhook events".
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from simulator.state import identifiers
from simulator.state.people import Group, User
from simulator.state.world import World

Event = dict[str, Any]

MENTION_OF_BOT = re.compile(r"@(bot|บอท)", re.IGNORECASE)
QUOTABLE = frozenset({"text", "sticker", "image", "video"})
NOT_REPLYABLE = frozenset({"unfollow", "unsend", "leave", "memberLeft"})
FUTURE_EVENT = "somethingNew"


@dataclass(frozen=True)
class Speaker:
    """Who did something, and where: in the own chat with the bot, or in a group."""

    user: User
    group: Group | None = None

    @property
    def chat_id(self) -> str:
        return self.group.group_id if self.group else self.user.user_id

    def source(self) -> dict[str, str]:
        """A person who never consented has no userId in webhooks."""
        who = {"userId": self.user.user_id} if self.user.consents else {}
        if self.group:
            return {"type": "group", "groupId": self.group.group_id, **who}
        return {"type": "user", **who}


def build(world: World, speaker: Speaker, kind: str, **fields: Any) -> Event:
    """Return one event of this kind that happens now, with a reply token where LINE gives one."""
    now_ms = world.now_ms()
    event: Event = {
        "type": kind,
        **fields,
        "webhookEventId": identifiers.ulid(now_ms),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": now_ms,
        "source": speaker.source(),
        "mode": "standby" if world.faults.standby else "active",
    }
    if kind not in NOT_REPLYABLE and not world.faults.standby:
        event["replyToken"] = identifiers.reply_token()
        world.reply_tokens.issue(event["replyToken"], speaker.chat_id, now_ms / 1000)
    return event


def message_fields(
    speaker: Speaker, message_id: str, content: dict[str, Any], *, edited: bool = False
) -> dict[str, Any]:
    """Complete a message with its id and tokens."""
    message = {"id": message_id, **content}
    if content["type"] in QUOTABLE:
        message["quoteToken"] = identifiers.message_token("quote", speaker.chat_id, message_id)
    if not edited:
        message["markAsReadToken"] = identifiers.message_token("read", speaker.chat_id, message_id)
    return message


def mentions(text: str, bot_user_id: str, members: dict[str, str]) -> list[dict[str, Any]]:
    """Find `@bot`, `@บอท`, `@All` and `@name` of a member; index and length in UTF-16 units, as LINE writes them.

    `members` is display name -> user id.
    """
    found: list[dict[str, Any]] = []
    for match in MENTION_OF_BOT.finditer(text):
        found.append({**_span(text, match.start(), match.end()), "type": "user", "userId": bot_user_id, "isSelf": True})
    for name, user_id in members.items():
        start = text.find("@" + name)
        if start >= 0:
            span = _span(text, start, start + len(name) + 1)
            found.append({**span, "type": "user", "userId": user_id, "isSelf": False})
    start = text.find("@All")
    if start >= 0:
        found.append({**_span(text, start, start + 4), "type": "all"})
    return sorted(found, key=lambda mention: mention["index"])


def _span(text: str, start: int, end: int) -> dict[str, int]:
    def units(part: str) -> int:
        return len(part.encode("utf-16-le", "surrogatepass")) // 2

    return {"index": units(text[:start]), "length": units(text[start:end])}


def from_the_future(event: Event) -> Event:
    """Return the event as a later LINE may send it: unknown properties, an unknown sticker type, optional ones gone."""
    changed = copy.deepcopy(event)
    changed["somethingNew"] = {"version": 2}
    changed["source"]["somethingNew"] = True
    changed.pop("follow", None)
    message = changed.get("message")
    if message:
        message["somethingNew"] = ["ใหม่"]
        for optional in ("quoteToken", "markAsReadToken", "mention", "imageSet"):
            message.pop(optional, None)
        if message["type"] == "sticker":
            message["stickerResourceType"] = "HOLOGRAM"
    return changed


def unknown_event(event: Event) -> Event:
    """Return an event of a kind nobody knows yet, to travel in front of this one."""
    return {
        "type": FUTURE_EVENT,
        "somethingNew": {},
        "webhookEventId": identifiers.ulid(event["timestamp"]),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": event["timestamp"],
        "source": event["source"],
        "mode": event["mode"],
    }
