"""Personal data in an answer: stored as it was said, warned about with what was found masked, taken out or confirmed.

The words are never lost while we ask: they stay until their writer says that they shall go. Whoever goes on without
a word finds the item among those to look at again before sending.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from forms.facts import Index, Key
from forms.said import Jump
from handlers import words_private as say
from handlers.asking_back import offer
from handlers.report import asking, draft, going_on
from handlers.report.buttons import beside
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import audit, journal, outbox, past_answers, submissions
from thai.private import find, masked, without
from thai.replies import without_particles
from thai.text import norm

SHOWN = 3  # pieces named in one warning


def warn(turn: Turn, desk: Draft, key: Key, response: Response) -> Response:
    """Add a warning and its two buttons to what is asked next, if the answer holds personal data."""
    text = _text(desk, key)
    found = find(text) if text else []
    if not found or _is_confirmed(desk, key, text):
        return response
    pieces = list(dict.fromkeys((each.kind, masked(text, each)) for each in found))
    item = asking.name_of(desk, desk.prompt_at(Index("question", *key)))
    wish = {"for": "personal", "s": desk.row.id, "ref": key[0], "pos": key[1]}
    buttons = offer(turn, wish, (say.REMOVE, say.NEEDED))
    return beside(response, *buttons, remark=say.found(pieces[:SHOWN], item))


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take "remove" or "needed" as the answer. None: it was something else, and the warning waits for the review."""
    waiting = turn.account.waiting
    key = (waiting["ref"], waiting["pos"])
    bare = without_particles(norm(text)).strip()
    if bare in (say.REMOVE, "ลบ", "ลบข้อมูล", "ลบออก", "ลบเลย"):
        turn.account.waiting = {}
        return _remove(turn, desk, key)
    if bare in (say.NEEDED, "จำเป็น", "ยืนยัน", "จำเป็นต้องใช้"):
        turn.account.waiting = {}
        desk.row.confirmed = {**(desk.row.confirmed or {}), _name(key): _digest(_text(desk, key))}
        return going_on.go_on(turn, desk, [say.CONFIRMED])
    return None


def _remove(turn: Turn, desk: Draft, key: Key) -> Response:
    """Take the personal data out of an answer, its messages, its past, the raw events and what we said of it."""
    here = desk.interview.index
    desk.keeps_past = False
    pieces = submissions.pieces_of(turn.session, desk.row.id, *key)
    for piece in pieces:
        piece.text = without(piece.text, find(piece.text))
        past_answers.forget_message(turn.session, piece.line_message_id)
        journal.forget_message(turn.session, turn.account.line_user_id, piece.line_message_id)
    since = min((piece.said_at for piece in pieces), default=None)
    if since is not None:
        outbox.blank_since(turn.session, turn.account.line_user_id, since)
    text = _text(desk, key)
    draft.rewrite(desk, key, without(text, find(text)), turn.now)
    if not desk.is_trial:
        audit.erase_answers(turn.session, desk.row.id, [key], turn.now, "personal")
    if desk.interview.index != here:
        draft.hear(desk, Jump(here.ref, here.pos), turn.now)
    return going_on.go_on(turn, desk, [say.REMOVED])


def unsettled(desk: Draft) -> Iterator[tuple[Key, str]]:
    """Yield the answers with personal data nobody has confirmed: where, and what is found, masked."""
    for key, leaf in desk.interview.answers.items():
        node = desk.interview.form.nodes.get(key[0])
        if leaf.state != "value" or node is None or node.type != "text" or not desk.interview.instance().stands(*key):
            continue
        found = find(leaf.value)
        if found and not _is_confirmed(desk, key, leaf.value):
            pieces = list(dict.fromkeys((each.kind, masked(leaf.value, each)) for each in found))
            yield key, say.found(pieces[:SHOWN])


def _text(desk: Draft, key: Key) -> str:
    leaf = desk.interview.answers.get(key)
    node = desk.interview.form.nodes.get(key[0])
    is_text = leaf is not None and leaf.state == "value" and node is not None and node.type == "text"
    return leaf.value if leaf is not None and is_text else ""


def _is_confirmed(desk: Draft, key: Key, text: str) -> bool:
    return (desk.row.confirmed or {}).get(_name(key)) == _digest(text)


def _name(key: Key) -> str:
    return f"{key[0]}|{key[1]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
