"""How many offices of a round stand where, kept part by part, so that a country is answered without looking at it.

A cell is a part of the roster that no question takes apart: the offices under the same offices, of the same area and
province. Its counts are kept; where an office of it was noted as changed (watching.py) it is counted anew whenever
somebody asks, until the clock has counted it again. So what is read is always what the rows say, however late the
clock is. Whether a report is late depends on now and is never kept: counts are kept by deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Executable,
    Index,
    Select,
    String,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Moment
from models.leaves import away
from models.people import Account, Duty, Role
from models.rounds import Assignment, Round
from models.scopes import holds_for
from models.submissions import Submission
from models.watching import ChangedOffice


class OfficeCell(Base):
    """The cell an office is in, named by the first of its offices; `rank`: the office's place in the roster."""

    __tablename__ = "office_cell"

    office_id: Mapped[int] = mapped_column(primary_key=True)
    cell: Mapped[int] = mapped_column(index=True)
    rank: Mapped[int]


class KeptRound(Base):
    """A round whose counts are kept: of which roster, on which day (who is on leave), by which deadline."""

    __tablename__ = "kept_round"

    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    roster: Mapped[str] = mapped_column(String(32), default="")
    day: Mapped[date]
    late_at: Mapped[datetime]


class KeptCount(Base):
    """The offices of one cell that owe a report by one deadline; `own_late_at` None: the round's."""

    __tablename__ = "kept_count"
    __table_args__ = (Index("ix_kept_count_round", "round_id", "cell"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    cell: Mapped[int]
    own_late_at: Mapped[datetime | None]
    rank: Mapped[int]  # the first of its offices in the roster
    on_time: Mapped[int]
    too_late: Mapped[int]
    in_progress: Mapped[int]
    not_started: Mapped[int]
    unreachable: Mapped[int]


@dataclass(frozen=True)
class CellCount:
    """How many offices of a cell stand where."""

    cell: int
    own_late_at: datetime | None
    rank: int
    on_time: int
    too_late: int
    in_progress: int
    not_started: int
    unreachable: int


COLUMNS = ("cell", "own_late_at", "rank", "on_time", "too_late", "in_progress", "not_started", "unreachable")


def cells(offices: Iterable[tuple[int, str, str]], links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the cell of each office: offices are (id, area, province) in roster order, links (parent, office)."""
    parents: dict[int, list[int]] = {}
    with_children = set()
    for parent_id, office_id in links:
        parents.setdefault(office_id, []).append(parent_id)
        with_children.add(parent_id)
    first: dict[object, int] = {}
    found = {}
    for office_id, area, province in offices:
        above = parents.get(office_id, ())
        is_alone = office_id in with_children or not above
        key = office_id if is_alone else (area, province, *sorted(above))
        found[office_id] = first.setdefault(key, office_id)
    return found


def read(session: Session, round_: Round, day: date, roster: str) -> list[CellCount] | None:
    """Return the counts of every cell as the rows say now; None where the round is not kept.

    `roster`: the stamp of the roster by which the caller knows the cells. What is noted is looked at first: who
    changes something or counts it anew meanwhile makes a cell newer, never wrong.
    """
    asked = {"round_id": round_.id, "roster": roster, "day": day, "late_at": round_.late_at}
    noted = list(session.scalars(_NOTED, asked))
    found = _counted(session, _KEPT, {**asked, "noted": noted})
    if found is None or not noted:
        return found
    counted = _counted(session, _while_held(count_cells(round_, day, OfficeCell.cell.in_(noted), _HELD)), asked)
    return None if counted is None else found + counted


def _counted(session: Session, query: Executable, asked: Mapping[str, Any]) -> list[CellCount] | None:
    """Return what a query counts; None where the counts were not kept at that very moment."""
    rows: Sequence[Any] = session.execute(query, asked).all()
    found = [CellCount(*row) for row in rows if row[0]]
    return found if len(found) < len(rows) else None


def noted_cells(round_id: int | BindParameter[Any]) -> Select[int]:
    """Return the cells in which something was noted as changed since they were counted."""
    changed = or_(ChangedOffice.round_id == round_id, ChangedOffice.round_id.is_(None))
    return (
        select(OfficeCell.cell)
        .distinct()
        .join(ChangedOffice, ChangedOffice.office_id == OfficeCell.office_id)
        .where(changed)
    )


_HELD = exists().where(  # statements of every answer, put together once
    KeptRound.round_id == bindparam("round_id"),
    KeptRound.roster == bindparam("roster"),
    KeptRound.day == bindparam("day"),
    KeptRound.late_at == bindparam("late_at", type_=Moment()),
)


def _while_held(query: Select[Any]) -> CompoundSelect[Any]:
    """Return a query of counts with a row of zeros behind: the sign that they were kept when it was asked."""
    zero = literal(0)
    return union_all(query, select(zero, literal(None, Moment()), zero, zero, zero, zero, zero, zero).where(_HELD))


_NOTED = noted_cells(bindparam("round_id"))
_KEPT = _while_held(
    select(*(getattr(KeptCount, name) for name in COLUMNS)).where(
        KeptCount.round_id == bindparam("round_id"),
        KeptCount.cell.not_in(bindparam("noted", expanding=True)),
        _HELD,
    )
)


def count_cells(round_: Round, day: date, *which: ColumnElement[bool]) -> Select[Any]:
    """Count the rows of a round, cell by cell, in the order of COLUMNS."""
    late_at = func.coalesce(Assignment.own_late_at, literal(round_.late_at, Moment()))
    sent, begun = Submission.submitted_at.is_not(None), Submission.id.is_not(None)
    hears = (
        exists()
        .where(Role.office_id == Assignment.office_id, Role.duty == Duty.OFFICER, Account.person_id == Role.person_id)
        .where(Account.blocked_at.is_(None), ~away(Role.person_id, day), holds_for(round_.key))
    )
    state = case((Submission.submitted_at <= late_at, 0), (sent, 1), (~hears, 4), (begun, 2), else_=3)
    each = (
        select(OfficeCell.cell, Assignment.own_late_at, OfficeCell.rank, state.label("state"))
        .select_from(Assignment)
        .join(OfficeCell, OfficeCell.office_id == Assignment.office_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.exempt_at.is_(None), *which)
        .subquery()
    )
    numbers = (func.sum(case((each.c.state == number, 1), else_=0)) for number in range(5))
    return select(each.c.cell, each.c.own_late_at, func.min(each.c.rank), *numbers).group_by(
        each.c.cell, each.c.own_late_at
    )
