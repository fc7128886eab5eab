"""The clock process: a metronome that asks, every few seconds, what is due. It knows and keeps nothing itself.

APScheduler drives it. Because APScheduler follows the wall clock, which may jump, a watchdog on the monotonic clock
does the work itself when a beat is overdue, and ends the process when one never returns. Any number may run; the one
with the lease does the looking, so that the others cost nothing.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from models import Engine, leases, transaction
from scheduler.tick import Ticked, tick
from thai.dates import BANGKOK

log = logging.getLogger(__name__)

LEASE = "clock"
LEASE_LASTS = timedelta(seconds=45)  # three ticks
TICK_SECONDS = 15
CHORE_SECONDS = 1
OVERDUE_SECONDS = 30  # after this the watchdog ticks itself
STUCK_SECONDS = 90  # after this it gives up: whoever supervises the process starts another
STUCK = 70  # exit code: internal software error

Chore = Callable[[], object]


class Clock:
    """Ticks and does chores (sending, fetching photos) until `stop`."""

    def __init__(
        self, engine: Engine, chores: Sequence[Chore] = (), now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._chores = [Beat(chore) for chore in chores]
        self._tick = Beat(self.tick_as_leader)
        self._now = now
        self._owner = uuid.uuid4().hex
        self._ending = threading.Event()

    def run(self) -> None:
        """Work until stopped, by `stop` or by SIGTERM or SIGINT where this is the main thread."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stop())
        metronome = self._metronome()
        metronome.start()
        try:
            while not self._ending.wait(CHORE_SECONDS):
                self._watch()
        finally:
            metronome.shutdown(wait=True)
            self._give_up_lease()

    def stop(self) -> None:
        """Begin nothing more; `run` returns when what was begun is done."""
        self._ending.set()

    def tick_as_leader(self) -> Ticked | None:
        """Decide what is due, unless another clock has the lease."""
        with transaction(self._engine) as session:
            if not leases.take(session, LEASE, self._owner, LEASE_LASTS):
                return None
        ticked = tick(self._engine, self._now())
        with transaction(self._engine) as session:
            leases.beat(session, LEASE)
        if ticked.rounds_opened or ticked.reminders or ticked.missed:
            log.info("ticked", extra={"rounds": ticked.rounds_opened, "reminders": ticked.reminders})
        return ticked

    def _metronome(self) -> BackgroundScheduler:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a chore that takes two seconds is no news
        metronome = BackgroundScheduler(
            timezone=BANGKOK, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        at_once = datetime.now(BANGKOK)
        metronome.add_job(self._tick, "interval", seconds=TICK_SECONDS, next_run_time=at_once)
        for chore in self._chores:
            metronome.add_job(chore, "interval", seconds=CHORE_SECONDS, next_run_time=at_once)
        return metronome

    def _watch(self) -> None:
        """Do what the metronome has left undone for too long."""
        for beat in (self._tick, *self._chores):
            if beat.is_stuck():
                log.critical("clock_stuck")
                os._exit(STUCK)  # an ordinary exit would wait for the very thread that hangs
            if beat.age() > OVERDUE_SECONDS:
                beat()

    def _give_up_lease(self) -> None:
        with transaction(self._engine) as session:
            leases.release(session, LEASE, self._owner)


def every(seconds: float, chore: Chore) -> Chore:
    """Return a chore that does its work at once and then only when `seconds` have passed."""
    done_at: float | None = None

    def seldom() -> None:
        nonlocal done_at
        if done_at is None or time.monotonic() - done_at >= seconds:
            done_at = time.monotonic()
            chore()

    return seldom


class Beat:
    """Something done again and again, never twice at once, whose failures are logged and survived."""

    def __init__(self, work: Chore) -> None:
        self._work = work
        self._busy = threading.Lock()
        self._done = self._begun = time.monotonic()

    def __call__(self) -> None:
        if not self._busy.acquire(blocking=False):
            return
        try:
            self._begun = time.monotonic()
            self._work()
        except Exception:
            log.exception("beat_failed")
        finally:
            self._done = time.monotonic()
            self._busy.release()

    def age(self) -> float:
        """Return the seconds since it was last done."""
        return time.monotonic() - self._done

    def is_stuck(self) -> bool:
        return self._busy.locked() and time.monotonic() - self._begun > STUCK_SECONDS
