"""How far a person's duties reach: which offices, and there everything, one form, or one round of it.

A scope is asked with what it is about: the key of a round, the id of a form, or "" for what belongs to no form (the
roster, groups, days off). Every read and every write goes through it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import InstrumentedAttribute as Column
from sqlalchemy.orm import Session

from models.people import COORDINATING, OVERSEEING, REPORTING, Person, Role, offices_below
from models.rounds import Assignment, Round

_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scope:
    """Offices: `whole` for everything, `parts` for a form (by its id) or for one round (by its key) alone."""

    whole: frozenset[int] = _NONE
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def of(self, key: str) -> frozenset[int]:
        """Return the offices reached for a round's key, a form's id, or "" for what belongs to no form."""
        if not self.parts or not key:
            return self.whole
        return self.whole | self.parts.get(key, _NONE) | self.parts.get(key.partition("/")[0], _NONE)

    @property
    def anywhere(self) -> frozenset[int]:
        """The offices reached for anything at all: to find what somebody may mean, never to decide."""
        return self.whole.union(*self.parts.values())

    def covers(self, assignment: Assignment) -> bool:
        return assignment.office_id in self.of(assignment.round.key)

    def within(self, office_ids: Collection[int]) -> Scope:
        """Return the part of the scope that lies in these offices."""
        return replace(self, whole=self.whole & set(office_ids), parts=self._each(lambda ids: ids & set(office_ids)))

    def union(self, other: Scope) -> Scope:
        keys = {*self.parts, *other.parts}
        both = {key: self.parts.get(key, _NONE) | other.parts.get(key, _NONE) for key in keys}
        return Scope(self.whole | other.whole, both)

    def _each(self, change: Callable[[frozenset[int]], frozenset[int]]) -> dict[str, frozenset[int]]:
        return {key: change(ids) for key, ids in self.parts.items()}

    def holds(
        self, office_id: Column[int] | Column[int | None], about: Callable[[str], ColumnElement[bool]]
    ) -> ColumnElement[bool]:
        """Return the scope as a condition; `about` makes the condition that a row is about a round or form."""
        parts = (and_(about(key), office_id.in_(ids)) for key, ids in sorted(self.parts.items()))
        return or_(office_id.in_(self.whole), *parts)


def round_is(key: str) -> ColumnElement[bool]:
    """Whether a round is of a form, or is the one named `form/period`, in queries that have rounds."""
    form_id, _, period = key.partition("/")
    return and_(Round.form_id == form_id, Round.period == period) if period else Round.form_id == form_id


def scope(session: Session, person: Person) -> Scope:
    """Return the offices whose reports `person` may see: those overseen and all below them."""
    return _below(session, person, OVERSEEING)


def coordinated(session: Session, person: Person) -> Scope:
    """Return the offices for which `person` sets deadlines and announces; who only supervises, may not."""
    return _below(session, person, COORDINATING)


def reporting(person: Person, duties: Collection[str] = REPORTING) -> Scope:
    """Return the offices `person` reports for, or is the head of: those alone, none below them."""
    return _gathered(person, duties)


def _below(session: Session, person: Person, duties: Collection[str]) -> Scope:
    own = _gathered(person, duties)
    below = {ids: frozenset(offices_below(session, ids)) for ids in {own.whole, *own.parts.values()}}
    return Scope(below[own.whole], {key: below[ids] for key, ids in own.parts.items()})


def _gathered(person: Person, duties: Collection[str]) -> Scope:
    found: dict[str, set[int]] = {}
    for role in person.roles:
        if role.duty in duties:
            found.setdefault(role.only, set()).add(role.office_id)
    whole = frozenset(found.pop("", ()))
    return Scope(whole, {key: frozenset(ids) for key, ids in found.items()})


def holds_for(key: str) -> ColumnElement[bool]:
    """Whether a role holds for a round or a form, in queries that have roles; "": any role does."""
    return Role.only.in_({"", key, key.partition("/")[0]}) if key else true()


def holds_for_round() -> ColumnElement[bool]:
    """Whether a role holds for a round, in queries that have both.

    Nearly all hold for everything: what else `only` may be is put together just where it says something, for SQLite
    would look all three up in its index.
    """
    named = or_(Role.only == Round.form_id, Role.only == Round.form_id + "/" + Round.period)
    return or_(Role.only == "", and_(Role.only != "", named))
