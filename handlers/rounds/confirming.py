"""Deeds on rounds, offices and days that are asked about before they are done, and said to be done after.

What is wished waits with the person's account as data; duty and scope are looked at again when it is confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from handlers import moments, words
from handlers import words_rounds as say
from handlers.asking_back import ask_back
from handlers.naming import round_title
from handlers.people import mandate
from handlers.refusing import refuse
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.rounds import days_off, granting, rules, running
from handlers.rounds.granting import CannotGrant
from handlers.rounds.ladder_words import SaidLadder
from handlers.routes import ANNOUNCERS
from handlers.turn import Response, Turn
from models import calendars, people, rounds, scopes
from models.people import Office
from models.rounds import Assignment, Round
from scheduler.deadlines import Ladder, reminder_moments, sendable
from thai.dates import format_date, in_bangkok
from thai.replies import classify_reply

WAITS = "deed"
Wish = Mapping[str, Any]
"""What is wished: `do` and, as it needs them, `r` round id, `o` office id, `due` ISO, `reason`, `day` ISO, `name`, and
`steps`: the days of reminders as they were said."""


class _NotTheirs(LookupError):
    """The person may not do this to that round, office or day. The text is what they are told."""


def ask(turn: Turn, wish: Wish) -> Response:
    """Say what is about to be done and wait for [ยืนยัน]."""
    try:
        question = say.ASKS[wish["do"]].format_map(_facts(turn, wish))
    except _NotTheirs as refusal:
        return _refuse(turn, wish, str(refusal))
    yes, no = Button(say.CONFIRM, says=say.CONFIRM), Button(say.CANCEL, says=say.CANCEL)
    buttons = ask_back(turn, {"for": WAITS, **wish}, yes, no)
    return Response((Say(question, buttons),))


def settle(turn: Turn, text: str) -> Response | None:
    """Take the answer. None: it was something else."""
    answer = classify_reply(text)
    if answer not in ("yes", "no"):
        return None
    wish = {name: value for name, value in turn.account.waiting.items() if name not in ("for", "asked")}
    turn.account.waiting = {}
    return _do(turn, wish) if answer == "yes" else Response((Say(say.NOT_DONE),))


def _do(turn: Turn, wish: Wish) -> Response:
    try:
        facts = _facts(turn, wish)
        more = _DEEDS[wish["do"]](turn, wish)
    except _NotTheirs as refusal:
        return _refuse(turn, wish, str(refusal))
    except (CannotGrant, running.CannotChange) as problem:
        return Response((Say(say.CANNOT[str(problem)]),))
    return Response((Say("\n".join(filter(None, [say.DONE[wish["do"]].format_map(facts), more]))),))


def _refuse(turn: Turn, wish: Wish, sentence: str) -> Response:
    """Answer that a wish is not this person's to have; on record are the deed and the day, office or round."""
    if "day" in wish:
        return refuse(turn, "change_day", wish["day"], sentence)
    return refuse(turn, wish["do"], f"office {wish['o']}" if "o" in wish else f"round {wish.get('r', '')}", sentence)


def _facts(turn: Turn, wish: Wish) -> dict[str, str]:
    """Return the words that the sentences about a wish are filled with. Raises _NotTheirs."""
    if not people.has_duty(turn.person, ANNOUNCERS):
        raise _NotTheirs(words.NOT_YOURS)
    facts = {"name": wish.get("name", ""), "reason": wish.get("reason", "")}
    if "r" in wish:
        round_ = _round(turn, wish)
        facts |= {"round": round_title(round_), "due": moments.in_words(round_.due_at)}
    if "o" in wish:
        facts["office"] = _office(turn, wish).called
    if wish.get("due"):
        facts["due"] = moments.in_words(datetime.fromisoformat(wish["due"]))
    if "steps" in wish:
        facts |= _ladders(turn, _round(turn, wish), _steps(turn, wish))
    if "day" in wish:
        _must_share_all_days(turn)
        facts["day"] = format_date(date.fromisoformat(wish["day"]), style="full")
    return facts


def _steps(turn: Turn, wish: Wish) -> Ladder:
    return SaidLadder.load(wish["steps"]).instead_of(rules.ladder_of(_round(turn, wish).schedule))


