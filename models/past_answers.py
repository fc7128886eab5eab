"""What stood in a report before: every answer a person replaced or took away, with whose it was and when.

It serves undoing, the history of an item, and telling what was changed after a report had been sent.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.people import Person
from models.submissions import Answer, AnswerPiece, forget_pieces, pieces_of


class PastAnswer(Base):
    """An answer that was replaced. `pieces` are its chat messages as [id, LINE's time, text]; `messages` their ids."""

    __tablename__ = "past_answer"
    __table_args__ = (Index("ix_past_answer_answer", "submission_id", "ref", "pos"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    ref: Mapped[str] = mapped_column(String(512))
    pos: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8))  # value | none | put_off
    typed: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]
    replaced_at: Mapped[datetime]
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    pieces: Mapped[list[Any]] = mapped_column(default=list)
    messages: Mapped[str] = mapped_column(Text, default="")  # ids with a space around each


def keep(session: Session, answer: Answer, person_id: int, now: datetime) -> None:
    """Remember an answer that `person_id` is about to replace."""
    pieces = pieces_of(session, answer.submission_id, answer.ref, answer.pos)
    session.add(
        PastAnswer(
            submission_id=answer.submission_id,
            ref=answer.ref,
            pos=answer.pos,
            value=answer.value,
            state=answer.state,
            typed=answer.typed,
            person_id=answer.person_id,
            answered_at=answer.answered_at,
            replaced_at=now,
            replaced_by=person_id,
            pieces=[[piece.line_message_id, piece.said_at.isoformat(), piece.text] for piece in pieces],
            messages=_named([piece.line_message_id for piece in pieces]),
        )
    )


def keep_unused(
    session: Session, submission_id: int, ref: str, pos: str, text: str, message_id: str, person_id: int, now: datetime
) -> None:
    """Remember words that did not become the answer, because somebody else's stood there meanwhile."""
    session.add(
        PastAnswer(
            submission_id=submission_id,
            ref=ref,
            pos=pos,
            value=text,
            state="value",
            typed=text,
            person_id=person_id,
            answered_at=now,
            replaced_at=now,
            replaced_by=None,
            pieces=[[message_id, now.isoformat(), text]] if message_id else [],
            messages=_named([message_id]),
        )
    )


def _named(message_ids: Collection[str]) -> str:
    return "".join(f" {each} " for each in message_ids if each)


def of_answer(session: Session, submission_id: int, ref: str, pos: str) -> list[PastAnswer]:
    """Return what stood at a place before, the newest first."""
    query = select(PastAnswer).where(
        PastAnswer.submission_id == submission_id, PastAnswer.ref == ref, PastAnswer.pos == pos
    )
    return list(session.scalars(query.order_by(PastAnswer.replaced_at.desc(), PastAnswer.id.desc())))


def changed_since(session: Session, submission_id: int, moment: datetime) -> list[str]:
    """Return the refs of questions whose answers were replaced since a moment."""
    query = select(PastAnswer.ref).where(
        PastAnswer.submission_id == submission_id, PastAnswer.replaced_at >= moment, PastAnswer.replaced_by.is_not(None)
    )
    return list(session.scalars(query.distinct()))


def bring_back_pieces(session: Session, past: PastAnswer, answer: Answer) -> None:
    """Let an answer that was restored stand on its own messages again."""
    forget_pieces(session, answer.submission_id, answer.ref, answer.pos)
    for message_id, said_at, text in past.pieces:
        moment = datetime.fromisoformat(said_at)
        session.add(AnswerPiece(answer=answer, line_message_id=message_id, said_at=moment, text=text))


def forget_message(session: Session, line_message_id: str) -> None:
    """Forget every past answer in which a message stood that its sender took back."""
    session.flush()
    session.execute(
        delete(PastAnswer).where(PastAnswer.messages.contains(f" {line_message_id} ", autoescape=True)),
        execution_options={"synchronize_session": False},
    )


def writers(session: Session, submission_id: int) -> dict[tuple[str, str], str]:
    """Return who wrote each answer of a report, by (ref, pos); empty unless several people did."""
    rows = session.execute(
        select(Answer.ref, Answer.pos, Person.name)
        .join(Person, Person.id == Answer.person_id)
        .where(Answer.submission_id == submission_id, Answer.source == "user")
    ).all()
    names = {(ref, pos): name for ref, pos, name in rows}
    return names if len(set(names.values())) > 1 else {}
