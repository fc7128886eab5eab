"""`flask round open`: a form, its deadline or rule, the offices that owe it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from bot.cli.people import find_office
from bot.cli.rounds import AT
from bot.cli.saying import BangkokMoment, Trouble, as_json, clock_face, iso, parts, say, told, unknown
from handlers.rounds import rules
from handlers.rounds.opening import CannotOpen, Opened, open_schedule
from handlers.rounds.rules import Terms
from models import Session, calendars, catalogue, database_now, transaction
from scheduler.deadlines import Monthly, Once, Rule, rule_of
from scheduler.periods import NotARule, read_rrule
from thai.calendar import Overrides, Shift
from thai.dates import in_bangkok
from thai.printed_rules import say_rule
from thai.recurrence import parse_recurrence


@click.command("open", help="Open FORM once (--due), every month (--monthly) or by a --rule; prints the round's name.")
@click.argument("form_id", metavar="FORM")
@click.argument("more_offices", metavar="[CODE]...", nargs=-1)
@click.option("--due", type=BangkokMoment(), help="The deadline; without a zone Bangkok's, a day alone 16:30.")
@click.option("--monthly", type=click.IntRange(1, 31), metavar="DAY", help="Due on this day of every month, 16:30.")
@click.option("--rule", "text", metavar="TEXT", help="In Thai, such as ทุกสิ้นเดือน, or an RRULE of iCalendar.")
@click.option("--shift", type=click.Choice(rules.SHIFTS), help="Move a deadline off days off; omit: none then.")
@click.option(
    "--grace", type=click.IntRange(0, 30), help="Working days after the deadline that still count as in time."
)
@click.option(
    "--periods-back", type=click.IntRange(0, 12), help="1: the report is for the period before its deadline's."
)
@click.option("--office", "offices", multiple=True, metavar="CODE", help="Ask only these; repeatable.")
@AT
@as_json
@with_appcontext
@told
def open_(
    form_id: str,
    more_offices: tuple[str, ...],
    due: datetime | None,
    monthly: int | None,
    text: str | None,
    shift: Shift | None,
    grace: int | None,
    periods_back: int | None,
    offices: tuple[str, ...],
    at: datetime | None,
    as_json: bool,
) -> None:
    codes = dict.fromkeys((*offices, *more_offices))
    with transaction(parts().engine) as session:
        if catalogue.newest_version(session, form_id) is None:
            raise unknown("form", form_id, [version.form_id for version in catalogue.newest_versions(session)])
        chosen = [find_office(session, code) for code in codes] or None
        now = at or database_now(session)
        overrides = calendars.overrides(session)
        rule = _rule(due, monthly, text, in_bangkok(now).date(), overrides)
        rule = rules.with_terms(rule, Terms(shift, grace, periods_back), overrides)
        try:
            opened = open_schedule(session, form_id, rule, chosen, now)
        except CannotOpen as problem:
            raise Trouble(f"Not opened: {problem}.") from problem
        found = _opened(session, opened, now)
    say(found, as_json, lambda: [_opened_line(opened)])


def _rule(due: datetime | None, monthly: int | None, text: str | None, today: date, overrides: Overrides) -> Rule:
    match due, monthly, text:
        case datetime(), None, None:
            return Once(due)
        case None, int(), None:
            return Monthly(monthly)
        case None, None, str():
            return _read_rule(text, today, overrides)
    raise Trouble("Say either --due ISO or --monthly DAY, or --rule TEXT.")


def _read_rule(text: str, today: date, overrides: Overrides) -> Rule:
    """Return the rule of a Thai text or an RRULE."""
    if "FREQ=" in text.upper():
        try:
            return read_rrule(text, today=today)
        except NotARule as problem:
            raise Trouble(f"{text!r} is not a rule we follow: {problem}.") from problem
    read = parse_recurrence(text, today=today)
    if read.status == "ok" and read.value is not None:
        return rule_of(read.value, overrides)
    if read.value is not None:
        raise Trouble(f"{text!r} may mean {say_rule(read.value)}; if so, say it like this.")
    raise Trouble(f"{text!r} is no deadline we can read ({read.why}). Try: ทุกวันที่ 20, ทุกสิ้นเดือน, 15 มี.ค. 2570 เที่ยง")


def _opened(session: Session, opened: Opened, now: datetime) -> dict[str, Any]:
    rule = rules.rule_of(opened.schedule)
    return {
        "rule": rules.say(rule),
        "next": [iso(moment) for moment in rules.next_deadlines(rule, now, calendars.overrides(session))],
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
