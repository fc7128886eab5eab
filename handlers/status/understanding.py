"""A question in plain Thai -> what was asked, slot by slot in any order; or why not, and what is nearest.

Words are taken out as they are understood: periods, forms, items, places, then the kind. What is left over and means
something is never passed over in silence. Pure: no tables, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.status import fillers, kinds, nearest
from handlers.status.asked import Asked, FormWords, ItemSaid, Kind, PeriodSaid, Place, Unclear
from handlers.status.roster import Roster
from handlers.status.said_items import take_forms, take_item
from handlers.status.said_periods import take_day, take_periods
from handlers.status.said_places import TOGETHER, PlacesFound, most_alike, take_places
from handlers.status.spelling import GONE, plain, spelled, squeezed

MAX_TYPED = 200  # characters; anything longer is no question
_OVER_TIME = re.compile(
    r"(?:\d+|สิบสอง|หลาย|สาม|หก|แต่ละ|ทุก)\s?(?:เดือน|รอบ|งวด)\s?(?:ที่ผ่านมา|ล่าสุด|หลังสุด|ย้อนหลัง|หลัง)|ที่ผ่าน\s?ๆ?\s?มา\s?เป็น"
)
_OF_SEVERAL: frozenset[Kind] = frozenset(
    (
        "missing",
        "submitted",
        "late",
        "on_time",
        "not_started",
        "in_progress",
        "unreachable",
        "exempt",
        "status",
        "first",
        "latest",
        "sum",
    )
)
_OF_ONE: frozenset[Kind] = frozenset(
    (
        "status",
        "submitted",
        "missing",
        "late",
        "on_time",
        "not_started",
        "in_progress",
        "unreachable",
        "exempt",
        "due",
        "first",
        "latest",
    )
)
_REVIEWED: frozenset[Kind] = frozenset(("to_review", "returned", "mended", "checked"))
_READABLE = (None, "status", "submitted", "read", "items")
_OF_ITEMS: frozenset[Kind] = frozenset(("items", "item_missing", "item_answered"))
_WHOLE = re.compile(r"ถึงไหน|คืบ|ก้าวหน้า|ภาพรวม|สรุป|กี่|(?<!ใ)ครบ|ร้อยละ|สถานะ|ทั้งหมด|ยอด|เท่าไหร่|แต่ละ|ไปไหน|อัปเดต|หมด")
_BEYOND = re.compile(  # what no kind of question can say: leaving out, more than so many, an unknown form
    rf"นอกจาก|นอกเหนือ|ไม่(?:รวม|นับ)|(?:ยกเว้น|เว้น)(?:ของ|ที่)*{GONE}|ที่ไม่ใช่|[\d{GONE}](?:เดือน|รอบ|ครั้ง|งวด)ติด|ติดต่อกัน|ติดกัน|บ่อย|"
    r"ว่า(?:ไม่มี|ศูนย์|0)|(?:เกิน|กว่า|ไม่ถึง|อย่างน้อย|ตั้งแต่)\d+(?:คน|ราย|แห่ง|วัน|ครั้ง|บาท|ข้อ)|"
    rf"(?:^|{GONE})(?:แบบ|รายงาน)*[ก-ฮ]{{2,3}}\d+"
)
_CAME_IN = re.compile(r"มี(?:การ)?ส่ง|ส่ง(?:เข้า)?มา(?:ไหม|บ้าง)")
REST = 1  # letters that may be left over before we ask instead of answering
REST_BESIDE_A_PLACE = 3
REST_BESIDE_A_CUE = 2  # where the kind of question is beyond doubt


@dataclass(frozen=True)
class Words:
    """What questions are read by: the roster, the forms of the asker's rounds, and today in Bangkok."""

    roster: Roster
    forms: Sequence[FormWords]
    today: date


@dataclass(frozen=True)
class _Heard:
    """What each reader took out of the words, and what they say of the kind."""

    text: str
    periods: list[PeriodSaid]
    day: date | None
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


