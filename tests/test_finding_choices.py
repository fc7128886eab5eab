"""Typing to search a long list: every word counts, same beginnings come first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.itemsets import Choice
from handlers.report.finding_choices import find

SCHOOLS = [
    Choice(f"s{number}", label)
    for number, label in enumerate(
        ["โรงเรียนบ้านแม่สอด", "แม่สอดวิทยา", "โรงเรียนบ้านท่าสองยาง", "บ้านห้วยน้ำเย็น 2", "บ้านห้วยน้ำเย็น 12"]
    )
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("แม่สอด", ["s1", "s0"]),
        ("บ้าน แม่สอด", ["s0"]),
        ("ห้วยน้ำเย็น ๑๒", ["s4"]),
        ("แม่ สอด", ["s1", "s0"]),
        ("ไม่มีโรงเรียนนี้", []),
        ("  ", []),
    ],
)
def test_every_word_typed_is_in_the_label(typed: str, found: list[str]) -> None:
    assert [choice.name for choice in find(SCHOOLS, typed)] == found


@given(st.lists(st.text("กขคabc ", min_size=1), max_size=8), st.text("กขabc ", max_size=4))
def test_a_search_never_invents_or_doubles_a_choice(labels: list[str], typed: str) -> None:
    choices = [Choice(f"c{number}", label) for number, label in enumerate(labels)]
    found = find(choices, typed)
    assert set(found) <= set(choices)
    assert len(set(found)) == len(found)
