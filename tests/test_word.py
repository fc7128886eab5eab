"""Volumes in Word: what is typed stands in the file as typed, and templates say what is wrong with them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exports import built_in
from exports.make_templates import FOLDER, templates
from exports.packing import packed, unpacked
from exports.template_mistakes import CannotFill
from exports.template_xml import paragraph
from exports.volume import Paragraph, Photo, Photos, Table, Volume
from exports.word import word
from tests.word_text import every_part_is_well_formed, paragraphs, part, styled, tables
from thai.text import clean

VOLUME = built_in.template("any", "by-item")
HOSTILE = (
    "{{ 7 * 7 }} {% for x in y %} {# note #}",
    "{_{ stays }_} {_% stays %_}",
    "A & B <b>bold</b> \"quoted\" 'single' &amp; &#65; ]]> <!-- -->",
    '=cmd|"/c calc"!A0',
    "\u200fขวาไปซ้าย\u200e \u202eกลับด้าน\u202c",
    "อักขระ\x07ควบคุม\x0b\x00 \ud800ครึ่งตัว\ufffe",
    "แท็บ\tกลางบรรทัด  เว้นสองวรรค ",
    "ก" * 100_000,
    "👩‍👩‍👧‍👦 ๑๒๓ ก้ำกึ่ง",
)


def volume(*blocks: object, **changes: object) -> Volume:
    made = Volume(
        title="แบบรายงานทดสอบ",
        short="ทดสอบ",
        compiler="สำนักงานศึกษาธิการจังหวัดสมมติ",
        office="สำนักงานสมมติ",
        as_of="๒๐ พฤศจิกายน ๒๕๖๙",
        month="พฤศจิกายน ๒๕๖๙",
        offices="๒",
        blocks=blocks,  # type: ignore[arg-type]
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def picture(file: Path, size: tuple[int, int] = (640, 480), shade: int = 90) -> Path:
    Image.new("RGB", size, (shade % 256, 120, 80)).save(file, "JPEG")
    return file


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_stands_in_every_place_as_typed(text: str, tmp_path: Path) -> None:
    made = word(
        volume(
            Paragraph("h1", text, text),
            Paragraph("item", text),
            Paragraph("agency", text),
            Paragraph("para", text),
            Table((text, text), ((text, text),)),
            Table((text, text), ((text, text),), numeric=True),
            Photos((Photo(picture(tmp_path / "a.jpg"), text, text),)),
            title=text,
            short=text,
            compiler=text,
        ),
        VOLUME,
    )
    kept = clean(text)
    assert every_part_is_well_formed(made)
    assert "".join(paragraphs(made)).count(kept) == 22  # 15 in blocks, 2 in the contents, 5 on cover and foreword
    assert dict(styled(made))["Para"] == kept
    assert tables(made)[0][1] == [kept, kept]


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60))
def test_any_text_is_kept(text: str) -> None:
    made = word(volume(Paragraph("para", f"ก{text}ข")), built_in.template("any", "office"))
    assert f"ก{clean(text)}ข" in "\n".join(paragraphs(made))


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    same = volume(Paragraph("h1", "หนึ่ง"), Photos((Photo(picture(tmp_path / "a.jpg"), "ภาพที่ ๑"),)))
    assert word(same, VOLUME) == word(same, VOLUME)


def test_built_in_templates_are_those_of_the_builder() -> None:
    assert {file.name: file.read_bytes() for file in FOLDER.iterdir()} == templates()


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_style_tells_word_about_thai(name: str) -> None:
    styles = part(templates()[name], "word/styles.xml")
    for each in styles.split("<w:style ")[1:]:
        if 'w:type="paragraph"' in each:
            assert 'w:cs="TH Sarabun New"' in each
            assert 'w:bidi="th-TH"' in each
            assert each.count("<w:sz ") == each.count("<w:szCs ") == 1
            assert each.count("<w:b/>") == each.count("<w:bCs/>")


def test_pages_count_in_the_digits_asked_for() -> None:
    assert 'w:fmt="thaiNumbers"' in part(word(volume(), VOLUME), "word/document.xml")
    arabic = part(word(volume(digits="arabic"), VOLUME), "word/document.xml")
    assert 'w:fmt="decimal"' in arabic
    assert "thaiNumbers" not in arabic


def test_contents_name_the_headings_of_the_body() -> None:
    made = word(
        volume(Paragraph("h1", "นโยบาย", "๑"), Paragraph("h2", "จุดเน้น", "๑.๑"), Paragraph("h3", "ผล", "๑)")), VOLUME
    )
    assert [text for style, text in styled(made) if style.startswith("Contents ")] == [
        "คำนำ",
        "สารบัญ",
        "๑ นโยบาย\t",
        "๑.๑ จุดเน้น\t",
    ]
    assert part(made, "word/document.xml").count("PAGEREF _Toc00001 ") == 1
    assert "<w:updateFields" in part(made, "word/settings.xml")


def test_contents_of_a_form_without_headings_are_its_items() -> None:
    made = word(volume(Paragraph("item", "จำนวนเด็ก")), VOLUME)
    assert [text for style, text in styled(made) if style == "Contents 1"] == ["จำนวนเด็ก\t"]


def test_header_rows_repeat_and_long_rows_may_break() -> None:
    made = word(volume(Table(("ก", "ข"), (("สั้น", "สั้น"), ("ยาว" * 1000, "")))), VOLUME)
    rows = part(made, "word/document.xml").split("<w:tr>")[1:]
    assert ["tblHeader" in row for row in rows] == [True, False, False]
    assert ["cantSplit" in row for row in rows] == [True, True, False]


def test_three_hundred_photos_fit_their_frames_and_equal_ones_are_kept_once(tmp_path: Path) -> None:
    files = [picture(tmp_path / f"{n}.jpg", ((n % 7 + 1) * 60, (n % 5 + 1) * 60), n) for n in range(100)]
    photos = tuple(Photo(files[n % 100], f"ภาพที่ ๒.๔-{n}", "การประชุม") for n in range(300))
    made = word(volume(Photos(photos), Photos(photos[:1])), VOLUME)
    shapes = Document(io.BytesIO(made)).inline_shapes
    names = [name for name in unpacked(made) if name.startswith("word/media/")]
    assert len(shapes) == 301
    assert len(names) <= 101
    assert all(shape.width.cm <= 12.01 and shape.height.cm <= 8.01 for shape in shapes)
    assert "ภาพที่ ๒.๔-299 การประชุม" in paragraphs(made)


def test_a_photo_that_cannot_be_read_leaves_its_frame(tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"not a picture")
    made = word(
        volume(Photos((Photo(tmp_path / "broken.jpg", "ภาพที่ ๑"), Photo(tmp_path / "gone.jpg", "ภาพที่ ๒")))), VOLUME
    )
    assert len(Document(io.BytesIO(made)).inline_shapes) == 2


def test_a_draft_says_so_on_every_page() -> None:
    assert "ฉบับร่าง" in part(word(volume(is_draft=True), VOLUME), "word/header1.xml")
    assert "ฉบับร่าง" not in part(word(volume(), VOLUME), "word/header1.xml")


def with_line(text: str) -> bytes:
    """Return the template of one office's copy with one more line at its end."""
    parts = unpacked(built_in.template("any", "office"))
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("<w:sectPr>", f"{paragraph('Plain', text)}<w:sectPr>").encode()
    return packed(parts)


