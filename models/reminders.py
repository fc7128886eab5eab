"""Which reminders are still to be decided, and what was.

The tables are in rounds.py; what decided digests are about when they leave is asked in still_owed.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, delete, exists, func, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute as Column
from sqlalchemy.orm import Session, aliased

from models import deferrals
from models.base import insert_new
from models.deferrals import Deferral
from models.leaves import Leave, away
from models.outbox import Outbox, retry_key
from models.people import Account, Duty, Role
from models.reminder_rows import OWN, Reminder, ReminderItem
from models.rounds import DUE_AT, Assignment, Round, is_asked
from models.scopes import holds_for_round
from models.submissions import Submission
from thai.dates import BANGKOK, in_bangkok

Item = tuple[int, int, datetime, int]
"""(assignment id, person id, the deadline it counts from, step): a step for a person."""

Track = tuple[int, datetime | None]
"""(round id, an office's own deadline or None for the round's): those who climb one ladder together."""


@dataclass(frozen=True)
class Owing:
    """One officer who can be reached and whose office has not submitted.

    `known_since`: when the task was first shown, or the person began to act; `offices`: how many this person reports
    for; `begun`: somebody has answered something.
    """

    track: Track
    assignment_id: int
    person_id: int
    line_user_id: str
    known_since: datetime
    due_at: datetime
    begun: bool
    offices: int


def own_deadlines(session: Session, round_ids: Collection[int]) -> list[tuple[int, datetime]]:
    """Return (round id, deadline) of every deadline that some office of the rounds was granted."""
    query = select(Assignment.round_id, Assignment.own_due_at).distinct()
    rows = session.execute(query.where(Assignment.round_id.in_(round_ids), Assignment.own_due_at.is_not(None)))
    return [(round_id, due_at) for round_id, due_at in rows if due_at is not None]


People = tuple[int, int | None]
"""Officers whose person id lies after the first number, up to the second; None: all the others."""

EVERYBODY: People = (0, None)
NOBODY_AFTER = 2**31 - 1


def officers_after(session: Session, person_id: int, most: int) -> People:
    """Return the next officers, so many at most."""
    ids = select(Role.person_id).where(Role.duty == Duty.OFFICER, Role.person_id > person_id).distinct()
    last = session.scalar(ids.order_by(Role.person_id).limit(1).offset(most))
    return (person_id, None if last is None else last - 1)


def _among(column: Column[int], people: People) -> ColumnElement[bool]:
    after, last = people
    return column > after if last is None else column.between(after + 1, last)


def owing(
    session: Session, newest: Mapping[Track, tuple[datetime, int]], now: datetime, people: People = EVERYBODY
) -> list[Owing]:
    """Return who owes a report and can be reached, by person; `newest`: track -> the newest step, (deadline, days).

    Who was told the newest step, or has missed it, is left out: the older ones were settled with it.
    """
    tracks = {(round_id, due_at) for (round_id, _), (due_at, _) in newest.items()}
    steps = {(round_id, due_at, step) for (round_id, _), (due_at, step) in newest.items()}
    of = {"rounds": sorted({round_id for round_id, _ in newest}), "tracks": sorted(tracks), "steps": sorted(steps)}
    return _once(session.execute(_climbing(), {**of, **_asking(now, people)}))


def owing_people(session: Session, round_ids: Collection[int], now: datetime) -> list[tuple[Track, int]]:
    """Return (track, person id) of everybody who owes a report of the rounds and can be reached."""
    rows = session.execute(_owing().where(Assignment.round_id.in_(round_ids)), _asking(now, EVERYBODY))
    return [(each.track, each.person_id) for each in _once(rows)]


def owing_own(session: Session, now: datetime, people: People = EVERYBODY) -> list[tuple[Owing, datetime]]:
    """Return who asked to be reminded at a moment that has come, and the moment."""
    rows = session.execute(_asked_for(), _asking(now, people)).all()
    moments = dict.fromkeys(row[-1] for row in rows)
    return [(each, until) for until in moments for each in _once(row for row in rows if row[-1] == until)]


def _asking(now: datetime, people: People) -> dict[str, Any]:
    """Return what the questions below are asked with; each is made only once."""
    after, last = people
    return {"now": now, "day": in_bangkok(now).date(), "after": after, "last": NOBODY_AFTER if last is None else last}


@cache
def _climbing() -> Select[Any]:
    """Who owes a report on one of the `tracks` whose newest step is not among their steps."""
    settled = exists().where(
        ReminderItem.assignment_id == Assignment.id,
        ReminderItem.person_id == Role.person_id,
        ReminderItem.due_at == DUE_AT,
        tuple_(Assignment.round_id, ReminderItem.due_at, ReminderItem.step).in_(bindparam("steps", expanding=True)),
    )
    on_track = tuple_(Assignment.round_id, DUE_AT).in_(bindparam("tracks", expanding=True))
    query = _owing().where(Assignment.round_id.in_(bindparam("rounds", expanding=True)), on_track, ~settled)
    return query.order_by(Role.person_id, Assignment.id)


@cache
def _asked_for() -> Select[Any]:
    """Whose own moment has come and was not told."""
    told = exists().where(
        ReminderItem.assignment_id == Deferral.assignment_id,
        ReminderItem.person_id == Deferral.person_id,
        ReminderItem.due_at == Deferral.until,
        ReminderItem.step == OWN,
    )
    return (
        _owing()
        .add_columns(Deferral.until)
        .join(Deferral, and_(Deferral.assignment_id == Assignment.id, Deferral.person_id == Role.person_id))
        .where(Deferral.kind.in_(deferrals.REMINDS), Deferral.ended_at.is_(None), Deferral.until <= bindparam("now"))
        .where(~told, Round.paused_at.is_(None))
        .order_by(Role.person_id, Assignment.id)
    )


@cache
def _owing() -> Select[Any]:
    role = aliased(Role)
    offices = (
        select(func.count(role.office_id.distinct()))
        .where(role.person_id == Role.person_id, role.duty == Duty.OFFICER)
        .correlate(Role)
        .scalar_subquery()
    )
    return (
        select(
            Assignment.round_id,
            Assignment.own_due_at,
            Assignment.id,
            Role.person_id,
            Account.line_user_id,
            func.coalesce(Account.privacy_accepted_at, Account.created_at),
            Assignment.added_at,
            DUE_AT,
            func.coalesce(Submission.answered, 0),
            offices,
            Leave.first_day,
        )
        .join(Round, Round.id == Assignment.round_id)
        .join(Role, and_(Role.office_id == Assignment.office_id, Role.duty == Duty.OFFICER, holds_for_round()))
        .join(Account, and_(Account.person_id == Role.person_id, Account.blocked_at.is_(None)))
        .outerjoin(Leave, Leave.id == Role.leave_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Submission.submitted_at.is_(None), is_asked(bindparam("now")), ~deferrals.claimed_elsewhere())
        .where(~away(Role.person_id, bindparam("day", type_=Date)))
        .where(Role.person_id > bindparam("after"), Role.person_id <= bindparam("last"))
    )


def _once(rows: Iterable[Any]) -> list[Owing]:
    """Return each report once for each person, though several of a person's duties may hold for it."""
    found: dict[tuple[int, int], Owing] = {}
    for each in map(_of_row, rows):
        before = found.setdefault((each.assignment_id, each.person_id), each)
        if each.known_since < before.known_since:
            found[each.assignment_id, each.person_id] = each
    return list(found.values())


