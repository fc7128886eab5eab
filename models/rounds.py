"""What is expected: schedules, the rounds they open, and one assignment per office (DHIS2's expected report).

Assignment = office x form x period, as a row: every status is derived from these rows, never from a list of names.
What one office was granted (a later day, an exemption) stands in its own row and wins over its round.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, and_, exists, false, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.catalogue import FormVersion
from models.people import Office


class Schedule(Base):
    """When a form is due, again and again or once, and which offices owe it."""

    __tablename__ = "schedule"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[str] = mapped_column(String(64), index=True)
    # see handlers/rounds/rules.py: {"rrule": ..., "at": "16:30"}, {"monthly": 20} or {"once": …}
    rule: Mapped[dict[str, Any]]
    ladder: Mapped[dict[str, Any]]  # {"before_days": [...], "after_days": [...], "at": "09:00"}
    asks_head: Mapped[bool] = mapped_column(default=True)  # the officer confirms the head's agreement (DECISIONS B5)
    # which reports wait to be looked over: "" none | all | sample:N (of a hundred) | warnings
    review: Mapped[str] = mapped_column(String(16), default="", server_default="")
    head_presses: Mapped[bool] = mapped_column(default=False, server_default=false())  # the head does, in chat
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]  # until resumed, its periods are not opened
    resumed_at: Mapped[datetime | None]  # what fell due while it was paused is never opened


class ScheduleOffice(Base):
    __tablename__ = "schedule_office"

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)


class Round(Base):
    """One period of a schedule. Named `form/period` on the command line, such as `pnglb_monthly/2026-11`."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("form_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id"), index=True)
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    form_id: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(16))
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    moved_at: Mapped[datetime | None]  # its deadline was set by hand and no longer follows the rule
    late_at: Mapped[datetime]  # from here a report counts as late
    closes_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]  # until resumed, nobody is reminded; reports are still taken
    letter: Mapped[dict[str, Any] | None]  # that asks for it: number, dated, subject, file
    cancelled_at: Mapped[datetime | None]  # nothing is asked, reminded or counted any more

    schedule: Mapped[Schedule] = relationship()
    form_version: Mapped[FormVersion] = relationship()

    @property
    def key(self) -> str:
        return f"{self.form_id}/{self.period}"


DueState = Literal["not_due", "open", "late", "closed", "exempt"]


class Assignment(Base):
    """One office owes one report. `own_*` are set together, when the office was granted its own deadline."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("round_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    added_at: Mapped[datetime | None]  # joined late, or got its own deadline: no reminder before this concerns it
    own_due_at: Mapped[datetime | None]
    own_late_at: Mapped[datetime | None]
    own_closes_at: Mapped[datetime | None]
    exempt_at: Mapped[datetime | None]  # since when no report is expected; rates leave it out
    exempt_reason: Mapped[str] = mapped_column(default="")

    round: Mapped[Round] = relationship()
    office: Mapped[Office] = relationship()

    @property
    def due_at(self) -> datetime:
        return self.own_due_at or self.round.due_at

    @property
    def late_at(self) -> datetime:
        """From here this office's report counts as late."""
        return self.own_late_at or self.round.late_at

    @property
    def closes_at(self) -> datetime:
        return self.own_closes_at or self.round.closes_at

    def due_state(self, now: datetime) -> DueState:
        """Return where the deadline stands, submitted or not: late is not closed, exempt is never late."""
        if self.exempt_at is not None:
            return "exempt"
        if self.round.cancelled_at is not None or now >= self.closes_at:
            return "closed"
        if now < self.round.opens_at:
            return "not_due"
        return "late" if now > self.late_at else "open"


DUE_AT: ColumnElement[datetime] = func.coalesce(Assignment.own_due_at, Round.due_at)
"""When an office's report is due, in queries that join assignment and round."""

CLOSES_AT: ColumnElement[datetime] = func.coalesce(Assignment.own_closes_at, Round.closes_at)
"""Until when an office's report is taken, in queries that join assignment and round."""


def round_by_key(session: Session, key: str) -> Round | None:
    """Return the round named `form/period`."""
    form_id, _, period = key.partition("/")
    return session.scalar(select(Round).where(Round.form_id == form_id, Round.period == period))


def open_rounds(session: Session, now: datetime) -> list[Round]:
    """Return the rounds that are open now, for one office at least, the nearest deadline first."""
    extended = exists().where(Assignment.round_id == Round.id, Assignment.own_closes_at > now)
    running = and_(Round.opens_at <= now, or_(Round.closes_at > now, extended), Round.cancelled_at.is_(None))
    return list(session.scalars(select(Round).where(running).order_by(Round.due_at, Round.id)))


def coming_rounds(session: Session, now: datetime) -> list[Round]:
    """Return the rounds that were set and have not opened yet, the nearest first."""
    query = select(Round).where(Round.opens_at > now, Round.cancelled_at.is_(None))
    return list(session.scalars(query.order_by(Round.opens_at, Round.id)))


def begun_rounds(session: Session, now: datetime) -> list[Round]:
    """Return every round that has begun and was not cancelled, the newest deadline first."""
    query = select(Round).where(Round.opens_at <= now, Round.cancelled_at.is_(None))
    return list(session.scalars(query.order_by(Round.due_at.desc(), Round.id.desc())))


def reminding_rounds(session: Session, now: datetime) -> list[Round]:
    """Return the open rounds whose offices are reminded: those that are not paused."""
    return [round_ for round_ in open_rounds(session, now) if round_.paused_at is None]


