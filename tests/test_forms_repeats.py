"""Repeats: rows added, left, closed, deleted and counted; what is computed over them."""

import pytest

from forms.changes import changes
from forms.facts import Index, Leaf, RepeatAdded, RepeatDeleted
from forms.form import Form
from forms.interview import begin, outline, review, values
from forms.said import AddRepeat, Back, DeleteRepeat, EndRepeat, Jump, NoAnswer, Skip
from tests.forms_made import NOON, begun, heard, here, stored, told, way

VICTIMS = """
| survey |
|        | type         | name    | label      | calculation     | required |
|        | text         | place   | สถานที่     |                 |          |
|        | begin_repeat | victims | ผู้ประสบภัย |                 |          |
|        | text         | who     | ชื่อ        |                 | yes      |
|        | integer      | years   | อายุ        |                 |          |
|        | calculate    | row     |            | position(..)    |          |
|        | end_repeat   |         |            |                 |          |
|        | calculate    | total   |            | count(${victims}) |        |
|        | calculate    | sum     |            | sum(${years})   |          |
|        | text         | after   | สรุป        |                 |          |
"""


def test_the_given_interview_never_changes() -> None:
    start = told(begun(VICTIMS), "เชียงใหม่", "Somchai")
    answers, repeats = dict(start.answers), dict(start.repeats)
    told(start, "12", AddRepeat(), "Malee", DeleteRepeat("/data/victims", "1"))
    assert (start.answers, start.repeats) == (answers, repeats)


def test_a_repeat_offers_another_after_its_last_instance() -> None:
    said = ["เชียงใหม่", "Somchai", "12", AddRepeat(), "Malee", "30", EndRepeat(), "จบ"]
    assert way(begun(VICTIMS), said) == [
        "place", "who 1", "years 1", "add victims 2", "who 2", "years 2", "add victims 3", "after", "end",
    ]  # fmt: skip


def test_calculations_follow_the_rows() -> None:
    two = told(begun(VICTIMS), "เชียงใหม่", "Somchai", "12", AddRepeat(), "Malee", "30")
    assert {name: stored(two)[name] for name in ("total", "sum", "row 1", "row 2")} == {
        "total": "2",
        "sum": "42",
        "row 1": "1",
        "row 2": "2",
    }


def test_deleting_a_row_moves_the_later_ones_up() -> None:
    three = told(begun(VICTIMS), "x", "Somchai", "1", AddRepeat(), "Malee", "2", AddRepeat(), "Wichai", "3")
    after, facts = heard(three, DeleteRepeat("/data/victims", "2"))
    assert RepeatDeleted("/data/victims", "2") in facts
    assert {name: value for name, value in stored(after).items() if "who" in name} == {
        "who 1": "Somchai",
        "who 2": "Wichai",
    }
    assert stored(after)["sum"] == "4"
    assert here(after) == "add victims 3"
    written = changes(three, after)
    assert written.moved == [("/data/victims", "3", "2")]
    assert written.removed == {("/data/victims/who", "2"), ("/data/victims/years", "2"), ("/data/victims/row", "2")}
    assert written.set == {
        ("/data/victims/row", "2"): Leaf("2"),
        ("/data/total", ""): Leaf("2"),
        ("/data/sum", ""): Leaf("4"),
    }
    assert written.repeats == {("/data/victims", ""): 2}


def test_the_question_at_hand_moves_with_its_row() -> None:
    at_third = told(begun(VICTIMS), "x", "Somchai", "1", AddRepeat(), "Malee", "2", AddRepeat())
    assert here(at_third) == "who 3"
    assert here(told(at_third, DeleteRepeat("/data/victims", "1"))) == "who 2"


@pytest.mark.parametrize("said", [NoAnswer(), Skip()])
def test_nothing_at_the_first_question_leaves_the_whole_repeat(said: NoAnswer | Skip) -> None:
    assert way(begun(VICTIMS), ["x", said, "จบ"]) == ["place", "who 1", "after", "end"]


def test_a_left_repeat_asks_nothing_more_of_its_row() -> None:
    assert review(told(begun(VICTIMS), "x", NoAnswer(), "จบ"), NOON) == []
    put_off = review(told(begun(VICTIMS), "x", Skip(), "จบ"), NOON)
    assert [problem.index for problem in put_off] == [Index("question", "/data/victims/who", "1")]


def test_a_left_repeat_can_be_taken_up_again() -> None:
    left = told(begun(VICTIMS), "x", NoAnswer())
    assert way(left, [Back(), "Somchai", "5", EndRepeat()]) == ["after", "who 1", "years 1", "add victims 2", "after"]


def test_a_closed_repeat_can_be_opened_by_a_jump() -> None:
    closed = told(begun(VICTIMS), "x", "Somchai", "1", EndRepeat(), "จบ")
    assert here(closed) == "end"
    assert way(closed, [Jump("/data/victims", ""), AddRepeat()]) == ["end", "add victims 2", "who 2"]
    assert way(closed, [Jump("/data/victims", "1")]) == ["end", "who 1"]
    added, facts = heard(told(closed, Jump("/data/victims/who", "1")), AddRepeat())
    assert facts[0] == RepeatAdded("/data/victims", "2")
    assert here(added) == "who 2"


