"""Questions in chat: a sentence or a tap becomes an answer, and the next question may go on with it.

What was not understood is never answered by a guess: three questions near it are offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers import words
from handlers import words_status as says
from handlers.form import publishing
from handlers.naming import round_title
from handlers.people import joining
from handlers.refusing import note, refuse
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.report import officer
from handlers.report.desk import open_draft
from handlers.routes import find_route
from handlers.status import (
    answer_data,
    answering,
    cards,
    charts,
    copying,
    measuring,
    nudging,
    office_cards,
    reading_reports,
    seeing,
    vocabulary,
)
from handlers.status.answers import Answer, Asker, OfficeLine
from handlers.status.asked import Asked, Kind, Unclear
from handlers.status.understanding import MAX_TYPED, understand
from handlers.turn import Response, Turn
from models import Session, people, rounds
from models.people import OVERSEEING
from models.rounds import Round
from thai.replies import classify_reply
from thai.text import cut

WAITS = "progress"  # what the next question may go on with
REMEMBERED = 4  # questions
FRESH = timedelta(minutes=30)


def ask(turn: Turn, text: str) -> Response:
    """Answer a question that was typed."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    read_by = vocabulary.words_of(turn.session, asker, turn.now)
    earlier = _earlier(turn)
    before: Asked | None = None
    for each in earlier:
        found = understand(each, read_by, before)
        before = found if isinstance(found, Asked) else before
    asked = understand(text, read_by, before)
    if isinstance(asked, Unclear):
        return _offer(asked)
    said = [*earlier, cut(text, MAX_TYPED)][-REMEMBERED:]
    turn.account.waiting = {"for": WAITS, "q": said, "at": int(turn.now.timestamp())}
    return _respond(turn, asker, answering.answer(turn.session, asker, asked, turn.now), 1)


def _earlier(turn: Turn) -> list[str]:
    """Return the questions this one may go on with, the oldest first."""
    waiting = turn.account.waiting
    if waiting.get("for") != WAITS or turn.now.timestamp() - waiting["at"] > FRESH.total_seconds():
        return []
    return [str(each) for each in waiting["q"]]


def settle(turn: Turn, text: str) -> Response | None:
    """Take a message as the question that goes on with the one before; None where it is something else."""
    if not people.has_duty(turn.person, OVERSEEING) or find_route(text)[0] is not None:
        return None
    if open_draft(turn) is not None or classify_reply(text) != "text":
        return None
    if officer.find_task(turn, text) is not None or joining.typed_code(text):
        return None
    return ask(turn, text)


def of_kind(turn: Turn, kind: Kind) -> Response:
    """Answer a command that asks a kind of question about all the asker oversees."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    return _respond(turn, asker, answering.answer(turn.session, asker, Asked(kind), turn.now), 1)


def counts_only(turn: Turn) -> tuple[Answer, str]:
    """What a group may hear: numbers of the nearest round in the asker's scope, no names."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    found = answering.answer(turn.session, asker, Asked("status"), turn.now)
    round_ = found.rounds[0] if found.rounds else None
    if round_ is None:
        return found, words.NO_ROUND
    if found.counts is None:
        found = answering.answer(turn.session, asker, Asked("status"), turn.now, round_)
    assert found.counts is not None
    return found, f"{round_title(round_)}\n{words.group_status(found.counts.submitted, found.counts.expected)}"


def _offer(unclear: Unclear) -> Response:
    """Say what was not understood and offer the questions nearest to it."""
    match unclear.why:
        case "unknown_place":
            sentence = says.unknown_place(unclear.words)
        case "unknown_item":
            sentence = says.unknown_item(unclear.words)
        case "which_place":
            sentence = says.which_place(len(unclear.places))
        case "which_office":
            sentence = says.WHOSE if unclear.asked and unclear.asked.kind == "fillers" else says.WHICH_OFFICE
        case "which_item":
            sentence = says.WHICH_ITEM
        case _:
            sentence = says.NOT_UNDERSTOOD
    offered = answer_data.offered(unclear)
    buttons = tuple(Button(question, "ask", {"t": question}, says=question) for question in offered)
    rows = [Row(button.label, tap=button) for button in buttons]
    return Response((Card(sentence, rows=rows, note=says.ASK_FREELY, buttons=buttons),), must_arrive=False)


def tapped_question(turn: Turn, args: Mapping[str, Any]) -> Response:
    """One of the questions that were offered."""
    return ask(turn, str(args.get("t", "")))


