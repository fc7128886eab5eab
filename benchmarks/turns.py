"""What one answered question costs, by the size of the form: in the engine alone, and as a whole turn with its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from statistics import median
from time import perf_counter

from benchmarks import branching, commits, databases, filling, officers, questionnaire
from benchmarks.databases import Database
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from benchmarks.slices import Lab
from forms import interview
from forms.changes import changes
from forms.facts import Leaf
from forms.form import Form
from forms.interview import Interview
from forms.prompt import prompt
from forms.said import AddRepeat, Chosen, EndRepeat, NoAnswer, Said, Value
from handlers.form.publishing import Checked
from models import transaction
from models.people import Account
from models.submissions import Answer, Submission
from models.submissions import Interview as Place

SMALL, LARGE = "rt67", "tak66"
PROTOTYPE_MS = {30: 0.3, 300: 1.5, branching.AUTOPSY: 2.3, 1_000: 6.0}  # of the engine: measured once, elsewhere
SEED = 67


def measure(lab: Lab, plan: Plan, now: datetime) -> Iterator[Figure | list[str]]:
    """Yield the figures; before them, as a list, what an officer typed to fill the small form."""
    sized = {questions: branching.checked(questions) for questions in (*plan.sizes, plan.questions)}
    forms = {f"branching{questions}": checked for questions, checked in sized.items()}
    forms[SMALL] = questionnaire.of_library(SMALL)
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
        for questions, checked in sized.items():
            officer = people[f"branching{questions}"][0]
            yield _whole(questions, _twice(database, officer, checked, plan, now), floor_ms)
    yield from (_alone(questions, checked, now) for questions, checked in sized.items())


def _whole(questions: int, seconds: Sequence[float], floor_ms: float) -> Figure:
    value = median(seconds) * 1e3
    worst = sorted(seconds)[int(len(seconds) * 0.99)] * 1e3
    details = {"turns": len(seconds), "p99_ms": worst}
    name = f"one answer of {questions} questions, whole turn"
    return Figure("", name, "sqlite", value, "ms", floor_ms, "ms, a bare commit", details=details)


def _seconds(database: Database, officer: str, now: datetime, most: int | None) -> list[float]:
    return [heard.seconds for heard in islice(filling.fill(database.engine, officer, now), most)]


def _twice(database: Database, officer: str, checked: Checked, plan: Plan, now: datetime) -> list[float]:
    """Answer some questions at the beginning of a form, and as many in its middle."""
    assert checked.form is not None
    on_the_way = [held for held, _seconds in _walk(checked.form, now)]
    beginning = _seconds(database, officer, now, min(plan.turns_there, len(on_the_way) // 2))
    _carry_to(database, officer, on_the_way[len(on_the_way) // 2], now)
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


def _alone(questions: int, checked: Checked, now: datetime) -> Figure:
    assert checked.form is not None
    seconds = [spent for _held, spent in _walk(checked.form, now)]
    details = {"turns": len(seconds), "p95_ms": sorted(seconds)[int(len(seconds) * 0.95)] * 1e3}
    name, prototype = f"one answer of {questions} questions, engine alone", PROTOTYPE_MS.get(questions)
    return Figure("T11", name, "memory", median(seconds) * 1e3, "ms", prototype, "ms, the prototype", details=details)


def _walk(form: Form, now: datetime) -> Iterator[tuple[Interview, float]]:
    """Yield the interview after each answer, with the seconds the engine took for the turn.

    A turn is all that is done without a database: restored from what was stored, told the answer, recalculated, asked
    for the next question and for what has to be stored.
    """
    held, _facts = interview.begin(form, seed=SEED, now=now, properties={})
    asked = prompt(held)
    while asked.index.event != "end":
        said, stored = _said(filling.answer_to(asked), asked.type), _stored(held)
        started = perf_counter()
        before = _restored(form, stored)
        held, _facts = interview.hear(before, said, now)
        asked = prompt(held)
        written = changes(before, held)
        json.dumps([[*key, leaf.value, leaf.state] for key, leaf in written.set.items()])
        json.dumps(held.state())
        yield held, perf_counter() - started


def _stored(held: Interview) -> str:
    """Return all that an interview is restored from; the forms measured here have no repeats."""
    return json.dumps([held.state(), [[*key, leaf.value, leaf.state] for key, leaf in held.answers.items()]])


def _restored(form: Form, stored: str) -> Interview:
    state, rows = json.loads(stored)
    answers = {(ref, pos): Leaf(value, kind) for ref, pos, value, kind in rows}
    return interview.restore(form, answers=answers, repeats={}, **state)


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
