"""Filling a form a step at a time: what is asked, kept, refused, computed and told."""

from datetime import timedelta

import pytest

from forms.facts import Answered, Cleared, Finished, Index, Leaf, Moved, Rejected
from forms.interview import review, values
from forms.prompt import PathStep, prompt
from forms.said import Back, Chosen, Jump, Next, NoAnswer, Skip, Value
from tests.forms_made import NOON, begun, heard, here, made, stored, told, way

PERSON = """
| survey |
|        | type      | name    | label    | required | constraint | constraint_message | relevant    | calculation   |
| | text | name | ชื่อ | yes | | | | |
| | integer | age | อายุ | yes | . >= 18 | ต้องอายุ 18 ปีขึ้นไปค่ะ | | |
| | note | hello | สวัสดี ${name} อายุ ${age} | | | | | |
|        | text      | license | ใบอนุญาต  |          |            |                     | ${age} > 60 |               |
|        | calculate | born    |          |          |            |                     |             | 2569 - ${age} |
|        | text      | remark  | หมายเหตุ  |          |            |                     |             |               |
"""


PLACES = """
| survey |
|        | type                | name | label  | choice_filter  |
|        | select_one province | prov | จังหวัด |                |
|        | select_one district | dist | อำเภอ  | p = ${prov}    |
|        | select_multiple what | kinds | งาน  |                |
| choices |
|        | list_name | name | label    | p   |
|        | province  | cm   | เชียงใหม่ |     |
|        | province  | lpn  | ลำพูน     |     |
|        | province  | bkk  | กรุงเทพฯ  |     |
|        | district  | mr   | แม่ริม     | cm  |
|        | district  | pa   | ป่าซาง    | lpn |
|        | what      | a    | อบรม      |     |
|        | what      | b    | นิเทศ     |     |
"""


def test_questions_come_in_order_and_notes_ride_along() -> None:
    start = begun(PERSON)
    assert way(start, ["Malee", "30", "ไม่มีค่ะ"]) == ["name", "age", "remark", "end"]
    at_remark = told(start, "Malee", "30")
    assert prompt(at_remark).notes == ("สวัสดี Malee อายุ 30",)
    assert prompt(start).notes == ()
    assert stored(at_remark)["born"] == "2539"


def test_an_answer_may_open_a_question() -> None:
    assert way(begun(PERSON), ["Wichai", "70", "ก 123"]) == ["name", "age", "license", "remark"]


def test_what_is_no_longer_relevant_reads_blank_but_is_kept() -> None:
    told_all = told(begun(PERSON), "Wichai", "70", "ก 123", "-")
    younger = told(told_all, Jump("/data/age"), "50")
    assert stored(younger)["license"] == "ก 123"
    assert values(younger, "/data/license") == []
    older = told(younger, Jump("/data/age"), "71")
    assert values(older, "/data/license") == [("/data/license", "", Leaf("ก 123"))]


def test_a_refused_value_leaves_the_old_one() -> None:
    at_age = told(begun(PERSON), "Malee")
    refused, facts = heard(at_age, "17")
    assert facts == [Rejected(Index("question", "/data/age"), "constraint", "ต้องอายุ 18 ปีขึ้นไปค่ะ")]
    assert stored(refused) == stored(at_age)
    taken = told(at_age, "30", Jump("/data/age"))
    assert stored(heard(taken, "5")[0])["age"] == "30"


@pytest.mark.parametrize(("said", "why"), [("สิบแปด", "type"), ("12.5", "type"), ("17", "constraint")])
def test_values_are_checked(said: str, why: str) -> None:
    facts = heard(told(begun(PERSON), "Malee"), said)[1]
    assert [fact.why for fact in facts if isinstance(fact, Rejected)] == [why]


def test_required_is_told_at_the_end_and_never_stops_a_step() -> None:
    end, facts = heard(told(begun(PERSON), Skip(), Skip()), "-")
    assert here(end) == "end"
    finished = next(fact for fact in facts if isinstance(fact, Finished))
    assert [(problem.index.ref, problem.why) for problem in finished.problems] == [
        ("/data/name", "required"),
        ("/data/age", "required"),
    ]
    assert list(finished.problems) == review(end, NOON)


def test_none_satisfies_required_and_put_off_does_not() -> None:
    end = told(begun(PERSON), NoAnswer(), Skip(), "-")
    assert stored(end) == {"name": "<none>", "age": "<put_off>", "remark": "-"}
    assert [problem.item_ref for problem in review(end, NOON)] == ["/data/age"]


def test_putting_off_does_not_lose_an_answer() -> None:
    again = told(begun(PERSON), "Malee", Back(), Skip())
    assert stored(again)["name"] == "Malee"
    assert here(again) == "age"


def test_an_empty_value_takes_the_answer_back() -> None:
    cleared, facts = heard(told(begun(PERSON), "Malee", "30", Jump("/data/age")), "")
    assert Cleared(Index("question", "/data/age")) in facts
    assert "age" not in stored(cleared)
    assert stored(cleared).get("born") is None


def test_editing_returns_to_the_first_open_question_after() -> None:
    at_remark = told(begun(PERSON), "Malee", "30")
    assert way(at_remark, [Jump("/data/name"), "Malee S."]) == ["remark", "name", "remark"]
    done = told(at_remark, "x")
    assert way(done, [Jump("/data/name"), Next()]) == ["end", "name", "end"]


def test_a_late_gate_sends_the_walk_back() -> None:
    done = told(begun(PERSON), "Malee", "30", "x")
    assert way(done, [Jump("/data/age"), "65", "ก 1"]) == ["end", "age", "license", "end"]


