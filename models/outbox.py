"""All speech leaves through here: what was said to whom, when, why and with what outcome is a query.

A row is written in the transaction that decides to speak, claimed (leased) before it is sent, and finished after. Its
`dedupe_key` makes deciding twice harmless, its `retry_key`, derived from it, makes sending twice harmless: LINE answers
409 to the second. The LINE JSON is frozen at the first attempt, as a retry key demands.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Table, Text, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, database_now, insert_new

NAMESPACE = uuid.UUID("6f0b4a52-0f0e-5b1e-9a55-7261696e676e")  # ours; changing it would let old sends repeat


class Outbox(Base):
    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    retry_key: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str] = mapped_column(String(16))  # reply | reminder | multicast | broadcast | notice | digest
    line_user_id: Mapped[str] = mapped_column(String(64), index=True)  # a user, or a group for replies there
    recipients: Mapped[
        list[Any] | None
    ]  # LINE user ids of a multicast, frozen at the first attempt; then to nobody above
    cost: Mapped[int] = mapped_column(default=1, server_default="1")  # messages LINE counts when it is pushed
    split_of: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))  # the multicast this was a part of
    reply_token: Mapped[str | None] = mapped_column(String(64))
    reply_until: Mapped[datetime | None]
    may_push: Mapped[bool] = mapped_column(default=False)  # when the token cannot be used
    replies: Mapped[list[Any]]  # handlers.replies as data
    payload: Mapped[list[Any] | None]  # LINE messages, frozen at the first attempt
    pushed: Mapped[bool] = mapped_column(default=False)  # went, or goes, out as a push
    state: Mapped[str] = mapped_column(String(16), default="pending")
    # pending | sent | cancelled | failed | blocked_quota | doubt (a reply whose outcome is unknown) | unknown
    attempts: Mapped[int] = mapped_column(default=0)
    in_doubt: Mapped[bool] = mapped_column(default=False)  # an attempt may have been accepted
    business_at: Mapped[datetime]  # the `now` of the decision
    first_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    request_id: Mapped[str] = mapped_column(String(64), default="")
    last_error: Mapped[str] = mapped_column(Text, default="")


_TABLE = cast(Table, Outbox.__table__)  # statements on it bypass the session's objects


def retry_key(dedupe_key: str) -> str:
    """Return the retry key of a row: the same for the same decision, even after a backup was restored."""
    return str(uuid.uuid5(NAMESPACE, dedupe_key))


def queue(
    session: Session,
    *,
    dedupe_key: str,
    kind: str,
    to: str,
    replies: list[Any],
    business_at: datetime,
    now: datetime,
    reply_token: str | None = None,
    reply_until: datetime | None = None,
    may_push: bool = True,
    payload: list[Any] | None = None,
    lease: timedelta | None = None,
) -> Outbox:
    """Decide to say `replies` to `to`. `now` is the real clock, `business_at` the time the decision was made for.

    With a `lease` the row is born claimed, its `payload` frozen: the process that writes it sends it after the commit.
    Its id is known once the session is flushed.
    """
    row = Outbox(
        dedupe_key=dedupe_key,
        retry_key=retry_key(dedupe_key),
        kind=kind,
        line_user_id=to,
        reply_token=reply_token,
        reply_until=reply_until,
        may_push=may_push,
        replies=replies,
        business_at=business_at,
        next_at=now,
        payload=payload,
    )
    if lease is not None:
        row.lease_until, row.first_at, row.attempts = now + lease, now, 1
    session.add(row)
    return row


def queue_once(
    session: Session, kind: str, recipients: Mapping[str, str], business_at: datetime, now: datetime
) -> dict[str, int]:
    """Queue a push per dedupe key -> LINE user id, unless the key is there already. Return the row ids by key.

    What is said is composed when the row is claimed.
    """
    keys = sorted(recipients)  # one order, so that two clocks never wait for each other
    rows = [
        {
            "dedupe_key": key,
            "retry_key": retry_key(key),
            "kind": kind,
            "line_user_id": recipients[key],
            "may_push": True,
            "replies": [],
            "business_at": business_at,
            "next_at": now,
        }
        for key in keys
    ]
    insert_new(session, Outbox, rows)
    found = session.execute(select(Outbox.dedupe_key, Outbox.id).where(Outbox.dedupe_key.in_(keys)))
    return {key: row_id for key, row_id in found}


def queued(session: Session, dedupe_key: str) -> Outbox | None:
    return session.scalar(select(Outbox).where(Outbox.dedupe_key == dedupe_key))


def freeze_recipients(row: Outbox, wanted: Sequence[str]) -> None:
    """Settle whom a claimed multicast reaches.

    A retry key freezes the recipients, so those who drop out after an attempt that certainly failed cost a new key. An
    attempt in doubt keeps its list: LINE may have taken it, and only the same request is known to it.
    """
    if row.recipients is not None and not row.in_doubt and set(wanted) != set(row.recipients):
        row.retry_key = retry_key(f"{row.dedupe_key}:{row.attempts}")
    if row.recipients is None or not row.in_doubt:
        row.recipients, row.cost = list(wanted), len(wanted)


def split(session: Session, row_id: int, now: datetime) -> list[int]:
    """Queue a multicast that LINE refused as a whole once more, one recipient a row. Return the new rows' ids."""
    row = session.get_one(Outbox, row_id)
    keys = {f"{row.dedupe_key}:{line_user_id}": line_user_id for line_user_id in row.recipients or ()}
    parts = [
        {
            "dedupe_key": key,
            "retry_key": retry_key(key),
            "kind": row.kind,
            "line_user_id": "",
            "recipients": [line_user_id],
            "split_of": row.id,
            "may_push": True,
            "replies": row.replies,
            "payload": row.payload,
            "business_at": row.business_at,
            "next_at": now,
        }
        for key, line_user_id in sorted(keys.items())
    ]
    insert_new(session, Outbox, parts)
    return list(session.scalars(select(Outbox.id).where(Outbox.split_of == row.id)))


