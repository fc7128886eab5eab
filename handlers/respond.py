"""The single entrance: who is speaking, and is it a command, the answer to something asked back, or an answer?"""

from __future__ import annotations

from datetime import datetime

from handlers import asking_back, everyone, keyboards, taps, waiting, words, words_correcting, words_files
from handlers.commands import run
from handlers.form import authoring
from handlers.incoming import Followed, Incoming, Media, Place, Sticker, Tapped, Text, TookBack, Unfollowed, Unknown
from handlers.naming import find_items
from handlers.news import announced, enclosing, telling
from handlers.people import joining, still_may
from handlers.refusing import note
from handlers.replies import Text as Say
from handlers.report import (
    asking,
    filling,
    officer,
    photos,
    reading,
    seeing,
    sent_report,
    submitting,
    taking_back,
    unopened,
)
from handlers.report.desk import enter, open_draft, open_task
from handlers.report.draft import Typed
from handlers.rounds import papers
from handlers.routes import Route, allowed, find_route, find_spoken
from handlers.status import asking as asking_status
from handlers.status import kinds
from handlers.turn import SILENCE, Response, Turn
from handlers.volume import word_templates
from models import Session, people
from models.people import OVERSEEING, Account
from thai.replies import classify_reply
from thai.text import clean, norm

LIKELY_AN_ANSWER = 40  # characters: what is as long while no report is open was meant for one


def respond(session: Session, incoming: Incoming, now: datetime) -> Response:
    """Do what was asked and return what to say. The caller holds the account's row and commits."""
    if not incoming.line_user_id:
        return everyone.to_group(incoming)
    account = session.get(Account, incoming.line_user_id) or _nobody(incoming, now)
    turn = Turn(session, account, incoming, now)
    response = everyone.in_group(turn) if incoming.group_id else telling.ride_along(turn, _in_private(turn))
    if not incoming.group_id and (account.last_said_at is None or incoming.at > account.last_said_at):
        account.last_said_at = incoming.at
    return response


def _nobody(incoming: Incoming, now: datetime) -> Account:
    """Return a stand-in for whoever speaks in a group without LINE telling us who it is; never stored."""
    return Account(line_user_id=incoming.line_user_id, created_at=now, waiting={})


def _in_private(turn: Turn) -> Response:
    match turn.incoming.said:
        case Followed():
            return joining.greet(turn)
        case Unfollowed():
            return joining.leave(turn)
        case TookBack(message_id):
            return taking_back.take_back(turn, message_id)
        case Unknown(spoken=False):
            return SILENCE
    return _as_stranger(turn) if turn.account.person is None else seeing.note(turn, _as_known(turn))


def _as_known(turn: Turn) -> Response:
    match turn.incoming.said:
        case Tapped() as tapped:
            return taps.tap(turn, tapped)
        case Text() as said:
            return _text(turn, Text(clean(said.text), said.message_id))
        case Media() as media:
            taken = papers.receive(turn, media) or enclosing.receive(turn, media) or word_templates.receive(turn, media)
            taken = taken or authoring.receive(turn, media)
            if taken is not None:
                return taken
            return _media(turn, media)
        case Place() as place:
            return _place(turn, place)
        case Sticker():
            return _unusable(turn, words.NO_STICKER)
    return _unusable(turn, words.UNKNOWN_KIND)


def _media(turn: Turn, media: Media) -> Response:
    """A photo or file for the open report; a filled form opens the only report that is owed."""
    desk = open_draft(turn)
    if desk is not None:
        return photos.hear_media(turn, desk, media)
    if not sent_report.is_form(media):
        return officer.home(turn)
    owed = officer.unsent(turn)
    desk = enter(turn, owed[0]) if len(owed) == 1 else None
    taken = sent_report.receive(turn, desk, media) if desk is not None else None
    if taken is not None:
        return taken
    home = officer.home(turn)
    return Response((Say(words_files.OPEN_FIRST), *home.replies), must_arrive=False)


def _as_stranger(turn: Turn) -> Response:
    tapped = turn.incoming.said
    if isinstance(tapped, Tapped) and turn.account.waiting.get("for") == "invite" and asking_back.answers(turn, tapped):
        settled = joining.settle_invite(turn, asking_back.spoken(tapped))
        if settled is not None:
            return settled
    return joining.hear(turn)


def _unusable(turn: Turn, sentence: str) -> Response:
    """Something no report takes: say what the item takes, and show it again."""
    desk = open_draft(turn)
    if desk is None:
        return Response((Say(sentence),), must_arrive=False)
    if desk.interview.index.event == "end":
        return submitting.summary(turn, desk)
    return asking.ask(desk, remark=words_correcting.does_not_fit(reading.kind(desk.prompt)))


def _place(turn: Turn, place: Place) -> Response:
    """A location answers the question for a place, and no other: nobody typed its numbers."""
    desk = open_draft(turn)
    if desk is None or desk.interview.index.event != "question" or desk.prompt.type != "geopoint":
        return _unusable(turn, words.UNKNOWN_KIND)
    typed = Typed(f"{place.latitude} {place.longitude}", place.message_id, turn.incoming.at)
    return filling.read_answer(turn, desk, typed)


