"""Expressions that cannot be: what their author is told, and bounds nobody's expression passes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.interview import Interview
from forms.said import Jump
from forms.xpath.errors import BudgetSpent, ExpressionError
from forms.xpath.lexer import MAX_LENGTH
from forms.xpath.parser import parse
from forms.xpath.values import number_text, text_number, to_number, to_text, to_truth
from tests.forms_made import told
from tests.worth import a_filling, worth


@pytest.fixture(scope="module")
def filled() -> Interview:
    return a_filling()


WRONG = {
    "/data/n = = 5": "พบ = ที่ตัวอักษรที่ 11",
    "/data/n +": "สูตรจบก่อนครบ",
    "concat('a'": "สูตรจบก่อนครบ",
    "'open": "ไม่มีตัวปิด",
    "‘x’": "เครื่องหมายคำพูดโค้ง",
    "${a": "อ่าน $",
    "/data/๑": "เลขไทย",
    "regx('a', 'b')": "regx()",
    "format-number(1)": "SurveyCTO",
    "difference-in-months('a', 'b')": "CHT",
    "if(1, 2)": "if()",
    "today(1)": "today()",
    "regex('a', '(?=b)')": "regex()",
    "//n": "//",
    "(" * 130 + "1" + ")" * 130: "ลึกเกินไป",
    "(" * 40 + "1" + ("+1" * 190 + ")") * 40: "ลึกเกินไป",
    "1" + "+1" * 300: "พจน์ต่อกันเกิน",
    "1" + " " * MAX_LENGTH: "ยาวเกิน",
}


@pytest.mark.parametrize(("expression", "said"), WRONG.items())
def test_an_author_is_told_what_is_wrong(filled: Interview, expression: str, said: str) -> None:
    with pytest.raises(ExpressionError) as slip:
        worth(filled, expression)
    assert said in slip.value.what


@pytest.mark.parametrize("path", ["/data/nn", "../nothing", "/date/n", "/data/r[zz = 1]/x", "../../../n", "/data/n/a"])
def test_a_path_to_nothing_is_blank_as_in_both_odk_engines(filled: Interview, path: str) -> None:
    assert to_text(worth(filled, path)) == ""
    assert to_number(worth(filled, f"count({path})")) == 0


def test_an_expression_cannot_make_endless_text(filled: Interview) -> None:
    long = told(filled, Jump("/data/a"), "y" * 40_000)
    assert to_text(worth(long, "concat(/data/a, '')")) == "y" * 40_000
    with pytest.raises(BudgetSpent):
        worth(long, "concat(/data/a, /data/a)")


def test_an_expression_cannot_walk_forever(filled: Interview) -> None:
    nested = "1"
    for _ in range(9):
        nested = f"count(/data/*[{nested}])"
    with pytest.raises(BudgetSpent):
        worth(filled, nested)


def test_long_chains_of_or_are_honest(filled: Interview) -> None:
    assert to_truth(worth(filled, " or ".join([f"/data/n = {n}" for n in range(600)]))) is True


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_written_reads_back_the_same(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert not text.endswith(".")
    assert text_number(text) == number


@given(st.text(alphabet="/data.[]()'\"=<>+-*|,abc19 \u0e01$", max_size=30))
def test_any_text_parses_or_is_a_slip_and_nothing_else(text: str) -> None:
    with suppress(ExpressionError):
        parse(text)
