"""kill -9 of gunicorn workers under load, while LINE sends events twice, again and in the wrong order."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from models import Session
from models.journal import Event
from models.submissions import Answer, AnswerPiece, Submission
from scheduler.deadlines import Once
from tests import world
from tests.control import Control
from tests.faults import crowd
from tests.patience import WITHIN_SECONDS
from tests.processes import Program, System, running

PEOPLE = 20
ANSWERS = 25  # of each: 500 events
BURST = 3  # messages of one person on their way at the same time
KILL_EVERY_SECONDS = (1.5, 3.0)  # a worker needs one to start
MOST_KILLS = 6  # so that a slow machine comes to an end, too
LIST = "/data/lpn67r2_pol/lpn67r2_f10/lpn67r2_q5"  # a list takes any number of answers
SEED = 20261120

pytestmark = pytest.mark.slow


@dataclass
class Said:
    """What was written and which of it LINE was told that it had been taken."""

    everything: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    slowest_ms: float = 0

    def note(self, text: str, outcome: dict[str, object]) -> None:
        self.everything.append(text)
        if outcome["webhookStatus"] == 200:
            self.acknowledged.append(text)
            self.slowest_ms = max(self.slowest_ms, float(str(outcome["elapsedMs"])))


def test_no_acknowledged_answer_is_lost_and_none_is_applied_twice(
    database_url: str, engine: Engine, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    with running(database_url, tmp_path) as system:
        crowd.settle(engine, system.control, PEOPLE, "lpn67r2", Once(datetime(2099, 1, 1, tzinfo=UTC)), now)
        everybody(lambda number: stand_at_the_list(system.control, number))
        system.control.faults(
            seed=SEED, duplicate_rate=0.1, reorder_rate=0.1, redelivery=True, redelivery_max=6, redeliver_after_ms=200
        )
        said = Said()
        with workers_dying(system) as kills:
            everybody(lambda number: answer_in_bursts(system.control, number, said))
        system.control.wait_for_redeliveries()
        finish_speaking(engine)
        ledger = system.control.ledger()
        webhooks = ledger["webhooks"]

    stored = lines_stored(engine)
    print(f"{len(kills)} workers killed; {len(said.acknowledged)} answers taken at once, {len(stored)} in all")
    print(f"slowest acknowledgement {said.slowest_ms:.0f} ms; webhooks {webhooks}")
    assert len(kills) >= 2
    assert webhooks["duplicates"] > 20
    assert webhooks["redeliveries"] > 0
    assert len(said.everything) == PEOPLE * ANSWERS

    assert [text for text, times in stored.items() if times > 1] == [], "applied twice"
    assert set(said.acknowledged) - set(stored) == set(), "acknowledged and lost"
    assert set(stored) <= set(said.everything)
    assert len(stored) == pieces_stored(engine) == events_applied(engine)
    assert every_row_has_its_number(engine)
    assert ledger["pushes"] == sum(row.pushed and row.state == "sent" for row in crowd.rows(engine, "reply"))
    assert ledger["refusals"] == []


def everybody(deed: Callable[[int], None]) -> None:
    """Let all officers do something at the same time; raises what one of them ran into."""
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(deed, range(PEOPLE)))


def stand_at_the_list(control: Control, number: int) -> None:
    user = world.line_id(crowd.name_of(number))
    for text in ("เริ่มกรอก", "แก้ ๑๐.๕"):
        seen = control.newest(user)
        control.say(user, text)  # on a slow machine LINE may not wait for it; it is answered all the same
        control.answer_after(user, seen)


def answer_in_bursts(control: Control, number: int, said: Said) -> None:
    """Write every answer, a few at a time without waiting for the bot."""
    user = world.line_id(crowd.name_of(number))
    texts = [f"ข้อเสนอแนะ {number:02d}/{answer:02d} ของหน่วยงานสมมติ" for answer in range(ANSWERS)]
    dice = random.Random(SEED + number)

    def write(text: str) -> None:
        said.note(text, control.say(user, text))

    with ThreadPoolExecutor(BURST) as pool:
        for first in range(0, ANSWERS, BURST):
            list(pool.map(write, texts[first : first + BURST]))
            time.sleep(dice.uniform(0.2, 1.5))


@contextmanager
def workers_dying(system: System) -> Iterator[list[int]]:
    """Kill a worker of gunicorn again and again, the first ones in a call; yields the list of those that died."""
    kills: list[int] = []
    ended = threading.Event()
    dice = random.Random(SEED)

    def reap() -> None:
        kills.extend(kill_in_a_call(system))
        while len(kills) < MOST_KILLS and not ended.wait(dice.uniform(*KILL_EVERY_SECONDS)):
            kills.extend(kill_a_worker(system.bot, dice))

    reaper = threading.Thread(target=reap)
    reaper.start()
    try:
        yield kills
    finally:
        ended.set()
        reaper.join()


def kill_in_a_call(system: System) -> list[int]:
    """Let every worker hang until LINE gives up a call, then kill them: what they held surely comes again."""
    victims = system.bot.children()
    for victim in victims:
        os.kill(victim, signal.SIGSTOP)
    until = time.monotonic() + WITHIN_SECONDS
    while not system.control.ledger()["redeliveriesPending"] and time.monotonic() < until:
        time.sleep(0.05)
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    return victims


def kill_a_worker(bot: Program, dice: random.Random) -> list[int]:
    workers = bot.children()
    if not workers:
        return []
    victim = dice.choice(workers)
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
    return [victim]


def finish_speaking(engine: Engine) -> None:
    """Let the last worker take over what the dead ones were about to say."""
    until = time.monotonic() + WITHIN_SECONDS
    while any(row.state == "pending" for row in crowd.rows(engine, "reply")):
        assert time.monotonic() < until, "replies still wait"
        crowd.let_go(engine)
        crowd.end_patience(engine)
        time.sleep(1)


def lines_stored(engine: Engine) -> Counter[str]:
    """Return how often each line stands in the answers: messages that met are joined into one answer, by lines."""
    with Session(engine) as session:
        answers = session.scalars(select(Answer.typed).where(Answer.source == "user"))
        return Counter(line for typed in answers for line in typed.split("\n"))


def pieces_stored(engine: Engine) -> int:
    with Session(engine) as session:
        return len(session.scalars(select(AnswerPiece.line_message_id)).all())


def events_applied(engine: Engine) -> int:
    """Return how many messages with an answer are noted as applied."""
    with Session(engine) as session:
        events = session.scalars(select(Event).where(Event.kind == "message", Event.state == "applied"))
        return sum("ข้อเสนอแนะ" in event.raw["message"].get("text", "") for event in events)


def every_row_has_its_number(engine: Engine) -> bool:
    """Return whether each list is as long as its report says, without gaps: where a person stands fits the answers."""
    with Session(engine) as session:
        for report in session.scalars(select(Submission)):
            rows = select(Answer.pos).where(Answer.submission_id == report.id, Answer.ref.startswith(LIST))
            numbers = sorted(int(pos) for pos in session.scalars(rows))
            if numbers != list(range(1, report.repeats["counts"][f"{LIST}|"] + 1)):
                return False
    return True
