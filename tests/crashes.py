"""Processes that die at every step, systematically: before and after each SQL statement, commit and call of LINE.

A life is a function that does what a process does. It is lived once to count its steps, then again and again in fresh
copies of the same world, dying at each step (or at two), and lived anew until nothing is left to do. What LINE took is
remembered by a LINE of the tests that knows retry keys, as the real one does.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from bot.line import Accepted, Refused, TryLater
from models import Base

BAD_TOKEN = "Invalid reply token"


class Killed(BaseException):
    """The process is gone: nothing may catch this and go on."""


@dataclass
class Death:
    """Counts the steps of a life and ends it at the next of `at`. A dead process takes no further step."""

    at: list[int] = field(default_factory=list)
    steps: int = 0
    is_dead: bool = False

    def step(self) -> None:
        if self.is_dead:
            raise Killed
        self.steps += 1
        if self.at and self.steps == self.at[0]:
            self.at.pop(0)
            self.is_dead = True
            raise Killed

    def revive(self) -> None:
        self.is_dead, self.steps = False, 0


@dataclass
class Taken:
    """Something LINE delivered to a person: when it was asked to, and what."""

    to: str
    at: datetime
    messages: Sequence[Any]


@dataclass
class FakeLine:
    """A LINE in this process. `answers` are what it does to the next calls: ok, down, down_after, busy, spent, bad."""

    death: Death
    now: datetime
    taken: list[Taken] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    knows_keys: bool = True
    calls: int = 0
    _keys: set[str] = field(default_factory=set)
    _tokens: set[str] = field(default_factory=set)

    def push(self, to: str, messages: Sequence[Any], retry_key: str) -> Accepted:
        return self._send([to], messages, retry_key)

    def multicast(self, to: Sequence[str], messages: Sequence[Any], retry_key: str) -> Accepted:
        return self._send(to, messages, retry_key)

    def reply(self, token: str, messages: Sequence[Any]) -> Accepted:
        self.death.step()
        self.calls += 1
        if token in self._tokens:
            raise Refused(f"400 {BAD_TOKEN}", 400)
        self._tokens.add(token)
        self.taken.append(Taken(token, self.now, messages))
        self.death.step()
        return Accepted("request")

    def _send(self, to: Sequence[str], messages: Sequence[Any], key: str) -> Accepted:
        self.death.step()
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else "ok"
        if answer == "down":
            raise TryLater("500", 1, certain_unsent=False)
        if answer == "busy":
            raise TryLater("429 rate limit", 2, certain_unsent=True)
        if answer == "bad":
            raise Refused("400 Failed to send messages", 400)
        again = self.knows_keys and key in self._keys
        if not again:
            self._keys.add(key)
            self.taken += [Taken(each, self.now, messages) for each in to]
        self.death.step()
        if answer == "down_after":
            raise TryLater("500", 1, certain_unsent=False)
        return Accepted("request", again)

    def times(self) -> Counter[str]:
        return Counter(each.to for each in self.taken)


class Worlds:
    """Copies of one prepared database, in memory, one at a time: the engine stays, and with it what it has compiled."""

    def __init__(self, prepare: Callable[[Engine], None]) -> None:
        template = in_memory()
        Base.metadata.create_all(template)
        prepare(template)
        self._template = raw(template)
        self._engine = in_memory()
        self._death = Death()
        watch(self._engine, lambda: self._death.step())

    @contextmanager
    def fresh(self, death: Death) -> Iterator[Engine]:
        """Give a copy in which every statement and commit is a step."""
        self._death = Death()
        kept = raw(self._engine)
        kept.close()
        self._template.backup(kept)
        self._death = death
        yield self._engine


class Kept(sqlite3.Connection):
    """A connection that outlives the processes that die on it, as a database does: what is open is rolled back."""

    _cursors: list[sqlite3.Cursor]

    def cursor(self, *args: Any) -> sqlite3.Cursor:
        made = super().cursor(*args)
        self._cursors = [*getattr(self, "_cursors", []), made]
        return made

    def close(self) -> None:
        for cursor in getattr(self, "_cursors", []):
            cursor.close()
        self._cursors = []
        self.rollback()

    def end(self) -> None:
        super().close()


def in_memory() -> Engine:
    """Return an engine on a SQLite database of its own, in memory, with the product's settings."""
    kept = sqlite3.connect(":memory:", factory=Kept, check_same_thread=False, isolation_level=None)
    kept.execute("PRAGMA foreign_keys=ON")
    engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: kept)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def raw(engine: Engine) -> Kept:
    with engine.connect() as connection:
        found = connection.connection.driver_connection
        connection.rollback()
    assert isinstance(found, Kept)
    return found


def watch(engine: Engine, step: Callable[[], None]) -> None:
    """Let each statement and each commit of `engine` be two steps: before it, and after it."""
    for name in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(engine, name, lambda *_: step())
    commit = engine.dialect.do_commit

    def do_commit(connection: Any) -> None:
        step()
        commit(connection)
        step()

    engine.dialect.do_commit = do_commit  # type: ignore[method-assign]


def deaths(steps: int, pairs: int, every_nth: int = 1, seed: int = 20261120) -> Iterator[list[int]]:
    """Yield the single deaths of a life of so many steps, then a sample of pairs: the second in the life after."""
    yield from ([step] for step in range(1, steps + 1, every_nth))
    every = list(combinations(range(1, steps + 1), 2))
    dice = random.Random(seed)
    yield from (list(pair) for pair in dice.sample(every, min(pairs, len(every))))
