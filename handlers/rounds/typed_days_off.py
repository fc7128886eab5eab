"""`วันหยุด`: days off and working days decided late, seen and changed by typing. What they move, days_off settles."""

from __future__ import annotations

import re
from datetime import date

from handlers import words_rounds as say
from handlers.replies import Card, Row
from handlers.replies import Text as Say
from handlers.rounds import confirming
from handlers.turn import Response, Turn
from models import calendars
from thai.dates import format_date, parse_date

_DAY = re.compile(r"(?P<verb>เพิ่ม|ลบ)วัน(?P<kind>หยุด|ทำการ)\s*(?P<rest>.+)")


def days(turn: Turn, typed: str) -> Response:
    """`วันหยุด`: the changed days. `เพิ่มวันหยุด 12 มี.ค. 2570 วันหยุดพิเศษ`: one more."""
    match = _DAY.fullmatch(typed.strip())
    if match is None:
        changes = calendars.changes(turn.session)
        rows = [Row(f"{format_date(each.day, style='full')} {each.name}", say.KINDS[each.kind]) for each in changes]
        note = say.DAYS_HOW if rows else f"{say.NO_DAYS}\n{say.DAYS_HOW}"
        return Response((Card(say.DAYS_TITLE, rows=rows, note=note),), must_arrive=False)
    day, name = _day_and_name(turn, match["rest"])
    if day is None:
        return Response((Say(say.DAYS_HOW),))
    do = "listed" if match["verb"] == "ลบ" else "off" if match["kind"] == "หยุด" else "working"
    return confirming.ask(turn, {"do": do, "day": day.isoformat(), "name": name})


def _day_and_name(turn: Turn, typed: str) -> tuple[date | None, str]:
    """Return the day at the start of a text, the longest that is one, and the name after it."""
    parts = typed.split()
    for count in range(len(parts), 0, -1):
        read = parse_date(" ".join(parts[:count]), today=turn.today, expect="deadline")
        if read.status == "ok" and read.value is not None:
            return read.value, " ".join(parts[count:])
    return None, ""
