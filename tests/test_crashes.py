"""The clock, the sender, an announcement and a submission die at every step: nothing is lost, nothing is said twice,
nothing is said to who has submitted. That the harness catches mistakes is held by test_seeded_bugs.

Here every step is died at once, and in each different world that leaves once more, before and after every kind of step;
`make test-crashes` has all pairs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from models import transaction
from models.outbox import Outbox
from tests.conftest import KIND
from tests.crash_search import Search, every_step, fingerprint, one_of_each_kind
from tests.crash_tales import MORNING, MORNING_OF_REMINDERS, TALES, Outside, Story, Tale
from tests.crash_worlds import PostgresWorlds, SqliteWorlds, Worlds
from tests.crashes import FakeLine

Give = Callable[[Tale], Worlds]
TO_MANY = TALES["reminders to many"]
_worlds: dict[int, Worlds] = {}  # by what prepares them: tales may share one


@pytest.fixture
def worlds(request: pytest.FixtureRequest) -> Give:
    """What gives a tale's worlds, in memory or on the server of the tests; prepared once."""

    def of(tale: Tale) -> Worlds:
        if id(tale.prepare) not in _worlds:
            cluster = request.getfixturevalue("cluster") if KIND == "postgresql" else None
            found = PostgresWorlds(tale.prepare, cluster) if cluster else SqliteWorlds(tale.prepare)
            _worlds[id(tale.prepare)] = found
        return _worlds[id(tale.prepare)]

    return of


def now_and_then(steps: Sequence[str]) -> Sequence[int]:
    return every_step(steps)[::9]


# On PostgreSQL, where a life takes ten times as long, long tales are left to `make test-crashes` but for a look.
FIRST, SECOND = (every_step, [one_of_each_kind]) if KIND == "sqlite" else (now_and_then, [])


@pytest.mark.parametrize("name", TALES)
def test_a_process_dies_at_every_step_and_so_does_the_next(worlds: Give, name: str) -> None:
    found = Search(worlds(TALES[name]), TALES[name]).search(every_step if name == "submission" else FIRST, *SECOND)
    assert found.problems == []
    assert found.deaths[0] > 5


def test_deaths_that_leave_the_same_behind_have_the_same_future(worlds: Give) -> None:
    """The search lives on from one of them for all: pairs, lived as they are, end where it says."""
    search = Search(worlds(MORNING_OF_REMINDERS), MORNING_OF_REMINDERS)
    steps = len(search.story().live_on().steps)
    dice = random.Random(20261120)
    alike: dict[str, list[int]] = {}
    for step in sorted(dice.sample(range(1, steps + 1), 40)):
        story = search.story()
        story.live(step)
        alike.setdefault(fingerprint(story), []).append(step)
    several = [found for found in alike.values() if len(found) > 1]
    assert several
    for found in several:
        second = dice.randrange(1, 40)
        ends = set()
        for first in (found[0], found[-1]):
            story = search.story()
            story.live(first)
            story.live(second)
            ends.add(fingerprint(story))
        assert len(ends) == 1, f"killed at {found[0]} and at {found[-1]}, then at {second}"


def test_a_life_without_death_ends_well(worlds: Give) -> None:
    """The harness itself: the same life has the same steps."""
    search = Search(worlds(MORNING_OF_REMINDERS), MORNING_OF_REMINDERS)
    assert search.story().live().steps == search.story().live().steps


# --- LINE fails in every way ----------------------------------------------------------------------------------------

ANSWERS = ("ok", "down", "down_after", "busy")


def lived_with(worlds: Worlds, tale: Tale, *answers: str) -> Story:
    """Return the story of a morning on which LINE answers so."""
    outside = Outside(FakeLine(MORNING, answers=list(answers)))
    story = Search(worlds, tale, lambda: outside).story()
    story.live_on()
    return story


@pytest.mark.parametrize("name", ["reminders", "reminders to many"])
@pytest.mark.parametrize("first", ANSWERS)
@pytest.mark.parametrize("second", ANSWERS)
def test_whatever_line_answers_everybody_hears_once(worlds: Give, first: str, second: str, name: str) -> None:
    tale = TALES[name]
    assert lived_with(worlds(tale), tale, first, second, first, second, second).problems() == []


def test_a_multicast_refused_for_one_goes_out_one_by_one(worlds: Give) -> None:
    story = lived_with(worlds(TO_MANY), TO_MANY, "bad")
    assert story.problems() == []
    with transaction(story.engine) as session:
        states = {(row.state, row.cost) for row in session.scalars(select(Outbox))}
    assert ("split", 4) in states


@pytest.mark.parametrize("answer", ["down", "down_after", "busy", "bad"])
def test_a_process_dies_while_line_fails(worlds: Give, answer: str) -> None:
    search = Search(worlds(TO_MANY), TO_MANY, lambda: Outside(FakeLine(MORNING, answers=[answer])))
    assert search.search(FIRST).problems == []
