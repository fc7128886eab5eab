"""What a document says, in the order it is read: lines and tables. Where it comes from is left to others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """A picture in a document: what the document calls it, how many quarters to the right it is turned there, and the
    words under it that call themselves its caption.
    """

    name: str
    turns: int = 0
    caption: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a paragraph; a soft break ends a line. `number`: the part in front that Word counted by itself."""

    text: str
    pictures: tuple[Drawn, ...] = ()
    number: str = ""

    @property
    def typed(self) -> str:
        return self.text[len(self.number) :]


@dataclass(frozen=True)
class Cell:
    """One cell. `span` is how many columns of the grid it takes; `inside` what stands in it, tables included."""

    text: str
    span: int = 1
    inside: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Table
