"""Taking in an office list: offices, people, their duties, and an invite code for whoever has not joined.

Taking the same list in again changes nothing; a corrected list corrects. Nobody is removed. Reading the workbook is
left to handlers.people.roster_sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.people.invitations import Issued, invite
from handlers.people.roster_sheet import PersonRow, Roster
from models import Session, journal, people
from models.people import Duty, Office, Person, Role


@dataclass(frozen=True)
class Imported:
    """What the list held, and the invitations that are new."""

    offices: int
    people: int
    invited: tuple[Issued, ...]


def import_roster(session: Session, roster: Roster, now: datetime) -> Imported:
    """Store a roster. An office is known by its code, a person by the full name."""
    offices = _store_offices(session, roster)
    staff = _store_people(session, roster.people, offices, now)
    issued = _invite_missing(session, roster.people, offices, staff, now)
    counts = {"offices": len(roster.offices), "people": len(staff), "invited": len(issued)}
    journal.record(session, now, None, "import_roster", "", **counts)
    return Imported(len(roster.offices), len(staff), tuple(issued))


def _store_offices(session: Session, roster: Roster) -> dict[str, Office]:
    offices = people.offices_by_code(session)
    for position, row in enumerate(roster.offices, 1):
        office = offices.setdefault(row.code, Office(code=row.code))
        for column in ("name", "short", "kind", "province", "area"):
            setattr(office, column, getattr(row, column))
        office.position = position
        session.add(office)
    session.flush()
    for row in roster.offices:
        people.set_parents(session, offices[row.code].id, [offices[parent].id for parent in row.parents])
    return offices


def _store_people(
    session: Session, rows: Sequence[PersonRow], offices: dict[str, Office], now: datetime
) -> dict[str, Person]:
    """Return the people of the rows by name, each with the duties of the rows."""
    known = people.people_by_name(session)
    staff: dict[str, Person] = {}
    for row in rows:
        person = known.get(row.name) or staff.get(row.name) or Person(name=row.name, created_at=now)
        person.position = row.position or person.position or ""
        person.phone = row.phone or person.phone or ""
        session.add(person)
        _give_duty(person, offices[row.office], row.duty)
        staff[row.name] = person
    session.flush()
    return staff


def _give_duty(person: Person, office: Office, duty: Duty) -> None:
    held = next((role for role in person.roles if role.office is office and role.duty == duty), None)
    if held is None:
        person.roles.append(Role(office=office, duty=duty))
    else:
        held.leave_id = None  # acting in it so far, now their own


def _invite_missing(
    session: Session, rows: Sequence[PersonRow], offices: dict[str, Office], staff: dict[str, Person], now: datetime
) -> list[Issued]:
    joined = people.joined_people(session)
    live = people.live_invitations(session, now)
    issued = []
    for row in rows:
        person, office = staff[row.name], offices[row.office]
        if person.id not in joined and (person.id, office.id, row.duty) not in live:
            issued.append(invite(session, office, row.duty, person, now))
            live.add((person.id, office.id, row.duty))
    return issued
