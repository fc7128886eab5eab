"""Answers in Excel and CSV: real numbers and dates, nothing that runs, nothing cut."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from exports.cells import Cells
from exports.comma_separated import BOM, comma_separated
from exports.table import Column, Sheet, workbook
from handlers.volume.compiled_sheets import sheets
from models import Session, transaction
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from thai.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
DANGEROUS = ('=cmd|"/c calc"!A0', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1", "- ไม่มี -", " =1", "http://example.ac.th/")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as opened:
        world.settle(opened, NOW)
        yield opened


def read(file: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(file))
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def one(*cells: Any) -> Any:
    """Return the worksheet of a workbook with one row of cells."""
    columns = [Column(str(place), 10) for place in range(len(cells))]
    return load_workbook(io.BytesIO(workbook([Sheet("คำตอบ", columns, [cells])], "thai"))).active


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    cell = one(text)["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (clean(text), "s", None)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.text(max_size=30), st.integers(), st.decimals(allow_nan=False, allow_infinity=False))))
@example(["_x0041_", " x ", "\n", '&<>"', "\t", "\x0b", "a\ufffe", 0.1 + 0.2, 10**14, -0.5])
def test_cells_are_what_the_library_writes(cells: list[Any]) -> None:
    def made(kind: type[Worksheet]) -> bytes:
        file = io.BytesIO()
        with Workbook(file, {"constant_memory": True}) as book:
            sheet, plain = book.add_worksheet("a", kind), book.add_format({"bold": True})
            for place, cell in enumerate(cells):
                write = sheet.write_string if isinstance(cell, str) else sheet.write_number
                write(place // 3, place % 3, cell, plain)
        return zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")

    assert made(Cells) == made(Worksheet)


@pytest.mark.parametrize("text", ["<r>&</r>", "<r><t>x</t></r>", "<r></c></r>", "<r>{{ x }}</r>"])
def test_markup_a_person_typed_is_text(text: str) -> None:
    """The library writes such a text as it stands: a file Excel cannot open, or says anything."""
    assert one(text)["A2"].value == text


def test_numbers_and_dates_are_real_and_shown_in_thai() -> None:
    sheet = one(11090, Decimal("85.5"), date(2024, 3, 15), "๑๑,๐๙๐", NOW)
    assert [cell.value for cell in sheet[2]] == [
        11090,
        85.5,
        datetime(2024, 3, 15),
        "๑๑,๐๙๐",
        datetime(2026, 11, 20, 10),
    ]
    assert sheet["A2"].number_format == "[$-D00041E]#,##0"
    assert sheet["C2"].number_format == "[$-D07041E]d mmmm yyyy"


def test_a_number_longer_than_excel_keeps_is_text() -> None:
    assert one(1234567890123456)["A2"].value == "1234567890123456"


def test_a_long_text_goes_on_below() -> None:
    sheet = one("ก้" * 50_000, "สพม.")
    assert "".join(str(row[0].value) for row in sheet.iter_rows(min_row=2)) == "ก้" * 50_000
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {"สพม."}


def test_sheets_have_names_excel_takes() -> None:
    names = ["ปัญหา/อุปสรรค: [ก]*?", "ย" * 40, "ย" * 50, "", "'ก'"]
    found = list(read(workbook([Sheet(name, [Column("ก", 5)], []) for name in names])))
    assert found == ["ปัญหา อุปสรรค   ก", "ย" * 31, f"{'ย' * 27} (2)", "-", "ก"]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_csv_keeps_any_text_and_runs_none(text: str) -> None:
    made = comma_separated(["คำตอบ"], [[text]])
    assert made.startswith(BOM)
    (cell,) = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))[1] or [""]
    assert cell in (clean(text), f"'{clean(text)}")
    assert cell == "-" or not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_csv_has_plain_numbers_and_iso_days() -> None:
    made = comma_separated(["ก", "ข", "ค", "ง"], [[-5, date(2024, 3, 15), NOW, None], ["-", "-5", "=1", "a,b"]])
    lines = made.decode("utf-8-sig").split("\r\n")
    assert lines[1:3] == ["-5,2024-03-15,2026-11-20 10:00,", "-,'-5,'=1,\"a,b\""]


def test_a_round_becomes_offices_by_items_a_sheet_for_each_list_and_the_status(session: Session) -> None:
    round_ = world.open_round(session, "lpn67r2", Once(NOW + timedelta(days=9)), NOW)
    written = {
        "lpn67r2_q1": "=ข้อความ",
        "r_sesao/skill_trained": "๙,๕๒๖",
        "r_sesao/skill_income": "-",
        "lpn67r2_q3[1]/problem": "ปัญหา",
        "lpn67r2_q3[2]/problem": "-",
        "lpn67r2_q4[1]/item": "๑. ด้านนโยบาย",
        "lpn67r2_q4[2]/item": "๒. ด้านบุคลากร",
    }
    fill(session, round_, "sesao", written, NOW)
    found = sheets(session, round_)
    read_back = read(workbook(found.sheets, found.digits))
    assert list(read_back) == [
        "คำตอบรายข้อ", "๑๐.๓ ปัญหาและแนวทางแก้", "๑๐.๔ ปัจจัยความสำเร็จ", "๑๐.๕ ข้อเสนอแนะ", "สถานะ",
    ]  # fmt: skip
    head, first, second = read_back["คำตอบรายข้อ"]
    row = dict(zip(head, first, strict=True))
    assert (row["รหัสหน่วยงาน"], row["สถานะ"]) == ("sesao", "ส่งแล้ว")
    assert next(value for title, value in row.items() if title.startswith("๑๐.๑ ")) == "=ข้อความ"
    trained, income = (row[t] for t in head if t and "สพม..." in t and "จบแล้วมีงานทำ (คน)" not in t)
    assert (trained, income) == (9526, "-")
    assert next(value for title, value in row.items() if title.startswith("๑๐.๓ ")) == 2
    assert next(value for title, value in row.items() if title.startswith("๑๐.๔ ")) == "๑. ด้านนโยบาย\n๒. ด้านบุคลากร"
    assert second[:3] == ["dole", "สำนักงานส่งเสริมการเรียนรู้จังหวัดทดสอบ", "ยังไม่เริ่ม"]
    assert set(second[3:]) == {None}
    assert [line[2:4] for line in read_back["๑๐.๓ ปัญหาและแนวทางแก้"][1:]] == [[1, "ปัญหา"], [2, "-"]]
    assert [line[3] for line in read_back["สถานะ"][1:]] == ["ส่งแล้ว", "ยังไม่เริ่ม"]


def test_a_name_chosen_among_names_just_written_keeps_its_spaces(session: Session) -> None:
    round_ = world.open_round(session, "household", Once(NOW + timedelta(days=9)), NOW)
    written = {"members": "1", "member[1]/full_name": "Road 105", "member[1]/age": "9", "speaker": "Road 105"}
    fill(session, round_, "sesao", written, NOW)
    head, first, *_ = read(workbook(sheets(session, round_).sheets))["คำตอบรายข้อ"]
    (speaker,) = (value for title, value in zip(head, first, strict=True) if "ใครเป็นผู้ให้ข้อมูล" in (title or ""))
    assert speaker == "Road 105"


def test_headings_stand_once_and_name_what_another_answer_will_fill(session: Session) -> None:
    round_ = world.open_round(session, "household", Once(NOW + timedelta(days=9)), NOW)
    pages = read(workbook(sheets(session, round_).sheets))
    assert pages["คำตอบรายข้อ"][0][3:] == ["มีสมาชิกกี่คน", "สมาชิกคนที่ …", "ใครเป็นผู้ให้ข้อมูล"]
    (heading,) = (title for page in pages.values() for title in page[0] if title and title.startswith("อายุของ"))
    assert heading == "อายุของ (ชื่อ)"
