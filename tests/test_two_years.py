"""Two years of a province of 60 offices and three forms, day by day, against a clerk who keeps their own books.

Offices submit early, late or never, promise a day, are granted more time; people serve two offices, share one, have
not joined, or are away while somebody acts for them, or nobody does. What was sent has to be the clerk's list one for
one; the cost is printed beside reminding everybody.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
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
from tests.crash_worlds import in_memory, raw
from thai.calendar import is_day_off
from thai.dates import BANGKOK, in_bangkok
from thai.spans import Span

FORMS = {"early": 5, "middle": 20, "last": 31}  # the day of the month each is due, at 16:30
STEPS = (-7, -3, -1, 0, 1, 3)
OWN = 999
FIRST = date(2026, 12, 1)

Report = tuple[str, str, str]  # form, period, office
Told = dict[tuple[date, str], set[tuple[Report, int]]]  # (day, person) -> what the digest is about


@dataclass
class Fate:
    """What one office does about one report: days of the month's events, each at 14:00."""

    submits: date | None = None
    promises: tuple[date, date] | None = None  # (said on, for)
    granted: tuple[date, date] | None = None  # (granted on, new due day)


@dataclass
class Province:
    """Who serves which offices. Names of offices and people are their numbers."""

    served: dict[str, list[str]] = field(default_factory=dict)  # person -> offices

    @classmethod
    def of(cls, count: int) -> Province:
        found = cls({f"P{n}": [f"O{n}"] for n in range(count) if n % 20 != 19})  # three offices have nobody yet
        found.served |= {f"Q{n}": [f"O{n}"] for n in range(0, count, 11)}  # some have two officers
        for n in range(0, count - 1, 15):
            found.served[f"P{n}"].append(f"O{n + 1}")  # and some officers serve two
        return found

    @property
    def offices(self) -> list[str]:
        return sorted({place for served in self.served.values() for place in served})

    def speaker(self, place: str) -> str | None:
        """Return who promises for an office: of two officers the first."""
        return next((who for who, served in self.served.items() if place in served and who.startswith("P")), None)


@dataclass(frozen=True)
class Absence:
    """Somebody is away, from one day to another, and who acts for them."""

    who: str
    first: date
    last: date
    acting: str | None


def absences(province: Province, months: list[date]) -> list[Absence]:
    """Roll the dice of illness and holidays: half of the people in odd months, the others in even ones."""
    names, found = sorted(province.served), []
    for month in months:
        for number, who in enumerate(names):
            dice = random.Random(f"{who}/{month}")
            if number % 2 == month.month % 2 and dice.random() < 0.5:
                first = month + timedelta(days=dice.randint(0, 27))
                colleague = names[(number + dice.choice((1, 3, 5))) % len(names)]
                is_free = names.index(colleague) % 2 != number % 2
                acting = colleague if is_free and dice.random() < 0.7 else None
                last = min(first + timedelta(days=dice.randint(0, 9)), (month + timedelta(days=31)).replace(day=1))
                found.append(Absence(who, first, last - timedelta(days=last.month != month.month), acting))
    return found


def due_day(form: str, month: date) -> date:
    last = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return month.replace(day=min(FORMS[form], last.day))


def fate_of(report: Report, due: date) -> Fate:
    """Roll an office's dice: about half submit before the last reminder, some never, some ask."""
    dice = random.Random("/".join(report))
    fate = Fate()
    roll = dice.random()
    if roll < 0.85:
        fate.submits = due + timedelta(days=dice.choice((-12, -8, -6, -4, -3, -2, -1, -1, 0, 0, 1, 2, 3, 6)))
    if dice.random() < 0.08:
        said = due - timedelta(days=dice.randint(1, 6))
        fate.promises = (said, said + timedelta(days=dice.randint(1, 4)))
    elif dice.random() < 0.06:
        on = due - timedelta(days=dice.randint(1, 4))
        fate.granted = (on, due + timedelta(days=dice.randint(3, 8)))
    return fate


# --- the clerk -------------------------------------------------------------------------------------------------------


def moved(day: date, step: int) -> date:
    """Return the working day a step is said on: before the deadline the one before, after it the one after."""
    way = timedelta(days=1 if step > 0 else -1)
    day += timedelta(days=step)
    while is_day_off(day):
        day += way
    return day


def by_hand(province: Province, months: list[date]) -> tuple[Told, int]:
    """Return what a careful clerk would say, and how many messages reminding everybody every time would cost."""
    told: defaultdict[tuple[date, str], set[tuple[Report, int]]] = defaultdict(set)
    naive = 0
    gone = {
        (each.who, each.first + timedelta(days=n)): each.acting
        for each in absences(province, months)
        for n in range((each.last - each.first).days + 1)
    }
    for month in months:
        for form in FORMS:
            due = due_day(form, month)
            for person, served in province.served.items():
                for place in served:
                    report = (form, f"{month:%Y-%m}", place)
                    naive += len(ladder(due, month))
                    for day, step in of_report(fate_of(report, due), due, month, person == province.speaker(place)):
                        hears = gone.get((person, day), person)
                        if hears and not (step == OWN and hears != person):  # a promise is the person's own
                            told[day, hears].add((report, step))
    end = (months[-1] + timedelta(days=31)).replace(day=1)
    return {key: about for key, about in told.items() if key[0] < end}, naive


def ladder(due: date, opened: date) -> dict[date, int]:
    """Return day -> step; of steps that meet on one day the nearer to the deadline speaks."""
    found: dict[date, int] = {}
    for step in sorted(STEPS, key=abs, reverse=True):
        if moved(due, step) >= opened:
            found[moved(due, step)] = step
    return found


def of_report(fate: Fate, due: date, opened: date, is_speaker: bool) -> Iterator[tuple[date, int]]:
    """Yield the days on which a person hears of a report. Whatever an office does it does in the afternoon."""

    def is_in(day: date) -> bool:
        return fate.submits is not None and max(fate.submits, opened) < day

    granted_on, new_due = fate.granted or (date.max, due)
    granted_on = max(granted_on, opened)
    said, promised = fate.promises or (date.max, date.min)
    said = max(said, opened)
    if is_in(granted_on):  # too late to grant anything
        granted_on = date.max
    if fate.submits is not None and max(fate.submits, opened) <= said:
        said, promised = date.max, date.min
    until = moved(promised, 0) if promised == date.min else next_working(promised)
    for day, step in ladder(due, opened).items():
        if not is_in(day) and day <= granted_on and not said < day < until:
            yield day, step
    for day, step in ladder(new_due, opened).items():
        if fate.granted and granted_on != date.max and not is_in(day) and day > granted_on:
            yield day, step
    if promised != date.min and said < until and not is_in(until) and is_speaker:
        yield until, OWN


def next_working(day: date) -> date:
    while is_day_off(day):
        day += timedelta(days=1)
    return day


# --- the product -----------------------------------------------------------------------------------------------------


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
