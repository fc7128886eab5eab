"""A filled Word form -> what was answered to which item: only a proposal, each with how sure we are.

The headings of the form are found among the lines of the file, level by level, in their order: sections first, then
the items inside each section, because "2)" and "3)" stand under every one. What stands between two headings is the
answer. Titles are compared as keys (digits Arabic, no spaces, dots or quotes), so retyped and reworded ones are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from exports.document import Block, Line, Table
from thai.numerals import arabic
from thai.text import norm

ACCEPTED = 0.75  # a line less alike than this is no heading
WRAPPED = 0.85  # a title over two lines
NUMBER_AGREES = 0.05
NUMBER_DIFFERS = -0.25
SHORT = 8  # a title of so few signs has to be found whole

_NOISE = re.compile(r"[\s.…\"'“”‘’()\[\]\-–—_*:]+")
_NUMBER = re.compile(r"\s*((?:\d+[.)]?)(?:\d+[.)]?)*)\s*")
_DOTS = re.compile(r"[.…]{4,}")
_ABBREVIATION = re.compile(r"(?:ปวช|ปวส|พ\.ศ|ค\.ศ|ด\.ช|ด\.ญ|น\.ส|[ก-ฮ]\.[ก-ฮ])$")
_ROW_NUMBER = re.compile(r"^\s*[\d๐-๙]+\s*[.)]\s*")


Kind = Literal["section", "text", "list", "table"]


@dataclass(frozen=True)
class Heading:
    """A printed heading of a form: a section, or an item of one of the kinds. `columns`: those of a table, in order."""

    ref: str
    number: str
    title: str
    kind: Kind
    columns: tuple[str, ...] = ()
    hint: str = ""
    below: tuple[Heading, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Found:
    """One answer read: where it belongs, what it says, how sure we are (0 to 1)."""

    ref: str
    pos: str
    value: str
    confidence: float


def read_filled(blocks: Sequence[Block], form: Sequence[Heading]) -> list[Found]:
    """Return the answers found in a document, in the order of the form. Blank items are left out."""
    places = _align(_Text(blocks), form, 0, len(blocks))
    found: list[Found] = []
    for number, (heading, start, score) in enumerate(places):
        end = places[number + 1][1] if number + 1 < len(places) else len(blocks)
        if heading.kind != "section":
            found += _answers(heading, blocks, start, end, min(score, 1.0))
    return found


# --- finding the headings ------------------------------------------------------------------------------------------


class _Text:
    """The lines of a document with their keys."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        texts = [block.text if isinstance(block, Line) else "" for block in blocks]
        parts = [_split(text) for text in texts]
        self.numbers = [number for number, _key in parts]
        self.keys = [key for _number, key in parts]

    def score(self, heading: Heading, at: int) -> float:
        """Return how much a line is like a heading: 1 = it begins with its title."""
        title, key = _key(heading.title), self.keys[at]
        if not title or not key:
            return 0.0
        if key.startswith(title):
            alike = 1.0
        elif self._is_wrapped(title, at):
            alike = WRAPPED
        elif len(title) < SHORT:
            return 0.0
        else:
            alike = _likeness(title, key[: len(title) + SHORT])
        printed = _number_key(heading.number)
        if not printed or not self.numbers[at]:
            return alike
        return alike + (NUMBER_AGREES if printed == self.numbers[at] else NUMBER_DIFFERS)

    def _is_wrapped(self, title: str, at: int) -> bool:
        key = self.keys[at]
        following = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        return len(key) > SHORT and title.startswith(key) and (key + following).startswith(title)


def _likeness(title: str, key: str) -> float:
    matcher = SequenceMatcher(None, title, key, autojunk=False)
    if matcher.real_quick_ratio() < ACCEPTED or matcher.quick_ratio() < ACCEPTED:
        return 0.0
    return matcher.ratio()


def _split(text: str) -> tuple[str, str]:
    """Return the printed number at the start of a line and the key of the rest."""
    plain = arabic(norm(text)).lstrip(".… ")
    match = _NUMBER.match(plain)
    number = match.group(1) if match else ""
    return _number_key(number), _key(plain[match.end() :] if match else plain)


def _key(text: str) -> str:
    return _NOISE.sub("", arabic(norm(text))).lower()


def _number_key(number: str) -> str:
    digits = re.findall(r"\d+", arabic(number))
    return ".".join(digits)


Place = tuple[Heading, int, float]  # a heading, the line it was found at, how alike


