"""Every death of every life, and every death of the life after: what is left behind is lived on from.

A process that is killed leaves behind a database and what LINE took, and nothing else. Deaths that leave the same
behind have the same future, so that of all worlds left by the first deaths each different one is lived on from once,
and died in again at each step: all pairs of deaths, at the price of far fewer lives. That alike worlds have like
futures is no belief: test_crashes lives pairs as they are and looks where they end.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.app import COMPOSERS
from tests.crash_tales import Outside, Story, Tale
from tests.crash_worlds import Worlds

Choose = Callable[[Sequence[str]], Sequence[int]]
"""Steps of a life by what they are -> at which of them to die; the first step is 1."""


def every_step(steps: Sequence[str]) -> Sequence[int]:
    return range(1, len(steps) + 1)


def one_of_each_kind(steps: Sequence[str]) -> Sequence[int]:
    """Return a step of each kind (before an update, after a commit, ...), the last: most has been done by then."""
    return sorted({kind: number for number, kind in enumerate(steps, 1)}.values())


@dataclass
class Found:
    """How many deaths there are, alone, in pairs and so on, how many lives that took, and what went wrong.

    `worlds`: how many different ones the deaths have left.
    """

    deaths: list[int] = field(default_factory=list)
    worlds: list[int] = field(default_factory=list)
    lives: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class Left:
    """A world that a death has left behind, or several that left the same."""

    kept: Any
    outside: Outside
    killed_at: tuple[int, ...]
    times: int = 0


class Search:
    def __init__(self, worlds: Worlds, tale: Tale, outside: Callable[[], Outside] = Outside) -> None:
        self._worlds, self._tale = worlds, tale
        self._root = Left(None, outside(), (), 1)
        self.composers: Any = COMPOSERS
        self.seed_bug: Callable[[Story], None] = lambda _: None

    def search(self, *choices: Choose) -> Found:
        """Die once for each of `choices`: at the steps it chooses of every life that the deaths before have left."""
        found, level = Found(), [self._root]
        for choose in (*choices, None):
            left: dict[str, Left] = {}
            for each in level:
                steps = self._live_on(each, found)
                for number in choose(steps) if choose else ():
                    self._die(each, number, left, found)
                if each.kept is not None:
                    self._worlds.drop(each.kept)
            level = list(left.values())
            if choose:
                found.deaths.append(sum(each.times for each in level))
                found.worlds.append(len(level))
        return found

    def _live_on(self, left: Left, found: Found) -> Sequence[str]:
        """Live on from what was left, unharmed; return the steps of the first life."""
        story = self.story(left)
        first = story.live_on()
        found.lives += story.outside.lives - left.outside.lives
        found.problems += [f"killed at {list(left.killed_at)}: {each}" for each in story.problems()]
        return first.steps

    def _die(self, left: Left, number: int, others: dict[str, Left], found: Found) -> None:
        story = self.story(left)
        story.live(dies_at=number)
        found.lives += 1
        told = fingerprint(story)
        if told not in others:
            others[told] = Left(self._worlds.keep(), story.outside, (*left.killed_at, number))
        others[told].times += left.times

    def story(self, left: Left | None = None) -> Story:
        """Return the story of what was left, or of the beginning, to be lived on."""
        left = left or self._root
        self._worlds.put(left.kept)
        story = Story(self._worlds, self._tale, left.outside.copied(), self.composers)
        story.seed_bug = self.seed_bug
        return story


def fingerprint(story: Story) -> str:
    """Return a short sign of all that a death has left behind, equal where that is equal.

    The database rolls dice for the token that tells whether kept counts are of this roster; only that matters of it.
    """
    rows = [repr(row) for row in story.worlds.rows()]
    tokens = {each for row in rows if row.startswith("('roster_change'") for each in re.findall(r"\d{5,}", row)}
    text = "\n".join((repr(story.outside.told()), *rows))
    for token in tokens:
        text = text.replace(token, "of this roster")
    return hashlib.sha256(text.encode()).hexdigest()
