"""What an office list would change, told before it is taken in; and what in it is not the sender's to change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers import words_roster
from handlers.people import bounds
from handlers.people.roster_sheet import OfficeRow, PersonRow, Roster
from models import Session, people, scopes
from models.people import Duty, Office, Person

COLUMNS = ("name", "short", "kind", "province", "area")


@dataclass(frozen=True)
class Changes:
    """What is new or different, in words, sheet by sheet."""

    new_offices: tuple[str, ...]
    changed_offices: tuple[str, ...]  # สพม.ตาก: อำเภอ เดิม “เมือง” ใหม่ “แม่สอด”
    new_people: tuple[str, ...]
    new_duties: tuple[str, ...]  # of people we know
    changed_people: tuple[str, ...]

    @property
    def any(self) -> bool:
        return any((self.new_offices, self.changed_offices, self.new_people, self.new_duties, self.changed_people))


def compare(session: Session, roster: Roster) -> Changes:
    """Return what taking in a list would change."""
    offices, known = people.offices_by_code(session), people.people_by_name(session)
    parents = people.parents_of_all(session)
    called = {code: office.called for code, office in offices.items()}
    called |= {row.code: row.short or row.name for row in roster.offices}
    new = [row for row in roster.people if row.name not in known]
    more = [row for row in roster.people if row.name in known and not _holds(known[row.name], row)]
    return Changes(
        new_offices=tuple(called[row.code] for row in roster.offices if row.code not in offices),
        changed_offices=tuple(_changed_offices(roster.offices, offices, parents)),
        new_people=tuple(dict.fromkeys(f"{row.name} · {_duty(session, row, called)}" for row in new)),
        new_duties=tuple(f"{row.name} · {_duty(session, row, called)}" for row in more),
        changed_people=tuple(_changed_people(roster.people, known)),
    )


def _duty(session: Session, row: PersonRow, called: Mapping[str, str]) -> str:
    return f"{bounds.duty_of(session, row.duty, row.only)} {called[row.office]}"


def _holds(person: Person, row: PersonRow) -> bool:
    """Whether they do what a row says already, be it for every form."""
    mine = (role for role in person.roles if (role.office.code, role.duty) == (row.office, row.duty))
    return any(role.only in ("", row.only) for role in mine)


def _changed_offices(
    rows: Sequence[OfficeRow], offices: Mapping[str, Office], parents: Mapping[str, Collection[str]]
) -> Iterator[str]:
    for row in rows:
        office = offices.get(row.code)
        if office is None:
            continue
        found = [(column, str(getattr(office, column)), str(getattr(row, column))) for column in COLUMNS]
        found.append(("parents", "; ".join(sorted(parents.get(row.code, ()))), "; ".join(sorted(row.parents))))
        for column, old, new in found:
            if old != new:
                yield words_roster.changed(office.called, column, old, new)


def _changed_people(rows: Sequence[PersonRow], known: Mapping[str, Person]) -> Iterator[str]:
    for row in rows:
        person = known.get(row.name)
        for column in ("position", "phone") if person is not None else ():
            old, new = str(getattr(person, column)), str(getattr(row, column))
            if new and old != new:
                yield words_roster.changed(row.name, column, old, new)


def not_theirs(session: Session, roster: Roster, person: Person) -> list[str]:
    """Return a sentence, with sheet and row, for everything in a list that the sender may not change."""
    if people.has_duty(person, {Duty.ADMIN}):
        return []
    scope = scopes.coordinated(session, person)
    offices, known = people.offices_by_code(session), people.people_by_name(session)
    mine = {code for code, office in offices.items() if office.id in scope.whole}
    mine |= _new_below(roster.offices, offices, mine)

    def bounded(only: str) -> set[str]:
        """Return the offices in which the sender may give a duty for a form or round."""
        return mine | {code for code, office in offices.items() if office.id in scope.of(only)}

    found = []
    for row in roster.offices:
        if row.code not in mine or any(parent not in mine for parent in _new_parents(session, row, offices)):
            found.append(words_roster.at(row.sheet, row.line, words_roster.not_your_office(row.code)))
    for entry in roster.people:
        if entry.office not in (bounded(entry.only) if entry.only else mine):
            found.append(words_roster.at(entry.sheet, entry.line, words_roster.not_your_office(entry.office)))
        elif entry.duty == Duty.ADMIN:
            found.append(words_roster.at(entry.sheet, entry.line, words_roster.NOT_YOUR_DUTY))
        elif _is_of_others(known.get(entry.name), scope.anywhere) and any(_changed_people([entry], known)):
            found.append(words_roster.at(entry.sheet, entry.line, words_roster.NOT_YOUR_PERSON))
    return found


def _is_of_others(person: Person | None, scope: Collection[int]) -> bool:
    """Whether somebody works, and only in offices that are not the sender's."""
    return person is not None and bool(person.roles) and not any(role.office_id in scope for role in person.roles)


def _new_below(rows: Sequence[OfficeRow], offices: Mapping[str, Office], mine: Collection[str]) -> set[str]:
    """Return the new offices of a list that stand below offices of the sender's, as deep as they go."""
    found: set[str] = set()
    while True:
        more = {
            row.code
            for row in rows
            if row.code not in offices
            and row.code not in found
            and row.parents
            and all(parent in mine or parent in found for parent in row.parents)
        }
        if not more:
            return found
        found |= more


def _new_parents(session: Session, row: OfficeRow, offices: Mapping[str, Office]) -> set[str]:
    """Return the parents an office would get anew: those it has already may lie outside."""
    if row.code not in offices:
        return set()
    return set(row.parents) ^ set(people.parents_of_all(session).get(row.code, ()))
