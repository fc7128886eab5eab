"""What one answered question costs, by the size of the form: in the engine alone, and as a whole turn with its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from statistics import median
from time import perf_counter

from benchmarks import commits, databases, filling, officers, questionnaire
from benchmarks.databases import Database
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from benchmarks.slices import Lab
from forms import interview
from forms.form import Form
from forms.interview import Interview
from forms.prompt import prompt
from forms.said import AddRepeat, Chosen, EndRepeat, NoAnswer, Said, Value
from handlers.publishing import Checked
from models import transaction
from models.people import Account
from models.submissions import Answer, Submission
from models.submissions import Interview as Place

SMALL, LARGE = "rt67", "tak66"
GENERATED = "generated"
PROTOTYPE_MS = {41: 0.3, 219: 1.5, 1_000: 6.0}  # of the engine, by questions: measured once, on another machine
SEED = 67
OUTLINES = 20  # how often the outline of all items is taken on the way through a form


def measure(lab: Lab, plan: Plan, now: datetime) -> Iterator[Figure | list[str]]:
    """Yield the figures; before them, as a list, what an officer typed to fill the small form."""
    forms = {SMALL: questionnaire.of_library(SMALL), GENERATED: questionnaire.generated(GENERATED, plan.questions)}
    if plan.with_tak66:
        forms[LARGE] = questionnaire.of_library(LARGE)
    with databases.sqlite(lab.folder, "turns") as database:
        people = officers.furnish(database.engine, {form_id: (checked, 2) for form_id, checked in forms.items()}, now)
        floor_ms = 1e3 / commits.per_second(database, 0.3)
        small = list(filling.fill(database.engine, people[SMALL][0], now))
        yield [heard.text for heard in small]
        yield _whole(41, [heard.seconds for heard in small], floor_ms)
        if plan.with_tak66:
            yield _whole(219, _seconds(database, people[LARGE][0], now, None), floor_ms)
        yield _whole(plan.questions, _twice(database, people[GENERATED][0], forms, plan, now), floor_ms)
    yield from _engine_figures(forms, now)


def _whole(questions: int, seconds: Sequence[float], floor_ms: float) -> Figure:
    value = median(seconds) * 1e3
    worst = sorted(seconds)[int(len(seconds) * 0.99)] * 1e3
    details = {"turns": len(seconds), "p99_ms": worst}
    name = f"one answer of {questions} questions, whole turn"
    return Figure("", name, "sqlite", value, "ms", floor_ms, "ms, a bare commit", details=details)


def _seconds(database: Database, officer: str, now: datetime, most: int | None) -> list[float]:
    return [heard.seconds for heard in islice(filling.fill(database.engine, officer, now), most)]


def _twice(database: Database, officer: str, forms: dict[str, Checked], plan: Plan, now: datetime) -> list[float]:
    """Answer some questions at the beginning of the large form, and as many in its middle."""
    beginning = _seconds(database, officer, now, plan.turns_there)
    form = forms[GENERATED].form
    assert form is not None
    half = next(islice(_walk(form, now), len(form.items) // 2, None))[0]
    _carry_to(database, officer, half, now)
    return [*beginning[1:], *_seconds(database, officer, now, plan.turns_there)[1:]]


def _carry_to(database: Database, officer: str, held: Interview, now: datetime) -> None:
    """Store what an interview without repeats holds, as if the officer had answered so far."""
    with transaction(database.engine) as session:
        account = session.get_one(Account, officer)
        row = session.get_one(Submission, account.submission_id)
        place = session.get_one(Place, (account.person_id, row.id))
        place.state = {**place.state, "index": str(held.index)}
        session.query(Answer).filter(Answer.submission_id == row.id).delete()
        for (ref, pos), leaf in held.answers.items():
            kept = {"value": leaf.value, "state": leaf.state, "source": "user", "rev": 1, "answered_at": now}
            session.add(Answer(submission_id=row.id, ref=ref, pos=pos, typed=leaf.value, **kept))


def _engine_figures(forms: dict[str, Checked], now: datetime) -> Iterator[Figure]:
    compiled = [checked.form for checked in forms.values() if checked.form is not None]
    for form in sorted(compiled, key=lambda form: len(form.items)):
        walked = list(_walk(form, now))
        hears = median(seconds for _held, seconds in walked) * 1e3
        counts = median(_outline_seconds(held) for held, _seconds in walked[:: len(walked) // OUTLINES]) * 1e3
        details = {"turns": len(walked), "hear_and_ask_ms": hears, "count_ms": counts}
        name = f"one answer of {len(form.items)} questions, engine alone"
        prototype = PROTOTYPE_MS.get(len(form.items))
        yield Figure("T11", name, "memory", hears + counts, "ms", prototype, "ms, the prototype", details=details)


def _walk(form: Form, now: datetime) -> Iterator[tuple[Interview, float]]:
    """Yield the interview after each answer, with the seconds the engine took to hear it and to ask the next."""
    held, _facts = interview.begin(form, seed=SEED, now=now, properties={})
    asked = prompt(held)
    while asked.index.event != "end":
        said = _said(filling.answer_to(asked), asked.type)
        started = perf_counter()
        held, _facts = interview.hear(held, said, now)
        asked = prompt(held)
        yield held, perf_counter() - started


def _outline_seconds(held: Interview) -> float:
    started = perf_counter()
    interview.outline(held)
    return perf_counter() - started


def _said(typed: str | None, kind: str) -> Said:
    match typed, kind:
        case filling.ADD, _:
            return AddRepeat()
        case filling.ENOUGH, _:
            return EndRepeat()
        case filling.NONE, _:
            return NoAnswer()
        case _, "select_one" | "select_multiple":
            return Chosen(("yes",))
        case _, "date":
            return Value("2026-11-20")
    return Value(typed or "")
