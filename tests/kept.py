"""A province whose counts are kept, and what they are held against."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from handlers.status.progress import progress
from handlers.status.tallies import tally
from handlers.status.vocabulary import directory_of
from models import Session, keeping_counts
from models.leaves import Leave
from models.people import Office, Role
from models.rounds import Assignment
from tests.offices import bangkok, form, office, person
from tests.test_tallies import by_area, numbers
from thai.dates import in_bangkok

OPENED, LATE_AT = bangkok("2026-11-02T09:00"), bangkok("2026-11-20T16:30")


def look(session: Session, now: datetime) -> int:
    """Let the clock count what there is to count; return how many cells were wrong."""
    day = in_bangkok(now).date()
    rounds = keeping_counts.begin(session, now, day, least=0)
    return sum(keeping_counts.count(session, each, now, day) for each in rounds)


def settle(session: Session) -> tuple[list[Office], list[Office]]:
    """Make three areas under two provinces' offices under a root, with twelve offices in them."""
    form(session)
    root = office(session, "root")
    provinces = [office(session, f"province{number}", root) for number in range(2)]
    areas = [office(session, f"area{number}", provinces[number % 2]) for number in range(3)]
    places = [office(session, f"o{number}", areas[number % 3]) for number in range(12)]
    for number, place in enumerate(places):
        person(session, f"p{number}", place, joined=number % 4 != 3)
    return [root, *provinces, *areas], places


def agree(session: Session, above: list[Office], now: datetime) -> None:
    """Hold the numbers against those counted office by office, as everybody who oversees something sees them."""
    round_ = session.scalars(select(Assignment)).all()[0].round
    directory = directory_of(session)
    for top in above:
        ids = directory.below(top.id)
        quick, slow = tally(session, round_, ids, now, directory, top.id), progress(session, round_, ids, now, top.id)
        assert numbers(quick) == numbers(slow)
        assert by_area(quick) == by_area(slow)
        assert [area.name for area in quick.areas] == [area.name for area in slow.areas]


def officer(session: Session, number: int) -> Role:
    return session.scalars(select(Role).join(Office).where(Office.code == f"o{number}")).one()


def assigned(session: Session, number: int) -> Assignment:
    return session.scalars(select(Assignment).join(Office).where(Office.code == f"o{number}")).one()


def absent(session: Session, number: int) -> Leave:
    day = in_bangkok(OPENED).date()
    made = Leave(person_id=officer(session, number).person_id, first_day=day, last_day=day, made_at=OPENED)
    session.add(made)
    session.flush()
    return made
