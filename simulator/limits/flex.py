"""Flex messages: unknown properties, colours, sizes, and the actions within.

Which properties a component knows is read from the SDK's models; they drop unknown ones without a word, LINE refuses
them. Source: Messaging API reference, "Flex Message".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from simulator.limits.actions import FLEX, FLEX_BUTTON, check_action
from simulator.limits.flex_values import check_family, check_values
from simulator.limits.media import check_media_url
from simulator.limits.rules import MUST_BE_SPECIFIED, At, Context, Refusal
from simulator.limits.shapes import known_properties

BUBBLES_MAX = 12
BUBBLE_BYTES_MAX = 30_000  # LINE says 30 KB; 1000 is the careful reading
CAROUSEL_BYTES_MAX = 50_000
DEFAULT_SIZE = "mega"
VIDEO_SIZES = frozenset({"kilo", "mega", "giga"})
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")

COMPONENTS = {
    "box": "FlexBox",
    "button": "FlexButton",
    "filler": "FlexFiller",
    "icon": "FlexIcon",
    "image": "FlexImage",
    "separator": "FlexSeparator",
    "span": "FlexSpan",
    "text": "FlexText",
    "video": "FlexVideo",
}
BLOCKS = ("header", "hero", "body", "footer")
ROOT = At("", slashes=True)


def check_flex(contents: dict[str, Any], context: Context) -> Iterator[Refusal]:
    """Check the container of a flex message: one bubble, or a carousel of them."""
    if contents["type"] == "carousel":
        yield from _check_carousel(contents, context)
    else:
        yield from _check_size(contents, ROOT, BUBBLE_BYTES_MAX, context)
        yield from _check_bubble(contents, ROOT, context, alone=True)


def _check_carousel(carousel: dict[str, Any], context: Context) -> Iterator[Refusal]:
    bubbles = carousel["contents"]
    yield from _check_known(carousel, "FlexCarousel", ROOT)
    yield from _check_size(carousel, ROOT, CAROUSEL_BYTES_MAX, context)
    if not 1 <= len(bubbles) <= BUBBLES_MAX:
        yield Refusal(ROOT / "contents", f"size must be between 1 and {BUBBLES_MAX}", 26)
    if len({bubble.get("size", DEFAULT_SIZE) for bubble in bubbles}) > 1:
        yield Refusal(ROOT / "contents", "the size of the bubbles must be the same", 27)
    for index, bubble in enumerate(bubbles):
        yield from _check_size(bubble, ROOT / "contents" / index, BUBBLE_BYTES_MAX, context)
        yield from _check_bubble(bubble, ROOT / "contents" / index, context, alone=False)


def _check_bubble(bubble: dict[str, Any], at: At, context: Context, *, alone: bool) -> Iterator[Refusal]:
    yield from _check_known(bubble, "FlexBubble", at)
    styles = bubble.get("styles") or {}
    yield from _check_known(styles, "FlexBubbleStyles", at / "styles")
    for block in BLOCKS:
        style = styles.get(block) or {}
        yield from _check_known(style, "FlexBlockStyle", at / "styles" / block)
        yield from _check_colours(style, at / "styles" / block)
    if bubble.get("action") is not None:
        yield from check_action(bubble["action"], at / "action", FLEX)
    for block in BLOCKS:
        if bubble.get(block) is not None:
            yield from _check_component(bubble[block], at / block, context)
    yield from _check_videos(bubble, at, alone=alone)


def _check_component(component: dict[str, Any], at: At, context: Context) -> Iterator[Refusal]:
    kind = component.get("type")
    if not isinstance(kind, str) or kind not in COMPONENTS:
        yield Refusal(at / "type", f"Must be one of the following values: [{', '.join(COMPONENTS)}]")
        return
    yield from _check_known(component, COMPONENTS[kind], at)
    yield from _check_colours(component, at)
    yield from check_values(component, at)
    yield from check_family(component, at)
    if kind == "text" and not component.get("text") and not component.get("contents"):
        yield Refusal(at / "text", "text or contents must be specified", 30)
    if kind == "span" and not component.get("text"):
        yield Refusal(at / "text", MUST_BE_SPECIFIED)
    for name in ("url", "previewUrl"):
        if name in component:
            yield from check_media_url(component[name], at / name, context)
    if component.get("action") is not None:
        yield from check_action(component["action"], at / "action", FLEX_BUTTON if kind == "button" else FLEX)
    if component.get("background"):
        yield from _check_known(component["background"], "FlexBoxLinearGradient", at / "background")
        yield from _check_colours(component["background"], at / "background")
    for index, child in enumerate(component.get("contents") or []):
        yield from _check_component(child, at / "contents" / index, context)
    if kind == "video":
        yield from _check_component(component["altContent"], at / "altContent", context)


def _check_videos(bubble: dict[str, Any], at: At, *, alone: bool) -> Iterator[Refusal]:
    fitting = alone and bubble.get("size", DEFAULT_SIZE) in VIDEO_SIZES
    for block in BLOCKS:
        holds_video = (bubble.get(block) or {}).get("type") == "video"
        if holds_video and not (fitting and block == "hero"):
            yield Refusal(at / block, "video can only be the hero of a kilo, mega or giga bubble outside a carousel")


def _check_known(part: dict[str, Any], model: str, at: At) -> Iterator[Refusal]:
    for name in part:
        if name not in known_properties(model):
            yield Refusal(at / name, "unknown field", 29)


def _check_colours(part: dict[str, Any], at: At) -> Iterator[Refusal]:
    for name, value in part.items():
        is_colour = name == "color" or name.endswith("Color")
        if is_colour and value is not None and not COLOUR.fullmatch(str(value)):
            yield Refusal(at / name, "invalid property", 31)


def _check_size(part: dict[str, Any], at: At, limit: int, context: Context) -> Iterator[Refusal]:
    """Refuse what is too large in UTF-8; warn when only the escaped form LINE received is: which counts is unknown."""
    compact = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    size = len(compact.encode("utf-8", "surrogatepass"))
    if size > limit:
        yield Refusal(at, f"must not be larger than {limit} bytes", 28)
    elif context.escaped and len(json.dumps(part, separators=(",", ":"))) > limit:
        context.warnings.append(f"flex at {at.text or '/'} is {size} bytes in UTF-8 and more than {limit} as received")
