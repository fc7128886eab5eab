"""What a person changed last in a report, the newest first: as many changes as `คืนคำตอบเดิม` takes back. Pure.

Kept with the place of the person, so that no other turn has to ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forms.facts import Key

STEPS = 5


def pushed(state: Mapping[str, Any], key: Key, rev: int, now: datetime) -> list[dict[str, Any]]:
    """Return the changes with a new one on top."""
    return [{"ref": key[0], "pos": key[1], "rev": rev, "at": now.isoformat()}, *steps(state)][:STEPS]


def steps(state: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """Return the changes; what a place left by an older program knows of them serves no more."""
    found = state.get("changed")
    return found if isinstance(found, list) else ()


def undone(before: Sequence[Mapping[str, Any]], rev: int | None) -> list[dict[str, Any]]:
    """Return what is left when the newest change was taken back; `rev` is what its answer has now, None if it is blank.

    An earlier change of the same answer stands again: it is one that may be taken back, unless nothing is left of it.
    """
    gone, *rest = before
    own = [each for each in rest if (each["ref"], each["pos"]) == (gone["ref"], gone["pos"])]
    if rev is None:
        return [dict(each) for each in rest if each not in own]
    return [{**each, "rev": rev} if own and each is own[0] else dict(each) for each in rest]
