"""Walks of the corpus as jobs for the oracles, and their outcome beside ours."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from tests.oracle import known
from tests.oracle.compare import Comparison, Tally
from tests.oracle.corpus import Sample
from tests.oracle.engines import Job, Told
from tests.oracle.walks import Walk, walked

Engine = Callable[[Iterable[Job]], dict[str, Told]]


def walk_all(samples: Iterable[Sample], seeds: Iterable[int], now: datetime) -> dict[str, tuple[Sample, Walk]]:
    """Return walks of every form, by id."""
    seeds = tuple(seeds)
    return {f"{sample.name}-{seed}": (sample, walked(sample.form, seed, now)) for sample in samples for seed in seeds}


def told(engine: Engine, walks: dict[str, tuple[Sample, Walk]]) -> dict[str, Told]:
    """Return what an oracle shows of these walks, by id."""
    with tempfile.TemporaryDirectory() as folder:
        return engine(list(_jobs(walks, Path(folder))))


def tally(name: str, walks: dict[str, tuple[Sample, Walk]], told: dict[str, Told]) -> Tally:
    """Return how one oracle agrees with us on these walks."""
    found = Tally()
    add(found, name, walks, told)
    return found


def add(found: Tally, name: str, walks: dict[str, tuple[Sample, Walk]], told: dict[str, Told]) -> None:
    """Count into a tally how one oracle agrees with us on these walks."""
    expected = known.of(name)
    for walk_id, (sample, walk) in walks.items():
        Comparison(sample.name, sample.form, expected, found).walk(walk.seen, told[walk_id], walk.sent)


def _jobs(walks: dict[str, tuple[Sample, Walk]], folder: Path) -> Iterable[Job]:
    for walk_id, (sample, walk) in walks.items():
        place = folder / sample.name
        if not place.exists():
            place.mkdir()
            (place / "form.xml").write_text(sample.xform)
            for name, content in sample.attachments.items():
                (place / name).write_bytes(content)
        yield {"id": walk_id, "xform": str(place / "form.xml"), "folder": str(place), "steps": walk.steps}
