"""Two servers side by side in short slices, A B B A: what both lose to a busy neighbour does not count."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import Database, applied
from benchmarks.noise import MOST_DISK_CHANGE, MOST_FOREIGN, Neighbours, fsync_us
from benchmarks.plan import Plan
from benchmarks.processes import Load, Server

SEATS = 32  # connections: as many as the README bot has threads
MOST_GENERATOR = 0.6  # of a core; above that the generator is measured, not the server
_slices = count(1)


@dataclass(frozen=True)
class Side:
    """One of the two: a server, the database behind it if any, and whether it replies. `cores`: pinned to these."""

    server: Server
    database: Database | None = None
    replies: bool = True
    cores: frozenset[int] | None = None


@dataclass(frozen=True)
class Slice:
    """What one slice gave. `wrong`: work that was not done as many times as it was accepted."""

    per_second: float
    delivered: float
    p50_ms: float
    p99_ms: float
    accepted: int
    cpu_us: float
    generator: float
    foreign: float
    fsync_us: float
    wrong: str = ""


@dataclass(frozen=True)
class Lab:
    """What slices need: the load process, a folder on the measured disk, and database servers that are ours too."""

    load: Load
    folder: Path
    database_servers: Sequence[int] = field(default_factory=tuple)

    def closed(self, side: Side, seconds: float, latency: float) -> Slice:
        """As many events as possible for some seconds, the API answering after `latency` seconds."""
        return self._slice("closed", side, latency, seconds=seconds)

    def open(self, side: Side, seconds: float, latency: float, rate: float) -> Slice:
        """`rate` events a second, whether they are answered in time or not."""
        return self._slice("open", side, latency, seconds=seconds, rate=rate)

    def _slice(self, job: str, side: Side, latency: float, **told: Any) -> Slice:
        salt = new_salt()
        if side.cores:
            side.server.pin(set(side.cores))
        disk, cpu, neighbours = fsync_us(self.folder), side.server.cpu_seconds(), self.neighbours()
        told |= {"latency": latency, "replies": side.replies}
        found = self.load.do(job, room=side.server.name, seats=SEATS, salt=salt, **told)
        foreign, used = neighbours.cores(), side.server.cpu_seconds() - cpu
        if side.cores:
            side.server.pin(set(_all_cores()))
        accepted = found["accepted"]
        return Slice(
            per_second=accepted / found["seconds"],
            delivered=accepted / (found["delivered_seconds"] or found["seconds"]),
            p50_ms=found["p50_ms"],
            p99_ms=found["p99_ms"],
            accepted=accepted,
            cpu_us=used / max(1, accepted) * 1e6,
            generator=found["generator_share"],
            foreign=foreign,
            fsync_us=disk,
            wrong=_miscounted(side, found, salt),
        )

    def neighbours(self) -> Neighbours:
        return Neighbours(lambda: list(self.database_servers))


@dataclass(frozen=True)
class Pairs:
    """Slices of both sides in pairs, and what the medians say."""

    ours: tuple[Slice, ...]
    theirs: tuple[Slice, ...]

    @property
    def trouble(self) -> str:
        """Return why the figure cannot be trusted; empty when it can."""
        every = (*self.ours, *self.theirs)
        wrong = next((each.wrong for each in every if each.wrong), "")
        return wrong or noise_of(every)

    def ours_median(self, name: str) -> float:
        found: float = median(getattr(each, name) for each in self.ours)
        return found

    def matched(self, name: str) -> tuple[float, float]:
        """Return ours, and theirs such that ours / theirs is the median of the pairs' ratios."""
        ratios = [getattr(a, name) / getattr(b, name) for a, b in zip(self.ours, self.theirs, strict=True)]
        ours = self.ours_median(name)
        return ours, ours / median(ratios)


def compare(lab: Lab, ours: Side, theirs: Side, *, latency: float, plan: Plan) -> Pairs:
    """Run the plan's pairs A B, B A, ...; some more while neighbours disturb, of which the quietest count."""
    found: list[tuple[Slice, Slice]] = []
    while len(found) < plan.pairs or (len(found) < plan.pairs * plan.again and _noisy(found, plan.pairs)):
        order = [ours, theirs] if len(found) % 2 == 0 else [theirs, ours]
        one = {id(side): lab.closed(side, plan.seconds, latency) for side in order}
        found.append((one[id(ours)], one[id(theirs)]))
    best = sorted(found, key=lambda pair: pair[0].foreign + pair[1].foreign)[: plan.pairs]
    return Pairs(tuple(a for a, _ in best), tuple(b for _, b in best))


def _noisy(found: Sequence[tuple[Slice, Slice]], pairs: int) -> bool:
    quiet = [pair for pair in found if max(pair[0].foreign, pair[1].foreign) <= MOST_FOREIGN]
    return len(quiet) < pairs


def noise_of(slices: Sequence[Slice]) -> str:
    """Return what disturbed the slices, in words; empty when nothing did."""
    foreign = median(each.foreign for each in slices)
    disks = [each.fsync_us for each in slices]
    busiest = max(each.generator for each in slices)
    if foreign > MOST_FOREIGN:
        return f"neighbours use {foreign:.1f} cores"
    if max(disks) > MOST_DISK_CHANGE * min(disks):
        return f"fsync {min(disks):.0f}-{max(disks):.0f} µs"
    return f"generator at {busiest:.0%} of a core" if busiest > MOST_GENERATOR else ""


def described(slices: Sequence[Slice]) -> dict[str, Any]:
    """Return the slices' medians, for the JSON line."""
    names = ("per_second", "delivered", "p50_ms", "p99_ms", "cpu_us", "generator", "foreign", "fsync_us")
    medians = {name: median(getattr(each, name) for each in slices) for name in names}
    return {**medians, "slices": len(slices), "accepted": sum(each.accepted for each in slices)}


def new_salt() -> str:
    """Return letters and digits that no other slice's ids begin with."""
    return f"S{next(_slices):05d}"


def _miscounted(side: Side, found: dict[str, Any], salt: str) -> str:
    accepted = found["accepted"]
    if not accepted or found["refused"]:
        return f"{found['refused']} refused, {accepted} accepted"
    if side.replies and (found["replies"], found["duplicates"]) != (accepted, 0):
        return f"{accepted} accepted, {found['replies']} replies, {found['duplicates']} twice"
    if side.database is not None and (rows := applied(side.database, salt)) != accepted:
        return f"{accepted} accepted, {rows} applied"
    return ""


def _all_cores() -> set[int]:
    return set(range(os.cpu_count() or 1))
