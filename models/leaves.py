"""Who is away, on which days, and who acts for them: a person on leave is not reminded, the acting one is.

Why somebody is away is nobody's business and never stored. The duties an acting person holds for these days are
ordinary roles that name their leave; the clock gives and takes them as the days come and go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, SQLColumnExpression, delete, exists, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from models.base import Base, insert_new
from models.people import Person, Role

Held = tuple[int, int, str, str]
"""(person id, office id, duty, the form or round it holds for: "" for everything)."""


class Leave(Base):
    """Somebody is away from `first_day` to `last_day`, both included, in Bangkok's days."""

    __tablename__ = "leave"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    acting_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None]  # before it began: as if never said

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    acting: Mapped[Person | None] = relationship(foreign_keys=[acting_id])


def away(person_id: SQLColumnExpression[int], day: ColumnElement[date] | date) -> ColumnElement[bool]:
    """Whether a person is on leave on a day, in queries that have a column of person ids."""
    gone = aliased(Leave)  # the query may join leaves for other reasons
    return exists().where(
        gone.person_id == person_id, gone.cancelled_at.is_(None), gone.first_day <= day, gone.last_day >= day
    )


def on(session: Session, day: date) -> list[Leave]:
    """Return the leaves of a day, the earliest made first."""
    query = select(Leave).where(Leave.cancelled_at.is_(None), Leave.first_day <= day, Leave.last_day >= day)
    return list(session.scalars(query.order_by(Leave.id)))


def since(session: Session, day: date) -> list[Leave]:
    """Return the leaves that end on a day or later, those that begin first first."""
    query = select(Leave).where(Leave.cancelled_at.is_(None), Leave.last_day >= day)
    return list(session.scalars(query.order_by(Leave.first_day, Leave.id)))


def of_person(session: Session, person_id: int, first: date, last: date) -> list[Leave]:
    """Return the leaves of a person that touch some days, their rows locked."""
    query = select(Leave).where(
        Leave.person_id == person_id, Leave.cancelled_at.is_(None), Leave.first_day <= last, Leave.last_day >= first
    )
    return list(session.scalars(query.order_by(Leave.first_day).with_for_update()))


def lock(session: Session, leave_id: int) -> Leave | None:
    """Return a leave, its row locked until the end of the transaction."""
    return session.scalars(select(Leave).where(Leave.id == leave_id).with_for_update()).first()


def roles_of(session: Session, person_ids: Collection[int]) -> list[Role]:
    """Return the duties that people hold of their own, and not for somebody who is away."""
    query = select(Role).where(Role.person_id.in_(person_ids), Role.leave_id.is_(None))
    return list(session.scalars(query.order_by(Role.id)))


def acted(session: Session) -> dict[Held, int]:
    """Return the duties people hold for somebody who is away, with the leave they hold them for."""
    rows = session.execute(
        select(Role.person_id, Role.office_id, Role.duty, Role.only, Role.leave_id).where(Role.leave_id.is_not(None))
    )
    return {(who, office_id, duty, only): leave_id for who, office_id, duty, only, leave_id in rows if leave_id}


def give(session: Session, duties: Mapping[Held, int]) -> int:
    """Let people act: what they hold -> leave. Who holds the duty anyway keeps it. Return how many are new."""
    rows = [
        {"person_id": person_id, "office_id": office_id, "duty": duty, "only": only, "leave_id": leave_id}
        for (person_id, office_id, duty, only), leave_id in sorted(duties.items())
    ]
    return insert_new(session, Role, rows)


def take(session: Session, duties: Collection[Held]) -> None:
    """Let people act no longer."""
    for person_id, office_id, duty, only in sorted(duties):
        session.execute(
            delete(Role).where(
                Role.person_id == person_id,
                Role.office_id == office_id,
                Role.duty == duty,
                Role.only == only,
                Role.leave_id.is_not(None),
            )
        )
