"""The forms that were published. A version is frozen: what was published is never changed, only followed by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class FormVersion(Base):
    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    short: Mapped[str]
    questions: Mapped[int]  # printed items
    workbook: Mapped[bytes] = mapped_column(deferred=True)
    workbook_sha256: Mapped[str] = mapped_column(String(64))
    xform: Mapped[str] = mapped_column(deferred=True)
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    pyxform_version: Mapped[str] = mapped_column(String(16))
    published_at: Mapped[datetime]  # of a draft: when it was checked
    state: Mapped[str] = mapped_column(String(8), default="open", server_default="open")  # draft | open
    media_sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")  # "" without attached files
    illustrations: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}"
    )  # by file name: id, kind, size


class FormAttachment(Base):
    """A table (CSV, XML, GeoJSON) that a form reads its choices from."""

    __tablename__ = "form_attachment"

    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(128), primary_key=True)
    content: Mapped[bytes]


def attachments(session: Session, form_version_id: int) -> dict[str, bytes]:
    """Return the files attached to a version, by name."""
    rows = session.scalars(select(FormAttachment).where(FormAttachment.form_version_id == form_version_id))
    return {row.file_name: row.content for row in rows}


def _open() -> Select[FormVersion]:
    """Versions that rounds may use: drafts are only for trying."""
    return select(FormVersion).where(FormVersion.state == "open")


def newest_version(session: Session, form_id: str) -> FormVersion | None:
    """Return the version that new rounds use."""
    return session.scalar(
        _open()
        .where(FormVersion.form_id == form_id)
        .order_by(FormVersion.published_at.desc(), FormVersion.id.desc())
        .limit(1)
    )


def newest_versions(session: Session) -> list[FormVersion]:
    """Return the newest version of every form, by form id."""
    newest: dict[str, FormVersion] = {}
    for version in session.scalars(_open().order_by(FormVersion.form_id, FormVersion.published_at, FormVersion.id)):
        newest[version.form_id] = version
    return list(newest.values())


def version_of_workbook(
    session: Session, form_id: str, workbook_sha256: str, media_sha256: str = ""
) -> FormVersion | None:
    """Return the version that was made of this very workbook and these attached files, a draft too."""
    query = select(FormVersion).where(
        FormVersion.form_id == form_id,
        FormVersion.workbook_sha256 == workbook_sha256,
        FormVersion.media_sha256 == media_sha256,
    )
    return session.scalar(query.order_by(FormVersion.id).limit(1))


def version_named(session: Session, form_id: str, version: str) -> FormVersion | None:
    return session.scalar(_open().where(FormVersion.form_id == form_id, FormVersion.version == version))
