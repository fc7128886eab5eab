"""Rows of a list or table in chat: showing them, going to one, removing one."""

from __future__ import annotations

from collections.abc import Iterator

from forms import interview
from forms.facts import Index, Key
from forms.node import inside
from forms.said import DeleteRepeat, Jump
from handlers import words, words_sending
from handlers import words_forms as says
from handlers.asking_back import ask_back
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import asking, draft, filling_rows, reading
from handlers.report.draft import Draft, short_id
from handlers.report.going_on import go_on
from handlers.turn import Response, Turn
from thai.numerals import arabic
from thai.text import cut

SHOWN = 40  # rows of a table in one card
_CELLS = 3  # cells of a row in its line
_CELL = 40  # graphemes of a cell in a line


def show(desk: Draft) -> Response:
    """`ดูตาราง`: every row in one line, a tap on it offers to edit or remove it."""
    table = filling_rows.at_hand(desk)
    if table is None or not desk.interview.repeats.get(table):
        return asking.ask(desk, remark=says.NO_ROWS)
    count = desk.interview.repeats[table]
    rows = [
        Row(f"{number}. {line(desk, table, number)}", tap=_button(desk, "row", table, number, says.row_number(number)))
        for number in range(1, min(count, SHOWN) + 1)
    ]
    title = asking.title_of(desk, table[0]) or says.ROWS
    back = Button(words.CONTINUE, "go_on", {"s": desk.row.id}, says=words.CONTINUE)
    note = says.EDIT_ROW_HOW if table[0] in desk.interview.form.open_repeats else says.EDIT_COUNTED_ROW_HOW
    card = Card(title, subtitle=says.rows_counted(count), rows=rows, note=note, buttons=(back,))
    return Response((card,), must_arrive=False)


def line(desk: Draft, table: Key, number: int) -> str:
    """Return a row in one line: its first answers."""
    pos = inside(table[1], number)
    cells = []
    for ref, at, leaf in interview.values(desk.interview, table[0]):
        if at == pos and leaf.state != "put_off" and desk.interview.form.nodes[ref].kind == "question":
            prompt = desk.prompt_at(Index("question", ref, at))
            cells.append(cut(" ".join(reading.shown(prompt, leaf).split()), _CELL))
    return " · ".join(cells[:_CELLS]) or words_sending.BLANK


def _button(desk: Draft, deed: str, table: Key, number: int, label: str) -> Button:
    index = Index("question", table[0], inside(table[1], number))
    return Button(label, deed, {"s": desk.row.id, "i": short_id(index), "v": desk.row.rev}, says=label)


def _named(desk: Draft, row_id: str) -> tuple[Key, int] | None:
    """Return the row a button means."""
    for table, number in _all_rows(desk):
        if short_id(Index("question", table[0], inside(table[1], number))) == row_id:
            return table, number
    return None


def _all_rows(desk: Draft) -> Iterator[tuple[Key, int]]:
    for table, count in desk.interview.repeats.items():
        for number in range(1, count + 1):
            yield table, number


def tapped(turn: Turn, desk: Draft, deed: str, row_id: str, rev: int) -> Response:
    """A tap on a row, or on what to do with it. Rows that were changed since are shown again first."""
    found = _named(desk, row_id)
    if found is None or rev != desk.row.rev:
        return show(desk)
    table, number = found
    match deed:
        case "row":
            return _menu(desk, table, number)
        case "row_edit":
            return edit(turn, desk, table, number)
    return ask_removal(turn, desk, table, number)


def _menu(desk: Draft, table: Key, number: int) -> Response:
    buttons = [_button(desk, "row_edit", table, number, says.edit_row(number))]
    if table[0] in desk.interview.form.open_repeats:
        buttons.append(_button(desk, "row_remove", table, number, says.remove_row(number)))
    buttons.append(Button(says.ROWS_BUTTON, "rows", {"s": desk.row.id}, says=says.ROWS_BUTTON))
    return Response((Say(f"{number}. {line(desk, table, number)}", tuple(buttons)),), must_arrive=False)


def edit(turn: Turn, desk: Draft, table: Key, number: int) -> Response:
    draft.hear(desk, Jump(table[0], inside(table[1], number)), turn.now)
    return asking.ask(desk)


def go_to_next_cell(turn: Turn, desk: Draft) -> bool:
    """Go to the next cell of the row at hand, answered or not: whoever edits a row may mean its later cells."""
    index, table = desk.interview.index, filling_rows.at_hand(desk)
    own = filling_rows.columns(desk.interview, table[0]) if table is not None else []
    later = own[own.index(index.ref) + 1 :] if index.ref in own else []
    for column in later:
        there = interview.hear(desk.interview, Jump(column, index.pos), turn.now)[0].index
        if (there.ref, there.pos) == (column, index.pos):
            draft.hear(desk, Jump(column, index.pos), turn.now)
            return True
    return False


def ask_removal(turn: Turn, desk: Draft, table: Key, number: int) -> Response:
    """Ask before a row is removed: it may hold several answers."""
    if table[0] not in desk.interview.form.open_repeats:
        return asking.ask(desk, remark=says.COUNTED_ROWS)
    wish = {"ref": table[0], "around": table[1], "number": number, "rev": desk.row.rev}
    buttons = ask_back(turn, {"for": "row", "s": desk.row.id, **wish})
    return Response((Say(says.confirm_removal(number, line(desk, table, number)), buttons),))


def settle_removal(turn: Turn, desk: Draft, agreed: bool) -> Response:
    waiting, turn.account.waiting = turn.account.waiting, {}
    if not agreed:
        return asking.ask(desk)
    if waiting.get("rev") != desk.row.rev:  # a colleague has changed the report: another row may bear the number now
        return show(desk)
    pos = inside(waiting["around"], waiting["number"])
    draft.hear(desk, DeleteRepeat(waiting["ref"], pos), turn.now)
    return go_on(turn, desk, remark=says.removed_row(waiting["number"]))


def by_number(turn: Turn, desk: Draft, typed: str, *, remove: bool) -> Response:
    """`แก้แถว 2`, `ลบแถว 2`: a row of the list or table at hand."""
    table = filling_rows.at_hand(desk)
    digits = arabic(typed).strip()
    number = int(digits) if digits.isdecimal() else 0
    if table is None or not 1 <= number <= desk.interview.repeats.get(table, 0):
        return show(desk)
    return ask_removal(turn, desk, table, number) if remove else edit(turn, desk, table, number)
