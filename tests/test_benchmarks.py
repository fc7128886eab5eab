"""The benchmark's own arithmetic: a figure that lies about the work is worse than none."""

from __future__ import annotations

import pytest

from benchmarks.crowd import Crowd
from benchmarks.figures import Figure, Target, misses, table
from benchmarks.line import Line
from benchmarks.slices import Pairs, Slice, noise_of
from benchmarks.wire import cut


def a_slice(**changes: float | str) -> Slice:
    quiet = {"p50_ms": 5.0, "p99_ms": 9.0, "accepted": 80, "cpu_us": 900.0, "generator": 0.1, "foreign": 0.0}
    return Slice(**{"per_second": 100.0, "delivered": 90.0, "fsync_us": 100.0, **quiet, **changes})  # type: ignore[arg-type]


def test_a_message_is_cut_where_its_length_says() -> None:
    assert cut(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOKHTTP") == (
        b"HTTP/1.1 200 OK\r\nContent-Length: 2",
        b"OK",
        b"HTTP",
    )
    assert cut(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK") is None


def test_line_counts_a_reply_of_this_slice_once_and_notices_the_second() -> None:
    line = Line()
    line.begin("S00002", 0.0)
    for token in ("S0000201", "S0000101", "S0000202", "S0000201"):
        line.take(f'{{"replyToken": "{token}", "messages": []}}'.encode())

    assert sorted(line.arrivals) == ["S0000201", "S0000202"]
    assert line.duplicates == 1


def test_officers_take_the_scripts_in_turn_until_nobody_is_left() -> None:
    crowd = Crowd(["Somchai", "Malee"], [["หนึ่ง", "สอง"]])

    assert [crowd.seat().next_words(), crowd.seat().line_user_id] == ["หนึ่ง", "Malee"]
    with pytest.raises(LookupError):
        crowd.seat()


def test_the_ratio_is_the_median_of_the_pairs_not_of_the_sides() -> None:
    ours = tuple(a_slice(per_second=rate) for rate in (100.0, 50.0, 90.0))  # a neighbour came for the second pair
    theirs = tuple(a_slice(per_second=rate) for rate in (50.0, 25.0, 60.0))

    value, baseline = Pairs(ours, theirs).matched("per_second")

    assert value / baseline == 2.0


@pytest.mark.parametrize(
    ("slices", "why"),
    [
        ([a_slice(), a_slice()], ""),
        ([a_slice(foreign=0.5), a_slice(foreign=0.4)], "neighbours use 0.5 cores"),
        ([a_slice(), a_slice(fsync_us=400.0)], "fsync 100-400 µs"),
        ([a_slice(generator=0.7)], "generator at 70% of a core"),
    ],
)
def test_noise_is_named(slices: list[Slice], why: str) -> None:
    assert noise_of(slices) == why


def test_only_a_trusted_figure_far_from_its_target_is_a_miss() -> None:
    slow = Figure("T3", "events/s", "sqlite", 40.0, "/s", 100.0, "echo")
    fair = Figure("T3", "events/s", "sqlite", 50.0, "/s", 100.0, "echo")
    doubtful = Figure("T3", "events/s", "sqlite", 40.0, "/s", 100.0, "echo", trusted=False, why="noise")

    assert misses([slow, fair, doubtful], 0.5) == ["T3 events/s on sqlite: 0.40"]
    assert Target(1.1, 1.03, at_most=True).holds(2.1, 0.5)


def test_the_table_is_as_wide_everywhere() -> None:
    lines = table(
        [Figure("T3", "events/s", "sqlite", 1234.5, "/s", 100.0, "echo"), Figure("", "memory", "", 9.5, "MB")]
    )

    assert len({len(line) for line in lines}) == 1
    assert "12.35" in lines[2]
