"""In order for one person, side by side for several."""

from __future__ import annotations

import threading

from bot.lanes import Lanes
from tests.patience import WITHIN_SECONDS


def test_jobs_of_one_key_run_in_order_though_there_are_many_threads() -> None:
    lanes, done = Lanes(8, "test"), []
    for number in range(500):
        lanes.submit(f"person {number % 3}", lambda number=number: done.append(number))  # type: ignore[misc]
    lanes.close()
    assert [[number for number in done if number % 3 == person] for person in range(3)] == [
        list(range(person, 500, 3)) for person in range(3)
    ]


def test_a_slow_person_keeps_nobody_else_waiting() -> None:
    lanes, released, done = Lanes(2, "test"), threading.Event(), threading.Event()
    lanes.submit("slow", lambda: released.wait(WITHIN_SECONDS))
    lanes.submit("slow", lambda: released.wait(WITHIN_SECONDS))
    lanes.submit("quick", done.set)
    assert done.wait(WITHIN_SECONDS)
    released.set()
    lanes.close()


def test_closing_finishes_what_was_submitted() -> None:
    lanes, done = Lanes(1, "test"), []
    for number in range(20):
        lanes.submit(str(number), lambda number=number: done.append(number))  # type: ignore[misc]
    lanes.close()
    assert len(done) == 20
