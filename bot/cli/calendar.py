"""`flask calendar list | add | remove`: days off and working days decided after the list of holidays was made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.saying import Trouble, as_json, parts, say, table, told
from handlers.rounds import days_off
from models import calendars, database_now, transaction
from models.calendars import DayOffChange
from thai.calendar import name_day_off
from thai.dates import in_bangkok, parse_date

calendar = AppGroup("calendar", help="Days off against the list of Thai holidays.")


class Day(click.ParamType[date]):
    """A day as people type it, Thai or ISO: `12 มี.ค. 2570`, `2027-03-12`."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        read = parse_date(value, today=in_bangkok(datetime.now().astimezone()).date(), expect="deadline")
        if read.status != "ok" or read.value is None:
            self.fail(f"{value!r} is not one day such as 2027-03-12 or 12 มี.ค. 2570.", param, ctx)
        return read.value


@calendar.command("add", help="Let DAY be off; with --working, worked.")
@click.argument("day", type=Day())
@click.argument("name", default="")
@click.option("--working", is_flag=True, help="A working day, though a weekend or holiday.")
@as_json
@told
def add(day: date, name: str, working: bool, as_json: bool) -> None:
    kind = "working" if working else "off"
    with transaction(parts().engine) as session:
        moved = days_off.change(session, day, kind, name, database_now(session), None)
        found = {"day": day.isoformat(), "kind": kind, "name": name, "moved": [round_.key for round_ in moved]}
    say(found, as_json, lambda: [f"{day}  {kind}  {name}".rstrip(), *(f"moved: {key}" for key in found["moved"])])


@calendar.command("remove", help="Take a change of DAY back.")
@click.argument("day", type=Day())
@as_json
@told
def remove(day: date, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        moved = days_off.take_back(session, day, database_now(session), None)
        if moved is None:
            raise Trouble(f"{day} was not changed.")
        found = {"day": day.isoformat(), "moved": [round_.key for round_ in moved]}
    say(found, as_json, lambda: [f"{day}  as listed again", *(f"moved: {key}" for key in found["moved"])])


@calendar.command("list", help="List the changed days.")
@as_json
@told
def list_(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        rows = [_row(each) for each in calendars.changes(session)]
    cells = [(row["day"], row["kind"], row["name"], row["listed"] or "a working day") for row in rows]
    say(rows, as_json, lambda: table(("day", "is", "name", "on the list"), cells) if rows else ["No day was changed."])


def _row(change: DayOffChange) -> dict[str, Any]:
    listed = name_day_off(change.day)
    return {"day": change.day.isoformat(), "kind": change.kind, "name": change.name, "listed": listed}
