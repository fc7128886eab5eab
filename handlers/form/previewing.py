"""A form at a glance, before anybody fills it: every printed item with its kind of answer and its choices."""

from __future__ import annotations

from collections.abc import Iterator

from forms.form import Form
from forms.instance import Instance
from forms.instance import blank as blank_instance
from forms.node import Node
from forms.xpath.nodes import Context
from handlers import words_authoring as says
from handlers.naming import without_number
from handlers.replies import Card, Row
from thai.text import cut

SHOWN = 40  # items in one card
CHOICES = 8  # named of a question
TITLE = 120  # graphemes


def card(title: str, form: Form) -> Card:
    """Return the items of a form as a card."""
    return Card(says.preview_of(title), subtitle=says.items_counted(len(form.items)), rows=rows(form))


def rows(form: Form) -> list[Row]:
    """Return a line for each item, its number and title on the left, how it is answered on the right or below."""
    found = list(_lines(blank_instance(form)))
    left = len(found) - SHOWN
    return [*found[:SHOWN], Row(says.and_more(left), small=True)] if left > 0 else found


def _lines(blank: Instance) -> Iterator[Row]:
    """Yield the lines of all items, each heading before the first item under it."""
    passed: tuple[str, ...] = ()
    for item in blank.form.items:
        for ref in item.path:
            if ref not in passed:
                group = blank.form.nodes[ref]
                yield Row(f"▸ {group.number} {_label(blank, group)}".replace("  ", " "), small=True)
        passed = item.path
        yield from _item(blank, blank.form.nodes[item.ref])


def _item(blank: Instance, node: Node) -> Iterator[Row]:
    title = cut(_label(blank, node) or node.short or node.name, TITLE)
    kind = says.kind_called(node.type if node.kind != "repeat" else "repeat")
    yield Row(f"{node.number} {title}".strip(), value=kind)
    details = list(_columns(blank, node)) if node.kind == "repeat" else _choices(blank, node)
    if node.kind != "repeat" and blank.form.logic[node.ref].required is not None:
        details = [says.MUST, *details]
    if blank.form.logic[node.ref].relevant is not None:
        details = [*details, says.SOMETIMES]
    if details:
        yield Row(" · ".join(details), small=True)


def _columns(blank: Instance, node: Node) -> Iterator[str]:
    """Yield what stands in a row of a table."""
    for ref in node.children:
        column = blank.form.nodes[ref]
        if label := _label(blank, column):
            yield f"{label} ({says.kind_called(column.type)})"


def _choices(blank: Instance, node: Node) -> list[str]:
    """Return the choices of a question that are the same for everybody."""
    choices = blank.form.logic[node.ref].choices
    if choices is None or choices.filtered:
        return []
    labels = [choice.label for choice in choices.choices(Context(blank, ""))]
    more = [says.choices_more(len(labels) - CHOICES)] if len(labels) > CHOICES else []
    return [" / ".join([*labels[:CHOICES], *more])]


def _label(blank: Instance, node: Node) -> str:
    pos = ".".join("1" * node.depth)
    title = blank.form.logic[node.ref].label.plain(Context(blank, pos), blank.languages)
    return without_number(title, node.number)