def _align(text: _Text, headings: Sequence[Heading], start: int, end: int) -> list[Place]:
    """Return the headings found between two lines, with those below them, in order.

    Where no heading of a level stands, its sections are opened and what is below them is looked for. A section that is
    found owns all lines until the next, so that "2)" is never read as that of a section the file does not have.
    """
    found = _best(text, headings, start, end)
    if not found:
        below = [each for heading in headings for each in heading.below]
        return _align(text, below, start, end) if below else []
    before = [each for heading in headings[: headings.index(found[0][0])] for each in heading.below]
    places = _align(text, before, start, found[0][1]) if before else []
    for number, place in enumerate(found):
        heading, at, _score = place
        until = found[number + 1][1] if number + 1 < len(found) else end
        places += [place, *_align(text, heading.below, at + 1, until)]
    return places


def _best(text: _Text, headings: Sequence[Heading], start: int, end: int) -> list[Place]:
    """Return the choice of lines, in order, whose likeness adds up to most (a longest common subsequence)."""
    width = end - start
    best = [[0.0] * (width + 1) for _ in range(len(headings) + 1)]
    scores = [[text.score(heading, start + at) for at in range(width)] for heading in headings]
    for row in range(len(headings) - 1, -1, -1):
        for at in range(width - 1, -1, -1):
            score = scores[row][at]
            taken = score + best[row + 1][at + 1] if score >= ACCEPTED else 0.0
            best[row][at] = max(taken, best[row + 1][at], best[row][at + 1])
    return list(_walk(headings, scores, best, start, width))


def _walk(
    headings: Sequence[Heading], scores: list[list[float]], best: list[list[float]], start: int, width: int
) -> list[Place]:
    places: list[Place] = []
    row = at = 0
    while row < len(headings) and at < width:
        score = scores[row][at]
        if score >= ACCEPTED and best[row][at] == score + best[row + 1][at + 1]:
            places.append((headings[row], start + at, score))
            row, at = row + 1, at + 1
        elif best[row][at] == best[row][at + 1]:
            at += 1
        else:
            row += 1
    return places


# --- what stands between them --------------------------------------------------------------------------------------


def _answers(heading: Heading, blocks: Sequence[Block], start: int, end: int, confidence: float) -> list[Found]:
    inside = blocks[start + 1 : end]
    if heading.kind == "table":
        table = next((block for block in inside if isinstance(block, Table)), None)
        return _cells(heading, table, confidence) if table else []
    first, skipped = _rest_of_heading(heading, blocks, start)
    lines = [first, *(block.text for block in inside[skipped:] if isinstance(block, Line))]
    text = "\n".join(line for line in (_written(line, heading.hint) for line in lines) if line)
    if not text:
        return []
    if heading.kind == "list":
        return [
            Found(f"{heading.ref}/{heading.columns[0]}", str(number), line, confidence)
            for number, line in enumerate(text.split("\n"), start=1)
        ]
    return [Found(heading.ref, "", text, confidence)]


def _rest_of_heading(heading: Heading, blocks: Sequence[Block], start: int) -> tuple[str, int]:
    """Return what follows a title on its own line, and how many more lines belong to the title itself."""
    block = blocks[start]
    title = _key(heading.title)
    text = block.text if isinstance(block, Line) else ""
    _number, key = _split(text)
    if key.startswith(title):
        return _behind(text, title), 0
    return "", 1 if title.startswith(key) else 0  # a wrapped title takes the next line, too


def _behind(text: str, title: str) -> str:
    """Return the part of a line that comes after its title: the shortest beginning whose key holds it is cut off."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(_split(text[:middle])[1]) >= len(title):
            high = middle
        else:
            low = middle + 1
    return text[low:].lstrip(" :\t)”\"'")


def _written(line: str, hint: str) -> str:
    """Return what a person wrote on a line: without the printed dots and the form's own hint."""
    if hint and _key(line) and _key(hint).startswith(_key(line)):
        return ""
    kept = []
    parts = _DOTS.split(line)
    for number, part in enumerate(parts):
        is_cut = number + 1 < len(parts)
        kept.append(f"{part}." if is_cut and _ABBREVIATION.search(part.rstrip()) else part)
    return " ".join(part.strip() for part in kept if part.strip())


def _cells(heading: Heading, table: Table, confidence: float) -> list[Found]:
    """Return the filled cells of a table, its heading row left out and its rows numbered without the empty ones."""
    rows = [[_ROW_NUMBER.sub("", _written(cell, "")).strip() for cell in row] for row in table.rows[1:]]
    filled = [row for row in rows if any(row)]
    return [
        Found(f"{heading.ref}/{column}", str(number), cell, confidence)
        for number, row in enumerate(filled, start=1)
        for column, cell in zip(heading.columns, row, strict=False)
        if cell
    ]
