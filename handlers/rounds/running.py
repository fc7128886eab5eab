"""A running round or schedule: paused, resumed, moved, closed early, cancelled, ended. Each deed is journaled.

Queued reminders look again when they go, so a paused or moved round says nothing wrong; those that are certainly not
wanted any more are taken out at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.rounds.rules import dump_ladder, grace_of, rule_of
from models import Session, calendars, database_now, journal, outbox, quieting, reminders, rounds
from models.rounds import Round, Schedule
from scheduler.deadlines import CLOSES_AFTER, Ladder, late_at
from thai.dates import in_bangkok


class CannotChange(ValueError):
    """What cannot be done to a round. The text is a machine word: past | over | paused | running."""


def pause(session: Session, round_: Round, now: datetime, person_id: int | None) -> None:
    """Remind nobody of a round until it is resumed. Reports are still taken; its schedule opens no new period."""
    _must_be_open(round_, now)
    if round_.paused_at is not None:
        raise CannotChange("paused")
    round_.paused_at = now
    if round_.schedule.paused_at is None:
        round_.schedule.paused_at = now
    _withdraw(session, round_, now)
    _record(session, now, person_id, "pause_round", round_)


def resume(session: Session, round_: Round, now: datetime, person_id: int | None) -> None:
    """Go on with a paused round and its schedule. What fell due meanwhile is not made up for."""
    if round_.paused_at is None:
        raise CannotChange("running")
    round_.paused_at = None
    if round_.schedule.paused_at is not None:
        round_.schedule.paused_at, round_.schedule.resumed_at = None, now
    _record(session, now, person_id, "resume_round", round_)


def move(session: Session, round_: Round, due_at: datetime, now: datetime, person_id: int | None) -> None:
    """Let a round be due at another moment; the ladder follows. Offices with a deadline of their own keep it.

    A report that came in is judged by the new deadline, and the round stays open for as long after it as before.
    """
    _must_be_open(round_, now)
    if due_at <= now:
        raise CannotChange("past")
    old = in_bangkok(round_.due_at).isoformat()
    round_.closes_at = max(round_.closes_at, due_at + min(round_.closes_at - round_.due_at, CLOSES_AFTER))
    round_.due_at, round_.moved_at = due_at, now
    round_.late_at = late_at(due_at, calendars.overrides(session), grace_of(rule_of(round_.schedule)))
    _record(session, now, person_id, "move_round", round_, old=old, new=in_bangkok(due_at).isoformat())


def change_ladder(session: Session, round_: Round, ladder: Ladder, now: datetime, person_id: int | None) -> None:
    """Remind of a schedule's rounds on other days from now on.

    What waits in the queue is decided anew, by the new days: a step they have, too, still goes out, another does not.
    """
    old, round_.schedule.ladder = round_.schedule.ladder, dump_ladder(ladder)
    running = [each for each in rounds.open_rounds(session, now) if each.schedule_id == round_.schedule_id]
    asked = [assignment for each in running for assignment in rounds.assignment_ids(session, each.id)]
    waiting = quieting.untried(session, asked)
    for row in waiting:
        reminders.take_back(session, row)
    outbox.cancel(session, [row.id for row in waiting], database_now(session), "other days of reminders")
    _record(session, now, person_id, "change_ladder", round_, old=old, new=round_.schedule.ladder)


def close(session: Session, round_: Round, now: datetime, person_id: int | None) -> None:
    """Take no more reports from now on, for nobody; what came in stays and counts."""
    _must_be_open(round_, now)
    round_.closes_at = now
    for assignment in rounds.assignments_with_own_deadline(session, round_.id):
        assignment.own_closes_at = now
    _withdraw(session, round_, now)
    _record(session, now, person_id, "close_round", round_)


def cancel(session: Session, round_: Round, now: datetime, person_id: int | None) -> None:
    """Ask for a round's reports no more and count them nowhere; drafts stay stored. Its schedule goes on."""
    if round_.cancelled_at is not None:
        raise CannotChange("over")
    round_.cancelled_at = now
    _withdraw(session, round_, now)
    _record(session, now, person_id, "cancel_round", round_)


def end(session: Session, schedule: Schedule, now: datetime, person_id: int | None) -> None:
    """Let a schedule open no more rounds; the open one runs to its end."""
    if schedule.ended_at is not None:
        raise CannotChange("over")
    schedule.ended_at = now
    session.flush()
    journal.record(session, now, person_id, "end_schedule", schedule.form_id, schedule=schedule.id)


def _must_be_open(round_: Round, now: datetime) -> None:
    if round_.cancelled_at is not None or round_.closes_at <= now:
        raise CannotChange("over")


def _withdraw(session: Session, round_: Round, now: datetime) -> None:
    quieting.withdraw(session, rounds.assignment_ids(session, round_.id), now)


def _record(session: Session, now: datetime, person_id: int | None, deed: str, round_: Round, **detail: Any) -> None:
    session.flush()
    journal.record(session, now, person_id, deed, round_.key, **detail)
