"""What we asked back and now wait for: a confirmation, a name, the continuation of a text.

Another message than an answer drops the question; nothing is ever stored by silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import keyboards, words, words_review, words_sending, words_volumes
from handlers.asking_back import ask_back
from handlers.commands import run
from handlers.form import migrating_chat
from handlers.incoming import Text
from handlers.news import announced, enclosing
from handlers.people import asking_in, entrusting, joining, leaving, own_data, staffing
from handlers.refusing import refuse
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import (
    agreeing,
    asides,
    conflicts,
    continuing,
    draft,
    editing,
    filling,
    filling_column,
    going_on,
    heading,
    loading,
    making_sure,
    misplaced,
    moving,
    offering,
    officer,
    personal,
    photo_notice,
    reopening,
    reporter,
    rows,
    sent_report,
    stuck,
    submitting,
    unmended,
    unopened,
)
from handlers.report.desk import open_draft
from handlers.report.draft import Draft
from handlers.review import deciding, reviewing, sending_back
from handlers.rounds import confirming, deferring, head_rule, papers, scheduling, steering
from handlers.routes import find_route
from handlers.status import asking
from handlers.turn import Response, Turn
from handlers.volume import volumes, word_templates
from models.submissions import Submission
from thai.replies import classify_reply, without_particles
from thai.text import norm


def settle(turn: Turn, text: str) -> Response | None:
    """Take a message as the answer to what we asked back. None: it is none, and the question is dropped."""
    waiting = turn.account.waiting
    settling = _WAITING.get(waiting.get("for", ""))
    if settling is None:
        return None
    response = settling(turn, text)
    if response is None or turn.account.waiting is waiting:
        turn.account.waiting = {}
    return response


def _settle_on_draft(settle: Callable[[Turn, Draft, str], Response | None]) -> Callable[[Turn, str], Response | None]:
    def with_draft(turn: Turn, text: str) -> Response | None:
        desk = open_draft(turn)
        return settle(turn, desk, text) if desk is not None and desk.row.id == turn.account.waiting.get("s") else None

    return with_draft


def _settle_more(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Another piece of a text. A command word is asked about; "nothing" and a courtesy mean that was all.

    Where the very text stands open, a courtesy ends nothing: the next message would take the text's place.
    """
    said = turn.incoming.said
    if not isinstance(said, Text):
        return None
    route, _rest = find_route(text)
    if route is not None:
        return ask_command_or_answer(turn, said, collecting=True) if route.during == "asks" else None
    match classify_reply(text):
        case "courtesy":
            here = desk.interview.index
            return continuing.more(turn, desk) if desk.last_text == (here.ref, here.pos) else None
        case "none":
            return continuing.finish(turn, desk)
    return continuing.hear_more(turn, desk, draft.Typed(text, said.message_id, turn.incoming.at))


