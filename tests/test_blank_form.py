"""A form filled in Word without signal: what is typed in its fields is read back exactly."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.compile_child import make
from bot.compile_order import Order
from exports import built_in
from exports.document import read_document
from exports.flow import Line
from exports.word import word
from exports.write_fields import with_fields
from forms.form import Form
from handlers.form import prefilling
from handlers.volume import blank_form
from models import Session, transaction
from models.compiled_files import CompiledFile
from tests import chat_forms, world
from tests.talk import Talk
from tests.test_sent_report import DUE, NOW
from tests.word_filling import filled, without_field
from thai.text import clean

LIBRARY = ("rt67", "lpn67r1", "lpn67r2", "atg67", "tak66", "pnglb_monthly")
KINDS = """
| survey |
|  | type | name | label |
|  | text | title | ชื่อโครงการ |
|  | date | day | วันที่จัด |
|  | integer | people | จำนวนผู้เข้าร่วม |
|  | select_one place | place | จัดที่ไหน |
|  | select_multiple who | who | ใครเข้าร่วม |
|  | begin_repeat | cost | ค่าใช้จ่าย |
|  | text | what | รายการ |
|  | integer | baht | บาท |
|  | end_repeat |  |  |
|  | image | photo | ภาพ |
| choices |
|  | list_name | name | label |
|  | place | school | โรงเรียน |
|  | place | other | ที่อื่น |
|  | who | teachers | ครู |
|  | who | parents | ผู้ปกครอง |
|  | who | students | นักเรียน |
| settings |
|  | form_id | form_title | version |
|  | kinds | โครงการ | 1 |
"""
THAI = st.text(alphabet="กขคงจชตทนบปพมยรลวสหอะาิีึืุูเแโไใ่้๊๋์ำ๑๒๓ \n\t-.0123aZ()“”&<>{}%", min_size=1, max_size=400)


@cache
def form_of(form_id: str) -> Form:
    if form_id != "kinds":
        return world.compiled(form_id)
    made = chat_forms.made(KINDS).form
    assert made is not None
    return made


@cache
def blank(form_id: str) -> bytes:
    form = form_of(form_id)
    made = blank_form.blank_of(form, {}, "thai")
    printed = blank_form.volume(form, made, short="แบบ", compiler="ศธจ.", office="", due="", digits="thai")
    return with_fields(word(printed, built_in.template(form_id, "office")), made.fields)


def read(form_id: str, document: bytes) -> dict[tuple[str, str], str]:
    return {(each.ref.rpartition("/")[2], each.pos): each.value for each in prefilling.read(form_of(form_id), document)}


def ref(form_id: str, name: str) -> str:
    return next(each for each in form_of(form_id).nodes if each.endswith(f"/{name}"))


@pytest.mark.parametrize("form_id", [*LIBRARY, "kinds"])
def test_a_blank_form_says_nothing(form_id: str) -> None:
    assert read(form_id, blank(form_id)) == {}


@pytest.mark.parametrize("form_id", LIBRARY)
def test_every_question_that_can_be_typed_has_a_field(form_id: str) -> None:
    form = form_of(form_id)
    fields = blank_form.blank_of(form, {}, "thai").fields
    for node in form.nodes.values():
        if node.kind == "question" and node.type not in ("image", "note") and node.role not in ("caption", "title"):
            in_rows = node.repeat is not None
            assert blank_form.tag_of(node.ref, in_rows=in_rows) in fields, node.ref


def test_every_kind_of_field_is_read_back() -> None:
    single = {
        blank_form.tag_of(ref("kinds", "title")): "อบรมครู\n\nรุ่นที่ ๑",
        blank_form.tag_of(ref("kinds", "day")): "20 พฤศจิกายน 2569",
        blank_form.tag_of(ref("kinds", "people")): "๑,๖๖๘ คน",
        blank_form.tag_of(ref("kinds", "place")): "ที่อื่น",
        blank_form.tag_of(ref("kinds", "who"), "teachers"): "x",
        blank_form.tag_of(ref("kinds", "who"), "students"): "x",
    }
    rows = {
        blank_form.tag_of(ref("kinds", "what"), in_rows=True): ["ค่าอาหาร", "ค่าเดินทาง\nไปกลับ", "", "ค่าที่พัก", "2.5 ล้าน"],
        blank_form.tag_of(ref("kinds", "baht"), in_rows=True): ["1200", "", "", "800"],
    }
    assert read("kinds", filled(blank("kinds"), single, rows)) == {
        ("title", ""): "อบรมครู\n\nรุ่นที่ ๑",
        ("day", ""): "20 พฤศจิกายน 2569",
        ("people", ""): "๑,๖๖๘ คน",
        ("place", ""): "other",
        ("who", ""): "teachers students",
        ("what", "1"): "ค่าอาหาร",
        ("baht", "1"): "1200",
        ("what", "2"): "ค่าเดินทาง\nไปกลับ",
        ("what", "3"): "ค่าที่พัก",
        ("baht", "3"): "800",
        ("what", "4"): "2.5 ล้าน",
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer=THAI, cells=st.lists(THAI, min_size=1, max_size=8))
def test_what_is_typed_is_read_back_to_the_letter(answer: str, cells: list[str]) -> None:
    """Also long texts, blank lines, tabs, and more rows than the paper has."""
    answer, kept = clean(answer), [clean(cell) for cell in cells if clean(cell).strip()]
    single = {blank_form.tag_of(ref("rt67", "rt67_f2_4_r1")): answer}
    tag = blank_form.tag_of(next(r for r in form_of("rt67").nodes if r.endswith("rt67_f2_4_pb/problem")), in_rows=True)
    found = read("rt67", filled(blank("rt67"), single, {tag: kept[:3]}))
    wanted = {("rt67_f2_4_r1", ""): answer} if answer.strip() else {}
    wanted |= {("problem", str(number)): cell for number, cell in enumerate(kept[:3], 1)}
    assert {key: value for key, value in found.items() if key[0] != "rt67_f2_4_done"} == wanted


def test_an_answer_typed_below_a_deleted_field_is_read_by_its_heading() -> None:
    document = blank("rt67")
    tag = blank_form.tag_of(ref("rt67", "rt67_f1_1_r1"))
    assert read("rt67", without_field(document, tag, "จัดประชุมแล้ว"))[("rt67_f1_1_r1", "")] == "จัดประชุมแล้ว"


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "rt67", DUE, NOW)
    return Talk(engine, NOW)


def test_an_officer_asks_for_it_in_chat(talk: Talk) -> None:
    assert talk.say("แบบฟอร์มเปล่า") == ["กำลังทำแบบฟอร์มเปล่า · แบบ รต. 67 · สพม.ทดสอบ", "เสร็จแล้วจะส่งลิงก์มาในแชตนี้ค่ะ"]


def test_the_file_made_for_chat_is_read_back(talk: Talk, engine: Engine, tmp_path: Path) -> None:
    """By the child process that makes all files; the office's name and deadline stand in it."""
    talk.say("แบบฟอร์มเปล่า")
    with Session(engine) as session:
        file = session.query(CompiledFile).one()
        wanted = (file.id, file.kind)
    target = tmp_path / "blank.docx"
    database = engine.url.render_as_string(hide_password=False)
    make(Order(wanted[0], database, str(tmp_path), str(target), str(tmp_path / "p.png"), "ศธจ.ทดสอบ", 60))
    document = target.read_bytes()
    assert wanted[1] == "blank"
    assert "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ" in "".join(
        block.text for block in read_document(document) if isinstance(block, Line)
    )
    typed = filled(document, {blank_form.tag_of(ref("rt67", "rt67_f1_1_r1")): "จัดประชุมแล้ว"}, {})
    assert read("rt67", typed) == {("rt67_f1_1_done", ""): "yes", ("rt67_f1_1_r1", ""): "จัดประชุมแล้ว"}
