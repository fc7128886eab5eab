"""How far a report is: items dealt with and items of the form, for status; those that wait, for reminders."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from forms.form import Form
from forms.review import ItemState

if TYPE_CHECKING:
    from handlers.draft import Draft


def count(draft: Draft) -> None:
    """Keep them beside the report.

    What a gate has ruled out is dealt with; what an open gate may still ask is not. So the total never moves.
    """
    gates = _gates(draft.interview.form)
    states = [state for state in draft.outline() if state.relevant or state.item.ref in gates]
    draft.row.items = len(states)
    draft.row.open_items = [state.item.ref for state in states if state.relevant and state.done not in ("done", "none")]
    draft.row.answered = sum(
        _is_done(draft, state) if state.relevant else draft.has_answer(gates[state.item.ref]) for state in states
    )


def _is_done(draft: Draft, state: ItemState) -> bool:
    """Whether an item is dealt with; one that only holds the form's default has not been seen yet."""
    return state.done in ("done", "none") and (state.index.ref, state.index.pos) not in draft.interview.presumed


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
