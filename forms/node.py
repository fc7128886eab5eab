"""The parts of a form as plain data: its nodes (questions, groups, repeats …) and printed items."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["question", "group", "repeat", "calculate", "meta"]
ItemKind = Literal["narrative", "list", "table", "matrix", "number", "date", "choice", "photos", "other"]


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the form, found by its `ref`, the generic path such as /data/victims/age.

    `type` is spelled as in XLSForm. `repeat` is the nearest enclosing repeat, `depth` the number of
    repeats around the node, itself included: a pos inside it has that many numbers. `number`, `short`,
    `role` and `item` are what the author wrote into rg:number, rg:short, rg:role and rg:item. `data` is
    the type of the values its bind allows, '' for any text.
    """

    ref: str
    name: str
    kind: Kind
    type: str
    parent: str | None
    repeat: str | None
    depth: int
    children: tuple[str, ...] = ()
    appearance: str = ""
    number: str = ""
    short: str = ""
    role: str = ""
    item: str = ""
    data: str = ""

    def names(self, value: str) -> list[str]:
        """Return the names of choices a value of this question holds; of a select_one it is one, spaces and all."""
        return value.split() if self.type in ("select_multiple", "rank") else [value] if value else []


@dataclass(frozen=True, slots=True)
class Item:
    """One printed item (ข้อ) of the form; `path` are the enclosing groups that have labels."""

    ref: str
    id: str
    number: str
    short: str
    kind: ItemKind
    path: tuple[str, ...]


def inside(pos: str, number: int) -> str:
    """Return the pos of the `number`th instance below `pos`: ("2", 1) is "2.1"."""
    return f"{pos}.{number}" if pos else str(number)


def outside(pos: str) -> str:
    """Return the pos around an instance: "2.1" gives "2", and "2" gives ""."""
    return pos.rpartition(".")[0]


def last_number(pos: str) -> int:
    """Return which instance of its repeat a pos names: "2.1" gives 1; outside repeats 1."""
    return int(pos.rpartition(".")[2] or 1)


def depth_of(pos: str) -> int:
    """Return how many repeats a pos goes down: "" 0, "2.1" 2."""
    return pos.count(".") + 1 if pos else 0


def keep(pos: str, count: int) -> str:
    """Return the first `count` numbers of a pos."""
    return ".".join(pos.split(".")[:count]) if count else ""
