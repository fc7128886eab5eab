"""The numbers and bullets that Word counts by itself in front of paragraphs: they are shown, but stand nowhere as text.

Lists, levels, restarts and what a style hands down follow ISO/IEC 29500-1, 17.9; unknown formats count 1, 2, 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from thai.numerals import thai

Labels = Mapping[Any, str]
"""What is shown in front of each paragraph that has a number or a bullet."""

BULLET = "•"
LEVELS = 9
_VAL = qn("w:val")
_MOST_LETTERS = 100  # a list longer than this by letters, or by Roman numbers, is counted 1, 2, 3
_MOST_ROMAN = 3999
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True)
class _Level:
    """How one level of a list is counted. `restart`: after which level (from 1) it begins again; 0 never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    plain: bool = False
    style: str = ""


@dataclass(frozen=True)
class _List:
    """A list of paragraphs. Those of one `counter` count on together; `begins` are levels counted anew from here."""

    counter: str
    levels: Mapping[int, _Level]
    begins: frozenset[int] = frozenset()


def labels(document: Any) -> Labels:
    """Return the numbers of a document opened by python-docx, counted from its beginning."""
    numbering = _part(document, RELATIONSHIP_TYPE.NUMBERING)
    if numbering is None:
        return {}
    lists = dict(_lists(numbering))
    styles = _Styles(_part(document, RELATIONSHIP_TYPE.STYLES), lists)
    counting = _Counting(lists)
    found = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        number, level = styles.place(paragraph)
        if number in lists and not any(str(around.tag).endswith("}Fallback") for around in paragraph.iterancestors()):
            found[paragraph] = counting.next(number, level)
    return found


def _part(document: Any, kind: str) -> Any:
    try:
        return document.part.part_related_by(kind).element
    except KeyError:
        return None


# --- what the lists are --------------------------------------------------------------------------------------------


def _lists(numbering: Any) -> Iterator[tuple[str, _List]]:
    drawn = {each.get(qn("w:abstractNumId"), ""): each for each in numbering.iterchildren(qn("w:abstractNum"))}
    by_style = {_value(each, "w:styleLink"): each for each in drawn.values() if _value(each, "w:styleLink")}
    for each in numbering.iterchildren(qn("w:num")):
        counter = _value(each, "w:abstractNumId")
        pattern = drawn.get(counter)
        if pattern is None:
            continue
        pattern = by_style.get(_value(pattern, "w:numStyleLink"), pattern)
        levels = dict(_level(level) for level in pattern.iterchildren(qn("w:lvl")))
        begins = set()
        for change in each.iterchildren(qn("w:lvlOverride")):
            at = _int(change.get(qn("w:ilvl")), 0)
            levels |= dict(_level(level) for level in change.iterchildren(qn("w:lvl")))
            if change.find(qn("w:startOverride")) is not None:
                start = _int(_value(change, "w:startOverride"), 1)
                levels[at] = replace(levels.get(at, _Level()), start=start)
                begins.add(at)
        yield each.get(qn("w:numId"), ""), _List(pattern.get(qn("w:abstractNumId"), ""), levels, frozenset(begins))


def _level(level: Any) -> tuple[int, _Level]:
    restart = _value(level, "w:lvlRestart")
    plain = level.find(qn("w:isLgl"))
    return _int(level.get(qn("w:ilvl")), 0), _Level(
        _int(_value(level, "w:start"), 0),
        _value(level, "w:numFmt") or "decimal",
        _value(level, "w:lvlText"),
        _int(restart, 0) if restart else None,
        plain is not None and plain.get(_VAL, "1") not in ("0", "false", "off"),
        _value(level, "w:pStyle"),
    )


def _value(parent: Any, path: str) -> str:
    found = parent.find("/".join(map(qn, path.split("/"))))
    return str(found.get(_VAL, "")) if found is not None else ""


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else otherwise


class _Styles:
    """Which list a paragraph belongs to and at which level, by itself or by its style."""

    def __init__(self, styles: Any, lists: Mapping[str, _List]) -> None:
        own = [each for each in styles.iterchildren(qn("w:style"))] if styles is not None else []
        self._styles = {each.get(qn("w:styleId"), ""): each for each in own}
        self._usual = next(
            (
                each.get(qn("w:styleId"), "")
                for each in own
                if each.get(qn("w:type")) == "paragraph" and each.get(qn("w:default")) in ("1", "true", "on")
            ),
            "",
        )
        self._lists = lists
        self._of: dict[str, tuple[str, int]] = {}

    def place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and the level of a paragraph; no list where it is not numbered."""
        style = _value(paragraph, "w:pPr/w:pStyle") or self._usual
        if style not in self._of:
            self._of[style] = self._handed_down(style)
        number, level = self._of[style]
        own = _value(paragraph, "w:pPr/w:numPr/w:numId")
        at = _value(paragraph, "w:pPr/w:numPr/w:ilvl")
        return own or number, min(_int(at, 0 if own else level), LEVELS - 1)

    def _handed_down(self, style: str) -> tuple[str, int]:
        seen: set[str] = set()
        at = style
        while at in self._styles and at not in seen:
            seen.add(at)
            number = _value(self._styles[at], "w:pPr/w:numPr/w:numId")
            if number:
                levels = self._lists[number].levels if number in self._lists else {}
                named = next((level for level, each in levels.items() if each.style in seen and each.style), None)
                told = _int(_value(self._styles[at], "w:pPr/w:numPr/w:ilvl"), 0)
                return number, told if named is None else named
            at = _value(self._styles[at], "w:basedOn")
        return "", 0


# --- counting ------------------------------------------------------------------------------------------------------


class _Counting:
    """How far each list has come."""

    def __init__(self, lists: Mapping[str, _List]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, number: str, at: int) -> str:
        """Return the number of the next paragraph of a list at a level."""
        own = self._lists[number]
        counts = self._counts.setdefault(own.counter, {})
        levels = {level: own.levels.get(level, _Level()) for level in range(LEVELS)}
        if at in own.begins and (number, at) not in self._begun:
            counts.pop(at, None)
        self._begun.add((number, at))
        counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for level in [level for level in counts if level > at and _restarts(levels[level], level, at)]:
            del counts[level]
        return _shown(levels, counts, at)


def _restarts(level: _Level, own: int, after: int) -> bool:
    return after < (own if level.restart is None else level.restart)


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], at: int) -> str:
    if levels[at].form == "bullet":
        text = levels[at].text.strip()
        return text if text in ("-", "–", "—", "*", "◦", "▪", "✓") else BULLET

    def count(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        form = "decimal" if levels[at].plain else levels[level].form
        return written(counts.get(level, levels[level].start), form)

    return re.sub(r"%([1-9])", count, levels[at].text).strip()


def written(number: int, form: str) -> str:
    """Return a number in one of Word's formats."""
    match form:
        case "none":
            return ""
        case "thaiNumbers":
            return thai(str(number))
        case "decimalZero":
            return f"{number:02d}"
        case "thaiLetters":
            return _by_letters(number, _THAI_LETTERS)
        case "lowerLetter":
            return _by_letters(number, _LETTERS)
        case "upperLetter":
            return _by_letters(number, _LETTERS).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
    return str(number)


def _by_letters(number: int, letters: str) -> str:
    """Return a number as letters, doubled after the last one: a … z, aa, bb."""
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    signs = ""
    for value, sign in _ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs
