"""What goes into a file that was asked for, as plain rows, as it stands now. The file is made of them in exports/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exports.volume import Volume
from handlers.volume.compiled_pages import Layout, Wanted
from handlers.volume.compiled_sheets import Sheets, sheets
from handlers.volume.compiling import Listed, compile_round
from handlers.volume.volumes import COPY, EXCEL
from models import Session, submissions
from models.compiled_files import CompiledFile

_LAYOUTS: Mapping[str, Layout] = {"by-item": "by-item", "by-office": "by-office", "merged": "merged", COPY: "office"}
Named = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Gathered:
    """What a file is made of, and what its asker should know.

    `blanks` and `not_acted`: offices by name, with the labels of the items they left blank or their gates ruled out.
    """

    content: Volume | Sheets
    form_id: str
    layout: Layout
    blanks: Named = ()
    not_acted: Named = ()
    warnings: tuple[str, ...] = ()


def gather(session: Session, file: CompiledFile, compiler: str, media: Path) -> Gathered:
    """Return everything a file is made of, as it stands now."""
    only = frozenset(file.offices)
    if file.kind == EXCEL:
        return Gathered(sheets(session, file.round, only), file.round.form_id, "by-item")
    layout = _LAYOUTS.get(file.kind, "by-item")
    is_draft = file.kind == "working" or (file.kind == COPY and not _any_sent(session, file))
    wanted = Wanted(layout, compiler, media, office=file.office, is_draft=is_draft, only=only)
    compiled = compile_round(session, file.round, wanted)
    blanks, not_acted = _named(compiled.unanswered), _named(compiled.not_acted)
    return Gathered(compiled.volume, file.round.form_id, layout, blanks, not_acted, compiled.warnings)


def _named(listed: tuple[Listed, ...]) -> Named:
    return tuple((office.called, labels) for office, labels in listed)


def _any_sent(session: Session, file: CompiledFile) -> bool:
    return any(one.submitted_at for one in submissions.standings(session, file.round_id, file.offices))
