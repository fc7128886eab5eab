"""What publishing warns of."""

import pytest

from forms.interview import begin, hear
from forms.lint import warnings
from forms.prompt import prompt
from forms.said import Value
from tests.forms_made import NOON, made

CARELESS = """
| survey |
|  | type      | name  | label | required | relevant   | constraint | constraint_message | calculation | appearance |
|  | integer   | n     | N     |          |            | . > 0      |                    |             |            |
|  | text      | a     | A     | maybe    |            |            | ผิดค่ะ              |             |            |
|  | text      | maybe | M     |          | ${n} != 5  |            |                    |             |            |
|  | note      | hello | H     | yes      |            |            |                    |             |            |
|  | calculate | stamp |       |          |            |            |                    | now()       |            |
|  | calculate | fixed |       |          |            |            |                    | once(now()) |            |
|  | select_one l | few | F    |          |            |            |                    |             |            |
|  | select_one m | many | M   |          |            |            |                    |             |            |
|  | select_one m | find | M   |          |            |            |                    |             | minimal    |
| choices |
|  | list_name | name | label |
|  | l | a | ตัวเลือกนี้เขียนไว้ยาวมากจนไม่พอดีปุ่ม |
"""


def test_careless_forms_are_warned_of_row_by_row() -> None:
    many = "\n".join(f"|  | m | c{n} | {n} |" for n in range(14))
    told = [(slip.ref.rpartition("/")[2], slip.column) for slip in warnings(made(CARELESS.rstrip() + "\n" + many))]
    assert told == [
        ("", "label"),
        ("n", "constraint_message"),
        ("a", "constraint"),
        ("a", "required"),
        ("maybe", "relevant"),
        ("hello", "required"),
        ("stamp", "calculation"),
        ("few", "type"),
        ("many", "type"),
    ]


def test_a_careful_form_is_left_in_peace() -> None:
    careful = """
    | survey |
    |        | type    | name | label | required | constraint | constraint_message | relevant               |
    |        | integer | n    | จำนวน | yes      | . > 0      | มากกว่าศูนย์ค่ะ       |                        |
    |        | text    | a    | A     |          |            |                    | ${n} != '' and ${n} > 5 |
    """
    assert warnings(made(careful)) == []


LOGIC = {
    "if(${n}, 1, 2)": "นับเป็นจริงเสมอ",
    "not(${t})": "นับเป็นจริงเสมอ",
    "${n} > 1 and ${t}": "นับเป็นจริงเสมอ",
    "boolean(${t})": "นับเป็นจริงเสมอ",
    "${n} != 3": "ยังว่าง",
    "decimal-date-time(${d}) > today()": "7 ชั่วโมง",
    "${d} - decimal-date-time(${d})": "7 ชั่วโมง",
    "regex(${t}, '[0-9]+')": "ตรงทั้งข้อความ",
    "regex(${t}, '^\\w+$')": "ไม่รวมอักษรไทย",
    "regex(${t}, '^\\p{L}+$')": "สระ",
    "selected(${t}, 'a b')": "เว้นวรรค",
    "min(${n}, 3)": "จะว่าง",
    "floor(${n})": "ODK Collect",
    "substring(${t}, 1, 2)": "ODK Collect",
    "${x} + 1": "แค่แถวแรก",
    "concat(${t}, int(${x}))": "แค่แถวแรก",
    "now()": "ทุกครั้ง",
    "if(random() > 0.5, 1, 2)": "ทุกครั้ง",
    "/data/tt": "${tt} ซึ่งไม่มีในแบบฟอร์ม จึงว่างเสมอ",
    "../r/t": "ไปไม่ถึง ${t}",
    "../../../n": "เหนือแบบฟอร์ม",
}
QUIET = [
    "if(${n} > 1, 1, 2)",
    "not(${t} = '')",
    "sum(${x})",
    "count(${r})",
    "join(' ', ${x})",
    "once(now())",
    "${d} > date('2026-01-01')",
    "regex(${t}, '^[ก-๙]+$')",
    "${x} = 2",
    "coalesce(${n}, 0) + 1",
]
AROUND = """
| survey |
|  | type         | name | label | calculation |
|  | text         | t    | ข้อ     |             |
|  | integer      | n    | N     |             |
|  | date         | d    | D     |             |
|  | begin_repeat | r    | R     |             |
|  | integer      | x    | X     |             |
|  | end_repeat   |      |       |             |
|  | calculate    | out  |       | HERE        |
"""


@pytest.mark.parametrize(("expression", "said"), LOGIC.items())
def test_what_an_expression_may_not_mean_is_said(expression: str, said: str) -> None:
    told = warnings(made(AROUND.replace("HERE", expression)))
    assert any(said in slip.what for slip in told if slip.ref == "/data/out"), told


def test_a_changing_value_is_held_so_that_corrections_still_count() -> None:
    steady = {"now()": "once( )", "int((today() - ${d}) div 365.25)": "ชนิด today"}
    for expression, remedy in steady.items():
        (slip,) = warnings(made(AROUND.replace("HERE", expression)))
        assert remedy in slip.remedy


