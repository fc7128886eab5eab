"""Filling the fields of a blank form as Word does: what is typed replaces the dots, Enter makes paragraphs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"


def filled(blank: bytes, single: Mapping[str, str], rows: Mapping[str, Sequence[str]]) -> bytes:
    """Return a blank form with texts in its fields by tag; `rows` gives the cells of a table's column from the top.

    Rows the form does not print are added as Word adds them: without fields.
    """
    document = Document(io.BytesIO(blank))
    body = document.element.body
    seen: dict[str, int] = {}
    for field in list(body.iter(qn("w:sdt"))):
        tag = field.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        place = seen.get(tag, 0)
        seen[tag] = place + 1
        texts = rows.get(tag, ())
        text = texts[place] if place < len(texts) else single.get(tag, "")
        if text:
            _type(field, text)
    for table in body.iter(qn("w:tbl")):
        _add_rows(table, rows)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def without_field(blank: bytes, tag: str, text: str) -> bytes:
    """Return a blank form where somebody deleted a field and typed plainly in its place."""
    document = Document(io.BytesIO(blank))
    for field in list(document.element.body.iter(qn("w:sdt"))):
        if field.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag:
            paragraph = OxmlElement("w:p")
            paragraph.append(_run(text))
            field.addprevious(paragraph)
            field.getparent().remove(field)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _type(field: Any, text: str) -> None:
    about = field.find(qn("w:sdtPr"))
    tick = about.find(f".//{CHECKED}")
    if tick is not None:
        tick.set(CHECKED.replace("checked", "val"), "1")
        return
    about.remove(about.find(qn("w:showingPlcHdr")))
    content = field.find(qn("w:sdtContent"))
    paragraph = content.find(qn("w:p"))
    for child in list(content):
        content.remove(child)
    if paragraph is None:
        content.append(_run(text))
        return
    for line in text.split("\n"):
        own = deepcopy(paragraph)
        for run in own.findall(qn("w:r")):
            own.remove(run)
        own.append(_run(line))
        content.append(own)


def _run(text: str) -> Any:
    run = OxmlElement("w:r")
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                run.append(OxmlElement("w:tab"))
            said = OxmlElement("w:t")
            said.text = part
            said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(said)
    return run


def _add_rows(table: Any, rows: Mapping[str, Sequence[str]]) -> None:
    own = [row for row in table.iterchildren(qn("w:tr")) if _tags(row)]
    tags = _tags(own[0]) if own else []
    most = max((len(rows.get(tag, ())) for tag in tags), default=0)
    for number in range(len(own), most):
        row = OxmlElement("w:tr")
        for tag in tags:
            cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
            texts = rows.get(tag, ())
            paragraph.append(_run(f"{number + 1}. {texts[number] if number < len(texts) else ''}"))
            cell.append(paragraph)
            row.append(cell)
        table.append(row)


def _tags(row: Any) -> list[str]:
    found = (field.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for field in row.iter(qn("w:sdt")))
    return [tag for tag in found if tag.startswith("rgt")]
