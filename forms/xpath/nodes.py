"""What expressions walk over: places of the form's instance and elements of choice lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from forms.node import Node, inside, outside
from forms.xpath.values import XNode

if TYPE_CHECKING:
    from forms.shown import Shown


class State(Protocol):
    """What an expression may ask of the interview it runs in."""

    @property
    def nodes(self) -> Mapping[str, Node]: ...
    @property
    def now(self) -> datetime: ...
    @property
    def language(self) -> str: ...
    @property
    def seed(self) -> int: ...
    def value(self, ref: str, pos: str) -> str:
        """Return the text at a place, '' when it is blank or not relevant."""

    def relevant(self, ref: str, pos: str) -> bool: ...
    def count(self, ref: str, pos: str) -> int:
        """Return how many instances of the repeat `ref` stand below `pos`."""

    def choices_root(self, name: str) -> "Element | None":
        """Return the document of a secondary instance."""

    def choice_label(self, ref: str, pos: str, name: str) -> str: ...
    def itext(self, text_id: str) -> str: ...
    def shown(self, text_id: str) -> "tuple[Shown, ...]":
        """Return the files beside a text of the form."""

    def identity(self, name: str) -> str: ...
    def chance(self) -> bytes:
        """Return 32 fresh bytes, a function of the interview's seed and turn."""

    def spend(self, steps: int) -> None:
        """Count work done. Raises BudgetSpent."""


class Context:
    """Where an expression runs: the pos of its question, and inside predicates the node at hand."""

    __slots__ = ("node", "pos", "position", "size", "state")

    def __init__(self, state: State, pos: str, node: XNode | None = None, position: int = 1, size: int = 1) -> None:
        self.state = state
        self.pos = pos
        self.node = node
        self.position = position
        self.size = size


class Place:
    """A node of the form's instance: a ref at a pos."""

    __slots__ = ("node", "pos", "state")

    def __init__(self, state: State, node: Node, pos: str) -> None:
        self.state = state
        self.node = node
        self.pos = pos

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.node.ref == other.node.ref and self.pos == other.pos

    def __hash__(self) -> int:
        return hash((self.node.ref, self.pos))

    @property
    def name(self) -> str:
        return self.node.name

    def text(self) -> str:
        if self.node.children:
            return "".join(child.text() for child in self.children())
        return self.state.value(self.node.ref, self.pos)

    def parent(self) -> "Place | None":
        if self.node.parent is None:
            return None
        pos = outside(self.pos) if self.node.kind == "repeat" else self.pos
        return Place(self.state, self.state.nodes[self.node.parent], pos)

    def children(self) -> Sequence["Place"]:
        found: list[Place] = []
        for ref in self.node.children:
            child = self.state.nodes[ref]
            if child.kind == "repeat":
                count = self.state.count(ref, self.pos)
                found += [Place(self.state, child, inside(self.pos, n + 1)) for n in range(count)]
            else:
                found.append(Place(self.state, child, self.pos))
        return found

    def attribute(self, _name: str, /) -> str | None:
        return None


class Element:
    """A node of a secondary instance: a choice list, an attached table."""

    __slots__ = ("_attributes", "_by_column", "_children", "_parent", "_text", "name")

    def __init__(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._text = text
        self._attributes = dict(attributes or {})
        self._children: list[Element] = []
        self._by_column: dict[str, dict[str, Element]] | None = None
        self._parent: Element | None = None

    def append(self, child: "Element") -> None:
        child._parent = self
        self._children.append(child)

    def text(self) -> str:
        if self._children:
            return "".join(child.text() for child in self._children)
        return self._text

    def parent(self) -> "Element | None":
        return self._parent

    def children(self) -> Sequence["Element"]:
        return self._children

    def attribute(self, name: str) -> str | None:
        return self._attributes.get(name)

    def column(self, name: str) -> str:
        """Return the text of the first child called `name`, or ''."""
        for child in self._children:
            if child.name == name:
                return child.text()
        return ""

    def first(self, column: str, value: str) -> "Element | None":
        """Return the first row below whose `column` is `value`. The index made for it is kept: tables never change."""
        if self._by_column is None:
            self._by_column = {}
        if column not in self._by_column:
            self._by_column[column] = {row.column(column): row for row in reversed(self._children)}
        return self._by_column[column].get(value)
