"""Rich menus as LINE takes them: made from the commands, with the pictures of bot/menus/.

A name ends in a digest of the menu and its picture: a menu at LINE that bears it is this one, and needs no change.
Who gets which is handlers/people/menus.py's to say; LINE for PC shows none, so each field only says what can be typed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from handlers.people.menus import MENUS, Menu
from handlers.routes import ROUTES
from handlers.words_menus import BAR, FIELDS, NOTES

FOLDER = Path(__file__).parent / "menus"
PREFIX = "raingan "
WIDTH, HEIGHT = 1200, 810  # of two rows; LINE wants 800 to 2500 wide, and at least 1.45 times as wide as high
COLUMNS, ROWS = 3, 2
_ROUTES = {route.name: route for route in ROUTES}
_SIGNS = {
    "resume": "pencil",
    "tasks": "list",
    "returned": "back",
    "copy": "copy",
    "calendar": "calendar",
    "help": "help",
    "status": "bars",
    "missing": "people",
    "review_list": "check",
    "petitions": "envelope",
    "rounds": "clock",
    "volume": "book",
    "excel": "table",
    "join": "key",
    "request": "clock",
    "privacy": "shield",
}


@dataclass(frozen=True)
class Shown:
    """One field of a menu: the sign drawn, the words said, the line below, or the page that opens."""

    sign: str
    says: str
    note: str
    page: str = ""


def fields(menu: Menu) -> list[Shown]:
    """Return the fields of a menu, row by row."""
    return [_field(name) for name in MENUS[menu]]


def _field(name: str) -> Shown:
    if name in FIELDS:
        says, page = FIELDS[name]
        return Shown(_SIGNS[name], says, NOTES[name], page)
    route = _ROUTES[name]
    return Shown(_SIGNS[name], route.typed, NOTES.get(name, route.help))


def areas(count: int) -> list[tuple[int, int, int, int]]:
    """Return x, y, width, height of the fields: one row for three, two for six."""
    rows = -(-count // COLUMNS)
    wide, high = WIDTH // COLUMNS, HEIGHT // ROWS
    return [(column * wide, row * high, wide, high) for row in range(rows) for column in range(COLUMNS)]


@dataclass(frozen=True)
class MenuAtLine:
    """A menu ready for LINE: what it is made of, its picture, and the name that stands for both."""

    menu: Menu
    name: str
    body: dict[str, Any]
    picture: bytes


@lru_cache(maxsize=16)
def at_line(menu: Menu, public_url: str) -> MenuAtLine:
    """Return a menu as LINE takes it."""
    shown = fields(menu)
    places = areas(len(shown))
    body = {
        "size": {"width": WIDTH, "height": max(y + high for _, y, _, high in places)},
        "selected": menu != "officer",
        "chatBarText": BAR,
        "areas": [
            {"bounds": {"x": x, "y": y, "width": wide, "height": high}, "action": _action(field, public_url)}
            for field, (x, y, wide, high) in zip(shown, places, strict=True)
        ],
    }
    picture = (FOLDER / f"{menu}.png").read_bytes()
    said = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    digest = hashlib.sha256(said + b"\0" + picture).hexdigest()[:12]
    name = f"{PREFIX}{menu} {digest}"
    return MenuAtLine(menu, name, {**body, "name": name}, picture)


def _action(field: Shown, public_url: str) -> dict[str, str]:
    if field.page:
        return {"type": "uri", "label": field.says[:20], "uri": public_url + field.page}
    return {"type": "message", "label": field.says[:20], "text": field.says}
