"""The numbers of a round, against counting by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select

from handlers.status.progress import Counts, progress
from models import Session, open_engine, transaction
from models.people import Duty, Office
from models.rounds import Assignment
from tests.offices import bangkok, begin, form, office, open_round, person, submit

OPENED = bangkok("2026-11-02T09:00")
LATE_AT = bangkok("2026-11-20T16:30")
AFTER = bangkok("2026-11-21T09:00")


@dataclass(frozen=True)
class Drawn:
    """One office as Hypothesis invents it."""

    officers: tuple[str, ...]  # each joined | blocked | invited
    report: str  # none | begun | on_time | too_late


OFFICES = st.lists(
    st.builds(
        Drawn,
        officers=st.lists(st.sampled_from(["joined", "blocked", "invited"]), max_size=3).map(tuple),
        report=st.sampled_from(["none", "begun", "on_time", "too_late"]),
    ),
    min_size=1,
    max_size=8,
)
SENT_AT = {"on_time": LATE_AT, "too_late": bangkok("2026-11-20T16:31")}


def store(session: Session, number: int, drawn: Drawn) -> Office:
    made = office(session, f"o{number}")
    for place, kind in enumerate(drawn.officers):
        who = person(session, f"{number}-{place}", made, joined=kind != "invited")
        if kind == "blocked" and who.account:
            who.account.blocked_at = OPENED
    return made


def report(session: Session, office_id: int, drawn: Drawn) -> None:
    assignment = session.scalars(select(Assignment).where(Assignment.office_id == office_id)).one()
    if drawn.report == "begun":
        begin(session, assignment, OPENED)
    elif drawn.report in SENT_AT:
        submit(session, assignment, SENT_AT[drawn.report])


def by_hand(offices: list[Drawn], now: datetime) -> Counts:
    """Count as a clerk would, office by office."""
    submitted = [each for each in offices if each.report in SENT_AT]
    waiting = [each for each in offices if each.report not in SENT_AT]
    reached = [each for each in waiting if "joined" in each.officers]
    return Counts(
        expected=len(offices),
        submitted=len(submitted),
        on_time=len([each for each in submitted if each.report == "on_time"]),
        in_progress=len([each for each in reached if each.report == "begun"]),
        not_started=len([each for each in reached if each.report == "none"]),
        unreachable=len(waiting) - len(reached),
        late=len(waiting) if now > LATE_AT else 0,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=OFFICES, now=st.sampled_from([OPENED, LATE_AT, AFTER]))
def test_the_numbers_are_those_a_clerk_would_count(engine: Engine, drawn: list[Drawn], now: datetime) -> None:
    with Session(engine) as session:
        form(session)
        made = [store(session, number, each) for number, each in enumerate(drawn)]
        round_ = open_round(session, OPENED, made)
        for place, each in zip(made, drawn, strict=True):
            report(session, place.id, each)
        found = progress(session, round_, None, now)
        session.rollback()
    assert {field.name: getattr(found, field.name) for field in fields(Counts)} == asdict(by_hand(drawn, now))
    assert len(found.offices) == len(drawn)


@pytest.fixture
def tree(engine: Engine) -> Iterator[Session]:
    """A region above a province above two areas with their schools; one school also reports elsewhere."""
    with transaction(engine) as session:
        form(session)
        region = office(session, "region")
        peo = office(session, "peo", region)
        north, south = office(session, "north", peo), office(session, "south", peo)
        schools = [
            office(session, "n1", north),
            office(session, "s1", south),
            office(session, "s2", south, area="เมือง"),
        ]
        for place in (north, *schools):
            person(session, f"officer of {place.code}", place)
        round_ = open_round(session, OPENED, [north, *schools])
        submit(session, session.scalars(select(Assignment).where(Assignment.office_id == schools[0].id)).one(), OPENED)
        assert round_.key == "pnglb_monthly/2026-11"
        yield session


def areas(session: Session, under: str) -> dict[str, tuple[int, int]]:
    asker = session.scalars(select(Office).where(Office.code == under)).one()
    (assignment, *_) = session.scalars(select(Assignment))
    found = progress(session, assignment.round, None, OPENED, under=asker.id)
    return {area.name: (area.submitted, area.expected) for area in found.areas}


def test_an_area_is_the_office_under_the_asker_unless_the_office_names_its_own(tree: Session) -> None:
    assert areas(tree, "peo") == {"สำนักงาน north": (1, 2), "สำนักงาน south": (0, 1), "เมือง": (0, 1)}
    assert areas(tree, "region") == {"สำนักงาน peo": (1, 3), "เมือง": (0, 1)}


def test_only_the_offices_asked_for_are_counted(tree: Session) -> None:
    (assignment, *_) = tree.scalars(select(Assignment))
    found = progress(tree, assignment.round, [assignment.office_id], OPENED)
    assert found.expected == 1
    assert progress(tree, assignment.round, [], OPENED).expected == 0


def test_a_head_who_joined_does_not_make_an_office_reachable(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        tak = office(session, "tak")
        person(session, "Wichai", tak, duty=Duty.HEAD)
        (found,) = progress(session, open_round(session, OPENED, [tak]), None, OPENED).offices
        assert (found.state, found.items, found.answered) == ("unreachable", 5, 0)


def test_two_queries_are_enough_for_any_number_of_offices(database_url: str) -> None:
    engine = open_engine(database_url)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    with transaction(engine) as session:
        form(session)
        round_ = open_round(session, OPENED, [office(session, f"o{number}") for number in range(60)])
        session.refresh(round_, ["form_version"])
        asked.clear()
        progress(session, round_, None, OPENED)
    engine.dispose()
    assert len(asked) == 2
