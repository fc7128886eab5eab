"""Which rounds a question is about: by form, by period, else those that are open; the newest where none is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.status.asked import Asked, PeriodSaid
from handlers.status.said_periods import span
from models import Session, rounds
from models.rounds import Round
from models.scopes import Scope
from scheduler.periods import span_of
from thai.dates import in_bangkok
from thai.relative_dates import add_months

_MONTHS = {"month": 1, "quarter": 3, "round": 6, "year": 12}


def known(session: Session, scope: Scope, now: datetime) -> list[Round]:
    """Return the rounds that have begun and ask an office in scope, the nearest to now first."""
    found = rounds.begun_rounds(session, now)
    begun = [each for each in found if rounds.owes_any(session, each.id, scope.of(each.key))]
    return sorted(begun, key=lambda each: (not _is_open(each, now), abs((each.due_at - now).total_seconds())))


def meant(asked: Asked, begun: Sequence[Round], now: datetime) -> list[Round]:
    """Return the rounds a question may mean; several when it does not say which."""
    found = [each for each in begun if _fits_form(asked, each)]
    if asked.period is None:
        return _current(found, now)
    return of_period(asked.period, found, now)


def of_period(said: PeriodSaid, found: Sequence[Round], now: datetime) -> list[Round]:
    """Return the rounds of a period that was told."""
    today = in_bangkok(now).date()
    if said.when == "this":
        return _this(said, found, now)
    if said.when == "back" and said.unit in ("round", "week", "quarter"):
        return _rounds_back(found, said.back, now)
    if said.when == "back":
        first = add_months(_first_of(said.unit, today), -said.back * _MONTHS[said.unit])
        return _within(said.unit, first, found)
    return _within(said.unit, said.first or today, found)


def before(round_: Round, begun: Sequence[Round]) -> Round | None:
    """Return the round of the same form that was due last before this one."""
    earlier = [each for each in begun if each.form_id == round_.form_id and each.due_at < round_.due_at]
    return max(earlier, key=lambda each: each.due_at, default=None)


def last(round_: Round, begun: Sequence[Round], most: int) -> list[Round]:
    """Return the rounds of a form up to this one, the oldest first."""
    same = [each for each in begun if each.form_id == round_.form_id and each.due_at <= round_.due_at]
    return sorted(same, key=lambda each: each.due_at)[-most:]


def _fits_form(asked: Asked, round_: Round) -> bool:
    if asked.form_ids and round_.form_id not in asked.form_ids:
        return False
    return asked.item is None or round_.form_id in asked.item.refs


def _is_open(round_: Round, now: datetime) -> bool:
    return now < round_.closes_at


def _current(found: Sequence[Round], now: datetime) -> list[Round]:
    """Return the newest open round of each form; the round that was due last where none is open."""
    open_ones = [each for each in found if _is_open(each, now)]
    newest: dict[str, Round] = {}
    for each in sorted(open_ones, key=lambda each: each.due_at):
        newest.setdefault(each.form_id, each)
        if newest[each.form_id].due_at < now <= each.due_at:  # an older one stays open for late reports
            newest[each.form_id] = each
    if newest:
        return [each for each in found if newest.get(each.form_id) is each]
    return [max(found, key=lambda each: each.due_at)] if found else []


def _this(said: PeriodSaid, found: Sequence[Round], now: datetime) -> list[Round]:
    today = in_bangkok(now).date()
    if said.unit == "month":
        exact = _within("month", today.replace(day=1), found)
        return exact or _current(found, now)
    if said.unit in ("quarter", "year"):
        exact = [each for each in found if span_of(each.period)[0] == said.unit]
        return _current(exact, now) or _current(found, now)
    return _current(found, now)


def _rounds_back(found: Sequence[Round], back: int, now: datetime) -> list[Round]:
    """Return of every form the round so many before its current one."""
    forms: dict[str, list[Round]] = {}
    for each in found if back > 0 else ():
        forms.setdefault(each.form_id, []).append(each)
    chosen: list[Round] = []
    for each_form in forms.values():
        current = _current(each_form, now)
        earlier = sorted((r for r in each_form if r.due_at < current[0].due_at), key=lambda r: r.due_at, reverse=True)
        chosen += earlier[back - 1 : back] if _is_open(current[0], now) else [current[0]] if back == 1 else []
    return chosen


def _within(unit: str, first: date, found: Sequence[Round]) -> list[Round]:
    """Return the rounds for that very period, else those whose deadline falls in it."""
    exact = [each for each in found if span_of(each.period) == (unit, first)]
    if exact:
        return exact
    start, end = span(first, unit)
    if unit == "month":
        return [r for r in found if span_of(r.period)[0] != "month" and start <= in_bangkok(r.due_at).date() <= end]
    return [r for r in found if start <= span_of(r.period)[1] <= end or start <= in_bangkok(r.due_at).date() <= end]


def _first_of(unit: str, day: date) -> date:
    first = day.replace(day=1)
    return add_months(first, -((first.month - 10) % _MONTHS[unit]))
