"""Outbox rows get their LINE messages once, before the first attempt: a retry key allows no other words later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.render import Message
from models import Session, outbox
from models.outbox import Outbox

APART = timedelta(seconds=2)  # between the parts of something longer than one call


def freeze(session: Session, row: Outbox, calls: Sequence[list[Message]]) -> None:
    """Make what was rendered the payload of `row`; an empty one when there is nothing to say."""
    row.payload = calls[0] if calls else []
    queue_rest(session, row, calls)


def queue_rest(session: Session, row: Outbox, calls: Sequence[list[Message]]) -> None:
    """Queue what exceeds the first of `calls` in rows of its own (kind "rest"), as pushes, if `row` is worth one.

    No deed says more than the five messages of a call; if one ever does, nothing of a receipt or question is lost.
    """
    for number, call in enumerate(calls[1:] if row.may_push else (), 2):
        outbox.queue(
            session,
            dedupe_key=f"{row.dedupe_key}:{number}",
            kind="rest",
            to=row.line_user_id,
            replies=[],
            business_at=row.business_at,
            now=row.next_at + number * APART,
            payload=call,
        )
