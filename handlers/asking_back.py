"""A question of ours that is answered by yes or no: what waits for the answer, and the two buttons that give it.

Each question has a number, which its buttons carry: a button of an earlier question answers nothing. What is typed
answers the newest question. What an answer does is left to handlers/waiting.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from handlers import words
from handlers.incoming import Tapped
from handlers.replies import Button
from handlers.turn import Turn

YES = Button(words.YES, says=words.YES)
NO = Button(words.NO, says=words.NO)


def ask_back(turn: Turn, question: Mapping[str, Any], yes: Button = YES, no: Button = NO) -> tuple[Button, Button]:
    """Wait for the answer to a question, kept as data; return its buttons, drawn like `yes` and `no`."""
    number = _number(turn)
    turn.account.waiting = {**question, "asked": number}
    args = {"asked": number}
    return replace(yes, deed="yes", args=args), replace(no, deed="no", args=args)


def _number(turn: Turn) -> int:
    """Return a number that no other question of this chat has: one event asks back once at most."""
    return int.from_bytes(sha256(turn.incoming.event_id.encode()).digest()[:4])


def is_waiting(turn: Turn) -> bool:
    """Whether a question waits that has such buttons."""
    return "asked" in turn.account.waiting


def answers(turn: Turn, tapped: Tapped) -> bool:
    """Whether a tapped yes or no belongs to the question that waits."""
    return is_waiting(turn) and turn.account.waiting["asked"] == tapped.args.get("asked")


def spoken(tapped: Tapped) -> str:
    """Return what tapping yes or no says."""
    return {"yes": words.YES, "no": words.NO}.get(tapped.deed, "")
