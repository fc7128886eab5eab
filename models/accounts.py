"""The LINE accounts we talk to: their rows are the locks of their conversations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_new
from models.people import Account


def lock_accounts(session: Session, line_user_ids: Iterable[str], now: datetime) -> None:
    """Make sure the accounts exist and lock their rows, always in the same order, so that two batches never deadlock.

    SQLite holds its one write lock already: there the rows are only made to exist.
    """
    wanted = sorted(set(line_user_ids))
    if not wanted:
        return
    query = select(Account.line_user_id).where(Account.line_user_id.in_(wanted)).order_by(Account.line_user_id)
    missing = set(wanted) - set(session.scalars(query.with_for_update()))
    if missing:
        rows = [{"line_user_id": each, "created_at": now, "waiting": {}} for each in sorted(missing)]
        insert_new(session, Account, rows)
        session.execute(query.with_for_update())  # another worker may have made one of them at this moment


def blocked(session: Session, line_user_ids: Collection[str]) -> set[str]:
    """Return those of the accounts that have blocked us."""
    query = select(Account.line_user_id).where(Account.line_user_id.in_(line_user_ids), Account.blocked_at.is_not(None))
    return set(session.scalars(query))
