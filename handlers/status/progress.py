"""How far a round is: counts, areas, offices. Every number is derived from assignments and submissions.

A state is one of submitted, in_progress, not_started, unreachable (no officer who could hear us, nothing submitted),
exempt (no report is expected: left out of every count); late is a flag beside it. Rates are DHIS2's: reporting rate =
submitted / expected, timely = on time / expected. An office is judged by its own deadline where it was granted
one. How it looks on a card is left to handlers.status.supervisor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from models import Session, people, reaching, standings
from models.people import Office
from models.rounds import Round
from models.standings import Standing
from thai.dates import in_bangkok

State = Literal["submitted", "in_progress", "not_started", "unreachable", "exempt"]


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
    own_due_at: datetime | None = None  # granted to this office alone
    exempt_reason: str = ""


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

    @property
    def reporting_rate(self) -> float:
        """Reports in, of those expected: 0.0 to 1.0; 0.0 where none is expected."""
        return self.submitted / self.expected if self.expected else 0.0

    @property
    def timely_rate(self) -> float:
        """Reports in by their deadline, of those expected: 0.0 to 1.0."""
        return self.on_time / self.expected if self.expected else 0.0


@dataclass(frozen=True)
class AreaProgress(Counts):
    name: str
    office_id: int | None = None  # the office below which it is, if it is one's area


@dataclass(frozen=True)
class Progress(Counts):
    round: Round
    areas: tuple[AreaProgress, ...]  # in the order of the roster; those where a report is expected
    offices: tuple[OfficeProgress, ...]  # in the order of the roster


@dataclass(frozen=True)
class Areas:
    """The area in which each office is counted, and the office that an area is, where it is one."""

    names: Mapping[int, str]
    offices: Mapping[str, int]


def progress(
    session: Session,
    round_: Round,
    office_ids: Collection[int] | None,
    now: datetime,
    under: int | None = None,
    areas: Areas | None = None,
) -> Progress:
    """Return how far the offices are; `office_ids` None means all that were asked.

    An office's area is its own, else the office below `under` that it reports through, else its province. Who knows
    the `areas` already saves looking for them.
    """
    found = standings.of_round(session, round_.id, office_ids)
    reachable = reaching.offices(session, [each.office.id for each in found], round_.key, in_bangkok(now).date())
    areas = areas or _find_areas(session, under, [standing.office for standing in found])
    offices = tuple(
        _office_progress(standing, now, standing.office.id in reachable, areas.names[standing.office.id])
        for standing in found
    )
    return _counted(round_, offices, areas.offices)


def _find_areas(session: Session, under: int | None, offices: Iterable[Office]) -> Areas:
    passed = through(session, under) if under is not None else {}
    names = {each.id: _area(each, passed) for each in offices}
    return Areas(names, {each.called: each.id for each in passed.values()})


def recounted(measured: Progress, moment: datetime) -> Progress:
    """Return a round as it stood earlier, as far as submissions tell: who sent later had not sent."""
    offices = tuple(_as_then(office, measured.round, moment) for office in measured.offices)
    below = {each.name: each.office_id for each in measured.areas if each.office_id is not None}
    return _counted(measured.round, offices, below)


def _as_then(office: OfficeProgress, round_: Round, moment: datetime) -> OfficeProgress:
    if office.submitted_at is None or office.submitted_at <= moment:
        return office
    late_at = round_.late_at if office.own_due_at is None else office.own_due_at
    return replace(office, state="in_progress", submitted_at=None, on_time=False, late=moment > late_at)


def _counted(round_: Round, offices: tuple[OfficeProgress, ...], under: Mapping[str, int]) -> Progress:
    by_area: dict[str, list[OfficeProgress]] = {}
    for office in offices:
        if office.state != "exempt":
            by_area.setdefault(office.area, []).append(office)
    areas = (AreaProgress(name=name, office_id=under.get(name), **_counts(found)) for name, found in by_area.items())
    return Progress(round=round_, areas=tuple(areas), offices=offices, **_counts(offices))


def _counts(offices: Iterable[OfficeProgress]) -> dict[str, int]:
    """Return the fields of Counts for some offices."""
    found = [office for office in offices if office.state != "exempt"]
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


def _office_progress(standing: Standing, now: datetime, reachable: bool, area: str) -> OfficeProgress:
    assignment, sent_at = standing.assignment, standing.submitted_at
    return OfficeProgress(
        office=standing.office,
        assignment_id=assignment.id,
        area=area,
        state=_state(standing, reachable),
        late=sent_at is None and standing.is_expected and now > assignment.late_at,
        answered=standing.answered,
        items=standing.items or assignment.round.form_version.questions,
        submitted_at=sent_at,
        on_time=sent_at is not None and sent_at <= assignment.late_at,
        own_due_at=assignment.own_due_at,
        exempt_reason=assignment.exempt_reason,
    )


def _state(standing: Standing, reachable: bool) -> State:
    if not standing.is_expected:
        return "exempt"
    if standing.submitted_at is not None:
        return "submitted"
    if not reachable:
        return "unreachable"
    return "in_progress" if standing.begun else "not_started"


def _area(office: Office, passed: Mapping[int, Office]) -> str:
    above = passed.get(office.id)
    return office.area or (above.called if above else office.province) or office.called


def through(session: Session, under: int) -> dict[int, Office]:
    """Return, for every office below `under`, the office directly below it that the shortest path goes through."""
    children: dict[int, list[int]] = {}
    for parent_id, office_id in people.links_below(session, under):
        children.setdefault(parent_id, []).append(office_id)
    direct = {office.id: office for office in people.offices_in(session, children.get(under, ()))}
    found = {each: direct[each] for each in children.get(under, ())}
    waiting = list(found)
    for office_id in waiting:  # grows while it is walked: breadth first
        for child in children.get(office_id, ()):
            if child not in found and child != under:
                found[child] = found[office_id]
                waiting.append(child)
    return found
