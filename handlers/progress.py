"""How far a round is: counts, areas, offices. Every number is derived from assignments and submissions, never kept.

A state is one of submitted, in_progress, not_started, unreachable (no officer who could hear us, nothing submitted);
late is a flag beside it. How it looks on a card is left to handlers.supervisor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from models import Session, people, submissions
from models.people import Office
from models.rounds import Round
from models.submissions import Standing

State = Literal["submitted", "in_progress", "not_started", "unreachable"]


@dataclass(frozen=True)
class OfficeProgress:
    """How far one office is. `answered` of `items` printed items; `late`: not submitted though the time is over."""

    office: Office
    assignment_id: int
    area: str
    state: State
    late: bool
    answered: int
    items: int
    submitted_at: datetime | None
    on_time: bool


@dataclass(frozen=True)
class Counts:
    """`expected` is the sum of submitted, in_progress, not_started and unreachable."""

    expected: int
    submitted: int
    on_time: int
    in_progress: int
    not_started: int
    unreachable: int
    late: int


@dataclass(frozen=True)
class AreaProgress(Counts):
    name: str


@dataclass(frozen=True)
class Progress(Counts):
    round: Round
    areas: tuple[AreaProgress, ...]  # in the order of the roster
    offices: tuple[OfficeProgress, ...]  # in the order of the roster


def progress(
    session: Session, round_: Round, office_ids: Collection[int] | None, now: datetime, under: int | None = None
) -> Progress:
    """Return how far the offices are; `office_ids` None means all that were asked.

    An office's area is its own, else the office below `under` that it reports through, else its province.
    """
    standings = submissions.standings(session, round_.id, office_ids)
    reachable = people.reachable_offices(session, [standing.office.id for standing in standings])
    through = _areas_below(session, under) if under is not None else {}
    offices = tuple(
        _office_progress(standing, round_, now, standing.office.id in reachable, _area(standing.office, through))
        for standing in standings
    )
    names = dict.fromkeys(office.area for office in offices)
    areas = (AreaProgress(name=name, **_counts(each for each in offices if each.area == name)) for name in names)
    return Progress(round=round_, areas=tuple(areas), offices=offices, **_counts(offices))


def _counts(offices: Iterable[OfficeProgress]) -> dict[str, int]:
    """Return the fields of Counts for some offices."""
    found = list(offices)
    states = Counter(office.state for office in found)
    return {
        "expected": len(found),
        "submitted": states["submitted"],
        "on_time": sum(office.on_time for office in found),
        "in_progress": states["in_progress"],
        "not_started": states["not_started"],
        "unreachable": states["unreachable"],
        "late": sum(office.late for office in found),
    }


def _office_progress(standing: Standing, round_: Round, now: datetime, reachable: bool, area: str) -> OfficeProgress:
    submitted = standing.submitted_at is not None
    return OfficeProgress(
        office=standing.office,
        assignment_id=standing.assignment_id,
        area=area,
        state=_state(standing, reachable),
        late=not submitted and now > round_.late_at,
        answered=standing.answered,
        items=standing.items or round_.form_version.questions,
        submitted_at=standing.submitted_at,
        on_time=standing.submitted_at is not None and standing.submitted_at <= round_.late_at,
    )


def _state(standing: Standing, reachable: bool) -> State:
    if standing.submitted_at is not None:
        return "submitted"
    if not reachable:
        return "unreachable"
    return "in_progress" if standing.begun else "not_started"


def _area(office: Office, through: Mapping[int, Office]) -> str:
    passed = through.get(office.id)
    return office.area or (passed.called if passed else office.province) or office.called


def _areas_below(session: Session, under: int) -> dict[int, Office]:
    """Return, for every office below `under`, the office directly below it that the shortest path goes through."""
    children = people.children_of_all(session)
    through = {child.id: child for child in children.get(under, ())}
    waiting = list(through)
    for office_id in waiting:  # grows while it is walked: breadth first
        for child in children.get(office_id, ()):
            if child.id not in through and child.id != under:
                through[child.id] = through[office_id]
                waiting.append(child.id)
    return through
