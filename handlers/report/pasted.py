"""A table pasted into the chat, as rows of cells. Pure: what the cells mean is handlers/report/filling_rows.py's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exports import bullets
from thai.numerals import arabic

Rows = list[list[str]]
_NUMBERED = re.compile(r"^\s*[\d๐-๙]{1,3}\s*[.)]\s*(?=\S)")
_RULE = re.compile(r"[\s|:-]+")
_GAP = re.compile(r"\s{2,}|\s*[;,](?!\d{3})\s*")


def split(text: str, columns: int) -> Rows | None:
    """Return the cells of a pasted table; None for anything else.

    Columns divided by tabs (copied from a sheet) or by |, or numbered lines: 1. ... 2. ...; those of a list may
    begin with a dash or a bullet instead.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if columns > 1 and lines and all("\t" in line for line in lines):
        return [[cell.strip() for cell in line.split("\t")] for line in lines]
    if columns > 1 and lines and all("|" in line for line in lines):
        return [_barred(line) for line in lines if not _RULE.fullmatch(line)]
    if len(lines) > 1 and _counts_up(lines):
        return [_numbered(line, columns) for line in lines]
    if columns == 1 and len(lines) > 1 and len(pointed := bullets.items(text)) == len(lines):
        return [[item] for item in pointed]
    return None


def _barred(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _counts_up(lines: Sequence[str]) -> bool:
    """Whether the lines are numbered 1, 2, 3 ..."""
    numbers = [re.match(r"\s*(\d{1,3})\s*[.)]\s*\S", arabic(line)) for line in lines]
    return all(found is not None and int(found[1]) == place for place, found in enumerate(numbers, 1))


def _numbered(line: str, columns: int) -> list[str]:
    rest = _NUMBERED.sub("", line).strip()
    return [rest] if columns == 1 else [cell for cell in _GAP.split(rest, columns - 1) if cell]
