"""Rows of the outbox go to LINE. Threads and transactions only; what an answer of LINE means is told in sending.py.

Two ways in: a reply just decided is handed over in memory, born claimed, and leaves at once; everything else is
claimed from the database when it is due. Any number of processes may do this at the same time.
"""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic

from bot import sending
from bot.freezing import freeze
from bot.lanes import Lanes
from bot.line import Line
from bot.render import Renderer
from bot.sending import Dice, Ended, Outcome, Speech
from bot.writer import Writer
from handlers.replies import Reply, dump, load
from models import Session, accounts, database_now, outbox, reading
from models.outbox import Outbox

log = logging.getLogger(__name__)

Composer = Callable[[Session, Outbox, datetime], Sequence[Reply] | None]
REPLIERS = 64  # replies under way at once in a web worker: fewer than rate x latency, and they fall behind
PUSHERS = 16  # of the clock, whose pushes can wait for each other
CLAIM = 32  # rows at once: while they are sent the next are composed
LEASE = timedelta(seconds=60)
LOOK_SECONDS = 0.5  # how often a worker looks for rows that are due
PATIENCE_SECONDS = 15  # from claim to attempt; with an attempt's 13 s still within the shortest lease, a reply's
COMPOSE_AGAIN = timedelta(minutes=5)


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

        While some are under way the next are claimed and composed, unless one sender does everything in turn.
        """
        ended: Counter[str] = Counter()
        under_way: deque[Future[str]] = deque()
        with ThreadPoolExecutor(senders, thread_name_prefix="sender") as pool:
            while (claimed := self._claim(now)) or under_way:
                under_way.extend(pool.submit(self._deliver, speech, monotonic()) for speech in claimed)
                most = CLAIM if claimed and senders > 1 else 0
                while len(under_way) > most:
                    ended[under_way.popleft().result()] += 1
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
        return self._writer.run(lambda session: self._claimed(session, now))

    def _claimed(self, session: Session, now: datetime) -> list[Speech]:
        real_now = database_now(session)
        rows = outbox.claim(session, real_now, LEASE, CLAIM)
        unreachable = accounts.blocked(session, {row.line_user_id for row in rows})
        wanted = [row for row in rows if self._is_wanted(session, row, now, row.line_user_id in unreachable)]
        return [Speech.of(row) for row in wanted]

    def _is_wanted(self, session: Session, row: Outbox, now: datetime, unreachable: bool) -> bool:
        """Decide whether a claimed row is still to be sent, and freeze its words. Closes it when not."""
        if unreachable and not row.reply_token:
            return _cancel(row, "blocked us")
        try:
            with session.begin_nested():
                replies = self._words(session, row, now)
                if replies is None:
                    return _cancel(row, "no longer wanted")
                if row.payload is None:
                    row.replies = dump(replies)
                    freeze(session, row, replies, self._renderer)
        except Exception:
            log.exception("composing_failed", extra={"outbox": row.id, "kind": row.kind})
            row.next_at, row.lease_until = database_now(session) + COMPOSE_AGAIN, None
            return False
        return bool(row.payload) or _cancel(row, "nothing to say")

    def _words(self, session: Session, row: Outbox, now: datetime) -> Sequence[Reply] | None:
        """Return what a row says; None when its composer no longer wants it. What was frozen stays as it is."""
        compose = self._composers.get(row.kind)
        said = load(row.replies) if compose is None else compose(session, row, now)
        return said if said is None or row.payload is None else load(row.replies)

    def _deliver(self, speech: Speech, claimed_at: float) -> str:
        """Send one row and write down how it went. Returns its state. Never raises: a lost record leaves a lease.

        A row that had to wait for a sender is given back, lest its lease ends, and another claims it, meanwhile.
        """
        try:
            if monotonic() - claimed_at > PATIENCE_SECONDS:
                self._writer.run(lambda session: outbox.give_back(session, speech.row_id, speech.lease_until))
                return "pending"
            outcome = sending.send(speech, self._line, self._clock(), self._dice)
            self._writer.run_for(_record_all, (speech, outcome))
        except Exception:
            log.exception("delivery_failed", extra={"outbox": speech.row_id})
            return "pending"
        return _tell(speech, outcome)


def _cancel(row: Outbox, why: str) -> bool:
    row.state, row.last_error, row.lease_until, row.finished_at = "cancelled", why, None, row.first_at
    return False


def _record_all(session: Session, attempts: Sequence[tuple[Speech, Outcome]]) -> list[None]:
    """Write down how attempts went; those that arrived, nearly all, in one statement."""
    now = database_now(session)
    sent = []
    for speech, outcome in attempts:
        if isinstance(outcome, Ended) and outcome.state == "sent":
            sent.append({"row_id": speech.row_id, "pushed": speech.pushed, **outcome.columns})
        else:
            _record(session, speech, outcome, now)
    outbox.finish_sent(session, sent, now)
    return [None] * len(attempts)


def _record(session: Session, speech: Speech, outcome: Outcome, now: datetime) -> None:
    if isinstance(outcome, Ended):
        if outbox.finish(session, speech.row_id, outcome.state, now, **outcome.columns) and outcome.state == "split":
            outbox.split(session, speech.row_id, now)
    else:
        outbox.postpone(session, speech.row_id, now + timedelta(seconds=outcome.seconds), **outcome.columns)


def _tell(speech: Speech, outcome: Outcome) -> str:
    """Log one line about an attempt and return the state of its row."""
    state = outcome.state if isinstance(outcome, Ended) else "pending"
    level = logging.ERROR if outcome.alert else logging.INFO
    told = {"outbox": speech.row_id, "attempt": speech.attempts, "state": state, **outcome.columns}
    log.log(level, "spoken", extra=told)
    return state
