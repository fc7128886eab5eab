"""Rules and ladders as they are stored with a schedule, and back. What they mean is scheduler.deadlines' to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from models.rounds import Schedule
from scheduler import periods
from scheduler.deadlines import Ladder, Monthly, Once, Rule, periods_due
from thai.calendar import Overrides, Shift, shift
from thai.dates import in_bangkok
from thai.printed_rules import say_rule
from thai.rule import Recurring, Single, is_every_workday, is_weekly, rrule_fields
from thai.spans import Span

MAX_COUNTED = 2000  # deadlines; forty years of weeks

SHIFTS: tuple[Shift, ...] = ("none", "previous", "next", "omit")
_TERMS = ("shift", "grace_workdays", "periods_back")
_PLAIN = {"after_days": 0, "after_workdays": 0, "shift": "none", "periods_back": 0, "grace_workdays": 0}


def rule_of(schedule: Schedule) -> Rule:
    """Return the stored rule of a schedule."""
    return load_rule(schedule.rule)


def load_rule(stored: Mapping[str, Any]) -> Rule:
    """Return a rule as `dump_rule` wrote it. Raises ValueError."""
    match dict(stored):
        case {"monthly": int(day), "at": str(at)}:
            return Monthly(day, time.fromisoformat(at))
        case {"once": str(moment), **rest}:
            return Once(datetime.fromisoformat(moment), **rest)
        case {"rrule": str(rrule), "at": str(at), **rest}:
            return _recurring(rrule, time.fromisoformat(at), {**_PLAIN, **rest})
    raise ValueError(f"no rule we know: {stored}")


def _recurring(rrule: str, at: time, rest: dict[str, Any]) -> Recurring:
    if starts_on := rest.pop("starts_on", None):
        rest["starts_on"] = date.fromisoformat(starts_on)
    spans = [[date.fromisoformat(end) for end in each.split("/")] for each in rest.pop("except_for", ())]
    return Recurring(rrule, at, except_for=tuple(Span(first, last) for first, last in spans), **rest)


def dump_rule(rule: Rule) -> dict[str, Any]:
    """Return a rule as it is stored: what is as usual is left out."""
    match rule:
        case Monthly():
            return {"monthly": rule.day, "at": f"{rule.at:%H:%M}"}
        case Once():
            grace = {"grace_workdays": rule.grace_workdays} if rule.grace_workdays else {}
            return {"once": rule.due_at.isoformat(), **grace}
    rest = {name: value for name, usual in _PLAIN.items() if (value := getattr(rule, name)) != usual}
    start = {"starts_on": rule.starts_on.isoformat()} if rule.starts_on else {}
    spans = [f"{span.first.isoformat()}/{span.last.isoformat()}" for span in rule.except_for]
    less = {"except_for": spans} if spans else {}
    return {"rrule": rule.rrule, "at": f"{rule.at:%H:%M}", "unit": rule.unit, **rest, **start, **less}


@dataclass(frozen=True)
class Terms:
    """What is said of a rule apart from its days; None: as the rule has it."""

    shift: Shift | None = None
    grace_workdays: int | None = None
    periods_back: int | None = None


def with_terms(rule: Rule, terms: Terms, overrides: Overrides) -> Rule:
    """Return a rule under other terms. A single deadline is shifted at once and has no period."""
    said = {name: value for name in _TERMS if (value := getattr(terms, name)) is not None}
    if isinstance(rule, Once):
        local = in_bangkok(rule.due_at)
        day = shift(local.date(), terms.shift or "none", overrides)
        return Once(datetime.combine(day, local.timetz()), rule.grace_workdays or terms.grace_workdays or 0)
    recurring = rule.recurring if isinstance(rule, Monthly) else rule
    return replace(recurring, **said) if said else rule


def next_deadlines(rule: Rule, now: datetime, overrides: Overrides, count: int = 3) -> list[datetime]:
    """Return the deadlines that come next."""
    return [period.due_at for period in islice(periods_due(rule, now, overrides), count)]


def last_deadline(rule: Rule, now: datetime, overrides: Overrides) -> tuple[datetime, int] | None:
    """Return the last deadline of a rule that ends and how many there are from now on; None when it goes on."""
    if not isinstance(rule, Recurring) or not {"UNTIL", "COUNT"} & rrule_fields(rule.rrule).keys():
        return None
    left = [period.due_at for period in islice(periods_due(rule, now, overrides), MAX_COUNTED)]
    return (left[-1], len(left)) if left else None


def left_out(rule: Rule, overrides: Overrides) -> list[list[datetime]]:
    """Return for each exception of a rule the deadlines it leaves out; none for one that is a slip in the date."""
    if not isinstance(rule, Recurring):
        return []
    return [[period.due_at for period in periods.left_out(rule, span, overrides)] for span in rule.except_for]


def say(rule: Rule) -> str:
    """Return a rule in words."""
    match rule:
        case Monthly():
            return say_rule(rule.recurring)
        case Once():
            local = in_bangkok(rule.due_at)
            return say_rule(Single(local.date(), local.time(), grace_workdays=rule.grace_workdays))
    return say_rule(rule)


def shift_of(rule: Rule) -> Shift:
    """Return how a rule moves off days off."""
    return rule.shift if isinstance(rule, Recurring) else "none"


def falls_on_workdays(rule: Rule) -> bool:
    """Whether a rule counts working days, and so never names a day off."""
    return isinstance(rule, Recurring) and rule.after_workdays != 0


def shifts_for(rule: Rule) -> tuple[Shift, ...]:
    """Return the ways off days off that a rule may have: a weekly one may have no report then; ทุกวันทำการ has none."""
    if isinstance(rule, Once) or (isinstance(rule, Recurring) and is_every_workday(rule)):
        return ()
    return SHIFTS if isinstance(rule, Recurring) and is_weekly(rule) else SHIFTS[:-1]


def grace_of(rule: Rule) -> int:
    """Return how many more working days a report counts as in time."""
    return 0 if isinstance(rule, Monthly) else rule.grace_workdays


def ladder_of(schedule: Schedule) -> Ladder:
    """Return the stored ladder of a schedule."""
    return load_ladder(schedule.ladder)


def load_ladder(steps: Mapping[str, Any]) -> Ladder:
    """Return a ladder as `dump_ladder` wrote it."""
    return Ladder(tuple(steps["before_days"]), tuple(steps["after_days"]), time.fromisoformat(steps["at"]))


def dump_ladder(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder as it is stored."""
    return {
        "before_days": list(ladder.before_days),
        "after_days": list(ladder.after_days),
        "at": f"{ladder.at:%H:%M}",
    }
