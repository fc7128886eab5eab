"""Functions on numbers."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from forms.xpath.values import Value, XNode, text_number, to_number


def whole(value: float) -> float:
    """The number without its fraction."""
    return float(math.trunc(value)) if math.isfinite(value) else value


def rounded(value: float, digits: float = 0.0) -> float:
    """One argument: half towards plus infinity, as XPath. Two: half away from zero."""
    if not math.isfinite(value) or not math.isfinite(digits):
        return value
    if digits == 0:
        return float(math.floor(value + 0.5))
    unit = Decimal(1).scaleb(-int(max(-15, min(15, digits))))
    exact = Decimal(repr(value))
    return float((exact / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit) if abs(exact / unit) < 10**20 else value


def floor(value: float) -> float:
    return float(math.floor(value)) if math.isfinite(value) else value


def ceiling(value: float) -> float:
    return float(math.ceil(value)) if math.isfinite(value) else value


def total(nodes: list[XNode]) -> float:
    """The sum of the nodes' numbers; blank ones count nothing, other text makes it NaN."""
    return math.fsum(text_number(text) for node in nodes if (text := node.text()).strip())


def _numbers(values: tuple[Value, ...]) -> list[float]:
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found += [text_number(node.text()) for node in value]
        else:
            found.append(to_number(value))
    return found


def least(*values: Value) -> float:
    return _extreme(min, values)


def greatest(*values: Value) -> float:
    return _extreme(max, values)


def _extreme(choose: Callable[[list[float]], float], values: tuple[Value, ...]) -> float:
    numbers = _numbers(values)
    return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan


def absolute(value: float) -> float:
    return abs(value)


def power(base: float, exponent: float) -> float:
    return _safe(lambda: float(math.pow(base, exponent)))


def root(value: float) -> float:
    return _safe(lambda: math.sqrt(value))


def atan2(y: float, x: float) -> float:
    return math.atan2(y, x)


def pi() -> float:
    return math.pi


def _safe(run: Callable[[], float]) -> float:
    try:
        return run()
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def _of_one(run: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: _safe(lambda: float(run(value)))


def _log(run: Callable[[float], float]) -> Callable[[float], float]:
    return _of_one(lambda value: -math.inf if value == 0 else run(value))


ONE_NUMBER: dict[str, Callable[[float], float]] = {
    "log": _log(math.log),
    "log10": _log(math.log10),
    "exp": _of_one(math.exp),
    "exp10": _of_one(lambda value: math.pow(10, value)),
    "sin": _of_one(math.sin),
    "cos": _of_one(math.cos),
    "tan": _of_one(math.tan),
    "asin": _of_one(math.asin),
    "acos": _of_one(math.acos),
    "atan": _of_one(math.atan),
}
