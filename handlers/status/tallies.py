"""The numbers of a round where there are too many offices to look at each: counts and areas, no list.

They are those of progress.py, counted from lists of ids; a test holds the two equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from handlers.status.progress import AreaProgress, Progress
from models import Session, standing_lists
from models.rounds import Round
from thai.dates import in_bangkok

MANY = 300  # offices: from here on only numbers are asked for

_Tallied = Mapping[str, Counter[str]]


def tally(
    session: Session,
    round_: Round,
    office_ids: Collection[int],
    now: datetime,
    areas: Mapping[int, str],
    below: Mapping[str, int],
) -> Progress:
    """Return how far the offices are, as counts. `areas`: office -> area; `below`: area -> the office it is under."""
    found = standing_lists.by_standing(session, round_, office_ids, now)
    owing = [*found.begun, *found.not_begun]
    hearing = standing_lists.hearing(session, owing, in_bangkok(now).date()) if owing else set()
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
    every = dict.fromkeys(area for office_id, area in areas.items() if office_id in counted)  # in roster order
    lines = tuple(AreaProgress(name=name, office_id=below.get(name), **_counts(tallied, name)) for name in every)
    return Progress(round=round_, areas=lines, offices=(), **_counts(tallied, None))


def _counts(tallied: _Tallied, area: str | None) -> dict[str, int]:
    """Return the fields of Counts for one area, or for all."""
    names = ("submitted", "on_time", "in_progress", "not_started", "unreachable", "late")
    counts = {name: _of(tallied[name], area) for name in names}
    expected = sum(counts[name] for name in ("submitted", "in_progress", "not_started", "unreachable"))
    return {"expected": expected, **counts}


def _of(counted: Counter[str], area: str | None) -> int:
    return counted.total() if area is None else counted[area]
