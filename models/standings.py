"""How far the report of each office of a round is, and which rounds are complete."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.people import Office
from models.rounds import Assignment, Round
from models.submissions import Submission


@dataclass(frozen=True)
class Standing:
    """One assignment of a round and what there is of its report. `begun`: somebody has started to fill it."""

    assignment: Assignment
    office: Office
    begun: bool
    answered: int
    items: int
    submitted_at: datetime | None

    @property
    def is_expected(self) -> bool:
        """Whether rates count the office: it was not exempted."""
        return self.assignment.exempt_at is None


def of_round(session: Session, round_id: int, office_ids: Collection[int] | None = None) -> list[Standing]:
    """Return the assignments of a round in roster order, of some offices or of all."""
    query = (
        select(
            Assignment,
            Office,
            Submission.id,
            func.coalesce(Submission.answered, 0),
            func.coalesce(Submission.items, 0),
            Submission.submitted_at,
        )
        .join(Office, Office.id == Assignment.office_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id)
        .order_by(Office.position, Office.id)
    )
    if office_ids is not None:
        query = query.where(Assignment.office_id.in_(office_ids))
    return [
        Standing(assignment, office, begun is not None, answered, items, submitted_at)
        for assignment, office, begun, answered, items, submitted_at in session.execute(query)
    ]


def sent_in(session: Session, round_ids: Collection[int], office_ids: Collection[int]) -> set[int]:
    """Return the ids of the offices that have sent a report in any of some rounds."""
    query = select(Assignment.office_id).join(Submission, Submission.assignment_id == Assignment.id)
    query = query.where(Assignment.round_id.in_(round_ids), Submission.submitted_at.is_not(None))
    return set(session.scalars(query.distinct())) & set(office_ids)


def complete_rounds(session: Session, now: datetime) -> list[Round]:
    """Return the open rounds of which every expected report is in."""
    expected = select(Assignment.id).where(Assignment.round_id == Round.id, Assignment.exempt_at.is_(None))
    sent = exists().where(Submission.assignment_id == Assignment.id, Submission.submitted_at.is_not(None))
    query = select(Round).where(Round.opens_at <= now, Round.closes_at > now, Round.cancelled_at.is_(None))
    return list(session.scalars(query.where(expected.exists(), ~expected.where(~sent).exists())))
