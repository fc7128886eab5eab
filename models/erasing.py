"""Removing a report with everything that is stored of it."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from models.agreements import Agreement
from models.past_answers import PastAnswer
from models.reviews import ReturnedItem, Review
from models.sent_files import SentFile
from models.sent_reports import SubmissionXml
from models.submissions import Answer, AnswerPiece, Attachment, Interview, Submission


def erase(session: Session, submission: Submission) -> None:
    """Remove a report with everything in it. Its files have to be forgotten before."""
    for table in (
        Agreement,
        PastAnswer,
        AnswerPiece,
        Answer,
        Attachment,
        Interview,
        SubmissionXml,
        Review,
        ReturnedItem,
    ):
        session.execute(delete(table).where(table.submission_id == submission.id))
    session.execute(
        update(SentFile)
        .where(SentFile.submission_id == submission.id)
        .values(submission_id=None, proposals=[], content=None)
    )
    session.execute(update(Submission).where(Submission.before_id == submission.id).values(before_id=None))
    session.delete(submission)
    session.flush()
