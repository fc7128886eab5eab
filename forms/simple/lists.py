"""Several things in one cell: the choices of a question, the columns of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.simple.kinds import Kind, kind_of
from thai.text import norm

_PARTINGS = ("\n", ";", "|", ",", "/")
_BULLET = re.compile(r"^(?:[-–•*▪☐□○]\s*|\(?(?:[\d๐-๙]{1,3}|[ก-ฮ])[.)]\s*)(?=\S)")
_OTHER = re.compile(r"^อื่น\s*ๆ?\s*(?:\(?\s*(?:โปรด|กรุณา)?ระบุ.*)?$")
_COLUMN = re.compile(r"(?P<title>.+?)\s*\((?P<kind>[^()]+)\)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what stands at its head, how its cells are answered, its choices."""

    title: str
    kind: Kind
    choices: tuple[str, ...] = ()


def parts(cell: str, partings: tuple[str, ...] = _PARTINGS) -> list[str]:
    """Return the things in a cell: one a line, else divided by the first of ; | , / that occurs outside brackets."""
    for parting in partings:
        found = [_BULLET.sub("", each.strip()).strip() for each in _divided(cell, parting)]
        found = [each for each in found if each]
        if len(found) > 1:
            return found
    return [each for each in (_BULLET.sub("", cell.strip()).strip(),) if each]


def _divided(cell: str, parting: str) -> list[str]:
    """Divide a cell where a sign stands outside brackets: ขนาด (เล็ก/กลาง) is one thing."""
    found, depth = [""], 0
    for letter in cell:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == parting and depth <= 0:
            found.append("")
        else:
            found[-1] += letter
    return found


def is_other(choice: str) -> bool:
    """Whether a choice is อื่น ๆ (ระบุ): it wants a text of its own."""
    return bool(_OTHER.match(norm(choice))) and "ระบุ" in choice


def columns(cell: str) -> list[Column | str]:
    """Return the columns a cell names, ชื่อโรงเรียน; นักเรียน (ตัวเลข); ขนาด (เลือกหนึ่ง: เล็ก/ใหญ่); a bad one as its words."""
    return [_column(each) for each in parts(cell, ("\n", ";", "|", ","))]


def _column(words: str) -> Column | str:
    match = _COLUMN.fullmatch(words)
    if match is None:
        return Column(words, Kind("text"))
    said, _, listed = match["kind"].partition(":")
    kind = kind_of(said)
    if kind is None:
        return Column(words, Kind("text")) if not listed else words  # ผู้เข้าร่วม (คน): a unit, not a kind
    choices = tuple(parts(listed)) or kind.choices
    if kind.type == "begin_repeat" or not kind.is_asked or (kind.takes_choices and len(choices) < 2):
        return words
    return Column(match["title"], kind, choices)
