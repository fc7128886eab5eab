"""Where overseers and heads asked to be told regularly how far everyone is. Off unless a row says otherwise."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.leaves import away
from models.people import Account, Person


class Overview(Base):
    """One person's regular overview."""

    __tablename__ = "overview"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    often: Mapped[str] = mapped_column(String(8))  # daily | weekly
    since: Mapped[datetime]


def wanted(session: Session, often: tuple[str, ...], day: date) -> list[tuple[Person, str]]:
    """Return (person, LINE user id) of those who want an overview that often, can be reached and are not away."""
    query = (
        select(Person, Account.line_user_id)
        .join(Overview, Overview.person_id == Person.id)
        .join(Account, Account.person_id == Person.id)
        .where(Overview.often.in_(often), Account.blocked_at.is_(None), ~away(Person.id, day))
        .order_by(Person.id)
    )
    return [(person, line_user_id) for person, line_user_id in session.execute(query)]


def switch(session: Session, person_id: int, often: str, now: datetime) -> None:
    """Switch a person's overview on ("daily", "weekly") or off ("")."""
    row = session.get(Overview, person_id)
    if row is not None and not often:
        session.delete(row)
    elif row is not None:
        row.often, row.since = often, now
    elif often:
        session.add(Overview(person_id=person_id, often=often, since=now))
    session.flush()