LAST = len(Document(io.BytesIO(with_line("x"))).element.body.xpath(".//w:p"))
MISTAKES = (
    ("{{ titel }}", "{{ titel }}", "ไม่มีข้อมูลชื่อ titel", "หมายถึง title หรือไม่"),
    ("{%p for c in contents %}", "{%p for c in contents %}", "เปิด for แล้วไม่ได้ปิด", "เพิ่ม {%p endfor %} หลังส่วนที่ทำซ้ำ"),
    ("{%p endif %}", "{%p endif %}", "ปิด if ที่ไม่ได้เปิด", "ลบแท็กนี้"),
    ("{{ title", "{{", "แท็กไม่ครบคู่", "ให้ครบในย่อหน้าเดียว"),
    ("{% while draft %}", "{% while draft %}", "ไม่รู้จักคำสั่งนี้", "ใช้ for, if"),
    ("{{ title + }}", "{{ title + }}", "เขียนแท็กไม่ถูกรูปแบบ", "แม่แบบตัวอย่าง"),
    ("{{ title.__class__ }}", "{{ title.__class__ }}", "ไม่มีข้อมูลชื่อ .__class__", "ใช้ชื่อใดชื่อหนึ่ง"),
    ("{{ title | safe }}", "{{ title | safe }}", "ไม่มีตัวกรองชื่อ safe", "ลบส่วนหลังเครื่องหมาย |"),
    ("{% for c in contents %}{{ c.txt }}{% endfor %}", "{{ c.txt }}", "ไม่มีข้อมูลชื่อ .txt", "หมายถึง text หรือไม่"),
)


@pytest.mark.parametrize(("line", "tag", "what", "remedy"), MISTAKES)
def test_a_mistake_in_a_template_is_told_with_row_tag_and_remedy(line: str, tag: str, what: str, remedy: str) -> None:
    with pytest.raises(CannotFill) as told:
        word(volume(), with_line(line))
    (mistake,) = told.value.mistakes
    assert (mistake.part, mistake.row, mistake.tag, mistake.what) == ("เนื้อหา", LAST, tag, what)
    assert remedy in mistake.remedy
    assert str(mistake).startswith(f"เนื้อหา แถว {LAST} {tag}: ")


@pytest.mark.parametrize("line", ["{{ cycler }}", "{{ range(9) }}", "{{ title.format(1) }}", "{{ blocks.append(1) }}"])
def test_a_template_reaches_nothing_but_its_blocks(line: str) -> None:
    with pytest.raises(CannotFill):
        word(volume(), with_line(line))


@pytest.mark.parametrize(
    "line",
    [
        "{{ title * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ title|center(999999999) }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ 1 / 0 }}",
        "{{ title() }}",
        "{# a comment that does not end",
    ],
)
def test_a_template_that_means_harm_is_a_mistake_before_it_costs_anything(line: str) -> None:
    with pytest.raises(CannotFill):
        word(volume(), with_line(line))


@pytest.mark.parametrize("file", [b"", b"no zip", packed({"a.txt": b"a"})], ids=["empty", "text", "another zip"])
def test_what_is_no_word_file_is_no_template(file: bytes) -> None:
    with pytest.raises(CannotFill, match="ไม่ใช่แม่แบบ Word"):
        word(volume(), file)
