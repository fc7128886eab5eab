"""Where the offices of a round stand, as a few lists of ids: for counting many thousands at once.

The database gathers each list into one text, so that no row for each office travels.
Whoever needs more of an office than its standing asks models/submissions.py.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, and_, case, cast, func, select
from sqlalchemy.orm import Session

from models.leaves import away
from models.people import Account, Duty, Role
from models.rounds import Assignment, Round
from models.scopes import holds_for
from models.submissions import Submission

FEW = 500  # offices: so many are named in the query, more are picked out afterwards


@dataclass(frozen=True)
class Lists:
    """Office ids by standing; each office of which a report is expected is in one of the first four. `late`: unsent."""

    on_time: list[int]
    too_late: list[int]
    begun: list[int]
    not_begun: list[int]
    late: list[int]


def by_standing(session: Session, round_: Round, office_ids: Collection[int] | None, now: datetime) -> Lists:
    """Return where offices stand. One pass over the round, no sorting."""
    late_at = func.coalesce(Assignment.own_late_at, round_.late_at)
    unsent = Submission.submitted_at.is_(None)
    parts = (
        Submission.submitted_at <= late_at,
        Submission.submitted_at > late_at,
        and_(unsent, Submission.assignment_id.is_not(None)),
        Submission.assignment_id.is_(None),
        and_(unsent, late_at < now),
    )
    query = (
        select(*(_gathered(session, case((part, Assignment.office_id))) for part in parts))
        .select_from(Assignment)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.exempt_at.is_(None))
    )
    if office_ids is not None and len(office_ids) <= FEW:
        query = query.where(Assignment.office_id.in_(office_ids))
    lists = [_ids(text) for text in session.execute(query).one()]
    if office_ids is not None and len(office_ids) > FEW:
        wanted = frozenset(office_ids)
        lists = [found if wanted.issuperset(found) else [each for each in found if each in wanted] for found in lists]
    return Lists(*lists)


def _ids(gathered: str | None) -> list[int]:
    return list(map(int, gathered.split(","))) if gathered else []


def hearing(session: Session, office_ids: Collection[int], key: str, day: date) -> set[int]:
    """Return those of many offices in which an officer hears us; as reaching.offices, without a row for each."""
    query = (
        select(_gathered(session, Role.office_id))
        .select_from(Role)
        .join(Account, Account.person_id == Role.person_id)
        .where(Role.duty == Duty.OFFICER, Account.blocked_at.is_(None), ~away(Role.person_id, day))
        .where(holds_for(key))
    )
    if len(office_ids) <= FEW:
        query = query.where(Role.office_id.in_(office_ids))
    return set(_ids(session.scalar(query)))


def _gathered(session: Session, column: Any) -> Any:
    """Return the values of a column as one text."""
    if session.get_bind().dialect.name == "sqlite":
        return func.group_concat(column)
    return func.string_agg(cast(column, String), ",")
