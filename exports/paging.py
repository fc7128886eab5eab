"""Page numbers for the contents of a volume: laid out once by LibreOffice, read from its bookmarks, written back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from pypdf import PdfReader
from pypdf.errors import PdfReadError

from exports.packing import packed, unpacked
from exports.pdf import NoPdf, pdf
from exports.volume import Volume
from exports.word import DOCUMENT, SETTINGS, UPDATE_FIELDS, anchors
from thai.numerals import thai

_FIELD = re.compile(
    r'( PAGEREF (_Toc\d+) \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>)'
    r"<w:t(?:/>|>[^<]*</w:t>)"
)
_STARTS_AGAIN = b'w:start="1"'


def with_pages(document: bytes, volume: Volume) -> bytes:
    """Return a volume's .docx with the pages of its contents; unchanged where there is no LibreOffice to count them.

    Then Word counts when the file is opened.
    """
    titles = anchors(volume)
    parts = unpacked(document) if titles else {}
    if not titles or not _FIELD.search(parts[DOCUMENT].decode()):
        return document
    try:
        found = pages(pdf(document, bookmarks=True), titles, starts_again=_STARTS_AGAIN in parts[DOCUMENT])
    except (NoPdf, PdfReadError):
        return document
    if len(found) < len(titles):
        return document
    printed = {anchor: thai(str(page)) if volume.digits == "thai" else str(page) for anchor, page in found.items()}
    filled = _FIELD.sub(lambda field: f"{field[1]}<w:t>{printed.get(field[2], '')}</w:t>", parts[DOCUMENT].decode())
    settings = parts[SETTINGS].replace(UPDATE_FIELDS.encode(), b"")
    return packed({**parts, DOCUMENT: filled.encode(), SETTINGS: settings})


def pages(printed: bytes, titles: Mapping[str, str], *, starts_again: bool) -> dict[str, int]:
    """Return the printed page of each anchor, from the PDF's bookmarks, which are its headings in order.

    With `starts_again`, pages count from 1 where the first heading stands, else from the start of the file.
    """
    reader = PdfReader(io.BytesIO(printed))
    marks = list(_marks(reader, reader.outline))
    first = marks[0][1] if marks and starts_again else 0
    found: dict[str, int] = {}
    wanted = iter(titles.items())
    anchor, title = next(wanted, ("", ""))
    for text, page in marks:
        if anchor and _key(text).endswith(_key(title)):
            found[anchor] = page - first + 1
            anchor, title = next(wanted, ("", ""))
    return found


def _marks(reader: PdfReader, outline: object) -> Iterator[tuple[str, int]]:
    """Yield every bookmark's title and page, from 0."""
    for entry in outline if isinstance(outline, list) else ():
        if isinstance(entry, list):
            yield from _marks(reader, entry)
        else:
            page = reader.get_destination_page_number(entry)
            if page is not None:
                yield str(entry.title), page


def _key(title: str) -> str:
    """Return a title without blanks and colons: templates may set the number off differently."""
    return "".join(title.replace(":", " ").split())
