"""Buttons come back as they were given, to the chat they were shown in, and nobody else can make one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.signing import MAX_LENGTH, Buttons
from tests.joined import MALEE, SOMCHAI

BUTTONS = Buttons(b"a key for tests")
SAMPLE = BUTTONS.pack("answer", {"i": 12, "q": "/data/g1/q2", "r": 3, "v": "ได้ดำเนินการ"}, SOMCHAI)


def test_a_button_comes_back_whole() -> None:
    assert BUTTONS.unpack(SAMPLE, SOMCHAI) == ("answer", {"i": 12, "q": "/data/g1/q2", "r": 3, "v": "ได้ดำเนินการ"})
    assert BUTTONS.unpack(BUTTONS.pack("next", {}, SOMCHAI), SOMCHAI) == ("next", {})


def test_somchais_button_is_nothing_in_malees_hand() -> None:
    assert BUTTONS.unpack(SAMPLE, MALEE) is None


def test_another_secret_makes_other_buttons() -> None:
    assert Buttons(b"another key").unpack(SAMPLE, SOMCHAI) is None


@pytest.mark.parametrize("at", range(len(SAMPLE)))
def test_no_character_can_be_changed(at: int) -> None:
    changed = SAMPLE[:at] + ("A" if SAMPLE[at] != "A" else "B") + SAMPLE[at + 1 :]
    assert BUTTONS.unpack(changed, SOMCHAI) is None


@given(st.text())
def test_garbage_is_no_button(text: str) -> None:
    assert BUTTONS.unpack(text, SOMCHAI) is None


def test_a_button_that_carries_too_much_is_refused_when_it_is_made() -> None:
    BUTTONS.pack("deed", {"v": "ก" * (MAX_LENGTH - 35)}, SOMCHAI)
    with pytest.raises(ValueError, match="carries"):
        BUTTONS.pack("deed", {"v": "ก" * MAX_LENGTH}, SOMCHAI)
