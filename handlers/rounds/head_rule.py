"""`ความเห็นชอบ`: how a round asks for the head's agreement before its reports are sent (DECISIONS B5)."""

from __future__ import annotations

from handlers import words, words_head
from handlers.asking_back import offer
from handlers.naming import round_title
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import journal, rounds, scopes
from models.rounds import Round, Schedule

WAITS = "head_rule"


def mode_of(schedule: Schedule) -> str:
    """Return none, officer or head: who has to say that the head agrees."""
    if schedule.head_presses:
        return "head"
    return "officer" if schedule.asks_head else "none"


def set_mode(schedule: Schedule, mode: str) -> None:
    schedule.asks_head, schedule.head_presses = mode != "none", mode == "head"


def show(turn: Turn, typed: str = "") -> Response:
    """Show the mode of an open round and offer the others; with one typed, set it."""
    mine = _mine(turn, typed)
    mode = _mode_in(typed)
    if not mine:
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    if mode and len(mine) == 1:
        return _set(turn, mine[0], mode)
    shown = []
    for each in mine[:4]:
        shown.append(Say(f"{words_head.mode_of(round_title(each), mode_of(each.schedule))}\n{words_head.MODE_HOW}"))
    if len(mine) == 1:
        waits = {"for": WAITS, "r": mine[0].id}
        shown = [Say(shown[0].text, offer(turn, waits, tuple(words_head.MODES.values())))]
    return Response(tuple(shown), must_arrive=False)


def settle(turn: Turn, text: str) -> Response | None:
    """Take one of the modes as the answer."""
    mode = _mode_in(text)
    round_ = next((each for each in _mine(turn, "") if each.id == turn.account.waiting.get("r")), None)
    return _set(turn, round_, mode) if mode and round_ is not None else None


def _mine(turn: Turn, typed: str) -> list[Round]:
    """Return the open rounds whose offices are all this person's to coordinate; of those named, if any is."""
    scope = scopes.coordinated(turn.session, turn.person)
    found = [
        each
        for each in rounds.open_rounds(turn.session, turn.now)
        if scope.of(each.key).issuperset(rounds.offices_asked(turn.session, each.id))
    ]
    named = [each for each in found if round_title(each) in typed or each.form_version.short in typed]
    return named or found


def _mode_in(text: str) -> str:
    return next((mode for mode, label in words_head.MODES.items() if label in text), "")


def _set(turn: Turn, round_: Round, mode: str) -> Response:
    old = mode_of(round_.schedule)
    set_mode(round_.schedule, mode)
    journal.record(turn.session, turn.now, turn.person.id, "head_rule", round_.key, old=old, new=mode)
    return Response((Say(words_head.mode_set(round_title(round_), mode)),))
