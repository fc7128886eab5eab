"""Answers and the messages behind them, as rows. They are written when the session flushes; each is one statement then.

Which answers to keep is told by handlers/report/draft.py; a stored row is looked up only where there may be one.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from forms.facts import Key, Leaf
from models import past_answers, submissions
from models.submissions import Answer, AnswerPiece

if TYPE_CHECKING:
    from handlers.report.draft import Draft, Typed


def put(draft: Draft, key: Key, leaf: Leaf, typed: Typed | None, now: datetime, known: bool = False) -> None:
    """Keep one answer and, where somebody typed it, the message. `known`: there may be a row of it already."""
    answer = draft.session.get(Answer, (draft.row.id, *key)) if known else None
    if answer is not None and typed is not None and _differs(answer, leaf):
        _remember(draft, answer, now)
    if answer is not None and typed is not None and typed.message_id:
        submissions.forget_pieces(draft.session, draft.row.id, *key)
    if answer is None:
        answer = Answer(submission_id=draft.row.id, ref=key[0], pos=key[1], source="calculate")
        draft.session.add(answer)
    answer.value, answer.state, answer.rev, answer.answered_at = leaf.value, leaf.state, draft.row.rev, now
    if typed is None:
        return
    answer.typed, answer.source, answer.person_id = typed.text, "user", draft.person.id
    if typed.message_id and typed.said_at is not None:
        draft.session.add(_piece(answer, typed.text, typed.message_id, typed.said_at))


def _differs(answer: Answer, leaf: Leaf) -> bool:
    return (answer.value, answer.state) != (leaf.value, leaf.state)


def _remember(draft: Draft, answer: Answer, now: datetime) -> None:
    """Keep what a person wrote before it is replaced; what is taken back is not kept anywhere."""
    if draft.keeps_past and answer.source == "user" and answer.state != "put_off":
        past_answers.keep(draft.session, answer, draft.person.id, now)


def remove(draft: Draft, key: Key, now: datetime) -> None:
    """Let go of an answer; its messages go with it."""
    gone = draft.session.get(Answer, (draft.row.id, *key))
    if gone is not None:
        _remember(draft, gone, now)
        draft.session.delete(gone)


def add_piece(draft: Draft, key: Key, text: str, message_id: str, said_at: datetime) -> None:
    """Note one more message of a stored answer."""
    answer = draft.session.get_one(Answer, (draft.row.id, *key))
    draft.session.add(_piece(answer, text, message_id, said_at))


def typed_of(draft: Draft, key: Key) -> str:
    """Return the words of a stored answer, or an empty text."""
    answer = draft.session.get(Answer, (draft.row.id, *key))
    return answer.typed if answer else ""


def _piece(answer: Answer, text: str, message_id: str, said_at: datetime) -> AnswerPiece:
    """Return a message of an answer. It names the answer by object: so their rows are written in the right order."""
    return AnswerPiece(answer=answer, line_message_id=message_id, said_at=said_at, text=text)
