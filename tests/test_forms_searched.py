"""Choices found in an attached table by `search()`, and `pulldata()` beside them."""

import pytest
from pyxform.xls2xform import convert

from forms.form import Form, FormErrors
from forms.interview import Interview, begin
from forms.prompt import Index, prompt
from forms.said import Chosen, Jump
from tests.forms_made import NOON, stored, told

SCHOOLS = """code,name,english,district
s1,บ้านแม่สอด,Mae Sot,ts
s2,ท่าสองยาง,Tha Song Yang,ty
s3,แม่สอดวิทยา,Mae Sot Wit,ts
""".encode()
FORM = """
| survey |
|  | type                   | name | label | appearance | calculation |
|  | text                   | t    | T     |            |             |
|  | text                   | d    | D     |            |             |
|  | select_one schools     | s    | S     | LOOKS      |             |
|  | calculate              | e    |       |            | pulldata('schools', 'english', 'code', ${s}) |
| choices |
|  | list_name | name | label::ไทย (th) | label::English (en) |
|  | schools   | code | name            | english, code      |
|  | schools   | 99   | ไม่มีในรายการ     | Other              |
"""
AT = Index("question", "/data/s")


def begun(looks: str, table: bytes = SCHOOLS, language: str = "ไทย (th)") -> Interview:
    xform = convert(FORM.replace("LOOKS", looks), form_name="data", file_type=".md").xform
    form = Form.from_xform(xform, {"schools.csv": table})
    return begin(form, seed=1, now=NOON, properties={}, language=language)[0]


def offered(interview: Interview) -> list[str]:
    return [choice.name for choice in prompt(interview, AT).choices]


def test_a_whole_table_is_offered_with_the_columns_its_choices_name() -> None:
    choices = prompt(begun("search('schools')"), AT).choices
    assert [(one.name, one.label) for one in choices] == [
        ("99", "ไม่มีในรายการ"),
        ("s1", "บ้านแม่สอด"),
        ("s2", "ท่าสองยาง"),
        ("s3", "แม่สอดวิทยา"),
    ]
    english = prompt(begun("minimal search('schools.csv')", language="English (en)"), AT).choices
    assert english[1].label == "Mae Sot, s1"


@pytest.mark.parametrize(
    ("looks", "said", "names"),
    [
        ("search('schools', 'contains', 'name', ${t})", "แม่สอด", ["s1", "s3"]),
        ("search('schools', 'startswith', 'name', ${t})", "แม่สอด", ["s3"]),
        ("search('schools', 'endswith', 'english, name', ${t})", "SOT", ["s1"]),
        ("search('schools', 'matches', 'code', ${t})", "S2", ["s2"]),
        ("search('schools', 'in', 'code', ${t})", "s1, s3", ["s1", "s3"]),
        ("search('schools', 'contains', 'name', ${t})", "", ["s1", "s2", "s3"]),
        ("search('schools', 'contains', 'name', ${t}, 'district', 'ts')", "", ["s1", "s3"]),
        ("autocomplete search('schools', 'contains', 'name', ${t}, 'district', ${d})", "ท่า", []),
    ],
)
def test_the_rows_that_fit_are_offered(looks: str, said: str, names: list[str]) -> None:
    assert offered(told(begun(looks), said)) == ["99", *names]


def test_a_choice_no_longer_found_is_withdrawn() -> None:
    interview = told(begun("search('schools', 'contains', 'name', ${t})"), "ท่า", "x", Chosen(("s2",)))
    assert stored(interview)["s"] == "s2"
    assert stored(interview)["e"] == "Tha Song Yang"
    after = stored(told(interview, Jump("/data/t"), "แม่สอด"))
    assert "s" not in after
    assert "e" not in after


@pytest.mark.parametrize(
    ("looks", "table", "said"),
    [
        ("search('schools', 'contains')", SCHOOLS, "เขียน search() ไม่ครบ"),
        ("search('schools', 'like', 'name', ${t})", SCHOOLS, "วิธีค้น"),
        ("search('schools')", b"id,name\n1,A\n", "คอลัมน์ 'code'"),
        ("search('teachers')", SCHOOLS, "teachers.csv"),
    ],
)
def test_a_search_that_cannot_work_is_refused(looks: str, table: bytes, said: str) -> None:
    with pytest.raises(FormErrors) as slips:
        begun(looks, table)
    assert said in str(slips.value)
