"""What the tests of the local LINE share: a LINE begun anew for each test, and Somchai, who is its friend."""

from __future__ import annotations

import pytest

from tests.phones import Line, Person, settings


@pytest.fixture(scope="module")
def simulator() -> Line:
    return Line(settings())


@pytest.fixture
def line(simulator: Line) -> Line:
    return simulator.begin_anew()


@pytest.fixture
def somchai(line: Line) -> Person:
    return line.person("สมชาย")
