"""The rows of a filled table of a form, however an office has redrawn it: numbered, merged, split, headless."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from exports import bullets
from exports.flow import Cell, Table
from exports.keys import key, written
from thai.numerals import arabic

Row = list[str]
"""The cells of a row, one for each column of the form."""

ALIKE = 0.6  # a heading of a column less alike than this is none
HEAD_ROWS = 3  # a heading stands in one of so many rows
_NUMBER = re.compile(r"\s*([\d๐-๙]{1,3})\s*[.)](?![\d๐-๙])\s*")
_BARE_NUMBER = re.compile(r"\(?[\d๐-๙]{1,3}\s*[.)]?")
_NUMBER_HEADS = frozenset(map(key, ("ที่", "ลำดับ", "ลำดับที่", "ข้อ", "ข้อที่", "no", "รายการที่")))


def rows_of(tables: Sequence[Table], titles: Sequence[str]) -> list[Row]:
    """Return the filled rows of the tables under one item, in order; the form's own words are left out."""
    found: list[Row] = []
    places: dict[int, int] = {}
    for table in tables:
        grid = [_spread(row) for row in table.rows]
        head = _head(grid, titles)
        places = _places(grid, head, titles, places)
        body = grid[head + 1 :] if head is not None else grid
        filled = [row for row in (_row(each, places, len(titles)) for each in body) if any(row)]
        found += _parted(filled)
    return [row for row in ([_bare(cell) for cell in row] for row in found) if any(row)]


def rows_in_lines(lines: Sequence[str], titles: Sequence[str]) -> list[Row]:
    """Return the rows of a table retyped as lines: a column's title, then its numbered lines, then the next."""
    columns: dict[int, list[str]] = {}
    at: int | None = None
    for line in lines:
        named = next((place for place, title in enumerate(titles) if _is_title(line, title)), None)
        if named is not None:
            at = named
            columns.setdefault(named, [])
        elif at is not None:
            columns[at].append(line)
    parts = {place: numbered("\n".join(own)) or _one("\n".join(own)) for place, own in columns.items()}
    numbers = sorted({number for own in parts.values() for number in own})
    rows = [[parts.get(place, {}).get(number, "") for place in range(len(titles))] for number in numbers]
    return [row for row in rows if any(row)]


def numbered(text: str) -> dict[int, str]:
    """Return the parts of a text whose lines are numbered 1, 2, 3 …, without the numbers; nothing for other texts."""
    parts: dict[int, str] = {}
    for line in text.split("\n"):
        match = _NUMBER.match(line)
        if match and int(arabic(match[1])) == len(parts) + 1:
            parts[len(parts) + 1] = line[match.end() :].strip()
        elif parts:
            parts[len(parts)] = f"{parts[len(parts)]}\n{line.strip()}".strip()
        elif line.strip():
            return {}
    return parts


def _one(text: str) -> dict[int, str]:
    return {1: text.strip()} if text.strip() else {}


def _is_title(line: str, title: str) -> bool:
    return key(line) == key(title)


@dataclass(frozen=True)
class _Placed:
    """A cell and the first column of the grid it stands in."""

    at: int
    cell: Cell


def _spread(row: Sequence[Cell]) -> list[_Placed]:
    placed, at = [], 0
    for cell in row:
        placed.append(_Placed(at, cell))
        at += cell.span
    return placed


def _head(grid: Sequence[Sequence[_Placed]], titles: Sequence[str]) -> int | None:
    """Return which row is the heading of the columns; None when the table begins with what was filled in."""
    named = [len({_column(each.cell.text, titles) for each in row} - {None}) for row in grid[:HEAD_ROWS]]
    if any(named):
        return named.index(max(named))
    first = [each.cell.text for each in grid[0]] if grid else []
    others = [each.cell.text for row in grid[1:] for each in row if each.cell.text.strip()]
    numbered_below = bool(others) and all(_NUMBER.match(text) or _BARE_NUMBER.fullmatch(text) for text in others[:2])
    return 0 if numbered_below and not any(_NUMBER.match(text) for text in first) else None


def _column(text: str, titles: Sequence[str]) -> int | None:
    """Return which column a cell is the heading of."""
    own = key(text)
    scores = [SequenceMatcher(None, key(title), own, autojunk=False).ratio() if own else 0.0 for title in titles]
    best = max(range(len(titles)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _places(
    grid: Sequence[Sequence[_Placed]], head: int | None, titles: Sequence[str], before: dict[int, int]
) -> dict[int, int]:
    """Return which column of the form each column of the grid belongs to; a part of a split table goes on as before."""
    if head is None and before:
        return before
    found: dict[int, int] = {}
    for each in grid[head] if head is not None else ():
        column = _column(each.cell.text, titles)
        if column is not None and column not in found.values():
            found |= {each.at + step: column for step in range(each.cell.span)}
    if set(found.values()) == set(range(len(titles))):
        return found
    starts = sorted({each.at for row in grid for each in row})
    kept = [at for at in starts if not _counts(grid, head, at)]
    return dict(zip(kept, range(len(titles)), strict=False))


def _counts(grid: Sequence[Sequence[_Placed]], head: int | None, at: int) -> bool:
    """Whether a column holds only the numbers of the rows."""
    texts = [each.cell.text.strip() for row in grid[(head or -1) + 1 :] for each in row if each.at == at]
    titled = [each.cell.text for each in grid[head] if each.at == at] if head is not None else []
    if titled and key(titled[0]) in _NUMBER_HEADS and key(titled[0]):
        return True
    return any(texts) and all(not text or _BARE_NUMBER.fullmatch(text) for text in texts)


def _row(row: Sequence[_Placed], places: dict[int, int], columns: int) -> Row:
    cells: list[list[str]] = [[] for _ in range(columns)]
    for each in row:
        column = places.get(each.at)
        text = "\n".join(written(line) for line in each.cell.text.split("\n")).strip()
        if column is not None and text:
            cells[column].append(text)
    return [" ".join(texts) for texts in cells]


def _parted(filled: list[Row]) -> list[Row]:
    """Return all rows of a table whose cells hold them all: numbered lines in each."""
    if len(filled) != 1:
        return filled
    parts = [numbered(cell) for cell in filled[0]]
    if max(map(len, parts), default=0) < 2:
        return filled
    parts = [own or _one(cell) for own, cell in zip(parts, filled[0], strict=True)]
    numbers = sorted({number for own in parts for number in own})
    return [[own.get(number, "") for own in parts] for number in numbers]


def _bare(cell: str) -> str:
    """Return a cell without its row's printed number or bullet. One that numbers its own lines keeps them."""
    counted = numbered(cell)
    if len(counted) > 1 and all(counted.values()):
        return cell.strip()
    if len(pointed := bullets.items(cell)) == 1:
        return pointed[0]
    match = _NUMBER.match(cell)
    return cell[match.end() :].strip() if match else cell.strip()
