"""A table that fills a repeat: every cell is read as an answer, shown once, and stored only when the person agrees.

Rows go into blank instances first, then into new ones. A cell that cannot be read is named and left blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from forms import answers, interview
from forms.facts import Index, Key, Rejected
from forms.interview import Interview
from forms.node import inside
from forms.prompt import prompt
from forms.said import AddRepeat, Jump, Said
from handlers import words
from handlers import words_forms as says
from handlers.asking_back import ask_back
from handlers.replies import Button, Card, Row
from handlers.report import asking, draft, pasted, reading, unkept
from handlers.report.draft import Draft, Typed
from handlers.report.pasted import Rows
from handlers.turn import Response, Turn
from thai.text import cut, norm

_NOT_TYPED = frozenset({"image", "audio", "video", "file", "note"})
MOST_ROWS = 100  # in one go
SHOWN = 20  # rows of a table in its preview
_PREVIEW = 60  # graphemes of a cell in its preview


@dataclass(frozen=True)
class CellRead:
    """One cell: where it goes, what the engine shall hear, and how it reads; `said` None when it cannot be read."""

    index: Index
    typed: str
    said: Said | None
    shown: str
    title: str = ""


RowsRead = list[list[CellRead]]


def columns(held: Interview, ref: str) -> list[str]:
    """Return the questions of a repeat that can be typed, in order; those of repeats inside it are not among them."""
    found = []
    for child in held.form.nodes[ref].children:
        node = held.form.nodes[child]
        if node.kind == "group":
            found += columns(held, child)
        elif node.kind == "question" and node.type not in _NOT_TYPED:
            found.append(child)
    return found


def read_table(held: Interview, table: Key, rows: Rows, today: date, now: datetime) -> tuple[RowsRead, Rows]:
    """Return how the rows of a table read, filled in on a copy, and the rows there is no room for."""
    order, body = _headed(held, table[0], rows)
    read: RowsRead = []
    for number, row in enumerate(body):
        room = _next_instance(held, table, now)
        if room is None:
            return read, body[number:]
        held, pos = room
        cells: list[CellRead] = []
        for column, typed in zip(order, row, strict=False):
            if typed.strip() and column:
                held, cell = _read_cell(held, Index("question", column, pos), typed.strip(), today, now)
                cells.append(cell)
        read.append(cells)
    return read, []


def _headed(held: Interview, ref: str, rows: Rows) -> tuple[list[str], Rows]:
    """Return which column each cell goes to, and the rows without the heading, where the first row is one."""
    own = columns(held, ref)
    titles = {norm(_title(held, column)): column for column in own} | {held.form.nodes[each].name: each for each in own}
    first = [titles.get(norm(cell), "") for cell in rows[0]]
    return (first, rows[1:]) if any(first) else (own, rows)


def _title(held: Interview, ref: str) -> str:
    node = held.form.nodes[ref]
    return prompt(held, Index("question", ref, ".".join(["1"] * node.depth))).title


def _next_instance(held: Interview, table: Key, now: datetime) -> tuple[Interview, str] | None:
    """Return the interview with a blank instance and its position; None when there can be no more."""
    ref, around = table
    count = held.repeats.get(table, 0)
    for number in range(1, count + 1):
        pos = inside(around, number)
        if not any(key[0] in columns(held, ref) and key[1] == pos for key in held.answers):
            return held, pos
    if ref not in held.form.open_repeats:
        return None
    held = interview.hear(held, Jump(ref, around), now)[0]
    held = interview.hear(held, AddRepeat(), now)[0]
    return (held, inside(around, count + 1)) if held.repeats.get(table, 0) > count else None


def _read_cell(held: Interview, index: Index, typed: str, today: date, now: datetime) -> tuple[Interview, CellRead]:
    there = interview.hear(held, Jump(index.ref, index.pos), now)[0]
    title = _title(held, index.ref)
    if there.index != index:
        return held, CellRead(index, typed, None, says.NOT_ASKED, title)
    asked = prompt(there)
    said = answers.certain(answers.read(asked, typed, today=today))  # nobody asks back in a table: no doubt is taken
    if said is None:
        return held, CellRead(index, typed, None, "", title)
    after, facts = interview.hear(there, said, now)
    refused = next((fact for fact in facts if isinstance(fact, Rejected)), None)
    if refused is not None:
        why = unkept.sentence(held, asked, refused) if refused.why == "constraint" else refused.message
        return held, CellRead(index, typed, None, why, title)
    leaf = after.answers.get((index.ref, index.pos))
    return after, CellRead(index, typed, said, reading.shown(asked, leaf, _PREVIEW) if leaf else typed, title)


# --- in the chat ------------------------------------------------------------------------------------------------------


def at_hand(desk: Draft) -> Key | None:
    """Return the repeat around the question asked, with the position around its instances; else the form's first."""
    nodes, index = desk.interview.form.nodes, desk.interview.index
    if index.event == "add_repeat":
        return index.ref, index.pos.rpartition(".")[0]
    if index.event == "question" and nodes[index.ref].repeat is not None:
        return str(nodes[index.ref].repeat), index.pos.rpartition(".")[0]
    return next((key for key, count in desk.interview.repeats.items() if count and not key[1]), None)


