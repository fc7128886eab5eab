"""Webhook events: how many a second, and how long one takes, beside the SDK's README bot and a null Flask app.

An event is the whole work: signature, dedupe, the officer's state, the answer stored, the next question, its durable
reply. The README bot stores nothing and says back what it heard; the null app only reads the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from benchmarks import bots, commits, databases, officers, questionnaire
from benchmarks.databases import Database
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from benchmarks.processes import Server
from benchmarks.slices import SEATS, Lab, Pairs, Side, Slice, compare, described, new_salt, noise_of

FORM = "rt67"
API = 0.08  # seconds LINE takes
SLOW_API = 1.5  # seconds it takes on a bad day
CALM = 16  # events a second: 32 officers, each of whom gets one reply after the other, can hear as many even then
RATES = {"T6": 200, "T6+": 1_200}  # events a second
HEADROOM = 1.2  # a rate is tried only where this much more was reached
PINNED = frozenset({0})


@dataclass(frozen=True)
class Rivals:
    """The baselines, up during the whole measurement."""

    echo: Side
    null: Side


def measure(lab: Lab, plan: Plan, dbs: Sequence[Database], script: Sequence[str], now: datetime) -> Iterator[Figure]:
    """Yield the figures of each database. `script`: what an officer types to fill FORM."""
    with ExitStack() as stack:
        echo = stack.enter_context(bots.echo(lab.load.line_port, lab.folder))
        null = stack.enter_context(bots.null(lab.folder))
        for server in (echo, null):
            people = [f"U{number:032x}" for number in range(plan.officers)]
            _open_room(lab, server, people, list(script) * 100)
        rivals = Rivals(Side(echo), Side(null, replies=False))
        for database in dbs:
            yield from _on(lab, plan, database, rivals, script, now)


def _on(
    lab: Lab, plan: Plan, database: Database, rivals: Rivals, script: Sequence[str], now: datetime
) -> Iterator[Figure]:
    form = questionnaire.of_library(FORM)
    people = officers.furnish(database.engine, {FORM: (form, plan.officers)}, now)[FORM]
    with bots.product(database, lab.load.line_port, lab.folder) as server:
        _open_room(lab, server, people, script)
        depth = {"share": plan.depth, "seconds": plan.scatter_seconds}
        lab.load.do("scatter", room=server.name, seats=SEATS, salt=new_salt(), **depth)
        ours = Side(server, database)
        at_80 = compare(lab, ours, rivals.echo, latency=API, plan=plan)
        yield _versus("T2", "replies/s, LINE at 80 ms", at_80, database, "README echo bot", "delivered")
        yield from _latencies(lab, plan, ours, rivals.echo, database, at_80.ours_median("per_second"))
        if plan.slow_seconds:
            yield _while_line_is_slow(lab, plan, ours, database)
        yield from _at_once(lab, plan, ours, rivals, database)
        yield _stored(database)
        lab.load.do("leave_room", room=server.name)


def _at_once(lab: Lab, plan: Plan, ours: Side, rivals: Rivals, database: Database) -> Iterator[Figure]:
    """LINE answers at once: what the processor and the disk allow."""
    alone = Side(ours.server, database, cores=PINNED) if database.server is None else ours
    at_0 = compare(lab, alone, rivals.echo, latency=0.0, plan=plan)
    yield _versus("T3", "events/s, LINE at 0 ms", at_0, database, "README echo bot", "per_second")
    beside_null = compare(lab, ours, rivals.null, latency=0.0, plan=plan)
    yield _versus("T4", "events/s, LINE at 0 ms", beside_null, database, "null Flask app", "per_second")
    floor = commits.per_second(database, plan.seconds)
    events = at_0.ours_median("per_second")
    yield Figure("", "events/s, LINE at 0 ms", database.name, events, "/s", floor, "bare commits/s")


def _latencies(lab: Lab, plan: Plan, ours: Side, echo: Side, database: Database, capacity: float) -> Iterator[Figure]:
    """How long LINE waits for a webhook, at fixed rates below what was reached, and at half of it."""
    rates = {target: rate for target, rate in RATES.items() if rate * HEADROOM <= capacity}
    for target, rate in {**rates, "": round(capacity / 2)}.items():
        found = lab.open(ours, plan.open_seconds, API, rate)
        beside = lab.open(echo, plan.open_seconds / 2, API, min(rate, 200))
        yield _latency(target, rate, database, found, beside)


def _latency(target: str, rate: float, database: Database, found: Slice, beside: Slice) -> Figure:
    why = found.wrong or noise_of([found])
    details = {**described([found]), "echo_p99_ms": beside.p99_ms}
    name = f"webhook p99 at {rate}/s"
    return Figure(
        target, name, database.name, found.p99_ms, "ms", API * 1e3, "ms of LINE", not why, why, details=details
    )


def _while_line_is_slow(lab: Lab, plan: Plan, ours: Side, database: Database) -> Figure:
    """How long LINE waits for a webhook while it takes long for each reply, beside its usual time: slices A B B A."""
    slices = [(latency, lab.open(ours, plan.slow_seconds, latency, CALM)) for latency in (SLOW_API, API, API, SLOW_API)]
    slow, usual = ([each for latency, each in slices if latency == wanted] for wanted in (SLOW_API, API))
    why = next((each.wrong for _, each in slices if each.wrong), "") or noise_of([*slow, *usual])
    p99, beside = (median(each.p99_ms for each in found) for found in (slow, usual))
    details = {"slow": described(slow), "usual": described(usual)}
    name = f"webhook p99 at {CALM}/s, LINE at {SLOW_API:g} s"
    return Figure("T7", name, database.name, p99, "ms", beside, "ms at 80 ms", not why, why, details)


def _versus(target: str, name: str, pairs: Pairs, database: Database, baseline_name: str, measured: str) -> Figure:
    ours, theirs = pairs.matched(measured)
    details = {"ours": described(pairs.ours), "theirs": described(pairs.theirs)}
    why = pairs.trouble
    return Figure(target, name, database.name, ours, "/s", theirs, baseline_name, not why, why, details)


def _stored(database: Database) -> Figure:
    """Say that the work was the real one: a reading of the script in which most turns stored an answer."""
    events, answers = databases.applied(database, "S"), databases.answers(database)
    right = answers > events / 2
    why = "" if right else "most turns stored no answer"
    return Figure("", "answers stored", database.name, answers, "rows", events, "events", right, why)


def _open_room(lab: Lab, server: Server, people: Sequence[str], script: Sequence[str]) -> None:
    lab.load.do("open_room", room=server.name, port=server.port, people=list(people), scripts=[list(script)])
