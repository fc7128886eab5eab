"""Who works with us: offices in their tree, people, what they may do, their LINE accounts.

An office may have several parents (a สพม. serves two provinces; a สพป. reports to its province and to its commission).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint, delete, false, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base


class Duty(StrEnum):
    """What a person does for an office."""

    OFFICER = "officer"
    HEAD = "head"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


OVERSEEING = frozenset({Duty.COORDINATOR, Duty.SUPERVISOR, Duty.ADMIN})
COORDINATING = frozenset({Duty.COORDINATOR, Duty.ADMIN})
REPORTING = frozenset({Duty.OFFICER, Duty.HEAD})


class Office(Base):
    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    province: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(Integer, default=0)  # its row in the roster

    @property
    def called(self) -> str:
        """The everyday name: short where there is one."""
        return self.short or self.name


class OfficeParent(Base):
    __tablename__ = "office_parent"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True, index=True)


class Person(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    roles: Mapped[list[Role]] = relationship(back_populates="person", order_by="Role.id")
    account: Mapped[Account | None] = relationship(back_populates="person")


class Role(Base):
    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("person_id", "office_id", "duty", "only"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    duty: Mapped[str] = mapped_column(String(16))
    only: Mapped[str] = mapped_column(String(96), default="", server_default="")  # a form's id or a round's key; "" all
    leave_id: Mapped[int | None] = mapped_column(ForeignKey("leave.id"))  # held for somebody who is away, see leaves.py

    person: Mapped[Person] = relationship(back_populates="roles")
    office: Mapped[Office] = relationship()

    def holds_for(self, key: str) -> bool:
        """Whether the duty holds for a round, by its key `form/period`, or for a form, by its id."""
        return self.only in ("", key, key.partition("/")[0])


class Account(Base):
    """A LINE account that has spoken to us. Its row is the lock of its conversation."""

    __tablename__ = "account"

    line_user_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    privacy_version: Mapped[str] = mapped_column(default="")
    privacy_accepted_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_said_at: Mapped[datetime | None]  # LINE's time of the newest thing applied
    waiting: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what the next message is expected to settle
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))  # the open draft
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())  # several people use it
    menu: Mapped[str] = mapped_column(String(16), default="", server_default="")  # the one its chat shows
    menu_due: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)  # may have to change

    person: Mapped[Person | None] = relationship(back_populates="account")


def offices_below(session: Session, office_ids: Collection[int]) -> set[int]:
    """Return the ids of `office_ids` and of every office under them."""
    if not office_ids:
        return set()
    tree = select(Office.id).where(Office.id.in_(office_ids)).cte("tree", recursive=True)
    tree = tree.union(select(OfficeParent.office_id).join(tree, OfficeParent.parent_id == tree.c.id))
    return set(session.scalars(select(tree.c.id)))


def offices_above(session: Session, office_ids: Collection[int]) -> set[int]:
    """Return the ids of `office_ids` and of every office over them."""
    if not office_ids:
        return set()
    tree = select(Office.id).where(Office.id.in_(office_ids)).cte("above", recursive=True)
    tree = tree.union(select(OfficeParent.parent_id).join(tree, OfficeParent.office_id == tree.c.id))
    return set(session.scalars(select(tree.c.id)))


def with_duties(session: Session, duties: Collection[str]) -> list[int]:
    """Return the ids of everybody who has one of the duties."""
    query = select(Role.person_id).where(Role.duty.in_(duties)).distinct().order_by(Role.person_id)
    return list(session.scalars(query))


def serving(session: Session, office_ids: Collection[int]) -> list[Person]:
    """Return who has a duty of their own for some of the offices."""
    query = select(Person).join(Role).where(Role.office_id.in_(office_ids), Role.leave_id.is_(None))
    return list(session.scalars(query.order_by(Person.id).distinct()))


def own_offices(person: Person) -> list[Office]:
    """Return the offices `person` reports for, be it one form alone."""
    mine = {role.office_id: role.office for role in person.roles if role.duty in REPORTING}
    return list(mine.values())


def serving_several(session: Session, person_ids: Collection[int]) -> set[int]:
    """Return those of some people who report for more than one office."""
    reporting = Role.person_id.in_(person_ids), Role.duty.in_(REPORTING)
    query = select(Role.person_id).where(*reporting).group_by(Role.person_id)
    return set(session.scalars(query.having(func.count(Role.office_id.distinct()) > 1)))


def has_duty(person: Person | None, duties: Iterable[str]) -> bool:
    wanted = set(duties)
    return person is not None and any(role.duty in wanted for role in person.roles)


def people_of_office(session: Session, office_id: int) -> list[Person]:
    """Return whoever has a duty for an office, in the order they were entered."""
    return people_of_offices(session, [office_id])


def people_of_offices(session: Session, office_ids: Collection[int]) -> list[Person]:
    """Return whoever has a duty for any of the offices, in the order they were entered."""
    found = select(Role.person_id).where(Role.office_id.in_(office_ids))
    return list(session.scalars(select(Person).where(Person.id.in_(found)).order_by(Person.id)))


def offices_in(session: Session, office_ids: Collection[int]) -> list[Office]:
    """Return offices by id, in roster order."""
    query = select(Office).where(Office.id.in_(office_ids)).order_by(Office.position, Office.id)
    return list(session.scalars(query))


def office_by_code(session: Session, code: str) -> Office | None:
    return session.scalar(select(Office).where(Office.code == code))


def office_called(session: Session, typed: str) -> Office | None:
    """Return the office whose code or name is just this, wherever it is."""
    called = or_(Office.code == typed, Office.short == typed, Office.name == typed)
    return session.scalars(select(Office).where(called).order_by(Office.id).limit(1)).first()


def offices_by_code(session: Session) -> dict[str, Office]:
    return {office.code: office for office in session.scalars(select(Office).order_by(Office.position, Office.id))}


def people_by_name(session: Session) -> dict[str, Person]:
    """Return the people who have a name; of namesakes the oldest."""
    rows = session.scalars(select(Person).where(Person.name != "").order_by(Person.id.desc()))
    return {person.name: person for person in rows}


def joined_people(session: Session) -> set[int]:
    """Return the ids of the people with a LINE account."""
    return set(session.scalars(select(Account.person_id).where(Account.person_id.is_not(None))))


def parent_ids(session: Session, office_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of the offices directly above each of some offices."""
    rows = session.scalars(select(OfficeParent).where(OfficeParent.office_id.in_(office_ids)))
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row.office_id, []).append(row.parent_id)
    return found


