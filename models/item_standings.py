"""Which printed items of a report still wait for an answer, office by office. Kept beside each submission."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Office
from models.rounds import Assignment
from models.submissions import Submission


@dataclass(frozen=True)
class ItemStanding:
    """An office of a round. `open_refs`: its items without an answer, in their order; None: nothing was begun."""

    office_id: int
    is_submitted: bool
    open_refs: tuple[str, ...] | None


def of_round(session: Session, round_id: int, office_ids: Collection[int] | None = None) -> list[ItemStanding]:
    """Return the offices of which a report is expected, in roster order."""
    query = (
        select(Assignment.office_id, Submission.id, Submission.submitted_at, Submission.open_items)
        .join(Office, Office.id == Assignment.office_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, Assignment.exempt_at.is_(None))
        .order_by(Office.position, Office.id)
    )
    if office_ids is not None:
        query = query.where(Assignment.office_id.in_(office_ids))
    return [
        ItemStanding(office_id, sent_at is not None, None if report is None else tuple(open_refs or ()))
        for office_id, report, sent_at, open_refs in session.execute(query)
    ]
