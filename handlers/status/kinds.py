"""Which kind of question words are: the first cue that fits decides (cues.py), then what stands beside it.

Whom or where it is about was taken out before (said_places.py …), so that a cue never sees a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.status import cues
from handlers.status.asked import Kind
from handlers.status.spelling import plain, spelled, squeezed


@dataclass(frozen=True)
class Cued:
    """What the words alone say. `sure`: there was a cue at all."""

    kind: Kind | None
    asks_who: bool
    by_area: bool
    left: str  # the words beside the cue


def cued(said: str, *, has_item: bool = False) -> Cued:
    """Return the kind that squeezed, spelled words point to, and whether they ask for names."""
    who = bool(cues.WHO.search(said))
    by_area = bool(cues.RANKED.search(said) and cues.MOST.search(said))
    return _cued_of_item(said, who, by_area) if has_item else _cued_of_all(said, who, by_area)


def _cued_of_item(said: str, who: bool, by_area: bool) -> Cued:
    if cues.NUMBER_OF.search(said) and not cues.OF_OFFICES.search(said) and not cues.ANSWERED.search(said):
        return Cued("sum", who, by_area, cues.NUMBER_OF.sub("¦", said))
    kind: Kind = "items"
    if (reads(said) or asks_value(said)) and not cues.ANSWERED.search(said):
        kind = "read"
    elif cues.ANSWERED.search(said):
        kind = "item_missing"
    elif cues.ANSWERS.search(said):
        kind = "item_answered"
    return Cued(kind, who, by_area, said)


def _cued_of_all(said: str, who: bool, by_area: bool) -> Cued:
    if cues.ADDED_UP.search(said) and not cues.NOT_ADDED.search(said):
        return Cued("sum", who, by_area, said)
    found, left = _first_cue(said, who)
    if found in ("first", "latest"):
        by_area = bool(cues.WHICH_AREA.search(said))
    if found == "missing" and (cues.BOTH.search(said) or (not who and cues.SENT_SO_FAR.search(said))):
        found = "status"
    if by_area and found in cues.OF_AREAS:
        found = "status" if found is None or cues.BEST.search(said) else found
    if found is None and cues.WHO_SENT.search(said):
        found, left = "submitted", cues.WHO_SENT.sub("¦", said)
    if found is None and cues.STATUS.search(said) and not cues.ORDER.search(said):
        found, left = "status", cues.STATUS.sub("¦", said)
    return Cued(found, who, by_area, left)


def _first_cue(said: str, who: bool) -> tuple[Kind | None, str]:
    """Return the first kind whose cue fits, and the words without it; who is missing goes before when it is due."""
    fitting = ((kind, pattern.sub("¦", said)) for kind, pattern in cues.CUES if pattern.search(said))
    found = next(fitting, (None, said))
    if found[0] == "due" and who:
        return next((each for each in fitting if each[0] == "missing"), found)
    return found


def reads(said: str) -> bool:
    """Whether words ask for what a report says."""
    return bool(cues.READ.search(said.replace("¦", "")))


def asks_value(said: str) -> bool:
    """Whether words ask what was answered to an item, rather than whether it was."""
    return bool(cues.VALUES.search(said))


def asks_filler(said: str) -> bool:
    """Whether words ask who filled, of an office named before: "ใครกรอก"."""
    return bool(cues.WHO_FILLS.search(said))


def nudges(said: str) -> bool:
    """Whether words ask to remind somebody: the list of those missing has a button that does."""
    return bool(cues.NUDGE.search(said))


def asks_past(said: str) -> bool:
    """Whether words ask how an office did before: "เคยส่งช้าไหม"."""
    return bool(cues.EVER.search(said))


def adds_up(said: str) -> bool:
    """Whether words ask for a sum, an average, the most or the least, rather than for one office's number."""
    return bool(cues.ADDED.search(said))


def follows(said: str) -> bool:
    """Whether words go on with the question before: "แล้วเขต 2 ล่ะ"."""
    return bool(cues.FOLLOWS.search(said))


def counts(said: str) -> bool:
    """Whether words ask how many rather than who."""
    return bool(re.search(r"กี่|เท่าไหร่|จำนวน|ร้อยละ", said))


def is_question(text: str) -> bool:
    """Whether words can hardly be anything but a question about progress."""
    said = spelled(squeezed(plain(text)))
    asks = bool(cues.WHO.search(said)) or counts(said) or bool(re.search(r"หรือยัง|ถึงไหน|ไหม|คืบหน้า|^รอตรวจ", said))
    return asks and cued(said).kind is not None
