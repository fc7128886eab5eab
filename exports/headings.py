"""The headings of a form found among the lines of a document, level by level, in their order.

Sections come first, then the items inside each section, because "2)" and "3)" stand under every one. Titles
are compared as keys, so retyped, wrapped, shortened and reworded ones are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from exports.flow import Block, Line
from exports.keys import key, number_key
from thai.numerals import arabic
from thai.text import norm

ACCEPTED = 0.75  # a line less alike than this is no heading
WRAPPED = 0.85  # a title over two lines
NUMBER_AGREES = 0.05
NUMBER_DIFFERS = -0.25
SHORT = 8  # a title of so few signs has to be found whole
CUT_SHORT = 0.8  # a title that was shortened
CUT_SIGNS = 20  # a shortened title is at least so long, or half of itself
WRAPPED_LINES = 4
EARLIER = 1e-6  # of lines that are equally alike the first is taken

_NUMBER = re.compile(r"\s*(?:ข้อ|ประเด็น|จุดเน้น|นโยบาย)?(?:ที่)?\s*\(?((?:\d+[.)]?)(?:\d+[.)]?)*)\s*")
_LEAD = ".…•●-–*( \t"
_IN_CONTENTS = re.compile(r"(?:[.…]{4,}|\t)\s*\d{1,3}\s*$")  # a line of the contents: its page stands at the end

Kind = Literal["section", "text", "short", "list", "table"]


@dataclass(frozen=True)
class Heading:
    """A printed heading of a form: a section, or an item of one of the kinds.

    `columns` are those of a table in order, `titles` how they are printed. A "short" item is answered on one line.
    """

    ref: str
    number: str
    title: str
    kind: Kind
    columns: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    hint: str = ""
    below: tuple[Heading, ...] = field(default_factory=tuple)

    @cached_property
    def key(self) -> str:
        """Return the title as it is compared; kept, for it is compared with every line."""
        return key(self.title)

    @cached_property
    def number_key(self) -> str:
        return number_key(self.number)


class Text:
    """The lines of a document with their keys."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        lines = [block if isinstance(block, Line) else Line("") for block in blocks]
        parts = [split(line.typed) for line in lines]
        self.numbers = [number for number, _key in parts]
        self.keys = [key for _number, key in parts]
        self.counted = [number_key(line.number) for line in lines]

    def score(self, heading: Heading, at: int) -> float:
        """Return how much a line is like a heading: 1 = it begins with its title."""
        title, own = heading.key, self.keys[at]
        if not title or not own:
            return 0.0
        printed = heading.number_key
        typed = self.numbers[at]
        agrees = bool(printed) and printed in (typed, self.counted[at])
        alike = self._alike(title, own, at, agrees)
        if not printed or not (typed or agrees):  # Word may count otherwise than the form does
            return alike
        return alike + (NUMBER_AGREES if agrees else NUMBER_DIFFERS)

    def _alike(self, title: str, own: str, at: int, agrees: bool) -> float:
        if own.startswith(title):
            return 1.0
        if len(title) > SHORT and self.wrapped(title, at) > 1:
            return WRAPPED
        if len(title) < SHORT:
            return 0.0
        if title.startswith(own) and (2 * len(own) >= len(title) or (agrees and len(own) >= CUT_SIGNS)):
            return CUT_SHORT
        return _likeness(title, own[: len(title) + SHORT])

    def wrapped(self, title: str, at: int) -> int:
        """Return over how many lines a title is written from here on; 0 where it is not."""
        whole = ""
        for count, own in enumerate(self.keys[at : at + WRAPPED_LINES], 1):
            whole += own
            if whole.startswith(title):
                return count
            if not own or not title.startswith(whole):
                return 0
        return 0


def _likeness(title: str, own: str) -> float:
    if 2 * min(len(title), len(own)) < ACCEPTED * (len(title) + len(own)):
        return 0.0  # most lines: told by their lengths alone
    matcher = SequenceMatcher(None, title, own, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ACCEPTED else 0.0


def split(text: str) -> tuple[str, str]:
    """Return the printed number at the start of a line and the key of the rest; nothing for a line of the contents."""
    plain = arabic(norm(text)).lstrip(_LEAD)
    if _IN_CONTENTS.search(plain):
        return "", ""
    match = _NUMBER.match(plain)
    number = match.group(1) if match else ""
    return number_key(number), key(plain[match.end() :] if match else plain)


Place = tuple[Heading, int, float]  # a heading, the line it was found at, how alike


def align(text: Text, headings: Sequence[Heading], start: int, end: int) -> list[Place]:
    """Return the headings found between two lines, with those below them, in order.

    Where no heading of a level stands, its sections are opened and what is below them is looked for. A section that is
    found owns the lines until the next, so that "2)" is not read as that of a section the file does not have.
    """
    found = _best(text, headings, start, end)
    if not found:
        below = _below(headings)
        return align(text, below, start, end) if below else []
    order = [headings.index(place[0]) for place in found]
    places = align(text, _below(headings[: order[0]]), start, found[0][1]) if order[0] else []
    for number, (heading, at, score) in enumerate(found):
        is_last = number + 1 == len(found)
        until = end if is_last else found[number + 1][1]
        skipped = headings[order[number] + 1 : None if is_last else order[number + 1]]
        unheaded = [each for each in skipped if _stands(text, each, heading, at + 1, until)]
        places += [(heading, at, score), *align(text, [*heading.below, *_below(unheaded)], at + 1, until)]
    return places


def _stands(text: Text, section: Heading, before: Heading, start: int, end: int) -> bool:
    """Whether a section without a heading goes on behind another: a title of its own that the other lacks is there."""
    others = {each.key for each in _everything(before.below)}
    own = [each for each in _everything(section.below) if each.key not in others]
    return any(text.score(each, at) >= WRAPPED for each in own for at in range(start, end))


def _everything(headings: Sequence[Heading]) -> list[Heading]:
    return [each for heading in headings for each in (heading, *_everything(heading.below))]


def _below(headings: Sequence[Heading]) -> list[Heading]:
    return [each for heading in headings for each in heading.below]


def _best(text: Text, headings: Sequence[Heading], start: int, end: int) -> list[Place]:
    """Return the choice of lines, in order, whose likeness adds up to most (a longest common subsequence).

    Only lines that are like some heading are looked at: of a long report they are few.
    """
    found = {at: [text.score(heading, at) for heading in headings] for at in range(start, end)}
    lines = [at for at, scores in found.items() if max(scores, default=0.0) >= ACCEPTED]
    width = len(lines)
    best = [[0.0] * (width + 1) for _ in range(len(headings) + 1)]
    for row in range(len(headings) - 1, -1, -1):
        for place in range(width - 1, -1, -1):
            taken = _taken(found[lines[place]][row], lines[place] - start, best[row + 1][place + 1])
            best[row][place] = max(taken, best[row + 1][place], best[row][place + 1])
    places: list[Place] = []
    row = place = 0
    while row < len(headings) and place < width:
        at = lines[place]
        score = found[at][row]
        if score >= ACCEPTED and best[row][place] == _taken(score, at - start, best[row + 1][place + 1]):
            places.append((headings[row], at, score))
            row, place = row + 1, place + 1
        elif best[row][place] == best[row][place + 1]:
            place += 1
        else:
            row += 1
    return places


def _taken(score: float, line: int, rest: float) -> float:
    """Return what a line read as a heading adds up to with the best of what follows; 0 where it is none."""
    return score - line * EARLIER + rest if score >= ACCEPTED else 0.0
