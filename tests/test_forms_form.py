"""What a form is: its nodes, printed items, texts, lists, and what it refuses to be."""

from pathlib import Path

import pytest

from forms.form import Form, FormErrors
from forms.interview import begin
from forms.itext import flattened
from forms.prompt import prompt
from forms.said import Chosen, Jump
from forms.xlsform.conversion import converted
from tests.forms_made import NOON, begun, made, told

LIBRARY = Path(__file__).parent.parent / "forms" / "library"

EVERY_TYPE = """
| settings |
|          | form_title | form_id | version |
|          | ทุกชนิด      | every   | 7|
| survey |
|  | type               | name   | label | relevant      | read_only | calculation | parameters        | appearance |
|  | start              | begun  |       |               |           |             |                   ||
|  | text               | t      | T     |               |           |             |                   | multiline|
|  | integer            | i      | I     |               |           |             |                   ||
|  | decimal            | e      | E     |               |           |             |                   ||
|  | date               | d      | D     |               |           |             |                   | month-year |
|  | time               | h      | H     |               |           |             |                   ||
|  | dateTime           | dt     | DT    |               |           |             |                   ||
|  | select_one l       | one    | 1     |               |           |             |                   | minimal|
|  | select_multiple l  | more   | 2     |               |           |             |                   ||
|  | rank l             | ranked | 3     |               |           |             |                   ||
|  | range              | part   | 4     |               |           |             | start=1 end=5 step=1 ||
|  | note               | n      | N     |               |           |             |                   ||
|  | acknowledge        | ok     | OK    |               |           |             |                   ||
|  | image              | pic    | P     |               |           |             | max-pixels=1024   ||
|  | audio              | sound  | A     |               |           |             |                   ||
|  | video              | film   | V     |               |           |             |                   ||
|  | file               | paper  | F     |               |           |             |                   ||
|  | geopoint           | where  | W     |               |           |             |                   ||
|  | barcode            | code   | C     |               |           |             |                   ||
|  | calculate          | sum    |       |               |           | 1 + 1       |                   ||
|  | hidden             | kept   |       |               |           |             |                   ||
|  | begin_group        | g      | G     | ${i} > 0      |           |             |                   | field-list |
|  | begin_repeat       | r      | R     |               |           |             |                   ||
|  | text               | x      | X     |               |           |             |                   ||
|  | end_repeat         |  |       |               |           |             |                   ||
|  | end_group          |  |       |               |           |             |                   ||
| choices |
|  | list_name | name | label |
|  | l         | a    | ก|
|  | l         | b    | ข|
"""


def test_every_type_is_known_by_its_xlsform_name() -> None:
    form = made(EVERY_TYPE)
    assert (form.id, form.title, form.version) == ("every", "ทุกชนิด", "7")
    types = {node.name: node.type for node in form.nodes.values() if node.parent == "/data" and node.kind != "meta"}
    assert types == {
        "t": "text", "i": "integer", "e": "decimal", "d": "date", "h": "time", "dt": "dateTime",
        "one": "select_one", "more": "select_multiple", "ranked": "rank", "part": "range", "n": "note",
        "ok": "acknowledge", "pic": "image", "sound": "audio", "film": "video", "paper": "file",
        "where": "geopoint", "code": "barcode", "sum": "calculate", "g": "group",
    }  # fmt: skip
    assert form.nodes["/data/kept"].kind == form.nodes["/data/begun"].kind == "meta"
    inner = form.nodes["/data/g/r/x"]
    assert (inner.parent, inner.repeat, inner.depth) == ("/data/g/r", "/data/g/r", 1)
    assert form.nodes["/data/d"].appearance == "month-year"


def test_without_attributes_every_question_and_repeat_is_an_item() -> None:
    kinds = {item.id: item.kind for item in made(EVERY_TYPE).items}
    assert kinds == {
        "t": "narrative", "i": "number", "e": "number", "d": "date", "h": "date", "dt": "date", "one": "choice",
        "more": "choice", "ranked": "choice", "part": "number", "ok": "choice", "pic": "photos", "sound": "other",
        "film": "other", "paper": "other", "where": "other", "code": "other", "g/r": "list",
    }  # fmt: skip


