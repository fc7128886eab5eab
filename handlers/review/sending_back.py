"""Sending a report back item by item: asked one after the other in chat, then pushed to whoever fills the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import moments, words
from handlers import words_review as say
from handlers.asking_back import ask_back
from handlers.form import publishing
from handlers.naming import find_items, item_labels
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.review import deciding, fixing, reviewing
from handlers.review.deciding import Asked, CannotReview
from handlers.turn import Response, Turn
from models.submissions import Submission
from thai.replies import classify_reply

WAITS = "return"


def tap_return(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ส่งคืนเพื่อแก้ไข]: ask which items, and what is to be mended."""
    row = reviewing.in_scope(turn, int(args["s"]))
    if row is None:
        return reviewing.refuse_report(turn, args)
    if row.submitted_at is None or deciding.is_locked(turn.session, row):
        return Response((Say(say.CANNOT["checked" if row.submitted_at else "not_sent"]),), must_arrive=False)
    turn.account.waiting = {"for": WAITS, "s": row.id, "items": []}
    labels = item_labels(publishing.form_of(turn.session, row.form_version_id))
    return Response((Say(say.which_items(list(labels.values())[-1])),))


def settle_looking(turn: Turn, text: str) -> Response | None:
    """What stands on the buttons under a report that is looked over, typed. None: it was something else."""
    waiting_ = turn.account.waiting
    if "next" in waiting_:  # nothing is before them yet: it cannot be agreed to
        return reviewing.tapped(turn, {"s": waiting_["next"]}) if text.strip() == say.NEXT else None
    args = {"s": waiting_["s"]}
    match text.strip():
        case say.CHECK:
            return reviewing.tap_check(turn, args)
        case say.RETURN:
            return tap_return(turn, args)
        case words.NEXT_PAGE | say.WHOLE:
            return reviewing.tapped(turn, {**args, "page": waiting_["page"] + 1})
    return None


def settle_return(turn: Turn, text: str) -> Response | None:
    """Take an item and what is asked of it, or the word to send all of them back."""
    waiting_ = dict(turn.account.waiting)
    row = reviewing.in_scope(turn, waiting_["s"])
    if row is None:
        return None
    answer = "yes" if text.strip() == say.RETURN_NOW else classify_reply(text)
    if answer == "no":
        turn.account.waiting = {}
        return Response((Say(say.RETURN_CANCELLED),), must_arrive=False)
    if answer == "yes" and waiting_["items"]:
        turn.account.waiting = {}
        return _send_back(turn, row, [Asked(*each) for each in waiting_["items"]])
    return _one_more(turn, row, waiting_, text)


def _one_more(turn: Turn, row: Submission, waiting_: dict[str, Any], text: str) -> Response:
    form = publishing.form_of(turn.session, row.form_version_id)
    labels = item_labels(form)
    parts = text.split()
    meant = [(count, find_items(form, " ".join(parts[:count]))) for count in range(len(parts), 0, -1)]
    count, items = next(((count, found) for count, found in meant if found), (0, []))
    turn.account.waiting = waiting_ = dict(waiting_)  # a new one, so that the question goes on waiting
    if len(items) != 1:
        told = say.which_item([labels[item.ref] for item in items]) if items else say.NO_ITEM
        return Response((Say(told),))
    comment = " ".join(parts[count:])
    if not comment:
        return Response((Say(say.NO_COMMENT),))
    others = [each for each in waiting_["items"] if each[0] != items[0].ref]
    chosen = [*others, [items[0].ref, comment]]
    yes, no = Button(say.RETURN_NOW, says=say.RETURN_NOW, strong=True), Button(words.CANCEL, says=words.CANCEL)
    buttons = ask_back(turn, {"for": WAITS, "s": row.id, "items": chosen}, yes, no)
    return Response((Say(say.to_return([say.asks(labels[ref], comment) for ref, comment in chosen]), buttons),))


def _send_back(turn: Turn, row: Submission, asked: Sequence[Asked]) -> Response:
    try:
        until = deciding.send_back(turn.session, row, asked, turn.now, turn.person.id)
    except CannotReview as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    turn.session.flush()
    fixing.push(turn.session, row, turn.now)
    assert row.assignment is not None
    return Response((Say(say.returned(row.assignment.office.called, len(asked), moments.in_words(until))),))
