"""A form written as a plain Thai table: previewed, tried, published; its mistakes told by its own rows."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from handlers.form import publishing
from models import Session, catalogue
from tests.authors import Desk, begun
from tests.talk import Talk


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return begun(engine)


def plain_table(*lines: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("ชื่อแบบ", "ผลอบรม"), (), ("ข้อ", "ข้อความ", "ชนิดคำตอบ", "จำเป็น", "ตัวเลือก", "คอลัมน์ตาราง"), *lines):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_plain_thai_table_is_previewed_tried_and_published_as_any_form(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    lines = [
        ("1", "ชื่อหลักสูตร", "ข้อความ", "ใช่"),
        ("2", "ผล", "เลือกหนึ่ง", "ใช่", "ทำแล้ว\nยังไม่ทำ"),
        ("3", "โรงเรียน", "ตาราง", "", "", "ชื่อ; ครู (จำนวน)"),
    ]
    desk.send("ตาราง.xlsx", plain_table(*lines))
    told = desk.read()
    assert told[:6] == [
        "ตัวอย่าง · ผลอบรม", "3 ข้อ", "1 ชื่อหลักสูตร ข้อความ", "ต้องตอบ", "2 ผล เลือกหนึ่ง", "ต้องตอบ · ทำแล้ว / ยังไม่ทำ",
    ]  # fmt: skip
    assert "ตรวจแล้ว · ผลอบรม" in told
    assert any("ตัวอย่าง · ผลอบรม" in line for line in talk.say("ดูตัวอย่าง", "Malee"))
    assert any("1 ชื่อหลักสูตร" in line for line in talk.tap("ลองกรอก", "Malee"))
    talk.say("จบการลอง", "Malee")
    assert talk.tap("เผยแพร่แบบ", "Malee")[0].startswith("เผยแพร่ ผลอบรม")
    with Session(engine) as session:
        version = catalogue.newest_versions(session)[0]
        again = publishing.check(version.workbook)
        assert (again.problems, again.form and again.form.id) == ((), version.form_id)


def test_what_is_wrong_in_a_plain_table_is_told_by_its_own_rows(talk: Talk) -> None:
    desk = Desk(talk)
    desk.send("ตาราง.xlsx", plain_table(("1", "ชื่อ", "ข้อความม"), ("2", "ผล", "เลือกหนึ่ง")))
    assert [line.partition(":")[0] for line in desk.read() if "แถว" in line] == [
        "! แผ่นงาน Sheet แถว 4", "! แผ่นงาน Sheet แถว 5",
    ]  # fmt: skip


def test_a_workbook_that_is_neither_is_told_what_a_form_may_be_written_as(talk: Talk) -> None:
    desk = Desk(talk)
    book = Workbook()
    assert book.active is not None
    book.active.append(("รหัส", "ชื่อ"))
    file = BytesIO()
    book.save(file)
    desk.send("อื่น.xlsx", file.getvalue())
    assert any("แบบตัวอย่าง" in line for line in desk.read())
