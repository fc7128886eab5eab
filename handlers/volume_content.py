"""What goes into a file that was asked for, as plain rows, as it stands now. The file is made of them in exports/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from exports.volume import Volume
from handlers.compiled_pages import Layout, Wanted
from handlers.compiled_sheets import Sheets, sheets
from handlers.compiling import compile_round
from handlers.volumes import COPY, EXCEL
from models import Session, submissions
from models.compiled_files import CompiledFile

_LAYOUTS: Mapping[str, Layout] = {"by-item": "by-item", "by-office": "by-office", "merged": "merged", COPY: "office"}


@dataclass(frozen=True)
class Gathered:
    """What a file is made of. `blanks`: offices by name with the labels of the items they left blank."""

    content: Volume | Sheets
    form_id: str
    layout: Layout
    blanks: tuple[tuple[str, tuple[str, ...]], ...] = ()
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
    blanks = tuple((office.called, labels) for office, labels in compiled.unanswered)
    return Gathered(compiled.volume, file.round.form_id, layout, blanks, compiled.warnings)


def _any_sent(session: Session, file: CompiledFile) -> bool:
    return any(one.submitted_at for one in submissions.standings(session, file.round_id, file.offices))
