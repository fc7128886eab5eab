"""Word templates that coordinators gave for a form: kept per form, layout and office, used below that office."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class WordTemplate(Base):
    """One template. The newest one in use of an office wins."""

    __tablename__ = "word_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[str] = mapped_column(String(64), index=True)
    layout: Mapped[str] = mapped_column(String(12))  # by-item | by-office | merged | office
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    file_name: Mapped[str] = mapped_column(String(128))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(String(8), default="tried")  # tried | used | ended
    created_at: Mapped[datetime]


def in_use(session: Session, form_id: str, layout: str, office_ids: Collection[int]) -> WordTemplate | None:
    """Return the newest template that one of the offices uses."""
    query = select(WordTemplate).where(
        WordTemplate.form_id == form_id,
        WordTemplate.layout == layout,
        WordTemplate.office_id.in_(office_ids),
        WordTemplate.state == "used",
    )
    return session.scalars(query.order_by(WordTemplate.id.desc()).limit(1)).first()


def of_same_place(session: Session, template: WordTemplate) -> list[WordTemplate]:
    """Return the other templates in use for the same form, layout and office."""
    query = select(WordTemplate).where(
        WordTemplate.form_id == template.form_id,
        WordTemplate.layout == template.layout,
        WordTemplate.office_id == template.office_id,
        WordTemplate.state == "used",
        WordTemplate.id != template.id,
    )
    return list(session.scalars(query))
