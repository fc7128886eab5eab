"""Keeping the counts of kept_counts.py: what was noted as changed is counted anew, and every night all is compared.

The clock does it, in short transactions and one process at a time. Whoever reads in between counts what is still
noted by themselves.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from models import people
from models.base import insert_new
from models.kept_counts import (
    COLUMNS,
    CellCount,
    KeptCount,
    KeptRound,
    OfficeCell,
    cells,
    count_cells,
    noted_cells,
)
from models.rounds import Assignment, Round
from models.watching import ChangedOffice, RosterChange, roster_stamp

MANY = 300  # offices: rounds that ask fewer are not kept
ROUNDS = 24  # kept, the newest
FEW = 500  # changed offices of a round: where there are more, all its cells are counted anew
AT_ONCE = 10_000  # notes taken down
ALL = 0  # in place of a round's id: the row that says of which roster the cells are, and when was last looked


def is_settled(session: Session, now: datetime, day: date) -> bool:
    """Return whether nothing has changed since a look of this day found nothing to count."""
    last = session.get(KeptRound, ALL)
    if last is None or (last.roster, last.day) != (roster_stamp(session), day):
        return False
    noted = exists().where(ChangedOffice.id.is_not(None))
    begun = exists().where(Round.opens_at > last.late_at, Round.opens_at <= now)
    moved = exists().where(KeptRound.round_id == Round.id, KeptRound.late_at != Round.late_at)
    return not session.scalar(select(or_(noted, begun, moved)))


def begin(session: Session, now: datetime, day: date, least: int = MANY) -> list[int]:
    """Look what there is to do. Return the rounds to be counted anew, in part or whole, each by `count`."""
    keeper = _keeper(session, now)
    roster = _settle_cells(session, keeper)
    wanted = _wanted(session, now, least)
    session.execute(delete(KeptRound).where(KeptRound.round_id.not_in([ALL, *wanted])))
    session.execute(delete(KeptCount).where(KeptCount.round_id.not_in(wanted)))
    _spread_notes(session)
    noted = set(session.scalars(select(ChangedOffice.round_id).distinct()))
    kept = {row.round_id: row for row in session.scalars(select(KeptRound))}
    rows = session.execute(select(Round.id, Round.late_at).where(Round.id.in_(wanted)))
    late = {round_id: late_at for round_id, late_at in rows}
    found = [each for each in wanted if each in noted or not _holds(kept.get(each), roster, day, late[each])]
    if not found:
        keeper.day, keeper.late_at = day, now
    return found


def count(session: Session, round_id: int, now: datetime, day: date) -> int:
    """Count a round anew: the cells noted, or all. Return how many cells were found to be kept wrongly: none, ever."""
    roster = _keeper(session, now).roster
    round_ = session.get_one(Round, round_id)
    kept = session.get(KeptRound, round_id, populate_existing=True)
    wrong = differing(session, round_, roster) if kept is not None and kept.day != day else []
    changed = _take_notes(session, round_id)
    if roster != roster_stamp(session):
        _forget(session, round_id)  # the cells are of another roster: the next look settles them
    elif _holds(kept, roster, day, round_.late_at) and len(changed) <= FEW:
        where = select(OfficeCell.cell).where(OfficeCell.office_id.in_(changed)).distinct()
        _replace(session, round_, day, list(session.scalars(where)))
    else:
        _replace(session, round_, day, None)
        row = KeptRound(round_id=round_id, roster=roster, day=day, late_at=round_.late_at)
        session.merge(row)
    session.flush()
    return len(wrong)


def differing(session: Session, round_: Round, roster: str) -> list[int]:
    """Return the cells whose kept counts are not what the rows say, those left out that are noted anyway."""
    kept = session.get(KeptRound, round_.id)
    if kept is None or not _holds(kept, roster, kept.day, round_.late_at):
        return []
    columns = [getattr(KeptCount, name) for name in COLUMNS]
    held = {CellCount(*row) for row in session.execute(select(*columns).where(KeptCount.round_id == round_.id))}
    true = {CellCount(*row) for row in session.execute(count_cells(round_, kept.day))}
    noted = set(session.scalars(noted_cells(round_.id)))  # last: what came in meanwhile is noted by now
    return sorted({each.cell for each in held ^ true} - noted)


def repair(session: Session) -> dict[str, int]:
    """Compare every kept round with its rows; return how many cells differ. Such a round waits to be counted anew."""
    found = {}
    for kept in list(session.scalars(select(KeptRound).where(KeptRound.round_id != ALL))):
        round_ = session.get_one(Round, kept.round_id)
        wrong = differing(session, round_, roster_stamp(session))
        found[round_.key] = len(wrong)
        if wrong:
            _forget(session, round_.id)
            session.execute(update(KeptRound).where(KeptRound.round_id == ALL).values(roster=""))  # look again
    return found


def _keeper(session: Session, now: datetime) -> KeptRound:
    """Let nobody else count until the end of the transaction. The row says of which roster the cells are."""
    insert_new(session, KeptRound, [{"round_id": ALL, "roster": "", "day": date.min, "late_at": now}])
    query = select(KeptRound).where(KeptRound.round_id == ALL).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _settle_cells(session: Session, keeper: KeptRound) -> str:
    """Note who is in which cell, where the roster has changed. Return the roster's stamp; "" while it is changing."""
    if keeper.roster and keeper.roster == roster_stamp(session):
        return keeper.roster
    session.execute(delete(RosterChange))
    session.execute(insert(RosterChange).values(token=secrets.randbelow(1_000_000_007)))
    stamp = roster_stamp(session)
    offices = [(row[0], row[6], row[5]) for row in people.office_names(session)]
    found = cells(offices, people.tree(session))
    session.execute(delete(OfficeCell))
    rows = [{"office_id": each, "cell": cell, "rank": rank} for rank, (each, cell) in enumerate(found.items())]
    if rows:
        session.execute(insert(OfficeCell), rows)
    keeper.roster = stamp if stamp == roster_stamp(session) else ""
    session.flush()
    return keeper.roster


