"""The forty rules LINE enforces and its OpenAPI description does not carry, numbered, and what a refusal is.

Numbers stand in every refusal, in the ledger and in the tests, so that a refused message leads to its rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field

RULES = {
    1: "text is not empty",
    2: "text is at most 5000 UTF-16 units",
    3: "an emoji's index points at a $",
    4: "every {x} of textV2 has a substitution",
    5: "textV2 has at most 100 substitutions",
    6: "a label keeps the limit of its container: 20, 40 or 12 graphemes",
    7: "a label stands where its container requires one",
    8: "no richmenuswitch in quick replies",
    9: "camera, cameraRoll and location only in quick replies",
    10: "a message action's text is at most 300 graphemes",
    11: "a postback has data",
    12: "displayText and fillInText are at most 300 graphemes",
    13: "displayText or text, not both",
    14: "fillInText needs inputOption openKeyboard",
    15: "a date picker's dates fit its mode, and min < max",
    16: "a URI is http, https, line or tel",
    17: "a URI is at most 1000 UTF-16 units",
    18: "a confirm template has exactly 2 actions",
    19: "a confirm template's text is at most 240 graphemes",
    20: "a buttons template has at most 4 actions",
    21: "a buttons template's text is at most 160 graphemes",
    22: "a buttons template's text is at most 60 graphemes beside a title or image",
    23: "a carousel has at most 10 columns",
    24: "every column has the same number of actions",
    25: "altText is at most 1500 UTF-16 units",
    26: "a flex carousel has at most 12 bubbles",
    27: "the bubbles of a carousel are of one size",
    28: "a bubble is at most 30 KB, a flex carousel 50 KB",
    29: "flex has no unknown property",
    30: "a flex text has text or contents",
    31: "a colour is #RRGGBB or #RRGGBBAA",
    32: "media come by https",
    33: "an imagemap has at most 50 actions",
    34: "a send names one aggregation unit",
    35: "multicast goes to user ids only",
    36: "loadingSeconds is a multiple of five",
    37: "loading is shown to a user id only",
    38: "a rich menu has at most 20 areas",
    39: "a rich menu is at least 1.45 times as wide as high",
    40: "a rich menu has a name",
}


@dataclass(frozen=True)
class At:
    """A place in the request, written as LINE writes it: `messages[0].text`, or `template/columns/5/title`."""

    text: str
    slashes: bool = False

    def __truediv__(self, key: str | int) -> At:
        if self.slashes:
            return At(f"{self.text}/{key}", True)
        if isinstance(key, int):
            return At(f"{self.text}[{key}]")
        return At(f"{self.text}.{key}" if self.text else key)


@dataclass(frozen=True)
class Refusal:
    """One thing LINE would not take. `rule` is a number of RULES, or None for what the published schema says.

    `index` is that of the message: a place inside a template or flex does not name it.
    """

    at: At
    message: str
    rule: int | None = None
    index: int = 0


@dataclass
class Context:
    """What the rules must know of the request and the day: see the faults of the same names."""

    strict_media: bool = False
    escaped: bool = False  # the request wrote Thai as \\uXXXX, which is twice as long as UTF-8
    warnings: list[str] = field(default_factory=list)


def too_long(limit: int) -> str:
    return f"Length must be between 0 and {limit}"


def too_long_in_template(limit: int) -> str:
    return f"must not be longer than {limit} characters"


MUST_BE_SPECIFIED = "must be specified"
