"""A question in plain Thai -> what was asked, slot by slot in any order; or why not, and what is nearest.

Words are taken out as they are understood: periods, forms, items, places, then the kind. What is left over and means
something is never passed over in silence. Pure: no tables, no clock.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.status import fillers, kinds, nearest
from handlers.status.asked import Asked, Kind, Unclear
from handlers.status.heard import Heard, Words, hear
from handlers.status.roster import Roster
from handlers.status.said_places import most_alike
from handlers.status.settling import settle
from handlers.status.spelling import GONE

MAX_TYPED = 200  # characters; anything longer is no question
_BEYOND = re.compile(  # what no kind of question can say: leaving out, more than so many, an unknown form
    rf"นอกจาก|นอกเหนือ|ไม่(?:รวม|นับ)|(?:ยกเว้น|เว้น)(?:ของ|ที่)*{GONE}|ที่ไม่ใช่|[\d{GONE}](?:เดือน|รอบ|ครั้ง|งวด)ติด|ติดต่อกัน|ติดกัน(?!เยอะ|มาก)|บ่อย|"
    r"ว่า(?:ไม่มี|ศูนย์|0)|(?:เกิน|กว่า|ไม่ถึง|อย่างน้อย|ตั้งแต่)\d+(?:คน|ราย|แห่ง|วัน|ครั้ง|บาท|ข้อ)|"
    rf"(?:^|{GONE})(?:แบบ|รายงาน)*(?!ครบ)[ก-ฮ]{{2,3}}\d+|{GONE}ถึง\d"
)
_LEFT_OUT = re.compile(rf"ไม่(?:ใช่|เอา)(?:ของ|ที่|พวก)*{GONE}")
_UNTIL_OR_SINCE = re.compile(r"(?:ก่อน|ภายใน|ตั้งแต่)วันที่\d+")
_NONE_OF = re.compile(rf"ไม่(?:มี|พบ){GONE}")
_COMPARED = re.compile(r"เทียบ|ขึ้น|ลดลง|น้อยลง|กว่า(?:เดิม|เดือน|รอบ|¦)")
_CAME_IN = re.compile(r"มี(?:การ)?ส่ง|(?:ส่ง)?(?:เข้า)?มา(?:ไหม|บ้าง)")
_OF_OTHER_DAYS: frozenset[Kind] = frozenset(("promised", "extensions", "due", "rounds", "office", "fillers", "read"))
REST = 1  # letters that may be left over before we ask instead of answering
REST_BESIDE_A_PLACE = 3
REST_BESIDE_A_CUE = 2  # where the kind of question is beyond doubt


def understand(text: str, words: Words, before: Asked | None = None) -> Asked | Unclear:
    """Return what was asked; slots not said come from the question before, where this one goes on with it."""
    if not text.strip() or len(text) > MAX_TYPED:
        return Unclear("not_understood", near=nearest.kinds(text[:MAX_TYPED]))
    heard = hear(text, words)
    if before is not None and before.place is not None and kinds.asks_filler(heard.left):
        return settle(replace(before, kind="fillers", item=None), heard, words)
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
    return settle(sure, heard, words)


def _filled(heard: Heard) -> Asked:
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


def _trouble(heard: Heard, asked: Asked) -> Unclear | None:
    """Return why a question cannot be answered though its words were read."""
    if heard.unknown_item:
        return Unclear("unknown_item", heard.unknown_item, near=heard.near, asked=asked)
    if heard.places.unknown:
        return Unclear("unknown_place", heard.places.unknown, near=(asked.kind,), asked=asked)
    beyond = _BEYOND.search(heard.left) or _beyond_a_place(heard) or _beyond_a_day(heard, asked)
    beyond = beyond or _beyond_an_item(heard, asked)
    several = len(heard.periods) > 1 and asked.kind not in ("compare", "trend")
    if beyond or several or (heard.day_told and asked.days is None and asked.kind not in _OF_OTHER_DAYS):
        typed = beyond.group().replace(GONE, "") if beyond else ""
        return Unclear("not_understood", typed, near=heard.near, asked=asked)
    if len(heard.places.places) > 1:
        return Unclear("which_place", places=heard.places.places, asked=asked)
    return None


def _beyond_a_place(heard: Heard) -> re.Match[str] | None:
    """Return the words that leave out the place that is named: "ไม่ใช่ สพม.ตาก ใครยังไม่ส่ง"."""
    return _LEFT_OUT.search(heard.left) if heard.places.places or heard.places.group else None


def _beyond_a_day(heard: Heard, asked: Asked) -> re.Match[str] | None:
    """Return the words that ask for what came in until a day, or since: we know whole days and the deadline."""
    return _UNTIL_OR_SINCE.search(heard.left) if asked.kind not in _OF_OTHER_DAYS else None


def _beyond_an_item(heard: Heard, asked: Asked) -> re.Match[str] | None:
    """Return the words that ask of an item what we do not know: whether its number is nought, or has grown."""
    if asked.item is None:
        return None
    return _NONE_OF.search(heard.left) or (_COMPARED.search(heard.left) if asked.kind in ("items", "sum") else None)


def _with_the_rest(heard: Heard, asked: Asked, roster: Roster) -> Asked | Unclear:
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


def _keeps_day(heard: Heard) -> bool:
    """Whether a day is one on which reports came in, rather than now: "วันนี้ส่งครบหรือยัง" is not."""
    kind, left = heard.cue.kind, heard.left
    came_in = (bool(re.search("ส่ง|เข้ามา", left)) and kinds.counts(left)) or bool(_CAME_IN.search(left))
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
