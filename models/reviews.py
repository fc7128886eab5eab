"""Looking over what was sent: where a report stands, and the items it was sent back for.

A report sent back is open again; when it comes in anew it keeps the moment it first came in, so that nobody is late
for having been asked to mend something. Who may look over what is asked in handlers/review.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, insert_new
from models.people import Office
from models.rounds import Assignment, Round
from models.scopes import Scope, round_is
from models.submissions import Submission

WAITING, READING, RETURNED, CHECKED, PASSED = "waiting", "reading", "returned", "checked", "passed"
AMENDING = "amending"  # sent, and asked for what a newer version of the form asks anew (handlers/form/amending.py)


class Review(Base):
    """Where one report stands. No row: sent, and nobody looks it over unless they wish."""

    __tablename__ = "review"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))  # waiting | reading | returned | amending | checked | passed (unread)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_sent_at: Mapped[datetime | None]  # when it came in, before it was sent back
    until: Mapped[datetime | None]  # of an amending one: how long it stays sent
    reminded_at: Mapped[datetime | None]  # of that day

    submission: Mapped[Submission] = relationship()

    @property
    def is_locked(self) -> bool:
        """Whether the office may no longer open it by itself: somebody looked it over and agreed."""
        return self.state == CHECKED


class ReturnedItem(Base):
    """One printed item a report was sent back for: what is asked, and what stood there."""

    __tablename__ = "returned_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    ref: Mapped[str] = mapped_column(String(512))
    comment: Mapped[str] = mapped_column(Text)
    old: Mapped[list[Any]] = mapped_column(default=list)  # [ref, pos, value, state] of its answers then
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # the report came in again


def of(session: Session, submission_id: int) -> Review | None:
    return session.get(Review, submission_id)


def locked(session: Session, submission_id: int, now: datetime) -> Review:
    """Return where a report stands, its row made if there is none, and locked."""
    row = {"submission_id": submission_id, "state": WAITING, "changed_at": now, "changed_by": None}
    insert_new(session, Review, [{**row, "first_sent_at": None}])
    return session.get_one(Review, submission_id, with_for_update=True, populate_existing=True)


def is_amending(session: Session, submission_id: int) -> bool:
    """Whether a sent report is asked for what changed in its form: it may be filled, though it counts as sent."""
    review = session.get(Review, submission_id)
    return review is not None and review.state == AMENDING


def amending_over(session: Session, now: datetime) -> Sequence[Review]:
    """Return where reports stand that were asked for changes and whose day is over, their rows locked."""
    query = select(Review).where(Review.state == AMENDING, Review.until <= now).order_by(Review.submission_id)
    return session.scalars(query.with_for_update()).all()


def amending_until(session: Session, last: datetime, most: int) -> Sequence[Review]:
    """Return where reports stand that were asked for changes until a moment at the latest, and not reminded of it."""
    query = select(Review).where(Review.state == AMENDING, Review.until <= last, Review.reminded_at.is_(None))
    query = query.order_by(Review.until, Review.submission_id).limit(most)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def open_items(session: Session, submission_id: int) -> Sequence[ReturnedItem]:
    """Return the items a report is open for, in the order they were asked."""
    query = select(ReturnedItem).where(ReturnedItem.submission_id == submission_id, ReturnedItem.settled_at.is_(None))
    return session.scalars(query.order_by(ReturnedItem.id)).all()


def last_items(session: Session, submission_id: int) -> Sequence[ReturnedItem]:
    """Return the items of the newest return, open or mended."""
    query = select(ReturnedItem).where(ReturnedItem.submission_id == submission_id)
    found = session.scalars(query.order_by(ReturnedItem.id)).all()
    return [each for each in found if each.asked_at == found[-1].asked_at]


def states(session: Session, submission_ids: Collection[int]) -> dict[int, Review]:
    """Return where reports stand, by id; those nobody looks over are absent."""
    rows = session.scalars(select(Review).where(Review.submission_id.in_(submission_ids)))
    return {row.submission_id: row for row in rows}


def sent(
    session: Session, round_ids: Collection[int], scope: Scope, states: Collection[str | None]
) -> Sequence[tuple[Submission, Review | None]]:
    """Return the reports that are in, of rounds and within a scope, in roster order; `states`: where they may stand."""
    query = (
        select(Submission, Review)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Office, Office.id == Assignment.office_id)
        .outerjoin(Review, Review.submission_id == Submission.id)
        .where(Assignment.round_id.in_(round_ids), scope.holds(Assignment.office_id, round_is))
        .where(Submission.submitted_at.is_not(None))
        .order_by(Round.due_at, Office.position, Office.id)
    )
    rows = session.execute(query).all()
    return [(row, review) for row, review in rows if (review.state if review else None) in states]


def of_round(session: Session, round_id: int, office_ids: Collection[int]) -> dict[int, Review]:
    """Return where the reports of a round stand, by assignment; those nobody looks over are absent."""
    query = (
        select(Assignment.id, Review)
        .join(Submission, Submission.assignment_id == Assignment.id)
        .join(Review, Review.submission_id == Submission.id)
        .where(Assignment.round_id == round_id, Assignment.office_id.in_(office_ids))
    )
    return {assignment_id: review for assignment_id, review in session.execute(query)}


def forget(session: Session, submission_id: int, keys: Collection[tuple[str, str]]) -> None:
    """Let go of what stood at answers whose message was taken back."""
    for item in session.scalars(select(ReturnedItem).where(ReturnedItem.submission_id == submission_id)):
        item.old = [each for each in item.old if (each[0], each[1]) not in keys]


def returned(session: Session, scope: Scope) -> Sequence[Submission]:
    """Return the reports within a scope that wait for items to be mended: sent back, or asked for what changed."""
    query = (
        select(Submission)
        .join(Review, Review.submission_id == Submission.id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(or_(and_(Review.state == RETURNED, Submission.submitted_at.is_(None)), Review.state == AMENDING))
        .where(scope.holds(Assignment.office_id, round_is))
        .order_by(Submission.id)
    )
    return session.scalars(query).all()
