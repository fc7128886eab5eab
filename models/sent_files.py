"""Files sent to us: forms and their attached tables, rows for a repeat, a filled form, what an announcement encloses.

Their bytes are fetched after the commit, read by a job, and forgotten once they have served.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, or_, select, text
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from models.base import Base

LONGEST_NAME = 128  # characters
LETTER, RECEIVED = "letter", "received"  # on paper: kept as long as the round or report they belong to


class SentFile(Base):
    """One file, or a report pasted as a message.

    `broadcast_id`: the announcement it goes with; `form_version_id`: what a workbook became;
    `submission_id`, `ref`, `pos`: the report and repeat it is for;
    `part_of`: the message that stands for a report pasted in several;
    `proposals`: what a filled form says of its items (handlers/report/proposals.py).
    """

    __tablename__ = "sent_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    line_message_id: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(8))  # form | media | rows | answers | roster | news | letter |
    # received
    file_name: Mapped[str]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    state: Mapped[str] = mapped_column(String(12), default="wanted")  # wanted | refused | checked | settled
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id"), index=True)
    form_version_id: Mapped[int | None] = mapped_column(ForeignKey("form_version.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    part_of: Mapped[int | None] = mapped_column(ForeignKey("sent_file.id"), index=True)
    ref: Mapped[str] = mapped_column(String(512), default="")
    pos: Mapped[str] = mapped_column(String(32), default="")
    problems: Mapped[list[Any]] = mapped_column(default=list)
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    proposals: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    created_at: Mapped[datetime]


def note(session: Session, person_id: int, message_id: str, purpose: str, file_name: str, now: datetime) -> SentFile:
    """Note that a person sent a file, to be fetched and read. Of a long name the end is kept: it tells the kind."""
    name = file_name[-LONGEST_NAME:]
    sent = SentFile(person_id=person_id, line_message_id=message_id, purpose=purpose, file_name=name, created_at=now)
    session.add(sent)
    session.flush()
    return sent


def open_workbook(session: Session, person_id: int) -> SentFile | None:
    """Return the workbook a person sent last, unless it is published or cancelled."""
    newest = select(SentFile).where(SentFile.person_id == person_id, SentFile.purpose == "form")
    found = session.scalar(newest.order_by(SentFile.id.desc()).limit(1))
    return found if found is not None and found.state != "settled" else None


def media_names(session: Session, workbook: SentFile) -> list[str]:
    """Return the names of the files sent after a workbook, those too that are still to be fetched."""
    query = select(SentFile.file_name).where(*_after(workbook), SentFile.state.in_(("wanted", "checked")))
    return list(session.scalars(query))


def is_one_coming(session: Session, workbook: SentFile, but: int) -> bool:
    """Whether another file sent after a workbook is still to be fetched. The workbook's row is locked."""
    session.refresh(workbook, with_for_update=True)
    query = select(SentFile.id).where(*_after(workbook), SentFile.state == "wanted", SentFile.id != but)
    return session.scalar(query.limit(1)) is not None


def _after(workbook: SentFile) -> tuple[ColumnElement[bool], ...]:
    return (SentFile.person_id == workbook.person_id, SentFile.purpose == "media", SentFile.id > workbook.id)


def waiting_of(session: Session, person_id: int, purpose: str) -> SentFile | None:
    """Return the newest file of a purpose that a person sent and has not settled."""
    newest = select(SentFile).where(SentFile.person_id == person_id, SentFile.purpose == purpose)
    found = session.scalar(newest.where(SentFile.state == "checked").order_by(SentFile.id.desc()).limit(1))
    return found if found is not None and found.proposals else None


def media_of(session: Session, workbook: SentFile) -> dict[str, bytes]:
    """Return the tables sent after a workbook, by file name; the last of a name counts."""
    query = select(SentFile).where(*_after(workbook)).order_by(SentFile.id)
    return {each.file_name: each.content for each in session.scalars(query) if each.content is not None}


def open_proposals(session: Session, person_id: int, submission_id: int) -> SentFile | None:
    """Return the newest file of a person with proposals for a report that were neither taken nor left."""
    query = (
        select(SentFile)
        .where(SentFile.person_id == person_id, SentFile.submission_id == submission_id)
        .where(SentFile.purpose == "answers", SentFile.state == "checked")
        .order_by(SentFile.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def join(session: Session, before: SentFile, newest: SentFile) -> None:
    """Let the newest message of a pasted report stand for those before it too."""
    for each in parts_of(session, before):
        each.part_of, each.state, each.proposals = newest.id, "settled", []


def parts_of(session: Session, sent: SentFile) -> list[SentFile]:
    """Return the messages of a pasted report, in the order they were sent."""
    query = select(SentFile).where(or_(SentFile.id == sent.id, SentFile.part_of == sent.id))
    return list(session.scalars(query.order_by(SentFile.created_at, SentFile.line_message_id)))


def let_go_of_words(session: Session, sent: SentFile) -> None:
    """Forget the words of a pasted report: what was taken of them stands in the report."""
    for each in parts_of(session, sent) if not sent.file_name else ():
        each.content = None


def before(session: Session, moment: datetime) -> list[SentFile]:
    """Return the files sent before a moment that have served: not what is on paper."""
    query = select(SentFile).where(SentFile.created_at < moment, SentFile.purpose.not_in((LETTER, RECEIVED)))
    return list(session.scalars(query))


def received(session: Session, submission_id: int) -> list[SentFile]:
    """Return the files of a report that came another way, in the order they were sent; not those that were lost."""
    query = select(SentFile).where(SentFile.submission_id == submission_id, SentFile.purpose == RECEIVED)
    return list(session.scalars(query.where(SentFile.state.in_(("wanted", "checked"))).order_by(SentFile.id)))


def forget_message(session: Session, line_message_id: str) -> None:
    """Let go of a file whose sender took it back."""
    found = session.scalar(select(SentFile).where(SentFile.line_message_id == line_message_id))
    for each in (found, session.get(SentFile, found.part_of) if found is not None and found.part_of else None):
        if each is not None:
            each.state, each.proposals = "settled", []
    if found is not None:
        found.content = None
