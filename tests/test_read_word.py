"""Filled Word forms are read back in every shape offices send them: proposals only, nothing invented."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from docx import Document

from exports.document import NotADocument, read_document
from exports.read_word import Found
from forms.form import Form
from handlers.form import prefilling, publishing
from thai.numerals import thai

LIBRARY = Path(__file__).parent.parent / "forms" / "library"
DOTS = "." * 60


@cache
def rt67() -> Form:
    form = publishing.check((LIBRARY / "rt67.xlsx").read_bytes()).form
    assert form is not None
    return form


def titles() -> dict[str, str]:
    """Return the printed headings of focus point 2.4 by item id, numbers in front."""
    outline = prefilling.outline(rt67())
    point = next(below for policy in outline for below in policy.below if below.number == "2.4")
    found = {"section": f"{point.number} {point.title}"}
    for heading in point.below:
        for each in heading.below or (heading,):
            found[each.ref.rpartition("_")[2]] = f"{each.number} {each.title}"
    return found


ANSWERS = {
    "r1": "ประชุมชี้แจงสถานศึกษา\nลงนามความร่วมมือกับ 4 วิทยาลัย",
    "r2": "จัดอบรมครู 20 คน ระดับ ปวช. และ ปวส.",
    "r3": "-",
    "bp": "ศูนย์ทดสอบมาตรฐานฝีมือ",
}
TABLE = [["1. ขาดครุภัณฑ์", "1. ขอรับการสนับสนุน"], ["2. ", "2. -"], ["3. ", "3. "]]


def written(
    *,
    heading: Callable[[str], list[str]] = lambda title: [title],
    answer: Callable[[str], list[str]] = lambda text: text.split("\n"),
    together: bool = False,
) -> bytes:
    """Return a .docx of focus point 2.4 alone, its headings and answers written in some manner."""
    document = Document()
    printed = titles()
    document.add_paragraph("แบบรายงานผลการตรวจราชการ")
    for line in heading(printed["section"]):
        document.add_paragraph(line)
    for name in ("r1", "r2", "r3", "pb", "bp"):
        lines = heading(printed[name])
        if together and name in ANSWERS:
            document.add_paragraph("\n".join([*lines, *answer(ANSWERS[name])]))
            continue
        for line in lines:
            document.add_paragraph(line)
        if name == "pb":
            table = document.add_table(rows=0, cols=2)
            for row in [["ปัญหา-อุปสรรค", "ข้อคิดเห็นและข้อเสนอแนะ"], *TABLE]:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            for line in answer(ANSWERS[name]):
                document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def halves(title: str) -> list[str]:
    middle = len(title) // 2
    return [title[:middle], title[middle:]]


def read(document: bytes) -> dict[str, str]:
    found: list[Found] = prefilling.read(rt67(), document)
    return {f"{each.ref.rpartition('/')[2]}{each.pos}": each.value for each in found}


EXPECTED = {
    "rt67_f2_4_done": "yes",
    "rt67_f2_4_r1": ANSWERS["r1"],
    "rt67_f2_4_r2": ANSWERS["r2"],
    "rt67_f2_4_r3": "-",
    "problem1": "ขาดครุภัณฑ์",
    "suggestion1": "ขอรับการสนับสนุน",
    "suggestion2": "-",
    "rt67_f2_4_bp": ANSWERS["bp"],
}


@pytest.mark.parametrize(
    ("shape", "document"),
    [
        ("clean", lambda: written()),
        ("dots kept", lambda: written(answer=lambda text: [*(f"....{line}{DOTS}" for line in text.split("\n")), DOTS])),
        ("Thai digits in headings", lambda: written(heading=lambda title: [thai(title)])),
        ("soft breaks", lambda: written(together=True)),
        (
            "wrapped headings",
            lambda: written(heading=lambda title: [title[: len(title) // 2], title[len(title) // 2 :]]),
        ),
        ("no numbers", lambda: written(heading=lambda title: [title.partition(" ")[2]])),
        ("reworded", lambda: written(heading=lambda title: [title.replace("การ", "", 1)])),
        ("hint kept", lambda: written(answer=lambda text: ["** ระบุรายละเอียดพอสังเขป และแนบรูปภาพ", *text.split("\n")])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_shape_of_one_focus_point_reads_the_same(shape: str, document: Callable[[], bytes]) -> None:
    expected = dict(EXPECTED)
    got = read(document())
    if shape == "hint kept":  # only the item that prints the hint drops it
        got = {name: value.replace("** ระบุรายละเอียดพอสังเขป และแนบรูปภาพ\n", "") for name, value in got.items()}
    assert got == expected


def test_an_answer_on_the_line_of_its_heading_is_read() -> None:
    document = Document()
    printed = titles()
    document.add_paragraph(printed["section"])
    document.add_paragraph(f"{printed['r1']} ประชุมชี้แจงแล้ว")
    kept = io.BytesIO()
    document.save(kept)
    assert read(kept.getvalue()) == {"rt67_f2_4_done": "yes", "rt67_f2_4_r1": "ประชุมชี้แจงแล้ว"}


def test_a_blank_form_proposes_nothing() -> None:
    document = Document()
    for title in titles().values():
        document.add_paragraph(title)
        document.add_paragraph(DOTS)
    kept = io.BytesIO()
    document.save(kept)
    assert read(kept.getvalue()) == {}


def test_another_document_proposes_nothing() -> None:
    document = Document()
    for line in ("บันทึกข้อความ", "เรื่อง ขอเชิญประชุม", "1.1) วาระแรก", "2) วาระที่สอง"):
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    assert read(kept.getvalue()) == {}


@pytest.mark.parametrize("junk", [b"", b"PK", b"\xd0\xcf\x11\xe0 old", b"x" * 1000])
def test_what_is_no_document_is_refused(junk: bytes) -> None:
    with pytest.raises(NotADocument):
        read_document(junk)
