"""From a workbook to a form, and from an author's slips to sheet and row."""

import io
import zipfile
from pathlib import Path

import pytest
from pyxform.xls2json_backends import md_table_to_workbook

from forms.interview import begin, hear
from forms.prompt import prompt
from forms.said import Value
from forms.xlsform import Converted, convert
from forms.xlsform.conversion import converted
from forms.xlsform.guard import MAX_ENTRIES, Refused, kind_of
from tests.forms_made import NOON

GOOD = """
| survey |
|        | type        | name | label | constraint |
|        | text        | a    | A     |            |
|        | begin_group | g    | G     |            |
|        | integer     | n    | N     | . > 0      |
|        | end_group   |      |       |            |
"""

MANY_SLIPS = """
| survey |
|        | type         | name | label | relevant   | constraint    |
|        | text         | home | บ้าน   |            |               |
|        | text         | b    | B     | ${hom} = 1 |               |
|        | select_one q | c    | C     |            |               |
|        | begin_group  | g    | G     |            |               |
"""

WRONG_EXPRESSIONS = """
| survey |
|        | type      | name | label | relevant     | constraint     | calculation |
|        | text      | a    | A     |              | regx(., 'a')   |             |
|        | integer   | c    | C     | ${a} = = 2   |                |             |
|        | text      | p    | P     |              | regex(., '(?=x)') |          |
|        | calculate | d    |       |              |                | ${e} + 1    |
|        | calculate | e    |       |              |                | ${d} + 1    |
"""


def workbook(table: str) -> bytes:
    book = io.BytesIO()
    md_table_to_workbook(table).save(book)
    return book.getvalue()


def sentences(table: str) -> list[str]:
    """Return the problems of a form, without starting a child."""
    told = converted(workbook(table), "xlsx")
    return [f"{one['row']}: {one['what']}" for one in told["problems"]]


def archive(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries.items():
            book.writestr(name, content)
    return packed.getvalue()


@pytest.fixture(scope="module")
def good() -> Converted:
    return convert(workbook(GOOD))


def test_a_workbook_becomes_a_form(good: Converted) -> None:
    assert good.problems == ()
    assert good.form is not None
    assert [item.ref for item in good.form.items] == ["/data/a", "/data/g/n"]
    assert good.row_map == {"/data/a": 2, "/data/g": 3, "/data/g/n": 4}


def test_expressions_that_cannot_work_are_named_by_sheet_row_and_column() -> None:
    problems = [str(problem) for problem in convert(workbook(WRONG_EXPRESSIONS)).problems]
    assert [problem.partition(":")[0] for problem in problems] == [
        "แผ่น survey แถว 2",
        "แผ่น survey แถว 3",
        "แผ่น survey แถว 4",
        "แผ่น survey แถว 5",
    ]
    assert "'a' คอลัมน์ constraint: ไม่รู้จักฟังก์ชัน regx()" in problems[0]
    assert "'c' คอลัมน์ relevant: เขียนสูตรไม่ถูก" in problems[1]
    assert "regex()" in problems[2]
    assert "${d} → ${e} → ${d}" in problems[3]


def test_every_circle_is_told() -> None:
    table = """
    | survey |
    |        | type      | name | label | calculation | relevant  |
    |        | calculate | a    |       | ${b} + 1    |           |
    |        | calculate | b    |       | ${a} + 1    |           |
    |        | calculate | c    |       | ${a} + ${f} |           |
    |        | calculate | d    |       | ${d} + 1    |           |
    |        | text      | e    | E     |             | ${f} = 1  |
    |        | text      | f    | F     |             | ${e} = 1  |
    """
    told = convert(workbook("\n".join(line.strip() for line in table.strip().splitlines())))
    assert [(problem.row, problem.what.rpartition(": ")[2]) for problem in told.problems] == [
        (2, "${a} → ${b} → ${a}"),
        (5, "${d} → ${d}"),
        (6, "${e} → ${f} → ${e}"),
    ]


def test_the_commonest_slips_are_told_all_at_once() -> None:
    assert sentences(MANY_SLIPS) == [
        "3: 'b' อ้างถึง ${hom} ซึ่งไม่มีในแบบฟอร์ม",
        "4: ไม่พบรายการตัวเลือก 'q' ในแผ่น choices",
        "5: begin group ไม่มี end group",
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("| survey |\n| | type | name | label |\n| | txt | a | A |", "2: ไม่รู้จักชนิดข้อ 'txt'"),
        ("| survey |\n| | type | name | label |\n| | text | a | A |\n| | text | a | B |", "ชื่อข้อ 'a' ซ้ำกัน"),
        ("| survey |\n| | type | name | label |\n| | text | a b | A |", "'a b' ในคอลัมน์ name ใช้เป็นชื่อไม่ได้"),
        ("| survey |\n| | type | name | label |\n| | text | a | A |\n| | calculate | b | |", "ไม่มีสูตร"),
    ],
)
def test_what_pyxform_finds_is_said_in_thai(table: str, said: str) -> None:
    assert any(said in sentence for sentence in sentences(table)), sentences(table)


