"""A smaller number of rows hides filled ones: that is asked first, and they are kept until the report is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forms import interview
from forms.facts import Key
from forms.interview import Interview
from forms.node import inside
from forms.said import Chosen, Said, Value
from handlers import words_forms as says
from handlers.asking_back import ask_back
from handlers.replies import Text as Say
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from models.submissions import Answer


def hidden_rows(before: Interview, said: Said, now: datetime) -> int:
    """Return how many filled rows an answer would hide."""
    counted = {key: count for key, count in before.repeats.items() if key[0] not in before.form.open_repeats and count}
    if not counted or not isinstance(said, Value | Chosen):
        return 0
    after, _facts = interview.hear(before, said, now)
    return sum(
        _is_filled(before, key, number)
        for key, count in counted.items()
        for number in range(after.repeats.get(key, 0) + 1, count + 1)
    )


def _is_filled(held: Interview, table: Key, number: int) -> bool:
    pos = inside(table[1], number)
    nodes = held.form.nodes
    return any(
        ref.startswith(f"{table[0]}/") and (at == pos or at.startswith(f"{pos}.")) and nodes[ref].kind == "question"
        for ref, at in held.answers
    )


def ask(turn: Turn, desk: Draft, said: Any, typed: Typed, count: int) -> Response:
    """Ask whether filled rows may be hidden; nothing is stored yet."""
    value = said.text if isinstance(said, Value) else " ".join(said.names)
    asked = {"for": "shrink", "s": desk.row.id, "q": desk.question_id, "v": value}
    buttons = ask_back(turn, {**asked, **typed.dump()})
    return Response((Say(says.confirm_shrinking(count), buttons),))


def forget_hidden(desk: Draft) -> None:
    """Remove what is left of hidden rows: the report is being sent."""
    instance = desk.interview.instance()
    for key in list(desk.interview.answers):
        if not instance.stands(*key):
            row = desk.session.get(Answer, (desk.row.id, *key))
            if row is not None:
                desk.session.delete(row)
            del desk.interview.answers[key]
    desk.session.flush()
