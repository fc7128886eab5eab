"""What a form puts into its own nodes, as ODK Web Forms and Collect do: fitted to their types, or blank."""

import pytest

from forms.form import Form
from forms.interview import begin
from forms.said import AddRepeat, Chosen, Jump
from tests.forms_made import NOON, begun, stored, told

FITTED = [
    ("integer", "7 div 2", "3"),
    ("integer", "-7 div 2", "-3"),
    ("integer", "-1 div 2", "0"),
    ("integer", "'12.50'", "12"),
    ("integer", "true()", "1"),
    ("integer", "'seven'", ""),
    ("integer", "1 div 0", ""),
    ("integer", "today()", ""),
    ("decimal", "7 div 2", "3.5"),
    ("decimal", "'.'", ""),
    ("decimal", "'12,5'", ""),
    ("date", "today()", "2026-11-20"),
    ("date", "now()", "2026-11-20"),
    ("date", "date(today() + 7)", "2026-11-27"),
    ("date", "today() + 7", ""),
    ("date", "date-time('2026-08-10T23:00:00.000Z')", "2026-08-11"),
    ("date", "'tomorrow'", ""),
    ("dateTime", "today()", "2026-11-20T00:00:00.000+07:00"),
    ("dateTime", "now()", "2026-11-20T12:00:00.000+07:00"),
    ("dateTime", "'12:30'", ""),
    ("time", "'09:30:00'", "09:30:00"),
    ("time", "now()", "12:00:00.000+07:00"),
    ("time", "today()", ""),
    ("geopoint", "'18.8 99.0 0 0'", "18.8 99.0 0 0"),
    ("geopoint", "'here'", ""),
    ("geotrace", "'18.8 99.0 0 0; 18.9 99.0 0 0'", "18.8 99.0 0 0; 18.9 99.0 0 0"),
    ("text", "true()", "true"),
    ("text", "7 div 2", "3.5"),
    ("select_one l", "'p'", "p"),
    ("select_one l", "'zz'", ""),
    ("select_multiple l", "'q zz p'", "q p"),
]


@pytest.mark.parametrize("column", ["calculation", "default"])
@pytest.mark.parametrize(("kind", "expression", "kept"), FITTED)
def test_a_value_of_the_form_fits_its_node_or_is_blank(column: str, kind: str, expression: str, kept: str) -> None:
    if column == "default":
        expression = f"once({expression})"  # so that pyxform takes a text for a formula, too
    form = f"""
    | survey |
    |  | type   | name | label | {column}     |
    |  | text   | t    | T     |              |
    |  | {kind} | a    | A     | {expression} |
    | choices |
    |  | list_name | name | label |
    |  | l         | p    | P     |
    |  | l         | q    | Q     |
    """
    assert stored(begun(form)).get("a", "") == kept


def test_a_written_default_that_does_not_fit_is_blank() -> None:
    form = """
    | survey |
    |  | type         | name | label | default     |
    |  | integer      | a    | A     | x7          |
    |  | date         | b    | B     | 1900        |
    |  | integer      | c    | C     | 7           |
    |  | select_one l | d    | D     | zz          |
    | choices |
    |  | list_name | name | label |
    |  | l         | p    | P     |
    """
    assert stored(begun(form)) == {"c": "7"}


def by_hand(instance: str, body: str) -> Form:
    """Return a form written by hand: what the authors of other tools write, and pyxform does not."""
    return Form.from_xform(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>x</h:title><model><instance>'
        f'<data id="x">{instance}</data></instance></model></h:head><h:body>{body}</h:body></h:html>'
    )


REPEAT = (
    '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"><label>A</label></input></repeat></group>'
)


def test_a_repeat_that_is_only_a_template_begins_without_rows() -> None:
    form = by_hand('<r jr:template=""><a>hi</a></r>', REPEAT)
    interview = begin(form, seed=1, now=NOON, properties={})[0]
    assert str(interview.index) == "add_repeat /data/r 1"
    assert stored(told(interview, AddRepeat())) == {"a 1": "hi"}


def test_a_row_added_to_a_repeat_without_a_template_is_blank() -> None:
    form = by_hand("<r><a>hi</a></r>", REPEAT)
    interview = begin(form, seed=1, now=NOON, properties={})[0]
    assert stored(interview) == {"a 1": "hi"}
    assert stored(told(interview, Jump("/data/r"), AddRepeat())) == {"a 1": "hi"}


def test_a_setvalue_with_an_empty_value_clears_whatever_text_it_holds() -> None:
    body = (
        '<input ref="/data/a"><label>A</label>'
        '<setvalue event="xforms-value-changed" ref="/data/b" value="">kept by nobody</setvalue></input>'
        '<setvalue event="odk-instance-first-load" ref="/data/a">of the body: done by nobody</setvalue>'
    )
    interview = begin(by_hand("<a/><b>old</b>", body), seed=1, now=NOON, properties={})[0]
    assert stored(interview) == {"b": "old"}
    assert stored(told(interview, "new")) == {"a": "new"}


def test_choices_from_other_rows_may_depend_on_what_is_chosen_there() -> None:
    form = """
    | survey |
    |  | type               | name | label | relevant     | choice_filter                         | calculation  |
    |  | begin_repeat       | pet  | Pet   |              |                                       |              |
    |  | calculate          | pos  |       |              |                                       | position(..) |
    |  | select_one ${kind} | same | Same  |              | kind != '' and position() != 9        |              |
    |  | text               | kind | Kind  | ${same} = '' |                                       |              |
    |  | end_repeat         |      |       |              |                                       |              |
    """
    interview = told(begun(form), "แมว", AddRepeat())
    assert str(interview.index) == "question /data/pet/same 2"
    assert stored(told(interview, "แมว"))["same 2"] == "แมว"


def test_the_same_answer_again_triggers_nothing() -> None:
    form = """
    | survey |
    |  | type | name | label | trigger | calculation |
    |  | text | a    | A     |         |             |
    |  | text | b    | B     | ${a}    | 'set'       |
    """
    interview = told(begun(form), "x", Jump("/data/b"), "mine", Jump("/data/a"), "x")
    assert stored(interview) == {"a": "x", "b": "mine"}
    assert stored(told(interview, Jump("/data/a"), "y")) == {"a": "y", "b": "set"}


def test_the_label_a_formula_asks_for_follows_what_it_shows() -> None:
    form = """
    | survey |
    |  | type         | name | label | calculation                    |
    |  | select_one l | a    | A     |                                |
    |  | text         | b    | B     |                                |
    |  | calculate    | c    |       | jr:choice-name(${a}, '${a}')   |
    | choices |
    |  | list_name | name | label        |
    |  | l         | p    | ของ ${b}      |
    """
    assert stored(told(begun(form), Chosen(("p",)), "มาลี"))["c"] == "ของ มาลี"
