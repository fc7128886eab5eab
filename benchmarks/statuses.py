"""How fast an overseer of a country is answered, beside the plain query that counts its answers.

Cold: the first question a process is asked, the roster read and the tree laid out. Warm: the ones after. A district is
a part of the same country: an answer costs what it shows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import text

from benchmarks import country, databases
from benchmarks.databases import Database
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from handlers.status import keeping, measuring, vocabulary
from handlers.status.answers import Asker
from handlers.status.asked import Asked
from handlers.status.roster import Roster
from models import Session, reading
from models.rounds import Round
from models.scopes import Scope

COUNTING = "SELECT count(*) FROM answer WHERE state = 'value'"


def measure(plan: Plan, now: datetime) -> Iterator[Figure]:
    """Yield the figures of each database there is."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="country-")))
        found = [stack.enter_context(databases.sqlite(folder))]
        if plan.with_postgresql and (cluster := stack.enter_context(databases.postgresql())):
            found.append(cluster)
        for database in found:
            country.settle(database.engine, plan.offices, now)
            keeping.count_anew(database.engine, now)
            country.rest(database.engine)
            yield from _of(database, plan, now)


def _of(database: Database, plan: Plan, now: datetime) -> Iterator[Figure]:
    what = f"{plan.offices:,} offices × {country.ITEMS} items"
    with Session(reading(database.engine)) as session:
        cold = _milliseconds(lambda: _status(session, country.ROOT, now), 1)
        counting = _milliseconds(lambda: session.execute(text(COUNTING)).scalar(), plan.questions_asked)
        warm = _milliseconds(lambda: _status(session, country.ROOT, now), plan.questions_asked)
        district = _milliseconds(lambda: _status(session, country.FIRST_DISTRICT, now), plan.questions_asked)
    beside = "ms, counting the answers"
    yield Figure("", f"status of {what}, cold", database.name, cold, "ms", counting, beside)
    yield Figure("T10", f"status of {what}, warm", database.name, warm, "ms", counting, beside)
    yield Figure("", "status of one district of it", database.name, district, "ms", counting, beside)


def _status(session: Session, under: int, now: datetime) -> None:
    """Answer as chat does: who asks, what they may see, counts and areas."""
    session.expire_all()
    directory = vocabulary.directory_of(session)
    scope = directory.below(under)
    asker = Asker(Scope(scope), under, Roster(directory, scope))
    measured = measuring.measure(session, asker, Asked("status"), session.get_one(Round, 1), now)
    assert measured.expected == len(scope) - country.above(under), "not every office was counted"


def _milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken) * 1e3
