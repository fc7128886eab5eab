"""Which part of a constraint an answer does not keep, as data."""

import pytest

from forms.facts import Rejected
from tests.forms_made import begun, heard, told

FORM = """
| survey |
|        | type                | name  | label | constraint |
|        | integer             | first | F     |            |
|        | {type} | asked | A     | {constraint} |
| choices |
|         | list_name | name | label |
|         | l | a | A |
|         | l | b | B |
|         | l | c | C |
"""

TABLE = [
    ("integer", ". >= 1 and . <= 29", "30", [("value", ">=", "1"), ("value", "<=", "29")]),
    ("integer", "0 < .", "0", [("value", ">", "0")]),
    ("decimal", ". > 0 and . <= ${first}", "41", [("value", "<=", "40")]),
    ("decimal", ". > 0 and . <= ${first}", "0", [("value", ">", "0")]),
    ("integer", ". != ${first} and . mod 2 = 0", "40", [("value", "!=", "40")]),
    ("integer", ". mod 2 = 0", "3", []),
    ("integer", ". < 0 or . > 10", "5", []),
    ("text", "string-length(.) < 5", "ยาวเกินไป", [("length", "<", "5")]),
    ("text", "regex(., '^[0-9]{9,10}$')", "12", [("digits", "", "9-10")]),
    ("text", "regex(., '[A-Z]+')", "12", [("pattern", "", "")]),
    ("select_multiple l", "count-selected(.) <= 2", "a b c", [("chosen", "<=", "2")]),
    ("date", ". <= today()", "2026-11-21", [("value", "<=", "2026-11-20")]),
]


@pytest.mark.parametrize(("type_name", "constraint", "typed", "told_parts"), TABLE, ids=[row[1] for row in TABLE])
def test_the_broken_part_is_told(
    type_name: str, constraint: str, typed: str, told_parts: list[tuple[str, str, str]]
) -> None:
    held = told(begun(FORM.format(type=type_name, constraint=constraint)), "40")
    (refused,) = heard(held, typed)[1]
    assert isinstance(refused, Rejected)
    assert [(each.of, each.sign, each.limit) for each in refused.unkept] == told_parts


def test_the_other_question_is_named_by_its_place() -> None:
    held = told(begun(FORM.format(type="integer", constraint=". <= ${first}")), "40")
    (refused,) = heard(held, "41")[1]
    assert isinstance(refused, Rejected)
    (part,) = refused.unkept
    assert str(part.other) == "question /data/first "


def test_an_author_who_says_it_is_not_corrected() -> None:
    form = """
    | survey |
    | | type    | name | label | constraint | constraint_message |
    | | integer | age  | A     | . < 120    | อายุไม่เกิน 120 ค่ะ |
    """
    (refused,) = heard(begun(form), "130")[1]
    assert isinstance(refused, Rejected)
    assert (refused.message, refused.unkept) == ("อายุไม่เกิน 120 ค่ะ", ())
