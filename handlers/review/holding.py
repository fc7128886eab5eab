"""`วิธีตรวจ`: which of the reports of a round wait to be looked over: all, a sample, those with warnings, or none."""

from __future__ import annotations

import re

from handlers import naming, round_named
from handlers import words_review as say
from handlers.naming import round_title
from handlers.replies import Text as Say
from handlers.report.officer import squeezed
from handlers.review import deciding
from handlers.turn import Response, Turn

_AND_A_ROUND = re.compile(r"(ทุก\S*|ทั้งหมด|สุ่ม(?:ตรวจ)?\s*[\d๐-๙]+\s*%?|เฉพาะ\S*|ไม่\S*)\s+(\S.*)")


def hold(turn: Turn, typed: str) -> Response:
    """`วิธีตรวจ สุ่ม 20%`: which reports of a round wait to be looked over."""
    said, name = _how_and_where(typed)
    wanted = _hold_in(squeezed(said))
    found = round_named.all_meant(round_named.own_ones(turn), name)
    if wanted is None or len(found) != 1:
        lines = [f"• {naming.round_title(each)}: {say.hold_name(each.schedule.review)}" for each in found]
        return Response((Say("\n".join([say.HOLD_HOW, *lines])),), must_arrive=False)
    deciding.set_hold(turn.session, found[0], wanted, turn.now, turn.person.id)
    return Response((Say(say.hold(say.hold_name(wanted), round_title(found[0]))),))


def _how_and_where(typed: str) -> tuple[str, str]:
    """Return how to look over, and of which round: "ทุกฉบับ รอบ รต. 67", "สุ่ม 20% รต. 67"."""
    said, _, name = typed.partition("รอบ")
    found = None if name else _AND_A_ROUND.fullmatch(typed)
    return (found[1], found[2]) if found else (said, name)


def _hold_in(said: str) -> str | None:
    digits = "".join(each for each in said if each.isdecimal())
    if "สุ่ม" in said:
        return f"sample:{int(digits)}" if digits and 1 <= int(digits) <= 100 else None
    if "ไม่" in said:
        return ""
    if "เฉพาะ" in said or "ควรดู" in said:
        return "warnings"
    return "all" if "ทุก" in said or "ทั้งหมด" in said else None
