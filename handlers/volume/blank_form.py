"""A form to be filled in Word without signal: looks like its paper, each answer a tagged field; and reading one back.

The same form always has the same tags, so a file filled today is read by the form of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from exports.fields import ROW_TAG, Field, Kind, Typed, mark
from exports.volume import Block, Paragraph, Style, Table, Volume
from forms.form import Form
from forms.node import Node
from handlers import words_volumes as say
from handlers.volume import printed_form
from thai.numerals import thai
from thai.printed_dates import Digits

PREFIX = "rg"
ROWS = 3  # of a table whose printed form does not say how many
_HEADINGS: tuple[Style, ...] = ("h1", "h2", "h3")
_KINDS: Mapping[str, Kind] = {
    "text": "text",
    "integer": "line",
    "decimal": "line",
    "range": "line",
    "barcode": "line",
    "time": "line",
    "dateTime": "line",
    "geopoint": "line",
    "date": "date",
    "select_one": "choice",
    "select_multiple": "tick",
}


@dataclass(frozen=True)
class Blank:
    """A form as blocks with marks in them, and the field each mark stands for."""

    blocks: tuple[Block, ...]
    fields: Mapping[str, Field]


@lru_cache(maxsize=4096)
def tag_of(ref: str, choice: str = "", *, in_rows: bool = False) -> str:
    """Return the tag of a question's field (Word allows 64 characters); of ticks, one for each choice."""
    own = sha256(f"{ref} {choice}".strip().encode()).hexdigest()[:16]
    return f"{ROW_TAG if in_rows else PREFIX}{'' if in_rows else 'f'}{own}"


def volume(form: Form, blank: Blank, *, short: str, compiler: str, office: str, due: str, digits: Digits) -> Volume:
    """Return the volume that is printed."""
    dots = say.TO_FILL
    return Volume(
        title=form.title,
        short=short,
        compiler=compiler,
        office=office or say.OFFICE_TO_FILL,
        as_of=dots,
        month=dots,
        offices="",
        blocks=blank.blocks,
        digits=digits,
        due=due or dots,
    )


def blank_of(form: Form, printed_rows: Mapping[str, int], digits: Digits) -> Blank:
    """Return a form ready to be filled. `printed_rows`: how many rows the printed form gives a table, by ref."""
    maker = _Maker(form, printed_rows, digits)
    blocks = tuple(maker.below(form.nodes[form.root], 0))
    return Blank(blocks, maker.fields)


