"""One message of each type: its shape, then its own rules, then its quick replies and sender."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from simulator.limits.actions import QUICK_REPLY, check_action
from simulator.limits.flex import check_flex
from simulator.limits.media import check_imagemap, check_media, check_media_url
from simulator.limits.rules import MUST_BE_SPECIFIED, At, Context, Refusal, too_long
from simulator.limits.shapes import check_kinds, check_shape
from simulator.limits.templates import check_template
from simulator.limits.texts import check_text, check_text_v2
from simulator.limits.units import graphemes, utf16

MESSAGES_MAX = 5
ALT_TEXT_MAX = 1500
PLACE_MAX = 100
SENDER_NAME_MAX = 20


def check_messages(messages: Any, context: Context) -> list[Refusal]:
    """Return everything LINE would refuse in the `messages` of a send."""
    at = At("messages")
    if not isinstance(messages, list) or not 1 <= len(messages) <= MESSAGES_MAX:
        return [Refusal(at, f"Size must be between 1 and {MESSAGES_MAX}")]
    return [
        replace(refusal, index=index)
        for index, message in enumerate(messages)
        for refusal in check_message(message, at / index, context)
    ]


def check_message(message: Any, at: At, context: Context) -> Iterator[Refusal]:
    # Shape first: the rules below may then trust types and required properties.
    refused = list(check_shape("Message", message, at)) or list(check_kinds(message, at))
    if refused:
        yield from refused
        return
    if "altText" in message:
        yield from _check_alt_text(message["altText"], at)
    yield from CHECKS[message["type"]](message, at, context)
    yield from _check_quick_reply(message.get("quickReply"), at / "quickReply", context)
    yield from _check_sender(message.get("sender"), at / "sender", context)


def _check_alt_text(text: str, at: At) -> Iterator[Refusal]:
    if not text:
        yield Refusal(at / "altText", "May not be empty")
    elif utf16(text) > ALT_TEXT_MAX:
        yield Refusal(at / "altText", too_long(ALT_TEXT_MAX), 25)


def _check_quick_reply(quick_reply: Any, at: At, context: Context) -> Iterator[Refusal]:
    if quick_reply is None:
        return
    if not quick_reply.get("items"):
        yield Refusal(at / "items", MUST_BE_SPECIFIED)
    for index, item in enumerate(quick_reply.get("items") or []):
        here = at / "items" / index
        if item.get("type") not in (None, "action"):
            yield Refusal(here / "type", "Must be one of the following values: [action]")
        if item.get("imageUrl") is not None:
            yield from check_media_url(item["imageUrl"], here / "imageUrl", context)
        yield from check_action(item.get("action"), here / "action", QUICK_REPLY)


def _check_sender(sender: Any, at: At, context: Context) -> Iterator[Refusal]:
    if sender is None:
        return
    name = sender.get("name")
    if name is not None and (graphemes(name) > SENDER_NAME_MAX or "line" in name.lower()):
        yield Refusal(at / "name", too_long(SENDER_NAME_MAX) if "line" not in name.lower() else "invalid name")
    if sender.get("iconUrl") is not None:
        yield from check_media_url(sender["iconUrl"], at / "iconUrl", context)


def _check_flex(message: dict[str, Any], _at: At, context: Context) -> Iterator[Refusal]:
    yield from check_flex(message["contents"], context)


def _check_template(message: dict[str, Any], _at: At, context: Context) -> Iterator[Refusal]:
    yield from check_template(message["template"], context)


def _check_location(message: dict[str, Any], at: At, _context: Context) -> Iterator[Refusal]:
    for name in ("title", "address"):
        if not message[name]:
            yield Refusal(at / name, "May not be empty")
        elif utf16(message[name]) > PLACE_MAX:
            yield Refusal(at / name, too_long(PLACE_MAX))


def _nothing_more(_message: dict[str, Any], _at: At, _context: Context) -> Iterator[Refusal]:
    yield from ()


CHECKS: dict[str, Callable[[dict[str, Any], At, Context], Iterator[Refusal]]] = {
    "text": check_text,
    "textV2": check_text_v2,
    "image": check_media,
    "video": check_media,
    "audio": check_media,
    "imagemap": check_imagemap,
    "location": _check_location,
    "template": _check_template,
    "flex": _check_flex,
    "sticker": _nothing_more,
    "coupon": _nothing_more,
}
