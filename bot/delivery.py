"""Rows of the outbox go to LINE. Threads and transactions only; what an answer of LINE means is told in sending.py.

Two ways in: a reply just decided is handed over in memory, born claimed, and leaves at once; everything else is
claimed from the database when it is due. Any number of processes may do this at the same time.
"""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from bot import sending
from bot.composing import Composer, settle
from bot.lanes import Lanes
from bot.line import Line
from bot.render import Renderer
from bot.sending import Dice, Ended, Outcome, Speech, Waits
from bot.writer import Writer
from models import Session, database_now, outbox, reading

log = logging.getLogger(__name__)

Attempt = tuple[Speech, Outcome | None]
"""What was tried, and how it went; None: not tried, there was no sender in time."""

REPLIERS = 64  # replies under way at once in a web worker: fewer than rate x latency, and they fall behind
PUSHERS = 16  # of the clock, whose pushes can wait for each other
BATCH = PUSHERS  # rows the clock claims at once
AHEAD = PUSHERS + BATCH  # rows under way when the next are claimed: while these are composed, nobody stands idle
TAKEN_OVER = 32  # rows a web worker claims at a look
LEASE = timedelta(seconds=60)
LOOK_SECONDS = 0.5  # how often a worker looks for rows that are due
PATIENCE_SECONDS = 15  # from claim to attempt; with an attempt's 13 s still within the shortest lease, a reply's


class Delivery:
    """Sends what the outbox holds.

    composers: kind of row -> what decides, at the moment of sending, whether and what to say. `clock` gives the
    present moment.
    """

    def __init__(
        self,
        writer: Writer,
        line: Line,
        renderer: Renderer,
        composers: Mapping[str, Composer],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        dice: Dice = random.random,
    ) -> None:
        self._writer = writer
        self._line = line
        self._renderer = renderer
        self._composers = composers
        self._clock = clock
        self._dice = dice
        self._starting = threading.Lock()
        self._ending = threading.Event()
        self._lanes: Lanes | None = None

    def start(self, senders: int = REPLIERS) -> Lanes:
        """Start the threads of a web worker; once, and only after its fork."""
        with self._starting:
            if self._lanes is None:
                self._lanes = Lanes(senders, "sender")
                threading.Thread(target=self._look_around, name="claimer", daemon=True).start()
            return self._lanes

    def stop(self) -> None:
        """Claim nothing more and finish what is being sent."""
        self._ending.set()
        if self._lanes is not None:
            self._lanes.close()

    def speak(self, born: Sequence[Speech]) -> None:
        """Send rows that were written as claimed by this process, without another look at the database."""
        for speech in born:
            self.start().submit(speech.lane, partial(self._deliver, speech, monotonic()))

    def send_due(self, now: datetime, senders: int = PUSHERS) -> Counter[str]:
        """Send everything that is due and return how many ended in each state. `now` is what composers are told.

        One transaction writes down how some went and claims the next batch, while all senders have work and another
        batch waits for them; with one sender everything happens in turn.
        """
        ended: Counter[str] = Counter()
        under_way: set[Future[Attempt]] = set()
        attempts: list[Attempt] = []
        with ThreadPoolExecutor(senders, thread_name_prefix="sender") as pool:
            while (claimed := self._turn_over(attempts, now, BATCH)) or under_way:
                ended.update(_tell(*attempt) for attempt in attempts)
                under_way |= {pool.submit(self._attempt, speech, monotonic()) for speech in claimed}
                under_way, attempts = _await(under_way, AHEAD if claimed and senders > 1 else 0)
        ended.update(_tell(*attempt) for attempt in attempts)
        return ended

    def _look_around(self) -> None:
        """Take over rows that are due: pushes, retries, and what a process that died had claimed."""
        looking = reading(self._writer.engine)
        lanes = self.start()
        while not self._ending.wait(LOOK_SECONDS):
            try:
                with Session(looking) as session:
                    due = outbox.any_due(session, database_now(session))
                for speech in self._claim(self._clock()) if due else ():
                    lanes.submit(speech.lane, partial(self._deliver, speech, monotonic()))
            except Exception:
                log.exception("claiming_failed")

    def _claim(self, now: datetime) -> list[Speech]:
        """Lease rows that are due, settle what they say, and return those to send."""
        return self._turn_over((), now, TAKEN_OVER)

    def _turn_over(self, attempts: Sequence[Attempt], now: datetime, most: int) -> list[Speech]:
        """Write down how attempts went and claim the next rows, so many at most, in one transaction."""

        def work(session: Session) -> list[Speech]:
            _record_all(session, attempts)
            rows = outbox.claim(session, database_now(session), LEASE, most)
            wanted = settle(session, rows, now, self._composers, self._renderer)
            return [Speech.of(row) for row in wanted]

        return self._writer.run(work)

    def _deliver(self, speech: Speech, claimed_at: float) -> str:
        """Send one row and write down how it went. Returns its state. Never raises: a lost record leaves a lease."""
        try:
            attempt = self._attempt(speech, claimed_at)
            self._writer.run_for(_record_all, attempt)
        except Exception:
            log.exception("delivery_failed", extra={"outbox": speech.row_id})
            return "pending"
        return _tell(*attempt)

    def _attempt(self, speech: Speech, claimed_at: float) -> Attempt:
        """Send one row and return how it went.

        A row that had to wait for a sender is not sent, lest its lease ends, and another claims it, meanwhile.
        """
        if monotonic() - claimed_at > PATIENCE_SECONDS:
            return speech, None
        try:
            return speech, sending.send(speech, self._line, self._clock(), self._dice)
        except Exception as mistake:  # ours: LINE may have taken it all the same
            log.exception("delivery_failed", extra={"outbox": speech.row_id})
            columns = {"in_doubt": True, "last_error": type(mistake).__name__}
            return speech, Waits(LEASE.total_seconds(), columns)


