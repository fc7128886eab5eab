"""Numbers that stand side by side, answered by one message: "120 80 45" is a row of a matrix, or three counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from forms import answers, interview
from forms.facts import Index, Rejected
from forms.said import Jump, Value
from handlers import words, words_correcting
from handlers.report import asking, doubts, draft, making_sure, reading, side_by_side, stuck
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on
from handlers.turn import Response, Turn
from thai.numbers import parse_number

_BETWEEN = (re.compile(r"\s*[\n/;·]\s*|,\s+"), re.compile(r",?\s+|/"))  # with units beside the numbers, or without


@dataclass(frozen=True)
class _Cell:
    index: Index
    value: str
    typed: str


def answer(turn: Turn, desk: Draft, typed: Typed) -> Response | None:
    """Take as many numbers as wait side by side; None for any other message, and where the form refuses one."""
    if parse_number(typed.text).status != "bad":  # one number; 12 345 may be one
        return None
    waiting = side_by_side.numbers(desk.interview)
    ways = [[part for part in between.split(typed.text.strip()) if part] for between in _BETWEEN]
    parts = next((each for each in ways if len(each) == len(waiting)), ways[-1])
    if len(waiting) < 2 or len(parts) < 2 or any(parse_number(part).status != "ok" for part in parts):
        return None
    if len(parts) != len(waiting):
        return stuck.again(desk, words_correcting.other_count(len(parts), len(waiting)))
    cells = _read(turn, desk, waiting, parts)
    return _take(turn, desk, cells, typed) if cells else None


def _read(turn: Turn, desk: Draft, places: Sequence[Index], parts: Sequence[str]) -> list[_Cell]:
    """Return each number with its place, tried on a copy; nothing where one cannot be read or taken."""
    held, cells = desk.interview, []
    for place, part in zip(places, parts, strict=True):
        read = answers.read(desk.prompt_at(place), part, today=turn.today)
        held = interview.hear(held, Jump(place.ref, place.pos), turn.now)[0]
        if read.status != "ok" or held.index != place:
            return []
        held, facts = interview.hear(held, Value(str(read.value)), turn.now)
        if any(isinstance(fact, Rejected) for fact in facts):
            return []
        cells.append(_Cell(place, str(read.value), part))
    return cells


def _take(turn: Turn, desk: Draft, cells: Sequence[_Cell], typed: Typed) -> Response:
    """Store the numbers one by one; at one that looks wrong it is asked, and those after it wait."""
    understood: list[str] = []
    for cell in cells:
        draft.hear(desk, Jump(cell.index.ref, cell.index.pos), turn.now)
        prompt, said = desk.prompt, replace(typed, text=cell.typed)
        doubtful = doubts.about(desk, prompt, cell.value, turn.today)
        if doubtful:
            asked = partial(_asked, understood, doubtful)
            return making_sure.confirm(turn, desk, prompt, cell.value, said, asked)
        draft.hear(desk, Value(cell.value), turn.now, said)
        leaf = desk.interview.answers[(cell.index.ref, cell.index.pos)]
        understood.append(words.understood(asking.name_of(desk, prompt), reading.shown(prompt, leaf)))
    return go_on(turn, desk, understood)


def _asked(understood: Sequence[str], doubtful: str, _shown: str) -> str:
    return "\n".join([*(f"✓ {line}" for line in understood), doubtful])
