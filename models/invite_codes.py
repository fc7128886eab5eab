"""How people come to us: codes that tie a LINE account to a person and a duty, and how often wrong ones were typed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base
from models.people import Duty, Office, Person, Role


class Invitation(Base):
    """A code that ties a LINE account to a person, an office and a duty: hashed, single use, expiring."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    duty: Mapped[str] = mapped_column(String(16))
    only: Mapped[str] = mapped_column(String(96), default="", server_default="")  # as a role's
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    asks: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # of a printed slip: only asks to be let in

    office: Mapped[Office] = relationship()
    person: Mapped[Person | None] = relationship()


class FailedCode(Base):
    """One wrong invite code. Only failures count against the limits."""

    __tablename__ = "failed_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_user_id: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


def reporting_offices(session: Session, now: datetime, form_id: str = "") -> list[Office]:
    """Return the offices with an officer or a live invitation for one, in roster order: the default of a round.

    With a form: those whose officers report it, not those who report other forms alone.
    """
    with_officer = select(Role.office_id).where(Role.duty == Duty.OFFICER)
    invited = select(Invitation.office_id).where(
        Invitation.duty == Duty.OFFICER, Invitation.used_at.is_(None), Invitation.expires_at > now
    )
    if form_id:
        with_officer = with_officer.where(Role.only.in_(("", form_id)))
        invited = invited.where(Invitation.only.in_(("", form_id)))
    wanted = with_officer.union(invited).subquery()
    query = select(Office).where(Office.id.in_(select(wanted))).order_by(Office.position, Office.id)
    return list(session.scalars(query))


def by_hash(session: Session, hashes: Collection[str]) -> dict[str, Invitation]:
    """Return the invitations of some codes, by what is stored of the code."""
    rows = session.scalars(select(Invitation).where(Invitation.code_hash.in_(hashes)))
    return {row.code_hash: row for row in rows}


def failed_code(session: Session, number: int, since: datetime, line_user_id: str | None = None) -> datetime | None:
    """Return when the wrong invite code was typed that is number `number` from the newest, of one account or of all.

    None: there were fewer after `since`.
    """
    query = select(FailedCode.at).where(FailedCode.at > since).order_by(FailedCode.at.desc())
    if line_user_id is not None:
        query = query.where(FailedCode.line_user_id == line_user_id)
    return session.scalar(query.offset(number - 1).limit(1))


def live(session: Session, code_hash: str, now: datetime) -> Invitation | None:
    """Return the unused, unexpired invitation of this hash, its row locked."""
    query = select(Invitation).where(
        Invitation.code_hash == code_hash, Invitation.used_at.is_(None), Invitation.expires_at > now
    )
    return session.scalar(query.with_for_update(of=Invitation))


def all_live(session: Session, now: datetime) -> set[tuple[int | None, int, str]]:
    """Return (person id, office id, duty) of every invitation that can still be used."""
    rows = session.execute(
        select(Invitation.person_id, Invitation.office_id, Invitation.duty).where(
            Invitation.used_at.is_(None), Invitation.expires_at > now
        )
    )
    return {(person_id, office_id, duty) for person_id, office_id, duty in rows}


def drop(session: Session, *, person_id: int | None = None, office_id: int | None = None) -> None:
    """Remove the invitations of a person, or of an office, that goes."""
    of = Invitation.person_id == person_id if person_id is not None else Invitation.office_id == office_id
    session.execute(delete(Invitation).where(of))
