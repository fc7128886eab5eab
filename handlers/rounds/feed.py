"""A person's calendar: the deadlines of the own offices, those that come next, and of the rounds overseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from exports.calendar import Deadline, feed
from handlers import words_rounds as say
from handlers.naming import period_name, round_title
from handlers.rounds.rules import rule_of
from models import Session, calendars, people, rounds, scopes, submissions
from models.people import OVERSEEING, Person
from models.rounds import Assignment, Round, Schedule
from scheduler.deadlines import Once, periods_due

AHEAD = 3  # periods of a schedule that are shown before they open


def of_link(session: Session, link_id: int, now: datetime) -> bytes | None:
    """Return the calendar behind an address; None when it was revoked or never was."""
    link = calendars.link(session, link_id)
    if link is None or link.revoked_at is not None:
        return None
    person = session.get_one(Person, link.person_id)
    return feed(say.FEED_NAME, sorted(_deadlines(session, person, now), key=lambda each: each.due_at), now)


def _deadlines(session: Session, person: Person, now: datetime) -> Iterator[Deadline]:
    own = scopes.reporting(person)
    owed = [each for each in rounds.assignments_of_offices(session, own.anywhere, now) if own.covers(each)]
    sent = submissions.of_assignments(session, [assignment.id for assignment in owed])
    for assignment in owed:
        submission = sent.get(assignment.id)
        yield _own(assignment, submission is not None and submission.submitted_at is not None)
    coming = rounds.coming_assignments(session, own.anywhere, now)
    yield from (_own(each, is_sent=False) for each in coming if own.covers(each))
    newest = (each for each in rounds.newest_assignments(session, own.anywhere) if own.covers(each))
    schedules = {each.round.schedule_id: each.round for each in newest}
    overseen = _overseen(session, person, now)
    for round_ in overseen:
        yield Deadline(round_.key, say.feed_title(round_title(round_), ""), round_.due_at)
    for round_ in {**schedules, **{each.schedule_id: each for each in overseen}}.values():
        yield from _coming(session, round_.schedule, round_, now)


def _own(assignment: Assignment, is_sent: bool) -> Deadline:
    title = say.feed_title(round_title(assignment.round), assignment.office.called)
    key = f"{assignment.round.key}/{assignment.office.code}"
    return Deadline(key, title, assignment.due_at, say.SENT if is_sent else "")


def _overseen(session: Session, person: Person, now: datetime) -> list[Round]:
    if not people.has_duty(person, OVERSEEING):
        return []
    scope = scopes.scope(session, person)
    found = rounds.open_rounds(session, now) + rounds.coming_rounds(session, now)
    return [each for each in found if rounds.owes_any(session, each.id, scope.of(each.key))]


def _coming(session: Session, schedule: Schedule, last: Round, now: datetime) -> Iterator[Deadline]:
    """Yield the periods of a schedule that have no round yet."""
    rule = rule_of(schedule)
    if isinstance(rule, Once) or schedule.ended_at is not None or schedule.paused_at is not None:
        return
    known = rounds.periods_of_form(session, schedule.form_id)
    ahead = (each for each in periods_due(rule, now, calendars.overrides(session)) if each.name not in known)
    for period in islice(ahead, AHEAD):
        title = f"{last.form_version.short} {period_name(period.name)}".strip()
        yield Deadline(f"{schedule.form_id}/{period.name}", say.feed_title(title, ""), period.due_at)
