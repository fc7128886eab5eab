"""`flask round open | list` and `flask status`: what is expected, and how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from bot.cli.people import find_office
from bot.cli.saying import BangkokMoment, Trouble, as_json, clock_face, iso, parts, say, table, told, unknown
from handlers.opening import CannotOpen, Opened, open_schedule
from handlers.progress import Counts, OfficeProgress, Progress, progress
from models import Session, catalogue, database_now, rounds, transaction
from models.rounds import Round
from scheduler.deadlines import Monthly, Once, Rule

AT = click.option("--at", type=BangkokMoment(), help="As if it were this time; without a zone Bangkok's.")

round_ = AppGroup("round", help="Rounds: a form, its deadline, the offices that owe it.")


@round_.command("open", help="Open FORM once (--due) or every month (--monthly); prints the round's name.")
@click.argument("form_id", metavar="FORM")
@click.argument("more_offices", metavar="[CODE]...", nargs=-1)
@click.option("--due", type=BangkokMoment(), help="The deadline; without a zone Bangkok's, a day alone 16:30.")
@click.option("--monthly", type=click.IntRange(1, 31), metavar="DAY", help="Due on this day of every month, 16:30.")
@click.option("--office", "offices", multiple=True, metavar="CODE", help="Ask only these; repeatable.")
@AT
@as_json
@told
def open_(
    form_id: str,
    more_offices: tuple[str, ...],
    due: datetime | None,
    monthly: int | None,
    offices: tuple[str, ...],
    at: datetime | None,
    as_json: bool,
) -> None:
    rule = _rule(due, monthly)
    codes = dict.fromkeys((*offices, *more_offices))
    with transaction(parts().engine) as session:
        if catalogue.newest_version(session, form_id) is None:
            raise unknown("form", form_id, [version.form_id for version in catalogue.newest_versions(session)])
        chosen = [find_office(session, code) for code in codes] or None
        try:
            opened = open_schedule(session, form_id, rule, chosen, at or database_now(session))
        except CannotOpen as problem:
            raise Trouble(f"Not opened: {problem}.") from problem
        found = _opened(opened)
    say(found, as_json, lambda: [_opened_line(opened)])


@round_.command("list", help="List all rounds, the newest deadline first.")
@as_json
@told
def list_(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        now = database_now(session)
        rows = [_listed(session, each, now) for each in rounds.all_rounds(session)]
    heading = ("round", "state", "due", "closes", "offices")
    cells = [(r["round"], r["state"], r["due_at"][:16], r["closes_at"][:16], r["offices"]) for r in rows]
    say(rows, as_json, lambda: table(heading, cells) if rows else ["No round is open yet."])


@click.command("status", help="Say how far ROUND (form/period) is.")
@click.argument("key", metavar="ROUND")
@AT
@as_json
@with_appcontext
@told
def status(key: str, at: datetime | None, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        found = progress(session, find_round(session, key), None, at or database_now(session))
        report = _status(found)
    say(report, as_json, lambda: _status_lines(found))


def find_round(session: Session, key: str) -> Round:
    """Return a round by `form/period`, or say which are near."""
    found = rounds.round_by_key(session, key)
    if found is None:
        raise unknown("round", key, [each.key for each in rounds.all_rounds(session)])
    return found


def _rule(due: datetime | None, monthly: int | None) -> Rule:
    match due, monthly:
        case datetime(), None:
            return Once(due)
        case None, int():
            return Monthly(monthly)
    raise Trouble("Say either --due ISO or --monthly DAY.")


def _opened(opened: Opened) -> dict[str, Any]:
    return {
        "round": opened.round.key,
        "form": opened.round.form_id,
        "period": opened.round.period,
        "due_at": iso(opened.round.due_at),
        "offices": opened.offices,
        "new": opened.is_new,
    }


def _opened_line(opened: Opened) -> str:
    there = "" if opened.is_new else " (was open already; nothing changed)"
    return f"{opened.round.key}  due {clock_face(opened.round.due_at)}  {opened.offices} offices{there}"


def _listed(session: Session, each: Round, now: datetime) -> dict[str, Any]:
    state = "closed" if each.closes_at <= now else "open" if each.opens_at <= now else "coming"
    return {
        "round": each.key,
        "form": each.form_id,
        "period": each.period,
        "state": state,
        "opens_at": iso(each.opens_at),
        "due_at": iso(each.due_at),
        "closes_at": iso(each.closes_at),
        "offices": rounds.count_assignments(session, each.id),
    }


def _status(found: Progress) -> dict[str, Any]:
    return {
        "round": found.round.key,
        "due_at": iso(found.round.due_at),
        **_counts(found),
        "areas": [{"name": area.name, **_counts(area)} for area in found.areas],
        "offices": [_office(office) for office in found.offices],
    }


def _counts(counts: Counts) -> dict[str, int]:
    names = ("expected", "submitted", "on_time", "in_progress", "not_started", "late", "unreachable")
    return {name: getattr(counts, name) for name in names}


def _office(office: OfficeProgress) -> dict[str, Any]:
    return {
        "code": office.office.code,
        "name": office.office.name,
        "area": office.area,
        "state": office.state,
        "late": office.late,
        "answered": office.answered,
        "items": office.items,
        "submitted_at": iso(office.submitted_at),
    }


def _status_lines(found: Progress) -> list[str]:
    counts = "  ".join(f"{name} {number}" for name, number in _counts(found).items())
    rows = [
        (o.state + (" (late)" if o.late else ""), f"{o.answered}/{o.items}", o.office.code, o.office.called)
        for o in found.offices
    ]
    head = f"{found.round.key}  due {clock_face(found.round.due_at)}"
    return [head, counts, "", *table(("state", "items", "code", "office"), rows)]
