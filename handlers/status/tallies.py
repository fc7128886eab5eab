"""The numbers of a round where there are too many offices to look at each: counts and areas, no list.

They are those of progress.py, added up from counts that are kept for parts of the roster (models/kept_counts.py), and
for what is left from lists of ids; tests hold them equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from handlers.status.progress import AreaProgress, Progress
from handlers.status.roster import Directory
from models import Session, kept_counts, standing_lists
from models.kept_counts import CellCount
from models.rounds import Round
from thai.dates import in_bangkok

MANY = 300  # offices: from here on only numbers are asked for

_NAMES = ("submitted", "on_time", "in_progress", "not_started", "unreachable", "late")
_EXPECTED = ("submitted", "in_progress", "not_started", "unreachable")


_Numbers = Sequence[int]
"""Counts in the order of _NAMES: a country has thousands of parts, and each is added up for every answer."""


def tally(
    session: Session, round_: Round, office_ids: frozenset[int], now: datetime, directory: Directory, under: int | None
) -> Progress:
    """Return how far the offices are, as counts, in the areas below `under`."""
    parts: dict[str, list[_Numbers]] = {}
    first: dict[str, int] = {}
    for area, rank, counts in _counted(session, round_, office_ids, now, directory, under):
        parts.setdefault(area, []).append(counts)
        first[area] = min(rank, first.get(area, rank))
    found = {area: _added_up(each) for area, each in parts.items()}
    below = directory.area_offices(under)
    lines = tuple(
        AreaProgress(name=area, office_id=below.get(area), **_fields(found[area]))
        for area in sorted(found, key=first.__getitem__)
    )
    return Progress(round=round_, areas=lines, offices=(), **_fields(_added_up(found.values())))


def _added_up(parts: Collection[_Numbers]) -> _Numbers:
    return [sum(column) for column in zip(*parts, strict=True)] or [0] * len(_NAMES)


_Counted = tuple[str, int, _Numbers]
"""(area, the place of the first of these offices in the roster, counts)."""


def _counted(
    session: Session, round_: Round, ids: frozenset[int], now: datetime, directory: Directory, under: int | None
) -> Iterator[_Counted]:
    areas = directory.areas(under)
    kept = kept_counts.read(session, round_, in_bangkok(now).date(), directory.stamp)
    if kept is None:
        yield from _one_by_one(session, round_, ids, now, areas)
        return
    whole, rest = directory.whole_cells(ids, under)
    late_at = round_.late_at
    for each in kept:
        if each.cell in whole:
            yield areas[each.cell], each.rank, _of_cell(each, now > (each.own_late_at or late_at))
    if rest:
        yield from _one_by_one(session, round_, rest, now, areas)


def _of_cell(cell: CellCount, is_late: bool) -> _Numbers:
    unsent = (cell.in_progress, cell.not_started, cell.unreachable)
    return cell.on_time + cell.too_late, cell.on_time, *unsent, sum(unsent) if is_late else 0


def _one_by_one(
    session: Session, round_: Round, office_ids: Collection[int], now: datetime, areas: Mapping[int, str]
) -> Iterator[_Counted]:
    found = standing_lists.by_standing(session, round_, office_ids, now)
    owing = [*found.begun, *found.not_begun]
    hearing = standing_lists.hearing(session, owing, round_.key, in_bangkok(now).date()) if owing else set()
    groups = {
        "submitted": [*found.on_time, *found.too_late],
        "on_time": found.on_time,
        "in_progress": [each for each in found.begun if each in hearing],
        "not_started": [each for each in found.not_begun if each in hearing],
        "unreachable": [each for each in owing if each not in hearing],
        "late": found.late,
    }
    tallied = {name: Counter(map(areas.__getitem__, ids)) for name, ids in groups.items()}
    counted = {*groups["submitted"], *owing}
    ranks: dict[str, int] = {}
    for rank, (office_id, area) in enumerate(areas.items()):  # in roster order
        if office_id in counted:
            ranks.setdefault(area, rank)
    for area, rank in ranks.items():
        yield area, rank, [tallied[name][area] for name in _NAMES]


def _fields(counts: _Numbers) -> dict[str, int]:
    """Return the fields of Counts."""
    found = dict(zip(_NAMES, counts, strict=True))
    return {"expected": sum(found[name] for name in _EXPECTED), **found}
