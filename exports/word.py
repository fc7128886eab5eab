"""A volume as a Word file, poured into a template that an office can edit in Word.

The template loops over `blocks` and asks each for its `kind`; fonts, logo, margins, cover and foreword are its own. It
is rendered in a sandbox, what officers typed is only ever text, and the same volume gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from exports import after_filling, marks
from exports.marks import Entry, Line, Picture, Printed
from exports.packing import packed, unpacked
from exports.pictures import Shelf
from exports.template_mistakes import CannotFill, Mistake, checked
from exports.template_sandbox import sandbox
from exports.volume import HEADINGS, Block, Paragraph, Photo, Photos, Table, Volume
from thai.text import clean

SINGLE_CM = (12.0, 8.0)  # the largest width and height of a photo that stands alone
PAIR_CM = (7.6, 5.8)  # of two side by side
CHART_CM = (15.9, 21.0)
SHORT_ROW = 1500  # characters; longer rows may go on on the next page
CONTENTS_LEVELS = ("h1", "h2")
_CORE = "docProps/core.xml"
DOCUMENT = "word/document.xml"
SETTINGS = "word/settings.xml"
UPDATE_FIELDS = '<w:updateFields w:val="true"/>'
_AFTER_UPDATE_FIELDS = re.compile(
    "<w:(hdrShapeDefaults|footnotePr|endnotePr|compat|docVars|rsids|themeFontLang|clrSchemeMapping|shapeDefaults|"
    "decimalSymbol|listSeparator)\\b|</w:settings>"
)


def word(volume: Volume, template: bytes) -> bytes:
    """Return the volume as .docx. Where it has contents, Word is told to count their pages on opening.

    Raises CannotFill, which names the template's mistakes.
    """
    parts = checked(template)
    document = DocxTemplate(io.BytesIO(template))
    context = _context(volume, document.get_docx())
    try:
        document.render(context, jinja_env=sandbox(), autoescape=True)
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError) as error:
        raise CannotFill([_while_filling(error)]) from error
    properties = document.docx.core_properties  # get_docx() would open the template again
    properties.title, properties.author = clean(volume.short)[:255], clean(volume.compiler)[:255]
    file = io.BytesIO()
    document.save(file)
    return packed(_settled(unpacked(file.getvalue()), volume, counts_pages=bool(context["contents"]), given=parts))


def anchors(volume: Volume) -> dict[str, str]:
    """Return the anchors of the contents and the titles they mark, in order."""
    return {entry.anchor: entry.text for entry in _contents(volume)}


def _context(volume: Volume, document: Any) -> dict[str, Any]:
    return {
        "title": volume.title,
        "short": volume.short,
        "compiler": volume.compiler,
        "office": volume.office,
        "as_of": volume.as_of,
        "month": volume.month,
        "offices": volume.offices,
        "due": volume.due,
        "draft": volume.is_draft,
        "blocks": list(_printed(volume, Shelf(document))),
        "contents": list(_contents(volume)),
    }


def _anchored(volume: Volume) -> Iterator[tuple[Block, str]]:
    """Yield every block with the anchor the contents use for it, "" where there is none."""
    numbers = count(1)
    for block in volume.blocks:
        heads = isinstance(block, Paragraph) and block.style in (*HEADINGS, "item")
        yield block, f"_Toc{next(numbers):05}" if heads else ""


def _contents(volume: Volume) -> Iterator[Entry]:
    """Yield the lines of the contents: the headings of two levels, or the items of a form without headings."""
    found = [(block, anchor) for block, anchor in _anchored(volume) if anchor and isinstance(block, Paragraph)]
    wanted = CONTENTS_LEVELS if any(block.style in CONTENTS_LEVELS for block, _ in found) else ("item",)
    for block, anchor in found:
        if block.style in wanted:
            level = 2 if block.style == "h2" else 1
            yield Entry(level, _titled(block), anchor, marks.page_of(anchor))


def _printed(volume: Volume, shelf: Shelf) -> Iterator[Printed]:
    for place, (block, anchor) in enumerate(_anchored(volume)):
        match block:
            case Paragraph(style, text, number):
                mark = marks.bookmark(anchor, place + 1) if anchor else ""
                yield Printed(style, text, number, _titled(block), mark)
            case Table(header, rows, numeric):
                lines = tuple(map(_line, rows))
                if numeric:
                    yield Printed("matrix", corner=header[0], header=header[1:], rows=lines)
                else:
                    yield Printed("table", header=header, rows=lines)
            case Photos(photos):
                yield from _photo_rows(photos, shelf)


def _titled(block: Paragraph) -> str:
    return f"{block.number} {block.text}" if block.number else block.text


def _line(cells: tuple[str, ...]) -> Line:
    return Line(cells, cells[0] if cells else "", cells[1:], max(map(len, cells), default=0) <= SHORT_ROW)


def _photo_rows(photos: tuple[Photo, ...], shelf: Shelf) -> Iterator[Printed]:
    """Yield photos two in a row; one that is left over stands alone."""
    rest = len(photos) % 2
    for place in range(0, len(photos) - rest, 2):
        left, right = (_picture(photo, shelf, PAIR_CM) for photo in photos[place : place + 2])
        yield Printed("photo_row", left=left, right=right)
    if rest:
        box = CHART_CM if photos[-1].is_chart else SINGLE_CM
        yield Printed("photo", left=_picture(photos[-1], shelf, box))


def _picture(photo: Photo, shelf: Shelf, box_cm: tuple[float, float]) -> Picture:
    return Picture(shelf.placed(photo, box_cm), f"{photo.label} {photo.caption}" if photo.caption else photo.label)


def _while_filling(error: Exception) -> Mistake:
    if isinstance(error, SecurityError):
        return Mistake("", 0, "", "แม่แบบใช้คำสั่งที่ไม่อนุญาต", "ใช้เฉพาะแท็กที่มีในแม่แบบตัวอย่าง")
    if isinstance(error, UndefinedError):
        return Mistake("", 0, "", f"มีชื่อที่ไม่รู้จัก ({error.message})", "ใช้เฉพาะชื่อที่มีในแม่แบบตัวอย่าง")
    return Mistake("", 0, "", f"เติมข้อมูลลงแม่แบบไม่ได้ ({error})", "เริ่มจากแม่แบบตัวอย่าง แล้วแก้ทีละส่วน")


def _settled(
    parts: dict[str, bytes], volume: Volume, *, counts_pages: bool, given: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Set what docxtpl leaves open: the digits of page numbers, who fills in pages, times that would differ."""
    chapters = (anchor for block, anchor in _anchored(volume) if isinstance(block, Paragraph) and block.starts_page)
    found = {**parts, DOCUMENT: after_filling.with_columns(after_filling.with_chapters(parts[DOCUMENT], chapters))}
    if volume.digits == "arabic":
        found[DOCUMENT] = found[DOCUMENT].replace(b'w:fmt="thaiNumbers"', b'w:fmt="decimal"')
    if counts_pages and SETTINGS in found:
        found[SETTINGS] = _with_update(found[SETTINGS].decode()).encode()
    if _CORE not in given and _CORE in found:  # made just now, and says so
        found[_CORE] = re.sub(
            rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", found[_CORE]
        )
    return found


def _with_update(settings: str) -> str:
    if "<w:updateFields" in settings:
        return settings
    return _AFTER_UPDATE_FIELDS.sub(lambda at: f"{UPDATE_FIELDS}{at[0]}", settings, count=1)
