"""Buttons under a question: each knows the report, the question and the showing it belongs to."""

from __future__ import annotations

from typing import Any

from handlers.replies import Button
from handlers.report.draft import Draft


def button(draft: Draft, label: str, deed: str, says: str = "", **args: Any) -> Button:
    """Return a button of the question now asked; `says` is what the person is seen to say by tapping it."""
    own = {"s": draft.row.id, "q": draft.question_id, "n": draft.place.state["asked"], **args}
    return Button(label, deed, own, says=says or label)


def is_live(draft: Draft, args: Any) -> bool:
    """Whether a tapped button belongs to the question now asked, shown since it was reached."""
    return bool(args.get("q") == draft.question_id and args.get("n", -1) >= draft.place.state["since"])
