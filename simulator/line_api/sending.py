"""Accepting a send: who gets it, what it costs, what appears on which screen. One decision under the world's lock.

Source: Messaging API reference, "Send push message" and sisters; "Messaging API pricing"; "Retry failed API requests".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.limits.messages import MESSAGES_MAX
from simulator.line_api.errors import QUOTA_REACHED, LineError
from simulator.state import identifiers
from simulator.state.retry_keys import Accepted
from simulator.state.world import World

Messages = list[dict[str, Any]]

QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
FAILED = "Failed to send messages"


@dataclass(frozen=True)
class Target:
    """A chat to show the messages in, and how many people it counts for."""

    chat_id: str
    counted: int
    visible: bool = True


@dataclass(frozen=True)
class Send:
    """A checked request: by what way, under which retry key and request id, with which messages."""

    via: str
    messages: Messages
    request_id: str
    retry_key: str | None = None


def check_not_repeated(world: World, send: Send) -> None:
    """Raise the 409 of a retry key accepted before, with what push answered then."""
    known = world.retry_keys.find(send.retry_key, world.clock())
    if known is not None:
        more = {} if known.sent_messages is None else {"sentMessages": known.sent_messages}
        headers = {"x-line-accepted-request-id": known.request_id}
        raise LineError(409, "The retry key is already accepted", more=more, headers=headers)


def target(world: World, to: str) -> Target:
    """Find whom a push reaches. An id of nobody we know, as one of another provider, is 400."""
    user, group = world.people.users.get(to), world.people.groups.get(to)
    if user is not None:
        reached = user.receives(world.clock())
        return Target(to, int(reached), reached)
    if group is not None and group.bot_in:
        return Target(to, len(group.members))
    raise LineError(400, FAILED)


def targets_of_many(world: World, user_ids: list[str]) -> list[Target]:
    """Find whom a multicast reaches; well-formed ids of nobody are passed over, which LINE leaves unclear."""
    known = [user_id for user_id in dict.fromkeys(user_ids) if user_id in world.people.users]
    return [target(world, user_id) for user_id in known]


def accept(world: World, send: Send, targets: list[Target], *, free: bool = False) -> list[dict[str, Any]]:
    """Show the messages, count them, remember the retry key. Raises 429 beyond the quota.

    Returns sentMessages, of the last chat. Called with the lock held: nothing is sent when anything is refused.
    """
    now, faults = world.clock(), world.faults
    recipients = sum(target.counted for target in targets)
    if not free and not world.quota.allows(recipients, now, faults.quota, faults.quota_reserved):
        raise LineError(429, QUOTA_REACHED)
    ids: list[str] = []
    for target_ in targets:
        ids = [_show(world, send.via, target_, message) for message in send.messages]
    sent = [_sent(targets[-1].chat_id, *each) for each in zip(ids, send.messages, strict=False)]
    if not free:
        world.quota.count(recipients, now)
        world.keeper.keep("channel", "quota", [world.quota.month, world.quota.used])
    world.ledger.sent(send.via, recipients)
    _remember(world, send, sent)
    return sent


def _show(world: World, via: str, target: Target, message: dict[str, Any]) -> str:
    """Put a message on the screen, where there is one to see it, and return its id."""
    message_id = world.message_ids.next(world.now_ms())
    if target.visible:
        entry = {"messageId": message_id, "from": "bot", "via": via, "message": message}
        token = message.get("quoteToken")
        if token and (quoted := identifiers.read_message_token("quote", token)):
            entry["quotedMessageId"] = quoted[1]
        world.show(target.chat_id, entry)
    return message_id


def _sent(chat_id: str, message_id: str, message: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of sentMessages."""
    can_be_quoted = message["type"] in QUOTABLE
    quote = {"quoteToken": identifiers.message_token("quote", chat_id, message_id)} if can_be_quoted else {}
    return {"id": message_id, **quote}


def _remember(world: World, send: Send, sent: list[dict[str, Any]]) -> None:
    if send.retry_key is None:
        return
    accepted = Accepted(send.request_id, world.clock(), sent if send.via == "push" else None)
    world.retry_keys.remember(send.retry_key, accepted)
    world.keeper.keep("retry_keys", send.retry_key, vars(accepted))


def check_place(chat_id: str, messages: Messages) -> None:
    """Check what depends on the chat: a quote must be of this chat, a mention needs a group."""
    for index, message in enumerate(messages[:MESSAGES_MAX]):
        token = message.get("quoteToken")
        quoted = identifiers.read_message_token("quote", token) if token else None
        if token and (quoted is None or quoted[0] != chat_id):
            raise LineError(400, f"The property, messages[{index}].quoteToken, in the request body is invalid")
        kinds = {entry.get("type") for entry in (message.get("substitution") or {}).values()}
        if "mention" in kinds and not identifiers.GROUP_ID.fullmatch(chat_id):
            raise LineError(400, f"The property, messages[{index}].substitution, in the request body is invalid")
