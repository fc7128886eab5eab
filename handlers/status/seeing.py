"""Taps under answers: what a button carries of a question, small enough for a postback, and the question again.

Whatever a button says, the answer is made anew within the scope of whoever taps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from handlers.replies import Button
from handlers.status.answers import Asker, place_of
from handlers.status.asked import Asked, ItemSaid, Kind, Place
from handlers.status.spelling import KINDS, name_of
from models.rounds import Round

DEED = "see"


def args_of(asked: Asked, round_: Round | None, page: int = 1) -> dict[str, Any]:
    """Return what a button needs to ask this again."""
    found: dict[str, Any] = {"k": asked.kind}
    if round_ is not None:
        found["r"] = round_.id
    place = asked.place
    if place is not None and place.bar_under is not None:
        found |= {"a": place.name, "u": place.bar_under}
    elif place is not None:
        found |= {"o": place.office_id, "w": int(place.is_area)} if place.office_id else {"n": place.name}
    if asked.group:
        found["g"] = asked.group
    if asked.item is not None and round_ is not None and asked.item.refs.get(round_.form_id):
        refs = asked.item.refs[round_.form_id]
        found |= {"i": refs[0], "c": len(refs), "l": asked.item.label}
    return found if page == 1 else {**found, "page": page}


def button(label: str, asked: Asked, round_: Round | None, page: int = 1, *, strong: bool = False) -> Button:
    return Button(label, DEED, args_of(asked, round_, page), says=label, strong=strong)


def asked_by(args: Mapping[str, Any], asker: Asker, round_: Round | None, refs: tuple[str, ...] = ()) -> Asked:
    """Return the question a button carries. `refs`: all items of the form of its round, in order."""
    item = None
    if round_ is not None and args.get("i") in refs:
        first = refs.index(args["i"])
        item = ItemSaid(str(args["l"]), {round_.form_id: refs[first : first + int(args["c"])]})
    kind: Kind = args["k"] if args.get("k") in get_args(Kind) else "status"
    group = args["g"] if args.get("g") in KINDS.values() else ""
    return Asked(kind=kind, place=_place(args, asker), group=group, item=item)


def _place(args: Mapping[str, Any], asker: Asker) -> Place | None:
    if "u" in args:
        return bar(asker, str(args["a"]), int(args["u"]))
    if "o" in args:
        found = place_of(asker, int(args["o"])) or _NOWHERE
        return found if args.get("w") else replace(found, office_ids=found.office_ids & {int(args["o"])}, is_area=False)
    if "n" in args:
        named = [place for place in asker.roster.names.get(name_of(str(args["n"])), ()) if place.is_area]
        return named[0] if named else _NOWHERE
    return None


_NOWHERE = Place("", frozenset())  # outside the scope: answered as such


def bar(asker: Asker, name: str, under: int) -> Place:
    """Return the area behind a bar: the offices that were counted in it. `under` 0: counted under no office."""
    areas = asker.roster.directory.areas(under or None)
    ids = frozenset(office_id for office_id in asker.scope.anywhere if areas.get(office_id) == name)
    below = [each for each in asker.roster.directory.children.get(under, ()) if each in asker.roster.offices]
    office_id = next((each for each in below if asker.roster.offices[each].called == name), None)
    return Place(name, ids, office_id, is_area=True, bar_under=under)
