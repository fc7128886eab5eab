"""Resident memory of one worker: after the start, after many turns, after ten times as many, over many forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from benchmarks import bots, databases, filling, officers, questionnaire
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from benchmarks.processes import resident_mb
from benchmarks.slices import SEATS, Lab, new_salt
from handlers.form.publishing import Checked
from models import Engine

LIBRARY = ("rt67", "lpn67r1", "lpn67r2", "atg67", "pnglb_monthly")
LARGE = "tak66"
OFFICERS = 60  # of each form


def measure(lab: Lab, plan: Plan, now: datetime) -> Iterator[Figure]:
    """Yield the memory after the start and after each number of turns the plan names."""
    forms = _forms(plan)
    with databases.sqlite(lab.folder, "memory") as database:
        known = {form_id: (checked, OFFICERS) for form_id, checked in forms.items()}
        people = officers.furnish(database.engine, known, now)
        scripts = _scripts(database.engine, people, now)
        with bots.product(database, lab.load.line_port, lab.folder, "product-memory") as server:
            (worker,) = server.workers
            start = resident_mb(worker)
            yield Figure("", "memory of a worker after its start", "sqlite", start, "MB")
            told = {"people": officers.together([each[1:] for each in people.values()]), "scripts": scripts}
            lab.load.do("open_room", room=server.name, port=server.port, **told)
            few, many = plan.turns_in_memory
            done = _talk(lab, server.name, few, plan.memory_seconds)
            before = resident_mb(worker)
            yield Figure("", f"memory after {done} turns", "sqlite", before, "MB", start, "MB at the start")
            done += _talk(lab, server.name, many - done, plan.memory_seconds)
            after, name = resident_mb(worker), f"memory after {done} turns over {len(forms)} forms"
            yield Figure("T12", name, "sqlite", after, "MB", before, "MB before")


def _forms(plan: Plan) -> Mapping[str, Checked]:
    names = (*LIBRARY, *((LARGE,) if plan.with_tak66 else ()))
    forms = {form_id: questionnaire.of_library(form_id) for form_id in names}
    sizes = {f"bench{number}": 5 * number for number in range(1, plan.forms_in_memory + 1)}
    return forms | {form_id: questionnaire.generated(form_id, size) for form_id, size in sizes.items()}


def _scripts(engine: Engine, people: Mapping[str, Sequence[str]], now: datetime) -> list[list[str]]:
    """Return what an officer types at each form, as the first of each did."""
    return [filling.script(engine, officers_of_form[0], now) for officers_of_form in people.values()]


def _talk(lab: Lab, room: str, turns: int, seconds: float) -> int:
    """Take so many turns, or as many as fit into `seconds`; return how many were taken."""
    told = {"turns": turns, "seconds": seconds, "latency": 0.0, "replies": True}
    found = lab.load.do("closed", room=room, seats=SEATS, salt=new_salt(), **told)
    return int(found["accepted"])
