"""Buttons under a question that carry its answer: none, a choice, a day from LINE's picker, a number."""

from __future__ import annotations

from typing import Any

from forms.said import Chosen, NoAnswer, Value
from handlers import words
from handlers.report import accepting, asking, filling, reading
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from thai.numerals import arabic


def none(turn: Turn, desk: Draft) -> Response:
    """[ไม่มี]: there is nothing to report here; three different things are blank, none and 0."""
    if desk.prompt.type in ("select_one", "acknowledge") and desk.prompt.required:
        return asking.ask(desk, remark=words.NEEDS_ANSWER)
    tapped = words.NO_CAPTION if desk.prompt.role == "caption" else words.NONE_TYPED
    return accepting.accept(
        turn, desk, NoAnswer(), Typed(words.NO_DATA if desk.prompt.type in reading.NUMBERS else tapped)
    )


def pick(turn: Turn, desk: Draft, name: str) -> Response:
    """A tapped choice."""
    label = next((choice.label for choice in desk.prompt.choices if choice.name == name), name)
    return accepting.accept(turn, desk, Chosen((name,)), Typed(label))


def picked(turn: Turn, desk: Draft, params: Any) -> Response:
    """A date, time or both from LINE's picker, which knows no zone: it is Bangkok's."""
    value = next((params[name] for name in ("date", "time", "datetime") if name in params), "")
    lexical = f"{value}:00.000+07:00" if len(value) in (5, 16) else value
    return accepting.accept(turn, desk, Value(lexical), Typed(value))


def type_for(turn: Turn, desk: Draft, text: str) -> Response:
    """A button that stands for something typed, such as [0]."""
    return filling.read_answer(turn, desk, Typed(arabic(text)))