def _ladders(turn: Turn, round_: Round, ladder: Ladder) -> dict[str, str]:
    """Return the words for other days of reminders: those there were, those there will be, and which come next."""
    old, overrides = rules.ladder_of(round_.schedule), calendars.overrides(turn.session)
    known = {step.days for step in old.steps}
    coming = [
        format_date(in_bangkok(moment).date(), style="short")
        for days, moment in reminder_moments(round_.due_at, ladder, overrides)
        if moment > turn.now or (days not in known and sendable(moment, turn.now, overrides))
    ]
    return {
        "old": say.ladder(old.before_days, old.after_days, old.at),
        "new": say.ladder(ladder.before_days, ladder.after_days, ladder.at),
        "coming": say.reminded_next(coming),
        "again": say.ladder_typed(old.before_days, old.after_days, old.at),
    }


def _must_share_all_days(turn: Turn) -> None:
    """Raise _NotTheirs unless every office that a day off concerns is the person's to coordinate."""
    if not mandate.may_change_days(turn):
        raise _NotTheirs(say.DAYS_OF_OTHERS)


def _round(turn: Turn, wish: Wish) -> Round:
    """Return the round wished about. What concerns all its offices takes somebody who oversees all of them."""
    round_ = turn.session.get(Round, wish["r"], with_for_update=True)
    scope = scopes.coordinated(turn.session, turn.person)
    if round_ is None or ("o" not in wish and rounds.asks_outside(turn.session, round_.id, scope.of(round_.key))):
        raise _NotTheirs(words.NOT_YOURS)
    return round_


def _office(turn: Turn, wish: Wish) -> Office:
    office = turn.session.get(Office, wish["o"])
    round_ = turn.session.get(Round, wish["r"]) if "r" in wish else None
    scope = scopes.coordinated(turn.session, turn.person)
    if office is None or office.id not in scope.of(round_.key if round_ else ""):
        raise _NotTheirs(words.NOT_YOURS)
    return office


def _assignment(turn: Turn, wish: Wish) -> Assignment:
    found = rounds.assignments_of_round(turn.session, _round(turn, wish).id, [_office(turn, wish).id])
    if not found:
        raise _NotTheirs(words.NOT_YOURS)
    return found[0]


def _due(wish: Wish) -> datetime:
    return datetime.fromisoformat(wish["due"])


def _on_round(change: Callable[..., None]) -> Callable[[Turn, Wish], None]:
    return lambda turn, wish: change(turn.session, _round(turn, wish), turn.now, turn.person.id)


def _move(turn: Turn, wish: Wish) -> None:
    running.move(turn.session, _round(turn, wish), _due(wish), turn.now, turn.person.id)


def _ladder(turn: Turn, wish: Wish) -> None:
    running.change_ladder(turn.session, _round(turn, wish), _steps(turn, wish), turn.now, turn.person.id)


def _end(turn: Turn, wish: Wish) -> None:
    running.end(turn.session, _round(turn, wish).schedule, turn.now, turn.person.id)


def _extend(turn: Turn, wish: Wish) -> None:
    why = wish.get("reason", "")
    granting.extend(turn.session, _assignment(turn, wish), _due(wish), turn.now, turn.person.id, why)


def _exempt(turn: Turn, wish: Wish) -> None:
    granting.exempt(turn.session, _assignment(turn, wish), wish["reason"], turn.now, turn.person.id)


def _expect(turn: Turn, wish: Wish) -> None:
    granting.expect_again(turn.session, _assignment(turn, wish), turn.now, turn.person.id)


def _add(turn: Turn, wish: Wish) -> None:
    due = _due(wish) if wish.get("due") else None
    granting.add_office(turn.session, _round(turn, wish), _office(turn, wish), turn.now, turn.person.id, due)


def _change_day(turn: Turn, wish: Wish) -> str:
    day, person_id = date.fromisoformat(wish["day"]), turn.person.id
    if wish["do"] == "listed":
        moved = days_off.take_back(turn.session, day, turn.now, person_id)
    else:
        moved = days_off.change(turn.session, day, wish["do"], wish.get("name", ""), turn.now, person_id)
    if moved is None:
        return say.CANNOT["nothing"]
    return say.moved([f"{round_title(each)} {moments.day_of(in_bangkok(each.due_at))}" for each in moved])


_DEEDS: Mapping[str, Callable[[Turn, Wish], str | None]] = {
    "pause": _on_round(running.pause),
    "resume": _on_round(running.resume),
    "close": _on_round(running.close),
    "cancel": _on_round(running.cancel),
    "move": _move,
    "end": _end,
    "ladder": _ladder,
    "extend": _extend,
    "exempt": _exempt,
    "expect": _expect,
    "add": _add,
    "off": _change_day,
    "working": _change_day,
    "listed": _change_day,
}
ROUND_DEEDS = frozenset({"pause", "resume", "close", "cancel", "end"})
"""What a button on a round's card may wish for as it is."""
