"""Template messages: buttons, confirm, carousel, image carousel. Titles and texts count in graphemes.

Source: Messaging API reference, "Template messages".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.limits.actions import DEFAULT_ACTION, IMAGE_CAROUSEL, TEMPLATE, check_action
from simulator.limits.media import check_media_url
from simulator.limits.rules import MUST_BE_SPECIFIED, At, Context, Refusal, too_long_in_template
from simulator.limits.units import graphemes

TITLE_MAX = 40
CONFIRM_TEXT_MAX = 240
BUTTONS_TEXT_MAX = 160
COLUMN_TEXT_MAX = 120
TEXT_BESIDE_PICTURE_MAX = 60
BUTTONS_ACTIONS_MAX = 4
COLUMN_ACTIONS_MAX = 3
COLUMNS_MAX = 10


def check_template(template: dict[str, Any], context: Context) -> Iterator[Refusal]:
    at = At("template", slashes=True)
    match template["type"]:
        case "buttons":
            yield from _check_buttons(template, at, context)
        case "confirm":
            yield from _check_confirm(template, at)
        case "carousel":
            yield from _check_carousel(template, at, context)
        case "image_carousel":
            yield from _check_image_carousel(template, at, context)


def _check_buttons(template: dict[str, Any], at: At, context: Context) -> Iterator[Refusal]:
    yield from _check_card(template, at, BUTTONS_TEXT_MAX, (21, 22), context)
    yield from _check_count(template["actions"], at / "actions", 1, BUTTONS_ACTIONS_MAX, 20)
    yield from _check_actions(template["actions"], at)


def _check_confirm(template: dict[str, Any], at: At) -> Iterator[Refusal]:
    yield from _check_text(template["text"], at, CONFIRM_TEXT_MAX, 19)
    yield from _check_count(template["actions"], at / "actions", 2, 2, 18)
    yield from _check_actions(template["actions"], at)


def _check_carousel(template: dict[str, Any], at: At, context: Context) -> Iterator[Refusal]:
    columns = template["columns"]
    yield from _check_count(columns, at / "columns", 1, COLUMNS_MAX, 23)
    for index, column in enumerate(columns):
        here = at / "columns" / index
        yield from _check_card(column, here, COLUMN_TEXT_MAX, (None, None), context)
        yield from _check_count(column["actions"], here / "actions", 1, COLUMN_ACTIONS_MAX, None)
        yield from _check_actions(column["actions"], here)
    if len({len(column["actions"]) for column in columns}) > 1:
        yield Refusal(at / "columns", "the number of actions must be the same in all columns", 24)
    for name in ("title", "thumbnailImageUrl"):
        if len({column.get(name) is None for column in columns}) > 1:
            yield Refusal(at / "columns", f"{name} must be specified in all columns or in none", None)


def _check_image_carousel(template: dict[str, Any], at: At, context: Context) -> Iterator[Refusal]:
    yield from _check_count(template["columns"], at / "columns", 1, COLUMNS_MAX, 23)
    for index, column in enumerate(template["columns"]):
        here = at / "columns" / index
        yield from check_media_url(column.get("imageUrl"), here / "imageUrl", context)
        yield from check_action(column.get("action"), here / "action", IMAGE_CAROUSEL)


def _check_card(
    card: dict[str, Any], at: At, text_max: int, rules: tuple[int | None, int | None], context: Context
) -> Iterator[Refusal]:
    title, image = card.get("title"), card.get("thumbnailImageUrl")
    if graphemes(title or "") > TITLE_MAX:
        yield Refusal(at / "title", too_long_in_template(TITLE_MAX))
    if image is not None:
        yield from check_media_url(image, at / "thumbnailImageUrl", context)
    yield from _check_text(card["text"], at, text_max, rules[0])
    if (title or image) and TEXT_BESIDE_PICTURE_MAX < graphemes(card["text"]) <= text_max:
        yield Refusal(at / "text", too_long_in_template(TEXT_BESIDE_PICTURE_MAX), rules[1])
    if card.get("defaultAction") is not None:
        yield from check_action(card["defaultAction"], at / "defaultAction", DEFAULT_ACTION)


def _check_text(text: str, at: At, limit: int, rule: int | None) -> Iterator[Refusal]:
    if not text:
        yield Refusal(at / "text", MUST_BE_SPECIFIED)
    elif graphemes(text) > limit:
        yield Refusal(at / "text", too_long_in_template(limit), rule)


def _check_count(items: list[Any], at: At, least: int, most: int, rule: int | None) -> Iterator[Refusal]:
    if not least <= len(items) <= most:
        yield Refusal(at, f"size must be between {least} and {most}", rule)


def _check_actions(actions: list[Any], at: At) -> Iterator[Refusal]:
    for index, action in enumerate(actions):
        yield from check_action(action, at / "actions" / index, TEMPLATE)
