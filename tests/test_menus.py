"""The menus under the chats: made from the commands, set at LINE once, switched when somebody's duties change."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot import make_menus
from bot.menu_setup import keep, set_menus
from bot.menus import FOLDER, at_line, fields
from handlers.people.menus import MENUS, Menu, menu_of
from handlers.routes import ROUTES, find_route
from handlers.words_menus import FIELDS
from models import join_requests, transaction
from models.people import Account, Duty, Person, Role
from tests import world
from tests.joined import Joined, joined
from tests.phones import wait_until

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
DUTIES: dict[Menu, set[Duty]] = {
    "officer": {Duty.OFFICER},
    "coordinator": {Duty.COORDINATOR},
    "supervisor": {Duty.SUPERVISOR},
    "both": {Duty.OFFICER, Duty.COORDINATOR},
}


@pytest.fixture
def pair(database_url: str, tmp_path: Path) -> Iterator[Joined]:
    with joined(database_url, tmp_path) as running:
        yield running


def person_of(duties: set[Duty]) -> Person:
    return Person(name="x", roles=[Role(office_id=1, duty=duty) for duty in duties])


@pytest.mark.parametrize("menu", MENUS)
def test_every_field_is_a_command_its_people_may_give(menu: Menu) -> None:
    routes = {route.name: route for route in ROUTES}
    for name in MENUS[menu]:
        if name not in FIELDS:
            duties = routes[name].duties
            assert not duties or DUTIES[menu] & duties, f"{name} is not for {menu}"
    for field, name in zip(fields(menu), MENUS[menu], strict=True):
        found = find_route(field.says)[0]
        assert name in FIELDS or (found is not None and found.name == name)


@pytest.mark.parametrize("menu", MENUS)
def test_the_committed_picture_is_the_one_that_is_drawn(menu: Menu) -> None:
    made = at_line(menu, "https://example.org")
    picture = Image.open(io.BytesIO(made.picture))
    assert picture.size == (made.body["size"]["width"], made.body["size"]["height"])
    assert len(made.picture) < 1_000_000


def test_drawing_them_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_menus, "FOLDER", tmp_path)
    make_menus.main()
    for menu in MENUS:
        drawn, kept = Image.open(tmp_path / f"{menu}.png"), Image.open(FOLDER / f"{menu}.png")
        assert drawn.convert("RGB").tobytes() == kept.convert("RGB").tobytes(), f"run python -m bot.make_menus: {menu}"


@pytest.mark.parametrize("menu", DUTIES)
def test_duties_tell_the_menu(menu: Menu) -> None:
    assert menu_of(person_of(DUTIES[menu])) == menu


def test_who_has_no_duty_is_a_guest_or_waits() -> None:
    assert menu_of(None) == "guest"
    assert menu_of(person_of(set())) == "guest"
    assert menu_of(None, is_pending=True) == "pending"


def test_setting_them_again_changes_nothing_at_line(pair: Joined) -> None:
    first, ids = set_menus(pair.parts.settings)
    assert (set(first.made), first.kept, first.removed) == (set(MENUS), (), 0)
    second, again = set_menus(pair.parts.settings)
    assert (second.made, set(second.kept), second.removed) == ((), set(MENUS), 0)
    assert again == ids


def test_a_changed_menu_takes_the_place_of_the_old_one(pair: Joined) -> None:
    call = pair.parts.line.call
    old = {**at_line("officer", "https://example.org").body, "name": "raingan officer 000000000000"}
    call("POST", "/v2/bot/richmenu", old)
    foreign = {**old, "name": "somebody else's"}
    call("POST", "/v2/bot/richmenu", foreign)
    done, _ids = set_menus(pair.parts.settings)
    assert done.removed == 1
    names = {each["name"] for each in call("GET", "/v2/bot/richmenu/list").body["richmenus"]}
    assert "somebody else's" in names
    assert len(names) == len(MENUS) + 1


def accounts(pair: Joined) -> int:
    with transaction(pair.parts.engine) as session:
        return session.query(Account).count()


def shown(pair: Joined, user: str, ids: dict[str, tuple[str, str]]) -> str:
    """Return the menu LINE shows a user."""
    try:
        linked = pair.parts.line.call("GET", f"/v2/bot/user/{user}/richmenu").body["richMenuId"]
    except Exception:
        return "guest"
    return next(menu for menu, (menu_id, _) in ids.items() if menu_id == linked)


def test_the_menu_follows_the_duties(pair: Joined) -> None:
    _done, found = set_menus(pair.parts.settings)
    ids = dict(found)
    user, other = pair.friend("นก"), pair.friend("ปู")
    wait_until(lambda: accounts(pair) == 2)
    with transaction(pair.parts.engine) as session:
        people = world.settle(session, NOW, [])
        keep(session, found, NOW)
        for each in (user, other):
            session.get_one(Account, each).menu_due = True
        session.flush()
        office = people.offices["sesao"]
        session.add(join_requests.JoinRequest(line_user_id=user, office_id=office, duty="officer", asked_at=NOW))
    assert pair.parts.menu_links.beat() == 2
    assert shown(pair, user, ids) == "pending"
    with transaction(pair.parts.engine) as session:
        for each in (user, other):
            account = session.get_one(Account, each)
            account.person = Person(name="x", created_at=NOW)
            session.flush()
            account.person.roles.append(Role(office_id=office, duty=Duty.OFFICER))
        session.query(join_requests.JoinRequest).one().state = "granted"
    assert pair.parts.menu_links.beat() == 2
    assert (shown(pair, user, ids), shown(pair, other, ids)) == ("officer", "officer")
    with transaction(pair.parts.engine) as session:
        first = session.get_one(Account, user).person
        assert first is not None
        first.roles[0].duty = Duty.COORDINATOR
    assert pair.parts.menu_links.beat() == 1
    assert shown(pair, user, ids) == "coordinator"
    with transaction(pair.parts.engine) as session:
        account = session.get_one(Account, user)
        for role in list(account.person.roles) if account.person else []:
            session.delete(role)
    assert pair.parts.menu_links.beat() == 1
    assert shown(pair, user, ids) == "guest"
    assert pair.parts.menu_links.beat() == 0