def test_a_question_called_data_does_not_clash_with_the_root() -> None:
    table = """
    | survey |
    |        | type | name | label | relevant     |
    |        | text | data | D     |              |
    |        | text | b    | B     | ${data} != '' |
    """
    told = converted(workbook("\n".join(line.strip() for line in table.strip().splitlines())), "xlsx")
    assert told["problems"] == []
    assert told["row_map"] == {"/form/data": 2, "/form/b": 3}


BOOK = {"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"hello", "ไม่ใช่สมุดงาน"),
        (b"PK\x03\x04 cut off", "เสียหาย"),
        (archive({"word/document.xml": b"<w/>"}), "ไม่ใช่สมุดงาน"),
        (archive({**BOOK, "xl/vbaProject.bin": b"x"}), "แมโคร"),
        (archive({**BOOK, **{f"xl/media/{n}.png": b"x" for n in range(MAX_ENTRIES)}}), "ส่วนประกอบมาก"),
        (archive({**BOOK, "xl/sharedStrings.xml": b"<si/>" * 6_000_000}), "ใหญ่ผิดปกติ"),
        (archive({**BOOK, "xl/worksheets/sheet1.xml": b"<c/>" * 1_600_000}), "ใหญ่ผิดปกติ"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 5_000_001, "5 เมกะไบต์"),
    ],
)
def test_files_that_are_not_opened(file: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        kind_of(file)
    assert said in refused.value.what


def test_a_refused_file_is_a_problem_like_any_other() -> None:
    problems = convert(b"PK\x03\x04 cut off").problems
    assert [str(problem) for problem in problems] == [
        "ไฟล์เสียหาย เปิดไม่ได้ บันทึกไฟล์ใหม่ใน Excel แล้วส่งอีกครั้ง",
    ]


def test_a_workbook_that_is_none_inside_is_told_kindly() -> None:
    assert [one["what"] for one in converted(archive(BOOK), "xlsx")["problems"]] == ["ไฟล์เสียหาย อ่านไม่ได้"]


def test_an_old_workbook_is_converted_too() -> None:
    told = convert((Path(__file__).parent / "fixtures" / "old_form.xls").read_bytes())
    assert told.problems == ()
    assert told.form is not None
    assert told.row_map["/data/ok"] == 5
    report = begin(told.form, seed=1, now=NOON, properties={})[0]
    at_ok = hear(hear(hear(report, Value("มาลี"), NOON)[0], Value("30"), NOON)[0], Value("2026-01-01"), NOON)[0]
    assert [(one.name, one.label) for one in prompt(at_ok).choices] == [("1", "สบายดี"), ("2", "ไม่สบาย")]


SPELLED = """
| survey |
|  | command                                         | name | label | comment          |
|  | start                                           | s    |       |                  |
|  | end                                             | e    |       | see nothing      |
|  | begin lgroup                                    | r    | R     |                  |
|  | select one from yn                              | a    | A     |                  |
|  | end lgroup                                      |      |       |                  |
|  | select all that apply from yn or specify other  | b    | B     |                  |
|  | begin loop over yn                              | l    |       |                  |
|  | integer                                         | n    | N     |                  |
|  | end loop                                        |      |       |                  |
|  | add select one prompt using yn                  | c    | C     |                  |
| choices |
|  | list name | value | label |
|  | yn        | y     | Yes   |
|  | yn        | n     | No    |
"""


def test_every_spelling_pyxform_takes_is_taken() -> None:
    assert sentences(SPELLED) == []
    assert converted(workbook(SPELLED), "xlsx")["row_map"]["/data/r/a"] == 5


def test_a_row_that_is_switched_off_has_no_slips() -> None:
    table = """
    | survey |
    |  | type      | name | label | disabled |
    |  | text      | a    | A     |          |
    |  | end group |      |       | yes      |
    |  | txt       | b c  | B     | true     |
    """
    assert sentences(table) == []


def test_slips_in_old_spellings_are_still_told_all_at_once() -> None:
    table = SPELLED.replace("select one from yn ", "select one from ny ").replace("| integer ", "| txt     ")
    assert [one.partition(" ")[0] for one in sentences(table)] == ["5:", "9:"]