PRINTED = """
| settings |
|          | namespaces                      | attribute::rg:digits | attribute::rg:short |
|          | rg="https://raingan.dev/xforms" | thai                 | ลำปาง 2             |
| survey |
|        | type         | name  | label     | bind::rg:item | bind::rg:number | bind::rg:short | bind::rg:role |
|        | select_one y | gate  | ทำหรือไม่   |               |                 |                | gate          |
|        | begin_group  | p1    | ตอนที่ ๑    |               |                 |                |               |
|        | begin_group  | plain |           |               |                 |                |               |
|        | text         | r1    | สรุป       | x.r1          | ๑.๑)            | สรุป            | narrative     |
|        | begin_group  | m     | จำนวน      | x.m           | ๑.๒)            | จำนวน           | matrix        |
|        | integer      | m1    | ชาย       |               |                 |                | number        |
|        | integer      | m2    | หญิง      |               |                 |                | number        |
|        | end_group    |       |           |               |                 |                |               |
|        | begin_repeat | pics  | ภาพ       | x.r1          |                 |                | photos        |
|        | image        | pic   | ภาพ       |               |                 |                | photo         |
|        | text         | cap   | คำบรรยาย  |               |                 |                | caption       |
|        | end_repeat   |       |           |               |                 |                |               |
|        | end_group    |       |           |               |                 |                |               |
|        | end_group    |       |           |               |                 |                |               |
| choices |
|        | list_name | name | label |
|        | y         | yes  | ทำ    |
|        | y         | no   | ไม่ทำ  |
"""


def test_printed_items_carry_their_ids_numbers_and_places() -> None:
    form = made(PRINTED)
    assert (form.digits, form.short) == ("thai", "ลำปาง 2")
    assert [(item.id, item.number, item.kind, item.path) for item in form.items] == [
        ("x.r1", "๑.๑)", "narrative", ("/data/p1",)),
        ("x.m", "๑.๒)", "matrix", ("/data/p1",)),
    ]


def test_parts_know_the_item_they_belong_to() -> None:
    form = made(PRINTED)
    assert form.item_of["/data/p1/plain/m/m2"].id == "x.m"
    assert form.item_of["/data/p1/plain/pics/pic"].id == "x.r1"
    assert "/data/gate" not in form.item_of


LANGUAGES = """
| settings |
|          | default_language |
|          | ไทย (th)         |
| survey |
|        | type         | name | label::ไทย (th)      | label::English (en) | hint::ไทย (th) |
|        | text         | a    | ชื่อ **ท่าน** <br>เต็ม   | Name                | ตามบัตร         |
|        | select_one l | b    | คุณ ${a} อยู่           |                     |                |
| choices |
|        | list_name | name | label::ไทย (th) | label::English (en) |
|        | l         | cm   | เชียงใหม่          | Chiang Mai          |
|        | l         | lpn  | ลำพูน             |                     |
"""


def test_texts_fall_back_to_the_default_language() -> None:
    form = made(LANGUAGES)
    assert form.languages == ("ไทย (th)", "English (en)")
    english = begin(form, seed=1, now=NOON, properties={}, language="English (en)")[0]
    assert (prompt(english).title, prompt(english).hint) == ("Name", "ตามบัตร")
    after = told(english, "Malee")
    assert prompt(after).title == "คุณ Malee อยู่"
    assert [choice.label for choice in prompt(after).choices] == ["Chiang Mai", "ลำพูน"]
    assert prompt(begun(LANGUAGES)).title == "ชื่อ ท่าน \nเต็ม"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("**ตัวหนา** และ _เอียง_", "ตัวหนา และ เอียง"),
        ("<b>หนา</b><br/>บรรทัดใหม่", "หนา\nบรรทัดใหม่"),
        ("## หัวข้อ", "หัวข้อ"),
        ("[ระเบียบ](https://example.org/a) ข้อ 1", "ระเบียบ ข้อ 1"),
        ("จำนวน ______ คน", "จำนวน ______ คน"),
        ("a_b_c และ 2*3*4", "a_b_c และ 2*3*4"),
        ("น้อยกว่า < 5 & มากกว่า > 2", "น้อยกว่า < 5 & มากกว่า > 2"),
        ("ก &amp; ข", "ก & ข"),
        (r"\*ไม่เอียง\*", "*ไม่เอียง*"),
    ],
)
def test_markup_is_made_plain_and_words_stay(written: str, plain: str) -> None:
    assert flattened(written) == plain


FROM_FILE = """
| survey |
|        | type                             | name | label | calculation                                    |
|        | select_one_from_file schools.csv | s    | S     |                                                |
|        | calculate                        | size |       | pulldata('schools', 'pupils', 'name', ${s})    |
|        | note                             | n    | ${size} คน |                                           |
"""


