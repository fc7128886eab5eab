"""What counts as a pasted table, and what does not: an ordinary answer is never taken for one."""

from __future__ import annotations

import pytest

from handlers.report.pasted import split

TABLES = [
    ("บ้านแม่สอด\t45\tเล็ก\nบ้านดอย\t9\t", 3, [["บ้านแม่สอด", "45", "เล็ก"], ["บ้านดอย", "9", ""]]),
    ("| ชื่อ | ชาย |\n|---|---|\n| บ้านดอย | 9 |", 2, [["ชื่อ", "ชาย"], ["บ้านดอย", "9"]]),
    ("๑. ขาดครู\n๒. ขาดงบประมาณ", 1, [["ขาดครู"], ["ขาดงบประมาณ"]]),
    ("- ขาดครู\n- ขาดงบประมาณ", 1, [["ขาดครู"], ["ขาดงบประมาณ"]]),
    ("•ขาดครู\n\n•  5 โรงเรียนขาดงบประมาณ", 1, [["ขาดครู"], ["5 โรงเรียนขาดงบประมาณ"]]),
    ("1) บ้านดอย  9\n2) บ้านยาง  12", 2, [["บ้านดอย", "9"], ["บ้านยาง", "12"]]),
    ("1. บ้านดอย, 1,200\n2. บ้านยาง, 12", 2, [["บ้านดอย", "1,200"], ["บ้านยาง", "12"]]),
]
ANSWERS = [
    ("จัดประชุมชี้แจงครูทุกโรงเรียน", 2),
    ("จัดประชุม\nและลงพื้นที่", 2),
    ("1. ขาดครู", 1),
    ("2. ขาดครู\n5. ขาดงบ", 1),
    ("20 พ.ย. 2569\n21 พ.ย. 2569", 1),
    ("ก | ข", 1),
    ("- ขาดครู", 1),
    ("- ขาดครู\nและขาดงบประมาณ", 1),
    ("-5\n-7", 1),
    ("---\n---", 1),
    ("- ขาดครู\n- ขาดงบประมาณ", 2),
    ("", 3),
]


@pytest.mark.parametrize(("text", "columns", "rows"), TABLES)
def test_a_table_is_split_into_cells(text: str, columns: int, rows: list[list[str]]) -> None:
    assert split(text, columns) == rows


@pytest.mark.parametrize(("text", "columns"), ANSWERS)
def test_an_answer_is_no_table(text: str, columns: int) -> None:
    assert split(text, columns) is None
