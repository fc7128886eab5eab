"""The answers of a round as sheets: offices by items, one sheet for each list or table, and who has sent.

Drafts are in it, their state beside them; numbers and dates are real ones, everything else is as typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from exports.table import Cell, Column, Sheet
from forms.form import Form, Item
from forms.instance import Instance
from handlers import naming, words_compiling
from handlers.volume import answered, printed_form
from handlers.volume.reported import Cells, Reported, Rows, Text
from models import Session, standings
from models.rounds import Round
from models.standings import Standing
from thai.printed_dates import Digits

_WIDE, _MIDDLE, _NARROW = 50, 32, 14  # characters


@dataclass(frozen=True)
class Sheets:
    """`main` is offices by items; `sheets` are all, `main` first; `reports` are those they were made of."""

    main: Sheet
    sheets: tuple[Sheet, ...]
    digits: Digits
    reports: tuple[Reported, ...] = ()


def sheets(session: Session, round_: Round, only: Collection[int] | None = None) -> Sheets:
    """Return the sheets of a round; with `only`, of these offices alone."""
    form = answered.form_of_round(session, round_)
    digits: Digits = "arabic" if form.digits == "arabic" else "thai"
    reports, _absent = answered.reports(session, round_, form, digits, only)
    offices = standings.of_round(session, round_.id, only)
    instance = printed_form.blank(form)
    main = _main(form, instance, reports, offices)
    repeats = [_repeat(form, instance, item, reports) for item in form.items if _is_repeat(form, item)]
    return Sheets(main, (main, *repeats, _status(offices)), digits, tuple(reports))


def _main(form: Form, instance: Instance, reports: Sequence[Reported], standings: Sequence[Standing]) -> Sheet:
    labels = naming.item_labels(form)
    columns = [Column(words_compiling.CODE, _NARROW), Column(words_compiling.OFFICE, _MIDDLE)]
    columns.append(Column(words_compiling.STATE, _NARROW))
    for item in form.items:
        title = printed_form.heading(instance, item.ref) or item.short
        columns += _columns(instance, item, f"{labels[item.ref]} {title}" if item.number else title)
    by_office = {report.office.id: report for report in reports}
    rows = [
        [one.office.code, one.office.name, _state(one), *_cells(form, by_office.get(one.office.id))]
        for one in standings
    ]
    return Sheet(words_compiling.ANSWERS_SHEET, columns, rows)


def _columns(instance: Instance, item: Item, title: str) -> Iterator[Column]:
    if item.kind != "matrix":
        yield Column(title, _NARROW if item.kind in ("number", "date") else _WIDE)
        return
    for row in printed_form.matrix_rows(instance.form, item):
        for ref in row.children or (row.ref,):
            of_row = printed_form.heading(instance, row.ref)
            of_cell = printed_form.heading(instance, ref) if ref != row.ref else ""
            yield Column(" / ".join(filter(None, (title, of_row, of_cell))), _NARROW)


def _cells(form: Form, report: Reported | None) -> Iterator[Cell]:
    """Yield an office's cells, one for each column of the items; None where nothing was answered."""
    for item in form.items:
        content = report.contents.get(item.ref) if report else None
        match content:
            case _ if report and item.kind == "photos":
                yield _photos(item, report)
            case Text(_, value):
                yield value
            case Rows(header, rows):
                yield len(rows) if len(header) > 1 else "\n".join(row[0] for row in rows)
            case _ if item.kind == "matrix":
                yield from _matrix(form, item, content)
            case _:
                yield None


def _photos(item: Item, report: Reported) -> Cell:
    """Return how many photos there are, what stands under them, and what else was written, a line each."""
    pictures, content = report.pictures.get(item.ref, ()), report.contents.get(item.ref)
    lines = [words_compiling.photos(len(pictures)), *(picture.caption for picture in pictures)] if pictures else []
    lines += [" ".join(filter(None, row)) for row in content.rows] if isinstance(content, Rows) else []
    return "\n".join(filter(None, lines)) or None


def _matrix(form: Form, item: Item, content: Cells | None) -> Iterator[Cell]:
    for row in printed_form.matrix_rows(form, item):
        for ref in row.children or (row.ref,):
            yield content.values.get((row.ref, form.nodes[ref].name)) if content else None


def _is_repeat(form: Form, item: Item) -> bool:
    return form.nodes[item.ref].kind == "repeat" and item.kind != "photos"


def _repeat(form: Form, instance: Instance, item: Item, reports: Sequence[Reported]) -> Sheet:
    """Return one row for each row an office wrote, with its number in the office's own order."""
    asked = printed_form.asked_in(form, item.ref)
    titles = [Column(printed_form.heading(instance, column.ref), _WIDE) for column in asked]
    fixed = [Column(words_compiling.CODE, _NARROW), Column(words_compiling.OFFICE, _MIDDLE)]
    rows = [
        [report.office.code, report.office.name, number, *cells]
        for report in reports
        if isinstance(content := report.contents.get(item.ref), Rows)
        for number, cells in enumerate(content.values, 1)
    ]
    label = naming.item_labels(form)[item.ref]
    return Sheet(
        label if item.short in label else f"{label} {item.short}",
        [*fixed, Column(words_compiling.LINE_NUMBER, 8), *titles],
        rows,
    )


def _status(standings: Sequence[Standing]) -> Sheet:
    columns = (
        Column(words_compiling.CODE, _NARROW),
        Column(words_compiling.OFFICE, _WIDE),
        Column(words_compiling.AREA, _MIDDLE),
        Column(words_compiling.STATE, _NARROW),
        Column(words_compiling.ANSWERED, _NARROW),
        Column(words_compiling.ITEMS, _NARROW),
        Column(words_compiling.SENT_AT, 28),
    )
    rows: list[list[Cell]] = [
        [one.office.code, one.office.name, one.office.area, _state(one), one.answered, one.items, one.submitted_at]
        for one in standings
    ]
    return Sheet(words_compiling.STATUS_SHEET, columns, rows)


def _state(one: Standing) -> str:
    if one.submitted_at is None and not one.is_expected:
        return words_compiling.STATES["exempt"]
    state = "sent" if one.submitted_at is not None else "begun" if one.begun else "none"
    return words_compiling.STATES[state]
