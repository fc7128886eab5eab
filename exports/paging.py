"""Page numbers for the contents of a volume: laid out once by LibreOffice, read from its bookmarks, written back.

The pages laid out on the way are kept for whoever wants to show them.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

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
WORTH_A_SECOND_TIME = 60  # seconds: what took longer to lay out is shown as it was


@dataclass(frozen=True)
class LaidOut:
    """A volume's .docx, and its pages as a PDF where there was a LibreOffice to make them.

    `is_final`: the contents in the PDF know their pages too.
    """

    document: bytes
    pdf: bytes | None
    is_final: bool = False


def with_pages(document: bytes, volume: Volume) -> bytes:
    """Return a volume's .docx with the pages of its contents; unchanged where there is no LibreOffice to count them.

    Then Word counts when the file is opened.
    """
    titles = anchors(volume)
    parts = unpacked(document) if titles else {}
    if not titles or not _FIELD.search(parts[DOCUMENT].decode()):
        return document
    try:
        return _filled(document, parts, volume, pdf(document, bookmarks=True))
    except NoPdf:
        return document


def laid_out(document: bytes, volume: Volume) -> LaidOut:
    """Return the same with the pages themselves. Their contents show page numbers unless the volume is a long one."""
    began = monotonic()
    try:
        printed = pdf(document, bookmarks=True)
    except NoPdf:
        return LaidOut(document, None)
    parts = unpacked(document)
    has_contents = bool(anchors(volume)) and _FIELD.search(parts[DOCUMENT].decode()) is not None
    finished = _filled(document, parts, volume, printed) if has_contents else document
    if finished == document:
        return LaidOut(finished, printed, is_final=not has_contents)
    if monotonic() - began < WORTH_A_SECOND_TIME:
        with contextlib.suppress(NoPdf):
            return LaidOut(finished, pdf(finished, bookmarks=True), is_final=True)
    return LaidOut(finished, printed)


def _filled(document: bytes, parts: Mapping[str, bytes], volume: Volume, printed: bytes) -> bytes:
    """Return the .docx with the pages its PDF shows; unchanged where not every heading is found."""
    titles = anchors(volume)
    try:
        found = pages(printed, titles, starts_again=_STARTS_AGAIN in parts[DOCUMENT])
    except PdfReadError:
        return document
    if len(found) < len(titles):
        return document
    numbers = {anchor: thai(str(page)) if volume.digits == "thai" else str(page) for anchor, page in found.items()}
    filled = _FIELD.sub(lambda field: f"{field[1]}<w:t>{numbers.get(field[2], '')}</w:t>", parts[DOCUMENT].decode())
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
