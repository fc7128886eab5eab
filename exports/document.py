"""A .docx that somebody sent, as plain lines and tables in the order they are read. What they mean is left to others.

The file is not trusted: its parts are counted and measured before any is parsed; python-docx resolves no entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 100_000_000
MOST_PARTS = 2_000  # a report with many photos
MOST_RATIO = 200

_SKIPPED = frozenset({qn("w:txbxContent"), qn("w:del"), qn("w:instrText")})  # doubled, deleted, not text


class NotADocument(ValueError):
    """The bytes are no .docx, or one not safe to open."""


@dataclass(frozen=True)
class Line:
    """One line of a paragraph; a soft break ends a line."""

    text: str
    pictures: int = 0


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


Block = Line | Table


def read_document(document: bytes) -> list[Block]:
    """Return the lines and tables of a .docx in reading order. Raises NotADocument."""
    _look_over(document)
    try:
        body = Document(io.BytesIO(document)).element.body
        return list(_blocks(body))
    except NotADocument:
        raise
    except Exception as error:  # python-docx lets many kinds of exception out of a damaged file
        raise NotADocument(f"not a readable .docx: {type(error).__name__}") from error


def _look_over(document: bytes) -> None:
    if len(document) > MOST_BYTES:
        raise NotADocument(f"{len(document)} bytes, more than {MOST_BYTES}")
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise NotADocument("not a .docx") from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED_BYTES, MOST_RATIO * len(document)):
        raise NotADocument(f"{len(parts)} parts, {unpacked} bytes unpacked")


def _blocks(parent: Any) -> Iterator[Block]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            yield from _lines(element)
        elif element.tag == qn("w:tbl"):
            yield Table(tuple(_rows(element)))
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _blocks(element)


def _lines(paragraph: Any) -> Iterator[Line]:
    pictures = len(paragraph.findall(f".//{qn('a:blip')}"))
    for number, text in enumerate("".join(_texts(paragraph)).split("\n")):
        yield Line(text, pictures if number == 0 else 0)


def _texts(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag not in _SKIPPED and not str(child.tag).endswith("}Fallback"):
            yield from _texts(child)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    for row in table.iterchildren(qn("w:tr")):
        yield tuple(_cell(cell) for cell in row.iterchildren(qn("w:tc")))


def _cell(cell: Any) -> str:
    return "\n".join(block.text for block in _blocks(cell) if isinstance(block, Line)).strip("\n")