def see(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A tap under an answer: the same question about what lies below, made anew."""
    if not people.has_duty(turn.person, OVERSEEING):
        return refuse(turn, "status", f"round {args.get('r')}")
    asker = vocabulary.asker_of(turn.session, turn.person)
    round_ = turn.session.get(Round, int(args["r"])) if "r" in args else None
    refs = tuple(item.ref for item in answering.form_of(turn.session, round_).items) if round_ and "i" in args else ()
    asked = seeing.asked_by(args, asker, round_, refs)
    if round_ is not None and not _may_see(turn, asker, round_):
        note(turn, "status", f"round {round_.id}")
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    found = answering.answer(turn.session, asker, asked, turn.now, round_)
    if found.measured is not None and (args.get("list") or args.get("all")):
        return Response((card_of(turn.session, asker, found, args, turn.now),), must_arrive=False)
    return _respond(turn, asker, found, int(args.get("page", 1)))


def card_of(session: Session, asker: Asker, found: Answer, args: Mapping[str, Any], now: datetime) -> Card:
    """Return the card of an answer, in chat as on the page: its offices, its areas, or itself."""
    page = int(args.get("page", 1))
    if args.get("list") and found.rounds:
        listed = measuring.every_office(session, asker, found, now)
        return office_cards.offices(listed, page)
    if args.get("all"):
        return cards.all_areas(found, asker, page)
    return cards.card(found, asker, page, now)


def _may_see(turn: Turn, asker: Asker, round_: Round) -> bool:
    return rounds.owes_any(turn.session, round_.id, asker.scope.of(round_.key))


def _respond(turn: Turn, asker: Asker, found: Answer, page: int) -> Response:
    if found.why:
        return _cannot(turn, found)
    if found.asked.kind == "read":
        line = next(line for line in found.lines if isinstance(line, OfficeLine))
        refs = found.asked.item.refs.get(line.round.form_id) if found.asked.item else None
        return reading_reports.show(turn.session, turn.person, line, refs, page, turn.now)
    shown = _with_page(found, cards.card(found, asker, page, turn.now))
    shown = nudging.with_deeds(turn, found, shown)
    replies: list[Reply] = [shown]
    if found.asked.kind == "trend":
        replies.append(charts.trend(turn.session, found, turn.now))
    return Response(tuple(replies), must_arrive=False)


def _with_page(found: Answer, shown: Card) -> Card:
    """Let the card of a whole round lead to the page beside the chat."""
    if found.asked.kind != "status" or found.asked.place is not None:
        return shown
    return replace(shown, buttons=(*shown.buttons, Button(says.WEB_PAGE, "web_page", says=says.WEB_PAGE)))


def web_page(turn: Turn) -> Response:
    """`หน้าเว็บ`: a link to the page beside the chat, good for a few minutes and for this person alone."""
    button = Button(says.OPEN_PAGE, action="link", value=f"page:{turn.person.id}", strong=True)
    return Response(
        (Card(says.PAGE_TITLE, rows=[Row(says.PAGE_LINE, small=True)], inside=(button,)),), must_arrive=False
    )


def _cannot(turn: Turn, found: Answer) -> Response:
    """Say why there is no answer: the round, the scope, or that nothing was sent."""
    match found.why:
        case "which_round":
            return Response((cards.which_round(found),), must_arrive=False)
        case "outside":
            note(turn, "status", found.asked.place.name if found.asked.place else "")
            return Response((Say(says.OUTSIDE),), must_arrive=False)
        case "not_sent":
            return Response((Say(says.NOT_SENT),), must_arrive=False)
        case "no_number":
            return Response((Say(says.NO_NUMBER),), must_arrive=False)
    if not found.asked.period and not found.asked.form_ids:
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    button = Button(says.EXAMPLES["rounds"], "ask", {"t": says.EXAMPLES["rounds"]}, says=says.EXAMPLES["rounds"])
    return Response((Say(says.NO_SUCH_ROUND, (button,)),), must_arrive=False)


def read_report(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[อ่านรายงาน] and its pages."""
    line = _line(turn, args)
    if line is None:
        return Response((Say(says.OUTSIDE),), must_arrive=False)
    return reading_reports.show(turn.session, turn.person, line, None, int(args.get("page", 1)), turn.now)


def report_photos(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ดูภาพ]: the photos of a report that was sent."""
    line = _line(turn, args)
    if line is None:
        return Response((Say(says.OUTSIDE),), must_arrive=False)
    return reading_reports.photos(turn.session, line, int(args.get("page", 1)))


def _line(turn: Turn, args: Mapping[str, Any]) -> OfficeLine | None:
    """Return the office of a button in its round, when it is within the scope."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    round_ = turn.session.get(Round, int(args["r"]))
    if round_ is None or int(args["o"]) not in asker.scope.of(round_.key):
        note(turn, "read_report", f"office {args['o']}")
        return None
    asked = seeing.asked_by({"k": "office", "o": args["o"]}, asker, round_)
    found = answering.answer(turn.session, asker, asked, turn.now, round_)
    return next((line for line in found.lines if isinstance(line, OfficeLine)), None)


def copy_text(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[คัดลอกข้อความ] of a text too long for the clipboard: sent as it is, to be copied by hand."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    round_ = turn.session.get(Round, int(args["r"]))
    if round_ is None or not _may_see(turn, asker, round_):
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    refs = tuple(item.ref for item in answering.form_of(turn.session, round_).items) if "i" in args else ()
    found = answering.answer(turn.session, asker, seeing.asked_by(args, asker, round_, refs), turn.now, round_)
    if found.why:
        return _cannot(turn, found)
    text = copying.summary_text(found) if found.asked.kind == "status" else copying.list_text(found)
    return Response((Say(text),), must_arrive=False)


def item_answers(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[รวมคำตอบไว้คัดลอก]: what every office that sent has answered to an item, in the order of the roster."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    round_ = turn.session.get(Round, int(args["r"]))
    if round_ is None or not _may_see(turn, asker, round_):
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    form = publishing.form_of(turn.session, round_.form_version_id)
    asked = seeing.asked_by(args, asker, round_, tuple(item.ref for item in form.items))
    found = answering.answer(turn.session, asker, replace(asked, kind="submitted"), turn.now, round_)
    text = reading_reports.merged(turn.session, turn.person, found, turn.now)
    return Response((Say(text or says.NO_ANSWERS),), must_arrive=False)
