"""Opening rounds: a schedule is made once, its rounds open by themselves as their period begins.

Safe to run in any number of processes: a round is unique by form and period, an assignment by round and office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice

from handlers.rounds.rules import dump_ladder, dump_rule, grace_of, rule_of
from handlers.rounds.rules import ladder_of as ladder_of
from models import Session, calendars, catalogue, insert_new, invite_codes, journal, rounds, scopes
from models.people import Office, Person
from models.rounds import Assignment, Round, Schedule, ScheduleOffice
from scheduler.deadlines import Ladder, Once, Rule, closes_at, late_at, periods_due
from scheduler.periods import Period
from thai.calendar import Overrides
from thai.dates import BANGKOK, in_bangkok
from thai.rule import Recurring

_AT_MOST = 24  # periods that may be open at once
LONGEST = timedelta(days=400)  # from a period's deadline to its end

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

    `offices` None: every office with an officer or a live invitation that `person_id` oversees, asked anew for each
    round; without a person (the command line) every one.
    """
    period = current_period(session, rule, now)
    _must_be_openable(session, form_id, rule, period, offices, now, person_id)
    existing = rounds.round_by_key(session, f"{form_id}/{period.name}")
    if existing is not None and existing.cancelled_at is None:
        return Opened(existing.schedule, existing, rounds.count_assignments(session, existing.id), is_new=False)
    schedule = Schedule(form_id=form_id, rule=dump_rule(rule), ladder=dump_ladder(ladder), created_at=now)
    schedule.created_by = person_id
    _store_schedule(session, schedule, offices or ())
    round_ = _open_round(session, schedule, period, now) or _revive(session, schedule, period, now)
    if round_ is None:
        raise CannotOpen(f"somebody else has opened {form_id}/{period.name} at this moment")
    count = rounds.count_assignments(session, round_.id)
    journal.record(session, now, person_id, "open_round", round_.key, offices=count)
    return Opened(schedule, round_, count, is_new=True)


def change_rule(
    session: Session, schedule: Schedule, rule: Rule, ladder: Ladder, now: datetime, person_id: int | None
) -> Opened:
    """Let a schedule follow another rule and ladder from its current period on. Raises CannotOpen.

    Its rounds whose deadline lies ahead follow, too; the current period opens if it has no round.
    """
    old = schedule.rule
    schedule.rule, schedule.ladder = dump_rule(rule), dump_ladder(ladder)
    coming = islice(periods_due(rule, now, calendars.overrides(session)), _AT_MOST)
    by_name = {period.name: period for period in coming}
    for each in rounds.open_rounds(session, now):
        if each.schedule_id == schedule.id and each.due_at > now and each.period in by_name:
            _take_over(session, schedule, each, by_name[each.period], now)
    for each in rounds.coming_rounds(session, now):
        if each.schedule_id == schedule.id and each.period in by_name:
            _take_over(session, schedule, each, by_name[each.period], now)
        elif each.schedule_id == schedule.id:
            each.cancelled_at = now  # nobody has seen it yet
    current = current_period(session, rule, now)
    round_ = _open_round(session, schedule, current, now) or _revive(session, schedule, current, now)
    round_ = round_ or rounds.round_by_key(session, f"{schedule.form_id}/{current.name}")
    assert round_ is not None
    count = rounds.count_assignments(session, round_.id)
    journal.record(session, now, person_id, "change_rule", round_.key, old=old, new=schedule.rule, offices=count)
    return Opened(schedule, round_, count, is_new=True)


def reporting_in_scope(session: Session, person: Person | None, form_id: str, now: datetime) -> list[Office]:
    """Return the offices that report a form and that a person coordinates for it; without a person, all that report."""
    reporting = invite_codes.reporting_offices(session, now, form_id)
    if person is None:
        return reporting
    mine = scopes.coordinated(session, person).of(form_id)
    return [office for office in reporting if office.id in mine]


def current_period(session: Session, rule: Rule, now: datetime) -> Period:
    """Return the period that is due next; of a single deadline its only one. Raises CannotOpen."""
    period = next(periods_due(rule, now, calendars.overrides(session)), None)
    if period is None:
        raise CannotOpen("no deadline lies ahead")
    return period


def _must_be_openable(
    session: Session,
    form_id: str,
    rule: Rule,
    period: Period,
    offices: Sequence[Office] | None,
    now: datetime,
    person_id: int | None,
) -> None:
    if catalogue.newest_version(session, form_id) is None:
        raise CannotOpen(f"no form {form_id!r} has been published")
    if closes_at(rule, period) <= now:
        raise CannotOpen(f"a round due at {in_bangkok(period.due_at).isoformat()} would be closed already")
    person = session.get(Person, person_id) if person_id is not None else None
    if not (reporting_in_scope(session, person, form_id, now) if offices is None else offices):
        raise CannotOpen("no office to ask: none has an officer or a live invitation")


