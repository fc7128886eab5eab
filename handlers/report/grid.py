"""Rows with the same choices (XLSForm list-nolabel, table-list): asked one by one, or answered by "1 2 2 1"."""

from __future__ import annotations

from forms import interview
from forms.facts import Index, Rejected
from forms.prompt import Prompt
from forms.said import Chosen, Jump
from handlers import words
from handlers.report import asking, choosing, draft, reading
from handlers.report.draft import Draft, Typed
from handlers.turn import Turn
from thai.numerals import arabic


def numbers(prompt: Prompt, typed: str, count: int) -> list[int]:
    """Return the number typed for each of `count` rows; nothing when it is not one for each."""
    parts = arabic(typed).replace(",", " ").split()
    if count < 2 or len(parts) != count or not all(part.isdecimal() for part in parts):
        return []
    found = [int(part) for part in parts]
    return found if all(1 <= number <= len(prompt.choices) for number in found) else []


def answer(turn: Turn, desk: Draft, typed: Typed) -> list[str]:
    """Answer all rows of the grid at hand by one message; return what was understood, nothing if it does not fit."""
    grid = choosing.grid_rows(desk.interview)
    given = numbers(desk.prompt, typed.text, len(grid)) if grid else []
    pos = desk.interview.index.pos
    if not given or not _all_fit(turn, desk, grid, given):
        return []
    understood = []
    message = typed  # belongs to one answer only: taken back, it reopens the first row
    for ref, number in zip(grid, given, strict=True):
        draft.hear(desk, Jump(ref, pos), turn.now)
        prompt = desk.prompt
        choice = prompt.choices[number - 1]
        draft.hear(desk, Chosen((choice.name,)), turn.now, Typed(choice.label, message.message_id, message.said_at))
        message = Typed("")
        leaf = desk.interview.answers[(ref, pos)]
        understood.append(words.understood(asking.name_of(desk, prompt), reading.shown(prompt, leaf)))
    return understood


def _all_fit(turn: Turn, desk: Draft, grid: list[str], given: list[int]) -> bool:
    """Whether every row is asked and takes its number, tried on a copy: all rows are stored, or none."""
    held, pos = desk.interview, desk.interview.index.pos
    for ref, number in zip(grid, given, strict=True):
        held = interview.hear(held, Jump(ref, pos), turn.now)[0]
        choices = held.instance().choices(ref, pos)
        if held.index != Index("question", ref, pos) or number > len(choices):
            return False
        held, facts = interview.hear(held, Chosen((choices[number - 1].name,)), turn.now)
        if any(isinstance(fact, Rejected) for fact in facts):
            return False
    return True
