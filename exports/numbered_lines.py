"""A report typed with the printed numbers but without the titles: each number is given its title back.

The lines count as such only where they begin at the item asked (or at a number no other item has) and go on in the
form's order. Numbers repeat, so whoever wrote them is shown how they were read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exports.headings import Heading
from exports.keys import number_key

LEAST = 2  # items that are told apart by their numbers
_NUMBER = re.compile(r"\s*(?:ข้อ\s*(?:ที่)?\s*)?((?:[\d๐-๙]+[.)])*[\d๐-๙]+[.)]?)(?=\s|[^\d๐-๙.,)])\s*")


def with_titles(lines: Sequence[str], form: Sequence[Heading], at: str) -> list[str] | None:
    """Return the lines with the title of each printed number in front; None where the numbers are no form's."""
    order = list(_all(form))
    place = _beginning(lines, order, at)
    if place is None:
        return None
    titled: list[str] = []
    items = 0
    for line in lines:
        match = _NUMBER.match(line)
        found = _next(order, place, match[1]) if match else None
        if match is None or found is None:
            titled.append(line)
            continue
        titled += [f"{order[found].number} {order[found].title}", line[match.end() :]]
        items += order[found].kind != "section"
        place = found + 1
    return titled if items >= LEAST else None


def _beginning(lines: Sequence[str], order: Sequence[Heading], at: str) -> int | None:
    """Return where in the form the first line stands."""
    match = _NUMBER.match(next((line for line in lines if line.strip()), ""))
    if match is None:
        return None
    same = [place for place, each in enumerate(order) if _is(each, number_key(match[1]), match[1])]
    here = [place for place in same if at == order[place].ref or at.startswith(f"{order[place].ref}/")]
    return here[-1] if here else same[0] if len(same) == 1 else None


def _next(order: Sequence[Heading], place: int, number: str) -> int | None:
    typed = number_key(number)
    return next((found for found in range(place, len(order)) if _is(order[found], typed, number)), None)


def _is(heading: Heading, key: str, number: str) -> bool:
    """Whether a typed number is a heading's, its closing bracket included: 1) is not 1. `key`: as it is compared."""
    printed = heading.number
    return bool(printed) and heading.number_key == key and (")" in printed) == (")" in number)


def _all(headings: Sequence[Heading]) -> Iterator[Heading]:
    for each in headings:
        yield each
        yield from _all(each.below)
