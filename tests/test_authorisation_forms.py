"""Role x deed x own or other form: a duty for one form, or one round of it, is good for that and for nothing else.

The people are of the second province of tests/provinces.py and hold every duty there; but one half of them for the form
or the round that runs, the other half for another. Everything that can be typed or tapped is tried by both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Engine

from handlers.routes import ROUTES
from models.people import Duty
from tests.attempts import attempt, button, typed
from tests.deeds import ALL_TAPS, ANY, BEYOND_A_FORM, TAPS
from tests.provinces import OTHER, OWN, SECRET, Provinces, two_provinces

ROUTE_NAMES = [route.name for route in ROUTES]
_PLACE = {name: place for place, name in enumerate((*ALL_TAPS, *ROUTE_NAMES))}
DUTIES = {route.name: route.duties or ANY for route in ROUTES}


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Provinces]]:
    engine, settled = two_provinces(tmp_path_factory.mktemp("forms"))
    yield engine, settled
    engine.dispose()


def of_two(bounds: Sequence[str], name: str) -> str:
    """Return a form for one half of the deeds, one round of it for the other."""
    return bounds[_PLACE[name] % 2]


@pytest.mark.parametrize("deed", ALL_TAPS)
def test_a_button_of_another_form(provinces: tuple[Engine, Provinces], deed: str) -> None:
    said = button(deed, provinces[1])
    bound = of_two(OTHER, deed)
    for role in Duty:
        heard = attempt(provinces, (bound, role), said)
        assert not heard.changed, f"{role} for {bound} changed {heard.changed}"
        assert SECRET not in heard.text, f"{role} for {bound} heard {heard.text}"


@pytest.mark.parametrize("place", ["private", "group"])
@pytest.mark.parametrize("name", ROUTE_NAMES)
def test_words_about_another_form(provinces: tuple[Engine, Provinces], name: str, place: str) -> None:
    said = typed(name)
    bound = of_two(OTHER, name)
    for role in Duty:
        heard = attempt(provinces, (bound, role), said, place)
        assert not heard.changed, f"{role} for {bound} changed {heard.changed}"
        assert SECRET not in heard.text, f"{role} for {bound} heard {heard.text}"


@pytest.mark.parametrize("deed", [deed for deed in ALL_TAPS if TAPS.get(deed, ANY) != ANY])
def test_a_button_of_the_own_form_does_what_it_does_for_everybody_of_that_duty(
    provinces: tuple[Engine, Provinces], deed: str
) -> None:
    said, bound = button(deed, provinces[1]), of_two(OWN, deed)
    for role in Duty:
        whole = attempt(provinces, ("b", role), said)
        part = attempt(provinces, (bound, role), said)
        same = (part.changed, part.refused) == (whole.changed, whole.refused)
        assert same or deed in BEYOND_A_FORM, f"{role}: {whole} but for {bound} {part}"
        assert set(part.changed) <= set(whole.changed), f"{role} for {bound} changed {part.changed}"


@pytest.mark.parametrize("name", [name for name in ROUTE_NAMES if DUTIES[name] != ANY])
def test_words_about_the_own_form_do_what_they_do_for_everybody_of_that_duty(
    provinces: tuple[Engine, Provinces], name: str
) -> None:
    said, bound = typed(name), of_two(OWN, name)
    for role in Duty:
        whole = attempt(provinces, ("b", role), said)
        part = attempt(provinces, (bound, role), said)
        assert part.changed == whole.changed or name in BEYOND_A_FORM, f"{role}: {whole} but for {bound} {part}"
        assert set(part.changed) <= set(whole.changed), f"{role} for {bound} changed {part.changed}"


def test_the_list_of_what_lies_beyond_a_form_has_no_stale_line() -> None:
    assert set(BEYOND_A_FORM) <= {*ALL_TAPS, *ROUTE_NAMES}
