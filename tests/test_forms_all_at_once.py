"""A workbook with a mistake in almost every row: one upload tells them all, in Thai, row by row."""

from forms.xlsform import convert
from tests.test_forms_xlsform import workbook

CARELESS = """
| survey |
|  | type | name | label | relevant | constraint | calculation | parameters | choice_filter |
|  | txt | a | A | | | | | |
|  | text | b | B | ${nope} = 1 | | | | |
|  | text | b | B2 | | | | | |
|  | text | c d | C | | | | | |
|  | calculate | e | | | | | | |
|  | select_one missing | f | F | | | | | |
|  | select_multiple l | g | G | | | | | |
|  | range | h | H | | | | start=a end=5 step=1 | |
|  | text | | no name | | | | | |
|  | text | i | | | | | | |
|  | integer | j | J | ${a} = = 2 | foo(.) | | | |
|  | db:person | k | K | | | | | |
|  | select_one l or_other | m | M | | | | | x = 1 |
|  | text | n | N | | | | | |
|  | calculate | o | | | | ${p} + 1 | | |
|  | calculate | p | | | | ${o} + 1 | | |
|  | text | q | Q | | | | rows=x | |
|  | image | r | Q | | | | max-pixels=x | |
|  | text | s | ${ a | | | | | |
| choices |
|  | list_name | name | label |
|  | l | x y | XY |
|  | l | z | Z |
|  | l | z | Z2 |
|  | l | | nameless |
"""


def test_every_row_is_told_what_is_wrong_with_it() -> None:
    told = convert(workbook(CARELESS))
    assert told.form is None
    assert told.xform == ""
    survey = [(problem.row, problem.what) for problem in told.problems if problem.sheet == "survey"]
    assert [(row, what.split(" ")[0]) for row, what in survey] == [
        (2, "ไม่รู้จักชนิดข้อ"),
        (3, "'b'"),
        (4, "ชื่อข้อ"),
        (5, "'c"),
        (6, "ข้อ"),
        (7, "ไม่พบรายการตัวเลือก"),
        (9, "ค่า"),
        (10, "ข้อนี้ไม่มีชื่อ"),
        (11, "ข้อ"),
        (12, "'j'"),
        (12, "'j'"),
        (13, "ชนิดข้อ"),
        (14, "ใช้"),
        (16, "'o'"),
        (18, "ค่า"),
        (19, "ค่า"),
        (20, "เขียนการอ้างถึงในคอลัมน์"),
    ]
    assert [problem.row for problem in told.problems if problem.sheet == "choices"] == [2, 4, 5]
    assert all(problem.remedy for problem in told.problems)


def test_a_group_left_open_is_told_before_all_else() -> None:
    told = convert(workbook("| survey |\n| | type | name | label |\n| | begin_group | g | G |\n| | txt | a | A |"))
    assert [str(problem) for problem in told.problems] == ["แผ่น survey แถว 2: begin group ไม่มี end group เติมแถว end"]


def test_what_pyxform_warns_of_is_said_in_thai() -> None:
    table = """
    | survey |
    |  | type                  | name | label::ไทย | label::English (en) |
    |  | select_one l or_other | a    | ก          | A                   |
    |  | text                  | A    | ข          |                     |
    |  | image                 | c    | ค          | C                   |
    | choices |
    |  | list_name | name | label::ไทย |
    |  | l         | x    | X          |
    |  | spare     | y    | Y          |
    """
    told = [
        str(one) for one in convert(workbook("\n".join(line.strip() for line in table.strip().splitlines()))).warnings
    ]
    for said in (
        "ไม่มีรหัสภาษา",
        "or_other จะเป็นภาษาอังกฤษ",
        "ต่างจากชื่ออื่นแค่ตัวพิมพ์",
        "แผ่น choices แถว 3: ไม่มีข้อใดใช้รายการตัวเลือก 'spare'",
    ):
        assert any(said in one for one in told), (said, told)
    assert not any("max-pixels" in one for one in told)
