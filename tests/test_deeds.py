"""Every route, button and kind of job stands in tests/deeds.py: what is new there is tried by every role."""

from __future__ import annotations

from bot import media, workbooks
from handlers import taps
from handlers.people import slip_files
from handlers.routes import ROUTES
from handlers.volume import volumes
from tests.deeds import ALL_TAPS, JOBS, SAID, TAPS


def test_every_button_has_an_entry() -> None:
    assert sorted(TAPS) == ALL_TAPS


def test_no_button_means_two_things() -> None:
    tables = (taps._TAPS, taps._PICKED, taps._ANSWER_TAPS, taps._REPORT_TAPS)
    assert sum(map(len, tables)) == len(ALL_TAPS)


def test_every_route_that_takes_words_has_some_to_try() -> None:
    assert {route.name for route in ROUTES if route.pattern} - set(SAID) - {"language"} == set()
    assert set(SAID) <= {route.name for route in ROUTES}


def test_every_kind_of_job_is_explained() -> None:
    known = {*workbooks.KINDS, media.KIND, media.FORGET, volumes.JOB, slip_files.KIND}
    assert known <= set(JOBS), "who may ask for it?"