def materialise(session: Session, now: datetime) -> list[Round]:
    """Open every round whose period has begun. Return those that this call opened."""
    overrides = calendars.overrides(session)
    opened = []
    for schedule in rounds.live_schedules(session):
        for period in _periods_begun(session, schedule, now, overrides):
            round_ = _open_round(session, schedule, period, now)
            if round_ is not None:
                journal.record(session, now, None, "open_round", round_.key)
                opened.append(round_)
    return opened


def _periods_begun(session: Session, schedule: Schedule, now: datetime, overrides: Overrides) -> Iterator[Period]:
    """Yield the periods of a schedule that have begun, are not over and have no round; none it slept through."""
    rule = rule_of(schedule)
    if isinstance(rule, Once):
        return
    known = rounds.periods_of_form(session, schedule.form_id)
    since = max(schedule.created_at, schedule.resumed_at or schedule.created_at, now - LONGEST)
    for period in periods_due(rule, since, overrides):
        if _first_moment(period) > now:
            return
        if period.name not in known and closes_at(rule, period, overrides) > now:
            yield period


def _first_moment(period: Period) -> datetime:
    """Return when a period begins: midnight of its first day in Bangkok."""
    return datetime.combine(period.opens_on, time.min, tzinfo=BANGKOK)


def _store_schedule(session: Session, schedule: Schedule, offices: Sequence[Office]) -> None:
    session.add(schedule)
    session.flush()
    wanted = dict.fromkeys(office.id for office in offices)
    insert_new(session, ScheduleOffice, [{"schedule_id": schedule.id, "office_id": office} for office in wanted])


def _open_round(session: Session, schedule: Schedule, period: Period, now: datetime) -> Round | None:
    """Store the round of a period with its assignments; None when the form has this period already."""
    version = catalogue.newest_version(session, schedule.form_id)
    if version is None:
        raise CannotOpen(f"no form {schedule.form_id!r} has been published")
    row = {
        "schedule_id": schedule.id,
        "form_version_id": version.id,
        "form_id": schedule.form_id,
        "period": period.name,
        **_moments(session, schedule, period, now),
    }
    if not insert_new(session, Round, [row]):
        return None
    round_ = rounds.round_by_key(session, f"{schedule.form_id}/{period.name}")
    assert round_ is not None
    _ask_offices(session, schedule, round_, now)
    return round_


def _moments(session: Session, schedule: Schedule, period: Period, now: datetime) -> dict[str, datetime]:
    rule, overrides = rule_of(schedule), calendars.overrides(session)
    return {
        "opens_at": _opens_at(rule, period, now),
        "due_at": period.due_at,
        "late_at": late_at(period.due_at, overrides, grace_of(rule)),
        "closes_at": closes_at(rule, period, overrides),
    }


def _opens_at(rule: Rule, period: Period, now: datetime) -> datetime:
    """Return when a period opens: with its first day, at once if that is past; never before the rule starts."""
    if isinstance(rule, Once):
        return now
    first = _first_moment(period)
    start = rule.starts_on if isinstance(rule, Recurring) else None
    starts_at = datetime.combine(start, time.min, tzinfo=BANGKOK) if start else now
    return max(first, starts_at) if starts_at > now else min(now, first)


def asked_by(session: Session, schedule: Schedule, now: datetime) -> list[Office]:
    """Return the offices a schedule asks: those named, else all that report and that its maker coordinates."""
    offices = rounds.offices_of_schedule(session, schedule.id)
    if offices:
        return offices
    maker = session.get(Person, schedule.created_by) if schedule.created_by is not None else None
    return reporting_in_scope(session, maker, schedule.form_id, now)


def _ask_offices(session: Session, schedule: Schedule, round_: Round, now: datetime) -> None:
    offices = asked_by(session, schedule, now)
    insert_new(session, Assignment, [{"round_id": round_.id, "office_id": office.id} for office in offices])


def _revive(session: Session, schedule: Schedule, period: Period, now: datetime) -> Round | None:
    """Take up a cancelled round of the same period again, what was filled in it kept. None: it is not cancelled."""
    round_ = rounds.round_by_key(session, f"{schedule.form_id}/{period.name}")
    if round_ is None or round_.cancelled_at is None:
        return None
    _take_over(session, schedule, round_, period, now)
    _ask_offices(session, schedule, round_, now)
    return round_


def _take_over(session: Session, schedule: Schedule, round_: Round, period: Period, now: datetime) -> None:
    """Let a round be the period of a schedule as its rule has it now, whatever it was before."""
    opened_at = round_.opens_at
    for name, moment in _moments(session, schedule, period, now).items():
        setattr(round_, name, moment)
    round_.opens_at = min(round_.opens_at, opened_at)
    round_.schedule, round_.cancelled_at, round_.paused_at, round_.moved_at = schedule, None, None, None