def _text(turn: Turn, said: Text) -> Response:
    if not norm(said.text).strip():  # spaces, or signs nobody sees
        return _unusable(turn, words.UNKNOWN_KIND)
    settled = waiting.settle(turn, said.text)
    if settled is not None:
        return settled
    route, rest = _command(turn, said.text)
    if route is not None and (allowed(turn.account.person, route) or _is_an_officers_here(turn, route)):
        if route.during == "asks" and _expects_text(turn) and not _sees_something_else(turn):
            return waiting.ask_command_or_answer(turn, said)
        return run(turn, route, rest)
    other_keyboard = keyboards.suggest(turn, said) if route is None else None
    return other_keyboard or _no_command(turn, said, route)


def _command(turn: Turn, text: str) -> tuple[Route | None, str]:
    """Return the command a message is, by the words of the table or said in passing, and what follows it."""
    route, rest = find_route(text)
    if route is not None and route.name in ("edit", "history") and not _names_an_item(turn, rest):
        route = None  # "แก้ไขแล้ว 3 โรงเรียน" is an answer
    return (route, rest) if route is not None else _said_in_passing(turn, text)


def _no_command(turn: Turn, said: Text, command: Route | None) -> Response:
    """An answer to the open report, or a question. `command`: what it is for others."""
    desk = open_draft(turn)
    if desk is not None and desk.interview.index.event == "end":
        other = officer.find_task(turn, said.text)  # at the summary a name means another report
        return open_task(turn, other) if other else sent_report.hear_text(turn, desk, said)
    if desk is not None:
        if people.has_duty(turn.person, OVERSEEING) and not _expects_text(turn) and kinds.is_question(said.text):
            return asking_status.ask(turn, said.text)
        return seeing.go_to_named(turn, desk, said.text) or sent_report.hear_text(turn, desk, said)
    return _without_draft(turn, said, None if kinds.is_question(said.text) else command)


def _said_in_passing(turn: Turn, text: str) -> tuple[Route | None, str]:
    """Return the command in a sentence of spoken Thai; where nothing is filled, overseers ask about their offices."""
    route, rest = find_spoken(text)
    if route is None or not people.has_duty(turn.person, OVERSEEING):
        return route, rest
    asks_of_others = route.name == "question" and not _expects_text(turn) and kinds.is_question(text)
    return (None, "") if open_draft(turn) is None or asks_of_others else (route, rest)


def _without_draft(turn: Turn, said: Text, command: Route | None) -> Response:
    """Nothing is being filled: an invite code adds an office, a courtesy gets one back, the rest is shown the way."""
    task = officer.find_task(turn, said.text) or officer.to_mend(turn, said.text)
    if task is not None:
        return open_task(turn, task)
    code = joining.typed_code(said.text)
    if code and len(said.text.strip()) <= len(code) + 2:
        return joining.offer_invite(turn, code)
    home = officer.home(turn)
    noted = announced.noted_by_typing(turn) if "รับทราบ" in said.text else None
    if noted is not None:
        return noted
    if classify_reply(said.text) == "courtesy":
        return Response((Say(words.COURTESY), *home.replies), must_arrive=False)
    if command is not None and command.duties and command.duties <= OVERSEEING:
        note(turn, command.name, "")
        return Response((Say(words.whose_deed(command.duties)), *home.replies), must_arrive=False)
    if people.has_duty(turn.person, OVERSEEING) and command is None:
        return asking_status.ask(turn, said.text)
    offered = None if command else unopened.offer(turn, said)
    if offered is not None:
        return offered
    is_answer = command is None and officer.owed(turn) and len(said.text.strip()) >= LIKELY_AN_ANSWER
    return Response((Say(words_files.TEXT_NOT_KEPT), *home.replies), must_arrive=False) if is_answer else home


def _is_an_officers_here(turn: Turn, route: Route) -> bool:
    """Whether a coordinator walks a form, or fills it for an office: then an officer's words are understood."""
    desk = open_draft(turn) if route.with_draft or route.during == "beside" else None
    return desk is not None and (desk.is_trial or still_may.fills_for(turn.session, turn.person, desk.row))


def _names_an_item(turn: Turn, typed: str) -> bool:
    """Whether what follows แก้ is an item of the open report; where no text is asked, any number is meant as one."""
    desk = open_draft(turn)
    is_number = typed[0].isdigit()
    if desk is None:
        return is_number
    return bool(find_items(desk.interview.form, typed)) or (is_number and not _expects_text(turn))


def _sees_something_else(turn: Turn) -> bool:
    """Whether a summary or a list stands before the person, whose buttons are typed on a PC."""
    desk = open_draft(turn)
    return desk is not None and desk.is_hidden


def _expects_text(turn: Turn) -> bool:
    desk = open_draft(turn)
    return desk is not None and desk.interview.index.event == "question" and desk.prompt.type == "text"
