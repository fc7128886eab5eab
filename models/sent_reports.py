"""Reports as they were sent, each time one was: ODK's instance XML, frozen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.people import Office
from models.rounds import Assignment
from models.submissions import Submission


class SubmissionXml(Base):
    """A report as it was sent, as ODK's instance XML. Never changed: sending again makes the next one."""

    __tablename__ = "submission_xml"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)  # from 1
    instance_id: Mapped[str] = mapped_column(String(64), unique=True)
    xml: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


def sent_xml(session: Session, submission_id: int) -> list[SubmissionXml]:
    """Return what was sent of a report, the newest last."""
    query = select(SubmissionXml).where(SubmissionXml.submission_id == submission_id)
    return list(session.scalars(query.order_by(SubmissionXml.n)))


def sent_of_round(session: Session, round_id: int) -> list[tuple[Submission, SubmissionXml]]:
    """Return the reports of a round that are sent, each with the newest XML, in roster order."""
    newest = (
        select(SubmissionXml.submission_id, func.max(SubmissionXml.n).label("n"))
        .group_by(SubmissionXml.submission_id)
        .subquery()
    )
    query = (
        select(Submission, SubmissionXml)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Office, Office.id == Assignment.office_id)
        .join(SubmissionXml, SubmissionXml.submission_id == Submission.id)
        .join(newest, and_(newest.c.submission_id == SubmissionXml.submission_id, newest.c.n == SubmissionXml.n))
        .where(Assignment.round_id == round_id, Submission.submitted_at.is_not(None))
        .order_by(Office.position, Office.id)
    )
    return [(submission, xml) for submission, xml in session.execute(query)]
