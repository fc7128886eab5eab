"""The card of a round that is being prepared: the rule in words, its next days, reminders, cost, whom it would ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import words_news
from handlers import words_rounds as say
from handlers.naming import period_name
from handlers.replies import Button, Card, Row
from handlers.rounds import rules
from handlers.rounds.rules import SHIFTS
from handlers.turn import Turn
from models import calendars, quota, reaching, rounds
from models.catalogue import FormVersion
from models.people import Office
from models.rounds import Schedule
from scheduler.deadlines import Ladder, Once, Rule, periods_due, reminder_moments
from thai.calendar import name_day_off
from thai.dates import format_date, in_bangkok


@dataclass(frozen=True)
class Prepared:
    """A round as it would be opened. `number` tells its buttons from those of an earlier card."""

    form: FormVersion
    rule: Rule
    ladder: Ladder
    doubt: bool
    number: int

    @property
    def repeats(self) -> bool:
        return not isinstance(self.rule, Once)


def card(turn: Turn, prepared: Prepared, deadlines: Sequence[datetime], offices: Sequence[Office]) -> Card:
    """Echo everything that would be stored, with buttons to change and confirm it."""
    return Card(
        say.opening_title(prepared.repeats, prepared.form.short, len(offices)),
        rows=_rows(turn, prepared, deadlines, offices),
        inside=_buttons(prepared),
        note="" if offices else words_news.NOBODY,
    )


def _rows(turn: Turn, prepared: Prepared, deadlines: Sequence[datetime], offices: Sequence[Office]) -> list[Row]:
    rule, ladder = rules.say(prepared.rule), prepared.ladder
    rows = [Row(say.is_it(rule) if prepared.doubt else rule)]
    if not rules.falls_on_workdays(prepared.rule):
        rows.append(Row(say.lateness(rules.shift_of(prepared.rule)), small=True))
    if prepared.repeats:
        rows.append(Row(say.next_days([_day(turn, moment) for moment in deadlines])))
        rows += _of_its_end(turn, prepared.rule) + _left_out(turn, prepared.rule) + _of_its_period(turn, prepared.rule)
    rows += [
        Row(say.ladder(ladder.before_days, ladder.after_days, ladder.at)),
        Row(_cost(turn, prepared, deadlines[0], offices)),
    ]
    reachable = reaching.offices(turn.session, [office.id for office in offices], prepared.form.form_id, turn.today)
    if len(reachable) < len(offices):
        rows.append(Row(say.unreachable(len(offices) - len(reachable)), mark="unreachable", small=True))
    old = replaced(turn, prepared)
    if old is not None:
        rows.append(Row(say.replaces(rules.say(rules.rule_of(old))), mark="warning", small=True))
    return rows


def _of_its_end(turn: Turn, rule: Rule) -> list[Row]:
    last = rules.last_deadline(rule, turn.now, calendars.overrides(turn.session))
    return [Row(say.ends(_day(turn, last[0]), last[1]))] if last else []


def _left_out(turn: Turn, rule: Rule) -> list[Row]:
    """Say which deadlines the exceptions take out: whether they were meant for these is seen, not guessed."""
    found = [moment for each in rules.left_out(rule, calendars.overrides(turn.session)) for moment in each]
    return [Row(say.left_out([_day(turn, moment) for moment in found]))] if found else []


def _of_its_period(turn: Turn, rule: Rule) -> list[Row]:
    """Say what the next report is for, where that is not the day, week or month of its deadline."""
    period = next(periods_due(rule, turn.now, calendars.overrides(turn.session)))
    due = in_bangkok(period.due_at)
    is_plain = period.name in (due.date().isoformat(), f"{due:%G-W%V}", f"{due:%Y-%m}")
    return [] if is_plain else [Row(say.next_is_of(period_name(period.name)))]


def _day(turn: Turn, moment: datetime) -> str:
    """Return a deadline's day with its weekday, and why offices are closed on it, if they are."""
    day = in_bangkok(moment).date()
    weekday = format_date(day, style="full").split("ที่", 1)[0].removeprefix("วัน")
    holiday = name_day_off(day, calendars.overrides(turn.session))
    closed = f" ({holiday})" if holiday and day.weekday() < 5 else ""
    return f"{weekday} {format_date(day, style='short')}{closed}"


def _cost(turn: Turn, prepared: Prepared, due_at: datetime, offices: Sequence[Office]) -> str:
    """Say what the reminders of one round cost: from one to each, if all submit then, to every step to everybody."""
    reached = len(officers(turn, offices, prepared.form.form_id))
    steps = [
        moment
        for _, moment in reminder_moments(due_at, prepared.ladder, calendars.overrides(turn.session))
        if moment > turn.now
    ]
    least = reached if steps else 0
    return say.cost(least, reached * len(steps), quota.left(turn.session))


def officers(turn: Turn, offices: Sequence[Office], key: str) -> set[str]:
    """Return the LINE ids of the officers of some offices who can be reached about a round or form."""
    found = reaching.reporters(turn.session, [office.id for office in offices], key, turn.today)
    return {account.line_user_id for _, _, account in found if account is not None and account.blocked_at is None}


def replaced(turn: Turn, prepared: Prepared) -> Schedule | None:
    """Return the schedule that the form already has, when a recurring one is to take its place."""
    live = rounds.unended_schedules(turn.session) if prepared.repeats else []
    return next((s for s in live if s.form_id == prepared.form.form_id and "once" not in s.rule), None)


def _buttons(prepared: Prepared) -> tuple[Button, ...]:
    args = {"n": prepared.number}
    current, offered = rules.shift_of(prepared.rule), rules.shifts_for(prepared.rule)
    shifts = [
        Button(say.SHIFT_LABELS[each], "opening_shift", {**args, "v": each}, says=say.SHIFT_LABELS[each])
        for each in SHIFTS
        if each in offered and each != current
    ]
    return (
        Button(say.CONFIRM, "opening_confirm", args, says=say.CONFIRM, strong=True),
        *shifts,
        Button(say.CHANGE_LADDER, "opening_ladder", args, says=say.CHANGE_LADDER),
        Button(say.CANCEL, "opening_cancel", args, says=say.CANCEL),
    )
