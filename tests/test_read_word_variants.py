"""Forms as offices redraw them: retyped, boxed, merged, split, half filled. All is read, nothing is invented."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from exports.headings import Heading
from handlers.form import prefilling
from tests.test_list_numbers import add_list, place
from tests.test_read_word import rt67
from thai.numerals import thai

DOTS = "." * 80
HEAD = ("ปัญหา-อุปสรรค", "ข้อคิดเห็นและข้อเสนอแนะ")
Filled = dict[str, str | list[list[str]]]


@dataclass(frozen=True)
class Part:
    """One part of a form on paper: a heading, a hint, an answer's line or a table's rows. `item`: whose it is."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    item: str = ""


def _parts(headings: Sequence[Heading], answers: Filled) -> Iterator[Part]:
    for heading in headings:
        item = "" if heading.kind == "section" else heading.ref.rpartition("/")[2]
        yield Part("heading", f"{heading.number} {heading.title}", item=item)
        if heading.hint:
            yield Part("hint", heading.hint, item=item)
        answer = answers.get(item, "")
        if isinstance(answer, list):
            rows = tuple((f"{number}. {left}", f"{number}. {right}") for number, (left, right) in enumerate(answer, 1))
            yield Part("table", rows=rows, item=item)
        elif answer:
            yield from (Part("answer", line, item=item) for line in answer.split("\n"))
        elif item:
            yield Part("dots", DOTS, item=item)
        yield from _parts(heading.below, answers)


@cache
def everything() -> dict[str, str | list[list[str]]]:
    """Return an answer to every item of the form, each recognisable as its own."""
    answers: Filled = {}
    for number, heading in enumerate(_items(prefilling.outline(rt67())), 1):
        name = heading.ref.rpartition("/")[2]
        if heading.kind == "table":
            answers[name] = [[f"ขาดครูสอนวิชาที่ {number}", f"ขออัตราครูเพิ่ม {number} คน"], [f"ห้องไม่พอ {number}", "-"]]
        else:
            answers[name] = f"จัดประชุมครู {number} ครั้ง ระดับ ปวช. และ ปวส.\n1) ครั้งแรกที่วิทยาลัย\n2) ครั้งหลังที่อำเภอ {number}"
    return answers


def _items(headings: Sequence[Heading]) -> Iterator[Heading]:
    for heading in headings:
        if heading.kind != "section":
            yield heading
        yield from _items(heading.below)


def saved(document: object) -> bytes:
    kept = io.BytesIO()
    document.save(kept)  # type: ignore[attr-defined]
    return kept.getvalue()


def add_table(document: object, rows: Sequence[Sequence[str]]) -> object:
    table = document.add_table(rows=0, cols=len(rows[0]))  # type: ignore[attr-defined]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


Manner = Callable[[object, Part], None]


def plain(document: object, part: Part) -> None:
    if part.kind == "table":
        add_table(document, [HEAD, *part.rows])
    else:
        document.add_paragraph(part.text)  # type: ignore[attr-defined]


def heading(change: Callable[[str], str | list[str]]) -> Manner:
    def written(document: object, part: Part) -> None:
        changed = change(part.text) if part.kind == "heading" else part.text
        if isinstance(changed, list):
            for line in changed:
                document.add_paragraph(line)  # type: ignore[attr-defined]
        else:
            plain(document, Part(part.kind, changed, part.rows))

    return written


def tables(draw: Callable[[object, list[tuple[str, str]]], object]) -> Manner:
    return lambda document, part: draw(document, list(part.rows)) if part.kind == "table" else plain(document, part)


def bare(text: str) -> str:
    return re.sub(r"^\d+\. ", "", text)


def with_number_column(document: object, rows: list[tuple[str, str]]) -> None:
    body = [(thai(str(number)), bare(left), bare(right)) for number, (left, right) in enumerate(rows, 1)]
    add_table(document, [("ที่", *HEAD), *body, ("๓", "", "")])


def with_title_row(document: object, rows: list[tuple[str, str]]) -> None:
    table = add_table(document, [("ปัญหาอุปสรรค / ข้อคิดเห็นและข้อเสนอแนะ", ""), HEAD, *rows])
    table.rows[0].cells[0].merge(table.rows[0].cells[1])  # type: ignore[attr-defined]


def merged_columns(document: object, rows: list[tuple[str, str]]) -> None:
    table = add_table(document, [(left, "", right) for left, right in [HEAD, *rows]])
    for row in table.rows:  # type: ignore[attr-defined]
        row.cells[0].merge(row.cells[1])


def split_in_two(document: object, rows: list[tuple[str, str]]) -> None:
    add_table(document, [HEAD, rows[0]])
    document.add_paragraph("(ต่อ)")  # type: ignore[attr-defined]
    add_table(document, rows[1:])


def all_in_one_cell(document: object, rows: list[tuple[str, str]]) -> None:
    add_table(document, [HEAD, ("\n".join(left for left, _ in rows), "\n".join(right for _, right in rows))])


def as_lines(document: object, rows: list[tuple[str, str]]) -> None:
    for column, title in enumerate(HEAD):
        document.add_paragraph(title)  # type: ignore[attr-defined]
        for row in rows:
            document.add_paragraph(row[column])  # type: ignore[attr-defined]


