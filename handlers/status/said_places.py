"""Offices and areas inside a question, by every name people give them; misspelt names are found and said back.

A name may stand without its kind (แม่สอด), without its province (สพป.เขต 1) or without spaces; two that fit are asked
about. Pure: the roster comes as plain rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from handlers.status.asked import OfficeWords, Place
from handlers.status.provinces import PROVINCES
from handlers.status.roster import Roster
from handlers.status.spelling import AREA, GONE, KINDS, SIGNS, name_of

TOGETHER = " + "  # between the names of several places
SHORTEST_BEGINNING = 6  # of a name that is not told to its end
ALIKE = 0.78  # of a misspelt name, 0 to 1
_ANY_DISTRICT = re.compile(r"เขต(?:ที่|พื้นที่)?(\d{1,2})(?!\d)")


@dataclass(frozen=True)
class PlacesFound:
    """What of a roster a question names: one place, or several between which to choose, or words like a place's."""

    places: tuple[Place, ...]
    group: str
    left: str
    unknown: str = ""


def take_places(said: str, roster: Roster) -> PlacesFound:
    """Return the place named, or the kind of office, and the words that are left."""
    found: list[list[Place]] = []
    said = _ANY_DISTRICT.sub(r"เขต\1", said)
    while match := _longest(said, roster):
        start, end, places = match
        found.append(places)
        said = said[:start] + GONE + said[end:]
    said = said.replace(AREA + GONE, GONE)
    chosen = _meant(found, roster)
    if not chosen:
        near = _near(said, roster)
        if near is not None:
            place, typed = near
            chosen, said = (replace(place, near=_readable(typed)),), said.replace(typed, GONE, 1)
    unknown = _other_district(said) if chosen else _unknown(said)
    group, said = _group(said) if not unknown else ("", said)
    if group and _is_own(group, roster):
        group = ""
    return PlacesFound(chosen, group, said, _readable(unknown))


def _longest(said: str, roster: Roster) -> tuple[int, int, list[Place]] | None:
    """Return where the longest name stands; a name of few letters only where no word goes on around it."""
    names = roster.names
    for length in range(min(len(said), roster.directory.longest), 1, -1):
        for start in range(len(said) - length + 1):
            places = names.get(said[start : start + length])
            if places and _stands_alone(said, start, start + length):
                return start, start + length, places
    return None


def _stands_alone(said: str, start: int, end: int) -> bool:
    """Whether a match is a name and not a part of a number, a mark, or of another word."""
    word, after = said[start:end], said[end : end + 1]
    if word[-1].isdigit() and after.isdigit():
        return False
    if after and ("\u0e30" <= after <= "\u0e3a" or "\u0e47" <= after <= "\u0e4e"):
        return False
    if start and "เ" <= said[start - 1] <= "ไ":
        return False
    if len(word) <= 3 and word[0] not in SIGNS and not word.startswith("เขต"):
        return _word_around(said, start, end)
    return True


_BEFORE = re.compile(rf"(?:^|[{GONE}{AREA}{SIGNS}]|จังหวัด|อำเภอ|ของ|ใน|ที่|แล้ว|ส่วน|ดู|ขอ|เขต|ทั้ง|ฝั่ง|ทาง)$")
_AFTER = re.compile(
    rf"(?:$|[{GONE}{SIGNS}]|ถึง|ส่ง|ยัง|ไหน|ใคร|ล่ะ|ละ|เป็น|มี|กี่|คืบ|ครบ|ทั้ง|เท่า|ไป|หรือ|ไหม|เขต|หน่วย|เดือน|รอบ|ข้อ|ส่วน|อยู่|ไม่|ตอบ|ช้า|ว่า|กับ|สรุป|สถานะ|เมื่อ)"
)


def _word_around(said: str, start: int, end: int) -> bool:
    return bool(_BEFORE.search(said[:start])) and bool(_AFTER.match(said[end:]))


def _meant(found: Sequence[Sequence[Place]], roster: Roster) -> tuple[Place, ...]:
    """Return the one place meant, or those between which to choose: in the own scope first, an area before its kind."""
    if not found:
        return ()
    choices = [_as_one(_in_scope(each, roster.scope)) for each in found]
    narrowed = list(choices[0])
    for other in choices[1:]:  # "แม่สอด สพป.ตาก เขต 2": the smaller of two places
        inside = [
            each for each in (*narrowed, *other) if any(each.office_ids < o.office_ids for o in (*narrowed, *other))
        ]
        narrowed = inside or narrowed
    if len(narrowed) > 1 and len({each.office_ids for each in narrowed}) == 1:
        narrowed = [max(narrowed, key=lambda place: place.is_area)]
    if (
        len(choices) > 1
        and len(narrowed) == 1
        and not any(each.office_ids & narrowed[0].office_ids for each in choices[1])
    ):
        return (_together([narrowed[0], *(each[0] for each in choices[1:] if len(each) == 1)]),)
    areas = [each for each in narrowed if each.is_area]
    if len(narrowed) > 1 and len(areas) == 1:
        rest = frozenset().union(*(each.office_ids for each in narrowed))
        if rest & roster.scope <= areas[0].office_ids:
            return (areas[0],)
    return tuple(narrowed)


def _as_one(places: Sequence[Place]) -> Sequence[Place]:
    """Return one place where several names stand for the same offices: the area, if one is."""
    same = len({each.office_ids for each in places}) == 1
    return [max(places, key=lambda place: place.is_area)] if same else places


def _together(places: Sequence[Place]) -> Place:
    """Return several places as one area: "เขต 1 กับเขต 2"."""
    name = TOGETHER.join(dict.fromkeys(place.name for place in places))
    return Place(name, frozenset().union(*(place.office_ids for place in places)), is_area=True)


