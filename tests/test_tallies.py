"""Numbers of many offices, counted from lists of ids, are those of progress.py, counted office by office."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from handlers.status.progress import Counts, Progress, progress
from handlers.status.tallies import tally
from handlers.status.vocabulary import _read
from models import Session
from models.people import Office
from models.rounds import Assignment
from tests.offices import bangkok, begin, form, office, open_round, person, submit

OPENED, LATE_AT = bangkok("2026-11-02T09:00"), bangkok("2026-11-20T16:30")
AFTER = bangkok("2026-11-21T09:00")
SENT_AT = {"on_time": LATE_AT, "too_late": bangkok("2026-11-20T16:31")}
REPORTS = ("none", "begun", "on_time", "too_late", "exempt", "own_late", "own_sent")
DRAWN = st.lists(
    st.tuples(st.sampled_from(REPORTS), st.booleans(), st.integers(0, 2), st.sampled_from(["", "เมือง"])),
    min_size=1,
    max_size=12,
)


def numbers(found: Counts) -> dict[str, int]:
    return {field.name: getattr(found, field.name) for field in fields(Counts)}


def by_area(found: Progress) -> dict[str, tuple[dict[str, int], int | None]]:
    return {area.name: (numbers(area), area.office_id) for area in found.areas}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAWN, now=st.sampled_from([OPENED, LATE_AT, AFTER]), only=st.booleans())
def test_the_two_counts_agree(
    engine: Engine, drawn: list[tuple[str, bool, int, str]], now: datetime, only: bool
) -> None:
    with Session(engine) as session:
        form(session)
        root = office(session, "root")
        areas = [office(session, f"area{number}", root) for number in range(3)]
        places = []
        for number, (_, joined, area, named) in enumerate(drawn):
            place = office(session, f"o{number}", areas[area], area=named)
            person(session, f"p{number}", place, joined=joined)
            places.append(place)
        round_ = open_round(session, OPENED, places)
        for place, (report, *_) in zip(places, drawn, strict=True):
            _report(session, place, report)
        session.flush()
        directory = _read(session)
        ids = [place.id for place in places[: len(places) // 2 + 1]] if only else [place.id for place in places]
        slow = progress(session, round_, ids, now, under=root.id)
        quick = tally(session, round_, frozenset(ids), now, directory, root.id)
        session.rollback()
    assert numbers(quick) == numbers(slow)
    assert by_area(quick) == by_area(slow)
    assert [area.name for area in quick.areas] == [area.name for area in slow.areas]


def _report(session: Session, place: Office, report: str) -> None:
    assignment = session.scalars(select(Assignment).where(Assignment.office_id == place.id)).one()
    if report.startswith("own"):
        assignment.own_due_at = assignment.own_late_at = OPENED
        assignment.own_closes_at = AFTER
    if report == "exempt":
        assignment.exempt_at = OPENED
    if report == "begun":
        begin(session, assignment, OPENED)
    if report in SENT_AT or report == "own_sent":
        submit(session, assignment, SENT_AT.get(report, LATE_AT))
