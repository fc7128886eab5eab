"""The compiled report of a round: who stands in it, in which order, as typed; and what its compiler is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from exports import built_in
from exports.volume import Paragraph, Photos, Table
from exports.word import word
from handlers import naming
from handlers.volume import charting
from handlers.volume.compiled_pages import Wanted
from handlers.volume.compiled_sheets import sheets
from handlers.volume.compiling import Compiled, compile_round
from models import Session, transaction
from models.people import office_by_code
from models.rounds import Round
from models.submissions import Answer
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.word_text import paragraphs, tables

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SESAO, DOLE = "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ", "สำนักงานส่งเสริมการเรียนรู้จังหวัดทดสอบ"
ASKED = Wanted("by-item", compiler="สำนักงานศึกษาธิการจังหวัดทดสอบ", media=Path("media"))


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as opened:
        world.settle(opened, NOW)
        yield opened


def opened(session: Session, form_id: str) -> Round:
    return world.open_round(session, form_id, Once(NOW + timedelta(days=9)), NOW)


def compiled(session: Session, round_: Round, **asked: object) -> Compiled:
    office = asked.pop("office", None)
    found = office_by_code(session, str(office)) if office else None
    return compile_round(session, round_, replace(ASKED, office=found, **asked))  # type: ignore[arg-type]


def printed(report: Compiled, layout: str, form_id: str = "any") -> list[str]:
    """Return the paragraphs of the Word file, the body only."""
    found = paragraphs(word(report.volume, built_in.template(form_id, layout)))
    return found[2:] if layout == "office" else found


def blocks(report: Compiled) -> list[tuple[str, str]]:
    return [(b.style, f"{b.number} {b.text}".strip()) for b in report.volume.blocks if isinstance(b, Paragraph)]


CREDIT = {
    "lpn67r1_q1": "\tภาพรวมของพื้นที่ {{ ไม่ใช่แท็ก }} & <ทดสอบ>\n\nย่อหน้าที่สอง",
    "lpn67r1_q2_1": "๑. ประชุมชี้แจง\n๒. ลงพื้นที่\n๒. ติดตาม",
    "lpn67r1_q5": "-",
}


def test_by_item_puts_every_office_under_the_printed_item_in_roster_order(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "dole", {"lpn67r1_q1": "- ไม่มี -"}, NOW)
    fill(session, round_, "sesao", CREDIT, NOW)
    found = blocks(compiled(session, round_))
    assert found[0] == ("h1", "นโยบายการตรวจ : การลดภาระนักเรียนและผู้ปกครอง")
    assert found[1][0] == "h2"
    assert found[1][1].startswith("๒.๔ การจัดทำระบบวัดผล")
    assert [each for each in found if each[0] in ("agency", "para")] == [
        ("agency", SESAO),
        ("para", "ภาพรวมของพื้นที่ {{ ไม่ใช่แท็ก }} & <ทดสอบ>"),
        ("para", "ย่อหน้าที่สอง"),
        ("agency", DOLE),
        ("para", "- ไม่มี -"),
        ("agency", SESAO),
        ("para", "๑. ประชุมชี้แจง"),
        ("para", "๒. ลงพื้นที่"),
        ("para", "๒. ติดตาม"),
        ("agency", SESAO),
        ("para", "-"),
    ]
    assert [text.partition(" ")[0] for style, text in found if style in ("h3", "item")] == [
        "๑)", "๒)", "๒.๑)", "๒.๒)", "๒.๓)", "๓)", "๔)", "๕)",
    ]  # fmt: skip


def test_by_office_begins_a_chapter_for_each(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "sesao", CREDIT, NOW)
    fill(session, round_, "dole", {"lpn67r1_q1": "อีกหน่วยงาน"}, NOW)
    found = blocks(compiled(session, round_, layout="by-office"))
    assert [text for style, text in found if style == "h1"] == [SESAO, DOLE]
    assert not [text for style, text in found if style == "agency"]
    assert [text for style, text in found if style == "para"][-1] == "อีกหน่วยงาน"


def test_merged_names_nobody(session: Session) -> None:
    round_ = opened(session, "lpn67r2")
    rows = {"lpn67r2_q3[1]/problem": "ก", "lpn67r2_q3[1]/solution": "ข", "lpn67r2_q3[1]/expected_result": "-"}
    fill(session, round_, "sesao", {"lpn67r2_q1": "หนึ่ง", "lpn67r2_q4[1]/item": "๑. ด้านนโยบาย", **rows}, NOW)
    fill(session, round_, "dole", {"lpn67r2_q1": "สอง", **{key: f"{text}๒" for key, text in rows.items()}}, NOW)
    report = compiled(session, round_, layout="merged")
    assert [text for style, text in blocks(report) if style == "para"] == ["หนึ่ง", "สอง", "๑. ด้านนโยบาย"]
    (table,) = [block for block in report.volume.blocks if isinstance(block, Table) and not block.numeric]
    assert table.rows == (("ก", "ข", "-"), ("ก๒", "ข๒", "-๒"))
    text = "".join(printed(report, "merged", "lpn67r2"))
    assert text.startswith("แบบรายงานผลการตรวจราชการและติดตามประเมินผล")
    assert text.endswith("แบบอย่างที่ดี (ถ้ามี)*****")
    assert "ทดสอบ" not in text.replace(f"หน่วยงาน {ASKED.compiler}", "")


def test_an_office_that_has_not_sent_leaves_no_trace_but_is_listed(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "sesao", CREDIT, NOW)
    fill(session, round_, "dole", {"lpn67r1_q1": "ยังแก้อยู่"}, NOW, sent=False)
    report = compiled(session, round_)
    assert [office.code for office in report.missing] == ["dole"]
    text = "".join(printed(report, "by-item"))
    assert DOLE not in text
    assert "ยังแก้อยู่" not in text
    assert "ยังไม่ส่ง" not in text
    assert report.unanswered[0][1] == ("๒.๒)", "๒.๓)", "๓)", "๔)")


def test_the_working_copy_shows_who_has_not_sent(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "sesao", {"lpn67r1_q1": "ยังแก้อยู่"}, NOW, sent=False)
    report = compiled(session, round_, is_draft=True)
    found = blocks(report)
    assert ("agency", f"{SESAO} (ยังไม่ส่ง กำลังกรอก)") in found
    assert ("pending", f"ยังไม่ส่ง: {DOLE}") in found
    assert "ฉบับร่าง" in "".join(printed(report, "by-item"))


def test_the_compilers_own_part_may_stand_without_its_name(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "sesao", CREDIT, NOW)
    shown = blocks(compiled(session, round_, compiler=SESAO))
    sesao = office_by_code(session, "sesao")
    assert sesao is not None
    hidden = blocks(compiled(session, round_, unnamed=frozenset({sesao.id})))
    assert ("agency", SESAO) in shown
    assert "agency" not in dict(hidden)


NUMBERS = "lpn67r2_q2_3"


def test_the_matrix_is_filled_across_offices_and_keeps_dash_blank_and_zero_apart(session: Session) -> None:
    round_ = opened(session, "lpn67r2")
    fill(session, round_, "sesao", {"r_sesao/skill_trained": "๙,๕๒๖", "r_sesao/skill_income": "-"}, NOW)
    fill(session, round_, "dole", {"r_dole/skill_trained": "๐", "r_total/skill_trained": "๑๐,๐๐๐"}, NOW)
    report = compiled(session, round_)
    (table,) = [block for block in report.volume.blocks if isinstance(block, Table)]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["สพม..."] == ("๙,๕๒๖", "-", "")
    assert rows["สกร."] == ("๐", "", "")
    assert rows["สพป...."] == ("", "", "")
    assert rows["รวม"] == ("๑๐,๐๐๐", "", "")
    assert [warning.split(": ")[1] for warning in report.warnings] == ["ผลรวมที่กรอก ๑๐,๐๐๐ ไม่เท่ากับผลบวก ๙,๕๒๖"]
    assert tables(word(report.volume, built_in.template("lpn67r2", "merged")))[0][0][0] == "สังกัด"


def test_offices_that_filled_the_same_cells_stand_in_rows_of_their_own(session: Session) -> None:
    round_ = opened(session, "lpn67r2")
    fill(session, round_, "sesao", {"r_sesao/skill_trained": "๑"}, NOW)
    fill(session, round_, "dole", {"r_sesao/skill_trained": "๒"}, NOW)
    (table,) = [block for block in compiled(session, round_).volume.blocks if isinstance(block, Table)]
    assert [row for row in table.rows if row[1]] == [
        ("สพม... (สพม.ทดสอบ)", "๑", "", ""),
        ("สพม... (สกร.ทดสอบ)", "๒", "", ""),
    ]
    merged = compiled(session, round_, layout="merged").volume.blocks
    (table,) = [block for block in merged if isinstance(block, Table)]
    assert [row for row in table.rows if row[1]] == [("สพม...", "๑", "", ""), ("สพม...", "๒", "", "")]


def test_a_total_of_each_offices_own_rows_is_no_difference(session: Session) -> None:
    round_ = opened(session, "lpn67r2")
    fill(session, round_, "sesao", {"r_sesao/skill_trained": "๑๐", "r_total/skill_trained": "๑๐"}, NOW)
    own = fill(session, round_, "dole", {"r_dole/skill_trained": "๒", "r_total/skill_trained": "๒"}, NOW)
    assert compiled(session, round_).warnings == ()
    total = session.scalars(select(Answer).where(Answer.submission_id == own.id, Answer.ref.contains("r_total"))).one()
    total.value = total.typed = "๓"
    (warning,) = compiled(session, round_).warnings
    assert "๑๐, ๓ ไม่เท่ากับผลบวก ๑๒" in warning


def test_what_a_gate_ruled_out_is_not_printed_but_listed(session: Session) -> None:
    round_ = opened(session, "rt67")
    kept = {"rt67_f1_1_done": "yes", "rt67_f1_1_r1": "ทำแล้ว", "rt67_f1_2_done": "no", "rt67_f1_2_r1": "ลบไปแล้ว"}
    fill(session, round_, "sesao", kept, NOW)
    report = compiled(session, round_)
    texts = [text for _, text in blocks(report)]
    assert "ทำแล้ว" in texts
    assert "ลบไปแล้ว" not in texts
    assert not [text for text in texts if text.startswith("1.2 ")]
    assert "1.2 ▸ 1.1)" in dict((office.code, labels) for office, labels in report.not_acted)["sesao"]


def test_an_offices_own_copy_looks_like_its_blank_form(session: Session) -> None:
    round_ = opened(session, "rt67")
    problems = {"rt67_f1_1_pb[1]/problem": "1. ระบบล่ม", "rt67_f1_1_pb[2]/problem": "เวลาน้อย"}
    fill(session, round_, "sesao", {"rt67_f1_1_done": "yes", "rt67_f1_1_r1": "ทำแล้ว", **problems}, NOW, sent=False)
    report = compiled(session, round_, layout="office", office="sesao")
    (table,) = [block for block in report.volume.blocks if isinstance(block, Table)]
    assert table.header == ("ปัญหา-อุปสรรค", "ข้อคิดเห็นและข้อเสนอแนะ")
    assert table.rows == (("1. ระบบล่ม", "1."), ("2. เวลาน้อย", "2."), ("3.", "3."), ("4.", "4."), ("5.", "5."))
    assert ("hint", "** ระบุรายละเอียดพอสังเขป และแนบรูปภาพ") in blocks(report)
    text = printed(report, "office", "rt67")
    assert text[:3] == [ASKED.compiler, "---------------------", "คำชี้แจง"]
    assert any("ภายในวันที่ 29 พฤศจิกายน 2569 โดยส่งไฟล์" in line for line in text)
    assert any(line.startswith(f"{SESAO} ขอรายงานผล") for line in text)


def test_photos_are_numbered_by_what_they_show(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    photos = {"lpn67r1_q5_photo[1]/photo": "a.jpg", "lpn67r1_q5_photo[2]/photo": "b.jpg"}
    captions = {"lpn67r1_q5": "ต้นแบบ", "lpn67r1_q5_photo[1]/caption": "การประชุม", "lpn67r1_q5_photo[2]/caption": "-"}
    fill(session, round_, "sesao", captions, NOW, photos=photos)
    fill(session, round_, "dole", {}, NOW, photos={"lpn67r1_q5_photo[1]/photo": "c.jpg"})
    found = [p for block in compiled(session, round_).volume.blocks if isinstance(block, Photos) for p in block.photos]
    assert [(Path(str(photo.file)).name, photo.label, photo.caption) for photo in found] == [
        ("a.jpg", "ภาพที่ ๒.๔-๑", "การประชุม"),
        ("b.jpg", "ภาพที่ ๒.๔-๒", ""),
        ("c.jpg", "ภาพที่ ๒.๔-๓", ""),
    ]
    arabic = compiled(session, round_, digits="arabic")
    assert [b.photos[0].label for b in arabic.volume.blocks if isinstance(b, Photos)] == ["ภาพที่ 2.4-1", "ภาพที่ 2.4-3"]


def test_a_form_of_ones_own_prints_captions_once_and_no_row_numbers(session: Session) -> None:
    round_ = world.open_round(session, "outing", Once(NOW + timedelta(days=9)), NOW)
    written = {
        "stops[1]/place": "วัดป่า",
        "stops[1]/children": "12",
        "pictures[1]/caption": "ขึ้นรถ",
        "pictures[2]/caption": "-",
        "pictures[3]/caption": "คำไม่มีภาพ",
    }
    photos = {"pictures[1]/photo": "a.jpg", "pictures[2]/photo": "b.jpg", "sign": "c.jpg"}
    fill(session, round_, "sesao", written, NOW, photos=photos)
    for layout in ("by-item", "by-office", "merged", "office"):
        report = compiled(session, round_, layout=layout, office="sesao" if layout == "office" else None)
        found = report.volume.blocks
        captions = [photo.caption for block in found if isinstance(block, Photos) for photo in block.photos]
        assert captions == ["ขึ้นรถ", "", ""], layout
        assert [text for style, text in blocks(report) if style == "para"] == ["คำไม่มีภาพ"], layout
        assert [block.rows for block in found if isinstance(block, Table)] == [(("วัดป่า", "12"),)], layout
    assert sheets(session, round_).main.rows[0][-2:] == ["2 ภาพ\nขึ้นรถ\nคำไม่มีภาพ", "1 ภาพ"]


def test_a_plain_xlsform_prints_numbers_once_and_the_words_beside_a_photo_under_it(session: Session) -> None:
    round_ = world.open_round(session, "plainly", Once(NOW + timedelta(days=9)), NOW)
    written = {"results": "ก้าวหน้า", "teachers": "3", "pictures[1]/about": "ลงพื้นที่"}
    fill(session, round_, "sesao", written, NOW, photos={"pictures[1]/picture": "a.jpg"})
    report = compiled(session, round_, layout="by-office")
    items = [text for style, text in blocks(report) if style == "item"]
    assert items == ["2.4 ผลการดำเนินงาน", "๓. จำนวนครู", "ภาพกิจกรรม"]
    assert [p.caption for block in report.volume.blocks if isinstance(block, Photos) for p in block.photos] == ["ลงพื้นที่"]
    assert "ลงพื้นที่" not in [text for style, text in blocks(report) if style == "para"]
    assert report.not_acted == (), "what the form had no reason to ask was not ruled out by the office"


def test_charts_of_a_volume_without_names_name_no_office(session: Session) -> None:
    round_ = world.open_round(session, "plainly", Once(NOW + timedelta(days=9)), NOW)
    fill(session, round_, "sesao", {"teachers": "3"}, NOW)
    named, unnamed = (charting.pictures(session, round_, NOW, names_offices=each) for each in (True, False))
    assert len(unnamed) == len(named) - 1


@pytest.mark.parametrize(
    ("title", "number", "printed"),
    [
        ("2.4 จุดเน้น", "2.4", "จุดเน้น"),
        ("๒.๔) จุดเน้น", "2.4", "จุดเน้น"),
        ("1. ผล", "1.", "ผล"),
        ("10 คน", "1", "10 คน"),
        ("1.2 ผล", "1", "1.2 ผล"),
        ("2567", "2567", "2567"),
        ("ผล", "", "ผล"),
    ],
)
def test_a_number_an_author_typed_in_the_title_too_is_left_to_the_number(title: str, number: str, printed: str) -> None:
    assert naming.without_number(title, number) == printed


def test_short_values_of_many_offices_stand_in_one_table(session: Session) -> None:
    round_ = opened(session, "pnglb_monthly")
    fill(session, round_, "sesao", {"pnglb_out": "๑๒ คน", "pnglb_month": "2026-11-01"}, NOW)
    fill(session, round_, "dole", {"pnglb_out": "0"}, NOW)
    found = [block for block in compiled(session, round_).volume.blocks if isinstance(block, Table)]
    assert found[0].rows == ((SESAO, "พฤศจิกายน ๒๕๖๙"),)
    assert found[1] == Table(("หน่วยงาน", "จำนวน"), ((SESAO, "๑๒ คน"), (DOLE, "0")), numeric=True)


def test_a_round_nobody_has_answered_is_the_bare_form(session: Session) -> None:
    report = compiled(session, opened(session, "lpn67r1"))
    assert [style for style, _ in blocks(report)].count("item") == 7
    assert [office.code for office in report.missing] == ["sesao", "dole"]


def test_the_same_answers_give_the_same_file(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "sesao", CREDIT, NOW)
    first, again = (word(compiled(session, round_).volume, built_in.template("lpn67r1", "by-item")) for _ in range(2))
    assert first == again


def test_a_compiler_of_some_offices_sees_no_others(session: Session) -> None:
    round_ = opened(session, "lpn67r1")
    fill(session, round_, "sesao", {"lpn67r1_q1": "ของเรา"}, NOW)
    fill(session, round_, "dole", {"lpn67r1_q1": "ของเขา"}, NOW)
    sesao = office_by_code(session, "sesao")
    assert sesao is not None
    report = compiled(session, round_, only=frozenset({sesao.id}))
    assert "ของเรา" in printed(report, "by-item")
    assert "ของเขา" not in printed(report, "by-item")
    assert report.missing == ()
    assert [row[0] for row in sheets(session, round_, {sesao.id}).main.rows] == ["sesao"]
