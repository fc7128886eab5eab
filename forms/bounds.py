"""The values a question allows by itself: bounds of a simple constraint, the scale of a range."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import ceil, floor, isfinite

from forms.xpath.tree import Binary, Call, Expression, Literal, Negative, Number, Path, Start

_STRICT = frozenset({"<", ">"})
FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a `range` question: from `start` to `end` in steps."""

    start: Decimal
    end: Decimal
    step: Decimal

    def holds(self, text: str) -> bool:
        """Return whether a decimal text is a number of the scale."""
        number = Decimal(text)
        low, high = sorted((self.start, self.end))
        return low <= number <= high and (not self.step or (number - self.start) % abs(self.step) == 0)


def scale(attributes: Mapping[str, str]) -> Scale | None:
    """Return the scale a range's attributes start, end and step describe, None when they do not."""
    try:
        start, end, step = (Decimal(attributes[name]) for name in ("start", "end", "step"))
    except (KeyError, InvalidOperation):
        return None
    return Scale(start, end, step)


def bounds(constraint: Expression, *, whole: bool = False) -> tuple[Expression | None, Expression | None]:
    """Return the expressions of the least and greatest value, None where the constraint names none.

    Only what all of the constraint demands counts: parts joined by `and`, comparing `.` with a number,
    a text or today(). Strict comparisons with a number bound only what is `whole`: `. > 0` begins at 1.
    """
    least = greatest = None
    for part in joined(constraint):
        sign, limit = _limit(part)
        if whole and sign in _STRICT:
            sign, limit = _nearest(sign, limit)
        if sign == ">=" and least is None:
            least = limit
        elif sign == "<=" and greatest is None:
            greatest = limit
    return least, greatest


def joined(tree: Expression) -> list[Expression]:
    """Return the conditions that `and` joins."""
    if isinstance(tree, Binary) and tree.operator == "and":
        return [*joined(tree.left), *joined(tree.right)]
    return [tree]


def _limit(tree: Expression) -> tuple[str, Expression | None]:
    match tree:
        case Binary(sign, left, right) if sign in FLIPPED and is_self(left) and _is_plain(right):
            return sign, right
        case Binary(sign, left, right) if sign in FLIPPED and is_self(right) and _is_plain(left):
            return FLIPPED[sign], left
    return "", None


def _nearest(sign: str, limit: Expression | None) -> tuple[str, Expression | None]:
    """Return a strict comparison with a number as one with the nearest whole number that holds."""
    match limit:
        case Number(value):
            number = value
        case Negative(Number(value)):
            number = -value
        case _:
            return "", None
    if not isfinite(number):
        return "", None
    nearest = floor(number) + 1 if sign == ">" else ceil(number) - 1
    return f"{sign}=", Negative(Number(float(-nearest))) if nearest < 0 else Number(float(nearest))


def is_self(tree: Expression) -> bool:
    """Return whether a tree is `.`, the answer itself."""
    return isinstance(tree, Path) and tree.start is Start.HERE and len(tree.steps) == 1 and tree.steps[0].axis == "self"


def _is_plain(tree: Expression) -> bool:
    match tree:
        case Number() | Literal() | Negative(Number()) | Call("today", ()):
            return True
    return False
