"""One file that holds everything: the database, the photos and files, and what it was made of. Made and put back.

A backup is a tar: manifest.json, database.sqlite or database.dump, media/... It is written beside its name and renamed
when it is whole and has been looked over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from models import Engine, Session, copying, reading, schema

MANIFEST = "manifest.json"
NAMES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
MEDIA = "media"


class CannotBackUp(Exception):
    """Backup or restore is not possible; the text says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `database_sha256` is checked before anything is put back."""

    made_at: str
    kind: str  # sqlite | postgresql
    revision: str | None
    database_sha256: str
    database_bytes: int
    media_files: int


def back_up(engine: Engine, media: Path, file: Path, now: datetime) -> Manifest:
    """Write everything into `file`. Raises CannotBackUp."""
    kind = engine.url.get_backend_name()
    with tempfile.TemporaryDirectory(dir=_folder(file)) as scratch:
        database = Path(scratch) / NAMES[kind]
        _dump(engine, database)
        with Session(reading(engine)) as session:
            revision = schema.revision(session)
        photos = sorted(path for path in media.rglob("*") if path.is_file()) if media.exists() else []
        size = database.stat().st_size
        manifest = Manifest(now.isoformat(), kind, revision, _digest(database), size, len(photos))
        whole = Path(scratch) / "whole.tar"
        _pack(whole, manifest, database, media, photos)
        whole.chmod(0o600)  # answers of people
        os.replace(whole, file)
    return manifest


def read_manifest(file: Path) -> Manifest:
    """Return what a backup says it holds. Raises CannotBackUp."""
    try:
        with tarfile.open(file) as tar:
            told = tar.extractfile(MANIFEST)
            manifest = Manifest(**json.loads(told.read() if told else b""))
    except (tarfile.TarError, KeyError, TypeError, ValueError, EOFError):
        _not_ours(file)
    return manifest


def restore(engine: Engine, media: Path, file: Path, replace: bool) -> Manifest:
    """Put a backup back. The bot and the clock must not run. Raises CannotBackUp and changes nothing then.

    `replace`: also over a database that holds something; a SQLite file is kept beside it as `*.before-restore`.
    """
    manifest = read_manifest(file)
    kind = engine.url.get_backend_name()
    if manifest.kind != kind:
        raise CannotBackUp(f"{file.name} is of {manifest.kind}, DATABASE_URL is {kind}.")
    if not replace and _holds_something(engine):
        raise CannotBackUp("The database is not empty. Stop the bot and the clock, then add --replace.")
    media.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_folder(media)) as scratch:
        with tarfile.open(file) as tar:
            tar.extractall(scratch, filter="data")
        database = Path(scratch) / NAMES[kind]
        if _digest(database) != manifest.database_sha256:
            raise CannotBackUp(f"{file.name} is damaged: its database is not the one that was written.")
        _load(engine, database)
        if (Path(scratch) / MEDIA).exists():
            shutil.copytree(Path(scratch) / MEDIA, media, dirs_exist_ok=True)
    return manifest


def _pack(whole: Path, manifest: Manifest, database: Path, media: Path, photos: list[Path]) -> None:
    told = database.with_name(MANIFEST)
    told.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
    with tarfile.open(whole, "w") as tar:
        tar.add(told, MANIFEST)
        tar.add(database, database.name)
        for photo in photos:
            tar.add(photo, f"{MEDIA}/{photo.relative_to(media)}")


def _dump(engine: Engine, target: Path) -> None:
    source = copying.sqlite_file(engine)
    if source is None:
        _postgres("pg_dump", engine, ["--format=custom", "--no-owner", f"--file={target}"])
        return
    if not source.exists():
        raise CannotBackUp(f"There is no database at {source}. Run: flask db upgrade")
    copying.copy_sqlite(source, target)
    _sound(target)


def _load(engine: Engine, database: Path) -> None:
    target = copying.sqlite_file(engine)
    if target is None:
        wanted = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
        _postgres("pg_restore", engine, [*wanted, str(database)])
        return
    _sound(database)
    engine.dispose()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        copy = target.with_name(f"{target.name}.before-restore")
        copy.unlink(missing_ok=True)
        copying.copy_sqlite(target, copy)
    fresh = target.with_name(f"{target.name}.restoring")
    shutil.copyfile(database, fresh)
    for log in (f"{target.name}-wal", f"{target.name}-shm"):  # they belong to the file that goes
        target.with_name(log).unlink(missing_ok=True)
    os.replace(fresh, target)


def _sound(file: Path) -> None:
    try:
        copying.look_over(file)
    except copying.Damaged as problem:
        raise CannotBackUp(f"{file.name} is damaged: {problem}") from problem


def _postgres(tool: str, engine: Engine, options: list[str]) -> None:
    """Run one of PostgreSQL's own tools; the password goes through the environment, where others do not see it."""
    program = shutil.which(tool)
    if program is None:
        raise CannotBackUp(f"{tool} is not installed here. It comes with PostgreSQL's client programs.")
    url = engine.url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": str(engine.url.password)} if engine.url.password else {})}
    done = subprocess.run(  # noqa: S603  the program is PostgreSQL's, the words are ours
        [program, f"--dbname={url}", *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotBackUp(f"{tool} did not succeed: {said}")


def _holds_something(engine: Engine) -> bool:
    file = copying.sqlite_file(engine)
    if file is not None and not file.exists():
        return False
    with Session(reading(engine)) as session:
        return schema.revision(session) is not None


def _folder(path: Path) -> Path:
    """Return the folder a path lies in: scratch files there can be renamed into place."""
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    return path.absolute().parent


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _not_ours(file: Path) -> NoReturn:
    raise CannotBackUp(f"{file.name} is not a backup made by flask backup.")