def is_asked(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether a report can be given now, in queries that join assignment and round: begun, not over, not excused."""
    return and_(Round.opens_at <= now, now < CLOSES_AT, Round.cancelled_at.is_(None), Assignment.exempt_at.is_(None))


def assignments_of_offices(session: Session, office_ids: Collection[int], now: datetime) -> list[Assignment]:
    """Return the open assignments of the offices, the nearest deadline first."""
    query = (
        select(Assignment)
        .join(Round)
        .where(Assignment.office_id.in_(office_ids), is_asked(now))
        .order_by(DUE_AT, Assignment.id)
    )
    return list(session.scalars(query))


def live_schedules(session: Session) -> list[Schedule]:
    """Return the schedules that open rounds: neither ended nor paused."""
    query = select(Schedule).where(Schedule.ended_at.is_(None), Schedule.paused_at.is_(None))
    return list(session.scalars(query.order_by(Schedule.id)))


def unended_schedules(session: Session) -> list[Schedule]:
    """Return the schedules that have not ended, paused ones too."""
    return list(session.scalars(select(Schedule).where(Schedule.ended_at.is_(None)).order_by(Schedule.id)))


def newest_round(session: Session, schedule_id: int) -> Round | None:
    """Return the round of a schedule that is due last."""
    query = select(Round).where(Round.schedule_id == schedule_id).order_by(Round.due_at.desc(), Round.id.desc())
    return session.scalars(query.limit(1)).first()


def periods_of_form(session: Session, form_id: str) -> set[str]:
    """Return the names of the periods a form has rounds of, cancelled ones too."""
    return set(session.scalars(select(Round.period).where(Round.form_id == form_id)))


def offices_of_schedule(session: Session, schedule_id: int) -> list[Office]:
    """Return the offices named when the schedule was made; none when it asks whoever reports."""
    query = select(Office).join(ScheduleOffice, ScheduleOffice.office_id == Office.id)
    return list(session.scalars(query.where(ScheduleOffice.schedule_id == schedule_id).order_by(Office.position)))


def assignments_of_round(session: Session, round_id: int, office_ids: Collection[int]) -> list[Assignment]:
    """Return the assignments of a round in some offices."""
    query = select(Assignment).where(Assignment.round_id == round_id, Assignment.office_id.in_(office_ids))
    return list(session.scalars(query.order_by(Assignment.id)))


def lock_assignment(session: Session, assignment_id: int) -> None:
    """Wait for whoever is changing an assignment, and keep others out until the end of the transaction."""
    session.execute(select(Assignment.id).where(Assignment.id == assignment_id).with_for_update())


def assignment_ids(session: Session, round_id: int) -> list[int]:
    return list(session.scalars(select(Assignment.id).where(Assignment.round_id == round_id)))


def assignments_with_own_deadline(session: Session, round_id: int) -> list[Assignment]:
    """Return the assignments of a round that were granted a deadline of their own."""
    query = select(Assignment).where(Assignment.round_id == round_id, Assignment.own_due_at.is_not(None))
    return list(session.scalars(query.order_by(Assignment.id)))


def owes_any(session: Session, round_id: int, office_ids: Collection[int]) -> bool:
    """Whether any of the offices has a report to give in the round."""
    query = select(Assignment.id).where(Assignment.round_id == round_id, Assignment.office_id.in_(office_ids)).limit(1)
    return session.scalar(query) is not None


def asks_any(session: Session, round_id: int, office_ids: Collection[int] | None) -> bool:
    """Whether a round asks any of the offices; None: any at all."""
    if office_ids is not None:
        return owes_any(session, round_id, office_ids)
    return session.scalar(select(Assignment.id).where(Assignment.round_id == round_id).limit(1)) is not None


def asks_outside(session: Session, round_id: int, office_ids: Collection[int]) -> bool:
    """Whether a round asks an office that is none of these."""
    query = select(Assignment.id).where(Assignment.round_id == round_id, Assignment.office_id.not_in(office_ids))
    return session.scalar(query.limit(1)) is not None


def offices_of_open_rounds(session: Session, form_id: str, now: datetime) -> set[int]:
    """Return the ids of the offices that rounds of a form ask, of those that are not over for them."""
    query = select(Assignment.office_id).join(Round).where(Round.form_id == form_id, now < CLOSES_AT)
    return set(session.scalars(query.where(Round.cancelled_at.is_(None))))


def assignments_of_office(session: Session, office_id: int) -> list[Assignment]:
    """Return every assignment an office was ever given."""
    return list(session.scalars(select(Assignment).where(Assignment.office_id == office_id)))


def coming_assignments(session: Session, office_ids: Collection[int], now: datetime) -> list[Assignment]:
    """Return what the offices will be asked for in rounds that were set and have not opened yet."""
    coming = and_(Round.opens_at > now, Round.cancelled_at.is_(None), Assignment.exempt_at.is_(None))
    query = select(Assignment).join(Round).where(Assignment.office_id.in_(office_ids), coming)
    return list(session.scalars(query.order_by(Round.due_at, Assignment.id)))


def newest_assignments(session: Session, office_ids: Collection[int]) -> list[Assignment]:
    """Return the last assignment of each schedule to the offices."""
    newest = (
        select(func.max(Assignment.id))
        .join(Round)
        .where(Assignment.office_id.in_(office_ids))
        .group_by(Round.schedule_id)
    )
    return list(session.scalars(select(Assignment).where(Assignment.id.in_(newest)).order_by(Assignment.id)))


def count_assignments(session: Session, round_id: int) -> int:
    return session.scalar(select(func.count()).where(Assignment.round_id == round_id)) or 0


def offices_asked(session: Session, round_id: int) -> set[int]:
    """Return the ids of the offices a round asks."""
    return set(session.scalars(select(Assignment.office_id).where(Assignment.round_id == round_id)))


def all_rounds(session: Session) -> list[Round]:
    """Return every round, the newest deadline first."""
    return list(session.scalars(select(Round).order_by(Round.due_at.desc(), Round.id.desc())))
