"""A filled form as lines and tables -> what was answered to which item: only a proposal, each with how sure we are.

What stands between two headings is the answer. Finding the headings is left to exports/headings.py, the rows of tables
to exports/read_table.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports import bullets, captions, read_table
from exports.flow import Block, Cell, Drawn, Line, Table
from exports.headings import SHORT, WRAPPED_LINES, Heading, Text, align, split
from exports.keys import written

_SIGNED = re.compile(
    r"\s*(?:\(?\s*ลงชื่อ|ลงนาม\s*[.…_]|ขอแสดงความนับถือ|จึงเรียนมาเพื่อ|ภาคผนวก\s*$|[.…_]{4,}\s*ผู้(?:รายงาน|รับรอง)"
    r"|\((?:นาย|นาง|นางสาว|น\.ส\.|ดร\.|ว่าที่)[^)]*\)\s*$)"
)
SIGNED_LINES = 15  # the signature stands in so many last lines


@dataclass(frozen=True)
class Found:
    """One answer read: where it belongs, what it says, how sure we are (0 to 1)."""

    ref: str
    pos: str
    value: str
    confidence: float


@dataclass(frozen=True)
class Reading:
    """What was read. `first`: at which block the first heading stands; what is before belongs to no item.

    `pictures`: those that stand under each heading, in order.
    """

    found: list[Found]
    first: int
    pictures: Mapping[str, tuple[Drawn, ...]]


def read_placed(blocks: Sequence[Block], form: Sequence[Heading]) -> Reading:
    """Return the answers found in a document, and what stands around them."""
    blocks = captions.joined(_unboxed(blocks, form))
    places = align(Text(blocks), form, 0, len(blocks))
    found: list[Found] = []
    pictures: dict[str, tuple[Drawn, ...]] = {}
    for number, (heading, start, score) in enumerate(places):
        is_last = number + 1 == len(places)
        end = _signed_at(blocks, start) if is_last else places[number + 1][1]
        if drawn := tuple(each for block in blocks[start:end] for each in _pictures(block)):
            pictures[heading.ref] = drawn
        if heading.kind != "section":
            found += _answers(heading, blocks, start, end, min(score, 1.0))
    return Reading(found, places[0][1] if places else len(blocks), pictures)


def _pictures(block: Block) -> Iterator[Drawn]:
    if isinstance(block, Line):
        yield from block.pictures
        return
    for row in block.rows:
        for each in (inside for cell in row for inside in cell.inside):
            yield from _pictures(each)


def _unboxed(blocks: Sequence[Block], form: Sequence[Heading]) -> list[Block]:
    """Return the blocks, tables that only lay out headings and answers taken apart into what stands in their cells."""
    titles = tuple(title for heading in _all(form) if len(title := heading.key) > SHORT)
    return [each for block in blocks for each in _taken_apart(block, titles)]


def _taken_apart(block: Block, titles: tuple[str, ...]) -> Iterator[Block]:
    """Yield a block; a table with headings in it row by row, rows of several cells without any kept as tables."""
    if not isinstance(block, Table) or not _holds_heading(block, titles):
        yield block
        return
    rows: list[tuple[Cell, ...]] = []
    for row in block.rows:
        inside = [each for cell in row for each in cell.inside]
        filled = sum(bool(cell.text.strip()) for cell in row)
        if (filled > 1 or (rows and len(row) > 1)) and not any(_begins(each, titles) for each in inside):
            rows.append(row)
            continue
        yield from [Table(tuple(rows))] if rows else []
        rows = []
        for each in inside:
            yield from _taken_apart(each, titles)
    yield from [Table(tuple(rows))] if rows else []


def _all(headings: Sequence[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _all(heading.below)


def _holds_heading(table: Table, titles: tuple[str, ...]) -> bool:
    return any(_begins(block, titles) for row in table.rows for cell in row for block in cell.inside)


def _begins(block: Block, titles: tuple[str, ...]) -> bool:
    if isinstance(block, Table):
        return _holds_heading(block, titles)
    return split(block.typed)[1].startswith(titles)


def _signed_at(blocks: Sequence[Block], start: int) -> int:
    """Return where the last answer ends: before the signature, if there is one."""
    for at in range(max(start + 1, len(blocks) - SIGNED_LINES), len(blocks)):
        block = blocks[at]
        if isinstance(block, Line) and _SIGNED.match(block.text):
            return at
    return len(blocks)


# --- what stands between them --------------------------------------------------------------------------------------


def _answers(heading: Heading, blocks: Sequence[Block], start: int, end: int, confidence: float) -> list[Found]:
    first, taken = _rest_of_heading(heading, blocks, start)
    inside = blocks[start + taken : end]
    own = [block for block in inside if isinstance(block, Line)]
    lines = [block.typed if heading.kind == "short" else block.text for block in own]
    if heading.kind == "table":
        return _cells(heading, [block for block in inside if isinstance(block, Table)], lines, confidence)
    kept = [text for line in (first, *lines, *_in_tables(inside)) if (text := written(line, heading.hint))]
    text = "\n".join(kept)
    if not text:
        return []
    match heading.kind:
        case "list":
            return _listed(heading, text, confidence)
        case "short":
            return [Found(heading.ref, "", kept[0], confidence)]
    return [Found(heading.ref, "", text, confidence)]


def _in_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the rows of tables that stand in an answer, a line each: nothing an officer wrote is dropped."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(text for cell in row if (text := cell.text.replace("\n", " ").strip()))


def _listed(heading: Heading, text: str, confidence: float) -> list[Found]:
    """Return the items of a list: its lines; where they have numbers or bullets, a line without one goes on."""
    ref = f"{heading.ref}/{heading.columns[0]}" if heading.columns else heading.ref
    counted = read_table.numbered(text)
    lines = list(counted.values()) if len(counted) > 1 else bullets.items(text) or text.split("\n")
    filled = [line for line in lines if line.strip()]
    return [Found(ref, str(number), line, confidence) for number, line in enumerate(filled, start=1)]


def _rest_of_heading(heading: Heading, blocks: Sequence[Block], start: int) -> tuple[str, int]:
    """Return what follows a title on its own line, and over how many lines the title is written."""
    block = blocks[start]
    title = heading.key
    text = block.typed if isinstance(block, Line) else ""
    if split(text)[1].startswith(title):
        return _behind(text, title), 1
    whole = text
    for count in range(2, WRAPPED_LINES + 1):
        following = blocks[start + count - 1] if start + count - 1 < len(blocks) else None
        if not isinstance(following, Line):
            break
        whole = f"{whole}\n{following.text}"
        if split(whole)[1].startswith(title):
            return _behind(whole, title), count
    return "", 1


def _behind(text: str, title: str) -> str:
    """Return the part of a line that comes after its title: the shortest beginning whose key holds it is cut off."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(split(text[:middle])[1]) >= len(title):
            high = middle
        else:
            low = middle + 1
    return text[low:].lstrip(" :\t\n)”\"'")


def _cells(heading: Heading, tables: Sequence[Table], lines: Sequence[str], confidence: float) -> list[Found]:
    """Return the filled cells of a table; of one retyped as lines, what its columns' titles tell apart."""
    rows = read_table.rows_of(tables, heading.titles)
    if not tables:
        rows = read_table.rows_in_lines([written(line) for line in lines], heading.titles)
    return [
        Found(f"{heading.ref}/{column}", str(number), cell, confidence)
        for number, row in enumerate(rows, start=1)
        for column, cell in zip(heading.columns, row, strict=False)
        if cell
    ]
