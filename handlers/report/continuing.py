"""An answer in several messages: each piece joins the text it belongs to, in the order LINE says they were sent."""

from __future__ import annotations

from datetime import timedelta

from forms.facts import Index, Key
from forms.said import Jump, Next
from handlers import words
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, draft, keeping, personal
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on, refusal
from handlers.turn import Response, Turn
from models import submissions
from thai.replies import without_particles
from thai.text import graphemes, norm

SEEN_MARGIN = timedelta(milliseconds=200)  # LINE's clock against ours
ON_ITS_WAY = (timedelta(milliseconds=700), timedelta(seconds=2))  # a question sent this long ago may not be seen yet


def belongs_to_previous(turn: Turn, desk: Draft) -> bool:
    """Whether this message was sent before the person can have seen the question now asked."""
    asked = desk.place.asked
    if desk.last_text is None or asked is None:
        return False
    if asked.first_at is None:
        return True
    at = turn.incoming.at
    if at < asked.first_at:  # several messages forwarded together are milliseconds apart
        return True
    if asked.finished_at is not None:
        return at < asked.finished_at - SEEN_MARGIN and at < asked.first_at + ON_ITS_WAY[1]
    shortest, longest = ON_ITS_WAY
    return shortest < at - asked.first_at < longest


def append(turn: Turn, desk: Draft, typed: Typed, *, collecting: bool = False) -> Response:
    """Add a message to the text answered last, in the order LINE says the messages were sent.

    `collecting`: more may come, so nothing else is asked yet.
    """
    key = desk.last_text
    if key is None:  # it was taken back or removed while we waited for the rest
        return go_on(turn, desk)
    whole = _join(turn, desk, key, typed)
    here = desk.interview.index
    refused = draft.rewrite(desk, key, whole, turn.now)
    if refused is not None:
        sentence = refusal(desk, desk.prompt_at(Index("question", *key)), [refused])
        _return_to(turn, desk, here)
        return asking.ask(desk, remark=sentence)
    _keep_pieces(turn, desk, key, typed)
    _return_to(turn, desk, here)
    if collecting:
        return Response((Say(words.so_far(graphemes(whole)), (finished(desk),)),))
    joined = desk.prompt_at(Index("question", *key))
    label = asking.label_of(desk, joined) or asking.name_of(desk, joined)
    return personal.warn(turn, desk, key, go_on(turn, desk, [words.joined_to_previous(label, graphemes(whole))]))


def append_here(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Add words to the text that stands at the question asked, and go on."""
    desk.place.state = {**desk.place.state, "last": {"ref": desk.prompt.ref, "pos": desk.prompt.pos}}
    draft.hear(desk, Next(), turn.now)
    return append(turn, desk, typed)


def finished(desk: Draft) -> Button:
    """[จบข้อนี้]: no more is coming; what is asked next is asked."""
    return Button(words.FINISHED, "go_on", {"s": desk.row.id}, says=words.FINISHED)


def hear_more(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """One of several messages of an answer: it is added, until จบข้อนี้."""
    if is_finished(typed.text):
        return finish(turn, desk)
    response = append(turn, desk, typed, collecting=True)
    turn.account.waiting = {} if response.asks is not None else {"for": "more", "s": desk.row.id}
    return response  # asked again: the form takes no more


def is_finished(text: str) -> bool:
    """Whether somebody says that the text they write in several messages is complete."""
    return without_particles(norm(text)).strip() in (words.FINISHED, "จบ", "จบข้อ", "ไม่มีแล้ว")


def finish(turn: Turn, desk: Draft) -> Response:
    """จบข้อนี้: the text is complete; what is asked next is asked."""
    turn.account.waiting = {}
    key = desk.last_text
    return go_on(turn, desk) if key is None else personal.warn(turn, desk, key, go_on(turn, desk))


def _join(turn: Turn, desk: Draft, key: Key, typed: Typed) -> str:
    pieces = [(piece.said_at, piece.text) for piece in submissions.pieces_of(turn.session, desk.row.id, *key)]
    if not pieces:
        pieces = [(desk.row.started_at, keeping.typed_of(desk, key))]
    pieces.append((typed.said_at or turn.now, typed.text))
    return "\n".join(text for _at, text in sorted(pieces, key=lambda piece: piece[0]))


def _keep_pieces(turn: Turn, desk: Draft, key: Key, typed: Typed) -> None:
    keeping.add_piece(desk, key, typed.text, typed.message_id, typed.said_at or turn.now)


def _return_to(turn: Turn, desk: Draft, index: Index) -> None:
    if desk.interview.index != index:
        draft.hear(desk, Jump(index.ref, index.pos), turn.now)


def more(turn: Turn, desk: Draft) -> Response:
    """[พิมพ์ต่อข้อก่อน]: the next message joins the text before."""
    if desk.last_text is None:
        return asking.ask(desk)
    turn.account.waiting = {"for": "more", "s": desk.row.id}
    return Response((Say(words.MORE_PROMPT, (finished(desk),)),))
