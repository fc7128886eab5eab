"""Numbers that offices of a round have sent, item by item: for adding up. Drafts are nobody's business."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.rounds import Assignment
from models.submissions import Answer, Submission


def sent(session: Session, round_id: int, refs: Collection[str]) -> list[tuple[int, str, str, str]]:
    """Return (office id, ref, value, state) of what was answered to some questions in reports that came in."""
    rows = session.execute(
        select(Assignment.office_id, Answer.ref, Answer.value, Answer.state)
        .join(Submission, Submission.id == Answer.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.round_id == round_id, Assignment.exempt_at.is_(None))
        .where(Submission.submitted_at.is_not(None), Answer.ref.in_(refs))
        .order_by(Assignment.office_id, Answer.ref, Answer.pos)
    )
    return [(office_id, ref, value, state) for office_id, ref, value, state in rows]