def _in_scope(places: Collection[Place], scope: frozenset[int]) -> list[Place]:
    inside = [place for place in places if place.office_ids & scope]
    return inside or list(places)


_MARKED = re.compile(
    rf"[{SIGNS}{AREA}]([^{GONE}{SIGNS}{AREA}]{{2,30}}?)(?=ส่ง|ถึง|ยัง|ตอบ|กรอก|เป็น|ครบ|มี|ไป|หรือ|ไหม|ใคร|คืบ|ล่ะ|กี่|ช้า|ข้อ|เท่า|หน่อย|ค่ะ|คะ|ครับ|[{GONE}]|$)"
)
_WORDS_OF_PLACES = re.compile(
    r"^(?:ส่ง|ถึง|ยัง|ตอบ|กรอก|เป็น|ครบ|มี|ไป|หรือ|ใคร|คืบ|ล่ะ|กี่|ช้า|ข้อ|เท่า|เรียบร้อย|เสร็จ|ไม่|แล้ว|กับ|และ|เขต|ติด|ขอ|รอ|ไหน|ใด|อะไร|แรก|ล่าสุด|สุดท้าย|ทั้ง|ทุก|ใน|ที่|บ้าง|ต่าง|นี้|นั้น|เรา|ของ|เอกชน|รัฐ|สังกัด|อำเภอ|จังหวัด|ให้|ด้วย|หน่อย|ดู|นะ|ค่ะ|คะ|ครับ|\d|ๆ)"
)


def _near(said: str, roster: Roster) -> tuple[Place, str] | None:
    """Return the place whose name is like a misspelt one, and what was typed."""
    for match in _MARKED.finditer(said):
        typed = match.group()
        if _WORDS_OF_PLACES.match(match[1]):
            continue
        found = _most_alike(typed.lstrip(AREA), roster, ALIKE)
        if found:
            return found, typed
    return None


def most_alike(said: str, roster: Roster) -> tuple[Place, str] | None:
    """Return the place like the words nobody understood, where they are nearly its name."""
    for part in said.split(GONE):
        if len(part) >= 4:
            found = _most_alike(part, roster, 0.75)
            if found:
                return replace(found, near=_readable(part)), part
    return None


def _most_alike(typed: str, roster: Roster, least: float) -> Place | None:
    best, score = None, least
    for alias, places in roster.names.items():
        if not _comparable(alias, typed):
            continue
        begins = len(typed.lstrip(SIGNS)) >= SHORTEST_BEGINNING and alias.lstrip(SIGNS).startswith(typed.lstrip(SIGNS))
        alike = 0.99 if begins else SequenceMatcher(None, _sound(alias), _sound(typed)).ratio()
        if alike > score and any(place.office_ids & roster.scope for place in places):
            meant = _meant([places], roster)
            best, score = (meant[0], alike) if len(meant) == 1 else (best, score)
    return best


def _comparable(alias: str, typed: str) -> bool:
    """Whether a name could be a misspelt one at all: of one kind, one number, about one length or its beginning."""
    if len(alias) < 4 or (alias[0] if alias[0] in SIGNS else "") != (typed[0] if typed[0] in SIGNS else ""):
        return False
    return _digits(alias) == _digits(typed) and (abs(len(alias) - len(typed)) <= 3 or alias.startswith(typed))


def _sound(name: str) -> str:
    """Return a name without its kind and tones, letters that sound alike made one."""
    return _TONES.sub("", name.lstrip(SIGNS)).translate(_SOUNDS)


_TONES = re.compile("[\u0e47-\u0e4d]")
_SOUNDS = str.maketrans("ผภศษณญธฑฒฐฆขฬฎฏ", "พพสสนยทททถคคลดต")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _unknown(said: str) -> str:
    """Return the words of a place that is in no roster of ours."""
    for match in _MARKED.finditer(said):
        if not _WORDS_OF_PLACES.match(match[1]):
            return match.group()
    return _other_district(said) or next((name for name in PROVINCES if name in said and len(name) > 3), "")


def _other_district(said: str) -> str:
    """Return a district that was named and is not there: "สพป.ตาก เขต 9"."""
    district = re.search(r"เขต\d{1,2}", said)
    return district.group() if district else ""


def _group(said: str) -> tuple[str, str]:
    """Return the kind of office that is named without a name, and what is left."""
    for sign, name in KINDS.items():
        if sign in said:
            return name, said.replace(sign, GONE)
    return "", said


def _is_own(group: str, roster: Roster) -> bool:
    """Whether the only office of a kind in scope is the one over all others: its overview is everybody's."""
    those = [each for each in roster.scope if each in roster.offices and is_of_group(roster.offices[each], group)]
    return len(those) == 1 and len(roster.scope) > 1 and roster.below(those[0]) >= roster.scope


def is_of_group(office: OfficeWords, group: str) -> bool:
    """Whether an office is of a kind that was named; วิทยาลัย is every kind of college."""
    sign = next(sign for sign, name in KINDS.items() if name == group)
    signs = {name_of(text)[:1] for text in (office.kind, office.short, office.name) if text}
    if group == "วิทยาลัย":
        return office.kind == "วิทยาลัย" or bool(signs & set(KINDS) & set("\ue009\ue00a\ue00b\ue00c\ue00d\ue00e"))
    return sign in signs


def _readable(text: str) -> str:
    for sign, name in KINDS.items():
        text = text.replace(sign, name)
    return text.replace(AREA, "").replace(GONE, " ").strip()
