"""What was said, taken apart: each reader takes its slot out of the words, and leaves the rest to the next.

Pure: no tables, no clock. What it means is decided in understanding.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.status import kinds, nearest
from handlers.status.asked import FormWords, ItemSaid, Kind, PeriodSaid
from handlers.status.roster import Roster
from handlers.status.said_items import take_forms, take_item
from handlers.status.said_periods import take_day, take_periods
from handlers.status.said_places import PlacesFound, take_places
from handlers.status.spelling import GONE, plain, spelled, squeezed

_OVER_TIME = re.compile(
    r"(?:(?<!เขต)(?<!เขต\s)\b\d+|สิบสอง|หลาย|สาม|หก|แต่ละ|ทุก)\s?(?:เดือน|รอบ|งวด)\s?(?:ที่ผ่านมา|ล่าสุด|หลังสุด|ย้อนหลัง|หลัง)|ที่ผ่าน\s?ๆ?\s?มา\s?เป็น|ตั้งแต่\s?ต้นปี(?:งบ(?:ประมาณ)?)?"
)
_FROM_TO = re.compile(rf"{GONE}(?:จน)?ถึง{GONE}")


@dataclass(frozen=True)
class Words:
    """What questions are read by: the roster, the forms of the asker's rounds, and today in Bangkok."""

    roster: Roster
    forms: Sequence[FormWords]
    today: date


@dataclass(frozen=True)
class Heard:
    """What each reader took out of the words, and what they say of the kind."""

    text: str
    periods: list[PeriodSaid]
    day: date | None
    day_told: bool  # which day it is stands in the words: a number or a weekday, not "today"
    form_ids: tuple[str, ...]
    item: ItemSaid | None
    unknown_item: str
    places: PlacesFound
    cue: kinds.Cued

    @property
    def left(self) -> str:
        return self.places.left

    @property
    def near(self) -> tuple[Kind, ...]:
        return nearest.kinds(self.text)


def hear(text: str, words: Words) -> Heard:
    """Read a question, slot by slot in any order."""
    said = plain(text)
    over_time = bool(_OVER_TIME.search(said))
    day, said = take_day(said, words.today)
    periods, said = ([], _OVER_TIME.sub(GONE, said)) if over_time else take_periods(said, words.today)
    said = spelled(squeezed(said))
    form_ids, said = take_forms(said, words.forms, whole=True)
    item, said, unknown_item = take_item(said, words.forms)
    if not form_ids:
        form_ids, said = take_forms(said, words.forms, whole=False)
    places = take_places(said, words.roster)
    cue = kinds.cued(places.left, has_item=item is not None)
    if len(periods) > 1 and cue.kind in ("status", "compare"):
        cue = replace(cue, kind="compare" if len(periods) == 2 and not _FROM_TO.search(places.left) else "trend")
    if over_time and cue.kind in (None, "status", "submitted", "missing", "late", "on_time"):
        cue = replace(cue, kind="trend")
    return Heard(text, periods, day, day not in (None, words.today), form_ids, item, unknown_item, places, cue)
