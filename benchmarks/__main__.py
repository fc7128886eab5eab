"""Measure, and say it: JSON lines on standard output, then the table and what disturbed on standard error."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import databases, effort, fanout, files, memory, processes, sizes, statuses, throughput, turns
from benchmarks.figures import Figure, misses, setting, table
from benchmarks.plan import FULL, SHORT, Plan
from benchmarks.slices import Lab

SLACK = 0.5  # the short run asks for half of the "at least" column
BUILD = processes.ROOT / "build"


def main() -> int:
    given = _arguments()
    now, started = datetime.now(UTC), time.monotonic()
    print(setting(now), flush=True)
    found = []
    for figure in _figures(SHORT if given.short else FULL, given.only, now):
        print(figure.line(), flush=True)
        found.append(figure)
    print("\n".join(["", *table(found)]), f"\n{time.monotonic() - started:.0f} s", file=sys.stderr)
    missed = misses(found, SLACK) if given.short else []
    for sentence in missed:
        print(f"less than {SLACK:g} x the target: {sentence}", file=sys.stderr)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed and memory beside baselines.")
    parser.add_argument("--short", action="store_true", help="under 40 s, with loose gates; noisy figures pass")
    only = ("webhook", "turns", "effort", "memory", "files", "reminders", "status")
    parser.add_argument("--only", choices=only, help="measure one of them")
    return parser.parse_args()


def _figures(plan: Plan, only: str | None, now: datetime) -> Iterator[Figure]:
    with ExitStack() as stack:
        BUILD.mkdir(exist_ok=True)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD)))
        load = stack.enter_context(processes.load())
        script: list[str] = []
        for found in turns.measure(Lab(load, folder), plan, now) if only != "effort" else ():
            if isinstance(found, list):
                script = found
            elif only in (None, "turns"):
                yield found
        yield from _of_forms_and_status(plan, only, now)
        if only in (None, "effort"):
            yield from effort.measure(Lab(load, folder), plan, now)
        if only in (None, "webhook"):
            yield from _webhook(load, folder, plan, script, now)
        if only in (None, "files"):
            yield from files.measure(plan)
        if only in (None, "memory"):
            yield from memory.measure(Lab(load, folder), plan, now)
        if only in (None, "reminders"):
            yield from _reminders(folder, plan)


def _of_forms_and_status(plan: Plan, only: str | None, now: datetime) -> Iterator[Figure]:
    if only in (None, "turns"):
        yield from sizes.measure(plan)
    if only in (None, "status"):
        yield from statuses.measure(plan, now)


def _webhook(load: processes.Load, folder: Path, plan: Plan, script: list[str], now: datetime) -> Iterator[Figure]:
    with ExitStack() as stack:
        found = [stack.enter_context(databases.sqlite(folder))]
        if plan.with_postgresql and (cluster := stack.enter_context(databases.postgresql())):
            found.append(cluster)
        lab = Lab(load, folder, [each.server for each in found if each.server])
        yield from throughput.measure(lab, plan, found, script, now)


def _reminders(folder: Path, plan: Plan) -> Iterator[Figure]:
    with ExitStack() as stack:
        found = [stack.enter_context(databases.sqlite(folder, "reminders"))]
        if plan.with_postgresql and (cluster := stack.enter_context(databases.postgresql())):
            found.append(cluster)
        yield from fanout.measure(plan, found)


if __name__ == "__main__":
    sys.exit(main())