def _wanted(session: Session, now: datetime, least: int) -> list[int]:
    """Return the newest rounds that ask many offices; one that is kept already did."""
    begun = select(Round.id).where(Round.opens_at <= now, Round.cancelled_at.is_(None))
    newest = list(session.scalars(begun.order_by(Round.due_at.desc(), Round.id.desc()).limit(ROUNDS)))
    kept = set(session.scalars(select(KeptRound.round_id)))
    new = [each for each in newest if each not in kept]
    asked = select(Assignment.round_id).where(Assignment.round_id.in_(new)).group_by(Assignment.round_id)
    kept |= set(session.scalars(asked.having(func.count() > least)))
    return [each for each in newest if each in kept]


def _spread_notes(session: Session) -> None:
    """Let what was noted for all rounds be noted for each that is kept; for others nothing needs to be noted."""
    for_all = _take_notes(session, None)
    if len(for_all) > FEW:
        session.execute(delete(KeptRound).where(KeptRound.round_id != ALL))
    kept = list(session.scalars(select(KeptRound.round_id).where(KeptRound.round_id != ALL)))
    rows = [{"round_id": each, "office_id": office_id} for each in kept for office_id in for_all]
    if rows:
        session.execute(insert(ChangedOffice), rows)
    session.execute(delete(ChangedOffice).where(ChangedOffice.round_id.not_in(kept)))


def _take_notes(session: Session, round_id: int | None) -> set[int]:
    """Take down what was noted for a round, or for all; return the offices. After an import, notes are very many."""
    some = select(ChangedOffice.id).where(ChangedOffice.round_id.is_not_distinct_from(round_id)).limit(AT_ONCE)
    taking = delete(ChangedOffice).where(ChangedOffice.id.in_(some)).returning(ChangedOffice.office_id)
    offices: set[int] = set()
    while taken := session.scalars(taking, execution_options={"synchronize_session": False}).all():
        offices.update(taken)
    return offices


def _holds(kept: KeptRound | None, roster: str, day: date, late_at: datetime) -> bool:
    return kept is not None and (kept.roster, kept.day, kept.late_at) == (roster, day, late_at)


def _forget(session: Session, round_id: int) -> None:
    session.execute(delete(KeptRound).where(KeptRound.round_id == round_id))


def _replace(session: Session, round_: Round, day: date, only: list[int] | None) -> None:
    """Count some cells of a round anew, or all."""
    old = delete(KeptCount).where(KeptCount.round_id == round_.id)
    new = count_cells(round_, day)
    if only is not None:
        old, new = old.where(KeptCount.cell.in_(only)), count_cells(round_, day, OfficeCell.cell.in_(only))
    session.execute(old)
    counted = new.subquery()
    names = ["round_id", *COLUMNS]
    session.execute(insert(KeptCount).from_select(names, select(literal(round_.id), *counted.c)))
