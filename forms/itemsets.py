"""Choices of a question: fixed, from a list, filtered by other answers, or taken from answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from forms.itext import Text
from forms.shown import Shown, beside
from forms.xpath.nodes import Context, Element
from forms.xpath.values import XNode


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the name that is stored, the label people see, and the files shown with it."""

    name: str
    label: str
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of one question come from.

    `filtered` says that they depend on answers; the others are made once per language.
    """

    nodes: Callable[[Context], list[XNode]]
    name: Callable[[Context], str]
    label: Callable[[Context], str]
    filtered: bool
    text_id: Callable[[Context], str] | None = None  # of labels that have files beside them
    _made: dict[str, tuple[Choice, ...]] = field(default_factory=dict)

    def choices(self, context: Context) -> tuple[Choice, ...]:
        """Return the choices offered at a place, in their order."""
        if self.filtered:
            return self._choices(context)
        language = context.state.language
        if language not in self._made:
            self._made[language] = self._choices(context)
        return self._made[language]

    def _choices(self, context: Context) -> tuple[Choice, ...]:
        found: list[Choice] = []
        for node in self.nodes(context):
            at_node = Context(context.state, context.pos, node)
            if name := self.name(at_node).strip():
                shown = context.state.shown(self.text_id(at_node)) if self.text_id is not None else ()
                found.append(Choice(name, self.label(at_node).strip() or name, shown))
        return tuple(found)

    def names(self, context: Context) -> frozenset[str]:
        """Return the names offered at a place, without making labels."""
        nodes = self.nodes(context)
        found = (self.name(Context(context.state, context.pos, node)).strip() for node in nodes)
        return frozenset(name for name in found if name)


@dataclass(frozen=True, slots=True)
class FixedChoices:
    """Choices written into the question itself."""

    entries: tuple[tuple[str, Text], ...]
    languages: Callable[[Context], tuple[str, ...]]
    filtered: bool = False

    def choices(self, context: Context) -> tuple[Choice, ...]:
        """Return the choices, in their order."""
        languages = self.languages(context)
        return tuple(
            Choice(name, label.plain(context, languages) or name, beside(label, context, languages))
            for name, label in self.entries
        )

    def names(self, _: Context) -> frozenset[str]:
        """Return the names of the choices."""
        return frozenset(name for name, _ in self.entries)


def column(name: str) -> Callable[[Context], str]:
    """Return the closure that reads a child of the choice at hand, for a plain name."""

    def read(context: Context) -> str:
        node = context.node
        if isinstance(node, Element):
            return node.column(name)
        if node is None:
            return ""
        return next((child.text() for child in node.children() if child.name == name), "")

    return read