def cancel(session: Session, row_ids: Collection[int], now: datetime, why: str) -> int:
    """Take back rows that nobody has tried to send yet. Return how many that were."""
    waiting = update(Outbox).where(Outbox.id.in_(row_ids), Outbox.state == "pending", Outbox.attempts == 0)
    taken = waiting.values(state="cancelled", last_error=why, finished_at=now, lease_until=None)
    return len(session.scalars(taken.returning(Outbox.id)).all())


def claim(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Outbox]:
    """Lease up to `limit` rows that are due, oldest first, and return them. Commit before sending.

    A row whose lease ran out was being sent by a process that never told how it went: from then on it is in doubt.
    """
    due = select(Outbox.id).where(is_due(Outbox, now)).order_by(Outbox.id).limit(limit)
    chosen = due.with_for_update(skip_locked=True).cte("chosen")  # a plain subquery might be asked more than once
    leased = (
        update(Outbox)
        .where(Outbox.id.in_(select(chosen.c.id)))
        .values(
            in_doubt=or_(Outbox.in_doubt, Outbox.lease_until.is_not(None)),
            lease_until=now + lease,
            attempts=Outbox.attempts + 1,
            first_at=func.coalesce(Outbox.first_at, now),
        )
        .returning(Outbox)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(session.scalars(leased), key=lambda row: row.id)


def any_due(session: Session, now: datetime) -> bool:
    """Return whether `claim` would find a row: a look that takes no lock."""
    return session.scalar(select(Outbox.id).where(is_due(Outbox, now)).limit(1)) is not None


def untried(session: Session, kinds: Collection[str], before: datetime) -> list[Outbox]:
    """Return rows of some kinds that should have left before a moment and that nobody has claimed yet, locked."""
    asleep = select(Outbox).where(Outbox.state == "pending", Outbox.next_at < before, Outbox.attempts == 0)
    return list(session.scalars(asleep.where(Outbox.kind.in_(kinds)).with_for_update(skip_locked=True)))


def business_now(session: Session, row: Outbox) -> datetime:
    """Return what time it is for a row: that of its decision, and what has passed since by the database's clock.

    The clocks of those who decide may pretend another day (`--at`); only the database's tells how long a row waited.
    """
    since = row.next_at if row.attempts <= 1 else row.first_at
    until = row.first_at if row.attempts == 1 and row.first_at else database_now(session)
    return row.business_at + max(until - (since or until), timedelta(0))


def waiting(session: Session, now: datetime) -> list[int]:
    """Return the rows that should leave now, those that another process is sending included."""
    return list(session.scalars(select(Outbox.id).where(Outbox.state == "pending", Outbox.next_at <= now)))


def outcomes(session: Session, row_ids: Collection[int], now: datetime) -> tuple[list[str], bool]:
    """Return the states of rows, and whether one of them is being sent at this moment."""
    rows = session.execute(select(Outbox.state, Outbox.lease_until).where(Outbox.id.in_(row_ids))).all()
    is_busy = any(state == "pending" and lease is not None and lease > now for state, lease in rows)
    return [state for state, _ in rows], is_busy


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Return since when the longest waiting row could have been sent."""
    return session.scalar(select(func.min(Outbox.next_at)).where(is_due(Outbox, now)))


def finish(session: Session, row_id: int, state: str, now: datetime, **columns: Any) -> bool:
    """Close a row that is still pending. Return whether this call did it."""
    row = _TABLE.c
    closed = update(_TABLE).where(row.id == row_id, row.state == "pending")
    done = closed.values(state=state, finished_at=now, lease_until=None, **columns).returning(row.id)
    return session.scalar(done) is not None


_SENT = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row_id"), _TABLE.c.state == "pending")
    .values(
        state="sent",
        finished_at=bindparam("now"),
        lease_until=None,
        pushed=bindparam("pushed"),
        request_id=bindparam("request_id"),
        last_error=bindparam("last_error"),
    )
)


def finish_sent(session: Session, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Close rows that LINE took, where they are still pending: each by row_id, pushed, request_id and last_error."""
    if rows:
        session.execute(_SENT, [{**row, "now": now} for row in rows])


def postpone(session: Session, row_id: int, until: datetime, **columns: Any) -> None:
    """Let a pending row wait until `until`, its lease given back."""
    session.execute(
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.state == "pending")
        .values(next_at=until, lease_until=None, **columns)
    )


