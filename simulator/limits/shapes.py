"""Shapes: types, required properties, enumerations, checked by the SDK's models, which are made from LINE's schema.

The SDK is read at the first validation, not at import: it costs more than half a second. Its own traps are worked
around here: it counts code points where LINE counts graphemes, and it forgets unknown properties without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from simulator.limits.rules import MUST_BE_SPECIFIED, At, Refusal


@cache
def _sdk() -> Any:
    import linebot.v3.messaging

    return linebot.v3.messaging


def warm_up() -> None:
    """Read the SDK now, so that the first send does not wait for it."""
    _sdk()


# Where LINE wants an object or an array of objects: the models look away when an empty string or list stands there.
OBJECTS = frozenset(
    [
        "quickReply",
        "action",
        "defaultAction",
        "template",
        "styles",
        "header",
        "hero",
        "body",
        "footer",
        "background",
        "altContent",
        "sender",
        "altUri",
        "substitution",
        "baseSize",
        "video",
        "externalLink",
        "area",
        "bounds",
    ]
)
ARRAYS = frozenset(["items", "actions", "columns", "emojis", "areas"])
EITHER = frozenset({"contents"})  # a flex message's container, a box's components


def check_kinds(value: Any, at: At) -> Iterator[Refusal]:
    """Yield every place in `value`, however deep, where an object or an array of objects belongs and none is."""
    for name, part in value.items():
        if part is None:
            continue
        here = at / name
        if isinstance(part, dict):
            yield from check_kinds(part, here)
        elif isinstance(part, list) and name in ARRAYS | EITHER:
            for index, element in enumerate(part):
                if isinstance(element, dict):
                    yield from check_kinds(element, here / index)
                else:
                    yield Refusal(here / index, "must be an object")
        elif name in OBJECTS | ARRAYS | EITHER:
            yield Refusal(here, "must be an array" if name in ARRAYS else "must be an object")


def check_shape(model: str, value: Any, at: At) -> Iterator[Refusal]:
    """Yield what the SDK's model of this name refuses in `value`, at most a few refusals of the first bad part."""
    if not isinstance(value, dict):
        yield Refusal(at, "must be an object")
        return
    try:
        getattr(_sdk(), model).from_dict(value)
    except KeyError:
        yield Refusal(at / "type", MUST_BE_SPECIFIED)
    except (ValueError, TypeError, AttributeError) as refused:
        # pydantic's ValidationError, a ValueError, says what is wrong. The bare ones mean an unknown `type`, or a
        # string where an object belongs.
        errors: list[Any] = getattr(refused, "errors", list)()
        for error in errors:
            yield Refusal(_place(at, error["loc"]), _sentence(error))
        if errors:
            return
        yield Refusal(at / "type", "Must be one of the following values: [" + ", ".join(_types(model)) + "]")


def _place(at: At, location: tuple[str | int, ...]) -> At:
    for key in location:
        at = at / (_alias(key) if isinstance(key, str) else key)
    return at


def _alias(name: str) -> str:
    """Turn alt_text into altText: the models report either."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _sentence(error: Any) -> str:
    limit = error.get("ctx", {}).get("limit_value")
    match error["type"]:
        case "value_error.missing" | "type_error.none.not_allowed":
            return MUST_BE_SPECIFIED
        case "value_error.any_str.max_length":
            return f"Length must be between 0 and {limit}"
        case "value_error.list.max_items":
            return f"Size must be between 0 and {limit}"
        case "value_error.list.min_items":
            return f"Size must be {limit} or more"
    text = str(error["msg"])
    return text.replace("must be one of enum values", "Must be one of the following values:")


def _types(model: str) -> list[str]:
    mapping = getattr(getattr(_sdk(), model), f"_{model}__discriminator_value_class_map", {})
    return sorted(mapping)


@cache
def known_properties(model: str) -> frozenset[str]:
    """Return the JSON names a model knows."""
    fields = getattr(_sdk(), model).__fields__.values()
    return frozenset(str(field.alias) for field in fields)
