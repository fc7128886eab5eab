"""What offices answered: one submission per assignment, one row per answer, the pieces it was typed in, its photos.

While a report is filled the rows are the truth. `rev` rises with every change, so that two officers of one office who
fill the same draft never overwrite each other unseen.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.catalogue import FormVersion
from models.outbox import Outbox
from models.rounds import CLOSES_AT, Assignment, Round


class Submission(Base):
    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), unique=True)  # none: a trial
    trial_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # who tries a form
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    instance_id: Mapped[str] = mapped_column(String(64), unique=True)
    seed: Mapped[int] = mapped_column(BigInteger)
    rev: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[dict[str, Any]] = mapped_column(default=dict)  # "ref|parent pos" -> number of instances
    answered: Mapped[int] = mapped_column(default=0)  # printed items dealt with, for status
    items: Mapped[int] = mapped_column(default=0)  # printed items asked, for status
    open_items: Mapped[list[Any] | None]  # refs of printed items that wait for an answer, in order, for reminders
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    received: Mapped[dict[str, Any] | None]  # by other means, or filled for the office: way, number, dated, note, by
    receipt: Mapped[str | None] = mapped_column(String(32), unique=True)
    before_id: Mapped[int | None] = mapped_column(
        ForeignKey("submission.id"), index=True
    )  # the office's last of the form
    reported_by: Mapped[str] = mapped_column(default="", server_default="")  # named where an account is shared
    confirmed: Mapped[dict[str, Any] | None]  # "ref|pos" -> digest of a text whose personal data was said to be needed
    reopened_at: Mapped[datetime | None]  # after it had been sent
    reopened_why: Mapped[str] = mapped_column(Text, default="", server_default="")

    assignment: Mapped[Assignment | None] = relationship()
    form_version: Mapped[FormVersion] = relationship()


class Answer(Base):
    __tablename__ = "answer"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(512), primary_key=True)
    pos: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))  # value | none | put_off
    typed: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(12))  # user | calculate
    rev: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]


class AnswerPiece(Base):
    """One chat message of an answer. An answer in several messages is their join, in LINE's time order.

    A pasted table is one message of many answers.
    """

    __tablename__ = "answer_piece"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "ref", "pos"],
            ["answer.submission_id", "answer.ref", "answer.pos"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index("ix_answer_piece_answer", "submission_id", "ref", "pos"),
    )

    line_message_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    submission_id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(512), primary_key=True)
    pos: Mapped[str] = mapped_column(String(32), primary_key=True)
    said_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)

    answer: Mapped[Answer] = relationship()


class Attachment(Base):
    """A photo or file of an answer. Its bytes lie in the media folder under `blob`, a name of ours."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_answer", "submission_id", "ref", "pos"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_message_id: Mapped[str] = mapped_column(String(64), unique=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    ref: Mapped[str] = mapped_column(String(512))
    pos: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(default="")
    mime: Mapped[str] = mapped_column(default="")
    size_bytes: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    blob: Mapped[str | None] = mapped_column(String(128))
    state: Mapped[str] = mapped_column(String(8), default="wanted")  # wanted | offered | kept | gone | refused
    created_at: Mapped[datetime]


class Interview(Base):
    """Where one person is in one submission: the engine's own small state."""

    __tablename__ = "interview"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    state: Mapped[dict[str, Any]]
    asked_outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))  # the message that asks the question
    updated_at: Mapped[datetime]

    asked: Mapped[Outbox | None] = relationship()


def of_assignment(session: Session, assignment_id: int) -> Submission | None:
    return session.scalar(select(Submission).where(Submission.assignment_id == assignment_id))


def of_assignments(session: Session, assignment_ids: Collection[int]) -> dict[int, Submission]:
    """Return the submissions by assignment id; assignments nobody has begun are absent."""
    rows = session.scalars(select(Submission).where(Submission.assignment_id.in_(assignment_ids)))
    return {row.assignment_id: row for row in rows if row.assignment_id is not None}


