"""`flask round extend | exempt | add | move | pause | resume | close | cancel | end`: changing what is under way.

Opening and listing rounds is bot.cli.rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext

from bot.cli.people import find_office
from bot.cli.rounds import AT, find_round
from bot.cli.saying import BangkokMoment, Trouble, as_json, clock_face, iso, parts, say, told, unknown
from handlers.rounds import granting, running
from handlers.rounds.granting import CannotGrant
from handlers.rounds.running import CannotChange
from models import Session, database_now, rounds, transaction
from models.people import Office
from models.rounds import Assignment, Round

DUE = click.option("--due", required=True, type=BangkokMoment(), help="The new deadline; a day alone means 16:30.")
WHY = {
    "past": "that deadline lies in the past",
    "submitted": "the office has submitted already",
    "no_reason": "an exemption needs a reason",
    "there": "the office is in the round already",
    "over": "it is over, cancelled or ended",
    "paused": "it is paused already",
    "running": "it is not paused",
}


@contextmanager
def changing() -> Iterator[Session]:
    """Give a transaction whose refusals become one sentence."""
    try:
        with transaction(parts().engine) as session:
            yield session
    except (CannotGrant, CannotChange) as problem:
        raise Trouble(f"Not done: {WHY[str(problem)]}.") from problem


@click.command("extend", help="Give OFFICE in ROUND (form/period) a deadline of its own.")
@click.argument("key", metavar="ROUND")
@click.argument("code", metavar="OFFICE")
@DUE
@AT
@as_json
@with_appcontext
@told
def extend(key: str, code: str, due: datetime, at: datetime | None, as_json: bool) -> None:
    with changing() as session:
        assignment = _assignment(session, key, code)
        granting.extend(session, assignment, due, at or database_now(session), None)
        found = _granted(assignment)
    say(found, as_json, lambda: [f"{key}  {code}  due {clock_face(due)}"])


@click.command("exempt", help="Expect no report of OFFICE in ROUND; --expect takes that back.")
@click.argument("key", metavar="ROUND")
@click.argument("code", metavar="OFFICE")
@click.option("--reason", default="", help="Why; kept with the round.")
@click.option("--expect", is_flag=True, help="Expect a report again.")
@AT
@as_json
@with_appcontext
@told
def exempt(key: str, code: str, reason: str, expect: bool, at: datetime | None, as_json: bool) -> None:
    with changing() as session:
        assignment, now = _assignment(session, key, code), at or database_now(session)
        if expect:
            granting.expect_again(session, assignment, now, None)
        else:
            granting.exempt(session, assignment, reason, now, None)
        found = _granted(assignment)
    say(found, as_json, lambda: [f"{key}  {code}  {'expected again' if expect else 'exempt: ' + found['exempt']}"])


@click.command("add", help="Let OFFICE join ROUND late; it is asked and reminded from now on.")
@click.argument("key", metavar="ROUND")
@click.argument("code", metavar="OFFICE")
@click.option("--due", type=BangkokMoment(), help="A deadline of its own.")
@AT
@as_json
@with_appcontext
@told
def add(key: str, code: str, due: datetime | None, at: datetime | None, as_json: bool) -> None:
    with changing() as session:
        round_, office = find_round(session, key), find_office(session, code)
        assignment = granting.add_office(session, round_, office, at or database_now(session), None, due)
        found = _granted(assignment)
        moment = assignment.due_at
    say(found, as_json, lambda: [f"{key}  {code}  due {clock_face(moment)}"])


@click.command("move", help="Let ROUND be due at another moment; offices with a deadline of their own keep it.")
@click.argument("key", metavar="ROUND")
@DUE
@AT
@as_json
@with_appcontext
@told
def move(key: str, due: datetime, at: datetime | None, as_json: bool) -> None:
    with changing() as session:
        round_ = find_round(session, key)
        running.move(session, round_, due, at or database_now(session), None)
        found = _changed(round_)
    say(found, as_json, lambda: [f"{key}  due {clock_face(due)}"])


Change = Callable[[Session, Round, datetime, int | None], None]


def _command(name: str, change: Change, done: str, help_: str) -> click.Command:
    """Return a command that does one thing to one round."""

    @click.command(name, help=help_)
    @click.argument("key", metavar="ROUND")
    @AT
    @as_json
    @with_appcontext
    @told
    def run(key: str, at: datetime | None, as_json: bool) -> None:
        with changing() as session:
            found_round = find_round(session, key)
            change(session, found_round, at or database_now(session), None)
            found = _changed(found_round)
        say(found, as_json, lambda: [f"{key}  {done}"])

    return run


@click.command("end", help="Let the schedules of FORM open no more rounds; the open one runs to its end.")
@click.argument("form_id", metavar="FORM")
@AT
@as_json
@with_appcontext
@told
def end(form_id: str, at: datetime | None, as_json: bool) -> None:
    with changing() as session:
        running_ones = [each for each in rounds.unended_schedules(session) if each.form_id == form_id]
        if not running_ones:
            raise unknown("schedule of", form_id, [each.form_id for each in rounds.unended_schedules(session)])
        for schedule in running_ones:
            running.end(session, schedule, at or database_now(session), None)
    found = {"form": form_id, "ended": len(running_ones)}
    say(found, as_json, lambda: [f"{form_id}  {len(running_ones)} schedules ended"])


COMMANDS = (
    extend,
    exempt,
    add,
    move,
    _command("pause", running.pause, "paused", "Remind nobody of ROUND until it is resumed; its schedule rests, too."),
    _command("resume", running.resume, "goes on", "Go on with a paused ROUND; what fell due meanwhile stays undone."),
    _command("close", running.close, "closed", "Take no more reports of ROUND from now on."),
    _command("cancel", running.cancel, "cancelled", "Ask for ROUND no more; what was filled in stays stored."),
    end,
)


def _assignment(session: Session, key: str, code: str) -> Assignment:
    round_ = find_round(session, key)
    office = find_office(session, code)
    found = rounds.assignments_of_round(session, round_.id, [office.id])
    if not found:
        raise Trouble(f"{key} does not ask {_named(office)}. Add it with: flask round add {key} {code}")
    return found[0]


def _named(office: Office) -> str:
    return f"{office.called} ({office.code})"


def _granted(assignment: Assignment) -> dict[str, Any]:
    return {
        "round": assignment.round.key,
        "office": assignment.office.code,
        "due_at": iso(assignment.due_at),
        "closes_at": iso(assignment.closes_at),
        "exempt": assignment.exempt_reason,
    }


def _changed(round_: Round) -> dict[str, Any]:
    return {
        "round": round_.key,
        "due_at": iso(round_.due_at),
        "closes_at": iso(round_.closes_at),
        "paused_at": iso(round_.paused_at),
        "cancelled_at": iso(round_.cancelled_at),
    }