def put_off(session: Session, row: Outbox, until: datetime, wait: timedelta) -> None:
    """Decide a claimed row for a later moment, so long from now, as if nobody had claimed it."""
    row.business_at, row.next_at = until, database_now(session) + wait
    row.lease_until, row.first_at, row.attempts = None, None, 0


def give_back(session: Session, row_id: int, lease_until: datetime) -> None:
    """Undo a claim that came to nothing, if the lease is still the one that was taken: the row is due again."""
    session.execute(
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.state == "pending", Outbox.lease_until == lease_until)
        .values(lease_until=None, attempts=Outbox.attempts - 1)
    )


def blank_before(session: Session, moment: datetime) -> int:
    """Blank what was said in rows finished before a moment. Return how many."""
    old = update(Outbox).where(Outbox.finished_at < moment, Outbox.replies != [])
    return len(session.scalars(old.values(replies=[], payload=[]).returning(Outbox.id)).all())


def blank_since(session: Session, line_user_id: str, moment: datetime) -> None:
    """Blank what was said to somebody since a moment, where it may quote a message that was taken back."""
    said = update(Outbox).where(
        Outbox.line_user_id == line_user_id, Outbox.first_at >= moment, Outbox.state != "pending"
    )
    session.execute(said.values(replies=[], payload=[]))


def is_due(table: type[Base], now: datetime) -> ColumnElement[bool]:
    """Whether a row of a table that is worked off under leases waits, its moment has come, and nobody holds it."""
    row = table.__table__.c
    free = or_(row.lease_until.is_(None), row.lease_until < now)
    return and_(row.state == "pending", row.next_at <= now, free)
