"""Numbers that Word counts by itself are read as they are shown: counted on, begun again, handed down by a style."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from exports.document import read_document
from exports.flow import Line, Table
from exports.headings import Heading
from exports.list_numbers import written
from exports.read_word import read_placed

Paragraphs = Sequence[tuple[int, int, str]]
"""List, level and text of paragraphs; list 0 is none."""

LEVELS = {
    "thai": [("thaiNumbers", "%1."), ("thaiNumbers", "%1.%2"), ("thaiLetters", "(%3)")],
    "plain": [("decimal", "%1."), ("decimal", "%1.%2)"), ("lowerRoman", "%3.")],
    "bullets": [("bullet", "\uf0b7"), ("bullet", "-"), ("bullet", "o")],
}


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(kind: str, overrides: dict[int, str] | None = None, more: dict[int, str] | None = None) -> Any:
    """Return an empty document with a list of a kind as number 91, and others that count on or begin again."""
    document = Document()
    part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    levels = "".join(level(at, *each, (more or {}).get(at, "")) for at, each in enumerate(LEVELS[kind]))
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    for number, override in {91: "", **(overrides or {})}.items():
        inside = f'<w:abstractNumId w:val="90"/>{override}'
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{inside}</w:num>'))
    return document


def add_list(document: Any, text: str) -> int:
    """Add a list whose paragraphs all show the same text in front; return its number."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    number = 1000 + len(part)
    own = level(0, "decimal", text)
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{own}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def place(about: Any, number: int, at: int) -> None:
    """Put a paragraph, or a style, into a list."""
    own = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", at), ("w:numId", number)):
        child = OxmlElement(name)
        child.set(qn("w:val"), str(value))
        own.append(child)
    about.append(own)


def add(document: Any, paragraphs: Paragraphs) -> None:
    for number, at, text in paragraphs:
        paragraph = document.add_paragraph(text)
        if number:
            place(paragraph._p.get_or_add_pPr(), number, at)


def lines(document: Any) -> list[str]:
    return [block.text for block in read_document(saved(document)) if isinstance(block, Line)]


