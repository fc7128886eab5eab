"""What a round holds for the compiled report: who owes, what they have written, their photos. A query each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.people import Office, Person
from models.rounds import Assignment
from models.submissions import Answer, Attachment, Submission


@dataclass(frozen=True)
class Owed:
    """An office of the round and its report, None when nobody has begun it."""

    office: Office
    submission: Submission | None


def owed(session: Session, round_id: int) -> list[Owed]:
    """Return every office of a round with its report, in roster order; exempted ones only if they sent all the same."""
    rows = session.execute(
        select(Office, Submission)
        .join(Assignment, Assignment.office_id == Office.id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(
            Assignment.round_id == round_id, or_(Assignment.exempt_at.is_(None), Submission.submitted_at.is_not(None))
        )
        .order_by(Office.position, Office.id)
    )
    return [Owed(office, submission) for office, submission in rows]


def answers_of_round(session: Session, round_id: int) -> dict[int, list[Answer]]:
    """Return the answers of a round by submission id."""
    rows = session.scalars(
        select(Answer)
        .join(Submission, Submission.id == Answer.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.round_id == round_id)
    )
    found: dict[int, list[Answer]] = defaultdict(list)
    for answer in rows:
        found[answer.submission_id].append(answer)
    return found


def photos_of_round(session: Session, round_id: int) -> dict[tuple[int, str, str], Attachment]:
    """Return the kept photos of a round by (submission id, ref, pos); of several at one place the newest."""
    rows = session.scalars(
        select(Attachment)
        .join(Submission, Submission.id == Attachment.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.round_id == round_id, Attachment.state == "kept", Attachment.blob.is_not(None))
        .order_by(Attachment.id)
    )
    return {(row.submission_id, row.ref, row.pos): row for row in rows}


def annexes_of_round(session: Session, round_id: int) -> dict[int, list[Attachment]]:
    """Return every attachment of a round that is still there, by submission id, in the order they came."""
    rows = session.scalars(
        select(Attachment)
        .join(Submission, Submission.id == Attachment.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.round_id == round_id, Attachment.state.in_(("wanted", "kept")))
        .order_by(Attachment.id)
    )
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in rows:
        found[row.submission_id].append(row)
    return found


@dataclass(frozen=True)
class Answered:
    """One answer of a round with whose it is. `person` is "" for what the form calculated."""

    office: Office
    person: str
    form_version_id: int
    submitted_at: datetime | None
    answer: Answer


def answers_by_whom(session: Session, round_id: int) -> list[Answered]:
    """Return every answer of a round, office by office in roster order."""
    rows = session.execute(
        select(Office, func.coalesce(Person.name, ""), Submission.form_version_id, Submission.submitted_at, Answer)
        .join(Assignment, Assignment.office_id == Office.id)
        .join(Submission, Submission.assignment_id == Assignment.id)
        .join(Answer, Answer.submission_id == Submission.id)
        .outerjoin(Person, Person.id == Answer.person_id)
        .where(Assignment.round_id == round_id)
        .order_by(Office.position, Office.id, Answer.ref, Answer.pos)
    )
    return [Answered(*row) for row in rows]
