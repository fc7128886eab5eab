"""What a reader finds in a .docx: its text in order, its paragraphs, and whether Word would open it."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from docx import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(document: bytes) -> list[str]:
    """Return every paragraph that has text, those in tables too, in reading order."""
    body = Document(io.BytesIO(document)).element.body
    found = ("".join(_read(each) for each in paragraph.iter()) for paragraph in body.iter(f"{_W}p"))
    return [text for text in found if text.strip()]


def _read(element: ET.Element) -> str:
    breaks = {f"{_W}br": "\n", f"{_W}tab": "\t"}
    return element.text or "" if element.tag == f"{_W}t" else breaks.get(str(element.tag), "")


def styled(document: bytes) -> list[tuple[str, str]]:
    """Return (style, text) of every paragraph outside tables that has text."""
    return [(p.style.name, p.text) for p in Document(io.BytesIO(document)).paragraphs if p.text.strip() and p.style]


def tables(document: bytes) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(document)).tables
    ]


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


def every_part_is_well_formed(document: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
        return archive.testzip() is None