def _of_row(row: Any) -> Owing:
    round_id, own, assignment_id, person_id, line_user_id, joined_at, added_at, due_at, answered, offices, acts = row[
        :11
    ]
    acts_since = datetime.combine(acts, time.min, tzinfo=BANGKOK) if acts else None
    known_since = max(moment for moment in (joined_at, added_at, acts_since) if moment is not None)
    return Owing((round_id, own), assignment_id, person_id, line_user_id, known_since, due_at, bool(answered), offices)


def decided(session: Session, round_ids: Collection[int], people: People = EVERYBODY) -> set[Item]:
    """Return every step of some people that was sent or missed."""
    rows = session.execute(
        select(ReminderItem.assignment_id, ReminderItem.person_id, ReminderItem.due_at, ReminderItem.step)
        .join(Assignment, Assignment.id == ReminderItem.assignment_id)
        .where(Assignment.round_id.in_(round_ids), _among(ReminderItem.person_id, people))
    )
    return {(assignment_id, person_id, due_at, step) for assignment_id, person_id, due_at, step in rows}


def quiet_until(session: Session, round_ids: Collection[int]) -> list[tuple[int, int | None, datetime]]:
    """Return (assignment id, person id or None for the whole office, until when) of the deferrals in rounds."""
    rows = session.execute(
        select(Deferral.assignment_id, Deferral.person_id, Deferral.kind, Deferral.until)
        .join(Assignment, Assignment.id == Deferral.assignment_id)
        .where(Assignment.round_id.in_(round_ids), Deferral.ended_at.is_(None))
    )
    return [(a, None if kind in deferrals.OFFICE_WIDE else person, until) for a, person, kind, until in rows]


