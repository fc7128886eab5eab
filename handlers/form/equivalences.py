"""Items of different forms that ask the same: of the library's forms from a list, of other forms as their authors say.

An author says it in the column `bind::rg:same_as` of a question: the ids (rg:item) of the items elsewhere, by blanks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from forms.form import Form

LIBRARY = Path(__file__).parents[2] / "forms" / "library" / "equivalences.json"
_SAME_AS = "{https://raingan.dev/xforms}same_as"


@dataclass(frozen=True)
class Same:
    """Items of one form that together ask what items of another form together ask; ids, in order."""

    there: tuple[str, ...]
    here: tuple[str, ...]


@cache
def _listed() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each["items"]) for each in json.loads(LIBRARY.read_text(encoding="utf-8")))


def declared(xform: str) -> dict[str, tuple[str, ...]]:
    """Return what the author of a form says: the ids of items elsewhere, by the ref of the question."""
    if "same_as" not in xform:  # most forms: no need to parse them
        return {}
    binds = (each for each in ET.fromstring(xform).iter() if each.get(_SAME_AS))  # noqa: S314, pyxform wrote it
    return {each.get("nodeset", ""): tuple(each.get(_SAME_AS, "").split()) for each in binds}


def shares_items(target: Form, xform: str) -> bool:
    """Whether a form may ask what another form has asked. Cheap: looked at whenever a report is opened."""
    own = {item.id for item in target.items}
    return "same_as" in xform or any(not own.isdisjoint(each) for each in _listed())


def between(source: Form, target: Form, xform: str) -> list[Same]:
    """Return what a target form asks that a source form has asked. `xform` is the target's own."""
    there = [item.id for item in source.items]
    by_author = declared(xform)
    here = [item.id for item in target.items if item.ref not in by_author]
    found = [
        Same(tuple(i for i in named if i in there), (item.id,))
        for item in target.items
        if (named := by_author.get(item.ref))
    ]
    if source.id == target.id:
        found += [Same((item,), (item,)) for item in here if item in there]
    else:
        found += [Same(_those(each, there), _those(each, here)) for each in _listed()]
    return [same for same in found if same.there and same.here]


def _those(concept: Sequence[str], of_form: Sequence[str]) -> tuple[str, ...]:
    return tuple(item for item in concept if item in of_form)
