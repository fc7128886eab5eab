"""What surrounds the messages: recipients, aggregation units, loading animations, rich menus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simulator.limits.actions import RICH_MENU, check_action
from simulator.limits.messages import check_messages
from simulator.limits.rules import MUST_BE_SPECIFIED, At, Context, Refusal, too_long
from simulator.limits.shapes import check_kinds, check_shape
from simulator.limits.units import graphemes
from simulator.state.identifiers import USER_ID

MULTICAST_MAX = 500
UNIT = re.compile(r"[A-Za-z0-9_]{1,30}")
LOADING_SECONDS = range(5, 61)
AREAS_MAX = 20
ASPECT_MIN = 1.45
WIDTHS = range(800, 2501)
HEIGHT_MIN = 250
NAME_MAX = 300
CHAT_BAR_TEXT_MAX = 14
ALIAS = re.compile(r"[a-z0-9_-]{1,32}")
ONLY_USER_IDS = "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."

BODY = At("")


def check_send(kind: str, body: dict[str, Any], context: Context) -> list[Refusal]:
    """Check a whole reply, push, multicast or broadcast request. Unknown top-level properties are let through."""
    refusals = [*_check_addressee(kind, body), *_check_units(kind, body)]
    muted = body.get("notificationDisabled")
    if muted is not None and not isinstance(muted, bool):
        refusals.append(Refusal(BODY / "notificationDisabled", "must be a boolean"))
    return refusals + check_messages(body.get("messages"), context)


def _check_addressee(kind: str, body: dict[str, Any]) -> Iterator[Refusal]:
    match kind:
        case "reply" if not isinstance(body.get("replyToken"), str) or not body["replyToken"]:
            yield Refusal(BODY / "replyToken", MUST_BE_SPECIFIED)
        case "push" if not isinstance(body.get("to"), str) or not body["to"]:
            yield Refusal(BODY / "to", MUST_BE_SPECIFIED)
        case "multicast":
            yield from _check_many(body.get("to"))


def _check_many(to: Any) -> Iterator[Refusal]:
    if not isinstance(to, list) or not 1 <= len(to) <= MULTICAST_MAX:
        yield Refusal(BODY / "to", f"Size must be between 1 and {MULTICAST_MAX}")
        return
    for index, user_id in enumerate(to):
        if not isinstance(user_id, str) or not USER_ID.fullmatch(user_id):
            yield Refusal(BODY / "to" / index, f"The property, to[{index}], in the request body is invalid", 35)


def _check_units(kind: str, body: dict[str, Any]) -> Iterator[Refusal]:
    units = body.get("customAggregationUnits")
    if units is None or kind not in ("push", "multicast"):
        return
    at = BODY / "customAggregationUnits"
    if not isinstance(units, list) or len(units) > 1:
        yield Refusal(at, "Size must be between 0 and 1", 34)
        return
    for index, unit in enumerate(units):
        if not isinstance(unit, str) or not UNIT.fullmatch(unit):
            yield Refusal(at / index, "must be 1 to 30 letters, digits or _")


def check_loading(body: dict[str, Any]) -> list[Refusal]:
    return list(_check_loading(body))


def _check_loading(body: dict[str, Any]) -> Iterator[Refusal]:
    chat_id, seconds = body.get("chatId"), body.get("loadingSeconds")
    if not isinstance(chat_id, str) or not USER_ID.fullmatch(chat_id):
        yield Refusal(BODY / "chatId", ONLY_USER_IDS, 37)
    if seconds is None:
        return
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds not in LOADING_SECONDS:
        yield Refusal(BODY / "loadingSeconds", "Must be between 5 and 60")
    elif seconds % 5:
        yield Refusal(BODY / "loadingSeconds", "must be a multiple of five", 36)


def check_rich_menu(body: dict[str, Any]) -> list[Refusal]:
    # The SDK counts code points: a Thai chatBarText of 14 graphemes would be too long for it. These two are ours.
    for_sdk = {**body, "name": "name", "chatBarText": "text"}
    shape = list(check_shape("RichMenuRequest", for_sdk, BODY))
    refused = shape or list(check_kinds(body, BODY))
    return refused or [*_check_menu_texts(body), *_check_menu_size(body), *_check_menu_areas(body)]


def _check_menu_texts(body: dict[str, Any]) -> Iterator[Refusal]:
    for name, limit, rule in (("name", NAME_MAX, 40), ("chatBarText", CHAT_BAR_TEXT_MAX, None)):
        text = body.get(name)
        if not isinstance(text, str) or not text:
            yield Refusal(BODY / name, MUST_BE_SPECIFIED, rule)
        elif graphemes(text) > limit:
            yield Refusal(BODY / name, too_long(limit))
    if not isinstance(body.get("selected"), bool):
        yield Refusal(BODY / "selected", MUST_BE_SPECIFIED)


def _check_menu_size(body: dict[str, Any]) -> Iterator[Refusal]:
    size = body.get("size")
    if not isinstance(size, dict):
        yield Refusal(BODY / "size", MUST_BE_SPECIFIED)
        return
    width, height = size.get("width") or 0, size.get("height") or 0
    if width not in WIDTHS:
        yield Refusal(BODY / "size" / "width", f"Must be between {WIDTHS.start} and {WIDTHS.stop - 1}")
    if height < HEIGHT_MIN:
        yield Refusal(BODY / "size" / "height", f"Must be {HEIGHT_MIN} or more")
    elif width / height < ASPECT_MIN:
        yield Refusal(BODY / "size", f"The aspect ratio (width / height) must be at least {ASPECT_MIN}", 39)


def _check_menu_areas(body: dict[str, Any]) -> Iterator[Refusal]:
    areas = body.get("areas")
    if not isinstance(areas, list):
        yield Refusal(BODY / "areas", MUST_BE_SPECIFIED)
        return
    if len(areas) > AREAS_MAX:
        yield Refusal(BODY / "areas", f"Size must be between 0 and {AREAS_MAX}", 38)
    for index, area in enumerate(areas):
        at = BODY / "areas" / index
        if not area.get("bounds"):
            yield Refusal(at / "bounds", MUST_BE_SPECIFIED)
        yield from check_action(area.get("action"), at / "action", RICH_MENU)
