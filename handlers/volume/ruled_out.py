"""Which items an office ruled out by its own word at a gate, apart from those its form simply had no reason to ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from forms.form import Form
from forms.instance import Instance


def by_gates(instance: Instance) -> frozenset[str]:
    """Return the refs of the items behind a gate that the office has closed: not acted on, or none of its business."""
    return frozenset(
        item for item, rules in _behind_gates(instance.form).items() if any(_is_closed(instance, ref) for ref in rules)
    )


def _is_closed(instance: Instance, ref: str) -> bool:
    return not any(instance.relevant(ref, pos) for pos in instance.positions(instance.form.nodes[ref]))


@lru_cache(maxsize=64)
def _behind_gates(form: Form) -> dict[str, tuple[str, ...]]:
    """Return, for each item behind gates, the nodes whose own rule reads what was said at one."""
    gates = frozenset(ref for ref, node in form.nodes.items() if node.role == "gate")
    found = {item.ref: tuple(ref for ref in _rules(form, item.ref) if _reads(form, ref) & gates) for item in form.items}
    return {item: rules for item, rules in found.items() if rules}


def _rules(form: Form, ref: str | None) -> Iterator[str]:
    """Yield the node, and those around it, that have a rule of their own."""
    while ref is not None and (ref := form.gates[ref]) is not None:
        yield ref
        ref = form.nodes[ref].parent


def _reads(form: Form, ref: str) -> frozenset[str]:
    rule = form.logic[ref].relevant
    return rule.reads if rule is not None else frozenset()
