"""Keeping users, chats, contents and rich menus in a file, so that a second start finds them.

Writes are gathered and go to SQLite a few times a second, in one transaction, from a thread of their own: an answer
never waits for the disk. What a power cut takes is the last half second of a simulation.
"""

from __future__ import annotations

import atexit
import base64
import dataclasses
import json
import logging
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from simulator.state.contents import Content
from simulator.state.menus import RichMenus
from simulator.state.people import Group, User
from simulator.state.retry_keys import Accepted

if TYPE_CHECKING:
    from simulator.state.world import World

FLUSH_EVERY_S = 0.3

logger = logging.getLogger(__name__)


class Keeper(Protocol):
    def keep(self, room: str, key: str, value: Any, /) -> None: ...
    def drop(self, room: str, key: str, /) -> None: ...
    def forget(self) -> None: ...
    def flush(self) -> None: ...
    def load_into(self, world: World, /) -> None: ...


class Forgetful:
    """Keeps nothing: tests, and simulators without a file."""

    def keep(self, _room: str, _key: str, _value: Any) -> None:
        return

    def drop(self, _room: str, _key: str) -> None:
        return

    def forget(self) -> None:
        return

    def flush(self) -> None:
        return

    def load_into(self, _world: World) -> None:
        return


class SqliteKeeper:
    """One table (room, key, JSON value), written behind."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (room TEXT, key TEXT, value TEXT, PRIMARY KEY (room, key)) WITHOUT ROWID"
        )
        self._waiting: dict[tuple[str, str], str | None] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        threading.Thread(target=self._flush_for_ever, daemon=True).start()
        atexit.register(self.flush)

    def keep(self, room: str, key: str, value: Any) -> None:
        with self._lock:
            self._waiting[room, key] = json.dumps(value, ensure_ascii=False)

    def drop(self, room: str, key: str) -> None:
        with self._lock:
            self._waiting[room, key] = None

    def forget(self) -> None:
        with self._writing, self._lock, self._connection:
            self._waiting.clear()
            self._connection.execute("DELETE FROM kept")

    def flush(self) -> None:
        with self._writing:
            with self._lock:
                waiting, self._waiting = self._waiting, {}
            if not waiting:
                return
            try:
                self._write(waiting)
            except sqlite3.Error as trouble:
                logger.warning("The simulation cannot be kept now: %s", trouble)
                with self._lock:
                    self._waiting = waiting | self._waiting

    def _write(self, waiting: dict[tuple[str, str], str | None]) -> None:
        rows = [(*place, value) for place, value in waiting.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            self._connection.execute("DELETE FROM kept WHERE value IS NULL")

    def load_into(self, world: World) -> None:
        for room, key, value in self._connection.execute("SELECT room, key, value FROM kept ORDER BY room, key"):
            LOADERS[room](world, key, json.loads(value))

    def _flush_for_ever(self) -> None:
        pause = threading.Event()
        while not pause.wait(FLUSH_EVERY_S):
            self.flush()


def open_keeper(path: Path) -> Keeper:
    """Open or make the file. Raises OSError with a sentence when it cannot be used."""
    try:
        return SqliteKeeper(path)
    except sqlite3.Error as trouble:
        raise OSError(f"{path} cannot be used to keep users and chats: {trouble}") from trouble


def user_json(user: User) -> dict[str, Any]:
    return dataclasses.asdict(user)


def content_json(content: Content) -> dict[str, Any]:
    return {**dataclasses.asdict(content), "body": base64.b64encode(content.body).decode()}


def _load_user(world: World, key: str, value: Any) -> None:
    world.people.users[key] = User(**value)


def _load_group(world: World, key: str, value: Any) -> None:
    world.people.groups[key] = Group(**value)


def _load_entry(world: World, key: str, value: Any) -> None:
    world.chat(key.split(" ")[0]).add(value)


def _load_content(world: World, key: str, value: Any) -> None:
    world.contents.held[key] = Content(**{**value, "body": base64.b64decode(value["body"])})


def _load_retry_key(world: World, key: str, value: Any) -> None:
    world.retry_keys.remember(key, Accepted(**value))


def _load_channel(world: World, key: str, value: Any) -> None:
    match key:
        case "quota":
            world.quota.month, world.quota.used = value
        case "webhook_url":
            world.webhook_url = value
        case "menus":
            menus = world.menus
            menus.menus, menus.aliases, menus.links = value["menus"], value["aliases"], value["links"]
            menus.default = value["default"]


def _load_menu_image(world: World, key: str, value: Any) -> None:
    world.menus.images[key] = (value[0], base64.b64decode(value[1]))


LOADERS = {
    "users": _load_user,
    "groups": _load_group,
    "chats": _load_entry,
    "contents": _load_content,
    "retry_keys": _load_retry_key,
    "channel": _load_channel,
    "menu_images": _load_menu_image,
}


def group_json(group: Group) -> dict[str, Any]:
    return dataclasses.asdict(group)


def menus_json(menus: RichMenus) -> dict[str, Any]:
    return {"menus": menus.menus, "aliases": menus.aliases, "links": menus.links, "default": menus.default}
