"""`flask export word | pdf | chart`: a round's report, and what its compiler should know beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from bot.cli.export import FILE, export
from bot.cli.people import find_office
from bot.cli.rounds import AT, find_round
from bot.cli.saying import Trouble, as_json, parts, say, told
from exports import built_in
from handlers.volume.charting import picture
from handlers.volume.compiled_pages import Layout, Wanted
from handlers.volume.compiling import Compiled, Listed, compile_round
from models import database_now, transaction
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
    key, compiled, made = _made(_Asked(**asked))
    _tell(key, compiled, file, as_json)
    file.write_bytes(made)


@export.command("pdf", help="Compile the report of ROUND and print it to PDF; needs LibreOffice.")
@_options
@told
def pdf_(file: Path, as_json: bool, **asked: Any) -> None:
    from exports.pdf import pdf

    key, compiled, made = _made(_Asked(**asked))
    printed = pdf(made, bookmarks=True)
    _tell(key, compiled, file, as_json)
    file.write_bytes(printed)


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


def _made(asked: _Asked) -> tuple[str, Compiled, bytes]:
    """Return the round's name, what was compiled and its Word file. Files are made after the transaction."""
    from exports.paging import with_pages  # web workers register these commands and never need Word
    from exports.template_mistakes import CannotFill
    from exports.word import word

    settings = parts().settings
    with transaction(parts().engine) as session:
        round_ = find_round(session, asked.key)
        wanted = Wanted(
            layout="office" if asked.office else asked.layout,
            compiler=settings.office_name,
            media=settings.media_dir,
            office=find_office(session, asked.office) if asked.office else None,
            is_draft=asked.draft,
            hides_compiler=asked.hide_compiler,
            digits=asked.digits or "",
            charts_at=(asked.at or database_now(session)) if asked.charts else None,
        )
        compiled = compile_round(session, round_, wanted)
        key, form_id = round_.key, round_.form_id
    template = asked.template.read_bytes() if asked.template else built_in.template(form_id, wanted.layout)
    try:
        return key, compiled, with_pages(word(compiled.volume, template), compiled.volume)
    except CannotFill as error:
        raise Trouble(f"The template cannot be filled.\n{error}") from error


def _tell(key: str, compiled: Compiled, file: Path, as_json: bool) -> None:
    report = {
        "round": key,
        "file": str(file),
        "missing": [office.code for office in compiled.missing],
        "unanswered": _by_code(compiled.unanswered),
        "not_acted": _by_code(compiled.not_acted),
        "warnings": list(compiled.warnings),
    }
    say(report, as_json, lambda: [*_lines(compiled), f"{len(compiled.volume.blocks)} blocks in {file}"])


def _by_code(listed: Sequence[Listed]) -> dict[str, list[str]]:
    return {office.code: list(labels) for office, labels in listed}


def _lines(compiled: Compiled) -> list[str]:
    lines = [f"not sent: {office.code}  {office.called}" for office in compiled.missing]
    lines += [f"blank: {office.code}  {', '.join(labels)}" for office, labels in compiled.unanswered]
    lines += [f"not acted on: {office.code}  {', '.join(labels)}" for office, labels in compiled.not_acted]
    return [*lines, *(f"total: {warning}" for warning in compiled.warnings)]
