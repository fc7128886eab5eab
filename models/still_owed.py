"""What digests that are about to leave are about: of what was decided, what is still asked for at that moment.

Asked for all rows of a claim at once, in the transaction that claims them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import CTE, Date, String, and_, bindparam, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import deferrals
from models.leaves import away
from models.outbox import Outbox
from models.people import Account, Duty, Role
from models.reminder_rows import Reminder, ReminderItem
from models.rounds import CLOSES_AT, DUE_AT, Assignment, Round
from models.scopes import holds_for_round
from models.submissions import Submission

Told = tuple[int, int]
"""(outbox id, person id): one person's digest."""


@dataclass(frozen=True)
class Owed:
    """A report that a digest is about and that has not been submitted."""

    assignment: Assignment
    submission: Submission | None


@dataclass(frozen=True)
class Alike:
    """People of one row of whom the same can be said: what each owes, as a sign that only equals its like."""

    about: tuple[str, ...]
    begun: bool  # somebody has answered something: nothing can be said of it to many
    people: Mapping[int, str]  # person id -> LINE user id


def by_digest(
    session: Session, outbox_ids: Collection[int], day: date, among: Collection[int] | None = None
) -> dict[Told, list[Owed]]:
    """Return what the digests of rows, or those to some persons, are about, the nearest deadline first.

    Nothing for who left the LINE account, blocked us or is away on `day`; no office the person no longer reports for;
    nothing that was submitted, excused, cancelled or put off meanwhile.
    """
    found: defaultdict[Told, dict[int, Owed]] = defaultdict(dict)
    of = {"outbox_ids": list(outbox_ids), "day": day, "among": list(among or ())}
    for outbox_id, person_id, assignment, submission in session.execute(_whole(among is not None), of):
        found[outbox_id, person_id].setdefault(assignment.id, Owed(assignment, submission))
    return {told: list(owed.values()) for told, owed in found.items()}


def alike(session: Session, outbox_ids: Collection[int], day: date) -> dict[int, list[Alike]]:
    """Return the same of rows to many, told apart only as far as people owe different things.

    The database does the sorting: of five hundred people who owe the same, one line comes back.
    """
    found: defaultdict[int, dict[tuple[tuple[str, ...], bool], dict[int, str]]] = defaultdict(dict)
    for outbox_id, about, begun, people in session.execute(_grouped(), {"outbox_ids": list(outbox_ids), "day": day}):
        kind = tuple(sorted(about.split(ITEM))), bool(begun)
        each = people.split(ITEM)
        found[outbox_id].setdefault(kind, {}).update(zip(map(int, each[::2]), each[1::2], strict=True))
    return {
        outbox_id: [Alike(about, begun, people) for (about, begun), people in kinds.items()]
        for outbox_id, kinds in found.items()
    }


ITEM, PART = "\n", "\t"  # what the database joins by; neither is in a LINE id


@cache
def _whole(is_among: bool) -> Any:
    """Return the question of `by_digest`, made once: it is asked for every reminder that leaves."""
    told = _told(is_among)
    whole = contains_eager(Assignment.round).joinedload(Round.form_version), joinedload(Assignment.office)
    question = _still_asked(select(told.c.outbox_id, told.c.person_id, Assignment, Submission), told)
    return question.options(*whole).order_by(told.c.outbox_id, told.c.person_id, DUE_AT, Assignment.id)


@cache
def _grouped() -> Any:
    told = _told(is_among=False)
    person = told.c.outbox_id, told.c.person_id, Account.line_user_id
    report = cast(Assignment.round_id, String) + PART + cast(DUE_AT, String)
    about = func.aggregate_strings(report, ITEM).label("about")
    begun = func.max(func.coalesce(Submission.answered, 0)) > 0
    each = _still_asked(select(*person, about, begun.label("begun")), told).group_by(*person).subquery()
    who = cast(each.c.person_id, String) + ITEM + each.c.line_user_id
    kind = each.c.outbox_id, each.c.about, each.c.begun
    return select(*kind, func.aggregate_strings(who, ITEM)).group_by(*kind)


def _told(is_among: bool) -> CTE:
    """Return the steps that rows tell. Looked up first: PostgreSQL, which may not know yet how the tables have grown
    this morning, would else begin with all reports of the round."""
    steps = (
        select(
            Reminder.outbox_id,
            Reminder.person_id,
            ReminderItem.assignment_id,
            Outbox.line_user_id,
            Outbox.business_at,
        )
        .join(ReminderItem, ReminderItem.reminder_id == Reminder.id)
        .join(Outbox, Outbox.id == Reminder.outbox_id)
        .where(Reminder.outbox_id.in_(bindparam("outbox_ids", expanding=True)))
    )
    if is_among:
        steps = steps.where(Reminder.person_id.in_(bindparam("among", expanding=True)))
    return steps.cte("told").prefix_with("MATERIALIZED", dialect="postgresql")


def _still_asked(wanted: Any, told: CTE) -> Any:
    """Return what is wanted of the reports that steps are about and that are still asked for."""
    person_id, at = told.c.person_id, told.c.business_at
    return (
        wanted.select_from(told)
        .join(Assignment, Assignment.id == told.c.assignment_id)
        .join(Account, and_(Account.person_id == person_id, Account.blocked_at.is_(None)))
        .join(Round, Round.id == Assignment.round_id)
        .outerjoin(Submission, Submission.assignment_id == Assignment.id)
        .where(
            or_(told.c.line_user_id == Account.line_user_id, told.c.line_user_id == literal("")),
            Submission.submitted_at.is_(None),
            Assignment.exempt_at.is_(None),
            Round.cancelled_at.is_(None),
            Round.paused_at.is_(None),
            at < CLOSES_AT,
            exists().where(
                Role.person_id == person_id,
                Role.office_id == Assignment.office_id,
                Role.duty == Duty.OFFICER,
                holds_for_round(),
            ),
            deferrals.not_quiet(at, person_id),
            ~away(person_id, bindparam("day", type_=Date)),
        )
    )
