"""How a form lies before the walk: its stages, which gate stands before what, which item a node belongs to."""

from collections import Counter
from collections.abc import Mapping

from forms.logic import Logic
from forms.node import Item, Node

Stage = tuple[str, "tuple[Stage, ...] | None"]
"""One stage of the walk: a ref to show, or a repeat with the stages of each instance."""


def item_of(nodes: Mapping[str, Node], items: tuple[Item, ...]) -> dict[str, Item]:
    """Return the item each node belongs to: its own, or the one it stands in; by rg:item where one is named."""
    own = {item.ref: item for item in items}
    by_id = {item.id: item for item in items}
    found: dict[str, Item] = {}
    for ref, node in nodes.items():
        item = own.get(ref) or by_id.get(node.item) or found.get(node.parent or "")
        if item is not None:
            found[ref] = item
    return found


def gates(nodes: Mapping[str, Node], logic: Mapping[str, Logic]) -> dict[str, str | None]:
    """Return the nearest node, itself or around it, whose own rule decides whether a node is relevant."""
    found: dict[str, str | None] = {}
    for ref, node in nodes.items():
        found[ref] = ref if logic[ref].relevant is not None else found[node.parent] if node.parent else None
    return found


def alone(nodes: Mapping[str, Node], items: tuple[Item, ...], plan: tuple[Stage, ...]) -> frozenset[str]:
    """Return the refs of items that are one question outside repeats, and nothing else."""
    shown = frozenset(ref for stage in plan for ref in stage_refs(stage))
    counts = Counter(item.ref for ref, item in item_of(nodes, items).items() if ref in shown)
    return frozenset(
        ref for ref, count in counts.items() if count == 1 and ref in shown and nodes[ref].kind == "question"
        and not nodes[ref].depth
    )  # fmt: skip


def plan(nodes: Mapping[str, Node], logic: Mapping[str, Logic], ref: str) -> tuple[Stage, ...]:
    """Return what the walk passes below `ref`, in order; groups are dissolved, repeats kept."""
    stages: list[Stage] = []
    for child in nodes[ref].children:
        node = nodes[child]
        if node.kind == "repeat":
            stages.append((child, plan(nodes, logic, child)))
        elif node.children:
            stages += plan(nodes, logic, child)
        elif node.kind == "question" or (node.kind == "calculate" and logic[child].label):
            stages.append((child, None))
    return tuple(stages)


def stage_refs(stage: Stage) -> list[str]:
    """Return the refs of a stage and of all inside it."""
    ref, inner = stage
    return [ref, *(below for one in inner or () for below in stage_refs(one))]
