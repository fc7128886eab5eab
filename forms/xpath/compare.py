"""Comparing two values (XPath 1.0, 3.4): of lists of nodes, any pair that agrees is enough."""

import operator
from collections.abc import Callable

from forms.xpath.values import Value, to_number, to_text, to_truth

Test = Callable[[Value, Value], bool]

NUMBERS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
"""How two numbers compare."""


def comparison(sign: str) -> Test:
    """Return the test behind one of = != < <= > >=."""
    single = _equality(sign == "=") if sign in ("=", "!=") else _ordering(NUMBERS[sign])

    def test(left: Value, right: Value) -> bool:
        if not isinstance(left, list) and not isinstance(right, list):
            return single(left, right)
        if isinstance(left, bool) or isinstance(right, bool):
            return single(to_truth(left), to_truth(right))
        return any(single(one, other) for one in _each(left) for other in _each(right))

    return test


def _each(value: Value) -> list[Value]:
    return [node.text() for node in value] if isinstance(value, list) else [value]


def _equality(wanted: bool) -> Test:
    def same(left: Value, right: Value) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            return (to_truth(left) == to_truth(right)) is wanted
        if isinstance(left, float) or isinstance(right, float):
            return (to_number(left) == to_number(right)) is wanted
        return (to_text(left) == to_text(right)) is wanted

    return same


def _ordering(order: Callable[[float, float], bool]) -> Test:
    def ordered(left: Value, right: Value) -> bool:
        return order(to_number(left), to_number(right))

    return ordered
