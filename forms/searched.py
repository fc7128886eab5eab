"""Choices by `search('table', …)`: rows of an attached table, as ODK Collect finds them.

The appearance names the table and what its rows must hold; each choice written in the workbook names the column of
the value and the columns of the label. A choice whose name is a number stands for itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from forms.itemsets import Choice
from forms.itext import Text
from forms.xform import Control
from forms.xpath import compile as compiler
from forms.xpath.errors import ExpressionError
from forms.xpath.nodes import Context, Element
from forms.xpath.parser import parse
from forms.xpath.refs import Scope
from forms.xpath.tree import Call, Expression, Literal

_CALLED = re.compile(r"(?<![\w-])search\(")
_ARGUMENTS = (1, 4, 6)
_WAYS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, wanted: wanted in text,
    "startswith": lambda text, wanted: text.startswith(wanted),
    "endswith": lambda text, wanted: text.endswith(wanted),
    "matches": lambda text, wanted: text == wanted,
    "in": lambda text, wanted: text in [one.strip() for one in wanted.split(",")],
}


def call(control: Control) -> Call:
    """Return the call in a question's appearance. Raises ExpressionError when it cannot be read."""
    looks = control.attributes.get("appearance", "")
    start = _CALLED.search(looks)
    text = looks[start.start() : looks.rindex(")") + 1] if start and ")" in looks[start.end() :] else ""
    tree = parse(text) if text else None
    if not isinstance(tree, Call) or len(tree.arguments) not in _ARGUMENTS:
        raise ExpressionError(
            "เขียน search() ไม่ครบ", "เขียน search('ตาราง') หรือ search('ตาราง', 'contains', 'คอลัมน์', ค่า)"
        )
    if len(tree.arguments) > 1 and _literal(tree.arguments[1]).lower() not in _WAYS:
        raise ExpressionError("ไม่รู้จักวิธีค้นใน search()", f"ใช้ {' '.join(_WAYS)}", tree.at)
    return tree


def _literal(tree: Expression) -> str:
    return tree.text if isinstance(tree, Literal) else ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows must hold: the text wanted in any of some columns, and one column's exact value."""

    way: str
    columns: tuple[str, ...]
    wanted: Callable[[Context], str]
    column: str
    value: Callable[[Context], str] | None

    def rows(self, rows: Iterable[Element], context: Context) -> Iterator[Element]:
        """Return the rows that fit; a search for nothing finds every row, but for `matches`."""
        fits, wanted = _WAYS[self.way], self.wanted(context).strip().lower()
        value = self.value(context) if self.value is not None else None
        for row in rows:
            chosen = value is None or row.column(self.column) == value
            if chosen and any(fits(row.column(one).lower(), wanted) for one in self.columns):
                yield row


def filter_of(called: Call, scope: Scope) -> Filter | None:
    """Return the filter of a call, None when it takes the whole table. Raises ExpressionError."""
    if len(called.arguments) == 1:
        return None
    _, way, columns, wanted, *more = called.arguments
    return Filter(
        _literal(way).lower(),
        tuple(one.strip() for one in _literal(columns).split(",") if one.strip()),
        compiler.text(wanted, scope),
        _literal(more[0]) if more else "",
        compiler.text(more[1], scope) if more else None,
    )


@dataclass(frozen=True, slots=True)
class Searched:
    """The choices of a question that searches a table. `entries` are its written choices: name and label."""

    rows: tuple[Element, ...]
    entries: tuple[tuple[str, Text], ...]
    wanted: Filter | None
    languages: Callable[[Context], tuple[str, ...]]

    @property
    def filtered(self) -> bool:
        """Whether what is offered depends on answers."""
        return self.wanted is not None

    def choices(self, context: Context) -> tuple[Choice, ...]:
        """Return the choices offered at a place, in the order of the table, none twice."""
        languages = self.languages(context)
        labels = [(name, label.plain(context, languages)) for name, label in self.entries]
        found = [Choice(name, label or name) for name, label in labels if name.isdecimal()]
        columns = [(name, _columns(label)) for name, label in labels if not name.isdecimal()]
        for row in self._rows(context):
            for name, shown in columns:
                if value := row.column(name).strip():
                    label = ", ".join(text for one in shown if (text := row.column(one).strip()))
                    found.append(Choice(value, label or value))
        return tuple(dict.fromkeys(found))

    def names(self, context: Context) -> frozenset[str]:
        """Return the names offered at a place, without making labels."""
        columns = [name for name, _ in self.entries if not name.isdecimal()]
        found = {row.column(name).strip() for row in self._rows(context) for name in columns}
        return frozenset(found | {name for name, _ in self.entries if name.isdecimal()}) - {""}

    def _rows(self, context: Context) -> list[Element]:
        found = list(self.rows if self.wanted is None else self.wanted.rows(self.rows, context))
        context.state.spend(len(found))
        return found


def _columns(label: str) -> list[str]:
    return [one.strip() for one in label.split(",")]
