"""Two workers take one person's messages at the same time, in either order: the answers are the same.

LINE says when a message was sent; half a second lies between them. Both orders are played one after the other, and then
both workers at once, which must end alike whoever is first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.intake import Intake
from bot.render import Renderer
from bot.signing import Buttons
from bot.writer import Writer
from handlers.respond import respond
from models import Session, submissions, transaction
from scheduler.deadlines import Monthly
from tests import world
from tests.joined import said
from tests.world import line_id

NARRATED = "ลงพื้นที่ติดตามเด็กร่วมกับ พมจ. และผู้นำชุมชนทุกตำบลในเดือนนี้"
RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")


@dataclass(frozen=True)
class Worker:
    intake: Intake
    now: datetime

    def take(self, message: dict[str, Any]) -> None:
        self.intake.take(message, self.now)


Play = Callable[[Sequence[Worker], Sequence[dict[str, Any]]], None]


def in_order(workers: Sequence[Worker], messages: Sequence[dict[str, Any]]) -> None:
    for worker, message in zip(workers, messages, strict=True):
        worker.take(message)


def the_wrong_way_round(workers: Sequence[Worker], messages: Sequence[dict[str, Any]]) -> None:
    in_order(workers[::-1], messages[::-1])


def at_once(workers: Sequence[Worker], messages: Sequence[dict[str, Any]]) -> None:
    together = threading.Barrier(len(workers))

    def take(worker: Worker, message: dict[str, Any]) -> None:
        together.wait()
        worker.take(message)

    threads = [threading.Thread(target=take, args=pair) for pair in zip(workers, messages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Desk:
    """Somchai has the monthly report open, at its month. A minute of its own clock lies between what is heard."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = datetime(2026, 11, 17, 2, tzinfo=UTC)

    def hear(self, play: Play, *texts: str) -> None:
        """Let a worker for each message take it; they were sent half a second apart."""
        self.now += timedelta(minutes=1)
        sent = [int(self.now.timestamp() * 1000) + 500 * number for number in range(len(texts))]
        messages = [said(text, line_id("Somchai"), timestamp=at) for text, at in zip(texts, sent, strict=True)]
        taken_at = self.now + timedelta(seconds=5)
        workers = [Worker(Intake(Writer(self.engine), respond, RENDERER, lambda: taken_at), taken_at) for _ in texts]
        play(workers, messages)

    def stored(self) -> dict[str, str]:
        with Session(self.engine) as session:
            row = session.query(submissions.Submission).one()
            return {each.ref.rpartition("/")[2]: each.typed for each in submissions.answers_of(session, row.id)}


@pytest.fixture
def desk(engine: Engine) -> Desk:
    desk = Desk(engine)
    with transaction(engine) as session:
        world.settle(session, desk.now)
        world.open_round(session, "pnglb_monthly", Monthly(20), desk.now)
    desk.hear(in_order, "เริ่มกรอก")
    return desk


@pytest.mark.parametrize("play", [in_order, the_wrong_way_round, at_once])
def test_two_pieces_of_a_text_stand_in_the_order_they_were_sent(desk: Desk, play: Play) -> None:
    desk.hear(in_order, "พ.ย. 2569")
    desk.hear(play, "ลงพื้นที่ 3 ครั้ง", "ประชุมคณะกรรมการ 1 ครั้ง")
    assert desk.stored()["pnglb_progress"] == "ลงพื้นที่ 3 ครั้ง\nประชุมคณะกรรมการ 1 ครั้ง"


@pytest.mark.parametrize("play", [in_order, the_wrong_way_round, at_once])
def test_an_answer_and_the_text_after_it_go_to_their_own_items(desk: Desk, play: Play) -> None:
    desk.hear(play, "พ.ย. 2569", NARRATED)
    kept = desk.stored()
    assert (kept["pnglb_month"], kept["pnglb_progress"]) == ("พ.ย. 2569", NARRATED)
