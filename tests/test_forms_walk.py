"""What holds on every walk through a form, whatever is said in whatever order."""

import json
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import actions
from forms.changes import Changes, changes
from forms.facts import Key, Leaf
from forms.interview import Interview, outline, restore, review
from forms.prompt import prompt
from forms.said import (
    AddRepeat,
    Back,
    Chosen,
    DeleteRepeat,
    EndRepeat,
    Forward,
    Jump,
    Next,
    NoAnswer,
    Said,
    Skip,
    Value,
)
from tests.forms_made import NOON, begun, heard

FORM = """
| survey |
|        | type          | name   | label | relevant       | calculation           | constraint | choice_filter | repeat_count | default | required |
|        | integer       | n      | N     |                |                       | . >= 0     |               |              |         | yes      |
|        | select_one p  | prov   | P     | ${n} > 1       |                       |            |               |              |         |          |
|        | select_one d  | dist   | D     |                |                       |            | p = ${prov}   |              |         | yes      |
|        | begin_group   | g      | G     | ${prov} = 'cm' |                       |            |               |              |         |          |
|        | text          | t      | T     |                |                       |            |               |              |         |          |
|        | begin_repeat  | r      | R     |                |                       |            |               |              |         |          |
|        | text          | x      | X     |                |                       |            |               |              |         | yes      |
|        | integer       | y      | Y     | ${x} != 'b'    |                       | . < 9      |               |              | 3       |          |
|        | calculate     | z      |       |                | concat(${x}, ${n}, position(..)) |  |              |              |         |          |
|        | begin_repeat  | s      | S     |                |                       |            |               |              |         |          |
|        | text          | w      | W     |                |                       |            |               |              |         |          |
|        | end_repeat    |        |       |                |                       |            |               |              |         |          |
|        | end_repeat    |        |       |                |                       |            |               |              |         |          |
|        | end_group     |        |       |                |                       |            |               |              |         |          |
|        | calculate     | sum    |       |                | sum(${y})             |            |               |              |         |          |
|        | calculate     | rows   |       | ${sum} > 3     | count(${r})           |            |               |              |         |          |
|        | begin_repeat  | c      | C     |                |                       |            |               | ${n}         |         |          |
|        | text          | v      | V     |                |                       |            |               |              |         |          |
|        | end_repeat    |        |       |                |                       |            |               |              |         |          |
|        | note          | bye    | รวม ${rows} |          |                       |            |               |              |         |          |
| choices |
|        | list_name | name | label | p   |
|        | p         | cm   | CM    |     |
|        | p         | lpn  | LPN   |     |
|        | d         | mr   | MR    | cm  |
|        | d         | pa   | PA    | lpn |
"""  # noqa: E501

ANSWERS = st.one_of(
    st.sampled_from(["0", "1", "2", "3", "7", "12", "a", "b", ""]).map(Value),
    st.sampled_from([("cm",), ("lpn",), ("mr",), ("pa",)]).map(Chosen),
    st.sampled_from([NoAnswer(), Skip()]),
)
PLACES = st.sampled_from(
    [
        ("/data/n", ""),
        ("/data/prov", ""),
        ("/data/g/r/x", "1"),
        ("/data/g/r", ""),
        ("/data/g/r/y", "2"),
        ("/data/c/v", "2"),
    ]
)
MOVES = st.one_of(st.sampled_from([Back(), Next()]), PLACES.map(lambda place: Jump(*place)))
ROWS = st.one_of(
    st.sampled_from([AddRepeat(), EndRepeat()]),
    st.sampled_from(["1", "2"]).map(lambda pos: DeleteRepeat("/data/g/r", pos)),
)
OPENING = [Value("2"), Chosen(("cm",)), Chosen(("mr",)), Value("t"), Value("a"), Value("3"), Value("w")]
WALKS = st.lists(st.one_of(ANSWERS, ANSWERS, MOVES, ROWS), max_size=25).map(lambda said: [*OPENING, *said])
modest = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def walked(said: list[Said]) -> list[Interview]:
    """Return the interview after each thing said, from its beginning on."""
    found = [begun(FORM)]
    for one in said:
        found.append(heard(found[-1], one)[0])
    return found


