"""How far a person's word goes: in what offices share (versions of a form, days off), and over other people's duties.

Who oversees one round or one office is asked in handlers/rounds/confirming.py and handlers/rounds/steering.py.
"""

from __future__ import annotations

from datetime import datetime

from handlers import refusing
from handlers.rounds.opening import asked_by
from handlers.turn import Turn
from models import Session, invite_codes, people, rounds, scopes
from models.people import Duty, Person, Role


def may_publish(session: Session, person: Person, form_id: str, now: datetime) -> bool:
    """Whether a person may change a form: nobody uses it, or all who do are coordinated by them. Admins may."""
    if people.has_duty(person, {Duty.ADMIN}):
        return True
    return _users(session, form_id, now) <= scopes.coordinated(session, person).of(form_id)


def _users(session: Session, form_id: str, now: datetime) -> set[int]:
    """Return the ids of the offices that a form asks, or will ask."""
    users = rounds.offices_of_open_rounds(session, form_id, now)
    for schedule in rounds.unended_schedules(session):
        if schedule.form_id == form_id:
            users |= {office.id for office in asked_by(session, schedule, now)}
    return users


def may_change_days(turn: Turn) -> bool:
    """Whether a person may change everybody's days off: an admin, or who coordinates every reporting office."""
    if people.has_duty(turn.person, {Duty.ADMIN}):
        return True
    reporting = {office.id for office in invite_codes.reporting_offices(turn.session, turn.now)}
    return reporting <= scopes.coordinated(turn.session, turn.person).whole


def reached(turn: Turn, person: Person) -> list[Role]:
    """Return the duties of a person that whoever speaks may give and take: in their offices, an admin's by admins.

    Who coordinates one form alone reaches the duties for that form.
    """
    scope = scopes.coordinated(turn.session, turn.person)
    is_admin = people.has_duty(turn.person, {Duty.ADMIN})
    mine = (role for role in person.roles if role.office_id in scope.of(role.only))
    return [role for role in mine if is_admin or role.duty != Duty.ADMIN]


def refuse(turn: Turn, deed: str, subject: str) -> None:
    """Note that somebody wanted what is not theirs to do."""
    refusing.note(turn, deed, subject)