def parents_of_all(session: Session) -> dict[str, set[str]]:
    """Return the codes of the offices directly above each office, by its code."""
    codes = {office_id: code for office_id, code in session.execute(select(Office.id, Office.code))}
    found: dict[str, set[str]] = {}
    for row in session.scalars(select(OfficeParent)):
        found.setdefault(codes[row.office_id], set()).add(codes[row.parent_id])
    return found


def is_used(session: Session, office_id: int) -> bool:
    """Whether a person has a duty for an office, or another office stands below it."""
    below = select(OfficeParent.office_id).where(OfficeParent.parent_id == office_id)
    duty = select(Role.id).where(Role.office_id == office_id)
    return session.scalar(below.limit(1)) is not None or session.scalar(duty.limit(1)) is not None


def set_parents(session: Session, office_id: int, parent_ids: Iterable[int]) -> None:
    """Let an office report to these offices and no others."""
    session.execute(delete(OfficeParent).where(OfficeParent.office_id == office_id))
    session.add_all(OfficeParent(office_id=office_id, parent_id=parent) for parent in dict.fromkeys(parent_ids))
    session.flush()


def office_names(session: Session) -> list[tuple[int, str, str, str, str, str, str]]:
    """Return (id, code, name, short, kind, province, area) of every office, in roster order."""
    columns = (Office.id, Office.code, Office.name, Office.short, Office.kind, Office.province, Office.area)
    rows = session.execute(select(*columns).order_by(Office.position, Office.id))
    return [(id_, code, name, short, kind, province, area) for id_, code, name, short, kind, province, area in rows]


def tree(session: Session) -> list[tuple[int, int]]:
    """Return (parent id, office id) of every link of the tree, in roster order."""
    query = select(OfficeParent.parent_id, OfficeParent.office_id).join(Office, Office.id == OfficeParent.office_id)
    return [(parent, child) for parent, child in session.execute(query.order_by(Office.position, Office.id))]


def names_of(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Return the names of people by id."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {person_id: name for person_id, name in rows}


def links_below(session: Session, office_id: int) -> list[tuple[int, int]]:
    """Return (parent id, office id) of every link below an office, in roster order."""
    tree = select(Office.id).where(Office.id == office_id).cte("tree", recursive=True)
    tree = tree.union(select(OfficeParent.office_id).join(tree, OfficeParent.parent_id == tree.c.id))
    query = (
        select(OfficeParent.parent_id, OfficeParent.office_id)
        .join(tree, OfficeParent.parent_id == tree.c.id)
        .join(Office, Office.id == OfficeParent.office_id)
        .order_by(Office.position, Office.id)
    )
    return [(parent, child) for parent, child in session.execute(query)]
