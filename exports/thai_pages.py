"""Thai page numbers for LibreOffice, which knows no numbering of that kind: the digits of a font are Thai ones.

Where Word is told to count pages in Thai digits, the fields of page numbers get that font, in the copy LibreOffice
lays out and nowhere else. Source: ECMA-376, 17.18.59 ST_NumberFormat (thaiNumbers) and 17.16.5 (PAGE).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import is_zipfile

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from exports.fonts import DIGITS
from exports.packing import packed, unpacked

_THAI = b'w:fmt="thaiNumbers"'
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_PAGE = re.compile(r"\s*PAGE(?:REF)?\b")


def marked(document: bytes) -> bytes:
    """Return a .docx whose page numbers stand in the font of Thai digits; unchanged where they are to be Arabic."""
    parts = unpacked(document) if is_zipfile(io.BytesIO(document)) else {}
    if _THAI not in parts.get("word/document.xml", b""):
        return document
    found = {name: _marked(part) for name, part in parts.items() if _PARTS.fullmatch(name) and b"PAGE" in part}
    return packed({**parts, **found})


def _marked(part: bytes) -> bytes:
    root = parse_xml(part)
    for run in _page_runs(root):
        named = run.get_or_add_rPr().get_or_add_rFonts()
        named.attrib.clear()  # a font of the theme would win
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            named.set(qn(f"w:{script}"), DIGITS)
    made: bytes = serialize_part_xml(root)
    return made


def _page_runs(root: Any) -> Iterator[Any]:
    """Yield the runs of every field that shows a page: the one it stands on, or a heading's."""
    for simple in root.iter(qn("w:fldSimple")):
        if _PAGE.match(simple.get(qn("w:instr"), "")):
            yield from simple.iter(qn("w:r"))
    for paragraph in root.iter(qn("w:p")):
        field: list[Any] | None = None
        said = ""
        for run in paragraph.iter(qn("w:r")):
            kinds = [each.get(qn("w:fldCharType")) for each in run.iter(qn("w:fldChar"))]
            if "begin" in kinds:
                field, said = [], ""
            if field is not None:
                field.append(run)
                said += "".join(each.text or "" for each in run.iter(qn("w:instrText")))
            if "end" in kinds and field is not None:
                yield from field if _PAGE.match(said) else ()
                field = None