def understand(text: str, words: Words, before: Asked | None = None) -> Asked | Unclear:
    """Return what was asked; slots not said come from the question before, where this one goes on with it."""
    if not text.strip() or len(text) > MAX_TYPED:
        return Unclear("not_understood", near=nearest.kinds(text[:MAX_TYPED]))
    heard = _hear(text, words)
    if before is not None and before.place is not None and kinds.asks_filler(heard.left):
        return _settled(replace(before, kind="fillers", item=None), heard, words)
    asked, follows = _filled(heard), False
    if before is not None and (kinds.follows(heard.left) or heard.cue.kind is None):
        asked, follows = (
            _going_on(asked, before, has_kind=heard.cue.kind is not None and not _only_how(heard.left)),
            True,
        )
    trouble = _trouble(heard, asked)
    if trouble is not None:
        return trouble
    sure = _with_the_rest(heard, asked, words.roster)
    if isinstance(sure, Unclear):
        return sure
    if heard.cue.kind is None and not follows and not _says_anything(sure):
        return Unclear("not_understood", near=heard.near)
    return _settled(sure, heard, words)


def _hear(text: str, words: Words) -> _Heard:
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
    if len(periods) > 1 and cue.kind == "status":
        cue = replace(cue, kind="compare")
    if over_time and cue.kind in (None, "status", "submitted", "missing", "late", "on_time"):
        cue = replace(cue, kind="trend")
    return _Heard(text, periods, day, form_ids, item, unknown_item, places, cue)


def _filled(heard: _Heard) -> Asked:
    """Return the question as it stands by itself."""
    kind, day = heard.cue.kind, heard.day if _keeps_day(heard) else None
    return Asked(
        kind="submitted" if day and kind == "status" else kind or "status",
        form_ids=heard.form_ids,
        period=heard.periods[0] if heard.periods else None,
        place=heard.places.places[0] if len(heard.places.places) == 1 else None,
        group=heard.places.group,
        item=heard.item,
        days=(day, day) if day else None,
        by_area=heard.cue.by_area and not heard.places.places,
        other_period=heard.periods[1] if len(heard.periods) > 1 else None,
    )


def _says_anything(asked: Asked) -> bool:
    return bool(asked.place or asked.item or asked.period or asked.group or asked.form_ids or asked.days)


def _trouble(heard: _Heard, asked: Asked) -> Unclear | None:
    """Return why a question cannot be answered though its words were read."""
    if heard.unknown_item:
        return Unclear("unknown_item", heard.unknown_item, near=heard.near, asked=asked)
    if heard.places.unknown:
        return Unclear("unknown_place", heard.places.unknown, near=(asked.kind,), asked=asked)
    beyond = _BEYOND.search(heard.left)
    several = len(heard.periods) > 1 and asked.kind not in ("compare", "trend")
    if beyond or several:
        typed = beyond.group().replace(GONE, "") if beyond else ""
        return Unclear("not_understood", typed, near=heard.near, asked=asked)
    if len(heard.places.places) > 1:
        return Unclear("which_place", places=heard.places.places, asked=asked)
    return None


def _with_the_rest(heard: _Heard, asked: Asked, roster: Roster) -> Asked | Unclear:
    """Look at words nobody understood: a misspelt place is read as the one it is like, anything else is asked about."""
    rest, kind = fillers.without(heard.cue.left), heard.cue.kind
    if asked.kind == "sum" and asked.item is None:
        return asked  # which number is meant is asked anyway
    if len(rest) <= (REST if asked.place is None else REST_BESIDE_A_PLACE):
        return asked
    if asked.place is not None:
        return Unclear("not_understood", rest, near=heard.near, asked=asked)
    alike = most_alike(rest, roster)
    if alike is not None:
        return replace(asked, place=alike[0])
    most = REST if kind in (None, "status") else REST_BESIDE_A_CUE
    return (
        asked if len(rest) <= most else Unclear("not_understood", rest, near=heard.near, asked=asked if kind else None)
    )


def _keeps_day(heard: _Heard) -> bool:
    """Whether a day is one on which reports came in, rather than now: "วันนี้ส่งครบหรือยัง" is not."""
    kind, left = heard.cue.kind, heard.left
    came_in = ("ส่ง" in left and kinds.counts(left)) or bool(_CAME_IN.search(left))
    return kind in ("submitted", "late", "on_time") or (kind == "status" and came_in)