def _settle_reporter(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Who reports, on an account that several people use; a command is nobody's name."""
    if find_route(text)[0] is not None or not reporter.settle(turn, desk, text):
        return None
    return submitting.submit(turn, desk, named=True)


_SAID_OF_THE_HEAD = {
    **dict.fromkeys(("ผ่าน", "ผ่านแล้ว", "เห็นชอบแล้ว", "อนุมัติแล้ว", "ลงนามแล้ว", "ส่งเลย", "ส่งได้เลย", "ส่ง"), True),
    **dict.fromkeys(("ยังไม่ผ่าน", "ยังไม่เห็นชอบ", "ยังไม่อนุมัติ", "ยังไม่ลงนาม", "รอลงนาม", "รอ ผอ."), False),
}


def _settle_head(turn: Turn, desk: Draft, text: str) -> Response | None:
    if text.strip() == words_volumes.TAKE_TO_HEAD:
        return volumes.take_to_head(turn, desk)
    said = without_particles(norm(text)).strip()
    agreed = {norm(words.HEAD_AGREED): True, norm(words.HEAD_NOT_YET): False}.get(said, _SAID_OF_THE_HEAD.get(said))
    if agreed is None:
        agreed = {"yes": True, "no": False}.get(classify_reply(text))
    return None if agreed is None else submitting.settle_head(turn, desk, agreed)


def _settle_unmended(turn: Turn, desk: Draft, text: str) -> Response | None:
    said = without_particles(norm(text)).strip()
    told = {words_review.SEND_AS_IS: "yes", words_review.NOT_YET: "no", "ส่งเลย": "yes", "ส่งได้เลย": "yes"}
    if said == norm(words.HEAD_AGREED) or (_SAID_OF_THE_HEAD.get(said) and "ส่ง" not in said):
        return unmended.ask(turn, desk, agreed=True)
    answer = told.get(said) or classify_reply(text)
    return submitting.settle_unmended(turn, desk, answer == "yes") if answer in ("yes", "no") else None


def _settle_reopening(turn: Turn, text: str) -> Response | None:
    """The reason for opening a report that was sent; a command or a courtesy is none."""
    item = turn.account.waiting.get("item", "")
    row = turn.session.get(Submission, turn.account.waiting["s"])
    if row is None or row.assignment is None:
        return None
    if not officer.speaks_for(turn.person, row.assignment):
        return refuse(turn, "reopen", f"submission {row.id}")
    if reopening.is_refusal(text) or row.submitted_at is None:
        return Response((Say(words_sending.ALREADY_SENT),))
    desk = loading.load(turn.session, turn.person, row.id, turn.now)
    if submitting.is_over(turn, desk):
        return Response((Say(words_sending.CLOSED),))
    if deciding.is_locked(turn.session, row):
        return Response((Say(words_review.LOCKED),), must_arrive=False)
    if classify_reply(text) == "yes":
        return reopening.ask_why(turn, desk, item)
    if classify_reply(text) != "text" or find_route(text)[0] is not None:
        return None
    turn.account.waiting = {}
    reopening.reopen(turn, desk, text.strip())
    if item:
        return moving.jump_by_number(turn, desk, item, words_sending.REOPENED)
    return submitting.summary(turn, desk, [words_sending.REOPENED])


_IT_IS_AN_ANSWER = frozenset({words.AS_ANSWER, "คำตอบ", "เป็นคำตอบของข้อนี้"})


def _settle_command(turn: Turn, text: str) -> Response | None:
    """ "Command or answer?": run the one, or store the other exactly as it was typed."""
    waiting = turn.account.waiting
    desk, typed = open_draft(turn), draft.Typed.load(waiting)
    route, rest = find_route(typed.text)
    if route is None or desk is None or (desk.row.id, desk.question_id) != (waiting.get("s"), waiting.get("q")):
        return None
    reply = without_particles(norm(text)).strip()
    if reply in _IT_IS_AN_ANSWER or classify_reply(text) == "no":
        collecting = waiting.get("more", False)
        return continuing.hear_more(turn, desk, typed) if collecting else filling.read_answer(turn, desk, typed)
    if waiting.get("more") and continuing.is_finished(text):
        return continuing.finish(turn, desk)
    is_command = reply in (norm(words.use_command(command_called(typed.text))), "ใช้คำสั่ง", "คำสั่ง", "เป็นคำสั่ง")
    if is_command or find_route(text)[0] is route or classify_reply(text) == "yes":
        return run(turn, route, rest)
    return None


def _settle_misplaced(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Where a long text belongs. Was this message sent before it? Then it answers first, and the text after it."""
    late = draft.Typed.load(turn.account.waiting)
    said, settled = turn.incoming.said, misplaced.settle(turn, desk, text)
    if settled is not None or late.said_at is None or turn.incoming.at >= late.said_at:
        return settled
    if not isinstance(said, Text) or find_route(text)[0] is not None:
        return None
    turn.account.waiting, asked = {}, desk.question_id
    first = sent_report.hear_text(turn, desk, said)
    if turn.account.waiting or desk.question_id == asked:
        return first
    again = replace(turn, incoming=replace(turn.incoming, said=said, at=late.said_at))
    return going_on.after(first, sent_report.hear_text(again, desk, Text(late.text, late.message_id)))


def _settle_language(turn: Turn, desk: Draft, text: str) -> Response | None:
    named = moving.language_named(desk, text)
    return moving.speak(turn, desk, named) if named is not None else None


def _yes_or_no(settle: Callable[[Turn, Draft, bool], Response]) -> Callable[[Turn, Draft, str], Response | None]:
    """A question answered by yes or no."""

    def answered(turn: Turn, desk: Draft, text: str) -> Response | None:
        answer = classify_reply(text)
        return settle(turn, desk, answer == "yes") if answer in ("yes", "no") else None

    return answered


_WAITING: Mapping[str, Callable[[Turn, str], Response | None]] = {
    "invite": joining.settle_invite,
    "name": joining.settle_name,
    "reporter": _settle_on_draft(_settle_reporter),
    "head_note": heading.settle_note,
    "answer_question": stuck.settle_answer,
    head_rule.WAITS: head_rule.settle,
    "question": _settle_on_draft(stuck.settle_question),
    "own_data": own_data.settle,
    "value": _settle_on_draft(making_sure.settle_value),
    keyboards.WAITS: keyboards.settle,
    "year": _settle_on_draft(making_sure.settle_year),
    editing.EMPTYING: _settle_on_draft(_yes_or_no(editing.settle_emptying)),
    misplaced.WAITS: _settle_on_draft(_settle_misplaced),
    making_sure.OVERTAKEN: _settle_on_draft(asides.settle),
    unopened.WAITS: unopened.settle,
    "more": _settle_on_draft(_settle_more),
    "conflict": _settle_on_draft(conflicts.settle),
    "personal": _settle_on_draft(personal.settle),
    "head": _settle_on_draft(_settle_head),
    unmended.WAITS: _settle_on_draft(_settle_unmended),
    "rows": _settle_on_draft(agreeing.settle_rows),
    filling_column.WAITS: _settle_on_draft(agreeing.settle_column),
    photo_notice.WAITS: _settle_on_draft(photo_notice.settle),
    offering.WAITS: _settle_on_draft(sent_report.settle),
    "row": _settle_on_draft(_yes_or_no(rows.settle_removal)),
    "shrink": _settle_on_draft(_yes_or_no(making_sure.settle_shrinking)),
    "reopen": _settle_reopening,
    "command": _settle_command,
    asides.WAITS: _settle_on_draft(asides.settle),
    "language": _settle_on_draft(_settle_language),
    "move": migrating_chat.settle,
    staffing.WAITS: staffing.settle,
    entrusting.WAITS: entrusting.settle,
    asking_in.WAITS: asking_in.settle_introduction,
    sending_back.WAITS: sending_back.settle_return,
    reviewing.LOOKS: sending_back.settle_looking,
    "check_many": reviewing.settle_check_many,
    "broadcast": announced.settle,
    enclosing.WAITS_TEXT: enclosing.settle_text,
    enclosing.WAITS_PICTURE: enclosing.settle_picture,
    asking.WAITS: asking.settle,
    "day": deferring.settle,
    scheduling.WAITS: scheduling.settle,
    confirming.WAITS: confirming.settle,
    papers.WAITS: papers.settle,
    leaving.WAITS: leaving.settle,
    "which_round": steering.settle_choice,
    volumes.WAITS: volumes.settle,
    volumes.WAITS_COPY: volumes.settle_copy,
    word_templates.WAITS: word_templates.settle,
}


def command_called(typed: str) -> str:
    """Return a command as it stands on a button."""
    return typed.strip()[:12]


def ask_command_or_answer(turn: Turn, said: Text, *, collecting: bool = False) -> Response:
    """Ask what a command word among answers means. `collecting`: as an answer it joins the text before."""
    desk = open_draft(turn)
    asked = {"s": desk.row.id, "q": desk.question_id, "more": collecting} if desk is not None else {}
    typed = draft.Typed(said.text, said.message_id, turn.incoming.at)
    label = command_called(said.text)
    use = Button(words.use_command(label), says=words.use_command(label))
    as_answer = Button(words.AS_ANSWER, says=words.AS_ANSWER)
    buttons = ask_back(turn, {"for": "command", **asked, **typed.dump()}, use, as_answer)
    return Response((Say(words.command_or_answer(label), buttons),))
