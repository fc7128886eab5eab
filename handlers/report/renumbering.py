"""An instance of a repeat was removed: what was stored of the later ones moves up with them, in one transaction.

Answers take their pieces along (the database follows), files and the places of others who fill the report follow here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from forms.changes import Changes
from forms.facts import Index, Key
from forms.renumber import Move
from models import Session, jobs, submissions
from models.submissions import Attachment, Interview


def apply(session: Session, own: Interview, changed: Changes, now: datetime) -> None:
    """Renumber what is stored as `changed` says. The rows of removed answers are gone already.

    `own` is the place of the person who removed something: it knows already where it is.
    """
    submission_id = own.submission_id
    _forget_files(session, submission_id, changed.removed, now)
    if not changed.moved:
        return
    submissions.let_go_of_pieces(session)
    moves = [Move(*each) for each in changed.moved]
    for move in moves:  # one by one: where an answer goes, the one that stood there has left before
        for answer in submissions.answers_of(session, submission_id):
            answer.pos = _pos_after([move], (answer.ref, answer.pos))
        session.flush()
    for file in submissions.attachments_of(session, submission_id):
        if file.state != "gone":
            file.pos = _pos_after(moves, (file.ref, file.pos))
    for place in session.query(Interview).filter_by(submission_id=submission_id):
        index = Index.parse(place.state["index"])
        pos = _pos_after(moves, (index.ref, index.pos))
        here = index if place is own else index._replace(pos=pos)
        place.state = {**place.state, "index": str(here), "last": None, "changed": None}
    session.flush()


def _pos_after(moves: Iterable[Move], key: Key) -> str:
    """Return where a place stands after the moves, none of which removes it."""
    return next(iter(Move.follow_all(moves, [key])), key)[1]


def _forget_files(session: Session, submission_id: int, removed: Iterable[Key], now: datetime) -> None:
    """Let go of the files of answers that were removed."""
    gone = set(removed)
    files: list[Attachment] = submissions.attachments_of(session, submission_id) if gone else []
    for file in files:
        if (file.ref, file.pos) in gone and file.state != "gone":
            file.state, file.file_name = "gone", ""
            jobs.want(session, "forget", str(file.id), now)
