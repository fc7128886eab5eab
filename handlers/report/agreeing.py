"""What is said of rows that were shown as they were read: they are so, or what was pasted is one answer after all."""

from __future__ import annotations

from handlers import words_forms as says
from handlers.report import filling, filling_column, filling_rows, going_on
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from thai.replies import classify_reply


def settle_rows(turn: Turn, desk: Draft, text: str) -> Response | None:
    """ "Is this how the table is meant?": yes, no, or numbered lines that are one answer after all."""
    whole = Typed.load(turn.account.waiting)
    answer = _agreed(text)
    if answer == "yes":
        return filling_rows.settle(turn, desk)
    if answer == "no":
        return filling.keep_whole(turn, desk, whole) if whole.text else going_on.go_on(turn, desk)
    return None


def settle_column(turn: Turn, desk: Draft, text: str) -> Response | None:
    """ "Does each row get its item?": yes, or the list is the one cell it was typed at."""
    whole = Typed.load(turn.account.waiting)
    match _agreed(text):
        case "yes":
            return filling_column.settle(turn, desk)
        case "no":
            return filling.read_answer(turn, desk, whole)
    return None


def _agreed(text: str) -> str:
    return {says.TAKE_ROWS: "yes", says.ONE_TEXT: "no"}.get(text.strip(), classify_reply(text))
