"""Taking an office list back: what it brought goes, what it changed stands as before, as far as nobody has used it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models import Session, invite_codes, journal, people, rounds
from models.people import Office, Person, Role
from models.roster_imports import RosterImport


@dataclass
class Kept:
    """What stood there before a list was taken in; JSON keys are texts."""

    offices: list[int] = field(default_factory=list)  # new ones
    people: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    changed_offices: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed_people: dict[str, dict[str, Any]] = field(default_factory=dict)
    parents: dict[str, list[int]] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        return dict(vars(self))


def take_back(session: Session, last: RosterImport, now: datetime, person_id: int | None) -> list[str]:
    """Undo an import. Return the names of what had to stay, for it is in use."""
    kept = Kept(**last.undo)
    last.undone_at = now
    stays: list[str] = []
    _restore(session, Office, kept.changed_offices)
    _restore(session, Person, kept.changed_people)
    for office_id, parents in kept.parents.items():
        people.set_parents(session, int(office_id), parents)
    _drop_roles(session, kept.roles)
    stays += _drop_people(session, kept.people)
    stays += _drop_offices(session, kept.offices)
    session.flush()
    journal.record(session, now, person_id, "undo_roster", f"import {last.id}", kept=len(stays))
    return stays


def _restore(session: Session, table: type[Office] | type[Person], changed: Mapping[str, Mapping[str, Any]]) -> None:
    for row_id, columns in changed.items():
        row = session.get(table, int(row_id))
        for name, value in columns.items() if row is not None else ():
            setattr(row, name, value)


def _drop_roles(session: Session, role_ids: Sequence[int]) -> None:
    for role_id in role_ids:
        role = session.get(Role, role_id)
        if role is not None:
            session.delete(role)
    session.flush()


def _drop_people(session: Session, person_ids: Sequence[int]) -> list[str]:
    """Remove the people a list brought who have not joined; the others stay, without the duties it gave."""
    stays = []
    for person_id in person_ids:
        person = session.get(Person, person_id)
        if person is None:
            continue
        session.refresh(person)
        if person.account is not None or person.roles or journal.has_acted(session, person_id):
            stays.append(person.name)
        else:
            invite_codes.drop(session, person_id=person_id)
            session.delete(person)
    session.flush()
    return stays


def _drop_offices(session: Session, office_ids: Sequence[int]) -> list[str]:
    """Remove the offices a list brought that no round, person or other office refers to; the lowest go first."""
    stays = []
    for office_id in reversed(office_ids):
        office = session.get(Office, office_id)
        if office is None:
            continue
        if rounds.assignments_of_office(session, office_id) or people.is_used(session, office_id):
            stays.append(office.called)
            continue
        invite_codes.drop(session, office_id=office_id)
        people.set_parents(session, office_id, ())
        session.delete(office)
        session.flush()
    return stays
