"""A message its sender took back (LINE's unsend): it leaves the answer and the files, and the item reopens.

The journal's copy, and the tombstone that keeps out a message arriving after its unsend, are bot/intake.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forms.facts import Index, Key
from forms.said import Jump
from handlers import words
from handlers.naming import round_title
from handlers.people import hooks
from handlers.replies import Text as Say
from handlers.replies import dump
from handlers.report import annexes, asking, draft, file_pictures, forgetting, loading
from handlers.report.desk import open_draft
from handlers.report.draft import Draft
from handlers.turn import SILENCE, Response, Turn
from handlers.volume import odk
from models import (
    audit,
    compiled_files,
    deferrals,
    jobs,
    journal,
    notices,
    outbox,
    past_answers,
    reviews,
    sent_files,
    submissions,
)
from models.people import Person
from models.submissions import Answer, AnswerPiece, Attachment


def take_back(turn: Turn, message_id: str) -> Response:
    """Remove an unsent message from wherever it went: out of every answer it is in; silent when it was none."""
    sent_files.forget_message(turn.session, message_id)
    past_answers.forget_message(turn.session, message_id)
    was_asked = _drop_question(turn, message_id)
    photo = submissions.attachment_of_message(turn.session, message_id)
    file_pictures.forget(turn.session, submissions.attachments_in_file(turn.session, message_id), turn.now)
    found: list[AnswerPiece | Attachment] = [
        *submissions.pieces_of_message(turn.session, message_id),
        *([photo] if photo else []),
    ]
    person = _whose(turn, found[0]) if found else None
    if person is None:
        return _tell_asked(turn) if was_asked else SILENCE
    desk = loading.load(turn.session, person, found[0].submission_id, turn.now)
    if photo is not None and annexes.is_annex(desk.interview.form, photo):
        return annexes.take_back(turn, desk, photo)
    desk.keeps_past = False
    keys = [(each.ref, each.pos) for each in found]
    outbox.blank_since(turn.session, turn.account.line_user_id, found_at(found[0]))
    if photo is not None:
        photo.state, photo.file_name = "gone", ""
        jobs.want(turn.session, "forget", str(photo.id), turn.now)
    submissions.forget_message(turn.session, message_id)
    here = desk.interview.index
    old = {key: desk.interview.answers[key].value for key in keys if key in desk.interview.answers}
    said = [each.text for each in found if isinstance(each, AnswerPiece)]
    emptied = [key for key in keys if not _left(turn, desk, key, has_words=photo is None)]
    if not desk.is_trial:
        forgetting.forget(turn, desk, old, said)
        reviews.forget(turn.session, desk.row.id, keys)
        audit.erase_answers(turn.session, desk.row.id, keys, turn.now, "unsent")
        compiled_files.expire(turn.session, desk.assignment.round_id, desk.assignment.office_id, turn.now)
    return _tell(turn, desk, here, emptied)


def _left(turn: Turn, desk: Draft, key: Key, *, has_words: bool) -> str:
    """Give an answer the words of the messages that are left; return them, "" where none may stay."""
    rest = submissions.pieces_of(turn.session, desk.row.id, *key) if has_words else []
    text = "\n".join(each.text for each in rest)
    if draft.rewrite(desk, key, text, turn.now) is None:
        return text
    draft.rewrite(desk, key, "", turn.now)  # the form does not take what is left, and what was taken back may not stay
    return ""


def _drop_question(turn: Turn, message_id: str) -> bool:
    """Forget what we asked back about a message; return whether we did."""
    waiting = turn.account.waiting
    rest = (each["message"] for each in waiting.get("rest", ()))
    if not message_id or message_id not in (waiting.get("message"), *waiting.get("messages", ()), *rest):
        return False
    turn.account.waiting = {}
    if waiting.get("at"):
        outbox.blank_since(turn.session, turn.account.line_user_id, datetime.fromisoformat(waiting["at"]))
    return True


def _tell_asked(turn: Turn) -> Response:
    desk = open_draft(turn)
    return asking.ask(desk, remark=words.TAKEN_BACK) if desk is not None else Response((Say(words.TAKEN_BACK),))


def _whose(turn: Turn, found: AnswerPiece | Attachment) -> Person | None:
    """Return whose answer it is: also of an account that no longer speaks for anybody."""
    if turn.account.person is not None:
        return turn.account.person
    answer = turn.session.get(Answer, (found.submission_id, found.ref, found.pos))
    return turn.session.get(Person, answer.person_id) if answer is not None and answer.person_id else None


def found_at(found: AnswerPiece | Attachment) -> datetime:
    """Return when the message came; from then on our own words may quote it."""
    return found.said_at if isinstance(found, AnswerPiece) else found.created_at


def _tell(turn: Turn, desk: Draft, here: Index, emptied: Sequence[Key]) -> Response:
    """Say what was done and, in the open report, ask again: the first emptied item, or what was being asked."""
    if desk.row.submitted_at is not None:
        return _tell_of_sent(turn, desk)
    if turn.account.submission_id != desk.row.id:
        return Response((Say(words.TAKEN_BACK),))
    target = _first(desk, emptied) if emptied else (here.ref, here.pos)
    draft.hear(desk, Jump(*target), turn.now)
    return asking.ask(desk, remark=words.TAKEN_BACK)


def _first(desk: Draft, keys: Sequence[Key]) -> Key:
    """Return the item that comes first: of the first row, as the form orders them."""
    order = list(desk.interview.form.nodes)
    return min(keys, key=lambda key: ([int(number) for number in key[1].split(".") if number], order.index(key[0])))


def _tell_of_sent(turn: Turn, desk: Draft) -> Response:
    """The report was sent: it opens for another sending; once its round is closed, the coordinator is told instead."""
    assignment = desk.assignment
    title = f"{round_title(assignment.round)} · {assignment.office.called}"
    odk.blank(turn.session, desk.row.id)
    of = {"office_id": assignment.office_id, "submission_id": desk.row.id}
    journal.record(turn.session, turn.now, desk.person.id, "take_back", assignment.round.key, **of)
    if turn.now < assignment.closes_at:
        desk.row.submitted_at = None
        hooks.tell(turn.session, desk.row, "report.reopened", turn.now)
        return Response((Say(f"{title}\n{words.TAKEN_BACK_SUBMITTED}"),))
    hooks.tell(turn.session, desk.row, "report.changed", turn.now)
    told = [person.id for person in deferrals.coordinators_for(turn.session, assignment, turn.today)]
    notice = dump([Say(words.taken_back_closed(title))])
    key = f"unsent:{desk.row.id}:{desk.row.rev}"
    notices.leave(turn.session, key, told, notice, turn.now, push_at=turn.now)
    return Response((Say(f"{title}\n{words.TAKEN_BACK_CLOSED}"),))
