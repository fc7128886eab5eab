"""The PDFs that offices annexed, bound behind the pages of a volume: a leaf that says what follows, then its pages.

They come from outside. PDFium reads them, and of each only the pages are taken: no scripts, no files within the file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter
from pypdfium2 import PdfiumError

from exports.volume import Annex
from thai.text import clean, cut, graphemes

MOST_PAGES = 400  # of all annexes together
_LEAF = (1240, 1754)  # A4 at 150 dots an inch
_DOTS = 150
_SIZES = (72, 40)  # pixels: the label, and the lines below it
_ROOM = 1000
_SARABUN = Path(__file__).parent / "sarabun"


def bound(printed: bytes, annexes: Sequence[Annex]) -> tuple[bytes, tuple[str, ...]]:
    """Return a PDF with the annexes behind it, each with a bookmark, and the labels of those that had to be left out.

    Left out is what is no PDF, is locked by a password, or would be more than so many pages.
    """
    if not annexes:
        return printed, ()
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    left_out, room = [], MOST_PAGES
    for annex in annexes:
        pages, count = _pages(annex.file, room)
        if pages is None:
            left_out.append(annex.label)
            continue
        room -= count
        writer.append(io.BytesIO(_leaf(annex)), outline_item=annex.label, import_outline=False)
        writer.append(io.BytesIO(pages), import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), tuple(left_out)


def _pages(file: Path, room: int) -> tuple[bytes | None, int]:
    """Return the pages of a PDF as one of our own making, and how many; None where they cannot be had."""
    try:
        found = pypdfium2.PdfDocument(file)
    except (PdfiumError, OSError):
        return None, 0
    try:
        count = len(found)
        if not 0 < count <= room:
            return None, 0
        own = pypdfium2.PdfDocument.new()
        own.import_pages(found)
        out = io.BytesIO()
        own.save(out)
        own.close()
        return out.getvalue(), count
    except PdfiumError:
        return None, 0
    finally:
        found.close()


def _leaf(annex: Annex) -> bytes:
    """Return a page that says what follows."""
    page = Image.new("L", _LEAF, 255)
    pen = ImageDraw.Draw(page)
    top = _LEAF[1] // 3
    for number, line in enumerate((annex.label, *annex.lines)):
        _write(pen, (_LEAF[0] // 2, top), line, _SIZES[min(number, 1)], is_bold=number == 0)
        top += 130 if number == 0 else 76
    out = io.BytesIO()
    page.save(out, "PDF", resolution=_DOTS)
    return out.getvalue()


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, *, is_bold: bool) -> None:
    """Write a line, cut between characters a reader sees where it would not fit."""
    file = str(_SARABUN / f"Sarabun-{'Bold' if is_bold else 'Regular'}.ttf")
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)
    text = clean(" ".join(text.split()))
    while text and font.getlength(text) > _ROOM:
        text = cut(text, max(1, graphemes(text) - 4))
    pen.text(at, text, fill=0, font=font, anchor="mm")
