"""What a turn changed in a report's answers, noted for the audit: each with its old and its new value.

One row a turn, written with the answers themselves. What the form calculates is not noted: nobody did it. A trial
belongs to no round and is not noted either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forms.changes import Changes
from forms.facts import Key, Leaf
from forms.interview import Interview
from models import journal

if TYPE_CHECKING:
    from handlers.report.draft import Draft

DEED = "answer"


def note(draft: Draft, before: Interview, changed: Changes, put: Mapping[Key, Leaf], now: datetime) -> None:
    """Note the answers of one turn: those of questions, by whomever the report is open for."""
    nodes = draft.interview.form.nodes
    set_ = [
        _change(key, before.answers.get(key), leaf)
        for key, leaf in put.items()
        if nodes[key[0]].kind == "question" and before.answers.get(key) != leaf
    ]
    removed = [_change(key, before.answers.get(key), None) for key in sorted(changed.removed) if _asked(before, key)]
    moved = {"moved": [list(each) for each in changed.moved]} if changed.moved else {}
    if set_ or removed or moved:
        keep(draft, [*removed, *set_], now, **moved)


def keep(draft: Draft, answers: Iterable[dict[str, Any]], now: datetime, **more: Any) -> None:
    """Write down what became of answers."""
    row = draft.row
    if row.assignment is None:
        return
    journal.record(
        draft.session,
        now,
        draft.person.id,
        DEED,
        row.assignment.round.key,
        office_id=row.assignment.office_id,
        submission_id=row.id,
        answers=list(answers),
        **more,
    )


def rewritten(draft: Draft, key: Key, old: str, new: str, now: datetime) -> None:
    """Note an answer that was changed in its row alone."""
    keep(draft, [_change(key, Leaf(old), Leaf(new) if new else None)], now)


def _asked(before: Interview, key: Key) -> bool:
    node = before.form.nodes.get(key[0])
    return node is None or node.kind == "question"


def _change(key: Key, old: Leaf | None, new: Leaf | None) -> dict[str, Any]:
    return {"ref": key[0], "pos": key[1], "old": _words(old), "new": _words(new)}


def _words(leaf: Leaf | None) -> str | None:
    """Return the value of an answer; None where there is none, "-" for "nothing to report", "…" for put off."""
    if leaf is None:
        return None
    return leaf.value if leaf.state == "value" else {"none": "-", "put_off": "…"}[leaf.state]
