"""`flask form check | publish | migrate | list`: the forms rounds can use."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from time import sleep
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.saying import UNABLE, BangkokMoment, Trouble, as_json, clock_face, iso, parts, say, table, told
from handlers.form import amending, migrating, moving, publishing
from handlers.form.migrating import Change
from handlers.form.publishing import Checked
from models import Engine, Session, catalogue, database_now, reading, transaction
from models.catalogue import FormVersion
from models.form_moves import FormMove

FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
MEDIA = click.option(
    "--media",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="A table (CSV, XML, GeoJSON) the form reads, a picture, sound or film it shows, or a folder; again for more.",
)

PAUSE_SECONDS = 0.1  # between two portions of a move: the writer is everybody's

form = AppGroup("form", help="Forms, authored as XLSForm workbooks.")


@form.command("check", help="Say what is wrong with a workbook, with sheet and row; nothing is stored.")
@click.argument("files", nargs=-1, required=True, type=FILES)
@MEDIA
@as_json
@told
def check(files: tuple[Path, ...], media: tuple[Path, ...], as_json: bool) -> None:
    checked = [(file, publishing.check(file.read_bytes(), _attached(media))) for file in files]
    say([_report(file, each) for file, each in checked], as_json, lambda: _lines(checked))
    if any(each.problems for _, each in checked):
        raise click.exceptions.Exit(UNABLE)


@form.command("publish", help="Publish workbooks; one that is published already is left as it is.")
@click.argument("files", nargs=-1, required=True, type=FILES)
@MEDIA
@as_json
@told
def publish(files: tuple[Path, ...], media: tuple[Path, ...], as_json: bool) -> None:
    checked = [(file, publishing.check(file.read_bytes(), _attached(media))) for file in files]
    bad = [(file, each) for file, each in checked if each.problems]
    if bad:
        raise Trouble("\n".join(_lines(bad)))
    with transaction(parts().engine) as session:
        rows = [_publish(session, file, each) for file, each in checked]
    heading = ("form", "version", "items", "published", "title")
    cells = [
        [row["form"], row["version"], row["items"], "new" if row["new"] else "as before", row["title"]] for row in rows
    ]
    say(rows, as_json, lambda: table(heading, cells))


@form.command("list", help="List the newest version of every form.")
@as_json
@told
def list_(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        versions = catalogue.newest_versions(session)
    rows = [
        {
            "form": each.form_id,
            "version": each.version,
            "title": each.title,
            "short": each.short,
            "items": each.questions,
            "published_at": iso(each.published_at),
        }
        for each in versions
    ]
    heading = ("form", "version", "items", "published", "title")
    cells = [[v.form_id, v.version, v.questions, clock_face(v.published_at), v.title] for v in versions]
    say(rows, as_json, lambda: table(heading, cells) if rows else ["No form is published yet."])


@form.command("migrate", help="Say what FORM's newest version changes for reports on an older one; move and ask them.")
@click.argument("form_id", metavar="FORM")
@click.option("--move", "is_agreed", is_flag=True, help="Move what loses no answer; ask sent reports for what changed.")
@click.option("--until", type=BangkokMoment(time(16, 30)), help="By when those answer; else in five working days.")
@as_json
@told
def migrate(form_id: str, is_agreed: bool, until: datetime | None, as_json: bool) -> None:
    engine = parts().engine
    with Session(reading(engine)) as session:
        version = catalogue.newest_version(session, form_id)
        if version is None:
            raise Trouble(f"no form {form_id} is published")
        now = database_now(session)
        begun = [_change(each) for each in migrating.changes(session, version, now)]
        sent = amending.foresee(session, version, now)
        until = until or amending.until_by_default(session, now)
    found: dict[str, Any] = {"begun": begun, "sent": sent.sent, "asks": list(sent.items)}
    done = _move(engine, version.id, until, now) if is_agreed else {}
    say({**found, **done}, as_json, lambda: _migrated(found, done))


def _move(engine: Engine, version_id: int, until: datetime, now: datetime) -> dict[str, Any]:
    """Do the whole move, or what the clock leaves of it; the writer is left to others between two portions."""
    with transaction(engine) as session:
        move = moving.begin(session, session.get_one(FormVersion, version_id), until, now, None)
        move_id, state = move.id, move.state
    while state == "wanted":
        sleep(PAUSE_SECONDS)
        with transaction(engine) as session:
            moving.portion(session, now)
            state = session.get_one(FormMove, move_id).state
    with Session(reading(engine)) as session:
        move = session.get_one(FormMove, move_id)
        return {"state": move.state, "moved": move.moved, "asked": move.asked, "failed": move.failed}


def _migrated(found: dict[str, Any], done: dict[str, Any]) -> list[str]:
    heading = ("office", "from", "kept", "dropped", "newly required", "fits")
    cells = [
        [row["office"], row["from"], row["kept"], "; ".join(row["dropped"]), "; ".join(row["newly_required"]),
         row["fits"]]
        for row in found["begun"]
    ]  # fmt: skip
    lines = list(table(heading, cells)) if cells else ["No report is begun on an older version."]
    if found["sent"]:
        lines.append(f"{found['sent']} sent on an older version; asked for: {'; '.join(found['asks']) or 'nothing'}")
    return [*lines, "  ".join(f"{name} {value}" for name, value in done.items())] if done else lines


def _change(change: Change) -> dict[str, Any]:
    return {
        "office": change.office,
        "from": change.from_version,
        "kept": change.kept,
        "dropped": list(change.dropped),
        "newly_required": list(change.newly_required),
        "fits": change.fits,
    }


def _attached(files: tuple[Path, ...]) -> dict[str, bytes]:
    """Return the files given, by name; of a folder every file in it."""
    each = [one for file in files for one in (sorted(file.iterdir()) if file.is_dir() else [file])]
    return {file.name: file.read_bytes() for file in each if file.is_file() and not file.name.startswith(".")}


def _publish(session: Session, file: Path, checked: Checked) -> dict[str, Any]:
    try:
        published = publishing.publish(session, checked, database_now(session))
    except publishing.CannotPublish as problem:
        raise Trouble(f"{file.name}: {problem}") from problem
    version = published.version
    return {
        "file": file.name,
        "form": version.form_id,
        "version": version.version,
        "title": version.title,
        "items": version.questions,
        "new": published.is_new,
        "warnings": version.warnings,
    }


def _report(file: Path, checked: Checked) -> dict[str, Any]:
    form = checked.form
    return {
        "file": file.name,
        "ok": form is not None,
        "form": form.id if form else None,
        "version": form.version if form else None,
        "title": form.title if form else None,
        "items": len(form.items) if form else None,
        "problems": list(checked.problems),
        "warnings": list(checked.warnings),
    }


def _lines(checked: list[tuple[Path, Checked]]) -> list[str]:
    lines = []
    for file, each in checked:
        state = (
            f"{len(each.problems)} problems" if each.form is None else f"{each.form.id}, {len(each.form.items)} items"
        )
        lines += [f"{file.name}: {state}", *(f"  {text}" for text in (*each.problems, *each.warnings))]
    return lines
