"""What one answer sets in motion: triggers, the report before, scales, rows a form brings along."""

import pytest

from forms.facts import Noted
from forms.form import Form
from forms.interview import begin, hear, restore
from forms.prompt import prompt
from forms.said import AddRepeat, Chosen, EndRepeat, Jump, Value
from tests.forms_made import NOON, begun, heard, here, made, stored, told
from tests.oracle.expressions import xform

CHAIN = """
| survey |
|        | type      | name  | label | trigger | calculation            |
|        | integer   | a     | A     |         |                        |
|        | calculate | twice |       |         | ${a} * 2               |
|        | text      | b     | B     | ${a}    | ${twice}               |
|        | text      | c     | C     | ${b}    | concat(${b}, '!')      |
|        | calculate | times |       | ${c}    | coalesce(${times}, 0) + 1 |
"""

LAST = """
| survey |
|        | type      | name   | label | default              | calculation |
|        | text      | street | ถนน   | ${last-saved#street} |             |
|        | integer   | n      | N     |                      |             |
|        | calculate | before |       |                      | if(${last-saved#n} = '', 'first', ${last-saved#n}) |
"""


def test_an_event_sees_what_was_calculated_and_sets_off_the_next() -> None:
    assert stored(told(begun(CHAIN), "5")) == {"a": "5", "twice": "10", "b": "10", "c": "10!", "times": "1"}
    again = told(begun(CHAIN), "5", Jump("/data/a"), "5")
    assert stored(again)["times"] == "1", "what did not change triggers nothing"


def test_triggers_in_a_circle_come_to_rest() -> None:
    form = """
    | survey |
    |        | type | name | label | trigger | calculation |
    |        | text | a    | A     | ${b}    | concat(${b}, 'a') |
    |        | text | b    | B     | ${a}    | concat(${a}, 'b') |
    """
    assert stored(told(begun(form), "x")) == {"a": "xba", "b": "xb"}, "each place fires once a turn"


def test_the_report_before_is_read_and_blank_without_one() -> None:
    assert stored(begun(LAST)) == {"before": "first"}
    earlier = {("/data/street", ""): "สุขุมวิท", ("/data/n", ""): "3", ("/data/other", ""): "x"}
    interview, _ = begin(made(LAST), seed=1, now=NOON, properties={}, last_saved=earlier)
    assert stored(interview) == {"street": "สุขุมวิท", "before": "3"}
    again = restore(interview.form, answers=interview.answers, repeats=interview.repeats, **interview.state())
    assert stored(hear(again, Value("พหลโยธิน"), NOON)[0])["before"] == "3"


@pytest.mark.parametrize(
    ("said", "taken"), [("3", True), ("10", True), ("2.5", False), ("0", False), ("11", False), ("-1", False)]
)
def test_a_range_takes_the_numbers_of_its_scale(said: str, taken: bool) -> None:
    form = """
    | survey |
    |        | type  | name | label | parameters           |
    |        | range | r    | R     | start=1 end=10 step=1 |
    |        | text  | z    | Z     |                      |
    """
    shown = prompt(begun(form))
    assert (shown.minimum, shown.maximum, shown.step) == ("1", "10", "1")
    assert (here(told(begun(form), said)) == "z") is taken


def test_a_name_with_spaces_stays_one_choice() -> None:
    form = """
    | survey |
    |        | type              | name | label |
    |        | begin_repeat      | r    | R     |
    |        | text              | who  | ชื่อ    |
    |        | end_repeat        |      |       |
    |        | select_one ${who} | head | หัวหน้า |
    """
    at_head = told(begun(form), "นางมาลี ใจดี", AddRepeat(), "Somchai", EndRepeat(), Chosen(("นางมาลี ใจดี",)))
    later = told(at_head, Jump("/data/r/who", "2"), "Wichai")
    assert stored(later)["head"] == "นางมาลี ใจดี"


def test_rows_a_form_brings_keep_what_is_written_in_them() -> None:
    report, _ = begin(Form.from_xform(xform("count(/data/r)")), seed=1, now=NOON, properties={})
    rows = {name: value for name, value in stored(report).items() if name[0] in "xy"}
    assert rows == {"x 1": "u", "y 1": "1", "x 2": "v", "y 2": "2", "x 3": "w", "y 3": "3"}
    assert stored(report)["out"] == "3"


def test_a_failing_expression_is_told_from_the_start() -> None:
    _, facts = begin(Form.from_xform(xform("date('abc')")), seed=1, now=NOON, properties={})
    assert any(isinstance(fact, Noted) and "/data/out" in fact.text for fact in facts)


def test_a_refused_value_triggers_nothing() -> None:
    interview, facts = heard(begun(CHAIN), "not a number")
    assert stored(interview) == stored(begun(CHAIN))
    assert len(facts) == 1
