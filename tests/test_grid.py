"""One number for each row, or it is no message for the whole grid."""

from __future__ import annotations

import pytest

from forms.facts import Index
from forms.itemsets import Choice
from forms.prompt import Prompt
from handlers.report import grid

LEVELS = (Choice("good", "ดี"), Choice("fair", "พอใช้"), Choice("poor", "ควรปรับปรุง"))
ASKED = Prompt(Index("question", "/data/food", ""), "select_one", choices=LEVELS)


@pytest.mark.parametrize(
    ("typed", "rows", "numbers"),
    [
        ("1 2 3", 3, [1, 2, 3]),
        ("๑ ๓", 2, [1, 3]),
        ("1, 2", 2, [1, 2]),
        ("1 2", 3, []),
        ("1 2 4", 3, []),
        ("0 1", 2, []),
        ("2", 1, []),
        ("ดี พอใช้", 2, []),
        ("", 2, []),
    ],
)
def test_a_message_of_numbers_is_one_for_each_row(typed: str, rows: int, numbers: list[int]) -> None:
    assert grid.numbers(ASKED, typed, rows) == numbers
