"""The floor under every turn: one select, one insert, one update and a commit, by the bare driver on the same disk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from itertools import pairwise
from statistics import median

import psycopg

from benchmarks.databases import Database

TABLES = (
    "CREATE TABLE floor_event (id TEXT PRIMARY KEY, body TEXT)",
    "CREATE TABLE floor_state (id INTEGER PRIMARY KEY, body TEXT)",
    "INSERT INTO floor_state VALUES (1, '{}')",
)
BODY = "ก" * 200


def per_second(database: Database, seconds: float) -> float:
    """Return the one-event transactions a single connection commits in a second, by the median of their times."""
    turn, close = (_sqlite if database.server is None else _postgresql)(database)
    try:
        moments = [time.perf_counter()]
        while moments[-1] - moments[0] < seconds:
            turn(len(moments))
            moments.append(time.perf_counter())
        return 1 / median(after - before for before, after in pairwise(moments))
    finally:
        close()


def _sqlite(database: Database) -> tuple[Callable[[int], None], Callable[[], None]]:
    connection = sqlite3.connect(f"{database.engine.url.database}.floor", isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *_fresh()):
        connection.execute(statement)

    def turn(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT body FROM floor_state WHERE id = 1").fetchone()
        connection.execute("INSERT INTO floor_event VALUES (?, ?)", (str(number), BODY))
        connection.execute("UPDATE floor_state SET body = ? WHERE id = 1", (BODY,))
        connection.execute("COMMIT")

    return turn, connection.close


def _postgresql(database: Database) -> tuple[Callable[[int], None], Callable[[], None]]:
    connection = psycopg.connect(database.url.replace("+psycopg", ""))
    for statement in _fresh():
        connection.execute(statement.encode())
    connection.commit()

    def turn(number: int) -> None:
        connection.execute("SELECT body FROM floor_state WHERE id = 1 FOR UPDATE").fetchone()
        connection.execute("INSERT INTO floor_event VALUES (%s, %s)", (str(number), BODY))
        connection.execute("UPDATE floor_state SET body = %s WHERE id = 1", (BODY,))
        connection.commit()

    return turn, connection.close


def _fresh() -> tuple[str, ...]:
    drops = [f"DROP TABLE IF EXISTS {statement.split()[2]}" for statement in TABLES if statement.startswith("CREATE")]
    return (*drops, *TABLES)
