"""What goes into a file that was asked for, as plain rows, as it stands now. The file is made of them in exports/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from exports.fields import Field
from exports.table import Sheet
from exports.volume import Volume
from forms.form import Form
from handlers import naming
from handlers.volume import answered, blank_form, changes, charting, volume_options
from handlers.volume.changes import Changes
from handlers.volume.compiled_pages import Layout, Wanted, printed_rows
from handlers.volume.compiled_sheets import Sheets, sheets
from handlers.volume.compiling import Listed, compile_round
from handlers.volume.volumes import BLANK, CHART, COPY, EXCEL, FINISHED
from models import Session, compiled_files, people, rounds, standings, word_templates
from models.compiled_files import CompiledFile
from thai.dates import format_date, format_time, in_bangkok
from thai.printed_dates import Digits

_LAYOUTS: Mapping[str, Layout] = {"by-item": "by-item", "by-office": "by-office", "merged": "merged", COPY: "office"}
Named = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Gathered:
    """What a file is made of, and what its asker should know.

    `blanks` and `not_acted`: offices by name, with the labels of the items they left blank or their gates ruled out.
    `changes`: each office with what is different since the asker's last file, None without one; `contents` what the
    next one will be compared with; `template` the office's own, if it has one. A chart is made already: bytes.
    """

    content: Volume | Sheets | bytes
    form_id: str
    layout: Layout
    blanks: Named = ()
    not_acted: Named = ()
    warnings: tuple[str, ...] = ()
    changes: dict[str, Any] | None = None
    contents: dict[str, Any] | None = None
    template: bytes | None = None
    fields: Mapping[str, Field] | None = None


def gather(session: Session, file: CompiledFile, compiler: str, media: Path, now: datetime) -> Gathered:
    """Return everything a file is made of, as it stands now."""
    if file.kind == CHART:
        drawn = charting.picture(session, file.round, now, only=frozenset(file.offices))
        return Gathered(drawn, file.round.form_id, "by-item")
    if file.kind == BLANK:
        return _blank(session, file, compiler)
    return _sheets(session, file) if file.kind == EXCEL else _volume(session, file, compiler, media, now)


def _blank(session: Session, file: CompiledFile, compiler: str) -> Gathered:
    """Return the form as its paper, a field for each answer. The office and its deadline stand in it."""
    form = answered.form_of_round(session, file.round)
    digits: Digits = "arabic" if form.digits == "arabic" else "thai"
    blank = blank_form.blank_of(form, printed_rows(file.round.form_version.xform), digits)
    own = rounds.assignments_of_round(session, file.round_id, file.offices)
    due = in_bangkok(own[0].due_at if own else file.round.due_at).date()
    printed = blank_form.volume(
        form,
        blank,
        short=naming.round_title(file.round),
        compiler=compiler,
        office=file.office.name if file.office is not None else "",
        due=format_date(due, style="long", digits=digits),
        digits=digits,
    )
    return Gathered(printed, file.round.form_id, "office", fields=blank.fields)


def _sheets(session: Session, file: CompiledFile) -> Gathered:
    found = sheets(session, file.round, frozenset(file.offices))
    form = answered.form_of_round(session, file.round)
    contents = changes.remembered(form, found.reports)
    different = _since(session, file, contents)
    listed: tuple[Sheet, ...] = (changes.sheet(different, form),) if different is not None else ()
    content = replace(found, sheets=(*found.sheets, *listed))
    told = _told(different, form)
    return Gathered(content, file.round.form_id, "by-item", changes=told, contents=contents)


def _volume(session: Session, file: CompiledFile, compiler: str, media: Path, now: datetime) -> Gathered:
    layout = _LAYOUTS.get(file.template.layout if file.template else file.kind, "by-item")
    is_draft = file.kind == "working" or (file.kind == COPY and not _any_sent(session, file))
    wanted = Wanted(
        layout,
        compiler,
        media,
        office=file.office,
        is_draft=is_draft,
        unnamed=volume_options.own_offices(file.person) if volume_options.UNNAMED in file.options else frozenset(),
        digits=volume_options.digits(file.options),
        charts_at=now if volume_options.CHARTS in file.options else None,
        only=frozenset(file.offices),
    )
    compiled = compile_round(session, file.round, wanted)
    blanks, not_acted = _named(compiled.unanswered), _named(compiled.not_acted)
    found = Gathered(compiled.volume, file.round.form_id, layout, blanks, not_acted, compiled.warnings)
    found = replace(found, template=_template(session, file, layout))
    if file.kind == COPY:
        return found
    form = answered.form_of_round(session, file.round)
    contents = changes.remembered(form, compiled.reports)
    different = _since(session, file, contents)
    volume = compiled.volume
    if different is not None and file.kind == "working":
        since = _day(different.since, volume.digits)
        volume = replace(volume, blocks=[*volume.blocks, *changes.pages(different, form, since)])
    return replace(found, content=volume, changes=_told(different, form), contents=contents)


def _template(session: Session, file: CompiledFile, layout: Layout) -> bytes | None:
    """Return the template on trial, else the one in use nearest to the asker's office, or to the office copied."""
    if file.template is not None:
        return file.template.content
    near = {file.office_id} if file.office_id is not None else {role.office_id for role in file.person.roles}
    for offices in (near, people.offices_above(session, near)):
        used = word_templates.in_use(session, file.round.form_id, layout, offices)
        if used is not None:
            return used.content
    return None


def _since(session: Session, file: CompiledFile, contents: dict[str, Any]) -> Changes | None:
    """Return what is different since the asker's last file of the same sort: with drafts in it, or without."""
    kinds = FINISHED if file.kind in FINISHED else ("working", EXCEL)
    earlier = compiled_files.before(session, file, kinds)
    return changes.between(earlier.contents or {}, contents, earlier.asked_at) if earlier is not None else None


def _told(different: Changes | None, form: Form) -> dict[str, Any] | None:
    if different is None:
        return None
    return {"since": different.since.isoformat(), "offices": different.listed(form)}


def _day(moment: datetime, digits: Digits) -> str:
    local = in_bangkok(moment)
    day = format_date(local.date(), style="long", digits=digits)
    return f"{day} {format_time(local.time())}"


def _named(listed: tuple[Listed, ...]) -> Named:
    return tuple((office.called, labels) for office, labels in listed)


def _any_sent(session: Session, file: CompiledFile) -> bool:
    return any(one.submitted_at for one in standings.of_round(session, file.round_id, file.offices))
