"""Reports put before the head of an office: asked for, agreed to or returned with a note, and what they held then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Account, Duty, Person, Role
from models.rounds import Assignment, Round
from models.scopes import Scope, holds_for, round_is
from models.submissions import Submission


class Agreement(Base):
    """One time a report was put before the head. `rev` is the report's revision that was shown last."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    rev: Mapped[int]
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default="asked")  # asked | agreed | returned | dropped
    note: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    asker: Mapped[Person] = relationship(foreign_keys=[asked_by])


def heads(session: Session, office_id: int, key: str) -> list[Person]:
    """Return the heads of an office who can be reached about a round, by its key."""
    query = (
        select(Person)
        .join(Role)
        .join(Account, Account.person_id == Person.id)
        .where(Role.office_id == office_id, Role.duty == Duty.HEAD, Account.blocked_at.is_(None), holds_for(key))
        .order_by(Person.id)
        .distinct()
    )
    return list(session.scalars(query))


def ask(session: Session, submission: Submission, person_id: int, now: datetime) -> Agreement:
    """Put a report before the head; an earlier request that waits is dropped."""
    earlier = update(Agreement).where(Agreement.submission_id == submission.id, Agreement.state == "asked")
    session.execute(earlier.values(state="dropped", settled_at=now))
    asked = Agreement(submission_id=submission.id, rev=submission.rev, asked_by=person_id, asked_at=now)
    session.add(asked)
    session.flush()
    return asked


def waiting(session: Session, submission_ids: Collection[int]) -> dict[int, Agreement]:
    """Return the requests that wait for the head, by the report's id."""
    query = select(Agreement).where(Agreement.submission_id.in_(submission_ids), Agreement.state == "asked")
    return {each.submission_id: each for each in session.scalars(query)}


def waiting_for(session: Session, scope: Scope) -> list[Agreement]:
    """Return the requests within a scope that wait for the head, the oldest first."""
    query = (
        select(Agreement)
        .join(Submission, Submission.id == Agreement.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Agreement.state == "asked", Submission.submitted_at.is_(None))
        .where(scope.holds(Assignment.office_id, round_is))
    )
    return list(session.scalars(query.order_by(Agreement.id)))


def lock(session: Session, agreement_id: int) -> Agreement | None:
    """Return a request, its row locked until the end of the transaction."""
    query = select(Agreement).where(Agreement.id == agreement_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).first()