def lock(session: Session, submission_id: int) -> Submission:
    """Return the submission, its row locked until the end of the transaction."""
    query = select(Submission).where(Submission.id == submission_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def answers_of(session: Session, submission_id: int) -> list[Answer]:
    return list(session.scalars(select(Answer).where(Answer.submission_id == submission_id)))


def pieces_of(session: Session, submission_id: int, ref: str, pos: str) -> list[AnswerPiece]:
    """Return the messages of one answer, in the order LINE says they were sent."""
    query = (
        select(AnswerPiece)
        .where(AnswerPiece.submission_id == submission_id, AnswerPiece.ref == ref, AnswerPiece.pos == pos)
        .order_by(AnswerPiece.said_at, AnswerPiece.line_message_id)
    )
    return list(session.scalars(query))


def pieces_of_message(session: Session, line_message_id: str) -> list[AnswerPiece]:
    """Return what a message put into answers: one piece, or one for each cell of a table."""
    query = select(AnswerPiece).where(AnswerPiece.line_message_id == line_message_id)
    return list(session.scalars(query.order_by(AnswerPiece.submission_id, AnswerPiece.pos, AnswerPiece.ref)))


def forget_message(session: Session, line_message_id: str) -> None:
    """Drop every piece of a message; the answers stay as they are."""
    session.execute(delete(AnswerPiece).where(AnswerPiece.line_message_id == line_message_id))


def let_go_of_pieces(session: Session) -> None:
    """Forget the pieces read so far, not their rows: the answers move, and their pieces with them in the database."""
    session.flush()
    for each in list(session.identity_map.values()):
        if isinstance(each, AnswerPiece):
            session.expunge(each)


def attachment_of_message(session: Session, line_message_id: str) -> Attachment | None:
    return session.scalar(select(Attachment).where(Attachment.line_message_id == line_message_id))


def attachments_in_file(session: Session, line_message_id: str) -> list[Attachment]:
    """Return the pictures that stood in a filled form, those offered and those kept."""
    query = select(Attachment).where(Attachment.line_message_id.startswith(f"{line_message_id}-", autoescape=True))
    return list(session.scalars(query.where(Attachment.state.in_(("offered", "kept")))))


def attachments_of(session: Session, submission_id: int) -> list[Attachment]:
    return list(session.scalars(select(Attachment).where(Attachment.submission_id == submission_id)))


def twin_of(session: Session, kept: Attachment) -> Attachment | None:
    """Return an earlier file of the same report with the very same bytes."""
    query = select(Attachment).where(
        Attachment.submission_id == kept.submission_id,
        Attachment.sha256 == kept.sha256,
        Attachment.state == "kept",
        Attachment.id != kept.id,
    )
    return session.scalar(query.order_by(Attachment.id).limit(1))


def kept_names(session: Session, names: Collection[str]) -> set[str]:
    """Return those of the names in the media folder that an answer's file bears."""
    query = select(Attachment.blob).where(Attachment.blob.in_(names))
    return {name for name in session.scalars(query) if name}


def kept_photos(session: Session, submission_id: int) -> list[Attachment]:
    """Return the photos of a report that we have, in the order they came."""
    query = select(Attachment).where(
        Attachment.submission_id == submission_id,
        Attachment.state == "kept",
        Attachment.blob.is_not(None),
        Attachment.mime.like("image/%"),
    )
    return list(session.scalars(query.order_by(Attachment.id)))


def kept_photo(session: Session, attachment_id: int) -> tuple[str, str] | None:
    """Return (blob, mime) of a photo that we still have; one that is offered from a file is shown too."""
    row = session.get(Attachment, attachment_id)
    if row is None or row.state not in ("kept", "offered") or row.blob is None or not row.mime.startswith("image/"):
        return None
    return row.blob, row.mime


def attachments_before(session: Session, moment: datetime) -> list[Attachment]:
    """Return the files kept since before a moment."""
    query = select(Attachment).where(Attachment.created_at < moment, Attachment.blob.is_not(None))
    return list(session.scalars(query))


def on_paper(session: Session, round_id: int) -> set[int]:
    """Return the assignments of a round whose report came another way, with nothing answered in chat."""
    query = select(Submission.assignment_id, Submission.received).join(Assignment)
    rows = session.execute(query.where(Assignment.round_id == round_id, Submission.answered == 0))
    return {assignment_id for assignment_id, received in rows if assignment_id and (received or {}).get("way")}


def trials_of(session: Session, person_id: int) -> list[Submission]:
    """Return the forms a person is trying."""
    return list(session.scalars(select(Submission).where(Submission.trial_by == person_id)))


def trials_before(session: Session, moment: datetime) -> list[Submission]:
    """Return the trials begun before a moment."""
    return list(
        session.scalars(select(Submission).where(Submission.trial_by.is_not(None), Submission.started_at < moment))
    )


def abandoned(session: Session, moment: datetime) -> list[Submission]:
    """Return the reports never sent, whose round closed before a moment and which nobody has touched since."""
    touched = select(Interview.submission_id).where(Interview.updated_at >= moment)
    query = (
        select(Submission)
        .join(Assignment)
        .join(Round)
        .where(Submission.submitted_at.is_(None), moment > CLOSES_AT, Submission.id.not_in(touched))
    )
    return list(session.scalars(query))


def forget_pieces(session: Session, submission_id: int, ref: str, pos: str) -> None:
    """Drop the pieces of an answer that is being replaced."""
    session.execute(
        delete(AnswerPiece).where(
            AnswerPiece.submission_id == submission_id, AnswerPiece.ref == ref, AnswerPiece.pos == pos
        )
    )