@pytest.mark.parametrize("expression", QUIET)
def test_plain_expressions_are_left_in_peace(expression: str) -> None:
    assert warnings(made(AROUND.replace("HERE", expression))) == []


ROWS = [
    ("| integer | phone | โทร |", "เสียเลขศูนย์"),
    ("| geotrace | g | ทาง |", "geotrace"),
    ("| background-audio | g | |", "background-audio"),
    ("| barcode | g | รหัส |", "พิมพ์ตัวเลขเอง"),
    ("| deviceid | g | |", "เว้นว่าง"),
    ("| start-geopoint | g | |", "start-geopoint"),
    ("| audit | audit | |", "audit"),
    ("| text | ชื่อ | ก |", "ชื่อข้อเป็นภาษาไทย"),
    ("| text | g | **หนา** |", "จะไม่แสดง"),
    ("| text | g | " + "ก" * 501 + " |", "ยาวเกิน 500"),
]


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_what_reads_badly_in_chat_is_said(row: str, said: str) -> None:
    told = warnings(made(f"| survey |\n|  | type | name | label |\n|  | text | t | ข้อ |\n|  {row}"))
    assert any(said in slip.what for slip in told), told


def test_a_language_without_words_is_named() -> None:
    form = """
    | survey |
    |  | type | name | label::ไทย (th) | label::English (en) |
    |  | text | a    | ก               | A                   |
    |  | text | b    | ข               |                     |
    """
    told = [(slip.ref, slip.column) for slip in warnings(made(form))]
    assert told == [("/data/b", "label::English (en)")]


def test_choices_that_wait_for_a_later_question_are_named() -> None:
    form = """
    | survey |
    |  | type         | name | label | choice_filter | appearance | relevant |
    |  | select_one l | a    | ก     | of = ${b}     |            |          |
    |  | text         | b    | ข     |               |            | false()  |
    |  | image        | c    | ค     |               | signature  |          |
    | choices |
    |  | list_name | name | label | of |
    |  | l         | x    | X     | y  |
    """
    told = [(slip.ref.rpartition("/")[2], slip.column) for slip in warnings(made(form))]
    assert told == [("a", "choice_filter"), ("b", "relevant"), ("c", "appearance")]


def test_pictures_and_sounds_beside_a_text_are_shown_and_never_read_out() -> None:
    form = made("""
    | survey |
    |  | type         | name | label | media::image | media::audio |
    |  | begin_group  | g    | หมวด  | part.png     |              |
    |  | text         | a    | ป้ายนี้ว่าอย่างไร | sign.png |              |
    |  | end_group    |      |       |              |              |
    |  | select_one l | b    | สีไหน  |              | ask.mp3      |
    | choices |
    |  | list_name | name | label | media::image |
    |  | l         | red  | แดง   | red.png      |
    """)
    told = [(slip.ref, slip.what) for slip in warnings(form)]
    assert told == [("/data/g", "แชทไม่แสดงภาพของหัวข้อหรือคำแนะนำ")]
    interview = begin(form, seed=1, now=NOON, properties={})[0]
    assert prompt(interview).title == "ป้ายนี้ว่าอย่างไร"
    colours = prompt(hear(interview, Value("หยุด"), NOON)[0])
    assert (colours.title, [choice.label for choice in colours.choices]) == ("สีไหน", ["แดง"])


LOOKS = {"ex:org.app(x=1)": "เปิดแอปอื่นไม่ได้", "printer:org.app('a')": "สั่งพิมพ์ไม่ได้", "signature": "รูปถ่าย"}


@pytest.mark.parametrize(("appearance", "said"), LOOKS.items())
def test_what_an_appearance_cannot_do_here_is_said_and_the_question_asked(appearance: str, said: str) -> None:
    kind = "image" if appearance == "signature" else "text"
    form = made(f"| survey |\n|  | type | name | label | appearance |\n|  | {kind} | a | ก | {appearance} |")
    assert [slip.ref for slip in warnings(form) if said in slip.what] == ["/data/a"]
    assert prompt(begin(form, seed=1, now=NOON, properties={})[0]).ref == "/data/a"


def test_a_sum_put_into_a_date_is_warned_of() -> None:
    form = made("| survey |\n| | type | name | label | calculation |\n| | date | d | ว | today() + 7 |")
    assert any("date( )" in slip.remedy for slip in warnings(form))


def test_what_only_a_device_could_record_is_named_at_its_place_once() -> None:
    form = """
    | survey |
    |  | type                | name  | label | trigger  |
    |  | audit               | audit |       |          |
    |  | start-geopoint      | here  |       |          |
    |  | background-audio    | sound |       |          |
    |  | text                | t     | ข้อ     |          |
    |  | background-geopoint | then  |       | ${t}     |
    """
    told = {slip.ref: slip.what.partition(" ")[0] for slip in warnings(made(form))}
    assert told == {
        "/data/audit": "audit",
        "/data/here": "start-geopoint",
        "/data/sound": "background-audio",
        "/data/then": "background-geopoint",
    }
    assert len(warnings(made(form))) == 4
