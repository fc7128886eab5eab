"""`python -m tests.all_crashes [TALE ...] [--postgresql] [--pairs all|some|none]`: die at every step of every tale.

All pairs of deaths take minutes on SQLite and hours on PostgreSQL: `make test` has all deaths alone and some of the
pairs. What came out of whole runs is in docs/crashes.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.crash_search import Choose, Found, Search, every_step, one_of_each_kind
from tests.crash_tales import TALES, Tale
from tests.crash_worlds import PostgresWorlds, SqliteWorlds, Worlds
from tests.postgres import fresh_cluster

SECOND: dict[str, tuple[Choose, ...]] = {"all": (every_step,), "some": (one_of_each_kind,), "none": ()}


def main() -> int:
    """Return 0 when nothing went wrong."""
    asked = argparse.ArgumentParser(prog="python -m tests.all_crashes")
    asked.add_argument("tale", nargs="*", help=f"of {', '.join(TALES)}; all by default")
    asked.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    asked.add_argument("--pairs", choices=SECOND, default="all", help="which deaths of the life after the first")
    given = asked.parse_args()
    found = [_run(name, given.postgresql, given.pairs) for name in given.tale or TALES]
    return 1 if any(each.problems for each in found) else 0


def _run(name: str, on_postgresql: bool, pairs: str) -> Found:
    began = time.monotonic()
    with _worlds(TALES[name], on_postgresql) as worlds:
        found = Search(worlds, TALES[name]).search(every_step, *SECOND[pairs])
    told = ["postgresql" if on_postgresql else "sqlite", name, *found.deaths, *found.worlds, found.lives]
    seconds = round(time.monotonic() - began)
    print(" | ".join(map(str, told)), "|", len(found.problems), "|", seconds, "s", flush=True)
    for problem in found.problems:
        print(problem, flush=True)
    return found


@contextmanager
def _worlds(tale: Tale, on_postgresql: bool) -> Iterator[Worlds]:
    if not on_postgresql:
        yield SqliteWorlds(tale.prepare)
        return
    with fresh_cluster() as cluster:
        yield PostgresWorlds(tale.prepare, cluster)


if __name__ == "__main__":
    raise SystemExit(main())
