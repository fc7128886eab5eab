"""A table pasted into the chat, as rows of cells. Pure: what the cells mean is handlers/report/filling_rows.py's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exports import bullets
from handlers.report import numbered
from thai.numerals import arabic

Rows = list[list[str]]
_NUMBERED = re.compile(r"^\s*[\d๐-๙]{1,3}\s*[.)]\s*(?=\S)")
_RULE = re.compile(r"[\s|:-]+")
_GAP = re.compile(r"\s{2,}|\s*[;,](?!\d{3})\s*")
_GAP_OF_WORDS = re.compile(r"\s{2,}|\s*;\s*")  # a comma divides words within a cell


def split(text: str, columns: int, *, of_words: bool = False) -> Rows | None:
    """Return the cells of a pasted table; None for anything else.

    Columns divided by tabs (copied from a sheet) or by |, or numbered items: 1. ... 2. ..., each on its line or all
    in one; those of a list may begin with a dash or a bullet instead. `of_words`: every column holds text.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if columns > 1 and lines and all("\t" in line for line in lines):
        return [[cell.strip() for cell in line.split("\t")] for line in lines]
    if columns > 1 and lines and all("|" in line for line in lines):
        return [_barred(line) for line in lines if not _RULE.fullmatch(line)]
    if len(lines) > 1 and _counts_up(lines):
        return [_cells(_NUMBERED.sub("", line), columns, of_words) for line in lines]
    if counted := numbered.items(text):
        return [_cells(item, columns, of_words) for item in counted]
    if columns == 1 and len(lines) > 1 and len(pointed := bullets.items(text)) == len(lines):
        return [[item] for item in pointed]
    return None


def _barred(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _counts_up(lines: Sequence[str]) -> bool:
    """Whether the lines are numbered 1, 2, 3 ..."""
    numbers = [re.match(r"\s*(\d{1,3})\s*[.)]\s*\S", arabic(line)) for line in lines]
    return all(found is not None and int(found[1]) == place for place, found in enumerate(numbers, 1))


def _cells(item: str, columns: int, of_words: bool) -> list[str]:
    item = item.strip()
    gap = _GAP_OF_WORDS if of_words else _GAP
    return [item] if columns == 1 else [cell for cell in gap.split(item, columns - 1) if cell]
