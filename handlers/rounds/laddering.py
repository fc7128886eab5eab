"""`เตือนก่อน 5 วัน กับ 1 วัน รายงาน ...`: other days of reminders for a schedule that runs, shown before they are taken.

How the days are typed is handlers.rounds.ladder_words; the change itself is handlers.rounds.running.
"""

from __future__ import annotations

from handlers import round_named
from handlers import words_rounds as say
from handlers.replies import Text as Say
from handlers.rounds import rules, steering
from handlers.rounds.ladder_words import read_ladder
from handlers.turn import Response, Turn
from models import rounds
from models.rounds import Round
from scheduler.deadlines import Ladder


def change(turn: Turn, typed: str) -> Response:
    """Ask about other days of reminders; `วันเตือน` alone says which there are."""
    running = _of_each_schedule(turn)
    said = read_ladder(typed)
    if said is None:
        named = [
            say.ladder_of(round_.form_version.short, _said(rules.ladder_of(round_.schedule))) for round_ in running
        ]
        return Response((Say("\n".join([*named, say.LADDER_RUNNING_HOW])),), must_arrive=False)
    return steering.in_round(turn, {"do": "ladder", "steps": said.dump()}, said.named, running)


def _of_each_schedule(turn: Turn) -> list[Round]:
    """Return the nearest round of each schedule that asks an office of the person's."""
    found = round_named.open_ones(turn) + round_named.coordinated(turn, rounds.coming_rounds(turn.session, turn.now))
    return list({round_.schedule_id: round_ for round_ in reversed(found)}.values())[::-1]


def _said(ladder: Ladder) -> str:
    return say.ladder(ladder.before_days, ladder.after_days, ladder.at)
