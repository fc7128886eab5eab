"""What officers say about a report that is not there yet: later, on which day, with more time, or sent another way.

A deferral quiets reminders for a while; a petition asks the coordinator, who alone may grant it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SQLColumnExpression, String, Text, and_, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from models.base import Base
from models.leaves import away
from models.people import Account, Duty, Office, OfficeParent, Person, Role
from models.rounds import Assignment, Round
from models.scopes import Scope, holds_for, round_is
from models.submissions import Submission

OFFICE_WIDE = ("promise", "head")  # these speak for the office, a snooze only for who asked for it
REMINDS = ("snooze", "promise")  # these ask to be reminded when they end


class Deferral(Base):
    """Reminders of a report are quiet before `until`. The newest of a kind counts; the others have ended."""

    __tablename__ = "deferral"
    __table_args__ = (Index("ix_deferral_assignment", "assignment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(8))  # snooze | promise | head
    until: Mapped[datetime]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()


class Petition(Base):
    """An officer asks the coordinator: for more time, or to count a report that was sent another way."""

    __tablename__ = "petition"
    __table_args__ = (Index("ix_petition_assignment", "assignment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(16))  # extension | elsewhere | question
    item: Mapped[str] = mapped_column(default="", server_default="")  # what a question is about
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")  # to a question
    wanted_due_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(8), default="asked")  # asked | granted | refused
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    assignment: Mapped[Assignment] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


def defer(
    session: Session, assignment_ids: Collection[int], person_id: int, kind: str, until: datetime, now: datetime
) -> None:
    """Let reminders of reports be quiet until a moment; an earlier deferral of the kind ends."""
    for assignment_id in assignment_ids:
        earlier = update(Deferral).where(
            Deferral.assignment_id == assignment_id, Deferral.kind == kind, Deferral.ended_at.is_(None)
        )
        if kind not in OFFICE_WIDE:
            earlier = earlier.where(Deferral.person_id == person_id)
        session.execute(earlier.values(ended_at=now))
        session.add(Deferral(assignment_id=assignment_id, person_id=person_id, kind=kind, until=until, made_at=now))
    session.flush()


def end(session: Session, assignment_id: int, kind: str, now: datetime) -> None:
    """End the deferrals of a kind: reminders speak again."""
    query = update(Deferral).where(
        Deferral.assignment_id == assignment_id, Deferral.kind == kind, Deferral.ended_at.is_(None)
    )
    session.execute(query.values(ended_at=now))


def not_quiet(moment: SQLColumnExpression[datetime], person_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether reminders of an assignment reach a person at a moment, in queries that join assignment.

    Neither deferred, nor said to be sent another way and waiting for the coordinator's word. Each is denied by itself:
    PostgreSQL then looks it up for all rows together.
    """
    deferred = exists().where(
        Deferral.assignment_id == Assignment.id,
        Deferral.ended_at.is_(None),
        Deferral.until > moment,
        or_(Deferral.kind.in_(OFFICE_WIDE), Deferral.person_id == person_id),
    )
    return and_(~deferred, ~claimed_elsewhere())


def claimed_elsewhere() -> ColumnElement[bool]:
    """Whether an office says that it sent the report another way, in queries that join assignment."""
    return exists().where(
        and_(
            Petition.assignment_id == Assignment.id,
            Petition.kind == "elsewhere",
            Petition.state == "asked",
        )
    )


def asked(session: Session, assignment_id: int, kind: str) -> Petition | None:
    """Return the petition of a kind that waits for the coordinator's word."""
    query = select(Petition).where(
        Petition.assignment_id == assignment_id, Petition.kind == kind, Petition.state == "asked"
    )
    return session.scalars(query.order_by(Petition.id.desc())).first()


def waiting(session: Session, scope: Scope) -> list[Petition]:
    """Return the petitions of a scope that wait for an answer, the oldest first."""
    query = (
        select(Petition)
        .join(Assignment)
        .join(Round, Round.id == Assignment.round_id)
        .where(Petition.state == "asked", scope.holds(Assignment.office_id, round_is))
        .order_by(Petition.id)
    )
    return list(session.scalars(query))


def lock(session: Session, petition_id: int) -> Petition | None:
    """Return a petition, its row locked until the end of the transaction."""
    query = select(Petition).where(Petition.id == petition_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).first()


def coordinators(session: Session, office_id: int, key: str, day: date) -> list[Person]:
    """Return who coordinates an office, itself or from above, and can be reached; who is away only where all are.

    `key`: the round it is about; "": what belongs to no form.
    """
    above = select(Office.id).where(Office.id == office_id).cte("above", recursive=True)
    above = above.union(select(OfficeParent.parent_id).join(above, OfficeParent.office_id == above.c.id))
    query = (
        select(Person, away(Role.person_id, day))
        .join(Role)
        .join(Account, Account.person_id == Person.id)
        .where(
            Role.office_id.in_(select(above.c.id)),
            Role.duty.in_((Duty.COORDINATOR, Duty.ADMIN)),
            Account.blocked_at.is_(None),
            holds_for(key) if key else Role.only == "",
        )
        .order_by(Person.id)
        .distinct()
    )
    found = session.execute(query).all()
    return [person for person, is_away in found if not is_away] or [person for person, _ in found]


def coordinators_for(session: Session, assignment: Assignment, day: date) -> list[Person]:
    """Return who coordinates an office for its report of a round."""
    return coordinators(session, assignment.office_id, assignment.round.key, day)


def of_round(session: Session, round_id: int, kind: str, office_ids: Collection[int] | None) -> list[Deferral]:
    """Return the live deferrals of a kind in a round, in roster order."""
    query = (
        select(Deferral)
        .join(Assignment, Assignment.id == Deferral.assignment_id)
        .join(Office, Office.id == Assignment.office_id)
        .where(Assignment.round_id == round_id, Deferral.kind == kind, Deferral.ended_at.is_(None))
        .order_by(Office.position, Office.id)
    )
    if office_ids is not None:
        query = query.where(Assignment.office_id.in_(office_ids))
    return list(session.scalars(query))


def count_with_head(session: Session, round_id: int, office_ids: Collection[int]) -> int:
    """Count the unsent reports of a round that are with the head."""
    query = (
        select(func.count(Deferral.assignment_id.distinct()))
        .join(Assignment, Assignment.id == Deferral.assignment_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, Deferral.kind == "head", Deferral.ended_at.is_(None))
        .where(Submission.submitted_at.is_(None), Assignment.office_id.in_(office_ids))
    )
    return session.scalar(query) or 0


def petitions_of_round(
    session: Session, round_id: int, kind: str, office_ids: Collection[int] | None
) -> list[Petition]:
    """Return what offices of a round asked of a kind, settled or not, in roster order; of each office the newest."""
    query = (
        select(Petition)
        .join(Assignment, Assignment.id == Petition.assignment_id)
        .join(Office, Office.id == Assignment.office_id)
        .where(Assignment.round_id == round_id, Petition.kind == kind)
        .order_by(Office.position, Office.id, Petition.id)
    )
    if office_ids is not None:
        query = query.where(Assignment.office_id.in_(office_ids))
    return list({petition.assignment_id: petition for petition in session.scalars(query)}.values())
