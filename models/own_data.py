"""What we keep of one person: told as a copy, removed when they ask. Reports that were sent are official records."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import erasing
from models.journal import Event
from models.notices import Notice
from models.outbox import Outbox
from models.past_answers import PastAnswer
from models.people import Role
from models.submissions import Answer, AnswerPiece, Attachment, Interview, Submission


def drafts_of(session: Session, person_id: int) -> Sequence[Submission]:
    """Return the reports not sent in which the person wrote anything, or has a place."""
    wrote = select(Answer.submission_id).where(Answer.person_id == person_id)
    stands = select(Interview.submission_id).where(Interview.person_id == person_id)
    query = select(Submission).where(
        Submission.submitted_at.is_(None), Submission.assignment_id.is_not(None), Submission.id.in_(wrote.union(stands))
    )
    return session.scalars(query.order_by(Submission.id)).all()


def sent_by(session: Session, person_id: int) -> Sequence[Submission]:
    """Return the reports the person sent, the newest first."""
    query = select(Submission).where(Submission.submitted_by == person_id, Submission.submitted_at.is_not(None))
    return session.scalars(query.order_by(Submission.submitted_at.desc())).all()


def counted(session: Session, line_user_id: str) -> tuple[int, int]:
    """Return how many of an account's messages, and of ours to it, are kept with their words."""
    heard = select(func.count()).where(Event.line_user_id == line_user_id, Event.raw != {})
    said = select(func.count()).where(Outbox.line_user_id == line_user_id, Outbox.replies != [])
    return session.scalar(heard) or 0, session.scalar(said) or 0


def is_shared(session: Session, submission_id: int, person_id: int) -> bool:
    """Whether a colleague wrote in a report, too."""
    others = select(Answer.ref).where(
        Answer.submission_id == submission_id,
        Answer.source == "user",
        Answer.person_id.is_not(None),
        Answer.person_id != person_id,
    )
    return session.scalar(others.limit(1)) is not None


def remove_own_answers(session: Session, submission_id: int, person_id: int) -> list[tuple[str, str]]:
    """Take what the person wrote out of a report others fill, too. Return where it stood."""
    mine = select(Answer.ref, Answer.pos).where(Answer.submission_id == submission_id, Answer.person_id == person_id)
    keys = [(ref, pos) for ref, pos in session.execute(mine)]
    for table in (AnswerPiece, Answer):
        for ref, pos in keys:
            here = (table.submission_id == submission_id, table.ref == ref, table.pos == pos)
            session.execute(delete(table).where(*here))
    return keys


def empty(session: Session, submission: Submission) -> None:
    """Take everything out of a report whose files wait to be deleted; only then may its row go."""
    for table in (PastAnswer, AnswerPiece, Answer, Interview):
        session.execute(delete(table).where(table.submission_id == submission.id))
    submission.repeats = {"counts": {}, "closed": [], "presumed": [], "start": submission.repeats["start"]}
    submission.answered, submission.open_items, submission.confirmed = 0, None, None
    submission.rev += 1


def erase(session: Session, submission: Submission) -> None:
    """Remove a report without files."""
    erasing.erase(session, submission)


def files_of(session: Session, submission_id: int) -> Sequence[Attachment]:
    query = select(Attachment).where(Attachment.submission_id == submission_id, Attachment.state != "gone")
    return session.scalars(query).all()


def forget_talk(session: Session, line_user_id: str, person_id: int) -> None:
    """Blank what was said between an account and us, and what waited to be said."""
    heard = update(Event).where(Event.line_user_id == line_user_id)
    session.execute(heard.values(raw={}))
    said = update(Outbox).where(Outbox.line_user_id == line_user_id, Outbox.state != "pending")
    session.execute(said.values(replies=[], payload=[]))
    waiting = delete(Notice).where(Notice.person_id == person_id, Notice.outbox_id.is_(None))
    session.execute(waiting)


def end_duties(session: Session, person_id: int) -> None:
    """Let the person speak for no office any more."""
    session.execute(delete(Role).where(Role.person_id == person_id))
    session.execute(
        update(PastAnswer).where(PastAnswer.person_id == person_id).values(person_id=None),
        execution_options={"synchronize_session": False},
    )
