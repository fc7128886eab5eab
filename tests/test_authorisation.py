"""Role x deed x own or other scope x private or group: what is not somebody's neither changes nor shows.

Two provinces share one round. Everything that can be typed or tapped is tried on the second province by each role of
the first, by strangers, and in a group; and within the second by those whose duty does not cover it. Names and answers
of the second bear a mark that must not be heard outside. The tables of all there is are in
tests/deeds.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from handlers.routes import ROUTES
from models import Session, journal
from models.people import Duty
from tests.attempts import PLACES, attempt, button, hear, leaks, typed
from tests.deeds import ALL_TAPS, ANY, TAPS
from tests.provinces import LEFT, MARK, STRANGER, Provinces, two_provinces


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Provinces]]:
    """Both provinces in a database of this module's own: every attempt is rolled back."""
    engine, settled = two_provinces(tmp_path_factory.mktemp("two"))
    yield engine, settled
    engine.dispose()


OUTSIDERS = [("a", role) for role in ("officer", "head", "coordinator", "supervisor", "admin")] + [
    ("", STRANGER),
    ("", LEFT),
]


# --- other scope ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", ALL_TAPS)
def test_a_button_of_the_other_province(provinces: tuple[Engine, Provinces], deed: str) -> None:
    said = button(deed, provinces[1])
    for who in OUTSIDERS:
        heard = attempt(provinces, who, said)
        assert not heard.changed, f"{who} changed {heard.changed}"
        assert MARK not in heard.text, f"{who} heard {heard.text}"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", [route.name for route in ROUTES])
def test_words_about_the_other_province(provinces: tuple[Engine, Provinces], name: str, place: str) -> None:
    said = typed(name)
    for who in OUTSIDERS:
        heard = attempt(provinces, who, said, place)
        assert not heard.changed, f"{who} changed {heard.changed}"
        assert not leaks(heard, said), f"{who} heard {heard.text}"


@pytest.mark.parametrize("name", [route.name for route in ROUTES])
def test_a_group_hears_no_name_whoever_asks(provinces: tuple[Engine, Provinces], name: str) -> None:
    said = typed(name)
    for role in ("officer", "head", "coordinator", "supervisor", "admin"):
        heard = attempt(provinces, ("b", role), said, "group")
        assert not heard.changed, f"{role} changed {heard.changed}"
        assert not leaks(heard, said), f"{role} told a group {heard.text}"


# --- own scope, another duty ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", [deed for deed in ALL_TAPS if TAPS.get(deed, ANY) != ANY])
def test_a_button_that_is_not_the_duty_of_who_taps_it(provinces: tuple[Engine, Provinces], deed: str) -> None:
    said = button(deed, provinces[1])
    for role in Duty:
        if role not in TAPS[deed]:
            heard = attempt(provinces, ("b", role), said)
            assert not heard.changed, f"{role} changed {heard.changed}"


@pytest.mark.parametrize("name", [route.name for route in ROUTES if route.duties])
def test_words_that_are_not_the_duty_of_who_types_them(provinces: tuple[Engine, Provinces], name: str) -> None:
    route = next(each for each in ROUTES if each.name == name)
    for role in Duty:
        if role not in route.duties:
            heard = attempt(provinces, ("b", role), typed(name))
            assert not heard.changed, f"{role} changed {heard.changed}"


IN_SCOPE = {
    "review_open": "coordinator",
    "review_check": "coordinator",
    "review_return": "coordinator",
    "petition_grant": "coordinator",
    "petition_refuse": "coordinator",
    "join_grant": "coordinator",
    "join_refuse": "coordinator",
    "staff_revoke": "coordinator",
    "status_of": "supervisor",
    "missing_of": "supervisor",
    "offices": "supervisor",
    "volume_of": "supervisor",
    "open_task": "officer",
    "copy_of": "officer",
    "broadcast_cancel": "coordinator",
    "roster_cancel": "coordinator",
    "leave_end": "coordinator",
}


@pytest.mark.parametrize("deed", IN_SCOPE)
def test_whose_it_is_may(provinces: tuple[Engine, Provinces], deed: str) -> None:
    """The attempts above mean something only if the same buttons work for those whose they are."""
    heard = attempt(provinces, ("b", IN_SCOPE[deed]), button(deed, provinces[1]))
    assert not heard.refused
    assert heard.text != "[]"


def test_a_refusal_is_on_record_and_names_nobody(provinces: tuple[Engine, Provinces]) -> None:
    engine, settled = provinces
    with Session(engine) as session:
        for deed in ("review_check", "join_grant", "staff_revoke", "open_task"):
            hear(session, settled.who["a", "coordinator"], button(deed, settled), "private")
        found = session.scalars(select(journal.Deed).where(journal.Deed.deed == "refused")).all()
        told = [f"{deed.subject} {deed.detail}" for deed in found]
        session.rollback()
    assert len(told) == 4
    assert not any(MARK in each for each in told)