def test_jumps_to_where_nothing_is_asked_do_nothing() -> None:
    start = begun(PERSON)
    for ref, pos in [("/data/license", ""), ("/data/hello", ""), ("/data/nothing", ""), ("/data/age", "1")]:
        after, facts = heard(start, Jump(ref, pos))
        assert (here(after), facts) == ("name", [])


def test_a_withdrawn_choice_is_taken_back() -> None:
    chosen = told(begun(PLACES), Chosen(("cm",)), Chosen(("mr",)))
    assert stored(chosen) == {"prov": "cm", "dist": "mr"}
    moved, facts = heard(told(chosen, Jump("/data/prov")), Chosen(("lpn",)))
    assert Cleared(Index("question", "/data/dist")) in facts
    assert here(moved) == "dist"
    assert [choice.name for choice in prompt(moved).choices] == ["pa"]


def test_an_empty_list_is_passed_over() -> None:
    assert way(begun(PLACES), [Chosen(("bkk",))]) == ["prov", "kinds"]


@pytest.mark.parametrize("names", [("zz",), ("a", "a"), ("a", "zz")])
def test_names_that_are_not_offered_are_refused(names: tuple[str, ...]) -> None:
    at_kinds = told(begun(PLACES), Chosen(("bkk",)))
    assert heard(at_kinds, Chosen(names))[1] == [Rejected(Index("question", "/data/kinds"), "choice")]


def test_several_choices_are_kept_as_given() -> None:
    assert stored(told(begun(PLACES), Chosen(("bkk",)), Chosen(("b", "a"))))["kinds"] == "b a"


def test_the_prompt_tells_everything_about_its_place() -> None:
    form = """
    | settings |
    |          | namespaces                         | attribute::rg:digits | form_title |
    |          | rg="https://raingan.dev/xforms"    | thai                 | แบบทดสอบ    |
    | survey |
    |        | type         | name | label          | hint  | guidance_hint | required | constraint | bind::rg:item | bind::rg:number | bind::rg:short | bind::rg:role |
    |        | begin_group  | g    | ตอนที่ **1**    |       |               |          |            |               | 1.              | ตอน 1          |               |
    |        | begin_repeat | r    | ผู้เข้าอบรม      |       |               |          |            | t.r           | 1.1)            | อบรม           | table         |
    |        | integer      | n    | อายุ           | เป็นปี | นับถึงวันนี้    | yes      | . >= 0 and . <= 150 |      |                 |                |               |
    |        | end_repeat   |      |                |       |               |          |            |               |                 |                |               |
    |        | end_group    |      |                |       |               |          |            |               |                 |                |               |
    """  # noqa: E501
    asked = prompt(begun(form))
    assert (asked.type, asked.title, asked.hint, asked.guidance) == ("integer", "อายุ", "เป็นปี", "นับถึงวันนี้")
    assert (asked.required, asked.minimum, asked.maximum) == (True, "0", "150")
    assert asked.path == (
        PathStep("/data/g", "1.", "ตอนที่ 1", "ตอน 1"),
        PathStep("/data/g/r", "1.1)", "ผู้เข้าอบรม", "อบรม"),
    )
    assert asked.item is not None
    assert (asked.item.id, asked.item.kind, asked.item.path) == ("t.r", "table", ("/data/g",))
    assert asked.repeat is not None
    assert (asked.repeat.number, asked.repeat.count, asked.repeat.label) == (1, 1, "ผู้เข้าอบรม")
    assert made(form).digits == "thai"


def test_time_is_what_the_turn_says() -> None:
    form = """
    | survey |
    |        | type | name | label | constraint   |
    |        | date | day  | วันที่  | . <= today() |
    """
    start = begun(form)
    assert prompt(start).maximum == "2026-11-20"
    assert isinstance(heard(start, "2026-11-21")[1][0], Rejected)
    kept = told(start, "2026-11-20")
    assert [problem.why for problem in review(kept, NOON - timedelta(days=1))] == ["constraint"]


def test_facts_come_in_the_order_things_happen() -> None:
    _, facts = heard(begun(PERSON), Value("Malee"))
    name, age = Index("question", "/data/name"), Index("question", "/data/age")
    assert facts == [Answered(name, Leaf("Malee")), Moved(age)]


def test_an_index_reads_back_from_its_text() -> None:
    for index in (Index("question", "/data/a", "2.1"), Index("add_repeat", "/data/r", "3"), Index("end")):
        assert Index.parse(str(index)) == index
    with pytest.raises(ValueError):
        Index.parse("nowhere /data ")


@pytest.mark.parametrize(
    ("type_", "constraint", "least", "most"),
    [
        ("integer", ". > 0 and . < 30", "1", "29"),
        ("integer", "0 < . and . <= 30", "1", "30"),
        ("integer", ". > 2.5 and . < 7.5", "3", "7"),
        ("integer", ". > -5 and . < -1", "-4", "-2"),
        ("integer", ". > -1", "0", ""),
        ("integer", f". > 0 and . < {'9' * 400}", "1", ""),
        ("decimal", ". > 0 and . < 30", "", ""),
        ("date", ". > today()", "", ""),
    ],
)
def test_a_strict_limit_of_whole_numbers_is_told_as_the_next_one(
    type_: str, constraint: str, least: str, most: str
) -> None:
    table = f"""
    | survey |
    |        | type    | name | label | constraint   |
    |        | {type_} | n    | N     | {constraint} |
    """
    asked = prompt(begun(table))
    assert (asked.minimum, asked.maximum) == (least, most)
