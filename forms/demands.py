"""What a constraint demands, part by part, so that a refused answer can be told which of it was not kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from forms.bounds import FLIPPED, is_self, joined
from forms.xpath.tree import Binary, Call, Expression, Literal

Of = OneOf["value", "length", "chosen", "digits", "pattern"]
_SIGNS = {**FLIPPED, "=": "=", "!=": "!="}
_MEASURES: dict[str, Of] = {"string-length": "length", "count-selected": "chosen"}
_DIGITS = re.compile(r"\^?(?:\[0-9\]|\\d)\{(?P<least>\d+)(?:,(?P<most>\d+))?\}\$?")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the conditions an `and` joins: the value, length or number of choices of an answer beside a limit.

    "digits" wants so many of them (`limit` is "13" or "9-10"), "pattern" any other form of text.
    """

    of: Of
    sign: str
    whole: Expression
    limit: Expression


def parts(constraint: Expression) -> Iterator[Part]:
    """Yield the parts of a constraint that can be told in words."""
    for one in joined(constraint):
        match one:
            case Call("regex", (tested, Literal(pattern))) if is_self(tested):
                digits = _DIGITS.fullmatch(pattern)
                wanted = "-".join(filter(None, digits.groups())) if digits else ""
                yield Part("digits" if digits else "pattern", "", one, Literal(wanted))
            case Binary(sign, left, right) if sign in _SIGNS:
                if (of := _measured(left)) is not None:
                    yield Part(of, sign, one, right)
                elif (of := _measured(right)) is not None:
                    yield Part(of, _SIGNS[sign], one, left)


def _measured(tree: Expression) -> Of | None:
    """Return what of an answer an operand is, None when it is something else."""
    if is_self(tree):
        return "value"
    match tree:
        case Call(name, (tested,)) if name in _MEASURES and is_self(tested):
            return _MEASURES[name]
    return None
