"""Saying no to whoever wants what is not theirs, and noting it: which deed on which thing, nothing personal."""

from __future__ import annotations

from handlers import words
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import journal

DEED = "refused"


def refuse(turn: Turn, wanted: str, subject: str = "", sentence: str = words.NOT_YOURS) -> Response:
    """Answer that a deed is not this person's to do."""
    note(turn, wanted, subject)
    return Response((Say(sentence),), must_arrive=False)


def note(turn: Turn, wanted: str, subject: str) -> None:
    """Note that somebody wanted what is not theirs. `subject` names a thing by its code or number, nobody."""
    if turn.incoming.group_id:
        journal.comes_by(turn.session, "group")
    journal.record(turn.session, turn.now, turn.person.id, DEED, subject, wanted=wanted)
