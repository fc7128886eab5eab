"""A filled form, as a Word file or pasted as text, read as proposals: what stands under which of the form's headings.

Nothing is stored here: every item is shown to the officer, who confirms or corrects it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from exports import numbered_lines
from exports.flow import Drawn, Line
from exports.headings import Heading, Kind, split
from exports.read_word import Found, read_placed
from forms import interview
from forms.facts import Index
from forms.form import Form
from forms.node import Node
from forms.prompt import Prompt, prompt
from handlers.volume import blank_form, printed_form

LIKE = 12  # a line that begins with so many signs of a title may be one
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_KINDS: dict[str, Kind] = {
    "narrative": "text",
    "list": "list",
    "table": "table",
    "number": "short",
    "date": "short",
    "choice": "short",
}


@dataclass(frozen=True)
class Filled:
    """What a .docx proposes, and the pictures that stand in it under each heading."""

    found: list[Found]
    pictures: Mapping[str, tuple[Drawn, ...]]


def read(form: Form, document: bytes) -> list[Found]:
    """Return what a .docx proposes for a form, gates of filled sections included. Raises exports' NotADocument."""
    return read_file(form, document).found


def read_file(form: Form, document: bytes) -> Filled:
    """Return what a .docx proposes for a form, and what it holds beside that. Raises exports' NotADocument."""
    from exports.document import read_document  # web workers never need it
    from exports.read_fields import read_fields

    typed = read_fields(document, blank_form.PREFIX)
    read = [Found(*at, text, 1.0) for at, text in blank_form.answers_in(form, typed or []).items()]
    filled = {_item_of(form, each.ref) for each in read}
    if typed is not None:  # a field may have been deleted and its answer typed below the title
        filled |= {item.ref for item in form.items if _KINDS.get(item.kind) != "text"}
    placed = read_placed(read_document(document), outline(form))
    read += [each for each in placed.found if _item_of(form, each.ref) not in filled]
    found = _in_order(form, read)
    told = {each.ref for each in found}
    shown = [Found(ref, "", "", 1.0) for ref in placed.pictures]
    gates = [gate for gate in _gates(form, [*found, *shown]) if gate.ref not in told]
    return Filled([*gates, *found], placed.pictures)


def _item_of(form: Form, ref: str) -> str:
    item = form.item_of.get(ref)
    return item.ref if item is not None else ref


def _in_order(form: Form, found: Iterable[Found]) -> list[Found]:
    """Return what was found in the form's order, row by row."""
    order = {ref: place for place, ref in enumerate(form.nodes)}

    def place(each: Found) -> tuple[int, int, int]:
        return order[_item_of(form, each.ref)], int(each.pos or 0), order[each.ref]

    return sorted(found, key=place)


@dataclass(frozen=True)
class Pasted:
    """What a pasted report proposes, and how many characters of it stand before its first heading."""

    found: list[Found]
    unplaced: int


def read_text(form: Form, text: str, at: str) -> Pasted | None:
    """Return what a typed message proposes, where it carries printed titles or numbers; None for any other.

    `at` is the ref of the question asked: a message without titles begins with its number.
    """
    lines = titled(form, text, at)
    if lines is None:
        return None
    placed = read_placed([Line(line) for line in lines], outline(form))
    unplaced = sum(len(line.strip()) for line in lines[: placed.first])
    return Pasted([*_gates(form, placed.found), *placed.found], unplaced) if placed.found else None


def titled(form: Form, text: str, at: str) -> Sequence[str] | None:
    """Return the lines of a message with the form's titles; None where it carries neither titles nor numbers. Quick."""
    lines = text.split("\n")
    if len(lines) < 2 or _carries_titles(form, lines):
        return lines if len(lines) > 1 else None
    return numbered_lines.with_titles(lines, outline(form), at)


@lru_cache(maxsize=64)
def headings(form: Form) -> int:
    """Return how many printed headings a form has: with the lines of a text, how long it takes to read."""
    return sum(1 for _ in _all(outline(form)))


def _carries_titles(form: Form, lines: Sequence[str]) -> bool:
    """Whether several lines begin like printed titles: looked at before anything slow is done."""
    begins = _beginnings(form)
    return sum(split(line)[1][:LIKE] in begins for line in lines) > 1


@lru_cache(maxsize=64)
def _beginnings(form: Form) -> frozenset[str]:
    return frozenset(each.key[:LIKE] for each in _all(outline(form)) if len(each.key) >= LIKE)


def _all(headings: Iterable[Heading]) -> Iterator[Heading]:
    for each in headings:
        yield each
        yield from _all(each.below)


@lru_cache(maxsize=64)
def outline(form: Form) -> tuple[Heading, ...]:
    """Return the printed headings of a form as a tree."""
    return tuple(_Outline(form).headings())


def _gates(form: Form, found: Iterable[Found]) -> list[Found]:
    """Return a yes for every gate in front of something that was filled: who reports on a point has acted on it."""
    answered = {each.ref: each.confidence for each in found}
    gates = []
    for ref, node in form.nodes.items():
        below = [sure for other, sure in answered.items() if node.parent and other.startswith(f"{node.parent}/")]
        if node.role == "gate" and below:
            gates.append(Found(ref, "", "yes", max(below)))
    return gates


class _Outline:
    """The headings of a form as a tree, with titles as they are printed."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._items = {item.ref: item for item in form.items}
        self._labels = printed_form.blank(form)
        self._blank = interview.begin(form, seed=0, now=NEVER, properties={})[0]  # for its texts only

    def headings(self) -> list[Heading]:
        return self._below(self._form.nodes[self._form.root])

    def _below(self, node: Node) -> list[Heading]:
        return [heading for ref in node.children for heading in self._of(self._form.nodes[ref])]

    def _of(self, node: Node) -> list[Heading]:
        item = self._items.get(node.ref)
        if item is not None:
            kind = _KINDS.get(item.kind)
            # What cannot be read from paper still ends the answer before it.
            return [self._item(node, kind) if kind else Heading(node.ref, node.number, self._title(node), "section")]
        if node.kind != "group":
            return []
        below = self._below(node)
        title = self._title(node)
        return [Heading(node.ref, node.number, title, "section", below=tuple(below))] if title else below

    def _item(self, node: Node, kind: Kind) -> Heading:
        columns = tuple(ref.rpartition("/")[2] for ref in node.children)
        titles = tuple(printed_form.label(self._labels, ref) for ref in node.children)
        hint = "" if node.children else self._prompt(node).hint
        return Heading(node.ref, node.number, self._title(node), kind, columns, titles, hint)

    def _title(self, node: Node) -> str:
        """Return the printed title of a question, or of the group or repeat around the first question below it."""
        leaf = node
        while leaf.children:
            leaf = self._form.nodes[leaf.children[0]]
        asked = self._prompt(leaf)
        if leaf is node:
            return asked.title
        return next((step.title for step in asked.path if step.ref == node.ref), "")

    def _prompt(self, node: Node) -> Prompt:
        return prompt(self._blank, Index("question", node.ref, ".".join(["1"] * node.depth)))
