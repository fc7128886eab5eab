"""A bot that listens, behind the local LINE of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.phones import Line, ListeningBot, Person, listening_bot, settings


@pytest.fixture(scope="module")
def ear() -> Iterator[ListeningBot]:
    with listening_bot() as bot:
        yield bot


@pytest.fixture
def bot(ear: ListeningBot) -> ListeningBot:
    ear.heard, ear.statuses, ear.waits_for = [], [200], list
    return ear


@pytest.fixture(scope="module")
def simulator(ear: ListeningBot) -> Line:
    return Line(settings(ear.url))


@pytest.fixture
def line(simulator: Line, bot: ListeningBot) -> Line:
    return simulator.begin_anew()


@pytest.fixture
def somchai(line: Line) -> Person:
    return line.person("สมชาย")
