"""What an answer is made of: whose question it was, the round, the numbers and the lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from handlers.status.asked import Asked, Place
from handlers.status.item_progress import ItemProgress
from handlers.status.progress import AreaProgress, Counts, OfficeProgress, Progress
from handlers.status.roster import Roster
from models.rounds import Round
from models.scopes import Scope

Why = Literal["", "no_round", "which_round", "outside", "not_sent", "no_number"]


@dataclass(frozen=True)
class Asker:
    """Whose question it is: what may be shown, and the office under which areas are counted."""

    scope: Scope
    under: int | None
    roster: Roster


@dataclass(frozen=True)
class OfficeLine:
    """An office in a round. `note`: what it asked for or said; `at`: the moment that belongs to it."""

    round: Round
    office: OfficeProgress
    note: str = ""
    at: datetime | None = None
    state: str = ""  # of a petition: asked | granted | refused
    review: str = ""  # where a report stands that is looked over: models/reviews.py


@dataclass(frozen=True)
class AreaLine:
    """An area; `before` is the same area in the round it is compared with."""

    area: AreaProgress
    before: Counts | None = None


@dataclass(frozen=True)
class RoundLine:
    """A round as a whole. `as_of`: counted as it stood then."""

    round: Round
    counts: Counts
    as_of: datetime | None = None


@dataclass(frozen=True)
class AreaSum:
    """The numbers of an area added up, and how many offices gave one."""

    name: str
    total: Decimal
    offices: int


@dataclass(frozen=True)
class SumLine:
    """One number item added up. `offices`: how many sent a number; `none`: how many said that there is none."""

    ref: str
    label: str
    total: Decimal
    offices: int
    none: int
    highest: tuple[Decimal, OfficeProgress] | None
    lowest: tuple[Decimal, OfficeProgress] | None
    areas: tuple[AreaSum, ...] = ()

    @property
    def average(self) -> Decimal:
        return self.total / self.offices if self.offices else Decimal()


Did = Literal["sent", "answered", "received", "reports"]


@dataclass(frozen=True)
class FillerLine:
    """Somebody who has to do with an office's report: how they are called, and by what."""

    round: Round
    office: OfficeProgress
    name: str
    position: str
    did: Did
    answers: int = 0
    joined: bool = True


Line = OfficeLine | AreaLine | RoundLine | ItemProgress | SumLine | FillerLine


@dataclass(frozen=True)
class Answer:
    """`rounds` are those meant: more than one with why "which_round", or where lines name theirs."""

    asked: Asked
    rounds: tuple[Round, ...] = ()
    why: Why = ""
    counts: Counts | None = None
    lines: tuple[Line, ...] = ()
    measured: Progress | None = None
    with_head: int = 0  # of those being filled, how many wait for the head

    @property
    def round(self) -> Round | None:
        return self.rounds[0] if len(self.rounds) == 1 else None


def place_of(asker: Asker, office_id: int) -> Place | None:
    """Return the place of an office the asker may see: with all below it where it has any."""
    office = asker.roster.offices.get(office_id)
    below = asker.roster.below(office_id)
    if office is None or not below & asker.scope.anywhere:
        return None
    return Place(office.called, below, office_id, is_area=len(below) > 1)
