"""Is a compiled Word file the document it was made after? Its text in order, without spaces and marks of Markdown.

Everything printed in the last section of the file is compared, headings and officers' words alike. Left out is only
what the product prints in sections before it: cover, foreword, contents. The templates of single forms have none of
these. Page headers are no part of the text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from docx import Document
from docx.oxml.ns import qn

SPACES_AND_MARKS = re.compile(r"[\s*#\\]+")  # what a scanner's text has of its own
AROUND = 40  # characters shown before and after the place where a difference begins


def text_of(document: bytes) -> str:
    """Return the text of the last section of a .docx, in reading order, a line for each paragraph."""
    body = Document(io.BytesIO(document)).element.body
    ends = body.xpath("w:p[w:pPr/w:sectPr]")  # of the sections before the last
    return "\n".join(line for block in (ends[-1].itersiblings() if ends else body) for line in _lines(block))


def _lines(block: Any) -> Iterator[str]:
    for paragraph in block.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def bare(text: str) -> str:
    return SPACES_AND_MARKS.sub("", text)


def difference(compiled: str, document: str) -> str:
    """Return "" when two texts are equal, else where the first difference begins, with what stands around it."""
    one, two = bare(compiled), bare(document)
    if one == two:
        return ""
    place = next(at for at, (left, right) in enumerate(zip_longest(one, two)) if left != right)
    shown = (
        f"  {name}: …{text[max(0, place - AROUND) : place]}⟦{text[place : place + AROUND]}⟧"
        for name, text in (("compiled", one), ("document", two))
    )
    return "\n".join([f"different from character {place} ({len(one)} compiled, {len(two)} in the document)", *shown])
