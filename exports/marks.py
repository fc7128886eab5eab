"""What a template prints that is more than text: bookmarks, page numbers, pictures, and the block it loops over.

Values that are Word's own XML stand inside a text run of the template: they close it, put themselves, and open another.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

_OUT, _IN = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: all its cells, and the same as a label and what follows it."""

    cells: tuple[str, ...]
    label: str
    numbers: tuple[str, ...]
    is_short: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its frame, and the line below it."""

    picture: Markup
    title: str


NO_PICTURE = Picture(Markup(""), "")


@dataclass(frozen=True, slots=True)
class Printed:
    """A block as templates see it: they ask for `kind`; what a kind does not have is empty.

    `title` is the number and the text of a heading; `mark` is its place for the contents; `corner` stands over
    the labels of a matrix, `header` over its numbers.
    """

    kind: str
    text: str = ""
    number: str = ""
    title: str = ""
    mark: str = ""
    corner: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[Line, ...] = ()
    left: Picture = NO_PICTURE
    right: Picture = NO_PICTURE


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    level: int
    text: str
    anchor: str
    page: Markup


def bookmark(anchor: str, number: int) -> Markup:
    """Return a place that `page_of` can name."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/><w:bookmarkEnd w:id="{number}"/>'
    return Markup(f"{_OUT}{start}{_IN}")  # noqa: S704, anchors are our own


def page_of(anchor: str) -> Markup:
    """Return a field with the page of a bookmark, blank until somebody has counted."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return Markup(f"{_OUT}{field}{_IN}")  # noqa: S704, anchors are our own


def drawing(relation: str, name: str, described: str, size_emu: tuple[int, int]) -> Markup:
    """Return a picture in the line of text. `described` is read aloud to those who do not see it."""
    width, height = size_emu
    name, described = str(escape(name)), str(escape(described))
    return Markup(  # noqa: S704, escaped above
        f'{_OUT}<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="1" name="{name}" descr="{described}"/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1"/>'
        '</wp:cNvGraphicFramePr><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r>{_IN}"
    )
