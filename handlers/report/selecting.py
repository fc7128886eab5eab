"""Taps at a question that do not answer it by themselves: ticking, leafing, accepting the form's default."""

from __future__ import annotations

from forms.said import Chosen, Value
from handlers import words
from handlers.report import asking, choosing, reading
from handlers.report.accepting import accept
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn


def tick(turn: Turn, desk: Draft, name: str) -> Response:
    """A tapped choice of several. A ranking is answered by the last tap, the rest by [เสร็จ]."""
    prompt = desk.prompt
    pending = choosing.ticked(desk, prompt, name)
    if prompt.type == "rank" and len(pending.names) == len(prompt.choices):
        return done(turn, desk)
    return asking.ask(desk)


def done(turn: Turn, desk: Draft) -> Response:
    """[เสร็จ]: what is ticked is the answer."""
    prompt = desk.prompt
    names = choosing.Pending.of(desk, prompt).names
    if not names:
        return asking.ask(desk, remark=words.NEEDS_ANSWER)
    labels = {choice.name: choice.label for choice in prompt.choices}
    return accept(turn, desk, Chosen(names), Typed(", ".join(labels.get(name, name) for name in names)))


def leaf_to(desk: Draft, page: int) -> Response:
    """[ดูต่อ]: another page of the choices."""
    choosing.turn_page(desk, desk.prompt, page)
    return asking.ask(desk)


def order_again(desk: Draft) -> Response:
    choosing.order_again(desk)
    return asking.ask(desk)


def keep(turn: Turn, desk: Draft) -> Response:
    """[ใช้ ...]: the form's default is the answer."""
    prompt = desk.prompt
    if prompt.current is None:
        return asking.ask(desk)
    return accept(turn, desk, Value(prompt.current.value), Typed(reading.shown(prompt, prompt.current)))
