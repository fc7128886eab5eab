"""Functions on truth."""

from forms.xpath import patterns
from forms.xpath.values import Value, to_number, to_truth


def true() -> bool:
    return True


def false() -> bool:
    return False


def boolean(value: bool) -> bool:
    return value


def negation(value: bool) -> bool:
    return not value


def boolean_from_string(text: str) -> bool:
    """True for "true" and "1" only."""
    return text.strip().lower() in ("true", "1")


def regex(text: str, pattern: str) -> bool:
    return patterns.matches(text, pattern)


def _flat(values: tuple[Value, ...]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        found += [node.text() for node in value] if isinstance(value, list) else [value]
    return found


def _yes(value: Value) -> bool:
    return boolean_from_string(value) if isinstance(value, str) else to_truth(value)


def checklist(least: float, most: float, *values: Value) -> bool:
    """Whether between `least` and `most` values are true; -1 leaves a side open."""
    return _between(sum(_yes(value) for value in _flat(values)), least, most)


def weighted_checklist(least: float, most: float, *values: Value) -> bool:
    """As checklist, of pairs (value, weight)."""
    flat = _flat(values)
    pairs = zip(flat[::2], flat[1::2], strict=False)
    return _between(sum(to_number(weight) for value, weight in pairs if _yes(value)), least, most)


def _between(total: float, least: float, most: float) -> bool:
    return (least < 0 or total >= least) and (most < 0 or total <= most)
