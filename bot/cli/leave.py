"""`flask leave add | list | end`: who is away, and who acts for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.calendar import Day
from bot.cli.people import find_person
from bot.cli.saying import BangkokMoment, Trouble, as_json, parts, say, table, told
from handlers.people import acting as standing_in
from models import Session, database_now, leaves, transaction
from models.leaves import Leave
from thai.dates import in_bangkok
from thai.spans import Span

leave = AppGroup("leave", help="Who is away, and who acts for them.")
WHY = {
    "past": "These days are over.",
    "oneself": "Nobody can act for themselves.",
    "both": "Who should act is away on some of these days too.",
}
AT = click.option("--at", type=BangkokMoment(), help="Pretend that it is this time.")


@leave.command("add", help="NAME is away from FIRST to LAST, one day without LAST.")
@click.argument("name")
@click.argument("first", type=Day())
@click.argument("last", type=Day(), required=False)
@click.option("--acting", "stands_in", default="", metavar="NAME", help="Who acts: is reminded and sees the work.")
@AT
@as_json
@told
def add(name: str, first: date, last: date | None, stands_in: str, at: datetime | None, as_json: bool) -> None:
    span = Span(first, last or first)
    if span.last < span.first:
        raise Trouble(f"{span.last} is before {span.first}.")
    with transaction(parts().engine) as session:
        who = find_person(session, stands_in) if stands_in else None
        try:
            made = standing_in.note(session, find_person(session, name), span, who, _now(session, at), None)
        except standing_in.CannotLeave as problem:
            raise Trouble(WHY[str(problem)]) from problem
        row = _row(made)
    say(row, as_json, lambda: _table([row]))


@leave.command("list", help="List the leaves that are not over.")
@AT
@as_json
@told
def list_(at: datetime | None, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        rows = [_row(each) for each in leaves.since(session, in_bangkok(_now(session, at)).date())]
    say(rows, as_json, lambda: _table(rows) if rows else ["Nobody is away."])


@leave.command("end", help="NAME is back, or never goes.")
@click.argument("name")
@AT
@as_json
@told
def end(name: str, at: datetime | None, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        now, person = _now(session, at), find_person(session, name)
        found = [each for each in leaves.since(session, in_bangkok(now).date()) if each.person_id == person.id]
        if not found:
            raise Trouble(f"{name} is not away.")
        for each in found:
            standing_in.end(session, each, now, None)
        rows = [_row(each) for each in found]
    say(rows, as_json, lambda: [f"{name} is back."])


def _now(session: Session, at: datetime | None) -> datetime:
    return at or database_now(session)


def _row(each: Leave) -> dict[str, Any]:
    return {
        "name": each.person.name,
        "first": each.first_day.isoformat(),
        "last": each.last_day.isoformat(),
        "acting": each.acting.name if each.acting else "",
    }


def _table(rows: list[dict[str, Any]]) -> list[str]:
    return table(("name", "first", "last", "acting"), [tuple(row.values()) for row in rows])
