"""What claimed rows say, and whether they still leave: asked at the moment of sending, in the transaction that claims.

A kind of row may have a composer; it is asked for all rows of the claim at once. When that fails the rows are asked for
one by one, so that only the bad one waits. Words are rendered and frozen before the first attempt: a retry key allows
no others later.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.freezing import freeze
from bot.render import Renderer
from handlers.news import hours
from handlers.replies import Reply, dump, load
from models import Session, accounts, database_now
from models.outbox import Outbox

log = logging.getLogger(__name__)

Said = Sequence[Reply] | None
"""What a row says; None when nobody it is meant for is left."""

Composer = Callable[[Session, Sequence[Outbox], datetime], Sequence[Said]]
COMPOSE_AGAIN = timedelta(minutes=5)


def one_by_one(compose: Callable[[Session, Outbox, datetime], Said]) -> Composer:
    """Return a composer of rows that have nothing to share."""
    return lambda session, rows, now: [compose(session, row, now) for row in rows]


def settle(
    session: Session, rows: Sequence[Outbox], now: datetime, composers: Mapping[str, Composer], renderer: Renderer
) -> list[Outbox]:
    """Freeze the words of claimed rows and return those to send. The others are closed, or wait when it went wrong."""
    hours.wait(session, rows)
    unreachable = accounts.blocked(session, {row.line_user_id for row in rows})
    by_kind: defaultdict[str, list[Outbox]] = defaultdict(list)
    for row in (each for each in rows if each.lease_until is not None):
        if row.line_user_id in unreachable and not row.reply_token:
            _cancel(row, "blocked us")
        else:
            by_kind[row.kind].append(row)
    for kind, alike in by_kind.items():
        _settle_kind(session, alike, now, composers.get(kind, _as_queued), renderer)
    return [row for row in rows if row.state == "pending" and row.lease_until is not None]


def _as_queued(_session: Session, rows: Sequence[Outbox], _now: datetime) -> list[Said]:
    return [load(row.replies) for row in rows]


def _settle_kind(
    session: Session, rows: Sequence[Outbox], now: datetime, compose: Composer, renderer: Renderer
) -> None:
    try:
        with session.begin_nested():
            _freeze(session, rows, compose(session, rows, now), renderer)
    except Exception:
        if len(rows) > 1:
            for row in rows:
                _settle_kind(session, [row], now, compose, renderer)
            return
        (row,) = rows
        log.exception("composing_failed", extra={"outbox": row.id, "kind": row.kind})
        row.next_at, row.lease_until = database_now(session) + COMPOSE_AGAIN, None


def _freeze(session: Session, rows: Sequence[Outbox], composed: Sequence[Said], renderer: Renderer) -> None:
    """Write down what rows say, where they have no words yet; what was frozen stays as it is."""
    render = _rendering(renderer)
    for row, said in zip(rows, composed, strict=True):
        if said is None:
            _cancel(row, "no longer wanted")
            continue
        if row.payload is None:
            row.replies, calls = render(said, row.line_user_id)
            freeze(session, row, calls)
        if not row.payload:
            _cancel(row, "nothing to say")


def _rendering(renderer: Renderer) -> Callable[[Sequence[Reply], str], tuple[list[Any], list[Any]]]:
    """Return what dumps and renders replies for a chat; the same replies for several rows to many only once."""
    known: dict[tuple[int, str], tuple[list[Any], list[Any]]] = {}

    def render(said: Sequence[Reply], chat: str) -> tuple[list[Any], list[Any]]:
        key = (id(said), chat)
        if key not in known:
            known[key] = dump(said), renderer.calls(said, chat)
        return known[key]

    return render


def _cancel(row: Outbox, why: str) -> None:
    row.state, row.last_error, row.lease_until, row.finished_at = "cancelled", why, None, row.first_at