def test_a_counted_repeat_follows_its_number_and_keeps_rows() -> None:
    form = """
    | survey |
    |        | type         | name | label | repeat_count |
    |        | integer      | n    | N     |              |
    |        | begin_repeat | r    | R     | ${n}         |
    |        | text         | x    | X     |              |
    |        | end_repeat   |      |       |              |
    |        | text         | z    | Z     |              |
    """
    three = told(begun(form), "3", "a", "b", "c")
    assert here(three) == "z"
    assert way(begun(form), ["0"]) == ["n", "z"]
    assert here(told(three, Jump("/data/n"), "")) == "z", "while the number is blank, rows stay as they are"
    fewer = told(three, Jump("/data/n"), "1")
    assert stored(fewer)["x 3"] == "c"
    assert [pos for _, pos, _ in values(fewer, "/data/r")] == ["1"]
    assert [pos for _, pos, _ in values(told(fewer, Jump("/data/n"), "3"), "/data/r")] == ["1", "2", "3"]


def test_a_first_row_brings_one_inner_row_and_an_added_one_asks() -> None:
    form = """
    | survey |
    |        | type         | name | label | calculation |
    |        | begin_repeat | r    | R     |             |
    |        | text         | x    | X     |             |
    |        | begin_repeat | s    | S     |             |
    |        | text         | y    | Y     |             |
    |        | calculate    | path |       | concat(${x}, '/', position(..)) |
    |        | end_repeat   |      |       |             |
    |        | end_repeat   |      |       |             |
    """
    said = ["a", "b", AddRepeat(), "c", EndRepeat(), AddRepeat(), "d", AddRepeat(), "e", EndRepeat(), EndRepeat()]
    assert way(begun(form), said) == [
        "x 1", "y 1.1", "add s 1.2", "y 1.2", "add s 1.3", "add r 2",
        "x 2", "add s 2.1", "y 2.1", "add s 2.2", "add r 3", "end",
    ]  # fmt: skip
    done = told(begun(form), *said)
    assert {name: value for name, value in stored(done).items() if "path" in name} == {
        "path 1.1": "a/1",
        "path 1.2": "a/2",
        "path 2.1": "d/1",
    }
    first_gone = told(done, DeleteRepeat("/data/r", "1"))
    assert stored(first_gone) == {"x 1": "d", "y 1.1": "e", "path 1.1": "d/1"}
    assert first_gone.closed == {("/data/r", ""), ("/data/r/s", "1")}


def test_the_outline_says_how_far_each_item_is() -> None:
    def done(*said: object) -> list[str]:
        return [state.done for state in outline(told(begun(VICTIMS), *said))]  # type: ignore[arg-type]

    assert done() == ["blank", "blank", "blank"]
    assert done("x", "Somchai") == ["done", "partial", "blank"]
    assert done("x", "Somchai", "5") == ["done", "partial", "blank"]
    assert done("x", "Somchai", "5", EndRepeat(), NoAnswer()) == ["done", "done", "none"]
    assert done(Skip(), NoAnswer()) == ["put_off", "none", "blank"]


def test_rows_added_in_one_moment_get_their_own_uuids() -> None:
    form = """
    | survey |
    |        | type         | name | label | calculation  |
    |        | begin_repeat | r    | R     |              |
    |        | text         | x    | X     |              |
    |        | calculate    | id   |       | once(uuid()) |
    |        | end_repeat   |      |       |              |
    """
    three = stored(told(begun(form), "a", AddRepeat(), "b", AddRepeat(), "c"))
    assert len({three["id 1"], three["id 2"], three["id 3"]}) == 3


def test_rows_written_into_a_form_are_there_from_the_start() -> None:
    xml = """
    <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
            xmlns:jr="http://openrosa.org/javarosa">
      <h:head><h:title>T</h:title><model>
        <instance><data id="t">
          <r jr:template=""><x/><s jr:template=""><y/></s></r>
          <r><x>one</x><s><y/></s></r><r><x/><s><y/></s></r>
        </data></instance>
        <bind nodeset="/data/r/x" type="string"/><bind nodeset="/data/r/s/y" type="int"/>
      </model></h:head>
      <h:body><group ref="/data/r"><repeat nodeset="/data/r">
        <input ref="/data/r/x"><label>X</label></input>
        <group ref="/data/r/s"><repeat nodeset="/data/r/s">
          <input ref="/data/r/s/y"><label>Y</label></input>
        </repeat></group>
      </repeat></group></h:body>
    </h:html>"""
    start = begin(Form.from_xform(xml), seed=1, now=NOON, properties={})[0]
    assert start.repeats == {("/data/r", ""): 2, ("/data/r/s", "1"): 1, ("/data/r/s", "2"): 1}
