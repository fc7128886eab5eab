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
