"""Days off that were decided after the list of holidays was made, and the addresses of people's calendars."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from thai.calendar import Overrides


class DayOffChange(Base):
    """One day that is off, or worked, against the list of holidays and weekends."""

    __tablename__ = "day_off_change"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))  # off | working
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CalendarLink(Base):
    """The address under which a person's calendar can be read, until it is revoked. The address signs this row's id."""

    __tablename__ = "calendar_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


def overrides(session: Session) -> Overrides:
    """Return the changed days as the rules take them."""
    rows = list(session.execute(select(DayOffChange.day, DayOffChange.kind)))
    off = frozenset(day for day, kind in rows if kind == "off")
    return Overrides(off=off, working=frozenset(day for day, kind in rows if kind == "working"))


def changes(session: Session) -> list[DayOffChange]:
    """Return the changed days, the earliest first."""
    return list(session.scalars(select(DayOffChange).order_by(DayOffChange.day)))


def change_day(session: Session, day: date, kind: str, name: str, now: datetime, person_id: int | None) -> None:
    """Let a day be `off` or `working`, whatever was said of it before."""
    session.merge(DayOffChange(day=day, kind=kind, name=name, created_at=now, created_by=person_id))
    session.flush()


def forget_day(session: Session, day: date) -> bool:
    """Take a change back; the list of holidays decides again. False: there was none."""
    gone = delete(DayOffChange).where(DayOffChange.day == day).returning(DayOffChange.day)
    return session.scalar(gone) is not None


def live_link(session: Session, person_id: int) -> CalendarLink | None:
    """Return the person's calendar address that still works."""
    query = select(CalendarLink).where(CalendarLink.person_id == person_id, CalendarLink.revoked_at.is_(None))
    return session.scalar(query.order_by(CalendarLink.id.desc()).limit(1))


def link(session: Session, link_id: int) -> CalendarLink | None:
    return session.get(CalendarLink, link_id)


def new_link(session: Session, person_id: int, now: datetime) -> CalendarLink:
    """Make a calendar address for the person; earlier ones stop working."""
    revoke_links(session, person_id, now)
    link = CalendarLink(person_id=person_id, created_at=now)
    session.add(link)
    session.flush()
    return link


def revoke_links(session: Session, person_id: int, now: datetime) -> None:
    """Let no calendar address of the person work any more."""
    query = select(CalendarLink).where(CalendarLink.person_id == person_id, CalendarLink.revoked_at.is_(None))
    for link in session.scalars(query):
        link.revoked_at = now
