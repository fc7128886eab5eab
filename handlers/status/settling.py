"""What a question comes to once its words are read: an office or the area under it, a list or one office alone."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.status import kinds
from handlers.status.asked import Asked, Kind, Place, Unclear
from handlers.status.heard import Heard, Words
from handlers.status.roster import Roster
from handlers.status.said_places import TOGETHER
from handlers.status.spelling import GONE

_STANDINGS: frozenset[Kind] = frozenset(
    ("missing", "submitted", "late", "on_time", "not_started", "in_progress", "unreachable", "exempt", "never")
)
_OF_EITHER: frozenset[Kind] = _STANDINGS | {"status", "first", "latest"}
_OF_SEVERAL: frozenset[Kind] = _OF_EITHER | {"sum"}
_OF_ONE: frozenset[Kind] = _OF_EITHER | {"due"}
_REVIEWED: frozenset[Kind] = frozenset(("to_review", "returned", "mended", "checked"))
_READABLE = (None, "status", "submitted", "read", "items")
_OF_ITEMS: frozenset[Kind] = frozenset(("items", "item_missing", "item_answered"))
_NAMES_ONLY = re.compile(rf"(?:{GONE}|ของ|ที่|ใน|ขอ|ค่ะ|คะ|ครับ|หน่อย|ด้วย|นะ)*")
_WHOLE = re.compile(r"ถึงไหน|คืบ|ก้าวหน้า|ภาพรวม|สรุป|กี่|(?<!ใ)ครบ|ร้อยละ|สถานะ|ทั้งหมด|ยอด|เท่าไหร่|แต่ละ|ไปไหน|อัปเดต|หมด")


def settle(asked: Asked, heard: Heard, words: Words) -> Asked | Unclear:
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
    is_list = cue.asks_who or (asked.kind == "missing" and kinds.nudges(heard.left))
    if place is None or place.office_id is None or place.is_area or is_list:
        return asked
    return _of_one_office(asked, heard)


def _of_one_office(asked: Asked, heard: Heard) -> Asked:
    """Decide what is told of an office that stands alone: how far it is, how it did before, or what it says."""
    if asked.item is not None and _NAMES_ONLY.fullmatch(heard.cue.left):
        return replace(asked, kind="read")
    if asked.kind == "never" or kinds.asks_past(heard.left):
        return replace(asked, kind="trend")
    about_one = asked.kind in (_OF_ITEMS if asked.item is not None else _OF_ONE | _REVIEWED)
    return replace(asked, kind="office") if about_one else asked


def _added_up(asked: Asked, heard: Heard, words: Words) -> Asked | Unclear:
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
