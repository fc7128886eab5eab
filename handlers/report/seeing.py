"""What a person has before them: the question that is open, or something else that was shown since.

What is typed at a summary or a list is kept like any answer, never lost; but where it went is said, with a way back.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.incoming import Tapped, Text
from handlers.naming import named_items
from handlers.replies import Card, Question, Reply
from handlers.report import moving, officer
from handlers.report.desk import open_task
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models.submissions import Interview as Place

TASKS = "tasks"
LONGEST_NAME = 40  # characters of an item's name; a longer message is an answer


def note(turn: Turn, response: Response) -> Response:
    """Note whether the open question was shown, or something typed or tapped for hides it."""
    place = turn.session.get(Place, (turn.person.id, turn.account.submission_id)) if _is_filling(turn) else None
    if place is None or not response.replies or turn.account.waiting:
        return response
    hidden = _hides(response.replies)
    if hidden != place.state.get("hidden", "") and (not hidden or isinstance(turn.incoming.said, Text | Tapped)):
        place.state = {**place.state, "hidden": hidden}
    return response


def _hides(replies: Sequence[Reply]) -> str:
    """Return what is before the person instead of a question: the list of tasks, anything else, or "" for nothing."""
    if any(isinstance(reply, Question) for reply in replies):
        return ""
    rows = [row for reply in replies if isinstance(reply, Card) for row in reply.rows]
    return TASKS if any(row.tap is not None and row.tap.deed == "open_task" for row in rows) else "other"


def _is_filling(turn: Turn) -> bool:
    return turn.account.person is not None and turn.account.submission_id is not None


def go_to_named(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Go to the task or item whose number or name is typed at a list or a summary; None for anything else."""
    if not desk.is_hidden or len(text) > LONGEST_NAME:
        return None
    task = officer.find_task(turn, text) if desk.place.state["hidden"] == TASKS else None
    if task is not None:
        return open_task(turn, task)
    if desk.prompt.type != "text":
        return None
    return moving.jump_by_number(turn, desk, text) if named_items(desk.interview.form, text) else None
