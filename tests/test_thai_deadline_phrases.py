"""Every line of tests/deadlines.txt: what coordinators type, and what it is read as."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.rounds.rules import dump_rule, load_rule
from handlers.words_rounds import not_a_deadline
from thai.printed_rules import say_rule
from thai.recurrence import parse_recurrence
from thai.rule import Recurring, Single

TODAY = date(2026, 11, 17)

LINES = [
    line
    for line in (Path(__file__).parent / "deadlines.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
READ = [line for line in LINES if " ! " not in line]
REFUSED = [line for line in LINES if " ! " in line]


def said_back(rule: Recurring | Single) -> str:
    return say_rule(rule).replace(" เวลา 16.30 น.", "")


def read(typed: str) -> str:
    """Return how a deadline is read, as the file has it."""
    reading = parse_recurrence(typed, today=TODAY)
    if reading.value is None:
        return f"{typed} ! {reading.why}"
    if reading.status == "ask":
        return f"{typed} ? {reading.why} | {said_back(reading.value)}"
    return f"{typed} = {said_back(reading.value)}"


def typed_in(line: str) -> str:
    return min((line.split(mark)[0] for mark in (" = ", " ? ", " ! ")), key=len)


def test_each_is_read_as_it_was_meant() -> None:
    assert [read(typed_in(line)) for line in LINES] == LINES


def test_what_is_said_back_is_read_as_the_same_rule() -> None:
    """So that a coordinator may copy the bot's own words, change one of them and send them."""
    rules = [parse_recurrence(typed_in(line), today=TODAY).value for line in READ]
    assert [parse_recurrence(say_rule(rule), today=TODAY).value for rule in rules if rule is not None] == rules
    coming_again = [rule for rule in rules if isinstance(rule, Recurring)]
    assert [load_rule(dump_rule(rule)) for rule in coming_again] == coming_again


@pytest.mark.parametrize("why", sorted({line.split(" ! ")[1] for line in REFUSED}))
def test_a_refusal_shows_how_to_type_it(why: str) -> None:
    assert "เช่น" in not_a_deadline(why)


def test_the_file_is_long_enough_to_mean_something() -> None:
    assert len(READ) > 300
    assert len(REFUSED) > 100
