"""Processes that die at a step: before or after an SQL statement, a commit or a call of LINE.

What LINE took is remembered by a LINE of the tests that knows retry keys, as the real one does. The databases that are
lived in are made in tests/crash_worlds.py, who lives in them is told in tests/crash_tales.py, and that every step is
died at, alone and in pairs, is tests/crash_search.py's to see to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.line import Accepted, Refused, TryLater

BAD_TOKEN = "Invalid reply token"


class Killed(BaseException):
    """The process is gone: nothing may catch this and go on."""


@dataclass
class Death:
    """Notes the steps of a life and ends it at step `at`. A dead process takes no further step."""

    at: int | None = None
    steps: list[str] = field(default_factory=list)
    is_dead: bool = False

    def step(self, what: str) -> None:
        if self.is_dead:
            raise Killed
        self.steps.append(what)
        if len(self.steps) == self.at:
            self.is_dead = True
            raise Killed


@dataclass
class Taken:
    """Something LINE delivered to a person: when it was asked to, and what."""

    to: str
    at: datetime
    messages: Sequence[Any]


@dataclass
class FakeLine:
    """A LINE in this process. `answers` are what it does to the next calls: ok, down, down_after, busy, bad."""

    now: datetime
    death: Death = field(default_factory=Death)
    taken: list[Taken] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    knows_keys: bool = True
    calls: int = 0
    keys: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def push(self, to: str, messages: Sequence[Any], retry_key: str) -> Accepted:
        return self._send([to], messages, retry_key)

    def multicast(self, to: Sequence[str], messages: Sequence[Any], retry_key: str) -> Accepted:
        return self._send(to, messages, retry_key)

    def reply(self, token: str, messages: Sequence[Any]) -> Accepted:
        self.death.step("before call")
        self.calls += 1
        if token in self.tokens:
            raise Refused(f"400 {BAD_TOKEN}", 400)
        self.tokens.add(token)
        self.taken.append(Taken(token, self.now, messages))
        self.death.step("after call")
        return Accepted("request")

    def _send(self, to: Sequence[str], messages: Sequence[Any], key: str) -> Accepted:
        self.death.step("before call")
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else "ok"
        if answer == "down":
            raise TryLater("500", 1, certain_unsent=False)
        if answer == "busy":
            raise TryLater("429 rate limit", 2, certain_unsent=True)
        if answer == "bad":
            raise Refused("400 Failed to send messages", 400)
        again = self.knows_keys and key in self.keys
        if not again:
            self.keys.add(key)
            self.taken += [Taken(each, self.now, messages) for each in to]
        self.death.step("after call")
        if answer == "down_after":
            raise TryLater("500", 1, certain_unsent=False)
        return Accepted("request", again)

    def times(self) -> Counter[str]:
        return Counter(each.to for each in self.taken)
