"""The page beside the chat: a link, a button, a cookie; the numbers of the chat; nothing outside the scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.app import create_app, parts_of
from bot.overview_page import COOKIE
from bot.signing import PageLinks
from handlers.status.progress import progress
from handlers.status.web import DEEDS_SHOWN
from models import Session, journal, people, rounds, scopes, transaction
from models.journal import Deed
from models.people import Account, Duty, Person
from models.rounds import Assignment, Round
from tests.joined import echo, settings_for
from tests.offices import bangkok, office, open_round, person, submit
from tests.world import publish

NOW = bangkok("2026-11-10T09:00")


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Two provinces of two offices each; Malee coordinates the first, Wichai supervises the other, Somchai reports."""
    made = create_app(settings_for(database_url, tmp_path), echo, {}, clock=lambda: NOW)
    with transaction(parts_of(made).engine) as session:
        publish(session, "pnglb_monthly", NOW)
        first, second = office(session, "first"), office(session, "second")
        under = ((first, "a1"), (first, "a2"), (second, "b1"), (second, "b2"))
        places = [office(session, code, above) for above, code in under]
        person(session, "Somchai", places[0])
        person(session, "Malee", first, duty=Duty.COORDINATOR)
        person(session, "Wichai", second, duty=Duty.SUPERVISOR)
        open_round(session, bangkok("2026-11-02T09:00"), places)
        session.flush()
        submit(session, session.query(Assignment).filter_by(office_id=places[0].id).one(), bangkok("2026-11-05T10:00"))
    yield made
    parts_of(made).stop()


def links(app: Flask) -> PageLinks:
    return PageLinks(parts_of(app).settings.app_secret)


def of(app: Flask, name: str) -> int:
    with Session(parts_of(app).engine) as session:
        return session.get_one(Account, f"U{name}").person_id or 0


def entered(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post(f"/overview/enter/{links(app).address(of(app, name))}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/overview/")
    return client


def round_id(app: Flask) -> int:
    with Session(parts_of(app).engine) as session:
        return rounds.all_rounds(session)[0].id


def test_the_address_alone_opens_nothing(app: Flask) -> None:
    client = app.test_client()
    address = f"/overview/enter/{links(app).address(of(app, 'Malee'))}"
    door = client.get(address)
    assert door.status_code == 200
    assert "<form" in door.get_data(as_text=True)
    assert client.get("/overview/").status_code == 403
    assert client.post(address).status_code == 303
    assert client.get("/overview/").status_code == 200


def test_the_cookie_is_for_the_page_alone_and_never_kept_by_others(app: Flask) -> None:
    answer = app.test_client().post(f"/overview/enter/{links(app).address(of(app, 'Malee'))}")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for rule in ("HttpOnly", "SameSite=Lax", "Path=/overview", "Max-Age=1800"):
        assert rule in cookie
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["", "nonsense", "1.2.3"])
def test_what_is_no_address_of_ours_opens_nothing(app: Flask, token: str) -> None:
    client = app.test_client()
    assert client.get(f"/overview/enter/{token or 'x'}").status_code == 410
    assert client.post(f"/overview/enter/{token or 'x'}").status_code == 410
    client.set_cookie(COOKIE, token, path="/overview")
    assert client.get("/overview/").status_code == 403


def test_an_address_is_no_cookie_and_a_cookie_no_address(app: Flask) -> None:
    made, client = links(app), app.test_client()
    client.set_cookie(COOKIE, made.address(of(app, "Malee")), path="/overview")
    assert client.get("/overview/").status_code == 403
    assert client.post(f"/overview/enter/{made.cookie(of(app, 'Malee'))}").status_code == 410


def test_who_oversees_nothing_sees_nothing(app: Flask) -> None:
    assert entered(app, "Somchai").get("/overview/").status_code == 403


def test_a_role_taken_away_closes_the_page_at_once(app: Flask) -> None:
    client = entered(app, "Malee")
    assert client.get("/overview/").status_code == 200
    who = of(app, "Malee")
    with transaction(parts_of(app).engine) as session:
        for role in list(session.get_one(Person, who).roles):
            session.delete(role)
    assert client.get("/overview/").status_code == 403


def test_it_says_the_numbers_of_the_chat_and_names_no_office_outside(app: Flask) -> None:
    asked, who = round_id(app), of(app, "Malee")
    page = entered(app, "Malee").get(f"/overview/?k=status&r={asked}").get_data(as_text=True)
    with Session(parts_of(app).engine) as session:
        scope = scopes.scope(session, session.get_one(Person, who)).whole
        found = progress(session, session.get_one(Round, asked), scope, NOW)
    assert f"ส่งแล้ว {found.submitted}/{found.expected}" in page
    assert "สำนักงาน a1" in page
    assert "สำนักงาน b" not in page


def test_every_link_of_a_page_leads_to_a_page(app: Flask) -> None:
    client, seen, waiting = entered(app, "Malee"), set(), ["/overview/"]
    for address in waiting:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = re.findall(r'href="(/overview/[^"]*)"', answer.get_data(as_text=True))
        new = [each.replace("&amp;", "&") for each in found if each.replace("&amp;", "&") not in seen]
        seen.update(new)
        waiting.extend(new)
    assert len(seen) > 12


OUTSIDE = (
    {"k": "office", "o": "b1"},
    {"k": "status", "o": "second", "w": 1},
    {"k": "nonsense"},
    {"k": "status", "r": "x"},
)


@pytest.mark.parametrize("args", OUTSIDE)
def test_what_lies_outside_the_scope_is_not_found(app: Flask, args: dict[str, object]) -> None:
    with Session(parts_of(app).engine) as session:
        named = people.office_by_code(session, str(args.get("o", "")))
    given = {"r": round_id(app), **args, **({"o": named.id} if named else {})}
    client = entered(app, "Malee")
    assert client.get(f"/overview/?{urlencode(given)}").status_code == 404
    assert client.get(f"/overview/offices.csv?{urlencode(given)}").status_code == 404


def test_the_offices_of_a_page_are_a_table_to_take_along(app: Flask) -> None:
    answer = entered(app, "Malee").get(f"/overview/offices.csv?k=missing&r={round_id(app)}")
    lines = answer.get_data(as_text=True).splitlines()
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert [line.split(",")[0] for line in lines[1:]] == ["a2"]


def test_the_record_shows_deeds_of_the_own_scope_and_that_the_page_was_opened_is_one(app: Flask) -> None:
    client = entered(app, "Malee")
    record = client.get("/overview/record").get_data(as_text=True)
    assert "เปิดรอบ" in record
    with Session(parts_of(app).engine) as session:
        assert "open_page" in {deed.deed for deed in session.query(Deed)}


def test_the_record_is_read_page_by_page_to_its_end(app: Flask) -> None:
    with transaction(parts_of(app).engine) as session:
        office_id = session.query(Assignment).order_by(Assignment.id).all()[0].office_id
        for number in range(2 * DEEDS_SHOWN + 5):
            journal.record(session, NOW, None, "answer", f"ลำดับ{number:03}.", office_id=office_id)
    client, address, seen = entered(app, "Malee"), "/overview/record", []
    while address:
        page = client.get(address).get_data(as_text=True)
        seen += re.findall(r"ลำดับ\d+", page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"ลำดับ{number:03}" for number in reversed(range(2 * DEEDS_SHOWN + 5))]
    outside = entered(app, "Wichai").get("/overview/record").get_data(as_text=True)
    assert "ลำดับ" not in outside
