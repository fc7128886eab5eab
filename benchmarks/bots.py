"""The servers that are measured: the product as operators run it, the SDK's README bot, a null Flask app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from os import cpu_count
from pathlib import Path

from benchmarks.crowd import SECRET
from benchmarks.databases import Database
from benchmarks.processes import Server, gunicorn

PLAIN = ("-c", "benchmarks/apps/flags.py")


def environment(line_port: int) -> dict[str, str]:
    """Return the settings all of them share: the secret, and a LINE on loopback."""
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": "simulator",
        "LINE_API_HOST": f"http://127.0.0.1:{line_port}",
    }


@contextmanager
def product(database: Database, line_port: int, folder: Path, name: str = "") -> Iterator[Server]:
    """Serve the product: one worker on SQLite, one a core on PostgreSQL."""
    alone = database.server is None
    flags = ("-c", "gunicorn.conf.py", *(() if alone else ("--threads", "32")))
    settings = {**environment(line_port), "DATABASE_URL": database.url, "MEDIA_DIR": str(folder / "media")}
    workers = 1 if alone else cpu_count() or 1
    with gunicorn(name or f"product-{database.name}", "wsgi:app", flags, settings, folder, workers) as server:
        yield server


def echo(line_port: int, folder: Path) -> AbstractContextManager[Server]:
    flags = (*PLAIN, "--threads", "16")
    return gunicorn("echo", "benchmarks.apps.echo:app", flags, environment(line_port), folder, workers=2)


def null(folder: Path) -> AbstractContextManager[Server]:
    return gunicorn("null", "benchmarks.apps.null:app", (*PLAIN, "--threads", "64"), {}, folder)
