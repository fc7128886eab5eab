"""What the turns of one transaction need to know of those who speak, locked and read in a few selects for all of them.

Group commit applies many events in one transaction. Their accounts, people, offices, open reports and answers are laid
out here once and stay in the session: a turn finds them there instead of asking again, and what it changes waits in
the session until all is flushed, a statement a table. So events of one person, or of two at one report, see each other.
Whatever was not laid out is read when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, select
from sqlalchemy.orm import Session, joinedload

from forms.facts import Key, Leaf
from models import accounts, notices
from models.outbox import Outbox
from models.people import Account, Person, Role
from models.rounds import Assignment
from models.submissions import Answer, Interview, Submission

_LAID_OUT = "desks"  # the place in a session's info

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ACCOUNTS = (
    select(Account)
    .where(Account.line_user_id.in_(_IDS))
    .options(joinedload(Account.person).joinedload(Person.roles).joinedload(Role.office))
    .order_by(Account.line_user_id)
    .with_for_update(of=Account)
    .execution_options(populate_existing=True)  # another work of the batch may have read them before the lock
)
_REPORTS = (
    select(Submission)
    .where(Submission.id.in_(_IDS))
    .options(
        joinedload(Submission.assignment).joinedload(Assignment.round),
        joinedload(Submission.form_version, innerjoin=True),
    )
    .order_by(Submission.id)
    .with_for_update(of=Submission)
    .execution_options(populate_existing=True)
)
_ANSWERS = select(
    Answer.__table__.c.submission_id,
    Answer.__table__.c.ref,
    Answer.__table__.c.pos,
    Answer.__table__.c.value,
    Answer.__table__.c.state,
).where(Answer.__table__.c.submission_id.in_(_IDS))
_PLACES = (
    select(Interview)
    .join(Account, and_(Account.person_id == Interview.person_id, Account.submission_id == Interview.submission_id))
    .where(Account.line_user_id.in_(_IDS))
    .options(joinedload(Interview.asked).load_only(Outbox.first_at, Outbox.finished_at))
    .execution_options(populate_existing=True)
)


@dataclass(eq=False)
class Report:
    """A report whose row is locked until the end of the transaction, with its answers by (ref, pos)."""

    row: Submission
    answers: dict[Key, Leaf]


@dataclass(eq=False)
class _Desks:
    """What was laid out; holds the rows, for a session forgets what nobody holds."""

    reports: dict[int, Report] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    places: list[Interview] = field(default_factory=list)
    told: frozenset[int] = frozenset()  # people for whom no notice waits


def lay_out(session: Session, line_user_ids: Iterable[str], now: datetime) -> None:
    """Make, lock and read the accounts and what they have open. The session should end with its transaction."""
    wanted = sorted(set(line_user_ids))
    found = _accounts(session, wanted, now)
    people = [account.person_id for account in found if account.person_id is not None]
    open_ones = {account.submission_id for account in found if account.submission_id is not None}
    session.info[_LAID_OUT] = _Desks(
        reports=_reports(session, open_ones),
        accounts=found,
        places=list(session.scalars(_PLACES, {"ids": wanted})),
        told=frozenset(people) - notices.awaited(session, people),
    )


def report(session: Session, submission_id: int) -> Report:
    """Return a report, its row locked until the end of the transaction."""
    desks: _Desks | None = session.info.get(_LAID_OUT)
    if desks is not None and submission_id in desks.reports:
        return desks.reports[submission_id]
    found = _reports(session, [submission_id])
    if desks is not None:
        desks.reports |= found
    return found[submission_id]


def answers(session: Session, submission_id: int) -> dict[Key, Leaf]:
    """Return the answers of a report by (ref, pos)."""
    desks: _Desks | None = session.info.get(_LAID_OUT)
    if desks is not None and submission_id in desks.reports:
        return desks.reports[submission_id].answers
    session.flush()
    return _answers(session, [submission_id])[submission_id]


def begin(session: Session, row: Submission, answers: dict[Key, Leaf]) -> Report:
    """Return a report just begun, for the turns that follow in the transaction."""
    begun = Report(row, answers)
    desks: _Desks | None = session.info.get(_LAID_OUT)
    if desks is not None:
        desks.reports[row.id] = begun
    return begun


def may_have_news(session: Session, person_id: int) -> bool:
    """Return whether it is worth to look for notices that wait for a person."""
    desks: _Desks | None = session.info.get(_LAID_OUT)
    return desks is None or person_id not in desks.told


def _accounts(session: Session, wanted: Sequence[str], now: datetime) -> list[Account]:
    """Return the accounts, locked in one order, so that two batches never deadlock; those of strangers are made."""
    found = list(session.scalars(_ACCOUNTS, {"ids": wanted}).unique())
    if len(found) < len(wanted):
        accounts.lock_accounts(session, wanted, now)
        found = list(session.scalars(_ACCOUNTS, {"ids": wanted}).unique())
    return found


def _reports(session: Session, ids: Collection[int]) -> dict[int, Report]:
    if not ids:
        return {}
    rows = list(session.scalars(_REPORTS, {"ids": sorted(ids)}))
    found = _answers(session, ids)
    return {row.id: Report(row, found[row.id]) for row in rows}


def _answers(session: Session, ids: Collection[int]) -> defaultdict[int, dict[Key, Leaf]]:
    found: defaultdict[int, dict[Key, Leaf]] = defaultdict(dict)
    for submission_id, ref, pos, value, state in session.execute(_ANSWERS, {"ids": list(ids)}):
        found[submission_id][ref, pos] = Leaf(value, state)
    return found
