"""A report pasted in one message or in several: its messages in LINE's time order, kept until it is taken.

The newest message stands for all of them; the ones before are its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.report import filling, keeping
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from models import Session, sent_files, submissions
from models.sent_files import SentFile


def start(turn: Turn, desk: Draft, typed: Typed, before: SentFile | None) -> SentFile:
    """Note a message of a report; with what came `before` of the same one it is one report."""
    said_at = typed.said_at or turn.now
    sent = sent_files.note(turn.session, turn.person.id, typed.message_id, "answers", "", said_at)
    sent.submission_id, sent.ref, sent.content = desk.row.id, desk.interview.index.ref, typed.text.encode()
    if before is not None:
        sent.ref = before.ref
        sent_files.join(turn.session, before, sent)
    return sent


def messages(session: Session, sent: SentFile) -> list[Typed]:
    """Return the messages of a report, in the order LINE says they were sent; none of a file."""
    if sent.file_name:
        return []
    parts = sent_files.parts_of(session, sent)
    return [Typed(each.content.decode(), each.line_message_id, each.created_at) for each in parts if each.content]


def joined(found: Sequence[Typed]) -> str:
    return "\n".join(each.text for each in found)


def behind(value: str, found: Sequence[Typed]) -> list[Typed]:
    """Return which message said which lines of a value; a line nobody said as it is goes with those before it."""
    parts: list[tuple[int, list[str]]] = []
    at = 0
    for line in value.split("\n"):
        at = next((place for place in range(at, len(found)) if line in found[place].text), at)
        if parts and parts[-1][0] == at:
            parts[-1][1].append(line)
        else:
            parts.append((at, [line]))
    return [Typed("\n".join(lines), found[place].message_id, found[place].said_at) for place, lines in parts]


def keep_as_one(turn: Turn, desk: Draft, whole: Sequence[Typed]) -> Response:
    """Store a pasted report as the answer of the question asked."""
    key, text = (desk.prompt.ref, desk.prompt.pos), joined(whole)
    response = filling.read_answer(turn, desk, replace(whole[0], text=text))
    if len(whole) > 1 and keeping.typed_of(desk, key) == text:
        submissions.forget_pieces(turn.session, desk.row.id, *key)
        for each in whole:
            keeping.add_piece(desk, key, each.text, each.message_id, each.said_at or turn.now)
    return response
