"""The report an office sent last of the same form, whichever its version or round: what the next one may read of it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import FormVersion
from models.rounds import Assignment, Round
from models.submissions import Answer, Submission


def newest_sent(session: Session, office_id: int, form_id: str) -> int | None:
    """Return the id of the office's newest sent report of a form."""
    return session.scalar(
        select(Submission.id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(FormVersion, FormVersion.id == Submission.form_version_id)
        .where(Assignment.office_id == office_id, FormVersion.form_id == form_id, Submission.submitted_at.is_not(None))
        .order_by(Submission.submitted_at.desc(), Submission.id.desc())
        .limit(1)
    )


def rounds_of_other_forms(session: Session, office_id: int, form_id: str, most: int) -> list[Round]:
    """Return the rounds in which an office sent reports of other forms, the newest first."""
    query = (
        select(Round)
        .join(Assignment, Assignment.round_id == Round.id)
        .join(Submission, Submission.assignment_id == Assignment.id)
        .where(Assignment.office_id == office_id, Submission.submitted_at.is_not(None), Round.form_id != form_id)
        .where(Round.cancelled_at.is_(None))
        .order_by(Submission.submitted_at.desc(), Round.id.desc())
        .limit(most)
    )
    return list(session.scalars(query))


def values(session: Session, submission_id: int, refs: Collection[str]) -> dict[tuple[str, str], str]:
    """Return the values of a report at `refs`, by (ref, pos)."""
    query = select(Answer.ref, Answer.pos, Answer.value)
    query = query.where(Answer.submission_id == submission_id, Answer.ref.in_(refs), Answer.state == "value")
    return {(ref, pos): value for ref, pos, value in session.execute(query)}


def begun_after(session: Session, source: Submission, office_id: int, form_id: str) -> list[Submission]:
    """Return the office's reports of a form that were begun after another of them: they may recall it."""
    query = (
        select(Submission)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(FormVersion, FormVersion.id == Submission.form_version_id)
        .where(Assignment.office_id == office_id, FormVersion.form_id == form_id)
        .where(Submission.id != source.id, Submission.started_at >= source.started_at)
        .order_by(Submission.id)
    )
    return list(session.scalars(query))
