"""Taking in an office list: offices, people, their duties, and an invite code for whoever has not joined.

Taking the same list in again changes nothing; a corrected list corrects. Nobody is removed. Reading the workbook is
left to handlers.people.roster_sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.people.invitations import Issued, invite
from handlers.people.roster_sheet import OfficeRow, PersonRow, Roster
from handlers.people.roster_undo import Kept
from models import Session, invite_codes, journal, people
from models.people import Duty, Office, Person, Role
from models.roster_imports import RosterImport


@dataclass(frozen=True)
class Imported:
    """What the list held, and the invitations that are new."""

    offices: int
    people: int
    invited: tuple[Issued, ...]


def import_roster(
    session: Session, roster: Roster, now: datetime, person_id: int | None = None, *, invites: bool = True
) -> Imported:
    """Store a roster. An office is known by its code, a person by the full name. What it changed can be taken back.

    `invites`: with a code of their own for whoever has not joined.
    """
    kept = Kept()
    offices = _store_offices(session, roster, kept)
    staff = _store_people(session, roster.people, offices, now, kept)
    issued = _invite_missing(session, roster.people, offices, staff, now) if invites else []
    session.add(RosterImport(person_id=person_id, at=now, undo=kept.dump()))
    counts = {"offices": len(roster.offices), "people": len(staff), "invited": len(issued)}
    changed = {"new_offices": len(kept.offices), "new_people": len(kept.people), "new_roles": len(kept.roles)}
    journal.record(session, now, person_id, "import_roster", "", **counts, **changed)
    return Imported(len(roster.offices), len(staff), tuple(issued))


def _store_offices(session: Session, roster: Roster, kept: Kept) -> dict[str, Office]:
    """Store the offices. A list of all of them sets their order; one of some leaves the order of the others alone."""
    offices = people.offices_by_code(session)
    known = dict(offices)
    is_whole = {row.code for row in roster.offices} >= set(known)
    last = max((office.position for office in known.values()), default=0)
    for place, row in enumerate(roster.offices, 1):
        office = offices.setdefault(row.code, Office(code=row.code))
        _fill(office, row, known, kept)
        if is_whole:
            office.position = place
        elif row.code not in known:
            office.position = last + place
        session.add(office)
    session.flush()
    kept.offices = [offices[row.code].id for row in roster.offices if row.code not in known]
    before = people.parent_ids(session, [office.id for office in known.values()])
    for row in roster.offices:
        above = [offices[parent].id for parent in row.parents]
        if row.code in known and set(before.get(known[row.code].id, ())) == set(above):
            continue
        if row.code in known:
            kept.parents[str(known[row.code].id)] = sorted(before.get(known[row.code].id, ()))
        people.set_parents(session, offices[row.code].id, above)
    return offices


def _fill(office: Office, row: OfficeRow, known: Mapping[str, Office], kept: Kept) -> None:
    old = {}
    for column in ("name", "short", "kind", "province", "area"):
        if getattr(office, column) != getattr(row, column):
            old[column] = getattr(office, column)
            setattr(office, column, getattr(row, column))
    if old and row.code in known:
        kept.changed_offices[str(office.id)] = old


def _store_people(
    session: Session, rows: Sequence[PersonRow], offices: dict[str, Office], now: datetime, kept: Kept
) -> dict[str, Person]:
    """Return the people of the rows by name, each with the duties of the rows."""
    known = people.people_by_name(session)
    staff: dict[str, Person] = {}
    given: list[Role] = []
    for row in rows:
        person = known.get(row.name) or staff.get(row.name) or Person(name=row.name, created_at=now)
        old = {"position": person.position or "", "phone": person.phone or ""}
        person.position = row.position or person.position or ""
        person.phone = row.phone or person.phone or ""
        if row.name in known and old != {"position": person.position, "phone": person.phone}:
            kept.changed_people.setdefault(str(person.id), old)
        session.add(person)
        given += _give_duty(person, offices[row.office], row.duty, row.only)
        staff[row.name] = person
    session.flush()
    kept.people = [person.id for name, person in staff.items() if name not in known]
    kept.roles = [role.id for role in given]
    return staff


def _give_duty(person: Person, office: Office, duty: Duty, only: str = "") -> list[Role]:
    """Give a duty; return the new role, or nothing where it was held already."""
    held = [role for role in person.roles if role.office is office and role.duty == duty and role.only in ("", only)]
    for role in held:
        role.leave_id = None  # acting in it so far, now their own
    if held:
        return []
    person.roles.append(Role(office=office, duty=duty, only=only))
    return person.roles[-1:]


def _invite_missing(
    session: Session, rows: Sequence[PersonRow], offices: dict[str, Office], staff: dict[str, Person], now: datetime
) -> list[Issued]:
    joined = people.joined_people(session)
    live = invite_codes.all_live(session, now)
    issued = []
    for row in rows:
        person, office = staff[row.name], offices[row.office]
        if person.id not in joined and (person.id, office.id, row.duty) not in live:
            issued.append(invite(session, office, row.duty, person, now, only=row.only))
            live.add((person.id, office.id, row.duty))
    return issued
