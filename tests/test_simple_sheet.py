"""A plain Thai table becomes an XLSForm: tolerant of how authors write, and strict about what cannot be meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.simple import kinds, lists, making
from forms.simple import sheet as tables
from forms.simple.lists import Column
from forms.simple.making import Made

HEADINGS = ("เลขข้อ", "ข้อความ", "ชนิดคำตอบ", "จำเป็น", "ตัวเลือก", "คอลัมน์ตาราง", "คำอธิบาย", "ถามเมื่อ", "ต่ำสุด", "สูงสุด")
DONE = ("1", "ผล", "เลือกหนึ่ง", "", "ทำแล้ว\nยังไม่ทำ")


TITLED = ("ชื่อแบบ", "แบบ ก")


def made(*lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, above: tuple[str, str] = TITLED) -> Made:
    rows = [(1, above), (3, headings), *enumerate(lines, 4)]
    found = tables.find({"แบบรายงาน": rows})
    assert found is not None
    return making.make(found)


def survey(*lines: tuple[str, ...]) -> list[dict[str, str]]:
    form = made(*lines)
    assert form.slips == []
    return form.sheets["survey"]


WORDS = [
    ("ข้อความ", "text"), (" ข้อ ความ ", "text"), ("บรรยาย", "text"), ("ตัวเลข", "integer"), ("จำนวน", "integer"),
    ("จำนวนเต็ม", "integer"), ("ทศนิยม", "decimal"), ("ร้อยละ", "decimal"), ("วันที่", "date"), ("วัน เดือน ปี", "date"),
    ("เดือน", "date"), ("ปี พ.ศ.", "date"), ("เวลา", "time"), ("วันที่และเวลา", "dateTime"), ("เลือกหนึ่งข้อ", "select_one"),
    ("เลือก ๑ ข้อ", "select_one"), ("เลือกหลายข้อ", "select_multiple"), ("เลือกได้หลายข้อ", "select_multiple"),
    ("เลือกได้มากกว่า 1 ข้อ", "select_multiple"), ("เรียงลำดับ", "rank"), ("ใช่/ไม่ใช่", "select_one"),
    ("มี / ไม่มี", "select_one"), ("ผ่าน/ไม่ผ่าน", "select_one"), ("คะแนน 1-5", "range"), ("ระดับ ๑ ถึง ๑๐", "range"),
    ("รูปภาพ", "image"), ("ภาพถ่าย", "image"), ("แนบไฟล์", "file"), ("คลิป", "video"), ("เสียง", "audio"),
    ("พิกัด", "geopoint"), ("รับทราบ", "acknowledge"), ("หมายเหตุ", "note"), ("หัวข้อ", "begin_group"),
    ("ตาราง", "begin_repeat"), ("ตารางหลายแถว", "begin_repeat"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "kind"), WORDS)
def test_thai_words_for_kinds_of_answers(word: str, kind: str) -> None:
    found = kinds.kind_of(word)
    assert found is not None
    assert found.type == kind


@pytest.mark.parametrize("word", ["", "อะไรก็ได้", "ตัวเลขข", "คะแนน 5-5", "/", "คะแนน"])
def test_words_nobody_taught_us_are_no_kind(word: str) -> None:
    assert kinds.kind_of(word) is None


@given(st.text(max_size=40))
def test_any_words_are_read_without_trouble(text: str) -> None:
    kinds.kind_of(text)
    lists.columns(text)
    making.make(tables.Sheet("แบบ", 1, {"title": text}, (tables.Line(2, dict.fromkeys(tables._HEADINGS, text)),)))


CELLS = [
    ("ก\nข", ["ก", "ข"]),
    ("ก; ข ;ค", ["ก", "ข", "ค"]),
    ("เล็ก/กลาง/ใหญ่", ["เล็ก", "กลาง", "ใหญ่"]),
    ("1. ทำแล้ว\n2. ยังไม่ทำ", ["ทำแล้ว", "ยังไม่ทำ"]),
    ("๑) เช้า\n๒) บ่าย", ["เช้า", "บ่าย"]),
    ("ก. ใช่\nข. ไม่ใช่", ["ใช่", "ไม่ใช่"]),
    ("☐ ครู\n☐ ผู้บริหาร", ["ครู", "ผู้บริหาร"]),
    ("ครู (ก/ข), ผู้บริหาร", ["ครู (ก/ข)", "ผู้บริหาร"]),
    ("", []),
]


@pytest.mark.parametrize(("cell", "found"), CELLS)
def test_several_things_in_one_cell(cell: str, found: list[str]) -> None:
    assert lists.parts(cell) == found


def test_columns_of_a_table_say_how_they_are_answered_in_brackets() -> None:
    found = lists.columns("ชื่อโรงเรียน; นักเรียน (จำนวน); ขนาด (เลือกหนึ่ง: เล็ก/กลาง/ใหญ่); ครู (คน)")
    assert [each if isinstance(each, str) else (each.title, each.kind.type, each.choices) for each in found] == [
        ("ชื่อโรงเรียน", "text", ()),
        ("นักเรียน", "integer", ()),
        ("ขนาด", "select_one", ("เล็ก", "กลาง", "ใหญ่")),
        ("ครู (คน)", "text", ()),  # a unit is no kind
    ]
    assert lists.columns("ขนาด (เลือกหนึ่ง)") == ["ขนาด (เลือกหนึ่ง)"]  # choices are wanting: told, not guessed
    assert isinstance(lists.columns("ผล (มี/ไม่มี)")[0], Column)


def test_headings_are_known_by_many_names_and_in_any_order() -> None:
    form = made(("ชื่อโครงการ", "ข้อความ", "1", "x"), headings=("คำถาม *", "ประเภทคำตอบ", "ที่", "บังคับตอบ"))
    assert form.slips == []
    assert form.sheets["survey"][0]["label"] == "ชื่อโครงการ"
    assert form.sheets["survey"][0]["bind::rg:number"] == "1"
    assert form.sheets["survey"][0]["required"] == "yes"


def test_a_workbook_without_our_headings_is_something_else() -> None:
    assert tables.find({"แผ่น1": [(1, ("รหัส", "ชื่อหน่วยงาน")), (2, ("1", "สพม.ตาก"))]}) is None


@pytest.mark.parametrize(
    "above", [("ชื่อแบบ", "แบบ ก"), ("ชื่อแบบ: แบบ ก", ""), ("แบบรายงาน", "แบบ ก"), ("ชื่อแบบรายงาน :", "แบบ ก")]
)
def test_the_forms_name_stands_above_the_table(above: tuple[str, str]) -> None:
    assert made(DONE, above=above).sheets["settings"][0]["form_title"] == "แบบ ก"


def test_a_version_is_made_where_none_is_written_and_changes_with_the_table() -> None:
    first, again, other = made(DONE), made(DONE), made((*DONE[:4], "ทำแล้ว\nไม่ทำ"))
    versions = [form.sheets["settings"][0]["version"] for form in (first, again, other)]
    assert versions[0] == versions[1] != versions[2]


def test_names_stay_with_the_words_when_lines_are_put_between_and_numbered_anew() -> None:
    before = survey(DONE, ("2", "จำนวน", "ตัวเลข"))
    after = survey(DONE, ("2", "เพิ่มมา", "ตัวเลข"), ("3", "จำนวน", "ตัวเลข"))
    assert (before[0]["name"], before[1]["name"]) == (after[0]["name"], after[2]["name"])


def test_the_same_words_under_two_headings_are_two_questions() -> None:
    rows = survey(("1", "ก", "หัวข้อ"), ("1.1", "ปัญหา", "ข้อความ"), ("2", "ข", "หัวข้อ"), ("2.1", "ปัญหา", "ข้อความ"))
    names = [row["name"] for row in rows if row["type"] == "text"]
    assert len(set(names)) == 2


CONDITIONS = [
    ("ข้อ 1 = ทำแล้ว", "selected("),
    ("ข้อ ๑ ตอบว่า ทำแล้ว", "selected("),
    ("เมื่อข้อ 1 คือ ทำแล้ว", "selected("),
    ("1 = “ทำแล้ว”", "selected("),
    ("ข้อ 1 ไม่ใช่ ทำแล้ว", "not(selected("),
    ("ข้อ 2 > 0", " > 0"),
    ("ข้อ 2 มากกว่า ๑,๐๐๐", " > 1000"),
]


@pytest.mark.parametrize(("when", "formula"), CONDITIONS)
def test_conditions_as_authors_write_them(when: str, formula: str) -> None:
    rows = survey(DONE, ("2", "กี่คน", "ตัวเลข"), ("3", "เล่า", "ข้อความ", "", "", "", "", when))
    assert formula in rows[2]["relevant"]


def test_other_is_asked_for_when_it_is_chosen() -> None:
    asked, other = survey(("1", "ใคร", "เลือกหลายข้อ", "", "ครู\nอื่น ๆ (ระบุ)"))
    assert other["relevant"].startswith(f"selected(${{{asked['name']}}}")


def test_counted_numbers_are_not_negative_and_limits_say_so() -> None:
    counted, limited = survey(("1", "คน", "จำนวน", *[""] * 5, "", "50"), ("2", "บาท", "ทศนิยม", *[""] * 5, "1.5", "๒๐"))
    assert counted["constraint"] == ". >= 0 and . <= 50"
    assert (limited["constraint"], limited["constraint_message"]) == (
        ". >= 1.5 and . <= 20",
        "ข้อนี้รับตั้งแต่ 1.5 ไม่เกิน 20 ค่ะ",
    )


WRONG: list[tuple[tuple[Any, ...], str]] = [
    (("1", "", "ข้อความ"), "ยังไม่มีข้อความ"),
    (("1", "ก", "ตัวเลขข"), "หมายถึง ตัวเลข"),
    (("1", "ก", ""), "ยังไม่มีชนิดคำตอบ"),
    (("1", "ก", "ข้อความ", "บางที"), "คอลัมน์จำเป็น"),
    (("1", "ก", "เลือกหนึ่ง"), "อย่างน้อย 2 ข้อ"),
    (("1", "ก", "เลือกหนึ่ง", "", "ใช่\nใช่"), "ซ้ำกัน"),
    (("1", "ก", "ข้อความ", "", "ก\nข"), "ไม่มีตัวเลือก"),
    (("1", "ก", "ข้อความ", "", "", "ก; ข"), "ไม่ใช่ ตาราง"),
    (("1", "ก", "ตาราง"), "ยังไม่มีคอลัมน์"),
    (("1", "ก", "ตาราง", "", "", "ขนาด (เลือกหนึ่ง)"), "อ่านคอลัมน์ตาราง"),
    (("1", "ก ${x}", "ข้อความ"), "${"),
    (("2", "ก", "ข้อความ", "", "", "", "", "ถ้าสะดวก"), "อ่านเงื่อนไข"),
    (("2", "ก", "ข้อความ", "", "", "", "", "ข้อ 9 = ก"), "ไม่มีก่อนหน้า"),
    (("1", "ก", "ข้อความ", "", "", "", "", "", "มาก"), "ค่าต่ำสุด"),
    (("1", "ก", "ข้อความ", "", "", "", "", "", "1"), "ใช้ได้กับคำตอบที่เป็นตัวเลข"),
    (("1", "ก", "หัวข้อ"), "ยังไม่มีข้อคำถาม"),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_what_is_wrong_is_told_with_its_row(line: tuple[str, ...], said: str) -> None:
    (slip,) = made(line).slips
    assert slip.row == 4
    assert said in f"{slip.what} {slip.remedy}"


def test_conditions_on_words_that_are_no_choice_name_the_choices() -> None:
    (slip,) = made(DONE, ("2", "ก", "ข้อความ", "", "", "", "", "ข้อ 1 = เสร็จ")).slips
    assert "ทำแล้ว / ยังไม่ทำ" in slip.remedy


def test_everything_wrong_is_told_at_once() -> None:
    slips = made(*(line for line, _said in WRONG), above=("", "")).slips
    assert {slip.row for slip in slips} == {None, *range(4, 4 + len(WRONG))}


def test_a_column_nobody_knows_is_told_and_left_out() -> None:
    form = made((*DONE, "", "", "", "", "", "โน้ต"), headings=(*HEADINGS, "ผู้รับผิดชอบ"))
    assert form.slips == []
    assert "ผู้รับผิดชอบ" in form.warnings[0].what