def _await(under_way: set[Future[Attempt]], most: int) -> tuple[set[Future[Attempt]], list[Attempt]]:
    """Wait until at most so many are under way. Return these, and the attempts that are over."""
    over: set[Future[Attempt]] = set()
    while len(under_way) > most:
        done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        over |= done
    return under_way, [each.result() for each in over]


def _record_all(session: Session, attempts: Sequence[Attempt]) -> list[None]:
    """Write down how attempts went; those that arrived, nearly all, in one statement."""
    if not attempts:
        return []
    now, sent = database_now(session), []
    for speech, outcome in attempts:
        if isinstance(outcome, Ended) and outcome.state == "sent":
            sent.append({"row_id": speech.row_id, "pushed": speech.pushed, **outcome.columns})
        else:
            _record(session, speech, outcome, now)
    outbox.finish_sent(session, sent, now)
    return [None] * len(attempts)


def _record(session: Session, speech: Speech, outcome: Outcome | None, now: datetime) -> None:
    match outcome:
        case None:
            outbox.give_back(session, speech.row_id, speech.lease_until)
        case Ended():
            done = outbox.finish(session, speech.row_id, outcome.state, now, **outcome.columns)
            if done and outcome.state == "split":
                outbox.split(session, speech.row_id, now)
        case Waits():
            outbox.postpone(session, speech.row_id, now + timedelta(seconds=outcome.seconds), **outcome.columns)


def _tell(speech: Speech, outcome: Outcome | None) -> str:
    """Log one line about an attempt and return the state of its row."""
    if outcome is None:
        return "pending"
    state = outcome.state if isinstance(outcome, Ended) else "pending"
    level = logging.ERROR if outcome.alert else logging.INFO
    told = {"outbox": speech.row_id, "attempt": speech.attempts, "state": state, **outcome.columns}
    log.log(level, "spoken", extra=told)
    return state
