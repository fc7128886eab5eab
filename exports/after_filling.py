"""What a template cannot say, set once it is filled: chapters on pages of their own, and how wide columns are."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STYLE = re.compile(rb"<w:pStyle [^>]*/>(?:<w:keepNext[^>]*/>)?(?:<w:keepLines[^>]*/>)?")
_TABLE = re.compile(
    rb"<w:tblGrid>((?:<w:gridCol [^>]*/>)*)</w:tblGrid>(<w:tr[ >].*?</w:tr>)(.*?)(?=</w:tbl>|\Z)", re.DOTALL
)
_COLUMN = re.compile(rb'<w:gridCol w:w="(\d+)"/>')
_GIVEN = b'<w:tcW w:w="%d" w:type="dxa"/>'
_CELL = re.compile(rb'<w:tcW w:w="(\d+)" w:type="(dxa|auto)"/>')


def with_chapters(document: bytes, anchors: Iterable[str]) -> bytes:
    """Return a document whose headings with these bookmarks, in their order, begin a page."""
    pieces, at = [], 0
    for anchor in anchors:
        mark = document.find(f'w:name="{anchor}"'.encode(), at)
        start = document.rfind(b"<w:p>", at, mark) if mark >= 0 else -1
        style = _STYLE.search(document, start, mark) if start >= 0 else None
        if style is not None:  # a template of somebody's own may mark its headings otherwise, or not at all
            pieces += [document[at : style.end()], b"<w:pageBreakBefore/>"]
            at = style.end()
    return b"".join([*pieces, document[at:]])


def with_columns(document: bytes) -> bytes:
    """Return a document whose tables keep the columns of a given width; the others share what is left.

    Of two columns, such as names beside one number, the given one has two thirds at least.

    docxtpl shares out the width of a table whose columns a loop has made, without looking at what their cells say.
    """
    return _TABLE.sub(_measured, document)


def _measured(table: re.Match[bytes]) -> bytes:
    widths, cells = list(map(int, _COLUMN.findall(table[1]))), _CELL.findall(table[2])
    given = [int(width) if kind == b"dxa" else 0 for width, kind in cells]
    left = sum(widths) - sum(given)
    if len(given) != len(widths) or not any(given) or all(given) or left <= 0:
        return table[0]
    rows, least = table[2] + table[3], sum(widths) * 2 // 3
    if len(given) == 2 and 0 < given[0] < least:
        rows = rows.replace(_GIVEN % given[0], _GIVEN % least)
        given, left = [least, 0], sum(widths) - least
    share = left // given.count(0)
    columns = b"".join(b'<w:gridCol w:w="%d"/>' % (width or share) for width in given)
    return b"<w:tblGrid>%s</w:tblGrid>%s" % (columns, rows)
