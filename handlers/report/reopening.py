"""A report that was sent is opened again: with a reason, told to the coordinator; so is what was changed in it."""

from __future__ import annotations

from handlers import words
from handlers import words_editing as say
from handlers.asking_back import offer
from handlers.naming import item_labels, round_title
from handlers.people import hooks
from handlers.replies import Text as Say
from handlers.replies import dump
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import deferrals, journal, notices, past_answers
from thai.replies import classify_reply

REASON = 300  # characters that are kept
ITEMS_TOLD = 12


def ask(turn: Turn, desk: Draft, item: str = "") -> Response:
    """The report was sent: ask why it is to be opened again. `item`: what is to be changed, if it was said."""
    return _ask(turn, desk, say.ASK_REOPEN, item)


def is_refusal(text: str) -> bool:
    return text.strip() == say.DO_NOT_REOPEN or classify_reply(text) == "no"


def ask_why(turn: Turn, desk: Draft, item: str = "") -> Response:
    """A yes is no reason: ask for one."""
    return _ask(turn, desk, say.ASK_WHY, item)


def _ask(turn: Turn, desk: Draft, question: str, item: str) -> Response:
    answers = (*say.REASONS, say.DO_NOT_REOPEN)
    return Response((Say(question, offer(turn, {"for": "reopen", "s": desk.row.id, "item": item}, answers)),))


def reopen(turn: Turn, desk: Draft, why: str) -> None:
    """Open the report; its history goes on, and the coordinator is told."""
    row, task = desk.row, desk.assignment
    row.submitted_at = None
    row.reopened_at, row.reopened_why = turn.now, why[:REASON]
    row.rev += 1
    turn.account.submission_id = row.id
    of = {"office_id": task.office_id, "submission_id": row.id}
    journal.record(turn.session, turn.now, turn.person.id, "reopen", task.round.key, **of, why=row.reopened_why)
    hooks.tell(turn.session, row, "report.reopened", turn.now)
    _tell(turn, desk, "reopened", say.reopened_notice(_report(desk), turn.person.name, row.reopened_why))


def tell_what_changed(turn: Turn, desk: Draft) -> None:
    """A report that had been sent before is sent again: the coordinator is told which items were changed."""
    row = desk.row
    if row.reopened_at is None:
        return
    form = desk.interview.form
    labels = item_labels(form)
    changed = {ref for ref in past_answers.changed_since(turn.session, row.id, row.reopened_at)}
    items = {form.item_of[ref].ref for ref in changed if ref in form.item_of}
    named = [labels[item.ref] or item.short for item in form.items if item.ref in items]
    if len(named) > ITEMS_TOLD:
        named = [*named[:ITEMS_TOLD], words.and_more(len(named) - ITEMS_TOLD)]
    _tell(turn, desk, "resent", say.sent_again_notice(_report(desk), named, row.reopened_why))


def _report(desk: Draft) -> str:
    return f"{round_title(desk.assignment.round)} · {desk.assignment.office.called}"


def _tell(turn: Turn, desk: Draft, what: str, sentence: str) -> None:
    """Leave the coordinators a notice: it rides on what they are told next, and costs nothing."""
    people = deferrals.coordinators_for(turn.session, desk.assignment, turn.today)
    told = [person.id for person in people if person.id != turn.person.id]
    notices.leave(turn.session, f"{what}:{desk.row.id}:{desk.row.rev}", told, dump([Say(sentence)]), turn.now)
