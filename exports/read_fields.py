"""What was typed into the fields of a Word form (exports/fields.py), by tag: read exactly, line breaks and all.

Rows added to a table in Word carry no fields of their own; they are read by the columns of the rows that do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from exports.document import NotADocument, look_over, paragraphs_of
from exports.fields import ROW_TAG, Typed
from exports.list_numbers import BULLET, Labels, labels

_TICK = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ROW_NUMBER = re.compile(rf"\s*(?:[\d๐-๙]{{1,4}}\s*[.)]|{BULLET})\s*")


def read_fields(document: bytes, prefix: str) -> list[Typed] | None:
    """Return the filled fields of a .docx whose tags begin with `prefix`; None where it has no such fields.

    Raises NotADocument.
    """
    look_over(document)
    try:
        opened = Document(io.BytesIO(document))
        body = opened.element.body
        if not any(_tag(each).startswith(prefix) for each in body.iter(qn("w:sdt"))):
            return None
        numbers = labels(opened)
        tables = [table for table in body.iter(qn("w:tbl")) if _columns(table)]
        found = [typed for table in tables for typed in _rows(table, numbers)]
        return [*found, *_single(body, prefix, numbers)]
    except NotADocument:
        raise
    except Exception as error:  # python-docx lets many kinds of exception out of a damaged file
        raise NotADocument(f"not a readable .docx: {type(error).__name__}") from error


def _single(body: Any, prefix: str, numbers: Labels) -> Iterator[Typed]:
    for field in body.iter(qn("w:sdt")):
        tag = _tag(field)
        if tag.startswith(prefix) and not tag.startswith(ROW_TAG) and (text := _text(field, numbers)):
            yield Typed(tag, 0, text)


def _tag(field: Any) -> str:
    tag = field.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return str(tag.get(qn("w:val"), "")) if tag is not None else ""


def _text(field: Any, numbers: Labels) -> str:
    """Return what stands in a field; nothing while it shows the form's own dots, or a box that is not ticked."""
    about = field.find(qn("w:sdtPr"))
    tick = about.find(f".//{_TICK}checked")
    if tick is not None:
        return "x" if tick.get(f"{_TICK}val") in ("1", "true") else ""
    if about.find(qn("w:showingPlcHdr")) is not None:
        return ""
    text = paragraphs_of(field.find(qn("w:sdtContent")), numbers)
    return text if text.strip() else ""


def _columns(table: Any) -> dict[int, str]:
    """Return the tags of a table's columns by their place, from the first row that has any."""
    for row in table.iterchildren(qn("w:tr")):
        found = {place: tag for place, cell in enumerate(_cells(row)) if (tag := _tag_in(cell))}
        if found:
            return found
    return {}


def _cells(row: Any) -> list[Any]:
    return list(row.iter(qn("w:tc")))


def _tag_in(cell: Any) -> str:
    tags = (_tag(field) for field in cell.iter(qn("w:sdt")))
    return next((tag for tag in tags if tag.startswith(ROW_TAG)), "")


def _rows(table: Any, numbers: Labels) -> Iterator[Typed]:
    columns = _columns(table)
    number = 0
    begun = False
    for row in table.iterchildren(qn("w:tr")):
        cells = _cells(row)
        begun = begun or any(map(_tag_in, cells))
        texts = (
            {tag: _cell(cells[place], numbers) for place, tag in columns.items() if place < len(cells)} if begun else {}
        )
        if any(texts.values()):
            number += 1
            yield from (Typed(tag, number, text) for tag, text in texts.items() if text)


def _cell(cell: Any, numbers: Labels) -> str:
    """Return what was typed in a cell: in its field, or, where somebody wrote beside it, in the whole cell."""
    whole = paragraphs_of(cell, numbers)
    field = next((each for each in cell.iter(qn("w:sdt")) if _tag(each).startswith(ROW_TAG)), None)
    inside = _text(field, numbers) if field is not None else ""
    beside = whole.replace(inside, "", 1) if inside else whole
    match = _ROW_NUMBER.match(beside)
    if inside and not (beside[match.end() :] if match else beside).strip():
        return inside
    match = _ROW_NUMBER.match(whole)
    text = whole[match.end() :] if match else whole
    return text if text.strip() else ""
