"""`flask form read`: what a filled Word file would pre-fill. Stores nothing."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from bot.cli.forms import FILES
from bot.cli.saying import Trouble, as_json, parts, say, table, told
from exports.document import NotADocument
from handlers.form import prefilling, publishing
from models import catalogue, transaction
from thai.text import cut


@click.command(
    "read", help="Say what a filled .docx would pre-fill: item, position, value, confidence. Stores nothing."
)
@click.argument("form_id")
@click.argument("file", type=FILES)
@as_json
@with_appcontext
@told
def read(form_id: str, file: Path, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        version = catalogue.newest_version(session, form_id)
        if version is None:
            raise Trouble(f"no form {form_id!r} has been published")
        compiled = publishing.form_of(session, version.id)
    try:
        found = prefilling.read(compiled, file.read_bytes())
    except NotADocument as refused:
        raise Trouble(f"{file.name} cannot be read: {refused}") from refused
    rows = [
        {"ref": each.ref, "position": each.pos, "value": each.value, "confidence": round(each.confidence, 2)}
        for each in found
    ]
    cells = [[each.ref, each.pos, cut(each.value, 60), f"{each.confidence:.2f}"] for each in found]
    say(rows, as_json, lambda: table(("ref", "position", "value", "confidence"), cells))
