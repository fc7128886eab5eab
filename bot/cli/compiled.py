"""`flask export word | pdf | chart`: a round's report, and what its compiler should know beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from bot.cli.export import FILE, export
from bot.cli.people import find_office
from bot.cli.rounds import AT, find_round
from bot.cli.saying import Trouble, as_json, clock_face, iso, parts, say, told
from exports import built_in
from forms.form import Form
from handlers.volume import answered, changes
from handlers.volume.changes import Changes
from handlers.volume.charting import picture
from handlers.volume.compiled_pages import Layout, Wanted
from handlers.volume.compiling import Compiled, Listed, compile_round
from handlers.words_compiling import annex_left_out
from models import Session, compilings, database_now, transaction
from models.compiled import owed
from models.rounds import Round
from thai.printed_dates import Digits

__all__ = ["export"]

C = TypeVar("C", bound=Callable[..., Any])
_LAYOUTS = [layout for layout in get_args(Layout) if layout != "office"]
_OPTIONS = (
    click.argument("key", metavar="ROUND"),
    click.option("--layout", type=click.Choice(_LAYOUTS), default="by-item", show_default=True),
    click.option("--office", metavar="CODE", help="Only this office's own copy, as its printed form."),
    click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A .docx of yours."),
    click.option("--draft", is_flag=True, help="A working copy: with reports not sent yet, marked as such."),
    click.option("--hide-compiler", is_flag=True, help="Print our own office's answers without its name."),
    click.option("--digits", type=click.Choice(get_args(Digits)), help="Of page numbers, dates, photo numbers."),
    click.option("--charts", is_flag=True, help="Add the round's charts at its end."),
    AT,
    FILE,
    as_json,
)


@dataclass(frozen=True)
class _Asked:
    """What the command line asks for, as typed."""

    key: str
    layout: Layout
    office: str | None
    template: Path | None
    draft: bool
    hide_compiler: bool
    digits: Digits | None
    charts: bool
    at: datetime | None


def _options(command: C) -> C:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@export.command("word", help="Compile the report of ROUND into a Word file.")
@_options
@told
def word_(file: Path, as_json: bool, **asked: Any) -> None:
    made = _made(_Asked(**asked))
    _finish(made, made.document, file, asked["draft"], as_json)


@export.command("pdf", help="Compile the report of ROUND and print it to PDF; needs LibreOffice.")
@_options
@told
def pdf_(file: Path, as_json: bool, **asked: Any) -> None:
    from exports.annexes import bound
    from exports.pdf import pdf

    made = _made(_Asked(**asked))
    printed, left_out = bound(pdf(made.document, bookmarks=True), made.compiled.volume.annexes)
    warnings = (*made.compiled.warnings, *map(annex_left_out, left_out))
    made = replace(made, compiled=replace(made.compiled, warnings=warnings))
    _finish(made, printed, file, asked["draft"], as_json)


@export.command("chart", help="Draw ROUND as a .png: reports in by day and area, what the numbers add up to.")
@click.argument("key", metavar="ROUND")
@click.option("--digits", type=click.Choice(get_args(Digits)), help="Of the numbers and dates in it.")
@AT
@FILE
@as_json
@told
def chart(key: str, digits: Digits | None, at: datetime | None, file: Path, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        round_ = find_round(session, key)
        drawn = picture(session, round_, at or database_now(session), digits)
        key = round_.key
    file.write_bytes(drawn)
    say({"round": key, "file": str(file)}, as_json, lambda: [f"chart of {key} in {file}"])


@dataclass(frozen=True)
class _Made:
    """What was compiled of which round, and its Word file. `contents` is what the next compiling is compared with."""

    round_id: int
    key: str
    form: Form
    compiled: Compiled
    document: bytes
    contents: dict[str, Any] | None
    changes: Changes | None
    at: datetime


def _made(asked: _Asked) -> _Made:
    """Compile a round. Files are made after the transaction."""
    from exports.paging import with_pages  # web workers register these commands and never need Word
    from exports.template_mistakes import CannotFill
    from exports.word import word

    settings = parts().settings
    with transaction(parts().engine) as session:
        round_ = find_round(session, asked.key)
        at = asked.at or database_now(session)
        wanted = Wanted(
            layout="office" if asked.office else asked.layout,
            compiler=settings.office_name,
            media=settings.media_dir,
            office=find_office(session, asked.office) if asked.office else None,
            is_draft=asked.draft,
            unnamed=_named(session, round_, settings.office_name) if asked.hide_compiler else frozenset(),
            digits=asked.digits or "",
            charts_at=at if asked.charts else None,
        )
        compiled = compile_round(session, round_, wanted)
        form, form_id, round_id, key = answered.form_of_round(session, round_), round_.form_id, round_.id, round_.key
        contents = None if asked.office else changes.remembered(form, compiled.reports)
        before = compilings.last(session, round_.id, asked.draft)
        different = changes.between(before.contents, contents, before.at) if before and contents else None
    template = asked.template.read_bytes() if asked.template else built_in.template(form_id, wanted.layout)
    try:
        document = with_pages(word(compiled.volume, template), compiled.volume)
    except CannotFill as error:
        raise Trouble(f"The template cannot be filled.\n{error}") from error
    return _Made(round_id, key, form, compiled, document, contents, different, at)


def _named(session: Session, round_: Round, name: str) -> frozenset[int]:
    """Return the id of the office of a round that has a name."""
    return frozenset(one.office.id for one in owed(session, round_.id) if one.office.name == name)


def _finish(made: _Made, body: bytes, file: Path, is_draft: bool, as_json: bool) -> None:
    """Write a file, remember what is in it, and tell what to know about it."""
    file.write_bytes(body)
    if made.contents is not None:
        with transaction(parts().engine) as session:
            compilings.remember(session, made.round_id, is_draft, made.at, made.contents)
    report = {
        "round": made.key,
        "file": str(file),
        "missing": [office.code for office in made.compiled.missing],
        "unanswered": _by_code(made.compiled.unanswered),
        "not_acted": _by_code(made.compiled.not_acted),
        "warnings": list(made.compiled.warnings),
        "since": iso(made.changes.since) if made.changes else None,
        "changes": made.changes.by_code(made.form) if made.changes else None,
    }
    say(report, as_json, lambda: [*_lines(made), f"{len(made.compiled.volume.blocks)} blocks in {file}"])


def _by_code(listed: Sequence[Listed]) -> dict[str, list[str]]:
    return {office.code: list(labels) for office, labels in listed}


def _lines(made: _Made) -> list[str]:
    compiled = made.compiled
    lines = [f"not sent: {office.code}  {office.called}" for office in compiled.missing]
    lines += [f"blank: {office.code}  {', '.join(labels)}" for office, labels in compiled.unanswered]
    lines += [f"not acted on: {office.code}  {', '.join(labels)}" for office, labels in compiled.not_acted]
    lines += [f"total: {warning}" for warning in compiled.warnings]
    if made.changes is None:
        return lines
    listed = made.changes.by_code(made.form)
    when = f"since {clock_face(made.changes.since)}"
    lines += [f"{when}: {code}  {what} {', '.join(items)}".rstrip() for code, whats in listed for what, items in whats]
    return lines if listed else [*lines, f"{when}: nothing is different"]
