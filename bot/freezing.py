"""Outbox rows get their LINE messages once, before the first attempt: a retry key allows no other words later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.render import Message, Renderer
from handlers.replies import Reply
from models import Session, outbox
from models.outbox import Outbox

APART = timedelta(seconds=2)  # between the parts of something longer than one call


def freeze(session: Session, row: Outbox, replies: Sequence[Reply], renderer: Renderer) -> bool:
    """Render `replies` into the payload of `row`. Return whether there is anything to send.

    What exceeds the five messages of a call follows in rows of its own (kind "rest"), as pushes, where the row is
    worth one. No deed says that much; if one ever does, nothing of a receipt or question is lost.
    """
    calls = renderer.calls(replies, row.line_user_id)
    row.payload = calls[0] if calls else []
    if row.may_push:
        for number, call in enumerate(calls[1:], 2):
            _follow(session, row, number, call)
    return bool(calls)


def _follow(session: Session, row: Outbox, number: int, call: list[Message]) -> None:
    rest = outbox.queue(
        session,
        dedupe_key=f"{row.dedupe_key}:{number}",
        kind="rest",
        to=row.line_user_id,
        replies=[],
        business_at=row.business_at,
        now=row.next_at + number * APART,
    )
    rest.payload = call
