"""The people who answer: a database with forms, rounds and offices, each with one officer who has joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count

from handlers.form import publishing
from handlers.form.publishing import Checked
from handlers.rounds import opening
from migrations.commands import upgrade
from models import Engine, Session, transaction
from models.people import Account, Duty, Office, Person, Role
from scheduler.deadlines import Once

DUE = timedelta(days=20)


def furnish(engine: Engine, forms: Mapping[str, tuple[Checked, int]], now: datetime) -> dict[str, list[str]]:
    """Make the tables, publish each form and give it a round with so many officers. Return LINE user ids by form."""
    upgrade(engine)
    numbers = count(1)
    found: dict[str, list[str]] = {}
    with transaction(engine) as session:
        for form_id, (checked, officers) in forms.items():
            offices = [_office(number) for _, number in zip(range(officers), numbers, strict=False)]
            session.add_all(offices)
            session.flush()
            found[form_id] = [_officer(session, office, now) for office in offices]
            publishing.publish(session, checked, now)
            opening.open_schedule(session, form_id, Once(now + DUE), offices, now)
    return found


def _office(number: int) -> Office:
    name = f"โรงเรียนทดสอบที่ {number}"
    return Office(code=f"bench-{number}", name=name, short=name, position=number)


def _officer(session: Session, office: Office, now: datetime) -> str:
    line_user_id = f"U{office.position:032x}"
    person = Person(name=f"นายทดสอบ คนที่ {office.position}", created_at=now)
    person.roles.append(Role(office=office, duty=Duty.OFFICER))
    session.add(person)
    session.add(Account(line_user_id=line_user_id, person=person, created_at=now, waiting={}))
    return line_user_id


def together(groups: Iterable[list[str]]) -> list[str]:
    """Return the officers of several forms in turn: one of each, then the second of each."""
    return [officer for each in zip(*groups, strict=True) for officer in each]