def _only_how(left: str) -> bool:
    """Whether a follow-up says no kind of its own: "แล้วเขต 2 เป็นไง"."""
    return bool(re.fullmatch(r"(?:¦|แล้ว|ของ|ที่|ล่ะ|ละ|เป็น|อย่างไร|บ้าง|ค่ะ|คะ|ครับ|คับ|ส่วน|ดู|ขอ|ขอดู|นะ|ด้วย|หน่อย)*", left))


def _going_on(asked: Asked, before: Asked, *, has_kind: bool) -> Asked:
    kept = _asked_kind(before) if not has_kind else asked.kind
    place_said = asked.place is not None or bool(asked.group)
    return replace(
        asked,
        kind=kept,
        form_ids=asked.form_ids or before.form_ids,
        period=asked.period or before.period,
        place=asked.place if place_said else before.place,
        group=asked.group if place_said else before.group,
        item=asked.item or (before.item if kept in ("items", "item_missing", "item_answered", "sum") else None),
        other_period=asked.other_period or (before.other_period if kept == "compare" else None),
    )


def _asked_kind(before: Asked) -> Kind:
    """Return the kind that was asked before it became one about a single office."""
    return "status" if before.kind == "office" else before.kind


def _settled(asked: Asked, heard: _Heard, words: Words) -> Asked | Unclear:
    """Decide between an office and the area under it, and between a list and one office's own standing."""
    cue, place, roster = heard.cue, asked.place, words.roster
    if asked.kind == "fillers":
        filled = _one_office(place, roster)
        return replace(asked, place=filled) if filled else Unclear("which_office", asked=asked)
    if asked.kind == "sum":
        return _added_up(asked, heard, words)
    wants_to_read = cue.kind == "read" or (cue.kind in _READABLE and kinds.reads(heard.left))
    one = _one_office(place, roster) if wants_to_read else None
    if one is not None:
        return replace(asked, kind="read", place=one)
    if asked.kind == "read":
        return replace(asked, kind="item_answered") if asked.item else Unclear("which_office", asked=asked)
    if asked.kind == "due" and place is not None:
        asked = replace(asked, kind="status")  # when did they send: their standing says it
    if asked.kind == "compare" and place is not None and TOGETHER in place.name and asked.period is None:
        asked = replace(asked, kind="status", by_area=True)  # one place with another, not one round with another
    if cue.asks_who or cue.by_area or asked.kind in ("trend", "compare") or _WHOLE.search(heard.left):
        asked = widen(asked, roster)
        place = asked.place
    if place is None or place.office_id is None or place.is_area or cue.asks_who:
        return asked
    about_one = asked.kind in (_OF_ITEMS if asked.item is not None else _OF_ONE | _REVIEWED)
    return replace(asked, kind="office") if about_one else asked


def _added_up(asked: Asked, heard: _Heard, words: Words) -> Asked | Unclear:
    """Decide which number is added up, and of whom: of one office it is read."""
    if asked.item is None:
        forms = [form for form in words.forms if not asked.form_ids or form.form_id in asked.form_ids]
        items = tuple(name for form in forms for name in form.sums)
        return Unclear("which_item", near=heard.near, asked=asked, items=items)
    if kinds.adds_up(heard.left):
        return widen(asked, words.roster)
    one = _one_office(asked.place, words.roster) if asked.place and not asked.place.is_area else None
    return replace(asked, kind="read", place=one) if one is not None else asked


def _one_office(place: Place | None, roster: Roster) -> Place | None:
    """Return the office of a place that is one: named, that an area is named after, or the only one in an area."""
    if place is None:
        return None
    inside = place.office_ids & roster.scope
    office_id = place.office_id or (next(iter(inside)) if len(inside) == 1 else None)
    if office_id is None:
        return None
    name = roster.offices[office_id].called
    return replace(place, name=name, office_id=office_id, office_ids=frozenset((office_id,)), is_area=False)


def widen(asked: Asked, roster: Roster) -> Asked:
    """Let an office that has others below it stand for all of them, where several are asked about."""
    place = asked.place
    if (
        place is None
        or place.office_id is None
        or place.is_area
        or asked.kind not in _OF_SEVERAL | _OF_ITEMS | _REVIEWED | {"compare", "trend"}
    ):
        return asked
    below = roster.below(place.office_id)
    return replace(asked, place=replace(place, office_ids=below, is_area=True)) if len(below) > 1 else asked
