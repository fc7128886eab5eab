"""A question of ours that is answered by yes or no, or by one of a few words: what waits, and the buttons that answer.

Each question has a number, which its buttons carry: a button of an earlier question answers nothing. What is typed
answers the newest question. What an answer does is left to handlers/waiting.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from handlers import words
from handlers.incoming import Tapped
from handlers.replies import Button
from handlers.turn import Turn
from thai.replies import classify_reply

OPTION = "option"  # the deed of a button that says one of several answers
YES = Button(words.YES, says=words.YES)
NO = Button(words.NO, says=words.NO)


def ask_back(turn: Turn, question: Mapping[str, Any], yes: Button = YES, no: Button = NO) -> tuple[Button, Button]:
    """Wait for the answer to a question, kept as data; return its buttons, drawn like `yes` and `no`."""
    before = turn.account.waiting
    again = {**question, "asked": before.get("asked")} == before  # the same question still waits: so do its buttons
    number = before["asked"] if again else _number(turn)
    turn.account.waiting = {**question, "asked": number}
    args = {"asked": number}
    return replace(yes, deed="yes", args=args), replace(no, deed="no", args=args)


def offer(turn: Turn, question: Mapping[str, Any], answers: Sequence[str]) -> tuple[Button, ...]:
    """Wait for one of several answers, or any other text; return a button that says each of them."""
    number = _number(turn)
    turn.account.waiting = {**question, "asked": number}
    return tuple(Button(each, OPTION, {"asked": number, "t": each}, says=each) for each in answers)


def _number(turn: Turn) -> int:
    """Return a number that no other question of this chat has: one event asks back once at most."""
    return int.from_bytes(sha256(turn.incoming.event_id.encode()).digest()[:4])


def settled(turn: Turn, text: str) -> tuple[bool, Mapping[str, Any]] | None:
    """Return whether a text agrees, and the question it answers, which waits no longer; None when it is neither."""
    answer = classify_reply(text)
    if answer not in ("yes", "no"):
        return None
    question, turn.account.waiting = turn.account.waiting, {}
    return answer == "yes", question


def is_waiting(turn: Turn) -> bool:
    """Whether a question waits that has such buttons."""
    return "asked" in turn.account.waiting


def answers(turn: Turn, tapped: Tapped) -> bool:
    """Whether a tapped yes or no belongs to the question that waits."""
    return is_waiting(turn) and turn.account.waiting["asked"] == tapped.args.get("asked")


def spoken(tapped: Tapped) -> str:
    """Return what tapping yes, no or one of several answers says."""
    if tapped.deed == OPTION:
        return str(tapped.args.get("t", ""))
    return {"yes": words.YES, "no": words.NO}.get(tapped.deed, "")
