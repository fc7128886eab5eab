"""`flask round list` and `flask status`: what is expected, and how far it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from bot.cli.saying import BangkokMoment, as_json, clock_face, iso, parts, say, table, told, unknown
from handlers.status import keeping
from handlers.status.progress import Counts, OfficeProgress, Progress, progress
from models import Session, database_now, rounds, transaction
from models.rounds import Round

AT = click.option("--at", type=BangkokMoment(), help="As if it were this time; without a zone Bangkok's.")

round_ = AppGroup("round", help="Rounds: a form, its deadline, the offices that owe it.")


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


@round_.command("recount", help="Compare the counts that are kept of large rounds with the rows, and mend them.")
@as_json
@told
def recount(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        found = keeping.check(session, database_now(session))
    keeping.count_anew(parts().engine, datetime.now(UTC))
    rows = [{"round": key, "wrong": wrong} for key, wrong in found.items()]
    cells = [(key, "as the rows say" if not wrong else f"{wrong} parts mended") for key, wrong in found.items()]
    say(rows, as_json, lambda: table(("round", "kept counts"), cells) if rows else ["No round is large enough."])


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


def _listed(session: Session, each: Round, now: datetime) -> dict[str, Any]:
    return {
        "round": each.key,
        "form": each.form_id,
        "period": each.period,
        "state": _state(each, now),
        "opens_at": iso(each.opens_at),
        "due_at": iso(each.due_at),
        "closes_at": iso(each.closes_at),
        "offices": rounds.count_assignments(session, each.id),
    }


def _state(each: Round, now: datetime) -> str:
    if each.cancelled_at is not None:
        return "cancelled"
    if each.closes_at <= now:
        return "closed"
    if each.paused_at is not None:
        return "paused"
    return "open" if each.opens_at <= now else "coming"


def _status(found: Progress) -> dict[str, Any]:
    return {
        "round": found.round.key,
        "due_at": iso(found.round.due_at),
        **_counts(found),
        "reporting_rate": round(found.reporting_rate, 4),
        "timely_rate": round(found.timely_rate, 4),
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
        "own_due_at": iso(office.own_due_at),
        "exempt": office.exempt_reason,
    }


def _status_lines(found: Progress) -> list[str]:
    counts = "  ".join(f"{name} {number}" for name, number in _counts(found).items())
    rows = [
        (o.state + (" (late)" if o.late else ""), f"{o.answered}/{o.items}", o.office.code, o.office.called)
        for o in found.offices
    ]
    head = f"{found.round.key}  due {clock_face(found.round.due_at)}"
    return [head, counts, "", *table(("state", "items", "code", "office"), rows)]
