"""Set in a filled document: chapters on pages of their own, columns as wide as their cells ask."""

from __future__ import annotations

import re
from dataclasses import replace

from exports import built_in
from exports.after_filling import with_chapters, with_columns
from exports.packing import unpacked
from exports.volume import Paragraph, Table
from exports.word import DOCUMENT, word
from tests.test_word import volume

NUMBERS = Table(("รายการ", *(f"ช่อง {number}" for number in range(5))), (("ก", *"12345"),), numeric=True)


def body(*blocks: Paragraph | Table) -> str:
    return unpacked(word(volume(*blocks), built_in.template("any", "by-office")))[DOCUMENT].decode()


def test_a_chapter_begins_a_page_and_other_headings_do_not() -> None:
    headings = [Paragraph("h1", "หนึ่ง"), Paragraph("h1", "สอง"), Paragraph("item", "ข้อ", "๑)")]
    chapter = replace(headings[1], starts_page=True)
    plain, made = body(*headings), body(headings[0], chapter, headings[2])
    style = '<w:pStyle w:val="Heading1"/>'
    start = plain.rindex(style, 0, plain.index('w:name="_Toc00002"')) + len(style)
    assert made == f"{plain[:start]}<w:pageBreakBefore/>{plain[start:]}"


def test_a_mark_that_a_template_leaves_out_changes_nothing() -> None:
    plain = b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:bookmarkStart w:name="_Toc00002"/></w:p>'
    assert with_chapters(plain, ["_Toc00001"]) == plain
    assert with_chapters(b"<w:p/>" + plain, ["_Toc00002"]).count(b"pageBreakBefore") == 1
    assert (
        with_chapters(plain.replace(b"<w:pPr>", b"<w:pPr ").replace(b"pStyle", b"x"), ["_Toc00002"]).count(b"Bre") == 0
    )


def test_the_labels_of_a_matrix_keep_their_width_however_many_numbers_follow() -> None:
    (grid,) = re.findall("<w:tblGrid>(.*?)</w:tblGrid>", body(NUMBERS))
    first, *rest = map(int, re.findall(r'w:w="(\d+)"', grid))
    assert first == 2268  # 4 cm
    assert len(set(rest)) == 1
    assert len(rest) == 5
    assert 9000 < first + sum(rest) < 9100


def test_names_beside_one_number_have_most_of_the_width() -> None:
    one = Table(("หน่วยงาน", "จำนวน"), (("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ", "12"), ("ข", "3")), numeric=True)
    made = body(one, NUMBERS)
    first, second = re.findall("<w:tblGrid>(.*?)</w:tblGrid>", made)
    assert re.findall(r'w:w="(\d+)"', first) == ["6048", "3024"]
    assert made.count('<w:tcW w:w="6048" w:type="dxa"/>') == 3
    assert re.findall(r'w:w="(\d+)"', second)[0] == "2268"


def test_tables_of_other_kinds_stay_as_they_are() -> None:
    cells = b'<w:tr><w:tc><w:tcPr><w:tcW w:w="%b"/></w:tcPr></w:tc></w:tr>'
    for width in (b'0" w:type="auto', b'500" w:type="dxa'):
        table = b'<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>' + cells % width
        assert with_columns(table) == table
