"""How far a report is: items dealt with and items of the form, for status; those that wait, for reminders.

They are kept beside the report. A turn counts only the items it touched, and what these were before; `count` is the
truth it must agree with.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from forms.changes import Changes
from forms.facts import Leaf
from forms.form import Form
from forms.interview import Interview
from forms.review import ItemState, item_states
from forms.touched import touched

if TYPE_CHECKING:
    from collections.abc import Container

    from handlers.report.draft import Draft


def count(draft: Draft) -> None:
    """Count the whole report.

    What a gate has ruled out is dealt with; what an open gate may still ask is not. So the total never moves.
    """
    states = _counted(draft.interview, None)
    draft.row.items = len(states)
    draft.row.open_items = _open(states)
    draft.row.answered = _answered(draft.interview, states)


def recount(draft: Draft, before: Interview, changed: Changes) -> None:
    """Count what a turn has changed since `before`; the whole report where that may be anything."""
    after, row = draft.interview, draft.row
    items = touched(before, after, changed) if row.open_items is not None and before.form is after.form else None
    if items is None or row.open_items is None:
        count(draft)
        return
    was, now = _counted(before, items), _counted(after, items)
    row.items += len(now) - len(was)
    row.answered += _answered(after, now) - _answered(before, was)
    still = [ref for ref in row.open_items if ref not in items]
    row.open_items = sorted([*still, *_open(now)], key=_order(after.form).__getitem__)


def _counted(held: Interview, only: Container[str] | None) -> list[ItemState]:
    """Return the states of the items that count, of those in `only`."""
    gates = _gates(held.form)
    states = item_states(held.instance(), held.closed, only)
    return [state for state in states if state.relevant or state.item.ref in gates]


def _open(states: list[ItemState]) -> list[str]:
    return [state.item.ref for state in states if state.relevant and state.done not in ("done", "none")]


def _answered(held: Interview, states: list[ItemState]) -> int:
    gates = _gates(held.form)
    return sum(
        _is_done(held, state) if state.relevant else _has_answer(held.answers.get((gates[state.item.ref], "")))
        for state in states
    )


def _is_done(held: Interview, state: ItemState) -> bool:
    """Whether an item is dealt with; one that only holds the form's default has not been seen yet."""
    return state.done in ("done", "none") and (state.index.ref, state.index.pos) not in held.presumed


def _has_answer(leaf: Leaf | None) -> bool:
    return leaf is not None and leaf.state != "put_off"


@lru_cache(maxsize=64)
def _order(form: Form) -> dict[str, int]:
    return {item.ref: place for place, item in enumerate(form.items)}


@lru_cache(maxsize=64)
def _gates(form: Form) -> dict[str, str]:
    """Return, for every item behind a gate question, the gate's ref: it stands in a group around the item."""
    gates = {node.parent: ref for ref, node in form.nodes.items() if node.role == "gate"}
    found = {}
    for item in form.items:
        around = form.nodes[item.ref].parent
        while around is not None and around not in gates:
            around = form.nodes[around].parent
        if around is not None:
            found[item.ref] = gates[around]
    return found
