"""Buttons under a question: each knows the report, the question and the showing it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import words_editing
from handlers.replies import Button, Card, Question
from handlers.replies import Text as Say
from handlers.report.draft import Draft
from handlers.turn import Response

QUICK_REPLIES = 13  # LINE's limit for one message
STANDING = 5  # buttons at the end that stay when there are too many


def button(draft: Draft, label: str, deed: str, says: str = "", **args: Any) -> Button:
    """Return a button of the question now asked; `says` is what the person is seen to say by tapping it."""
    own = {"s": draft.row.id, "q": draft.question_id, "n": draft.place.state["asked"], **args}
    return Button(label, deed, own, says=says or label)


def is_live(draft: Draft, args: Any) -> bool:
    """Whether a tapped button belongs to the question now asked, shown since it was reached."""
    return bool(args.get("q") == draft.question_id and args.get("n", -1) >= draft.place.state["since"])


def beside(response: Response, *buttons: Button, remark: str = "") -> Response:
    """Return a response with more buttons in front of those of its last bubble, and a remark above it."""
    if not response.replies:
        return response
    *before, last = response.replies
    if not isinstance(last, Question | Card | Say):
        return response
    room = QUICK_REPLIES - len(buttons)
    own, standing = last.buttons[:-STANDING], last.buttons[-STANDING:]
    last = replace(last, buttons=(*buttons, *own[: room - len(standing)], *standing))
    if remark and isinstance(last, Question):
        last = replace(last, remark="\n".join(filter(None, [remark, last.remark])))
    elif remark:
        before = [*before, Say(remark)]
    return replace(response, replies=(*before, last))


def undo_button(draft: Draft, rev: int | None = None, label: str = words_editing.UNDO) -> Button:
    """[คืนคำตอบเดิม] for the change just made, or that of a `rev`, and no later one."""
    return Button(label, "undo", {"s": draft.row.id, "v": draft.row.rev if rev is None else rev}, says=label)