def read_pasted(turn: Turn, desk: Draft, typed: Typed) -> Response | None:
    """Take a message as a table for the repeat at hand; None when it is none."""
    table, rows = at_hand(desk), pasted_rows(desk, typed.text)
    return offer(turn, desk, table, rows, typed) if table is not None and rows else None


def pasted_rows(desk: Draft, text: str) -> Rows | None:
    """Return the rows of a message that is a table for the repeat at hand; None for any other."""
    index = desk.interview.index
    table = at_hand(desk)
    own = columns(desk.interview, table[0]) if table else []
    if table is None or not own or (index.event == "question" and (index.ref != own[0] or _is_answered(desk))):
        return None
    if desk.interview.form.nodes[index.ref].depth == 0:
        return None
    return pasted.split(text, len(own), of_words=all(_holds_words(desk.interview, column) for column in own))


def _holds_words(held: Interview, ref: str) -> bool:
    return held.form.nodes[ref].type == "text"


def _is_answered(desk: Draft) -> bool:
    return (desk.interview.index.ref, desk.interview.index.pos) in desk.interview.answers


def offer(turn: Turn, desk: Draft, table: Key, rows: Rows, typed: Typed) -> Response:
    """Show how a table reads; nothing is stored yet. `typed` is the message it came in; a sheet has no words."""
    read, left = read_table(desk.interview, table, rows[: MOST_ROWS + 1], turn.today, turn.now)
    left += rows[MOST_ROWS + 1 :]
    if not any(cell.said for row in read for cell in row):
        return asking.ask(desk, remark=says.TABLE_UNREAD)
    question = {"for": "rows", "s": desk.row.id, "ref": table[0], "around": table[1], "rows": rows}
    is_one_text = bool(typed.text) and _may_be_one_text(desk.interview, table[0], rows)
    question |= (typed if is_one_text else replace(typed, text="")).dump()
    no = says.ONE_TEXT if is_one_text else words.NO
    yes = Button(says.TAKE_ROWS, says=says.TAKE_ROWS, strong=True)
    buttons = ask_back(turn, question, yes, Button(no, says=no))
    lines = [Row(f"{number}. {_line(row)}") for number, row in enumerate(read[:SHOWN], 1)]
    unread = [Row(line, mark="warning", small=True) for line in _troubles(read, left)]
    card = Card(says.rows_read(len(read)), rows=(*lines, *unread), note=says.TAKE_ROWS_HOW, buttons=buttons)
    return Response((card,))


def _may_be_one_text(held: Interview, ref: str, rows: Rows) -> bool:
    """Whether what was pasted may also be meant as one answer: items that fill the first column, which holds text."""
    return _holds_words(held, columns(held, ref)[0]) and all(len(row) == 1 for row in rows)


def _line(row: Sequence[CellRead]) -> str:
    return " · ".join(cell.shown for cell in row if cell.said) or says.BLANK_ROW


def _troubles(read: RowsRead, left: Rows) -> list[str]:
    found = [
        says.cell_unread(number, cell.title, cut(cell.typed, 40), cell.shown)
        for number, row in enumerate(read, 1)
        for cell in row
        if cell.said is None
    ]
    more = [says.rows_shown(SHOWN)] if len(read) > SHOWN else []
    return [*more, *found[:10], *([says.rows_left(len(left))] if left else [])]


def settle(turn: Turn, desk: Draft) -> Response:
    """Store a table as it was shown."""
    waiting, turn.account.waiting = turn.account.waiting, {}
    table, typed = (waiting["ref"], waiting["around"]), Typed.load(waiting)
    read, _left = read_table(desk.interview, table, waiting["rows"][: MOST_ROWS + 1], turn.today, turn.now)
    for row in read:
        for cell in row:
            if cell.said is not None:
                _store(turn, desk, table, cell, typed)
    draft.hear(desk, Jump(*table), turn.now)
    _go_to_missing(turn, desk, table[0], read)
    return asking.ask(desk, [says.rows_taken(len(read))])


def _go_to_missing(turn: Turn, desk: Draft, ref: str, read: RowsRead) -> None:
    """Go to the first row where a whole column was not given: problems came, their suggestions are asked next."""
    given = {cell.index.ref for row in read for cell in row}
    missing = next((column for column in columns(desk.interview, ref) if column not in given), None)
    first = next((row[0].index for row in read if row), None)
    if missing is None or first is None:
        return
    back = desk.interview.index
    draft.hear(desk, Jump(missing, first.pos), turn.now)
    if (desk.interview.index.ref, desk.interview.index.pos) != (missing, first.pos):
        draft.hear(desk, Jump(back.ref, back.pos), turn.now)


def _store(turn: Turn, desk: Draft, table: Key, cell: CellRead, typed: Typed) -> None:
    """Write one cell with the message its table came in, in a new instance where its own is not there yet."""
    index = cell.index
    while not desk.interview.instance().stands(index.ref, index.pos):
        draft.hear(desk, Jump(*table), turn.now)
        draft.hear(desk, AddRepeat(), turn.now)
    draft.hear(desk, Jump(index.ref, index.pos), turn.now)
    if cell.said is not None:
        draft.hear(desk, cell.said, turn.now, replace(typed, text=cell.typed))
