"""A .docx that somebody sent, as plain lines and tables in the order they are read. What they mean is left to others.

The file is not trusted: its parts are counted and measured before any is parsed; python-docx resolves no entities.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from exports.flow import Block, Cell, Drawn, Line, Table
from exports.keys import key
from exports.list_numbers import Labels, labels

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 100_000_000
MOST_PARTS = 2_000  # a report with many photos
MOST_RATIO = 200

_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
# Twice in the file, deleted, or about the text: a tab stop is no tab.
_SKIPPED = frozenset(map(qn, ("w:txbxContent", "w:del", "w:moveFrom", "w:instrText", "w:sdtPr", "w:pPr", "w:rPr")))
_PICTURES = {qn("a:blip"): qn("r:embed"), "{urn:schemas-microsoft-com:vml}imagedata": qn("r:id")}
_QUARTER = 5_400_000  # of a turn, in 60,000ths of a degree


class NotADocument(ValueError):
    """The bytes are no .docx, or one not safe to open."""


def read_document(document: bytes) -> list[Block]:
    """Return the lines and tables of a .docx in reading order. Raises NotADocument."""
    look_over(document)
    try:
        opened = Document(io.BytesIO(document))
        return list(_blocks(opened.element.body, labels(opened)))
    except NotADocument:
        raise
    except Exception as error:  # python-docx lets many kinds of exception out of a damaged file
        raise NotADocument(f"not a readable .docx: {type(error).__name__}") from error


def look_over(document: bytes) -> None:
    """Refuse a file that is not safe to open, before any of it is parsed. Raises NotADocument."""
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


def _blocks(parent: Any, numbers: Labels) -> Iterator[Block]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            yield from _lines(element, numbers)
            for box in element.iter(qn("w:txbxContent")):
                if not any(str(around.tag).endswith("}Fallback") for around in box.iterancestors()):
                    yield from _blocks(box, numbers)
        elif element.tag == qn("w:tbl"):
            yield Table(tuple(_rows(element, numbers)))
        elif element.tag in _WRAPPERS and not _is_prompt(element):
            yield from _blocks(element, numbers)


def paragraphs_of(element: Any, numbers: Labels) -> str:
    """Return the text below an element, a line for each paragraph and soft break, as it was typed and numbered."""
    own = [each for each in element.iter(qn("w:p")) if not any(_is_prompt(around) for around in each.iterancestors())]
    return "\n".join("".join(_numbered(each, numbers)) for each in own) if own else "".join(_texts(element))


def _lines(paragraph: Any, numbers: Labels) -> Iterator[Line]:
    pictures = tuple(_pictures(paragraph))
    number, typed = _numbered(paragraph, numbers)
    first, *others = typed.split("\n")
    yield Line(f"{number}{first}", pictures, number)
    yield from map(Line, others)


def pictures(document: bytes, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the named pictures of a .docx that was read; a picture that only lies elsewhere is not fetched."""
    related = Document(io.BytesIO(document)).part.rels
    for name in names:
        relation = related.get(name)
        if relation is not None and not relation.is_external:
            yield name, relation.target_part.blob


def _pictures(element: Any) -> Iterator[Drawn]:
    """Yield the pictures of a paragraph; those of its text boxes belong to the paragraphs there."""
    for child in element.iterchildren():
        if child.tag in _PICTURES:
            yield Drawn(child.get(_PICTURES[child.tag], ""), _turns(child))
        elif child.tag not in _SKIPPED and not _is_prompt(child) and not str(child.tag).endswith("}Fallback"):
            yield from _pictures(child)


def _turns(picture: Any) -> int:
    """Return how many quarters to the right a picture was turned in Word."""
    shape = next(picture.iterancestors(qn("pic:pic")), None)
    placed = shape.find(f"{qn('pic:spPr')}/{qn('a:xfrm')}") if shape is not None else None
    turned = placed.get("rot", "0") if placed is not None else "0"
    return round(int(turned) / _QUARTER) % 4 if turned.lstrip("-").isdecimal() else 0


def _numbered(paragraph: Any, numbers: Labels) -> tuple[str, str]:
    """Return the number that Word shows before a paragraph, and its text; no number where nothing is written."""
    typed = "".join(_texts(paragraph))
    number = numbers.get(paragraph, "")
    return (f"{number} " if number and key(typed) else "", typed)


def _texts(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag not in _SKIPPED and not _is_prompt(child) and not str(child.tag).endswith("}Fallback"):
            yield from _texts(child)


def _is_prompt(element: Any) -> bool:
    """Whether an element is a field nobody has filled: Word shows the form's own words in it."""
    return element.tag == qn("w:sdt") and element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _rows(table: Any, numbers: Labels) -> Iterator[tuple[Cell, ...]]:
    for row in _each(table, qn("w:tr")):
        yield tuple(_cell(cell, numbers) for cell in _each(row, qn("w:tc")))


def _each(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those within content controls and insertions too."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _each(element, tag)


def _cell(cell: Any, numbers: Labels) -> Cell:
    inside = tuple(_blocks(cell, numbers))
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    text = "\n".join(block.text for block in inside if isinstance(block, Line)).strip("\n")
    return Cell(text, int(span.get(qn("w:val"), "1")) if span is not None else 1, inside)