def saved(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
SHOWN: list[tuple[str, Paragraphs, list[str]]] = [
    ("thai", [(91, 0, "ก"), (91, 1, "ข"), (91, 2, "ค"), (91, 2, "ง")], ["๑. ก", "๑.๑ ข", "(ก) ค", "(ข) ง"]),
    ("plain", [(91, 0, "a"), (91, 1, "b"), (91, 0, "c"), (91, 1, "d")], ["1. a", "1.1) b", "2. c", "2.1) d"]),
    ("plain", [(91, 0, "a"), (0, 0, "between"), (91, 0, "b")], ["1. a", "between", "2. b"]),
    ("plain", [(91, 0, "a"), (92, 0, "b"), (92, 0, "c")], ["1. a", "5. b", "6. c"]),
    ("plain", [(91, 0, "a"), (93, 0, "b")], ["1. a", "2. b"]),
    ("plain", [(91, 1, "a"), (91, 2, "b")], ["1.1) a", "i. b"]),
    ("plain", [(91, 0, ""), (91, 0, "....."), (91, 0, "-"), (91, 0, "a")], ["", ".....", "-", "4. a"]),
    ("plain", [(77, 0, "a list nobody has drawn")], ["a list nobody has drawn"]),
    ("bullets", [(91, 0, "a"), (91, 1, "b"), (91, 2, "c")], ["• a", "- b", "• c"]),
]


@pytest.mark.parametrize(("kind", "paragraphs", "shown"), SHOWN)
def test_numbers_are_read_as_word_shows_them(kind: str, paragraphs: Paragraphs, shown: list[str]) -> None:
    document = numbered(kind, {92: ANEW, 93: ""})
    add(document, paragraphs)
    assert lines(document) == shown


def test_a_level_may_never_begin_again_or_count_in_arabic_digits() -> None:
    document = numbered("thai", more={1: '<w:lvlRestart w:val="0"/><w:isLgl/>'})
    add(document, [(91, 0, "a"), (91, 1, "b"), (91, 0, "c"), (91, 1, "d")])
    assert lines(document) == ["๑. a", "1.1 b", "๒. c", "2.2 d"]


def test_a_style_hands_its_numbers_down_and_a_paragraph_may_leave_them() -> None:
    document = numbered("thai", more={1: '<w:pStyle w:val="Heading2"/>'})
    place(document.styles["Heading 1"].element.get_or_add_pPr(), 91, 0)
    place(document.styles["Heading 2"].element.get_or_add_pPr(), 91, 0)  # the list says at which level
    own = document.styles.add_style("ของเรา", 1)
    own.base_style = document.styles["Heading 1"]
    for style, text in (("Heading 1", "a"), ("Heading 2", "b"), ("ของเรา", "c"), ("Heading 2", "d")):
        document.add_paragraph(text, style=style)
    place(document.add_paragraph("e", style="Heading 1")._p.get_or_add_pPr(), 0, 0)
    assert lines(document) == ["๑. a", "๑.๑ b", "๒. c", "๒.๑ d", "e"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        *((4, "upperRoman", "IV"), (1994, "lowerRoman", "mcmxciv"), (28, "lowerLetter", "bb"), (3, "upperLetter", "C")),
        *((3, "thaiLetters", "ค"), (3, "decimalZero", "03"), (7, "none", ""), (7, "chicago", "7")),
        *((10**9, "lowerLetter", "1000000000"), (10**9, "upperRoman", "1000000000"), (0, "thaiLetters", "0")),
    ],
)
def test_every_format_is_written(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


FORM = (
    Heading(
        "s",
        "๑.",
        "ด้านการจัดการศึกษา",
        "section",
        below=(
            Heading("a", "๑.๑", "ผลการพัฒนาการเรียนการสอนของครู", "text"),
            Heading("b", "๑.๒", "ผลการพัฒนาการเรียนการสอนของผู้เรียน", "list", ("item",)),
            Heading("c", "๑.๓", "จำนวนครูที่เข้าร่วม", "short"),
        ),
    ),
)


def test_headings_and_answers_numbered_by_word_are_read_as_if_typed() -> None:
    document = numbered("thai", {92: ANEW.replace('"5"', '"1"'), 94: ANEW.replace('"5"', '"1"')})
    add(document, [(91, 0, "ด้านการจัดการศึกษา"), (91, 1, "ผลการพัฒนาการเรียนการสอน"), (92, 0, "อบรม"), (92, 0, "นิเทศ")])
    add(document, [(91, 0, "")])  # Word counts on within its lists only
    found = read_placed(read_document(saved(document)), FORM).found
    assert [(each.ref, each.value) for each in found] == [("a", "๑. อบรม\n๒. นิเทศ")]


def test_numbers_of_rows_and_bullets_of_lists_are_no_part_of_what_was_written() -> None:
    document = numbered("bullets")
    add(document, [(0, 0, f"๑.๒ {FORM[0].below[1].title}"), (91, 0, "อ่านออก"), (91, 0, "เขียนได้"), (91, 0, "")])
    add(document, [(0, 0, f"๑.๓ {FORM[0].below[2].title}"), (91, 0, "25")])
    found = read_placed(read_document(saved(document)), FORM).found
    assert [(each.ref, each.pos, each.value) for each in found] == [
        *(("b/item", "1", "อ่านออก"), ("b/item", "2", "เขียนได้"), ("c", "", "25")),
    ]


def test_a_damaged_list_leaves_the_text_readable() -> None:
    document = numbered("plain", {92: '<w:lvlOverride w:ilvl="x"><w:startOverride w:val="-3"/></w:lvlOverride>'})
    add(document, [(92, 0, "a"), (91, 99, "b")])
    assert [line.endswith(text) for line, text in zip(lines(document), "ab", strict=True)] == [True, True]


def test_rows_numbered_by_word_are_read_without_their_numbers() -> None:
    document = numbered("plain")
    table = document.add_table(rows=0, cols=2)
    for number, text in ((0, "ปัญหา"), (91, "ขาดครู"), (91, "")):
        cell = table.add_row().cells[0]
        cell.paragraphs[0].text = text
        if number:
            place(cell.paragraphs[0]._p.get_or_add_pPr(), number, 0)
    form = (Heading("t", "1)", "ปัญหาและข้อเสนอแนะ", "table", ("p", "s"), ("ปัญหา", "ข้อเสนอแนะ")),)
    blocks = [Line("1) ปัญหาและข้อเสนอแนะ"), *(b for b in read_document(saved(document)) if isinstance(b, Table))]
    assert [(each.ref, each.pos, each.value) for each in read_placed(blocks, form).found] == [("t/p", "1", "ขาดครู")]
