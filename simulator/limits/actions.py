"""Actions: what a tap does, and which action may stand where.

Source: Messaging API reference, "Action objects" and "Quick reply".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.limits.rules import MUST_BE_SPECIFIED, At, Refusal, too_long, too_long_in_template
from simulator.limits.shapes import check_shape
from simulator.limits.units import Unit, graphemes, is_percent_encoded, utf16


@dataclass(frozen=True)
class Place:
    """A container of actions: how long a label may be there and whether one must stand."""

    name: str
    label_max: int
    label_required: bool


QUICK_REPLY = Place("quick reply", 20, True)
TEMPLATE = Place("template", 20, True)
IMAGE_CAROUSEL = Place("image carousel", 12, False)
FLEX_BUTTON = Place("flex button", 40, True)
FLEX = Place("flex", 40, False)
RICH_MENU = Place("rich menu", 20, False)
# An image that opens something, as templates' defaultAction: LINE ignores its label.
DEFAULT_ACTION = Place("default action", 20, False)

LENGTHS: dict[str, dict[str, tuple[int, Unit, int | None]]] = {
    "postback": {
        "data": (300, utf16, None),
        "displayText": (300, graphemes, 12),
        "text": (300, graphemes, 12),
        "fillInText": (300, graphemes, 12),
    },
    "message": {"text": (300, graphemes, 10)},
    "uri": {"uri": (1000, utf16, 17)},
    "datetimepicker": {"data": (300, utf16, None)},
    "clipboard": {"clipboardText": (1000, utf16, None)},
    "richmenuswitch": {"data": (300, utf16, None), "richMenuAliasId": (32, utf16, None)},
}
REQUIRED: dict[str, tuple[tuple[str, int | None], ...]] = {
    "postback": (("data", 11),),
    "message": (("text", None),),
    "uri": (("uri", None),),
    "datetimepicker": (("data", None), ("mode", None)),
    "clipboard": (("clipboardText", None),),
    "richmenuswitch": (("data", None), ("richMenuAliasId", None)),
}
ONLY_IN_QUICK_REPLIES = frozenset({"camera", "cameraRoll", "location"})
ONLY_IN_RICH_MENUS = frozenset({"richmenuswitch"})
SCHEMES = ("http://", "https://", "line://", "tel:")

PICKER_FORMATS = {
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d"),
    "time": (re.compile(r"\d{2}:\d{2}"), "%H:%M"),
    "datetime": (re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}"), "%Y-%m-%dT%H:%M"),
}
YEARS = range(1900, 2101)


def check_action(action: Any, at: At, place: Place) -> Iterator[Refusal]:
    """Yield everything LINE refuses in this action at this place."""
    refused = list(check_shape("Action", action, at))
    if refused:
        yield from refused
        return
    kind = action["type"]
    yield from _check_standing(kind, at, place)
    yield from _check_label(action, at, place)
    yield from _check_texts(action, at)
    match kind:
        case "postback":
            yield from _check_postback(action, at, place)
        case "uri":
            yield from _check_uri(action, at)
        case "datetimepicker":
            yield from _check_picker(action, at)


def _check_standing(kind: str, at: At, place: Place) -> Iterator[Refusal]:
    if kind in ONLY_IN_QUICK_REPLIES and place is not QUICK_REPLY:
        yield Refusal(at / "type", f"{kind} action can only be used in quick replies", 9)
    if kind in ONLY_IN_RICH_MENUS and place is not RICH_MENU:
        yield Refusal(at / "type", f"{kind} action can only be used in rich menus", 8)


def _check_label(action: dict[str, Any], at: At, place: Place) -> Iterator[Refusal]:
    label = action.get("label")
    if not label:
        if place.label_required:
            yield Refusal(at, f"`label` {MUST_BE_SPECIFIED}", 7)
    elif graphemes(label) > place.label_max:
        yield Refusal(at / "label", _long(at, place.label_max), 6)


def _check_texts(action: dict[str, Any], at: At) -> Iterator[Refusal]:
    kind = action["type"]
    for name, rule in REQUIRED.get(kind, ()):
        if not action.get(name):
            yield Refusal(at / name, MUST_BE_SPECIFIED, rule)
    for name, (limit, unit, rule) in LENGTHS.get(kind, {}).items():
        if unit(action.get(name) or "") > limit:
            yield Refusal(at / name, _long(at, limit), rule)


def _check_postback(action: dict[str, Any], at: At, place: Place) -> Iterator[Refusal]:
    if action.get("displayText") is not None and action.get("text") is not None:
        yield Refusal(at, "displayText and text can not be used together", 13)
    if action.get("text") is not None and place is QUICK_REPLY:
        yield Refusal(at / "text", "text can not be used in quick replies", 13)
    if action.get("fillInText") is not None and action.get("inputOption") != "openKeyboard":
        yield Refusal(at / "fillInText", "fillInText can only be used with inputOption openKeyboard", 14)


def _check_uri(action: dict[str, Any], at: At) -> Iterator[Refusal]:
    uri = action.get("uri") or ""
    if uri and not uri.lower().startswith(SCHEMES):
        yield Refusal(at / "uri", "invalid uri scheme", 16)
    elif uri and not is_percent_encoded(uri):
        yield Refusal(at / "uri", "invalid uri", 16)


def _check_picker(action: dict[str, Any], at: At) -> Iterator[Refusal]:
    mode = action.get("mode")
    if mode not in PICKER_FORMATS:
        return
    moments: dict[str, datetime] = {}
    for name in ("initial", "max", "min"):
        text = action.get(name)
        if text is None:
            continue
        moment = picker_moment(mode, text)
        if moment is None:
            yield Refusal(at / name, f"must be a {mode} in the format of mode {mode}", 15)
        else:
            moments[name] = moment
    if "min" in moments and "max" in moments and moments["min"] >= moments["max"]:
        yield Refusal(at / "max", "max must be greater than min", 15)


def picker_moment(mode: str, text: str) -> datetime | None:
    """Read what a datetimepicker of this mode writes, from 1900 to 2100; None for anything else."""
    shape, form = PICKER_FORMATS[mode]
    if not shape.fullmatch(text):
        return None
    try:
        moment = datetime.strptime(text.upper(), form)
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def _long(at: At, limit: int) -> str:
    return too_long_in_template(limit) if at.slashes else too_long(limit)
