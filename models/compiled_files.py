"""Files that somebody asked for in chat: volumes, workbooks, an office's own copy. Each is one person's, for a day.

The row is asked for in a turn, filled by a job, opened by its link, and its file forgotten when it has expired.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, exists, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Office, Person
from models.rounds import Assignment, Round
from models.submissions import Submission
from models.word_templates import WordTemplate


class CompiledFile(Base):
    """One file. `offices` are the ids of those whose answers may be in it; `blob` is its name in the media folder.

    `picture` is the name of what chat shows of it: its first pages, or the chart itself. `contents` tells a later
    compiling what was different in this one (handlers/volume/changes.py).
    """

    __tablename__ = "compiled_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))  # by-item | by-office | merged | working | excel | office | chart
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))  # whose own copy it is
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    offices: Mapped[list[Any]] = mapped_column(default=list)
    template_id: Mapped[int | None] = mapped_column(ForeignKey("word_template.id"))  # a template that is only tried
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default="wanted")  # wanted | made | failed | gone
    blob: Mapped[str | None] = mapped_column(String(64))
    picture: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    printed: Mapped[str | None] = mapped_column(String(64))  # the same as a PDF, where there was one to be made
    options: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))  # volume_options.py
    stage: Mapped[str] = mapped_column(String(12), default="", server_default="")  # how far the work is
    contents: Mapped[dict[str, Any] | None]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)

    round: Mapped[Round] = relationship()
    office: Mapped[Office | None] = relationship()
    person: Mapped[Person] = relationship()
    template: Mapped[WordTemplate | None] = relationship()


def fetchable(session: Session, person_id: int, now: datetime, most: int) -> list[CompiledFile]:
    """Return the files a person asked for that are made and still kept, the newest first."""
    query = select(CompiledFile).where(
        CompiledFile.person_id == person_id, CompiledFile.state == "made", CompiledFile.expires_at > now
    )
    return list(session.scalars(query.order_by(CompiledFile.id.desc()).limit(most)))


def unfinished(session: Session, like: CompiledFile, since: datetime | None = None) -> CompiledFile | None:
    """Return the file its asker waits for already, if it is the same and was not asked for before `since`."""
    same = select(CompiledFile).where(
        CompiledFile.kind == like.kind,
        CompiledFile.round_id == like.round_id,
        CompiledFile.office_id.is_(None) if like.office_id is None else CompiledFile.office_id == like.office_id,
        CompiledFile.person_id == like.person_id,
        CompiledFile.template_id.is_not_distinct_from(like.template_id),
        CompiledFile.state == "wanted",
    )
    if since is not None:
        same = same.where(CompiledFile.asked_at >= since)
    return next((each for each in session.scalars(same) if each.options == (like.options or [])), None)


def before(session: Session, file: CompiledFile, kinds: Collection[str]) -> CompiledFile | None:
    """Return the file of these kinds its asker was given last of the same round, if it is known what was in it."""
    earlier = select(CompiledFile).where(
        CompiledFile.kind.in_(kinds),
        CompiledFile.round_id == file.round_id,
        CompiledFile.person_id == file.person_id,
        CompiledFile.id < file.id,
        CompiledFile.state.in_(("made", "gone")),
    )
    found = session.scalars(earlier.order_by(CompiledFile.id.desc()).limit(1)).first()
    return found if found is not None and found.contents else None


def with_picture(session: Session, picture: str) -> CompiledFile | None:
    return session.scalar(select(CompiledFile).where(CompiledFile.picture == picture))


def kept_names(session: Session, names: Collection[str]) -> set[str]:
    """Return those of the names in the media folder that a file or its picture bears."""
    found = select(CompiledFile.blob, CompiledFile.picture)
    rows = session.execute(found.where(or_(CompiledFile.blob.in_(names), CompiledFile.picture.in_(names))))
    return {name for row in rows for name in row if name}


def expired(session: Session, now: datetime) -> list[CompiledFile]:
    """Return the files nobody may open any more."""
    over = select(CompiledFile).where(CompiledFile.state == "made", CompiledFile.expires_at <= now)
    return list(session.scalars(over.order_by(CompiledFile.id)))


def expire(session: Session, round_id: int, office_id: int, now: datetime) -> None:
    """Let no file with an office's report of a round be opened any more."""
    open_ones = (CompiledFile.round_id == round_id, CompiledFile.state == "made", CompiledFile.expires_at > now)
    for file in session.scalars(select(CompiledFile).where(*open_ones)):
        if office_id in file.offices:
            file.expires_at = now


def rounds_of(session: Session, office_ids: Collection[int], now: datetime, most: int) -> list[Round]:
    """Return the newest rounds that asked one of the offices, closed ones too."""
    asked = exists().where(Assignment.round_id == Round.id, Assignment.office_id.in_(office_ids))
    query = select(Round).where(asked, Round.opens_at <= now, Round.cancelled_at.is_(None))
    return list(session.scalars(query.order_by(Round.due_at.desc(), Round.id.desc()).limit(most)))


def reports_of(session: Session, office_ids: Collection[int], most: int) -> list[Assignment]:
    """Return the newest reports of the offices that were begun, in rounds that were not cancelled."""
    begun = exists().where(Submission.assignment_id == Assignment.id)
    query = select(Assignment).join(Round).where(Assignment.office_id.in_(office_ids), begun)
    query = query.where(Round.cancelled_at.is_(None)).order_by(Round.due_at.desc(), Assignment.id.desc())
    return list(session.scalars(query.limit(most)))
