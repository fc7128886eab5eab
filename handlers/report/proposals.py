"""What a filled form proposes for a report: item by item, compared with what is answered, stored when agreed.

A proposal is data of a sent file: the item, its cells, and whether it is still open. Nothing here speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal, Protocol

from exports.read_word import Found
from forms import answers, interview
from forms.facts import Answered, Fact, Index, Key, Leaf, Rejected
from forms.form import Form
from forms.interview import Interview
from forms.node import last_number, outside
from forms.prompt import Prompt, prompt
from forms.said import AddRepeat, Chosen, DeleteRepeat, EndRepeat, Jump, Said, Value
from handlers.report import draft, keeping, pasted_parts
from handlers.report.draft import Draft, Typed
from models import submissions

_NONE: Mapping[str, Sequence[int]] = MappingProxyType({})
SURE = 0.9  # a reading less certain than this is looked at before it is taken

Standing = Literal["new", "same", "differs", "unread"]


@dataclass(frozen=True)
class Cell:
    """One value that was read, and where it would go."""

    ref: str
    pos: str
    value: str
    sure: float

    @property
    def key(self) -> Key:
        return self.ref, self.pos


@dataclass(frozen=True)
class Proposal:
    """What was read of one printed item. `state`: open, taken (stored), or left (the officer wants it otherwise).

    `pictures`: ids of attachments that stand under it; then its cells are only the gates before it.
    """

    item: str
    cells: tuple[Cell, ...]
    state: Literal["open", "taken", "left"] = "open"
    pictures: tuple[int, ...] = ()

    @property
    def is_sure(self) -> bool:
        return all(cell.sure >= SURE for cell in self.cells)

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, row: Any) -> Proposal:
        cells = tuple(Cell(**cell) for cell in row["cells"])
        return cls(row["item"], cells, row["state"], tuple(row.get("pictures", ())))


def of_items(form: Form, found: Sequence[Found], pictures: Mapping[str, Sequence[int]] = _NONE) -> list[Proposal]:
    """Return what was read, an item each in the form's order; the gate before an item comes with it.

    Pictures are proposed by themselves, after the words they stand under.
    """
    gates = {form.nodes[each.ref].parent: each for each in found if form.nodes[each.ref].role == "gate"}
    cells: dict[str, list[Found]] = {}
    for each in found:
        item = form.item_of.get(each.ref)
        if item is not None and form.nodes[each.ref].role != "gate":
            cells.setdefault(item.ref, []).append(each)
    proposed: list[Proposal] = []
    for ref in (item.ref for item in form.items):
        before = tuple(map(_cell, _before(form, ref, gates)))
        if ref in cells:
            proposed.append(Proposal(ref, (*before, *map(_cell, cells[ref]))))
        if ref in pictures:
            proposed.append(Proposal(ref, before, pictures=tuple(pictures[ref])))
    return proposed


def _before(form: Form, ref: str, gates: dict[str | None, Found]) -> Iterable[Found]:
    node = form.nodes[ref]
    while node.parent is not None:
        if node.parent in gates:
            yield gates[node.parent]
        node = form.nodes[node.parent]


def _cell(found: Found) -> Cell:
    return Cell(found.ref, found.pos, found.value, round(found.confidence, 2))


def standing(held: Interview, proposal: Proposal, today: date, now: datetime) -> Standing:
    """Return how a proposal compares with the report: nothing there yet, the same, something else, or not readable."""
    if not proposal.cells:
        return "new"
    trial = _Copy(held, now)
    unread = fill(trial, proposal, today)
    if len(unread) == len(proposal.cells):
        return "unread"
    keys = [] if proposal.pictures else _keys(held, proposal.item)
    before = {key: leaf for key in keys if (leaf := _kept(held, key)) is not None}
    before |= {cell.key: leaf for cell in proposal.cells if (leaf := _kept(held, cell.key)) is not None}
    after = {key: _kept(trial.interview, key) for key in {*before, *_keys(trial.interview, proposal.item)}}
    if all(after[key] == leaf for key, leaf in before.items()):
        return "same" if len(after) == len(before) and not proposal.pictures else "new"
    return "differs"


def _kept(held: Interview, key: Key) -> Leaf | None:
    """Return what a person answered; what waits, or is only the form's default, is nothing yet."""
    leaf = held.answers.get(key)
    return None if leaf is None or leaf.state == "put_off" or key in held.presumed else leaf


def _keys(held: Interview, item: str) -> list[Key]:
    """Return the places of an item where something stands; its photos are not the file's to change."""
    nodes = held.form.nodes
    return [
        key
        for key in held.answers
        if (key[0] == item or key[0].startswith(f"{item}/")) and nodes[key[0]].type not in ("image", "calculate")
    ]


def shown(held: Interview, proposal: Proposal) -> list[tuple[str, list[str]]]:
    """Return a proposal as rows to read: the number of the row ("" outside tables) and its values."""
    rows: dict[str, list[str]] = {}
    for cell in proposal.cells:
        if held.form.nodes[cell.ref].role != "gate":
            rows.setdefault(cell.pos, []).append(cell.value)
    return list(rows.items())


