"""A province of invented fates over months, and the clerk who keeps their own books of whom to remind when."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from thai.calendar import is_day_off

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
