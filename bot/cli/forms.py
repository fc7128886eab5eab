"""`flask form check | publish | migrate | list`: the forms rounds can use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.saying import UNABLE, Trouble, as_json, clock_face, iso, parts, say, table, told
from handlers.form import migrating, publishing
from handlers.form.migrating import Change
from handlers.form.publishing import Checked
from models import Session, catalogue, database_now, transaction

FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
MEDIA = click.option(
    "--media",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="A table (CSV, XML, GeoJSON) the form reads, a picture, sound or film it shows, or a folder; again for more.",
)

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


@form.command("migrate", help="Say what FORM's newest version changes for reports begun on an older one; move them.")
@click.argument("form_id", metavar="FORM")
@click.option("--move", "moving", is_flag=True, help="Move the reports that lose no answer, and the open rounds.")
@as_json
@told
def migrate(form_id: str, moving: bool, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        if catalogue.newest_version(session, form_id) is None:
            raise Trouble(f"no form {form_id} is published")
        now = database_now(session)
        found = migrating.changes(session, form_id, now)
        moved = {each.submission_id for each in migrating.move(session, form_id, now)} if moving else set()
    rows = [_change(each, each.submission_id in moved) for each in found]
    heading = ("office", "from", "kept", "dropped", "newly required", "fits", "moved")
    cells = [
        [row["office"], row["from"], row["kept"], "; ".join(row["dropped"]), "; ".join(row["newly_required"]),
         row["fits"], row["moved"]]
        for row in rows
    ]  # fmt: skip
    say(rows, as_json, lambda: table(heading, cells) if rows else ["No report is begun on an older version."])


def _change(change: Change, is_moved: bool) -> dict[str, Any]:
    return {
        "office": change.office,
        "from": change.from_version,
        "kept": change.kept,
        "dropped": list(change.dropped),
        "newly_required": list(change.newly_required),
        "fits": change.fits,
        "moved": is_moved,
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
