"""The words under a picture of a document: ภาพที่ 1 อบรมครู. Said to be a caption, they go with the picture.

Only what stands right under a picture, or beside it in its paragraph, and calls itself a picture. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from exports.flow import Block, Cell, Line, Table

_NAMED = r"(?:รูปภาพ|รูป|ภาพ)"
_CALLED = re.compile(
    rf"\s*(?:{_NAMED}(?:ที่)?\s*[\d๐-๙][\d๐-๙.\-–, ]*|{_NAMED}(?:ประกอบ)?\s*[:：]|ภาพประกอบ)\s*[:：.)]?\s*(?=\S)"
)


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each caption at its pictures, no longer a line of the text."""
    found: list[Block] = []
    above: int | None = None  # the line with pictures that nothing was written under yet
    for block in blocks:
        if isinstance(block, Table):
            found.append(Table(_rows(block)))
            above = None
            continue
        words = said(block.text)
        if words and block.pictures:
            found.append(_captioned(replace(block, text="", number=""), words))
            above = None
        elif words and above is not None:
            found[above] = _captioned(found[above], words)
            above = None
        else:
            found.append(block)
            above = len(found) - 1 if block.pictures else above if not block.text.strip() else None
    return found


def said(text: str) -> str:
    """Return what a line says of a picture, without what numbers it; nothing of a line that is no caption."""
    called = _CALLED.match(text)
    return text[called.end() :].strip() if called else ""


def _captioned(block: Block, words: str) -> Block:
    assert isinstance(block, Line)
    return replace(block, pictures=tuple(replace(each, caption=words) for each in block.pictures))


def _rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with captions in their cells, or in the cells below, put to the pictures."""
    rows = [[_cell(cell, joined(cell.inside)) for cell in row] for row in table.rows]
    for upper, lower in pairwise(rows):
        for column, (above, below) in enumerate(zip(upper, lower, strict=False)):
            words = said(below.text)
            pictured = [each for each in above.inside if isinstance(each, Line) and each.pictures]
            if not words or len(pictured) != 1 or any(each.caption for each in pictured[0].pictures):
                continue
            inside = [_captioned(each, words) if each is pictured[0] else each for each in above.inside]
            upper[column] = replace(above, inside=tuple(inside))
            lower[column] = replace(below, text="", inside=())
    return tuple(tuple(row) for row in rows)


def _cell(cell: Cell, inside: Sequence[Block]) -> Cell:
    if tuple(inside) == cell.inside:
        return cell
    text = "\n".join(each.text for each in inside if isinstance(each, Line) and each.text.strip())
    return replace(cell, text=text, inside=tuple(inside))
