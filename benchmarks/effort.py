"""What a report asks of an officer: messages and taps for each answer, what each step shows, how long a reply takes.

The least possible is one message an answer. A report is filled as an officer types who knows no shortcut: ending each
list and table is counted; opening the report and sending it with the head's agreement are told apart. Replies are
measured while a hundred officers answer, each after a moment of thought, in one process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from random import Random
from statistics import median
from time import perf_counter, sleep
from typing import Any

from benchmarks import databases, filling, officers, questionnaire
from benchmarks.databases import Database
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from benchmarks.slices import Lab
from bot.intake import Intake
from bot.render import Renderer
from bot.signing import Buttons
from bot.writer import Writer
from handlers import words
from handlers.incoming import Incoming, Text
from handlers.respond import respond
from models import Engine, Session, desks, submissions, transaction
from models.people import Account

FORMS = ("pnglb_monthly", "lpn67r2", "rt67")
AT_ONCE = 100
ANSWERS_EACH = 3
THINKS_SECONDS = 4.0  # between two answers, on average: far less than anybody needs to type one
AROUND = 2  # messages that answer nothing: opening the report, sending it with the head's agreement
SECRET = b"only for measuring"
PATIENCE_MS = 300.0  # a reply to an answer, in process


@dataclass(frozen=True)
class Filled:
    """One report: what its officer said, what was stored of it, and the messages of every step."""

    said: int
    answers: int
    steps: Sequence[Sequence[dict[str, Any]]]

    @property
    def bubbles(self) -> list[int]:
        return [len(step) for step in self.steps]

    @property
    def sizes(self) -> list[int]:
        return [len(json.dumps(step, ensure_ascii=False).encode()) for step in self.steps]


def measure(lab: Lab, _plan: Plan, now: datetime) -> Iterator[Figure]:
    """Yield the effort of each form, what a step shows, and the reply with many officers filling at once."""
    forms = {form_id: (questionnaire.of_library(form_id), 1) for form_id in FORMS}
    forms[FORMS[-1]] = (forms[FORMS[-1]][0], 1 + AT_ONCE)
    renderer = Renderer(Buttons(SECRET), "https://raingan.example")
    with databases.sqlite(lab.folder, "effort") as database:
        people = officers.furnish(database.engine, forms, now)
        filled = {form_id: _fill(database.engine, people[form_id][0], renderer, now) for form_id in FORMS}
        for form_id, report in filled.items():
            yield from _effort(form_id, report)
        yield from _shown([size for report in filled.values() for size in report.sizes], "bytes of a step")
        yield from _shown([count for report in filled.values() for count in report.bubbles], "bubbles of a step")
        yield _crowd(database, people[FORMS[-1]][1:], renderer, now)


def _effort(form_id: str, report: Filled) -> Iterator[Figure]:
    details = {"said": report.said, "answers": report.answers}
    name, value = f"messages and taps an answer, {form_id}", (report.said - AROUND) / report.answers
    yield Figure("E1", name, "sqlite", value, "", 1.0, "at least", details=details)
    yield Figure("", f"the same, from opening to receipt, {form_id}", "sqlite", report.said / report.answers, "")


def _shown(found: Sequence[int], name: str) -> Iterator[Figure]:
    worst = sorted(found)[int(len(found) * 0.95)]
    yield Figure("", name, "sqlite", median(found), "median", details={"p95": worst, "most": max(found)})


def _fill(engine: Engine, officer: str, renderer: Renderer, now: datetime) -> Filled:
    """Fill and send a report; return what it took."""
    said, steps, text = 0, [], filling.BEGIN
    while text:
        said += 1
        now += filling.BETWEEN
        steps.append(_say(engine, officer, text, said, renderer, now))
        text = _next(engine, officer, text, now)
    with Session(engine) as session:
        account = session.get_one(Account, officer)
        place = session.query(submissions.Interview).filter_by(person_id=account.person_id).one()
        row = session.get_one(submissions.Submission, place.submission_id)
        if row.submitted_at is None:
            raise RuntimeError(f"the report of {officer} was not sent")
        rows = submissions.answers_of(session, row.id)
        answers = sum(each.source == "user" and each.state != "put_off" for each in rows)
    return Filled(said, answers, steps)


def _say(
    engine: Engine, officer: str, text: str, number: int, renderer: Renderer, now: datetime
) -> list[dict[str, Any]]:
    incoming = Incoming(f"{officer}-effort-{number}", officer, Text(text, f"{officer}-{number}"), now)
    with transaction(engine) as session:
        desks.lay_out(session, [officer], now)
        replies = respond(session, incoming, now).replies
    return [message for call in renderer.calls(replies, officer) for message in call]


def _next(engine: Engine, officer: str, said: str, now: datetime) -> str:
    """Return what is said next: an answer, then that the head agreed and the report is to be sent, then nothing."""
    if said == words.HEAD_AGREED:
        return ""
    return filling.next_words(engine, officer, now) or words.HEAD_AGREED


# --- many at once --------------------------------------------------------------------------------------------------


def _crowd(database: Database, people: Sequence[str], renderer: Renderer, now: datetime) -> Figure:
    """Let everybody answer at once, each the own report, through the product's intake; measure every reply."""
    intake = Intake(Writer(database.engine), respond, renderer)
    texts = [filling.BEGIN, "1", *[filling.NARRATIVE] * ANSWERS_EACH]

    def answer(officer: str) -> list[float]:
        spent = []
        chance = Random(officer)
        for number, text in enumerate(texts):
            sleep(chance.uniform(0, 2 * THINKS_SECONDS))
            raw = _event(officer, text, number)
            started = perf_counter()
            intake.take(raw, datetime.fromtimestamp(raw["timestamp"] / 1000, tz=now.tzinfo))
            spent.append(perf_counter() - started)
        return spent[2:]

    with ThreadPoolExecutor(len(people)) as pool:
        spent = sorted(each for found in pool.map(answer, people) for each in found)
    p95 = spent[int(len(spent) * 0.95)] * 1e3
    details = {"replies": len(spent), "median_ms": median(spent) * 1e3}
    name = f"reply p95, {len(people)} officers at once"
    return Figure("E2", name, "sqlite", p95, "ms", PATIENCE_MS, "ms, our patience", details=details)


def _event(officer: str, text: str, number: int) -> dict[str, Any]:
    return {
        "type": "message",
        "webhookEventId": f"effort-{officer}-{number}",
        "timestamp": int(datetime.now().timestamp() * 1000),
        "mode": "active",
        "source": {"type": "user", "userId": officer},
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token-{officer}-{number}",
        "message": {"type": "text", "id": f"{officer}-crowd-{number}", "text": text},
    }