@dataclass
class _Maker:
    form: Form
    rows: Mapping[str, int]
    digits: Digits
    fields: dict[str, Field] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.instance = printed_form.blank(self.form)

    def below(self, node: Node, level: int) -> Iterator[Block]:
        for ref in node.children:
            yield from self.of(self.form.nodes[ref], level)

    def of(self, node: Node, level: int) -> Iterator[Block]:
        label = printed_form.label(self.instance, node.ref)
        item = self.form.item_of.get(node.ref)
        match node.kind:
            case "group" if item is not None and item.ref == node.ref and item.kind == "matrix":
                yield Paragraph("item", label, node.number)
                yield self.matrix(node)
            case "group":
                if label:
                    yield Paragraph(_HEADINGS[min(level, len(_HEADINGS) - 1)], label, node.number)
                yield from self.below(node, level + bool(label))
            case "repeat" if node.role == "photos":
                yield Paragraph("hint", mark(self.note(node.ref, say.PHOTOS_IN_CHAT)))
            case "repeat":
                yield Paragraph("item", label, node.number)
                yield self.table(node)
            case "question":
                yield from self.question(node, label)

    def question(self, node: Node, label: str) -> Iterator[Block]:
        if node.type in ("note", "acknowledge"):
            return
        hint = printed_form.hint(self.instance, node.ref)
        if node.role == "gate":
            yield Paragraph("plain", f"{say.on_paper(label)} {self.asked(node)}")
            return
        yield Paragraph("item", label, node.number)
        if hint:
            yield Paragraph("hint", hint)
        if node.type == "select_multiple":
            yield from (Paragraph("plain", f"{self.tick(node, *each)} {each[1]}") for each in self.choices(node))
        elif node.type in _KINDS:
            yield Paragraph("plain", self.asked(node))
        else:
            yield Paragraph("hint", mark(self.note(node.ref, say.IN_CHAT)))

    def asked(self, node: Node, *, in_rows: bool = False) -> str:
        """Return the mark of a question's field."""
        kind: Kind = _KINDS[node.type]
        kind = "line" if in_rows and kind in ("text", "tick") else kind
        choices = tuple(label for _name, label in self.choices(node)) if kind == "choice" else ()
        if kind == "choice" and not choices:
            kind = "line"  # choices that depend on other answers are typed
        tag = tag_of(node.ref, in_rows=in_rows)
        shown = say.TO_CHOOSE if kind == "choice" else ""
        self.fields[tag] = Field(tag, kind, printed_form.label(self.instance, node.ref), choices, shown)
        return mark(tag)

    def tick(self, node: Node, name: str, label: str) -> str:
        tag = tag_of(node.ref, name)
        self.fields[tag] = Field(tag, "tick", label)
        return mark(tag)

    def note(self, ref: str, words: str) -> str:
        """Return the mark of words of ours; being shown in an empty field, they are never read as an answer."""
        tag = tag_of(ref, "note")
        self.fields[tag] = Field(tag, "line", shown=words)
        return tag

    def choices(self, node: Node) -> list[tuple[str, str]]:
        """Return the names and labels to choose from; none where they depend on other answers."""
        offered = self.form.logic[node.ref].choices
        if offered is None or offered.filtered:
            return []
        return [(each.name, each.label) for each in self.instance.choices(node.ref, "1" if node.repeat else "")]

    def table(self, node: Node) -> Table:
        columns = [each for each in printed_form.asked_in(self.form, node.ref) if each.repeat == node.ref]
        columns = [each for each in columns if each.type in _KINDS]
        header = tuple(printed_form.label(self.instance, each.ref) for each in columns)
        marks = [self.asked(each, in_rows=True) for each in columns]
        count = self.rows.get(node.ref, 0) or ROWS
        return Table(header, tuple(self.row(number, marks) for number in range(1, count + 1)))

    def row(self, number: int, marks: Sequence[str]) -> tuple[str, ...]:
        printed = thai(f"{number}.") if self.digits == "thai" else f"{number}."
        return tuple(f"{printed} {each}" for each in marks)

    def matrix(self, node: Node) -> Table:
        item = self.form.item_of[node.ref]
        columns = printed_form.matrix_columns(self.form, item)
        titles = [printed_form.label(self.instance, each.ref) for each in columns] or [say.ANSWER]
        names = [each.name for each in columns]
        rows = [self.matrix_row(row, names) for row in printed_form.matrix_rows(self.form, item)]
        return Table((say.ROW, *titles), tuple(rows), numeric=True)

    def matrix_row(self, row: Node, names: Sequence[str]) -> tuple[str, ...]:
        label = printed_form.label(self.instance, row.ref)
        if row.kind == "question":
            return label, self.asked(row), *("" for _ in names[1:])
        own = {self.form.nodes[ref].name: self.form.nodes[ref] for ref in row.children}
        cells = [own.get(name) for name in names]
        return label, *(self.asked(cell) if cell is not None and cell.kind == "question" else "" for cell in cells)


def answers_in(form: Form, typed: Sequence[Typed]) -> dict[tuple[str, str], str]:
    """Return what the fields of a filled form say, by (ref, pos); choices by their names."""
    found: dict[tuple[str, str], str] = {}
    instance = printed_form.blank(form)
    by_tag = {(each.tag, each.row): each.text for each in typed}
    rows = sorted({row for _tag, row in by_tag if row})
    for ref, node in form.nodes.items():
        if node.kind != "question":
            continue
        if node.repeat is not None:
            tag = tag_of(ref, in_rows=True)
            found |= {(ref, str(row)): by_tag[(tag, row)] for row in rows if (tag, row) in by_tag}
            continue
        choices = {each.label: each.name for each in instance.choices(ref, "")} if form.logic[ref].choices else {}
        ticked = [name for name in choices.values() if (tag_of(ref, name), 0) in by_tag]
        text = by_tag.get((tag_of(ref), 0), "")
        if ticked or text:
            found[(ref, "")] = " ".join(ticked) or choices.get(text.strip(), text)
    return found
