"""What an overseer may ask, as data: the kind of question and its slots, and the words of a roster it is read by.

Nothing here reads text or tables: reading is left to understanding.py and the modules beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal[
    "status",
    "missing",
    "submitted",
    "late",
    "on_time",
    "not_started",
    "in_progress",
    "unreachable",
    "exempt",
    "never",
    "office",
    "read",
    "items",
    "item_missing",
    "item_answered",
    "compare",
    "trend",
    "extensions",
    "promised",
    "awaiting_head",
    "elsewhere",
    "to_review",
    "returned",
    "mended",
    "checked",
    "first",
    "latest",
    "fillers",
    "sum",
    "due",
    "rounds",
]
When = Literal["this", "back", "month", "quarter", "round", "year", "week"]


@dataclass(frozen=True)
class PeriodSaid:
    """A period as it was told. `this` and `back` count from now in `unit`s; the others name their first day."""

    when: When
    unit: str = ""  # month | round | week | quarter | year, of "this" and "back"
    back: int = 0
    first: date | None = None
    has_year: bool = False


@dataclass(frozen=True)
class Place:
    """A part of the roster: one office, or an area with the offices in it. `near`: what was typed instead of it."""

    name: str
    office_ids: frozenset[int]
    office_id: int | None = None  # the office it is, or that the area is under
    is_area: bool = False
    near: str = ""
    bar_under: int | None = None  # it was tapped: the office under which its bar was counted, 0 for none


@dataclass(frozen=True)
class ItemSaid:
    """Printed items of a form by number or short name; a focus point stands for all items below it."""

    label: str
    refs: Mapping[str, tuple[str, ...]]  # form id -> refs


@dataclass(frozen=True)
class Asked:
    """One question, its slots filled as far as they were said. `days`: only what came in then."""

    kind: Kind
    form_ids: tuple[str, ...] = ()
    period: PeriodSaid | None = None
    place: Place | None = None
    group: str = ""  # a kind of office: สพป., โรงเรียน
    item: ItemSaid | None = None
    days: tuple[date, date] | None = None  # first and last
    by_area: bool = False  # which area is best or worst, rather than which office
    other_period: PeriodSaid | None = None  # compared with


@dataclass(frozen=True)
class Unclear:
    """What cannot be answered as it stands: why, the words that meant nothing, and the questions nearest to it."""

    why: Literal["not_understood", "unknown_place", "which_place", "which_office", "which_item", "unknown_item"]
    words: str = ""
    near: tuple[Kind, ...] = ()
    places: tuple[Place, ...] = ()
    asked: Asked | None = None  # what was understood all the same
    items: tuple[str, ...] = ()  # those that could be meant


@dataclass(frozen=True)
class OfficeWords:
    """An office as it may be named."""

    id: int
    code: str
    name: str
    short: str
    kind: str
    province: str
    area: str

    @property
    def called(self) -> str:
        return self.short or self.name


@dataclass(frozen=True)
class FormWords:
    """A form as it may be named, and its items: number or short name, as typed -> refs."""

    form_id: str
    title: str
    short: str
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)  # ref -> how it is called
    sums: tuple[str, ...] = ()  # how items are called whose answer is a number
