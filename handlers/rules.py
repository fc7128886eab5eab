"""Rules and ladders as they are stored with a schedule, and back. What they mean is scheduler.deadlines' to say."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from models.rounds import Schedule
from scheduler.deadlines import Ladder, Monthly, Once, Rule
from thai.rule import Recurring

_PLAIN = {"after_days": 0, "after_workdays": 0, "shift": "none", "periods_back": 0, "grace_workdays": 0}


def rule_of(schedule: Schedule) -> Rule:
    """Return the stored rule of a schedule."""
    match schedule.rule:
        case {"monthly": int(day), "at": str(at)}:
            return Monthly(day, time.fromisoformat(at))
        case {"once": str(moment)}:
            return Once(datetime.fromisoformat(moment))
        case {"rrule": str(rrule), "at": str(at), **rest}:
            return _recurring(rrule, time.fromisoformat(at), {**_PLAIN, **rest})
    raise ValueError(f"schedule {schedule.id} has no rule we know: {schedule.rule}")


def _recurring(rrule: str, at: time, rest: dict[str, Any]) -> Recurring:
    starts_on = rest.pop("starts_on", None)
    return Recurring(rrule, at, starts_on=date.fromisoformat(starts_on) if starts_on else None, **rest)


def dump_rule(rule: Rule) -> dict[str, Any]:
    """Return a rule as it is stored: what is as usual is left out."""
    match rule:
        case Monthly():
            return {"monthly": rule.day, "at": f"{rule.at:%H:%M}"}
        case Once():
            return {"once": rule.due_at.isoformat()}
    rest = {name: value for name, usual in _PLAIN.items() if (value := getattr(rule, name)) != usual}
    start = {"starts_on": rule.starts_on.isoformat()} if rule.starts_on else {}
    return {"rrule": rule.rrule, "at": f"{rule.at:%H:%M}", "unit": rule.unit, **rest, **start}


def grace_of(rule: Rule) -> int:
    """Return how many more working days a report counts as in time."""
    return rule.grace_workdays if isinstance(rule, Recurring) else 0


def ladder_of(schedule: Schedule) -> Ladder:
    """Return the stored ladder of a schedule."""
    steps = schedule.ladder
    return Ladder(tuple(steps["before_days"]), tuple(steps["after_days"]), time.fromisoformat(steps["at"]))


def dump_ladder(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder as it is stored."""
    return {
        "before_days": list(ladder.before_days),
        "after_days": list(ladder.after_days),
        "at": f"{ladder.at:%H:%M}",
    }
