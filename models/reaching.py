"""Whom our words reach on a day: who has joined, has not blocked us, and is not away.

`key` is the round (or the form) it is about: who has the duty for other forms alone does not hear of it; "": everybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.leaves import away
from models.people import Account, Duty, Person, Role
from models.scopes import holds_for


def reporters(
    session: Session, office_ids: Collection[int], key: str, day: date
) -> Sequence[tuple[int, Person, Account | None]]:
    """Return (office id, officer, LINE account or None) for every officer of the offices who is not away."""
    rows = session.execute(
        select(Role.office_id, Person, Account)
        .join(Person, Role.person_id == Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Role.office_id.in_(office_ids), Role.duty == Duty.OFFICER, ~away(Role.person_id, day))
        .where(holds_for(key))
        .order_by(Role.office_id, Person.id)
    )
    return list({(row[0], row[1].id): (row[0], row[1], row[2]) for row in rows}.values())


def offices(session: Session, office_ids: Collection[int], key: str, day: date) -> set[int]:
    """Return those of the offices in which at least one officer hears us."""
    return {row[0] for row in session.execute(_hearing(office_ids, (Duty.OFFICER,), key, day))}


def people(
    session: Session, office_ids: Collection[int], duties: Collection[str], key: str, day: date
) -> list[tuple[int, str]]:
    """Return (office id, LINE user id) of those with a duty for the offices who hear us."""
    return list(dict.fromkeys((row[0], row[1]) for row in session.execute(_hearing(office_ids, duties, key, day))))


def _hearing(office_ids: Collection[int], duties: Collection[str], key: str, day: date) -> Select[int, str]:
    return (
        select(Role.office_id, Account.line_user_id)
        .join(Account, Account.person_id == Role.person_id)
        .where(Role.office_id.in_(office_ids), Role.duty.in_(duties), Account.blocked_at.is_(None))
        .where(~away(Role.person_id, day), holds_for(key))
    )
