"""Making sure: a reading that may be wrong is asked about before it is stored, and rows before they are hidden."""

from __future__ import annotations

from collections.abc import Callable

from forms.facts import Leaf
from forms.prompt import Prompt
from forms.said import Value
from handlers import words
from handlers.asking_back import ask_back
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, reading
from handlers.report.accepting import accept
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from thai.replies import classify_reply


def confirm(
    turn: Turn,
    desk: Draft,
    prompt: Prompt,
    value: str,
    typed: Typed,
    question: Callable[[str], str] = words.confirm_value,
) -> Response:
    """Ask whether a doubtful reading is meant; nothing is stored yet."""
    asked = {"s": desk.row.id, "q": desk.question_id, "v": value}
    keep_typing = Button(words.KEEP_TYPING, says=words.KEEP_TYPING)
    buttons = ask_back(turn, {"for": "value", **asked, **typed.dump()}, no=keep_typing)
    leaf = Leaf(value)
    return Response((Say(question(reading.shown(prompt, leaf)), buttons),))


def settle_value(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take the answer to "do you mean ...?". None: another answer was typed instead."""
    waiting = turn.account.waiting
    if waiting.get("q") != desk.question_id:
        return None
    match classify_reply(text):
        case "yes":
            said = Value(waiting["v"])
            return accept(turn, desk, said, Typed.load(waiting))
        case "no":
            return asking.ask(desk)
    return asking.ask(desk) if text == words.KEEP_TYPING else None


def settle_shrinking(turn: Turn, desk: Draft, agreed: bool) -> Response:
    """Take the answer to "may filled rows be hidden?"."""
    waiting, turn.account.waiting = turn.account.waiting, {}
    if not agreed or waiting["q"] != desk.question_id:
        return asking.ask(desk)
    return accept(turn, desk, Value(waiting["v"]), Typed.load(waiting), sure=True)
