"""Stuck at an item: after two answers it cannot take, an explanation, leaving it, or asking the coordinator.

A question to the coordinator is a note with the item's name: it is pushed to them, waits among their requests, and
its answer comes back to whoever asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import words, words_stuck
from handlers.naming import round_title
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row, dump
from handlers.replies import Text as Say
from handlers.report import asking
from handlers.report.buttons import beside
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import database_now, deferrals, journal, outbox, scopes
from models.deferrals import Petition

KIND = "notice"  # of its outbox rows
QUESTION = "question"  # a kind of petition
TRIES = 2  # answers an item cannot take before ways out are shown
LENGTH = 1000  # characters of a question or an answer


def again(desk: Draft, remark: str) -> Response:
    """Ask again, saying what did not fit; the second time with the author's explanation and ways out."""
    tries = desk.place.state.get("tries") or {}
    count = tries["n"] + 1 if tries.get("q") == desk.question_id else 1
    desk.place.state = {**desk.place.state, "tries": {"q": desk.question_id, "n": count}}
    if count < TRIES or desk.is_trial:
        return asking.ask(desk, remark=remark)
    parts = [remark, desk.prompt.guidance, words_stuck.WAYS_OUT]
    shown = asking.ask(desk, remark="\n".join(filter(None, parts)))
    label = words_stuck.ASK_COORDINATOR
    return beside(shown, Button(label, "ask_coordinator", {"s": desk.row.id}, says=label))


def ask(turn: Turn, desk: Draft, text: str = "") -> Response:
    """`ถามผู้ประสานงาน`: ask what the question is, or send it with the name of the item it is about."""
    if desk.is_trial or not deferrals.coordinators_for(turn.session, desk.assignment, turn.today):
        return asking.ask(desk, remark=words_stuck.NOBODY)
    if not text.strip():
        turn.account.waiting = {"for": "question", "s": desk.row.id}
        return Response((Say(words_stuck.ASK_WHAT),))
    turn.account.waiting = {}
    at_end = desk.interview.index.event == "end"
    item = "" if at_end else asking.label_of(desk, desk.prompt) or asking.name_of(desk, desk.prompt)
    petition = Petition(
        assignment_id=desk.assignment.id,
        person_id=turn.person.id,
        kind=QUESTION,
        note=text.strip()[:LENGTH],
        item=item,
        asked_at=turn.now,
    )
    turn.session.add(petition)
    turn.session.flush()
    of = {"office_id": desk.assignment.office_id, "submission_id": desk.row.id}
    journal.record(turn.session, turn.now, turn.person.id, "ask_question", desk.assignment.round.key, **of, item=item)
    for person in deferrals.coordinators_for(turn.session, desk.assignment, turn.today):
        if person.account is not None and person.id != turn.person.id:
            _push(turn, person.account.line_user_id, f"ask:{petition.id}:{person.id}", card(petition))
    if at_end:
        return Response((Say(words_stuck.ASKED),))
    return asking.ask(desk, remark=words_stuck.ASKED)


def settle_question(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take the question that was asked for."""
    return ask(turn, desk, text)


def _push(turn: Turn, to: str, key: str, reply: Card | Say) -> None:
    outbox.queue(
        turn.session,
        dedupe_key=key,
        kind=KIND,
        to=to,
        replies=dump([reply]),
        business_at=turn.now,
        now=database_now(turn.session),
    )


def card(petition: Petition) -> Card:
    """Show a coordinator who is stuck where, and what they ask."""
    task = petition.assignment
    rows = [
        Row(words_stuck.about(round_title(task.round), petition.item) if petition.item else round_title(task.round)),
        Row(petition.note),
        Row(words_stuck.asked_by(petition.person.name), small=True),
    ]
    answer = Button(words_stuck.ANSWER, "answer_question", {"p": petition.id}, says=words_stuck.ANSWER, strong=True)
    title = words_stuck.question_card(task.office.called)
    note = words_stuck.how_to_answer()
    return Card(title, rows=rows, inside=(answer,), note=note, alt=f"{title} {petition.note}")


# --- the coordinator's answer --------------------------------------------------------------------------------------


def answer_typed(turn: Turn, text: str) -> Response:
    """`ตอบคำถาม …`: answer the only question that waits."""
    scope = scopes.coordinated(turn.session, turn.person)
    found = [each for each in deferrals.waiting(turn.session, scope) if each.kind == QUESTION]
    if len(found) == 1:
        return answer(turn, {"p": found[0].id}, text)
    cards = tuple(card(each) for each in found[:4])
    sentence = words_stuck.WHICH_QUESTION if found else words_stuck.NO_QUESTIONS
    return Response((Say(sentence), *cards), must_arrive=False)


def answer(turn: Turn, args: Mapping[str, Any], text: str = "") -> Response:
    """[ตอบคำถาม]: ask for the answer, or send it to whoever asked."""
    petition = deferrals.lock(turn.session, int(args["p"]))
    scope = scopes.coordinated(turn.session, turn.person)
    if petition is None or petition.kind != QUESTION or not scope.covers(petition.assignment):
        return refuse(turn, "answer_question", f"petition {args['p']}")
    if petition.state != "asked":
        return Response((Say(words_stuck.ANSWERED_BEFORE),), must_arrive=False)
    if not text.strip():
        turn.account.waiting = {"for": "answer_question", "p": petition.id}
        return Response((Say(words_stuck.ANSWER_WHAT),))
    turn.account.waiting = {}
    petition.answer, petition.state = text.strip()[:LENGTH], "granted"
    petition.settled_at, petition.settled_by = turn.now, turn.person.id
    task = petition.assignment
    of = {"office_id": task.office_id}
    journal.record(turn.session, turn.now, turn.person.id, "answer_question", task.round.key, **of, item=petition.item)
    account = petition.person.account
    if account is not None and account.blocked_at is None:
        about = petition.item or round_title(task.round)
        told = words_stuck.answer_for_you(about, petition.note, petition.answer, turn.person.name)
        button = Button(words.CONTINUE, "open_task", {"a": task.id}, says=words.CONTINUE)
        _push(turn, account.line_user_id, f"answer:{petition.id}", Say(told, (button,)))
    return Response((Say(words_stuck.ANSWERED),))


def settle_answer(turn: Turn, text: str) -> Response | None:
    return answer(turn, turn.account.waiting, text)
