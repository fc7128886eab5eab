"""A message its sender took back (LINE's unsend): it leaves the answer and the files, and the item reopens.

The journal's copy, and the tombstone that keeps out a message arriving after its unsend, are bot/intake.py's.
"""

from __future__ import annotations

from forms.facts import Index, Key
from forms.said import Jump, Value
from handlers import asking, draft, words
from handlers.draft import Draft, Typed
from handlers.naming import round_title
from handlers.replies import Text as Say
from handlers.turn import SILENCE, Response, Turn
from models import outbox, submissions


def take_back(turn: Turn, message_id: str) -> Response:
    """Remove an unsent message from wherever it went; silent when it was no answer."""
    piece = submissions.piece_of_message(turn.session, message_id)
    photo = submissions.attachment_of_message(turn.session, message_id)
    found = piece or photo
    if found is None or turn.account.person is None:
        return SILENCE
    desk = draft.load(turn.session, turn.person, found.submission_id, turn.now)
    key = (found.ref, found.pos)
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
    draft.hear(desk, Jump(*key), turn.now)
    draft.hear(desk, Value(text), turn.now, Typed(text))
    return _tell(turn, desk, here, key, reopened=not text)


def _tell(turn: Turn, desk: Draft, here: Index, key: Key, *, reopened: bool) -> Response:
    """Say what was done and, in the open report, ask again: the emptied item, or what was being asked."""
    if desk.row.submitted_at is not None:
        desk.row.submitted_at = None
        title = round_title(desk.row.assignment.round)
        return Response((Say(f"{title}\n{words.TAKEN_BACK_SUBMITTED}"),))
    if turn.account.submission_id != desk.row.id:
        return Response((Say(words.TAKEN_BACK),))
    target = key if reopened else (here.ref, here.pos)
    draft.hear(desk, Jump(*target), turn.now)
    return asking.ask(desk, remark=words.TAKEN_BACK)
