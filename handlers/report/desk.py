"""The report open on a person's desk: opening one, taking it up again, putting it away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import words_receiving, words_review, words_sending
from handlers.naming import find_items
from handlers.people import still_may
from handlers.refusing import refuse
from handlers.replies import Text as Say
from handlers.report import asking, feeding, going_on, loading, moving, officer, reopening
from handlers.report.buttons import beside
from handlers.report.draft import Draft
from handlers.review import deciding, fixing
from handlers.rounds import papers
from handlers.turn import Response, Turn
from models import reviews
from models.reviews import ReturnedItem
from models.rounds import Assignment
from models.submissions import Submission


def open_task(turn: Turn, assignment: Assignment | None, item: str = "") -> Response:
    """Open a report of the person's own offices; a sent one only after asking, then at the item that was named."""
    if assignment is None or not officer.speaks_for(turn.person, assignment):
        return refuse(turn, "open_task", f"assignment {assignment.id}" if assignment else "")
    if assignment.due_state(turn.now) in ("closed", "exempt"):
        return Response((Say(words_sending.CLOSED),), must_arrive=False)
    is_new = not loading.is_begun(turn.session, assignment.id)
    desk = enter(turn, assignment)
    if desk.row.submitted_at is not None:
        turn.account.submission_id = None
        if reviews.is_amending(turn.session, desk.row.id):
            return Response((fixing.card(turn.session, desk.row),), must_arrive=False)
        if deciding.is_locked(turn.session, desk.row):
            return Response((Say(words_review.LOCKED),), must_arrive=False)
        return reopening.ask(turn, desk, item)
    letter = assignment.round.letter if is_new else None
    asked = going_on.go_on(turn, desk, remark=words_receiving.letter_line(letter) if letter else "")
    button = papers.letter_button(assignment.round) if letter else None
    return feeding.suggested(turn, desk, beside(asked, button) if button else asked)


def change_sent(turn: Turn, typed: str) -> Response | None:
    """`แก้ 3` after sending: that item of the only report sent; None where another may be meant."""
    owed = officer.owed(turn)
    sent = [task for task in owed if loading.is_submitted(turn.session, task.id)]
    if len(sent) != 1 or any(loading.is_begun(turn.session, task.id) for task in owed):
        return None
    form = loading.open_for(turn.session, turn.person, sent[0], turn.now).interview.form
    return open_task(turn, sent[0], typed) if find_items(form, typed) else None


def open_round(turn: Turn, round_id: int) -> Response:
    """Open the report of a round, as a button that many people got asks; which one, is asked of who owes several."""
    mine = [task for task in officer.owed(turn) if task.round_id == round_id]
    unsent = [task for task in mine if not loading.is_submitted(turn.session, task.id)]
    if len(unsent) == 1 or len(mine) == 1:
        return open_task(turn, (unsent or mine)[0])
    return officer.tasks(turn)


def open_first(turn: Turn, assignment: Assignment | None) -> Response:
    """Open a report that was begun at the first item that waits for an answer."""
    response = open_task(turn, assignment)
    desk = open_draft(turn)
    if assignment is None or desk is None or desk.row.assignment_id != assignment.id:
        return response
    waits = next((s for s in desk.outline() if s.relevant and s.done not in ("done", "none")), None)
    return response if waits is None else moving.jump(turn, desk, waits.index)


def open_returned(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[แก้ …] of a report that was sent back: the item, and after it the others that were."""
    item = turn.session.get(ReturnedItem, int(args["v"]))
    row = turn.session.get(Submission, item.submission_id) if item is not None else None
    if item is None or row is None or row.assignment is None or not officer.speaks_for(turn.person, row.assignment):
        return refuse(turn, "fix", f"item {args['v']}")
    if item.settled_at is not None or row.assignment.due_state(turn.now) in ("closed", "exempt"):
        return Response(
            (Say(words_sending.ALREADY_SENT if item.settled_at else words_sending.CLOSED),), must_arrive=False
        )
    desk = enter(turn, row.assignment)
    return asking.ask(desk, remark=fixing.start(turn, desk, item))


def enter(turn: Turn, assignment: Assignment) -> Draft:
    desk = loading.open_for(turn.session, turn.person, assignment, turn.now)
    turn.account.submission_id = desk.row.id
    turn.account.waiting = {}
    return desk


def open_draft(turn: Turn) -> Draft | None:
    """Return the report being filled, if its office is still the person's and it is not sent."""
    if turn.account.submission_id is None:
        return None
    row = turn.session.get(Submission, turn.account.submission_id)
    if row is None or _is_in(turn, row) or not still_may.fills(turn.session, turn.person, row):
        turn.account.submission_id = None
        return None
    return loading.load(turn.session, turn.person, row.id, turn.now)


def _is_in(turn: Turn, row: Submission) -> bool:
    """Whether a report is sent, and nothing more is asked of it."""
    return row.submitted_at is not None and not reviews.is_amending(turn.session, row.id)
