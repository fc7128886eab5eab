"""Two years of a province of 60 offices and three forms, day by day, against a clerk who keeps their own books.

Offices submit early, late or never, promise a day, are granted more time; people serve two offices, share one, have
not joined, or are away while somebody acts for them, or nobody does. What was sent has to be the clerk's list one for
one; the cost is printed beside reminding everybody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import process_time

import pytest
from sqlalchemy import Engine, select

from bot.app import COMPOSERS
from handlers.people import acting
from handlers.rounds import granting
from handlers.rounds.opening import open_schedule
from models import Base, Session, database_now, deferrals, outbox, transaction
from models.outbox import Outbox
from models.people import Office, Person
from models.reminder_rows import Reminder, ReminderItem
from models.rounds import Assignment, Round
from scheduler.deadlines import Monthly
from scheduler.tick import tick
from tests import offices
from tests.clerk import FIRST, FORMS, Fate, Province, Report, Told, absences, by_hand, due_day, fate_of, next_working
from tests.crash_worlds import in_memory, raw
from thai.dates import BANGKOK, in_bangkok
from thai.spans import Span


@dataclass
class Lived:
    """What was sent, and what it cost."""

    told: Told = field(default_factory=dict)
    messages: int = 0
    notices: int = 0  # to those who begin to act
    calls: int = 0


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=BANGKOK)


def live(engine: Engine, province: Province, months: list[date]) -> Lived:
    lived = Lived()
    settle(engine, province, months, at(FIRST, 0))
    day, end = FIRST, (months[-1] + timedelta(days=31)).replace(day=1)
    deeds = deeds_by_day(province, months)
    while day < end:
        tick(engine, at(day, 9))
        send(engine, at(day, 9), lived)
        with transaction(engine) as session:
            for report, fate, due in deeds[day]:
                do(session, report, fate, due, day, province)
        day += timedelta(days=1)
    return lived


def settle(engine: Engine, province: Province, months: list[date], now: datetime) -> None:
    with transaction(engine) as session:
        places = {
            name: offices.office(session, name) for name in sorted({o for s in province.served.values() for o in s})
        }
        for name, served in province.served.items():
            offices.person(session, name, *(places[each] for each in served))
        who = {person.name: person for person in session.scalars(select(Person))}
        for each in absences(province, months):
            away = Span(each.first, each.last)
            acting.note(session, who[each.who], away, who[each.acting] if each.acting else None, now, None)
        for form, day in FORMS.items():
            offices.form(session, form)
            open_schedule(session, form, Monthly(day), None, now)


def deeds_by_day(province: Province, months: list[date]) -> defaultdict[date, list[tuple[Report, Fate, date]]]:
    found: defaultdict[date, list[tuple[Report, Fate, date]]] = defaultdict(list)
    for month in months:
        for form in FORMS:
            due = due_day(form, month)
            for place in province.offices:
                report = (form, f"{month:%Y-%m}", place)
                fate = fate_of(report, due)
                days = [fate.submits, fate.promises and fate.promises[0], fate.granted and fate.granted[0]]
                for day in {max(each, month) for each in days if each}:
                    found[day].append((report, fate, due))
    return found


def do(session: Session, report: Report, fate: Fate, due: date, day: date, province: Province) -> None:
    """Do what an office does on a day: submitting comes first, and who has submitted asks for nothing."""
    form, period, place = report
    month = date.fromisoformat(f"{period}-01")
    query = select(Assignment).join(Round).join(Office)
    task = session.scalars(query.where(Round.form_id == form, Round.period == period, Office.code == place)).one()
    now = at(day, 14)
    if fate.submits and max(fate.submits, month) == day:
        offices.submit(session, task, now)
    if fate.submits and max(fate.submits, month) <= day:
        return
    if fate.promises and max(fate.promises[0], month) == day:
        until = at(next_working(fate.promises[1]), 9)
        speaker = next(
            (who for who, served in province.served.items() if place in served and who.startswith("P")), None
        )
        if speaker and until > now:
            who = session.scalars(select(Person).where(Person.name == speaker)).one()
            deferrals.defer(session, [task.id], who.id, "promise", until, now)
    if fate.granted and max(fate.granted[0], month) == day:
        granting.extend(session, task, datetime.combine(fate.granted[1], time(16, 30), tzinfo=BANGKOK), now, None)


def send(engine: Engine, now: datetime, lived: Lived) -> None:
    """Claim, compose and "send" everything, as bot.delivery does, to a LINE that takes it."""
    with transaction(engine) as session:
        real_now = database_now(session)
        rows = outbox.claim(session, real_now, timedelta(seconds=60), 100_000)
        wanted = []
        for kind, compose in COMPOSERS.items():
            alike = [row for row in rows if row.kind == kind]
            wanted += [row for row, said in zip(alike, compose(session, alike, now), strict=True) if said]
        reached = {row.id: set(row.recipients or [row.line_user_id]) for row in wanted}
        told = {"pushed": True, "request_id": "", "last_error": ""}
        outbox.finish_sent(session, [{"row_id": row_id, **told} for row_id in reached], real_now)
        for row in rows:
            if row.id not in reached:
                outbox.finish(session, row.id, "cancelled", real_now)
        lived.calls += len(wanted)
        lived.notices += sum(row.kind == "notice" for row in wanted)
        lived.messages += sum(map(len, reached.values()))
        note(session, [row for row in rows if row.id in reached], reached, lived.told)


def note(session: Session, rows: list[Outbox], reached: dict[int, set[str]], told: Told) -> None:
    """Write down who was told of what, of the reports still owed."""
    query = (
        select(Reminder, Person.name, ReminderItem.step, Round.form_id, Round.period, Office.code)
        .join(ReminderItem, ReminderItem.reminder_id == Reminder.id)
        .join(Person, Person.id == Reminder.person_id)
        .join(Assignment, Assignment.id == ReminderItem.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Office, Office.id == Assignment.office_id)
        .where(Reminder.outbox_id.in_(reached))
    )
    at_row = {row.id: in_bangkok(row.business_at).date() for row in rows}
    for reminder, name, step, form, period, place in session.execute(query):
        if f"U{name}" in reached[reminder.outbox_id]:
            told.setdefault((at_row[reminder.outbox_id], name), set()).add(((form, period, place), step))


def months_from(first: date, count: int) -> list[date]:
    found = [first]
    while len(found) < count:
        found.append((found[-1] + timedelta(days=31)).replace(day=1))
    return found


def compare(engine: Engine, people: int, count: int) -> None:
    begun = process_time()
    province, months = Province.of(people), months_from(FIRST, count)
    expected, naive = by_hand(province, months)
    lived = live(engine, province, months)
    assert expected
    assert {key for key in expected if key not in lived.told} == set(), "not said"
    assert {key for key in lived.told if key not in expected} == set(), "said to somebody who should hear nothing"
    assert lived.told == expected
    assert any(place not in province.served[who] for (_, who), told in expected.items() for (_, _, place), _ in told)
    acted = [each for each in absences(province, months) if each.acting and next_working(each.first) <= each.last]
    assert lived.notices == len(acted), "who acts is told once, where a working day is among the days"
    assert lived.messages - lived.notices == len(expected), "one message a person and day"
    share, seconds = lived.messages / naive, process_time() - begun
    print(
        f"{count} months, {people} offices, {len(FORMS)} forms: {lived.messages:,} LINE messages in {lived.calls:,} "
        f"calls, where reminding everybody costs {naive:,} ({share:.0%}); {seconds:.0f} s"
    )


def test_three_months_of_twenty_offices_are_the_clerks_list(engine: Engine) -> None:
    compare(engine, people=20, count=3)


@pytest.mark.slow
def test_two_years_of_sixty_offices_are_the_clerks_list() -> None:
    engine = in_memory()
    Base.metadata.create_all(engine)
    compare(engine, people=60, count=24)
    raw(engine).end()
