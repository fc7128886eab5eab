"""What the properties of flex components may say: keywords, pixels, percentages, ratios; and what may stand in what.

The published schema calls all of these strings. Source: Messaging API reference, "Flex Message"; "Flex Message layout".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simulator.limits.rules import At, Refusal

_PIXELS = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_STEPS = "xs|sm|md|lg|xl|xxl"
_TEXT_SIZE = f"xxs|{_STEPS}|3xl|4xl|5xl"

DISTANCE = re.compile(f"none|{_STEPS}|{_PIXELS}")
INSET = re.compile(f"none|{_STEPS}|-?{_PIXELS}|-?{_PERCENT}")
LENGTH = re.compile(f"{_PIXELS}|{_PERCENT}")
RATIO = re.compile(r"\d+(\.\d+)?:\d+(\.\d+)?")

ANYWHERE = {
    "margin": DISTANCE,
    "spacing": DISTANCE,
    "cornerRadius": DISTANCE,
    "borderWidth": re.compile(f"none|light|normal|medium|semi-bold|bold|{_PIXELS}"),
    "lineSpacing": re.compile(_PIXELS),
    "width": LENGTH,
    "maxWidth": LENGTH,
    "maxHeight": LENGTH,
    "aspectRatio": RATIO,
    **{f"padding{side}": INSET for side in ("All", "Top", "Bottom", "Start", "End")},
    **{f"offset{side}": INSET for side in ("Top", "Bottom", "Start", "End")},
}
BY_COMPONENT = {
    "text": {"size": re.compile(f"{_TEXT_SIZE}|{_PIXELS}")},
    "span": {"size": re.compile(f"{_TEXT_SIZE}|{_PIXELS}")},
    "icon": {"size": re.compile(f"{_TEXT_SIZE}|{_PIXELS}")},
    "image": {"size": re.compile(f"{_TEXT_SIZE}|full|{_PIXELS}|{_PERCENT}")},
    "box": {"height": LENGTH},
    "button": {"height": re.compile("sm|md")},
}
IN_BASELINE = frozenset({"icon", "text", "filler"})


def check_values(component: dict[str, Any], at: At) -> Iterator[Refusal]:
    """Yield every property of this component whose value LINE does not know."""
    patterns = ANYWHERE | BY_COMPONENT.get(component["type"], {})
    for name, value in component.items():
        if name in patterns and isinstance(value, str) and not patterns[name].fullmatch(value):
            yield Refusal(at / name, "invalid property")


def check_family(component: dict[str, Any], at: At) -> Iterator[Refusal]:
    """Yield every child that cannot stand in this parent: icons live in baseline boxes, spans in texts."""
    kind, layout = component["type"], component.get("layout")
    for index, child in enumerate(component.get("contents") or []):
        child_kind = child.get("type")
        if kind == "text":
            fits = child_kind == "span"
        elif layout == "baseline":
            fits = child_kind in IN_BASELINE
        else:
            fits = child_kind not in ("icon", "span")
        if not fits:
            yield Refusal(at / "contents" / index, "invalid property")
