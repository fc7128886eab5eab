"""Reports that stand on an older version of their form, and the moves to a newer one that coordinators agreed to.

A move is wanted in a turn and gone through by the clock, report after report in the order of their ids (`after`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.catalogue import FormVersion
from models.people import Office, Person
from models.rounds import CLOSES_AT, Assignment, Round
from models.submissions import Submission


class FormMove(Base):
    """One agreement to bring the reports of open rounds to a version; `person` is none for the command line."""

    __tablename__ = "form_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    until: Mapped[datetime]  # by when sent reports are to answer what changed
    state: Mapped[str] = mapped_column(String(8), default="wanted", index=True)  # wanted | done | stopped
    after: Mapped[int] = mapped_column(default=0)  # the last report looked at
    reports: Mapped[int] = mapped_column(default=0)  # how many there were when it was agreed
    looked_at: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)  # sent ones, for what changed
    failed: Mapped[int] = mapped_column(default=0)

    version: Mapped[FormVersion] = relationship()
    person: Mapped[Person | None] = relationship()


_BEGUN = and_(Submission.submitted_at.is_(None), Assignment.exempt_at.is_(None))
_SENT = and_(Submission.submitted_at.is_not(None), Submission.answered > 0)


def _elsewhere(version: FormVersion, now: datetime) -> Select[Submission]:
    """Reports of open rounds that stand on another version of a form."""
    return (
        select(Submission)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.form_id == version.form_id, Submission.form_version_id != version.id)
        .where(now < CLOSES_AT, Round.cancelled_at.is_(None))
    )


def begun(session: Session, version: FormVersion, now: datetime, limit: int | None = None) -> Sequence[Submission]:
    """Return the reports that are being filled on another version of a form, in roster order."""
    query = _elsewhere(version, now).join(Office, Office.id == Assignment.office_id).where(_BEGUN)
    return session.scalars(query.order_by(Office.position, Office.id).limit(limit)).all()


def count_begun(session: Session, version: FormVersion, now: datetime) -> int:
    return _count(session, _elsewhere(version, now).where(_BEGUN))


def sent_by_version(session: Session, version: FormVersion, now: datetime) -> dict[int, int]:
    """Return how many reports were sent in chat on each other version of a form, by its id."""
    on = _elsewhere(version, now).where(_SENT).with_only_columns(Submission.form_version_id, func.count())
    return {version_id: count for version_id, count in session.execute(on.group_by(Submission.form_version_id))}


def to_look_at(session: Session, version: FormVersion, now: datetime, after: int, limit: int) -> Sequence[int]:
    """Return the ids of the next reports, begun or sent, that a move has to look at."""
    query = _elsewhere(version, now).where(or_(_BEGUN, _SENT), Submission.id > after).order_by(Submission.id)
    return session.scalars(query.with_only_columns(Submission.id).limit(limit)).all()


def count_to_look_at(session: Session, version: FormVersion, now: datetime) -> int:
    return _count(session, _elsewhere(version, now).where(or_(_BEGUN, _SENT)))


def _count(session: Session, query: Select[Submission]) -> int:
    return session.scalar(query.with_only_columns(func.count())) or 0


def open_rounds_of_form(session: Session, form_id: str, now: datetime) -> Sequence[Round]:
    """Return the rounds of a form that are not closed."""
    return session.scalars(select(Round).where(Round.form_id == form_id, Round.closes_at > now)).all()


def under_way(session: Session, form_id: str) -> FormMove | None:
    """Return the move of a form that is not finished."""
    query = select(FormMove).join(FormVersion).where(FormMove.state == "wanted", FormVersion.form_id == form_id)
    return session.scalars(query.order_by(FormMove.id.desc()).limit(1)).first()


def next_wanted(session: Session) -> FormMove | None:
    """Return the oldest move that is not finished and no other process works at, its row locked."""
    query = select(FormMove).where(FormMove.state == "wanted").order_by(FormMove.id).limit(1)
    return session.scalars(query.with_for_update(skip_locked=True, of=FormMove)).first()
