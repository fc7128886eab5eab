"""Pages of the contents, PDF by LibreOffice, and the font that stands in for TH Sarabun New."""

from __future__ import annotations

import io
import stat
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageFont
from pypdf import PdfReader, PdfWriter

from exports import fonts, pdf, thai_pages
from exports.paging import pages, with_pages
from exports.pdf import NoPdf
from exports.volume import Paragraph
from exports.word import word
from tests.test_word import VOLUME, volume
from tests.word_text import paragraphs, part

TITLES = {"_Toc00001": "๑ นโยบาย : ก", "_Toc00002": "๑.๑ จุดเน้น"}


def printed(*marks: tuple[str, int]) -> bytes:
    """Return a PDF of twelve pages with bookmarks."""
    writer = PdfWriter()
    for _ in range(12):
        writer.add_blank_page(72, 72)
    for title, page in marks:
        writer.add_outline_item(title=title, page_number=page)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_pages_count_from_the_first_heading_where_they_start_again() -> None:
    file = printed(("๑  นโยบาย: ก", 3), ("๑) ข้อ", 4), ("๑.๑ จุดเน้น", 7))
    assert pages(file, TITLES, starts_again=True) == {"_Toc00001": 1, "_Toc00002": 5}
    assert pages(file, TITLES, starts_again=False) == {"_Toc00001": 4, "_Toc00002": 8}


def test_a_heading_that_is_not_found_has_no_page() -> None:
    assert pages(printed(("๑ นโยบาย : ก", 3)), TITLES, starts_again=True) == {"_Toc00001": 1}
    assert pages(printed(), TITLES, starts_again=True) == {}


def office(folder: Path, body: str) -> str:
    """Return the path of a program that stands in for LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return str(program)


def test_without_libreoffice_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoPdf, match="not installed"):
        pdf.pdf(b"")


def test_a_conversion_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(NoPdf, match="longer than"):
        pdf.pdf(b"", wall_seconds=0.2, office=office(tmp_path, "sleep 60"))


def test_a_conversion_that_makes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoPdf, match="could not"):
        pdf.pdf(b"", office=office(tmp_path, "exit 0"))


def test_a_volume_without_contents_is_left_as_it_is() -> None:
    empty = volume()
    assert with_pages(b"not even looked at", empty) == b"not even looked at"


if pdf.program():  # where LibreOffice is installed

    @pytest.mark.slow
    def test_a_volume_knows_its_pages_and_prints() -> None:
        body = [Paragraph("para", "สำนักงานสมมติได้ดำเนินการ " * 60) for _ in range(12)]
        made = volume(Paragraph("h1", "หนึ่ง", "๑"), *body, Paragraph("h1", "สอง", "๒"))
        paged = with_pages(word(made, VOLUME), made)
        first, second = (line for line in paragraphs(paged) if line.startswith(("๑ หนึ่ง\t", "๒ สอง\t")))
        assert first == "๑ หนึ่ง\t๑"
        assert second > "๒ สอง\t๑"
        assert "updateFields" not in part(paged, "word/settings.xml")
        assert paged == with_pages(word(made, VOLUME), made)
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.pdf(paged))).pages)
        assert "สอง" in text


LAKSAMAN = [file for place in fonts.FOLDERS if place.is_dir() for file in sorted(place.rglob("Laksaman.ttf"))]


def test_the_stand_in_is_laksaman_at_two_thirds(tmp_path: Path) -> None:
    if not LAKSAMAN:
        pytest.skip("no Laksaman: install Debian's package fonts-thai-tlwg")
    made = tmp_path / "made.ttf"
    made.write_bytes(fonts.stand_in(LAKSAMAN[0].read_bytes()))
    before, after = (ImageFont.truetype(str(file), 300) for file in (LAKSAMAN[0], made))
    text = "แบบรายงานผลการตรวจราชการ"
    assert after.getlength(text) / before.getlength(text) == pytest.approx(2 / 3, rel=0.01)
    assert after.getname()[0] == fonts.FAMILY
    font = made.read_bytes()
    assert sum(struct.unpack(f">{len(font) // 4}I", font)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_thai_digits_take_the_places_of_arabic_ones(tmp_path: Path) -> None:
    if not LAKSAMAN:
        pytest.skip("no Laksaman: install Debian's package fonts-thai-tlwg")
    fonts.prepare(tmp_path)
    letters, digits = (ImageFont.truetype(str(tmp_path / f"{name}.ttf"), 300) for name in (fonts.FAMILY, fonts.DIGITS))
    for typed, shown in (("0123456789", "๐๑๒๓๔๕๖๗๘๙"), ("ก ข", "ก ข")):
        assert bytes(digits.getmask(typed)) == bytes(letters.getmask(shown))


def test_page_numbers_get_the_font_of_thai_digits_only_where_they_are_to_be_thai() -> None:
    made = volume(Paragraph("h1", "หนึ่ง", "๑"))
    thai, arabic = (word(replace(made, digits=each), VOLUME) for each in ("thai", "arabic"))
    assert thai_pages.marked(arabic) == arabic
    marked = thai_pages.marked(thai)
    header, body = (part(marked, f"word/{name}.xml") for name in ("header1", "document"))
    assert header.count(fonts.DIGITS) == 4 * header.count("<w:rFonts") > 0
    assert [line for line in paragraphs(marked)] == [line for line in paragraphs(thai)]
    assert body.count(f'w:ascii="{fonts.DIGITS}"') >= body.count("PAGEREF") > 0


def test_the_stand_in_is_offered_for_the_names_offices_use(tmp_path: Path) -> None:
    if not LAKSAMAN:
        pytest.skip("no Laksaman: install Debian's package fonts-thai-tlwg")
    config = fonts.prepare(tmp_path / "fonts")
    assert config is not None
    said = config.read_text(encoding="utf-8")
    assert all(f"<string>{name}</string>" in said for name in fonts.STANDS_FOR)
    assert len(list((tmp_path / "fonts").glob("LaksamanCompat*.ttf"))) == 4