@modest
@given(WALKS, MOVES)
def test_moving_about_changes_no_answer(said: list[Said], move: Said) -> None:
    before = walked(said)[-1]
    after = heard(before, move)[0]
    if move == Next() and before.index.event == "add_repeat":
        return
    assert (after.answers, after.repeats, after.closed) == (before.answers, before.repeats, before.closed)


@modest
@given(WALKS)
def test_what_was_recalculated_is_what_calculating_all_again_gives(said: list[Said]) -> None:
    last = walked(said)[-1]
    again = Interview(**{**vars(last), "answers": dict(last.answers), "repeats": dict(last.repeats)}).instance()
    actions.recompute(again)
    assert again.answers == last.answers
    assert again.repeats == last.repeats


@modest
@given(WALKS, ANSWERS)
def test_a_restored_interview_goes_on_as_if_nothing_had_happened(said: list[Said], answer: Said) -> None:
    last = walked(said)[-1]
    state = json.loads(json.dumps(last.state()))
    restored = restore(last.form, answers=last.answers, repeats=last.repeats, properties=last.properties, **state)
    assert restored.state() == last.state()
    assert prompt(restored) == prompt(last)
    one, other = heard(last, answer), heard(restored, answer)
    assert one[1] == other[1]
    assert (one[0].answers, one[0].repeats, one[0].state()) == (other[0].answers, other[0].repeats, other[0].state())


@modest
@given(WALKS)
def test_what_is_written_of_a_turn_leads_from_one_state_to_the_next(said: list[Said]) -> None:
    way = walked(said)
    for before, after in pairwise(way):
        rows, counts = written(dict(before.answers), dict(before.repeats), changes(before, after))
        assert rows == after.answers
        assert {key: count for key, count in counts.items() if count} == {
            key: count for key, count in after.repeats.items() if count
        }


def written(rows: dict[Key, Leaf], counts: dict[Key, int], change: Changes) -> tuple[dict[Key, Leaf], dict[Key, int]]:
    """Do to rows what a store does: remove, renumber, set."""
    for key in change.removed:
        del rows[key]
    for ref, old, new in change.moved:
        for key in [key for key in rows if key[0].startswith(ref + "/") and f"{key[1]}.".startswith(old + ".")]:
            rows[(key[0], new + key[1][len(old) :])] = rows.pop(key)
    return rows | change.set, counts | change.repeats


@modest
@given(WALKS)
def test_every_place_can_be_asked_and_overlooked(said: list[Said]) -> None:
    last = walked(said)[-1]
    assert prompt(last).index == last.index
    assert {problem.why for problem in review(last, NOON)} <= {"required", "constraint"}
    for state in outline(last):
        assert state.relevant or state.done == "blank"


@modest
@given(WALKS)
def test_saying_none_to_everything_ends_the_walk(said: list[Said]) -> None:
    last = walked(said)[-1]
    for _ in range(200):
        if last.index.event == "end":
            break
        last = heard(last, NoAnswer())[0]
    assert last.index.event == "end"
    missing = [problem.index for problem in review(last, NOON) if problem.why == "required"]
    assert all(last.answers[(index.ref, index.pos)].state == "put_off" for index in missing)


@modest
@given(WALKS)
def test_forward_and_back_pass_the_same_questions(said: list[Said]) -> None:
    ahead = heard(walked(said)[-1], Jump("/data/n"))[0]
    passed = [ahead.index]
    while ahead.index.event == "question":
        ahead = heard(ahead, Forward())[0]
        passed.append(ahead.index)
    assert ahead.index.event == "end"
    returned = [ahead.index]
    while returned[-1] != passed[0]:
        ahead = heard(ahead, Back())[0]
        returned.append(ahead.index)
    assert returned == passed[::-1]
