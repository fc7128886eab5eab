"""`flask form blank`: a form as a Word file to be filled without signal and sent back."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from bot.cli.export import FILE
from bot.cli.saying import Trouble, as_json, parts, say, told
from handlers.form import publishing
from handlers.volume import blank_form
from handlers.volume.compiled_pages import printed_rows
from models import catalogue, transaction
from thai.printed_dates import Digits


@click.command("blank", help="Write a form as .docx with a field for each answer; filled, it is read back exactly.")
@click.argument("form_id")
@FILE
@as_json
@with_appcontext
@told
def blank(form_id: str, file: Path, as_json: bool) -> None:
    from exports import built_in  # web workers register these commands and never need Word
    from exports.word import word
    from exports.write_fields import with_fields

    with transaction(parts().engine) as session:
        version = catalogue.newest_version(session, form_id)
        if version is None:
            raise Trouble(f"no form {form_id!r} has been published")
        form, short, rows = publishing.form_of(session, version.id), version.short, printed_rows(version.xform)
    digits: Digits = "arabic" if form.digits == "arabic" else "thai"
    made = blank_form.blank_of(form, rows, digits)
    compiler = parts().settings.office_name
    printed = blank_form.volume(form, made, short=short, compiler=compiler, office="", due="", digits=digits)
    file.write_bytes(with_fields(word(printed, built_in.template(form_id, "office")), made.fields))
    report = {"form": form_id, "file": str(file), "fields": len(made.fields)}
    say(report, as_json, lambda: [f"{len(made.fields)} fields in {file}"])