# --- storing -------------------------------------------------------------------------------------------------------


class Hearing(Protocol):
    """Something that hears what is said to a report: the report itself, or a copy to try it on."""

    @property
    def interview(self) -> Interview: ...

    def hear(self, said: Said, cell: Cell | None = None) -> Sequence[Fact]: ...


class _Copy:
    """A copy of the interview, for looking what would become of it."""

    def __init__(self, held: Interview, now: datetime) -> None:
        self.interview = held
        self._now = now

    def hear(self, said: Said, _cell: Cell | None = None) -> Sequence[Fact]:
        self.interview, facts = interview.hear(self.interview, said, self._now)
        return facts


class OnDesk:
    """The report itself; `typed` is the message the proposals came in, `pasted` the messages of a report in several."""

    def __init__(self, desk: Draft, typed: Typed, now: datetime, pasted: Sequence[Typed] = ()) -> None:
        self._desk, self._typed, self._now, self._pasted = desk, typed, now, pasted

    @property
    def interview(self) -> Interview:
        return self._desk.interview

    def hear(self, said: Said, cell: Cell | None = None) -> Sequence[Fact]:
        if cell is None:
            return draft.hear(self._desk, said, self._now, None)
        words = self._words(said, cell)
        behind = pasted_parts.behind(cell.value, self._pasted) if len(self._pasted) > 1 else [self._typed]
        if len(behind) == 1:
            return draft.hear(self._desk, said, self._now, replace(behind[0], text=words))
        submissions.forget_pieces(self._desk.session, self._desk.row.id, *cell.key)
        facts = draft.hear(self._desk, said, self._now, Typed(words))
        if any(isinstance(fact, Answered) for fact in facts):
            for each in behind:
                keeping.add_piece(self._desk, cell.key, each.text, each.message_id, each.said_at or self._now)
        return facts

    def _words(self, said: Said, cell: Cell) -> str:
        """Return the words behind a value: of choices their labels."""
        if not isinstance(said, Chosen):
            return cell.value
        labels = {choice.name: choice.label for choice in self._desk.prompt.choices}
        return ", ".join(labels.get(name, name) for name in said.names)


def fill(on: Hearing, proposal: Proposal, today: date) -> list[Cell]:
    """Store a proposal in place of what stands in its item; return the cells that could not be stored."""
    repeats = {str(node.repeat) for cell in proposal.cells if (node := on.interview.form.nodes[cell.ref]).repeat}
    for repeat in repeats:
        _shorten(on, repeat, proposal)
    unread = [cell for cell in proposal.cells if not _store(on, cell, today)]
    wanted = {cell.key for cell in proposal.cells}
    stale = [] if proposal.pictures else [key for key in _keys(on.interview, proposal.item) if key not in wanted]
    for key in stale:
        on.hear(Jump(*key))
        if on.interview.index == Index("question", *key):
            on.hear(Value(""))
    for repeat in repeats:
        on.hear(Jump(repeat, ""))
        if on.interview.index.event == "add_repeat":
            on.hear(EndRepeat())
    return unread


def _shorten(on: Hearing, repeat: str, proposal: Proposal) -> None:
    """Remove the rows of a table that the file does not have."""
    if repeat not in on.interview.form.open_repeats:
        return
    most = max(last_number(cell.pos) for cell in proposal.cells if cell.ref.startswith(f"{repeat}/"))
    for number in range(on.interview.repeats.get((repeat, ""), 0), most, -1):
        on.hear(DeleteRepeat(repeat, str(number)))


def _store(on: Hearing, cell: Cell, today: date) -> bool:
    """Store one cell, in a new row where its own is not there yet. Return whether it is stored."""
    index = Index("question", cell.ref, cell.pos)
    if not _make_room(on, cell):
        return False
    on.hear(Jump(cell.ref, cell.pos))
    if on.interview.index != index:
        return False  # behind a gate that is closed
    names = tuple(on.interview.form.nodes[cell.ref].names(cell.value))
    said = _as_said(prompt(on.interview), cell.value, names, today)
    return said is not None and not any(isinstance(fact, Rejected) for fact in on.hear(said, cell))


def _make_room(on: Hearing, cell: Cell) -> bool:
    node = on.interview.form.nodes[cell.ref]
    if node.repeat is None:
        return True
    table = (node.repeat, outside(cell.pos))
    while (count := on.interview.repeats.get(table, 0)) < last_number(cell.pos):
        on.hear(Jump(*table))
        on.hear(AddRepeat())
        if on.interview.repeats.get(table, 0) == count:
            return False
    return True


def _as_said(asked: Prompt, value: str, names: tuple[str, ...], today: date) -> Said | None:
    """Return what a value says to its question; None where it is in doubt or does not fit."""
    if asked.choices and names and set(names) <= {choice.name for choice in asked.choices}:
        return Chosen(names)
    return answers.certain(answers.read(asked, value, today=today))
