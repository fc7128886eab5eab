"""A morning of reminders to very many: decided, sent through the simulator, beside the bare cost of the same calls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import urllib3
from sqlalchemy import delete, insert, select

from benchmarks import bots
from benchmarks.databases import Database
from benchmarks.figures import Figure
from benchmarks.noise import Neighbours
from benchmarks.phones import phone
from benchmarks.plan import Plan
from benchmarks.processes import ROOT, end
from bot.delivery import PUSHERS
from bot.line import Line
from handlers.rounds import reminding
from handlers.rounds.opening import open_schedule
from migrations.commands import upgrade
from models import Engine, Session, gather_statistics, reading, transaction
from models.catalogue import FormVersion
from models.outbox import Outbox
from models.people import Account, Duty, Office, Person, Role
from models.reminder_rows import Reminder, ReminderItem
from models.rounds import Assignment
from scheduler.deadlines import Once
from thai.dates import BANGKOK

OFFICERS_OF_AN_OFFICE = 100
ROWS_AT_ONCE = 5_000
LATENCY_MS = 80
MORNING = datetime(2026, 11, 19, 9, 0, tzinfo=BANGKOK)  # the day before the deadline
OPENED = MORNING - timedelta(days=1)  # no earlier step concerns anybody
NEVER = 10**9  # so many equal ones are nowhere: each goes by a push of its own


def measure(plan: Plan, found: Sequence[Database]) -> Iterator[Figure]:
    """Yield the figures of each database: many equal reminders, and a sample of personal ones."""
    for database in found:
        with _simulator(plan.reminders) as port:
            yield from _morning(database, port, plan.reminders, reminding.SAME_FROM)
            yield from _morning(database, port, plan.personal_reminders, NEVER)


@contextmanager
def _simulator(people: int) -> Iterator[int]:
    words = [sys.executable, "-m", "benchmarks.phones", str(people)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        faults = {"api_latency_ms": LATENCY_MS}
        answer = urllib3.request("PUT", f"http://127.0.0.1:{port}/control/faults", json=faults)
        if answer.status != 200:
            raise RuntimeError(f"the simulator does not take its latency: {answer.status}")
        yield port
    finally:
        end(process)


def _morning(database: Database, port: int, people: int, same_from: int) -> Iterator[Figure]:
    furnish(database.engine, people)
    neighbours = Neighbours(lambda: [database.server] if database.server else [])
    before = _ledger(port)
    told = _clock(database, port, same_from)
    after = _ledger(port)
    calls = _calls(database.engine)
    reached = sum(len(call[0]) for call in calls)
    bare = _bare(port, calls)
    inserting = _bare_inserts(database.engine)
    foreign = neighbours.cores()
    complaint = _complaint(told, after, before, people, reached)
    trusted = {"trusted": not complaint and foreign <= 0.3, "why": complaint or f"neighbours use {foreign:.1f} cores"}
    kind = "multicasts of 500" if same_from != NEVER else "pushes"
    details = {"clock": told, "calls": len(calls), "foreign": foreign}
    sending, deciding = told["sending"], told["deciding"]
    name = f"{people:,} reminders sent as {len(calls):,} {kind}, LINE at {LATENCY_MS} ms"
    yield Figure(
        *("T9" if same_from != NEVER else "", name, database.name, sending["seconds"], "s"),
        *(bare, "s, the same calls bare"),
        **trusted,  # type: ignore[arg-type]
        details=details,
    )
    processor = sending["processor"] * 1000 / len(calls)
    yield Figure("", f"processor of the clock for one of the {kind}", database.name, processor, "ms")
    decided = f"{people:,} reminders decided and queued"
    yield Figure("", decided, database.name, deciding["seconds"], "s", inserting, "s, the same rows bare", **trusted)  # type: ignore[arg-type]
    memory = f"memory while {people:,} reminders are sent"
    yield Figure("", memory, database.name, sending["most_mb"], "MB", sending["begun_mb"], "MB as it began")
    memory = f"memory while {people:,} reminders are decided"
    yield Figure("", memory, database.name, deciding["most_mb"], "MB", deciding["begun_mb"], "MB as it began")


def furnish(engine: Engine, people: int) -> None:
    """Make the tables anew, with offices of a hundred officers each, who owe one report."""
    upgrade(engine)
    with transaction(engine) as session:
        _empty(session)
        plain = {"short": "", "kind": "", "province": "", "area": ""}
        offices = [
            {"code": f"b{n}", "name": f"สำนักงานทดสอบ {n}", "position": n, **plain} for n in range(_offices(people))
        ]
        session.execute(insert(Office), offices)
        ids = list(session.scalars(select(Office.id).order_by(Office.position)))
        for first in range(0, people, ROWS_AT_ONCE):
            _officers(session, range(first, min(people, first + ROWS_AT_ONCE)), ids)
        session.add(_form())
        session.flush()
        due = datetime(2026, 11, 20, 16, 30, tzinfo=BANGKOK)
        open_schedule(session, "bench", Once(due), None, OPENED)
        gather_statistics(session, Assignment, Role, Account)  # as the clock does when it opens a round


def _offices(people: int) -> int:
    return -(-people // OFFICERS_OF_AN_OFFICE)


def _empty(session: Session) -> None:
    from models import Base

    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))


def _officers(session: Session, numbers: Sequence[int], offices: Sequence[int]) -> None:
    """Make officers by number: person id and phone are the number and one."""
    plain = {"position": "", "phone": "", "created_at": OPENED}
    session.execute(insert(Person), [{"id": n + 1, "name": f"นายทดสอบ คนที่ {n}", **plain} for n in numbers])
    duties = [
        {"person_id": n + 1, "office_id": offices[n // OFFICERS_OF_AN_OFFICE], "duty": Duty.OFFICER} for n in numbers
    ]
    session.execute(insert(Role), duties)
    accounts = [
        {
            "line_user_id": phone(n + 1),
            "person_id": n + 1,
            "privacy_version": "1",
            "privacy_accepted_at": OPENED,
            "created_at": OPENED,
            "waiting": {},
        }
        for n in numbers
    ]
    session.execute(insert(Account), accounts)


def _form() -> FormVersion:
    return FormVersion(
        form_id="bench",
        version="1",
        title="แบบรายงานทดสอบ",
        short="แบบทดสอบ",
        questions=5,
        workbook=b"",
        workbook_sha256="bench",
        xform="",
        pyxform_version="",
        published_at=OPENED,
    )


def _clock(database: Database, port: int, same_from: int) -> dict[str, Any]:
    """Let a process of its own decide and send, and return what it tells."""
    environment = {**os.environ, **bots.environment(port), "DATABASE_URL": database.url}
    words = [sys.executable, "-m", "benchmarks.clockwork", MORNING.isoformat(), str(same_from)]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the clock failed:\n{done.stderr[-3000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _calls(engine: Engine) -> list[tuple[list[str], list[Any]]]:
    """Return (recipients, messages) of everything that was sent."""
    with Session(reading(engine)) as session:
        rows = session.scalars(select(Outbox).where(Outbox.state == "sent")).all()
        return [(list(row.recipients or [row.line_user_id]), list(row.payload or [])) for row in rows]


def _bare(port: int, calls: Sequence[tuple[list[str], list[Any]]]) -> float:
    """Return the seconds of the same calls from as many threads, with nothing around them."""
    line = Line(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}", "simulator")

    def call(what: tuple[list[str], list[Any]]) -> None:
        to, messages = what
        key = str(uuid.uuid4())
        if len(to) > 1:
            line.multicast(to, messages, key)
        else:
            line.push(to[0], messages, key)

    with ThreadPoolExecutor(PUSHERS) as pool:
        started = time.perf_counter()
        list(pool.map(call, calls))
        return time.perf_counter() - started


def _bare_inserts(engine: Engine) -> float:
    """Return the seconds of inserting the rows of the decision once more, in one transaction that is not kept."""
    with Session(engine) as session:
        kept = {table: [dict(row._mapping) for row in session.execute(select(table))] for table in _DECIDED}
        for table in reversed(_DECIDED):
            session.execute(delete(table))
        started = time.perf_counter()
        for table, rows in kept.items():
            for first in range(0, len(rows), ROWS_AT_ONCE):
                session.execute(insert(table), rows[first : first + ROWS_AT_ONCE])
        session.flush()
        seconds = time.perf_counter() - started
        session.rollback()
        return seconds


_DECIDED = [Outbox.__table__, Reminder.__table__, ReminderItem.__table__]


def _ledger(port: int) -> dict[str, Any]:
    found: dict[str, Any] = urllib3.request("GET", f"http://127.0.0.1:{port}/control/ledger").json()
    return found


def _complaint(told: dict[str, Any], after: dict[str, Any], before: dict[str, Any], people: int, reached: int) -> str:
    """Return what is wrong with the work that was done, or nothing."""
    if told["reminders"] != people or reached != people:
        return f"{told['reminders']:,} decided and {reached:,} reached of {people:,}"
    if set(told["ended"]) != {"sent"}:
        return f"ended as {told['ended']}"
    if len(after["refusals"]) != len(before["refusals"]) or after["conflicts409"] != before["conflicts409"]:
        return "LINE refused some"
    return ""