def add_reminders(session: Session, wanted: Mapping[tuple[int, date, str], int]) -> int:
    """Store digests: (person id, local day, slot) -> outbox id. Return how many are new."""
    rows = [
        {"person_id": person_id, "local_day": day, "slot": slot, "outbox_id": outbox_id}
        for (person_id, day, slot), outbox_id in sorted(wanted.items())
    ]
    return insert_new(session, Reminder, rows)


def digests(
    session: Session, wanted: Collection[tuple[int, date, str]]
) -> dict[tuple[int, date, str], tuple[int, bool]]:
    """Return, by (person id, local day, slot), the digest's id and whether its words are still open to change."""
    if not wanted:
        return {}
    rows = session.execute(
        select(Reminder.person_id, Reminder.local_day, Reminder.slot, Reminder.id, Outbox.state, Outbox.attempts)
        .join(Outbox, Outbox.id == Reminder.outbox_id)
        .where(
            Reminder.person_id.in_({person_id for person_id, _, _ in wanted}),
            Reminder.local_day.in_({day for _, day, _ in wanted}),
        )
    )
    return {
        (person_id, day, slot): (reminder_id, state == "pending" and not attempts)
        for person_id, day, slot, reminder_id, state, attempts in rows
    }


def carried_by(session: Session, outbox_id: int) -> list[Reminder]:
    """Return the digests that one outbox row carries."""
    return list(session.scalars(select(Reminder).where(Reminder.outbox_id == outbox_id).order_by(Reminder.person_id)))


def move(session: Session, reminder_ids: Collection[int], outbox_id: int) -> None:
    """Let another outbox row carry digests."""
    session.execute(update(Reminder).where(Reminder.id.in_(reminder_ids)).values(outbox_id=outbox_id))


def take_back(session: Session, row: Outbox) -> None:
    """Forget what an outbox row that was never tried has decided: it is decided anew, under the same key."""
    carried = select(Reminder.id).where(Reminder.outbox_id == row.id)
    session.execute(delete(ReminderItem).where(ReminderItem.reminder_id.in_(carried)))
    session.execute(delete(Reminder).where(Reminder.outbox_id == row.id))
    row.dedupe_key = f"late:{row.id}"
    row.retry_key = retry_key(row.dedupe_key)
    session.flush()


def add_items(session: Session, items: Sequence[tuple[Item, int | None]]) -> int:
    """Store steps, each with its digest's id, or None when missed. Return how many are new."""
    rows = [
        {"assignment_id": a, "person_id": person_id, "due_at": due_at, "step": step, "reminder_id": reminder_id}
        for (a, person_id, due_at, step), reminder_id in items
    ]
    return insert_new(session, ReminderItem, rows)
