"""The report an office sent last of the same form, whichever its version or round: what the next one may read of it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import FormVersion
from models.rounds import Assignment
from models.submissions import Answer, Submission


def last_sent(session: Session, office_id: int, form_id: str, refs: Collection[str]) -> dict[tuple[str, str], str]:
    """Return the values at `refs` of the office's newest sent report, by (ref, pos); nothing where there is none."""
    newest = session.scalar(
        select(Submission.id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(FormVersion, FormVersion.id == Submission.form_version_id)
        .where(Assignment.office_id == office_id, FormVersion.form_id == form_id, Submission.submitted_at.is_not(None))
        .order_by(Submission.submitted_at.desc(), Submission.id.desc())
        .limit(1)
    )
    query = select(Answer.ref, Answer.pos, Answer.value).where(Answer.submission_id == newest, Answer.ref.in_(refs))
    return {(ref, pos): value for ref, pos, value in session.execute(query.where(Answer.state == "value"))}


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
