"""Whatever officers type, in every field: the files open in LibreOffice, and the text is there, sign for sign."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from exports import built_in
from exports.comma_separated import comma_separated
from exports.pdf import pdf, program
from exports.table import workbook
from exports.word import word
from handlers.volume.compiled_pages import Layout, Wanted
from handlers.volume.compiled_sheets import sheets
from handlers.volume.compiling import compile_round
from models import Session
from models.people import office_by_code
from models.rounds import Round
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.word_text import every_part_is_well_formed, paragraphs
from thai.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HOSTILE = (
    "{{ title }} {% for a in b %} {# x #} {{ ''.__class__ }} {_{ }_} {{'{{'}}",
    "<w:p>&amp;&lt;&#x41; ]]> <!-- --> </w:t> \"'`",
    "=cmd|' /C calc'!A0",
    "<r>&</r>",
    "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "http://x.invalid/?a=1&b=2", "mailto:a@b.invalid",
    "\u202eกลับด้าน\u202c \u200f\u200e \u2066x\u2069 \ufeff",
    "ควบคุม\x00\x01\x08\x0b\x0c\x1f\x7f\ufffe\uffff จบ",
    "น้ำ นํ้า กำ กํา เเ แ ฤๅ ๆ ฯ ๏ ๛ 👩🏽‍🏫 👨‍👩‍👧 𠮷",
    "ก\u0e48\u0e49\u0e31" * 30,
    "MERGEFIELD x \\* MERGEFORMAT  HYPERLINK \"file:///etc/passwd\"",
    "ย" * 100_000,
    "ไม่เว้นวรรค" * 9_000,
)  # fmt: skip


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as opened:
        world.settle(opened, NOW)
        yield opened


def filled(session: Session, form_id: str, media: Path) -> tuple[Round, list[str]]:
    """Fill every text of a form with something hostile; return the round and what was typed."""
    form = world.compiled(form_id)
    round_ = world.open_round(session, form_id, Once(NOW + timedelta(days=9)), NOW)
    asked = [node for node in form.nodes.values() if node.kind == "question"]
    written, typed, photos = {}, [], {}
    for number, node in enumerate(asked):
        key = f"{node.ref.split('/')[-2]}{'[1]' if node.depth else ''}/{node.name}"
        if node.role == "gate":
            written[key] = "yes"
        elif node.type == "text":
            text = clean(HOSTILE[number % len(HOSTILE)]).strip()
            written[key] = text
            typed += [text] if node.role != "caption" else []  # a workbook holds no photos
        elif node.type == "image" and len(photos) < 3:
            Image.new("RGB", (30, 30), "red").save(media / f"{number}.jpg")
            photos[key] = f"{number}.jpg"
    fill(session, round_, "sesao", written, NOW, photos=photos)
    return round_, typed


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.skipif(program() is None, reason="needs LibreOffice")
@pytest.mark.parametrize("layout", ["by-item", "by-office", "merged", "office"])
def test_every_layout_opens_and_holds_every_text(session: Session, layout: Layout, tmp_path: Path) -> None:
    round_, typed = filled(session, "rt67", tmp_path)
    office = office_by_code(session, "sesao") if layout == "office" else None
    volume = compile_round(session, round_, Wanted(layout, HOSTILE[0], tmp_path, office=office)).volume
    session.close()  # files are made after the transaction
    document = word(volume, built_in.template("rt67", layout))
    assert every_part_is_well_formed(document)
    held = bare("\n".join(paragraphs(document)))
    assert [text[:60] for text in typed if bare(text) not in held] == []
    assert len(PdfReader(io.BytesIO(pdf(document))).pages) > 20


def test_workbook_and_csv_hold_every_text_and_no_formula(session: Session, tmp_path: Path) -> None:
    round_, typed = filled(session, "lpn67r2", tmp_path)
    found = sheets(session, round_)
    session.close()
    book = load_workbook(io.BytesIO(workbook(found.sheets, found.digits)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    held = bare("".join(str(cell.value) for cell in cells))
    assert [text[:60] for text in typed if len(text) < 16_000 and bare(text) not in held] == []
    made = comma_separated([column.title for column in found.main.columns], found.main.rows)
    lines = made.decode("utf-8-sig")
    assert not any(line.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for line in lines.split("\r\n"))
