"""Who filled a report, and who answers for an office's reports."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.people import Account, Duty, Person, Role
from models.scopes import holds_for
from models.submissions import Answer, Submission


@dataclass(frozen=True)
class Filler:
    """Somebody and how many answers of a report are theirs."""

    person: Person
    answers: int


def of_report(session: Session, submission_id: int) -> list[Filler]:
    """Return who answered a report, the one with most answers first."""
    query = (
        select(Answer.person_id, func.count())
        .where(Answer.submission_id == submission_id, Answer.source == "user", Answer.person_id.is_not(None))
        .group_by(Answer.person_id)
        .order_by(func.count().desc(), Answer.person_id)
    )
    found = [(person_id, answers) for person_id, answers in session.execute(query) if person_id is not None]
    return [Filler(session.get_one(Person, person_id), answers) for person_id, answers in found]


def sender(session: Session, row: Submission) -> Person | None:
    return session.get(Person, row.submitted_by) if row.submitted_by is not None else None


def officers(session: Session, office_id: int, key: str) -> list[tuple[Person, bool]]:
    """Return (person, has joined) of those who report for an office in the round named by the key."""
    query = (
        select(Person, Account.line_user_id)
        .join(Role, Role.person_id == Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Role.office_id == office_id, Role.duty == Duty.OFFICER, holds_for(key))
        .order_by(Person.id)
        .distinct()
    )
    return [(person, account is not None) for person, account in session.execute(query)]
