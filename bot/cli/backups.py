"""`flask backup FILE` and `flask restore FILE`: everything in one file, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from bot.backup import CannotBackUp, Manifest, back_up
from bot.backup import restore as put_back
from bot.cli.saying import Trouble, as_json, iso, parts, say, told
from models import Session, database_now, reading, schema


@click.command("backup", help="Write database, photos and files into FILE (a .tar). The bot may run on.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@with_appcontext
@told
def backup(file: Path, as_json: bool) -> None:
    joined = parts()
    with Session(reading(joined.engine)) as session:
        now = database_now(session)
    try:
        manifest = back_up(joined.engine, joined.settings.media_dir, file, now)
    except CannotBackUp as problem:
        raise Trouble(str(problem)) from problem
    say(_told(file, manifest), as_json, lambda: [_line(file, manifest)])


@click.command("restore", help="Put a backup back. Stop the bot and the clock before.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Over a database that holds something; the old one is kept beside it.")
@as_json
@with_appcontext
@told
def restore(file: Path, replace: bool, as_json: bool) -> None:
    joined = parts()
    try:
        manifest = put_back(joined.engine, joined.settings.media_dir, file, replace)
    except CannotBackUp as problem:
        raise Trouble(str(problem)) from problem
    older = [] if manifest.revision == schema.HEAD else ["It is of another release. Run: flask db upgrade"]
    say(_told(file, manifest), as_json, lambda: [_line(file, manifest), *older])


def _told(file: Path, manifest: Manifest) -> dict[str, Any]:
    return {"file": str(file), **asdict(manifest), "made_at": iso(datetime.fromisoformat(manifest.made_at))}


def _line(file: Path, manifest: Manifest) -> str:
    megabytes = manifest.database_bytes / 1_000_000
    return f"{file}: database {megabytes:.1f} MB, {manifest.media_files} files, revision {manifest.revision}"
