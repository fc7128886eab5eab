"""Fields of a Word form that hold answers: what is to be filled, and what was. Word itself is left to others.

A volume is printed with marks in its text; exports/write_fields.py puts a field in place of each, and
exports/read_fields.py reads what was typed in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "line", "date", "choice", "tick"]
ROW_TAG = "rgt"  # how the tags of a table's columns begin; they stand in every row
_OPEN, _CLOSE = "\ue000", "\ue001"  # private to us: no office types them
MARK = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")


@dataclass(frozen=True)
class Field:
    """One field. `title` is what Word shows above it, `choices` are labels, `shown` stands there at first."""

    tag: str
    kind: Kind
    title: str = ""
    choices: Sequence[str] = ()
    shown: str = ""


def mark(tag: str) -> str:
    """Return the text that stands for a field where it is to be printed."""
    return f"{_OPEN}{tag}{_CLOSE}"


@dataclass(frozen=True)
class Typed:
    """What a field holds. `row` counts the filled rows of its table from 1; 0 outside tables with rows."""

    tag: str
    row: int
    text: str
