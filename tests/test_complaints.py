"""What officers complain about in other systems (C1–C13, C28–C41): each has a conversation named after it.

Where a complaint is about machines and never shows in a conversation, the test that holds it is named instead.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
NAMES = [path.stem for path in sorted((TESTS / "conversations").glob("c[0-9][0-9]-*.txt"))]

COMPLAINTS = {
    1: "an answer that was given cannot be changed",
    2: "is this correct, and if not, which part",
    3: "an item cannot be named by its number",
    4: "a tap on an old button answers the question asked now",
    5: "after an interruption the slots are lost or the question is asked wrongly",
    6: "after help there is no way back to where one was",
    7: "a time-out ends the talk",
    8: "the talk stops and leaves people in silence",
    9: "a campaign throws people out of what they were filling",
    10: "a draft cannot be put away",
    11: "a crash in a large form loses everything",
    12: "what was sent cannot be changed, or is changed without a trace",
    13: "nobody tells the sender which item is to be corrected",
    28: "long answers are cut",
    29: "one answer in several messages falls apart",
    31: "what one process knows, another does not",
    33: "of several photos sent at once some are lost or out of order",
    35: "stickers, films and files meet silence",
    39: "in a group, who is not a friend cannot be known",
    40: "the same question is asked for ever, without a way out",
    41: "Buddhist years are taken literally",
}
HELD_BY_TESTS = {
    30: ("redelivery makes double turns", "test_intake.py"),
    32: ("a clock in every worker sends everything several times", "test_clock.py"),
    34: ("pictures behind short-lived addresses break", "test_render.py"),
    36: ("uploads in LINE's own browser fail: photos and files are sent in chat", "test_media.py"),
    37: ("a slow answer misses its reply token", "test_delivery.py"),
    38: ("replies are sent as paid pushes", "test_sending.py"),
}


def named(number: int) -> list[str]:
    return [name for name in NAMES if number in map(int, re.findall(r"(?<![a-z0-9])c(\d\d)(?=-)", name))]


def test_the_list_is_complete() -> None:
    assert sorted([*COMPLAINTS, *HELD_BY_TESTS]) == [*range(1, 14), *range(28, 42)]


@pytest.mark.parametrize("number", COMPLAINTS)
def test_a_conversation_is_named_after_it(number: int) -> None:
    assert named(number), f"C{number}: {COMPLAINTS[number]}"


@pytest.mark.parametrize("number", HELD_BY_TESTS)
def test_a_test_holds_what_never_shows_in_a_conversation(number: int) -> None:
    assert (TESTS / HELD_BY_TESTS[number][1]).is_file()
    assert not named(number)


def test_every_such_name_is_a_complaint() -> None:
    numbers = {int(number) for name in NAMES for number in re.findall(r"(?<![a-z0-9])c(\d\d)(?=-)", name)}
    assert numbers <= set(COMPLAINTS)
