"""The first pages of a PDF as one picture, to be looked at in chat: what LINE shows is a JPEG of at most a megabyte."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from pypdfium2 import PdfiumError

__all__ = ["PdfiumError", "first_pages"]

PAGES = 4  # two by two
PAGE_PIXELS = 780  # width of one page: body text can be read when the picture is opened
GAP = 14
MOST_BYTES = 1_000_000  # of a preview image; Messaging API, "Image message"
_GREY = (203, 208, 214)
_QUALITIES = (80, 65, 50, 35)


def first_pages(document: bytes, most: int = PAGES) -> bytes:
    """Return the first pages of a PDF, two in a row, as a JPEG that LINE takes as its own preview.

    Raises PdfiumError for what is no PDF.
    """
    pdf = pypdfium2.PdfDocument(document)
    try:
        pages = [_drawn(pdf[number]) for number in range(min(most, len(pdf)))]
    finally:
        pdf.close()
    return _small(_together(pages))


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, _height = page.get_size()
    picture: Image.Image = page.render(scale=PAGE_PIXELS / width).to_pil().convert("RGB")
    return picture


def _together(pages: Sequence[Image.Image]) -> Image.Image:
    columns = min(2, len(pages))
    width, height = (max(page.size[side] for page in pages) for side in (0, 1))
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), _GREY)
    for number, page in enumerate(pages):
        sheet.paste(page, (GAP + number % columns * (width + GAP), GAP + number // columns * (height + GAP)))
    return sheet


def _small(sheet: Image.Image) -> bytes:
    """Return a JPEG within LINE's limit; pages full of photos cost quality first, then size."""
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            sheet.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MOST_BYTES:
                return out.getvalue()
        sheet = sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.Resampling.LANCZOS)
