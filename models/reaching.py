"""Whom our words reach on a day: who has joined, has not blocked us, and is not away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.leaves import away
from models.people import Account, Duty, Person, Role


def reporters(session: Session, office_ids: Collection[int], day: date) -> Sequence[tuple[int, Person, Account | None]]:
    """Return (office id, officer, LINE account or None) for every officer of the offices who is not away."""
    rows = session.execute(
        select(Role.office_id, Person, Account)
        .join(Person, Role.person_id == Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Role.office_id.in_(office_ids), Role.duty == Duty.OFFICER, ~away(Role.person_id, day))
        .order_by(Role.office_id, Person.id)
    )
    return [(office_id, person, account) for office_id, person, account in rows]


def offices(session: Session, office_ids: Collection[int], day: date) -> set[int]:
    """Return those of the offices in which at least one officer hears us."""
    return {row[0] for row in session.execute(_hearing(office_ids, (Duty.OFFICER,), day))}


def people(session: Session, office_ids: Collection[int], duties: Collection[str], day: date) -> list[tuple[int, str]]:
    """Return (office id, LINE user id) of those with a duty for the offices who hear us."""
    return [(row[0], row[1]) for row in session.execute(_hearing(office_ids, duties, day))]


def _hearing(office_ids: Collection[int], duties: Collection[str], day: date) -> Select[int, str]:
    return (
        select(Role.office_id, Account.line_user_id)
        .join(Account, Account.person_id == Role.person_id)
        .where(Role.office_id.in_(office_ids), Role.duty.in_(duties), Account.blocked_at.is_(None))
        .where(~away(Role.person_id, day))
    )
