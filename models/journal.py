"""Every webhook event we acknowledged: the row whose unique id makes a second delivery harmless, and the raw event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_and_tell, insert_new

VIA = "via"  # the place in a session's info


class Event(Base):
    __tablename__ = "event"

    webhook_event_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    line_user_id: Mapped[str | None] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    occurred_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    raw: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8))  # applied | retry | failed
    attempts: Mapped[int] = mapped_column(default=1)
    error: Mapped[str] = mapped_column(Text, default="")


class Unsent(Base):
    """The tombstone of a message its sender took back: if the message itself arrives later, it is not taken in."""

    __tablename__ = "unsent"

    line_message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


def blank_before(session: Session, moment: datetime) -> int:
    """Blank the raw events received before a moment; their ids stay, against replays. Return how many."""
    old = update(Event).where(Event.received_at < moment, Event.raw != {})
    return len(session.scalars(old.values(raw={}).returning(Event.webhook_event_id)).all())


class Deed(Base):
    """One change: who, when, from where, of what; `detail` holds old, new and the reason, and can be erased.

    It is sealed into a chain after its commit (models/audit.py); the three last columns are empty until then.
    """

    __tablename__ = "deed"
    __table_args__ = (
        Index("ix_deed_unsealed", "id", sqlite_where=text("seq IS NULL"), postgresql_where=text("seq IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None]
    deed: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str]  # a round as form/period, the code of an office, a form
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    via: Mapped[str] = mapped_column(String(8), default="", server_default="")  # chat | group | web | command | clock
    office_id: Mapped[int | None] = mapped_column(index=True)
    submission_id: Mapped[int | None]  # no key: the entry outlives the report
    erased_at: Mapped[datetime | None]
    seq: Mapped[int | None] = mapped_column(unique=True)
    content_digest: Mapped[str | None] = mapped_column(String(64))
    link: Mapped[str | None] = mapped_column(String(64))


def record(
    session: Session,
    at: datetime,
    person_id: int | None,
    deed: str,
    subject: str,
    *,
    office_id: int | None = None,
    submission_id: int | None = None,
    **detail: Any,
) -> None:
    """Note a deed in the same transaction that does it: a row that is written with all others of the batch.

    `person_id` None means nobody in person: the command line, or the clock. `detail` is plain JSON; what was there
    before and after is called `old` and `new`.
    """
    via = session.info.get(VIA) or ("chat" if person_id is not None else "command")
    row = Deed(at=at, person_id=person_id, deed=deed, subject=subject, detail=detail, via=via)
    row.office_id, row.submission_id = office_id, submission_id
    session.add(row)


def has_acted(session: Session, person_id: int) -> bool:
    """Whether anything was ever done by a person."""
    return session.scalar(select(Deed.id).where(Deed.person_id == person_id).limit(1)) is not None


def comes_by(session: Session, via: str) -> None:
    """Note from where the deeds of a session's transaction come, where it is not a private chat or a command."""
    session.info[VIA] = via


def write_down(session: Session, events: Sequence[Mapping[str, Any]]) -> set[str]:
    """Store `events`, rows by column names, as applied. Return the ids of those that were not dealt with before.

    An event whose earlier attempt failed counts as new.
    """
    new = set(insert_and_tell(session, Event, [{**event, "state": "applied"} for event in events]))
    known = {event["webhook_event_id"] for event in events} - new
    if known:
        failed = update(Event).where(Event.webhook_event_id.in_(known), Event.state == "retry")
        new |= set(session.scalars(failed.values(state="applied", error="").returning(Event.webhook_event_id)))
    return new


def count_failure(session: Session, event: Mapping[str, Any], error: str, most: int) -> int | None:
    """Note that applying `event` failed; at attempt `most` it is given up as `failed`.

    Returns the attempts so far, or None when another delivery of the same event has settled it meanwhile.
    """
    if insert_new(session, Event, [{**event, "state": "retry", "error": error}]):
        return 1
    known = session.get_one(Event, event["webhook_event_id"], with_for_update=True)
    if known.state != "retry":
        return None
    known.attempts += 1
    known.error = error
    known.state = "failed" if known.attempts >= most else "retry"
    return known.attempts


def took_back(session: Session, line_message_id: str, at: datetime) -> None:
    """Remember that a message was unsent."""
    insert_new(session, Unsent, [{"line_message_id": line_message_id, "at": at}])


def taken_back(session: Session, line_message_ids: Collection[str]) -> set[str]:
    """Return those of the messages that their sender took back."""
    if not line_message_ids:
        return set()
    return set(session.scalars(select(Unsent.line_message_id).where(Unsent.line_message_id.in_(line_message_ids))))


def forget_message(session: Session, line_user_id: str, line_message_id: str) -> None:
    """Blank the raw events that carry a message its sender took back."""
    query = select(Event).where(
        Event.line_user_id == line_user_id, Event.raw["message"]["id"].as_string() == line_message_id
    )
    for event in session.scalars(query):
        event.raw = {**event.raw, "message": {"id": line_message_id}}
