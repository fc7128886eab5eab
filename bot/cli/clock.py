"""`flask clock`: opens rounds, queues reminders, sends what is due, fetches photos, compiles. Any number may run."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time
from functools import partial
from time import monotonic, sleep
from typing import Any

import click
from flask.cli import with_appcontext

from bot import form_moves
from bot.app import Parts
from bot.cli.saying import BangkokMoment, as_json, clock_face, iso, parts, say, told
from bot.quota import ask_quota
from bot.sealing import seal_waiting
from handlers import retention
from models import Session, database_now, outbox, reading, transaction
from scheduler.clock import Clock, every
from scheduler.tick import tick

JOBS = 20  # photos in one go
WORKBOOKS = 1  # each takes seconds
QUOTA_SECONDS = 600
SEAL_SECONDS = 5
PURGE_SECONDS = 3600
PATIENCE_SECONDS = 30  # for rows another process is sending just now


@click.command("clock", help="Open rounds, remind, send; until stopped, or once.")
@click.option("--once", is_flag=True, help="One look and end, after everything due has been sent.")
@click.option("--at", type=BangkokMoment(time(9, 0)), help="Pretend that it is this time; without a zone Bangkok's.")
@as_json
@with_appcontext
@told
def clock(once: bool, at: datetime | None, as_json: bool) -> None:
    if not once:
        _run(parts(), at)
        return
    now = at or datetime.now(UTC)
    found = {"at": iso(now), **_once(parts(), now)}
    say(found, as_json, lambda: [_line(now, found)])


def _run(joined: Parts, at: datetime | None) -> None:
    ahead = at - datetime.now(UTC) if at else None

    def now() -> datetime:
        return datetime.now(UTC) + ahead if ahead else datetime.now(UTC)

    def send() -> None:
        with Session(reading(joined.engine)) as session:
            is_due = outbox.any_due(session, database_now(session))
        if is_due:
            joined.delivery.send_due(now())

    def purge() -> None:
        with transaction(joined.engine) as session:
            retention.purge(session, now())
        joined.compiler.forget_expired(datetime.now(UTC))
        joined.media.sweep(datetime.now(UTC))

    seal = partial(seal_waiting, joined.engine, joined.settings.app_secret)
    seldom = [
        every(SEAL_SECONDS, seal),
        every(QUOTA_SECONDS, partial(ask_quota, joined.engine, joined.line)),
        every(PURGE_SECONDS, purge),
    ]
    working = [
        joined.menu_links.beat,
        lambda: joined.media.work_jobs(JOBS),
        lambda: joined.enclosures.work_jobs(JOBS),
        lambda: joined.workbooks.work_jobs(WORKBOOKS),
        lambda: joined.slips.work_jobs(1),
        lambda: joined.hooks.work_jobs(JOBS),
        lambda: form_moves.work(joined.writer, now()),
    ]
    try:
        Clock(joined.engine, [send, *working, joined.compiler.beat, *seldom], now).run()
    finally:
        joined.compiler.stop()


def _once(joined: Parts, now: datetime) -> dict[str, int]:
    """Do one tick at business time `now` and send all that waits. Return how many of each."""
    ticked = tick(joined.engine, now)
    with transaction(joined.engine) as session:
        waiting = outbox.waiting(session, database_now(session))
    form_moves.work(joined.writer, now)
    joined.media.work_jobs(JOBS)
    joined.workbooks.work_jobs(JOBS)
    joined.enclosures.work_jobs(JOBS)
    joined.compiler.work_jobs(JOBS)
    joined.hooks.work_jobs(JOBS)
    joined.slips.work_jobs(JOBS)
    joined.delivery.send_due(now)
    joined.menu_links.beat()
    seal_waiting(joined.engine, joined.settings.app_secret)
    ended = _outcomes(joined, waiting)
    return {
        "rounds_opened": ticked.rounds_opened,
        "reminders": ticked.reminders,
        "missed": ticked.missed,
        "sent": ended["sent"],
        "cancelled": ended["cancelled"],
        "failed": len(waiting) - ended["sent"] - ended["cancelled"] - ended["pending"],
    }


def _outcomes(joined: Parts, row_ids: list[int]) -> Counter[str]:
    """Return the states of the rows, once none is being sent by another process (a web worker claims too)."""
    until = monotonic() + PATIENCE_SECONDS
    while True:
        with Session(reading(joined.engine)) as session:
            states, is_busy = outbox.outcomes(session, row_ids, database_now(session))
        if not is_busy or monotonic() > until:
            return Counter(states)
        sleep(0.1)


def _line(now: datetime, found: dict[str, Any]) -> str:
    return f"{clock_face(now)}  " + "  ".join(f"{name} {number}" for name, number in found.items() if name != "at")
