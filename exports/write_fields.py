"""Fields put in place of the marks of a printed volume: content controls with a tag, so that they are read exactly.

Until somebody types in it, a field shows the dotted lines of the printed form.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from exports.fields import MARK, Field
from exports.packing import packed, unpacked
from exports.template_xml import TEXT_WIDTH

LINES = 3  # dotted lines of a text to be written
_LEADER = f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH - 40}"/>'
SHORT_DOTS = "." * 24
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_GREY = '<w:rPr><w:color w:val="808080"/></w:rPr>'


def with_fields(document: bytes, fields: Mapping[str, Field]) -> bytes:
    """Return a .docx with a field in place of each mark. The same document gives the same bytes."""
    opened = Document(io.BytesIO(document))
    for paragraph in list(opened.element.body.iter(qn("w:p"))):
        text = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        whole = MARK.fullmatch(text.strip())
        if whole and paragraph.getparent().tag != qn("w:tc") and fields[whole[1]].kind == "text":
            _as_block(paragraph, fields[whole[1]])
        elif MARK.search(text):
            _in_line(paragraph, text, fields)
    kept = io.BytesIO()
    opened.save(kept)
    return packed(unpacked(kept.getvalue()))


def _as_block(paragraph: Any, field: Field) -> None:
    """Put a field for a text of any length in place of a paragraph."""
    style = paragraph.find(qn("w:pPr"))
    dots = f"<w:r>{_GREY}{'<w:br/>'.join(['<w:tab/>'] * LINES)}</w:r>"
    xml = f"<w:sdt {nsdecls('w')}>{_about(field)}<w:sdtContent>"
    made = parse_xml(f"{xml}<w:p>{dots}</w:p></w:sdtContent></w:sdt>")
    if style is not None:
        style = deepcopy(style)
        style.append(parse_xml(f"<w:tabs {nsdecls('w')}>{_LEADER}</w:tabs>"))
        made.find(f".//{qn('w:p')}").insert(0, style)
    paragraph.addprevious(made)
    paragraph.getparent().remove(paragraph)


def _in_line(paragraph: Any, text: str, fields: Mapping[str, Field]) -> None:
    """Write a paragraph anew, with a field in place of each mark in it."""
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    parts = MARK.split(text)
    for number, part in enumerate(parts):
        if number % 2:
            paragraph.append(_inline(fields[part]))
        elif part:
            paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{_said(part)}</w:r>"))


def _inline(field: Field) -> Any:
    shown = "☐" if field.kind == "tick" else field.shown or SHORT_DOTS
    content = f"<w:r>{'' if field.kind == 'tick' else _GREY}{_said(shown)}</w:r>"
    xml = f"<w:sdt {nsdecls('w')}>{_about(field)}<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    return parse_xml(xml)


def _said(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def _about(field: Field) -> str:
    """Return the properties of a field, in the schema's order."""
    title = f"<w:alias w:val={quoteattr(field.title[:60])}/>" if field.title else ""
    empty = "" if field.kind == "tick" else "<w:showingPlcHdr/>"
    return f"<w:sdtPr>{title}<w:tag w:val={quoteattr(field.tag)}/>{empty}{_kind(field)}</w:sdtPr>"


def _kind(field: Field) -> str:
    match field.kind:
        case "line":
            return '<w:text w:multiLine="1"/>'
        case "date":
            return (
                '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="th-TH"/>'
                '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="thai"/></w:date>'
            )
        case "choice":
            items = "".join(
                f"<w:listItem w:displayText={quoteattr(label)} w:value={quoteattr(label)}/>" for label in field.choices
            )
            return f"<w:dropDownList>{items}</w:dropDownList>"
        case "tick":
            return f'<w14:checkbox {_W14}><w14:checked w14:val="0"/></w14:checkbox>'
    return "<w:richText/>"
