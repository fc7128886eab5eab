"""What is different between two compilings of a round: per office, the items that are new, changed or gone.

Of what was compiled only short digests are remembered, mixed with an id of the report that nobody is shown: they say
whether two answers are the same, and nothing of what stood there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from exports.table import Column, Sheet
from exports.volume import Block, Paragraph, Table
from forms.form import Form
from handlers import naming, words_compiling
from handlers.volume.reported import Cells, Reported, Rows, Text

What = Literal["new", "gone", "added", "changed", "removed"]
DIGEST = 8  # hexadecimal digits for each answer
_NOTHING = "-" * DIGEST


@dataclass(frozen=True)
class Change:
    """One difference. `item` is the ref of a printed item; "" where the whole report came or went."""

    office_code: str
    office: str
    what: What
    item: str = ""


@dataclass(frozen=True)
class Changes:
    """All differences since a compiling asked for at `since`, office by office in roster order."""

    since: datetime
    changes: tuple[Change, ...]

    def listed(self, form: Form) -> list[tuple[str, list[tuple[What, list[str]]]]]:
        """Return each office with what happened, and the labels of the items it happened to."""
        return self._grouped(form, lambda change: change.office)

    def by_code(self, form: Form) -> list[tuple[str, list[tuple[What, list[str]]]]]:
        """Return the same, offices by their codes."""
        return self._grouped(form, lambda change: change.office_code)

    def _grouped(self, form: Form, of: Callable[[Change], str]) -> list[tuple[str, list[tuple[What, list[str]]]]]:
        labels = naming.item_labels(form)
        found: dict[str, dict[What, list[str]]] = {}
        for change in self.changes:
            named = found.setdefault(of(change), {}).setdefault(change.what, [])
            named += [labels.get(change.item, change.item)] if change.item else []
        return [(office, list(whats.items())) for office, whats in found.items()]


def remembered(form: Form, reports: Iterable[Reported]) -> dict[str, Any]:
    """Return what is kept of a compiling, as JSON: the items, and each office's digests in their order."""
    items = [item.ref for item in form.items]
    return {
        "items": items,
        "offices": {
            report.office.code: {"name": report.office.called, "said": "".join(_digest(report, ref) for ref in items)}
            for report in reports
        },
    }


def _digest(report: Reported, ref: str) -> str:
    if ref not in report.contents and ref not in report.pictures:
        return _NOTHING
    said: list[Any] = [report.instance_id, ref]
    match report.contents.get(ref):
        case Text(text):
            said.append(text)
        case Rows(_, rows):
            said.append(rows)
        case Cells(cells):
            said.append(sorted(cells.items()))
    said += [(each.attachment.sha256 or each.attachment.blob, each.caption) for each in report.pictures.get(ref, ())]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:DIGEST]


def between(before: Mapping[str, Any], after: Mapping[str, Any], since: datetime) -> Changes:
    """Return what happened from one compiling to another; both as `remembered` gave them."""
    found: list[Change] = []
    for code, office in after["offices"].items():
        if code not in before["offices"]:
            found.append(Change(code, office["name"], "new"))
        else:
            now, then = _by_item(after, code), _by_item(before, code)
            told = ((ref, _what(then.get(ref, ""), now.get(ref, ""))) for ref in dict.fromkeys([*now, *then]))
            found += [Change(code, office["name"], what, ref) for ref, what in told if what is not None]
    gone = (code for code in sorted(before["offices"]) if code not in after["offices"])
    found += [Change(code, before["offices"][code]["name"], "gone") for code in gone]
    return Changes(since, tuple(found))


def _by_item(remembered: Mapping[str, Any], code: str) -> dict[str, str]:
    """Return the digests of what an office said; items it said nothing to are absent."""
    said = remembered["offices"][code]["said"]
    pieces = (said[start : start + DIGEST] for start in range(0, len(said), DIGEST))
    return {ref: piece for ref, piece in zip(remembered["items"], pieces, strict=False) if piece != _NOTHING}


def _what(before: str, after: str) -> What | None:
    if before == after:
        return None
    return "changed" if before and after else "added" if after else "removed"


# --- as a list in the files --------------------------------------------------------------------------------------


def _rows(changes: Changes, form: Form) -> Sequence[tuple[str, str, str, str]]:
    labels = naming.item_labels(form)
    shorts = {item.ref: item.short for item in form.items}
    return [
        (
            change.office_code,
            change.office,
            f"{labels.get(change.item, '')} {shorts.get(change.item, '')}".strip(),
            words_compiling.CHANGED[change.what],
        )
        for change in changes.changes
    ]


def sheet(changes: Changes, form: Form) -> Sheet:
    """Return the sheet that lists them."""
    columns = (
        Column(words_compiling.CODE, 14),
        Column(words_compiling.OFFICE, 32),
        Column(words_compiling.ITEM, 50),
        Column(words_compiling.WHAT_CHANGED, 14),
    )
    return Sheet(words_compiling.CHANGES_SHEET, columns, _rows(changes, form))


def pages(changes: Changes, form: Form, since: str) -> list[Block]:
    """Return the list for the end of a working copy."""
    rows = tuple(row[1:] for row in _rows(changes, form))
    header = (words_compiling.OFFICE, words_compiling.ITEM, words_compiling.WHAT_CHANGED)
    head = Paragraph("h1", words_compiling.changed_since(since))
    return [head, Table(header, rows) if rows else Paragraph("para", words_compiling.NOTHING_CHANGED)]
