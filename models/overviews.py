"""Where overseers and heads asked to be told regularly how far everyone is. Off unless a row says otherwise."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.leaves import away
from models.people import Account


class Overview(Base):
    """One person's regular overview."""

    __tablename__ = "overview"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    often: Mapped[str] = mapped_column(String(8))  # daily | weekly
    since: Mapped[datetime]
    at: Mapped[str] = mapped_column(String(5), default="09:00", server_default="09:00")  # Bangkok's time of day
    weekday: Mapped[int | None]  # of a weekly one: 0 is Monday; none: the week's first working day


def wanted(session: Session, day: date) -> list[tuple[Overview, str]]:
    """Return (overview, LINE user id) of those who want one, can be reached and are not away."""
    query = (
        select(Overview, Account.line_user_id)
        .join(Account, Account.person_id == Overview.person_id)
        .where(Account.blocked_at.is_(None), ~away(Overview.person_id, day))
        .order_by(Overview.person_id)
    )
    return [(overview, line_user_id) for overview, line_user_id in session.execute(query)]


def of(session: Session, person_id: int) -> Overview | None:
    return session.get(Overview, person_id)


def switch(
    session: Session, person_id: int, often: str, now: datetime, at: str = "09:00", weekday: int | None = None
) -> None:
    """Switch a person's overview on ("daily", "weekly") or off ("")."""
    row = session.get(Overview, person_id)
    if row is not None and not often:
        session.delete(row)
    elif row is not None:
        row.often, row.since, row.at, row.weekday = often, now, at, weekday
    elif often:
        session.add(Overview(person_id=person_id, often=often, since=now, at=at, weekday=weekday))
    session.flush()
