"""Expressions, patterns and texts made to exhaust: each ends at its bound, with a sentence."""

import pytest

from forms.facts import Noted
from forms.form import Form
from forms.instance import MAX_INSTANCES
from forms.interview import begin
from forms.slips import FormErrors
from tests.computing_time import within
from tests.forms_made import NOON, begun, heard, made, stored, told

EXPRESSIONS = {
    "search of everything": ("count(//*[count(//*) > 1])", "ใช้ // ในสูตรไม่ได้"),
    "brackets": ("(" * 9_000 + "1" + ")" * 9_000, "ลึกเกินไป"),
    "length": ("1 + " * 6_000 + "1", "ยาวเกิน"),
    "calls": ("not(" * 500 + "1" + ")" * 500, "ลึกเกินไป"),
    "minus": ("-" * 5_000 + "1", "ลึกเกินไป"),
    "terms": ("1 + " * 900 + "1", "พจน์"),
}


@pytest.mark.parametrize(("expression", "said"), EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_expressions_made_to_exhaust_are_refused(expression: str, said: str) -> None:
    with within(), pytest.raises(FormErrors) as refused:
        Form.from_xform(with_calculation(expression))
    assert said in str(refused.value)


def with_calculation(expression: str) -> str:
    """Return an XForm with one calculation; the expression needs no escaping."""
    return (
        '<html xmlns="http://www.w3.org/2002/xforms"><head><model><instance><data id="x"><a/></data></instance>'
        f'<bind nodeset="/data/a" type="string" calculate="{expression.replace(">", "&gt;")}"/></model></head>'
        "<body/></html>"
    )


def test_doubled_texts_end_at_their_bound() -> None:
    rows = "\n".join(f"|  | calculate | c{n} | concat(${{c{n - 1}}}, ${{c{n - 1}}}) |" for n in range(1, 27))
    form = made(f"| survey |\n|  | type | name | calculation |\n|  | calculate | c0 | 'xxxxxxxx' |\n{rows}")
    with within(1.0):
        interview, facts = begin(form, seed=1, now=NOON, properties={})
    assert max(map(len, stored(interview).values())) <= 65_536
    assert any(isinstance(fact, Noted) for fact in facts)


def test_a_long_answer_is_no_attack() -> None:
    form = """
    | survey |
    |  | type      | name | label | calculation  |
    |  | text      | a    | A     |              |
    |  | calculate | b    |       | concat(${a}) |
    """
    interview = told(begun(form), "ก" * 100_000)
    assert len(stored(interview)["a"]) == 100_000
    assert "b" not in stored(interview)


def test_a_walk_of_everything_by_everything_runs_out_of_steps() -> None:
    form = """
    | survey |
    |  | type         | name | label | repeat_count | calculation |
    |  | integer      | n    | N     |              |             |
    |  | begin_repeat | r    | R     | ${n}         |             |
    |  | text         | x    | X     |              |             |
    |  | end_repeat   |      |       |              |             |
    |  | calculate    | c    |       |              | count(${r}[count(/data/r[count(/data/r[x = 'a']) = 0]) > 0]) |
    """
    with within(2.0):
        interview, facts = heard(begun(form), "1000000000")
    assert interview.repeats[("/data/r", "")] == MAX_INSTANCES
    assert any(isinstance(fact, Noted) and "steps" in fact.text for fact in facts)
    assert stored(interview)["n"] == "1000000000", "the answer is kept all the same"


def test_a_pattern_made_to_explode_takes_no_time() -> None:
    form = """
    | survey |
    |  | type | name | label | constraint             | constraint_message |
    |  | text | a    | A     | regex(., '^(([a-z])+.)+[A-Z]([a-z])+$') | ผิดค่ะ |
    """
    with within(0.5):
        assert "a" not in stored(told(begun(form), "a" * 50_000))


@pytest.mark.parametrize("pattern", ["(?=a)b", "(a)\\1", "a{2000}", "("])
def test_patterns_re2_cannot_run_are_refused(pattern: str) -> None:
    with pytest.raises(FormErrors) as refused:
        made(f"| survey |\n|  | type | name | label | constraint |\n|  | text | a | A | regex(., '{pattern}') |")
    assert "regex()" in str(refused.value)


def test_a_million_characters_of_chance_are_not_made() -> None:
    form = "| survey |\n|  | type | name | calculation |\n|  | calculate | a | once(uuid(1000000000)) |"
    assert len(stored(begun(form))["a"]) == 256