def test_attached_tables_give_choices_and_look_ups() -> None:
    from pyxform.xls2xform import convert

    xml = convert(FROM_FILE.strip(), form_name="data", file_type=".md").xform
    with pytest.raises(FormErrors) as slips:
        Form.from_xform(xml)
    assert slips.value.problems[0].what == "ไม่พบไฟล์แนบ schools.csv"
    table = "name,label,pupils\n101,โรงเรียนบ้านสมมติ,57\n102,โรงเรียนทดสอบ,8\n".encode()
    form = Form.from_xform(xml, {"schools.csv": table})
    start = begin(form, seed=1, now=NOON, properties={})[0]
    assert [choice.label for choice in prompt(start).choices] == ["โรงเรียนบ้านสมมติ", "โรงเรียนทดสอบ"]
    assert prompt(told(start, Chosen(("101",)))).notes == ("57 คน",)


def test_choices_may_come_from_answers() -> None:
    form = """
    | survey |
    |        | type            | name | label |
    |        | begin_repeat    | r    | R     |
    |        | text            | who  | ชื่อ    |
    |        | end_repeat      |      |       |
    |        | select_one ${who} | head | หัวหน้า |
    """
    from forms.said import AddRepeat, EndRepeat

    at_head = told(begun(form), "Somchai", AddRepeat(), "Malee", EndRepeat())
    assert [choice.name for choice in prompt(at_head).choices] == ["Somchai", "Malee"]
    renamed = told(told(at_head, Chosen(("Malee",))), Jump("/data/r/who", "2"), "Wichai")
    assert prompt(renamed).type == "select_one"
    assert prompt(renamed).current is None


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<html", "เสียหาย"),
        ("<html/>", "ไม่ใช่แบบฟอร์ม"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><html/>', "DOCTYPE"),
    ],
)
def test_what_is_no_xform_is_refused(xml: str, said: str) -> None:
    with pytest.raises(FormErrors) as slips:
        Form.from_xform(xml)
    assert said in slips.value.problems[0].what


@pytest.mark.parametrize("name", sorted(path.stem for path in LIBRARY.glob("*.xlsx")))
def test_the_forms_of_the_field_compile(name: str) -> None:
    told_by_child = converted((LIBRARY / f"{name}.xlsx").read_bytes(), "xlsx")
    assert told_by_child["problems"] == []
    form = Form.from_xform(told_by_child["xform"])
    assert form.items
    assert prompt(begin(form, seed=1, now=NOON, properties={})[0]).title


def test_dates_in_texts_are_written_as_people_read_them() -> None:
    form = """
    | survey |
    |        | type | name | label |
    |        | date | day  | วันที่  |
    |        | text | what | วันที่ ${day} ทำอะไร |
    """
    assert prompt(told(begun(form), "2026-11-19")).title == "วันที่ 19 พฤศจิกายน 2569 ทำอะไร"


def test_computed_days_and_moments_are_thai_too_but_no_text_is_touched() -> None:
    form = """
    | survey |
    |        | type      | name  | label                                   | calculation                          |
    |        | date      | day   | วันที่                                    |                                      |
    |        | text      | code  | รหัส                                     |                                      |
    |        | calculate | week  |                                         | date(decimal-date-time(${day}) + 7)  |
    |        | calculate | stamp |                                         | now()                                |
    |        | calculate | none  |                                         | date('')                             |
    |        | note      | told  | ${week} · ${stamp} · ${code} · ${none}. |                                      |
    |        | text      | last  | L                                       |                                      |
    """
    notes = prompt(told(begun(form), "2026-11-19", "2026-01-05")).notes
    assert notes == ("26 พฤศจิกายน 2569 · 20 พฤศจิกายน 2569 12.00 น. · 2026-01-05 · .",)


def test_the_heading_of_a_table_of_selects_is_not_asked() -> None:
    form = """
    | survey |
    |        | type         | name | label | appearance |
    |        | begin_group  | g    | G     | table-list |
    |        | select_one l | a    | A     |            |
    |        | end_group    |      |       |            |
    | choices |
    |        | list_name | name | label |
    |        | l         | y    | Y     |
    """
    assert [item.id for item in made(form).items] == ["g/a"]
    assert prompt(begun(form)).name == "a"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("| survey |\n| | type | name | label |\n| | osm | a | A |", "osm"),
        (
            "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | public_key |\n| | MIIB |",
            "public_key",
        ),
    ],
)
def test_what_chat_cannot_do_is_refused_by_name(table: str, said: str) -> None:
    with pytest.raises(FormErrors) as slips:
        made(table)
    assert said in slips.value.problems[0].what