def counted(document: object, part: Part) -> None:
    """Write the numbers of headings as Word does: a list each, no text."""
    if part.kind != "heading":
        plain(document, part)
        return
    number, _, title = part.text.partition(" ")
    paragraph = document.add_paragraph(title)  # type: ignore[attr-defined]
    place(paragraph._p.get_or_add_pPr(), add_list(document, number), 0)


MANNERS: dict[str, Manner] = {
    "clean": plain,
    "Thai digits": heading(thai),
    "a word before the number": heading(lambda text: f"ข้อ {text}"),
    "no numbers": heading(lambda text: text.partition(" ")[2]),
    "numbers counted by Word": counted,
    "a dash before": heading(lambda text: f"- {text} :"),
    "reworded": heading(lambda text: text.replace("การ", "", 1)),
    "cut short": heading(lambda text: text[:55]),
    "over three lines": heading(lambda text: [text[: len(text) // 3], text[len(text) // 3 : -9], text[-9:]]),
    "a column of numbers": tables(with_number_column),
    "a title over the table": tables(with_title_row),
    "merged columns": tables(merged_columns),
    "a table in two parts": tables(split_in_two),
    "all rows in one cell": tables(all_in_one_cell),
    "columns the other way round": tables(
        lambda d, rows: add_table(d, [each[::-1] for each in [HEAD, *rows]]) and None
    ),
    "no heading of columns": tables(lambda d, rows: add_table(d, rows)),
    "a table retyped as lines": tables(as_lines),
}


def on_paper(manner: Manner, answers: Filled) -> bytes:
    document = Document()
    for part in _parts(prefilling.outline(rt67()), answers):
        manner(document, part)
    return saved(document)


def in_boxes(answers: Filled) -> bytes:
    """Return the form drawn as one table: a row for each heading and answer, rows of the tables among them."""
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for part in _parts(prefilling.outline(rt67()), answers):
        for left, right in [HEAD, *part.rows] if part.kind == "table" else [(part.text, "")]:
            row = table.add_row().cells
            row[0].text, row[1].text = left, right
            if part.kind != "table":
                row[0].merge(row[1])
    return saved(document)


def as_letter(answers: Filled) -> bytes:
    """Return the form inside a memo: contents before, a signature after, tracked changes in it."""
    document = Document()
    for line in ("บันทึกข้อความ", "ที่ ศธ ๐๐๐๐/๑๒๓", "1. เรื่องเดิม", "2. ข้อเท็จจริง", "สารบัญ"):
        document.add_paragraph(line)
    parts = list(_parts(prefilling.outline(rt67()), answers))
    for page, part in enumerate(part for part in parts if part.kind == "heading"):
        document.add_paragraph(f"{part.text} {DOTS} {page}")
    for part in parts:
        plain(document, part)
    for line in ("", f"ลงชื่อ {DOTS} ผู้รายงาน", "(นายสมมติ ทดสอบ)", "ตำแหน่ง ครู", "โทร. ๐ ๕๕๐๐ ๐๐๐๐"):
        document.add_paragraph(line)
    for paragraph in document.element.body.findall(qn("w:p"))[-8:]:
        removed = OxmlElement("w:del")
        run, text = OxmlElement("w:r"), OxmlElement("w:delText")
        text.text = "ข้อความที่ลบแล้ว"
        run.append(text)
        removed.append(run)
        paragraph.append(removed)
    return saved(document)


def read(document: bytes) -> Filled:
    found: Filled = {}
    for each in prefilling.read(rt67(), document):
        *_, around, name = each.ref.split("/")
        if name in ("problem", "suggestion"):
            rows = found.setdefault(around, [])
            assert isinstance(rows, list)
            rows += [["", ""] for _ in range(int(each.pos) - len(rows))]
            rows[int(each.pos) - 1][name == "suggestion"] = each.value
        elif not name.endswith("_done"):
            found[name] = each.value
    return found


@pytest.mark.parametrize("name", MANNERS)
def test_a_redrawn_form_reads_the_same(name: str) -> None:
    assert read(on_paper(MANNERS[name], everything())) == everything()


@pytest.mark.parametrize("drawn", [in_boxes, as_letter], ids=["in boxes", "inside a memo"])
def test_what_stands_around_the_form_is_not_read(drawn: Callable[[Filled], bytes]) -> None:
    assert read(drawn(everything())) == everything()


@pytest.mark.parametrize("seed", range(6))
def test_only_what_was_filled_is_read(seed: int) -> None:
    choose = random.Random(seed)
    some = {name: answer for name, answer in everything().items() if choose.random() < 0.5}
    manner = choose.choice(list(MANNERS.values()))
    assert read(on_paper(manner, some)) == some


def test_a_field_nobody_filled_is_not_read() -> None:
    """Word shows the form's own words in an empty field; they are no answer."""
    document = Document()
    some = dict(list(everything().items())[:1])
    for part in _parts(prefilling.outline(rt67()), some):
        plain(document, part)
        if part.kind != "dots":
            continue
        field, about, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
        about.append(OxmlElement("w:showingPlcHdr"))
        content.append(document.add_paragraph("คลิกเพื่อพิมพ์")._p)
        field.append(about)
        field.append(content)
        document.element.body.insert(len(document.element.body) - 1, field)
    assert read(saved(document)) == some
