"""The numbers of a round where there are too many offices to look at each: counts and areas, no list.

They are those of progress.py, added up from counts that are kept for parts of the roster (models/kept_counts.py), and
for what is left from lists of ids; tests hold them equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
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


@dataclass
class _Tally:
    """The counts of one area, and the place of its first office in the roster."""

    rank: int
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, rank: int, counts: Mapping[str, int]) -> None:
        self.rank = min(self.rank, rank)
        self.counts.update(counts)


def tally(
    session: Session, round_: Round, office_ids: frozenset[int], now: datetime, directory: Directory, under: int | None
) -> Progress:
    """Return how far the offices are, as counts, in the areas below `under`."""
    found: dict[str, _Tally] = {}
    for area, rank, counts in _counted(session, round_, office_ids, now, directory, under):
        found.setdefault(area, _Tally(rank)).add(rank, counts)
    below = directory.area_offices(under)
    lines = tuple(
        AreaProgress(name=name, office_id=below.get(name), **_fields(each.counts))
        for name, each in sorted(found.items(), key=lambda item: item[1].rank)
    )
    whole = sum((each.counts for each in found.values()), Counter[str]())
    return Progress(round=round_, areas=lines, offices=(), **_fields(whole))


_Counted = tuple[str, int, Mapping[str, int]]
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
    for each in kept:
        if each.cell in whole:
            yield areas[each.cell], each.rank, _of_cell(each, round_, now)
    if rest:
        yield from _one_by_one(session, round_, rest, now, areas)


def _of_cell(cell: CellCount, round_: Round, now: datetime) -> dict[str, int]:
    unsent = cell.in_progress + cell.not_started + cell.unreachable
    return {
        "submitted": cell.on_time + cell.too_late,
        "on_time": cell.on_time,
        "in_progress": cell.in_progress,
        "not_started": cell.not_started,
        "unreachable": cell.unreachable,
        "late": unsent if now > (cell.own_late_at or round_.late_at) else 0,
    }


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
        yield area, rank, {name: counts[area] for name, counts in tallied.items()}


def _fields(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the fields of Counts."""
    found = {name: counts.get(name, 0) for name in _NAMES}
    return {"expected": sum(found[name] for name in _EXPECTED), **found}
