"""A numbered list typed at a later column of a table: one item for each row, shown once, stored when the person agrees.

Problems come as 1. 2. 3., and so do their suggestions. Where the items are as many as the rows that wait for this
column, they belong to them; any other list is the one cell it was typed at.
"""

from __future__ import annotations

from dataclasses import replace

from forms.facts import Index
from forms.node import inside
from forms.said import Jump, Value
from handlers import words_forms as says
from handlers.asking_back import ask_back
from handlers.replies import Button, Card, Row
from handlers.report import asking, draft, filling_rows, pasted
from handlers.report import rows as tables
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on, refusal
from handlers.turn import Response, Turn
from thai.text import cut

WAITS = "column"  # for the word on what was read
_SHOWN = 60  # graphemes of a cell in its preview


def offer(turn: Turn, desk: Draft, typed: Typed) -> Response | None:
    """Show which row gets which item; None where the message is not one item for each row that waits."""
    waits = _waiting_cells(desk)
    if len(waits) < 2 or desk.interview.index != waits[0] or desk.prompt.type != "text":
        return None
    items = pasted.split(typed.text, 1)
    if items is None or len(items) != len(waits):
        return None
    question = {"for": WAITS, "s": desk.row.id, "q": desk.question_id, **typed.dump()}
    yes = Button(says.TAKE_ROWS, says=says.TAKE_ROWS, strong=True)
    buttons = ask_back(turn, question, yes, Button(says.ONE_TEXT, says=says.ONE_TEXT))
    lines = [Row(_line(desk, cell, item)) for cell, (item,) in zip(waits, items, strict=True)]
    return Response((Card(says.column_read(len(lines)), rows=lines, note=says.TAKE_ROWS_HOW, buttons=buttons),))


def _line(desk: Draft, cell: Index, item: str) -> str:
    around, _, number = cell.pos.rpartition(".")
    repeat = str(desk.interview.form.nodes[cell.ref].repeat)
    return says.beside_row(int(number), tables.line(desk, (repeat, around), int(number)), cut(item, _SHOWN))


def settle(turn: Turn, desk: Draft) -> Response:
    """Store the items as they were shown."""
    waiting, turn.account.waiting = turn.account.waiting, {}
    typed, waits = Typed.load(waiting), _waiting_cells(desk)
    items = pasted.split(typed.text, 1) or []
    if waiting["q"] != desk.question_id or len(items) != len(waits):  # rows came or went meanwhile
        return asking.ask(desk)
    for cell, (item,) in zip(waits, items, strict=True):
        draft.hear(desk, Jump(cell.ref, cell.pos), turn.now)
        prompt = desk.prompt
        refused = refusal(desk, prompt, draft.hear(desk, Value(item), turn.now, replace(typed, text=item)))
        if refused:  # the form allows no such text: from here on row by row
            return asking.ask(desk, remark=refused)
    return go_on(turn, desk, [says.rows_taken(len(items))])


def _waiting_cells(desk: Draft) -> list[Index]:
    """Return the places of this column that wait for an answer, row by row; none at a table's first column."""
    index, held, table = desk.interview.index, desk.interview, filling_rows.at_hand(desk)
    if index.event != "question" or table is None or index.ref not in filling_rows.columns(held, table[0])[1:]:
        return []
    cells = [Index("question", index.ref, inside(table[1], row + 1)) for row in range(held.repeats.get(table, 0))]
    return [cell for cell in cells if (cell.ref, cell.pos) not in held.answers]
