"""Walking a path step by step, where its target is not known from the form alone."""

from collections.abc import Callable, Iterable, Sequence

from forms.xpath.nodes import Context
from forms.xpath.tree import Step
from forms.xpath.values import Value, XNode, to_truth

Closure = Callable[[Context], Value]


def walk(start: list[XNode], steps: Sequence[tuple[Step, list[Closure]]], context: Context) -> list[XNode]:
    """Return the nodes reached from `start`, in document order of the walk, without doubles."""
    found = start
    for step, predicates in steps:
        reached: list[XNode] = []
        for node in found:
            matching = [one for one in _axis(node, step) if _matches(one, step)]
            reached += filtered(matching, predicates, context) if predicates else matching
        context.state.spend(len(found) + len(reached))
        found = list(dict.fromkeys(reached)) if len(found) > 1 else reached
    return found


def filtered(nodes: list[XNode], predicates: Iterable[Closure], context: Context) -> list[XNode]:
    """Return the nodes for which every predicate holds; a number asks for that position."""
    for test in predicates:
        size = len(nodes)
        context.state.spend(size)
        kept: list[XNode] = []
        for position, node in enumerate(nodes, start=1):
            value = test(Context(context.state, context.pos, node, position, size))
            if value == position if isinstance(value, float) else to_truth(value):
                kept.append(node)
        nodes = kept
    return nodes


def _matches(node: XNode, step: Step) -> bool:
    return step.test in ("*", "node()", node.name)


def _axis(node: XNode, step: Step) -> Sequence[XNode]:
    match step.axis:
        case "child":
            return node.children()
        case "self":
            return [node]
        case "parent":
            parent = node.parent()
            return [parent] if parent is not None else []
        case "attribute":
            text = node.attribute(step.test)
            return [Attribute(step.test, text, node)] if text is not None else []
        case "ancestor" | "ancestor-or-self":
            return _above(node, own=step.axis == "ancestor-or-self")
        case "descendant" | "descendant-or-self":
            return _below(node, own=step.axis == "descendant-or-self")
        case _:
            return _siblings(node, following=step.axis == "following-sibling")


def _above(node: XNode, *, own: bool) -> list[XNode]:
    found = [node] if own else []
    parent = node.parent()
    while parent is not None:
        found.append(parent)
        parent = parent.parent()
    return found


def _below(node: XNode, *, own: bool) -> list[XNode]:
    found = [node] if own else []
    for child in node.children():
        found += _below(child, own=True)
    return found


def _siblings(node: XNode, *, following: bool) -> list[XNode]:
    parent = node.parent()
    family = list(parent.children()) if parent is not None else [node]
    at = family.index(node)
    return family[at + 1 :] if following else family[:at][::-1]


class Attribute:
    """An attribute of an element, read as a node."""

    __slots__ = ("_owner", "_text", "name")

    def __init__(self, name: str, text: str, owner: XNode) -> None:
        self.name = name
        self._text = text
        self._owner = owner

    def text(self) -> str:
        return self._text

    def parent(self) -> XNode | None:
        return self._owner

    def children(self) -> Sequence[XNode]:
        return ()

    def attribute(self, _name: str, /) -> str | None:
        return None
