"""A message its sender took back (LINE's unsend): it leaves the answer and the files, and the item reopens.

The journal's copy, and the tombstone that keeps out a message arriving after its unsend, are bot/intake.py's.
"""

from __future__ import annotations

from datetime import datetime

from forms.facts import Index, Key
from forms.said import Jump
from handlers import asking, draft, odk, words
from handlers.draft import Draft
from handlers.naming import round_title
from handlers.replies import Text as Say
from handlers.replies import dump
from handlers.turn import SILENCE, Response, Turn
from models import compiled_files, deferrals, journal, notices, outbox, sent_files, submissions
from models.people import Person
from models.submissions import Answer, AnswerPiece, Attachment


def take_back(turn: Turn, message_id: str) -> Response:
    """Remove an unsent message from wherever it went; silent when it was no answer."""
    sent_files.forget_message(turn.session, message_id)
    piece = submissions.piece_of_message(turn.session, message_id)
    photo = submissions.attachment_of_message(turn.session, message_id)
    found = piece or photo
    person = _whose(turn, found) if found is not None else None
    if found is None or person is None:
        return SILENCE
    desk = draft.load(turn.session, person, found.submission_id, turn.now)
    key = (found.ref, found.pos)
    outbox.blank_since(turn.session, turn.account.line_user_id, found_at(piece, photo))
    if photo is not None:
        photo.state, photo.file_name = "gone", ""
        outbox.want_job(turn.session, "forget", str(photo.id), turn.now)
    rest = [
        each for each in submissions.pieces_of(turn.session, desk.row.id, *key) if each.line_message_id != message_id
    ]
    if piece is not None:
        turn.session.delete(piece)
        turn.session.flush()
    text = "" if photo is not None else "\n".join(each.text for each in rest)
    here = desk.interview.index
    if draft.rewrite(desk, key, text, turn.now) is not None:
        text = ""  # the form does not take what is left, and what was taken back may not stay
        draft.rewrite(desk, key, text, turn.now)
    if not desk.is_trial:
        compiled_files.expire(turn.session, desk.assignment.round_id, desk.assignment.office_id, turn.now)
    return _tell(turn, desk, here, key, reopened=not text)


def _whose(turn: Turn, found: AnswerPiece | Attachment) -> Person | None:
    """Return whose answer it is: also of an account that no longer speaks for anybody."""
    if turn.account.person is not None:
        return turn.account.person
    answer = turn.session.get(Answer, (found.submission_id, found.ref, found.pos))
    return turn.session.get(Person, answer.person_id) if answer is not None and answer.person_id else None


def found_at(piece: AnswerPiece | None, photo: Attachment | None) -> datetime:
    """Return when the message came; from then on our own words may quote it."""
    if piece is not None:
        return piece.said_at
    assert photo is not None
    return photo.created_at


def _tell(turn: Turn, desk: Draft, here: Index, key: Key, *, reopened: bool) -> Response:
    """Say what was done and, in the open report, ask again: the emptied item, or what was being asked."""
    if desk.row.submitted_at is not None:
        return _tell_of_sent(turn, desk)
    if turn.account.submission_id != desk.row.id:
        return Response((Say(words.TAKEN_BACK),))
    target = key if reopened else (here.ref, here.pos)
    draft.hear(desk, Jump(*target), turn.now)
    return asking.ask(desk, remark=words.TAKEN_BACK)


def _tell_of_sent(turn: Turn, desk: Draft) -> Response:
    """The report was sent: it opens for another sending; once its round is closed, the coordinator is told instead."""
    assignment = desk.assignment
    title = f"{round_title(assignment.round)} · {assignment.office.called}"
    odk.blank(turn.session, desk.row.id)
    journal.record(
        turn.session, turn.now, desk.person.id, "take_back", assignment.round.key, office=assignment.office.code
    )
    if turn.now < assignment.closes_at:
        desk.row.submitted_at = None
        return Response((Say(f"{title}\n{words.TAKEN_BACK_SUBMITTED}"),))
    told = [person.id for person in deferrals.coordinators(turn.session, assignment.office_id)]
    notice = dump([Say(words.taken_back_closed(title))])
    key = f"unsent:{desk.row.id}:{desk.row.rev}"
    notices.leave(turn.session, key, told, notice, turn.now, push_at=turn.now)
    return Response((Say(f"{title}\n{words.TAKEN_BACK_CLOSED}"),))
