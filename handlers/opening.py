"""Opening rounds: a schedule is made once, its rounds open by themselves as their period begins.

Safe to run in any number of processes: a round is unique by form and period, an assignment by round and office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from models import Session, catalogue, insert_new, journal, people, rounds
from models.people import Office
from models.rounds import Assignment, Round, Schedule, ScheduleOffice
from scheduler.deadlines import Ladder, Monthly, Once, Rule, closes_at, due_at, late_at, opens_on, period_of
from thai.dates import BANGKOK, in_bangkok

DEFAULT_LADDER = Ladder()


class CannotOpen(ValueError):
    """A round that cannot be opened as asked."""


@dataclass(frozen=True)
class Opened:
    """A round as asked for. `is_new` False: the form had a round of this period already, and nothing was changed."""

    schedule: Schedule
    round: Round
    offices: int
    is_new: bool


def open_schedule(
    session: Session,
    form_id: str,
    rule: Rule,
    offices: Sequence[Office] | None,
    now: datetime,
    person_id: int | None = None,
    ladder: Ladder = DEFAULT_LADDER,
) -> Opened:
    """Make a schedule and open its current round at once. Raises CannotOpen.

    `offices` None: every office with an officer or a live invitation, asked anew for each round.
    """
    due = _next_due(rule, now)
    _must_be_openable(session, form_id, rule, offices, now)
    existing = rounds.round_by_key(session, f"{form_id}/{period_of(rule, due)}")
    if existing is not None:
        return Opened(existing.schedule, existing, rounds.count_assignments(session, existing.id), is_new=False)
    schedule = Schedule(form_id=form_id, rule=_dump_rule(rule), ladder=_dump_ladder(ladder), created_at=now)
    schedule.created_by = person_id
    _store_schedule(session, schedule, offices or ())
    round_ = _open_round(session, schedule, due, now)
    if round_ is None:
        raise CannotOpen(f"somebody else has opened {form_id}/{period_of(rule, due)} at this moment")
    count = rounds.count_assignments(session, round_.id)
    journal.record(session, now, person_id, "open_round", round_.key, offices=count)
    return Opened(schedule, round_, count, is_new=True)


def _must_be_openable(
    session: Session, form_id: str, rule: Rule, offices: Sequence[Office] | None, now: datetime
) -> None:
    due = _next_due(rule, now)
    if catalogue.newest_version(session, form_id) is None:
        raise CannotOpen(f"no form {form_id!r} has been published")
    if closes_at(rule, due) <= now:
        raise CannotOpen(f"a round due at {in_bangkok(due).isoformat()} would be closed already")
    if not (people.reporting_offices(session, now) if offices is None else offices):
        raise CannotOpen("no office to ask: none has an officer or a live invitation")


def materialise(session: Session, now: datetime) -> list[Round]:
    """Open every round whose period has begun. Return those that this call opened."""
    opened = []
    for schedule in rounds.live_schedules(session):
        rule = rule_of(schedule)
        for due in _periods_begun(session, schedule, rule, now):
            round_ = _open_round(session, schedule, due, now)
            if round_ is not None:
                journal.record(session, now, None, "open_round", round_.key)
                opened.append(round_)
    return opened


def rule_of(schedule: Schedule) -> Rule:
    """Return the stored rule of a schedule."""
    match schedule.rule:
        case {"monthly": int(day), "at": str(at)}:
            return Monthly(day, time.fromisoformat(at))
        case {"once": str(moment)}:
            return Once(datetime.fromisoformat(moment))
    raise ValueError(f"schedule {schedule.id} has no rule we know: {schedule.rule}")


def ladder_of(schedule: Schedule) -> Ladder:
    """Return the stored ladder of a schedule."""
    steps = schedule.ladder
    return Ladder(tuple(steps["before_days"]), tuple(steps["after_days"]), time.fromisoformat(steps["at"]))


def _dump_rule(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Monthly):
        return {"monthly": rule.day, "at": f"{rule.at:%H:%M}"}
    return {"once": rule.due_at.isoformat()}


def _dump_ladder(ladder: Ladder) -> dict[str, Any]:
    return {
        "before_days": list(ladder.before_days),
        "after_days": list(ladder.after_days),
        "at": f"{ladder.at:%H:%M}",
    }


def _next_due(rule: Rule, now: datetime) -> datetime:
    """Return the deadline of the current period: the first that is not past; a single one as it is."""
    month = in_bangkok(now).date()
    due = due_at(rule, month)
    return due_at(rule, _month_after(month)) if isinstance(rule, Monthly) and due <= now else due


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _periods_begun(session: Session, schedule: Schedule, rule: Rule, now: datetime) -> Iterator[datetime]:
    """Yield the deadlines after the schedule's last round whose period has begun and is not over."""
    due = rounds.newest_due(session, schedule.id)
    if due is None or not isinstance(rule, Monthly):
        return
    while True:
        due = due_at(rule, _month_after(in_bangkok(due).date()))
        if _first_moment(rule, due, now) > now:
            return
        if closes_at(rule, due) > now:
            yield due


def _first_moment(rule: Rule, due: datetime, now: datetime) -> datetime:
    """Return when the period begins: midnight of its first day in Bangkok, or now for a single deadline."""
    day = opens_on(rule, due)
    return now if day is None else datetime.combine(day, time.min, tzinfo=BANGKOK)


def _store_schedule(session: Session, schedule: Schedule, offices: Sequence[Office]) -> None:
    session.add(schedule)
    session.flush()
    wanted = dict.fromkeys(office.id for office in offices)
    insert_new(session, ScheduleOffice, [{"schedule_id": schedule.id, "office_id": office} for office in wanted])


def _open_round(session: Session, schedule: Schedule, due: datetime, now: datetime) -> Round | None:
    """Store the round of a deadline with its assignments; None when the form has this period already."""
    rule = rule_of(schedule)
    version = catalogue.newest_version(session, schedule.form_id)
    if version is None:
        raise CannotOpen(f"no form {schedule.form_id!r} has been published")
    row = {
        "schedule_id": schedule.id,
        "form_version_id": version.id,
        "form_id": schedule.form_id,
        "period": period_of(rule, due),
        "opens_at": min(now, _first_moment(rule, due, now)),
        "due_at": due,
        "late_at": late_at(due),
        "closes_at": closes_at(rule, due),
    }
    if not insert_new(session, Round, [row]):
        return None
    round_ = rounds.round_by_key(session, f"{row['form_id']}/{row['period']}")
    assert round_ is not None
    offices = rounds.offices_of_schedule(session, schedule.id) or people.reporting_offices(session, now)
    insert_new(session, Assignment, [{"round_id": round_.id, "office_id": office.id} for office in offices])
    return round_
