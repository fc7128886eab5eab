"""A table of numbers that several offices fill together: rows of the form across, typed totals printed as typed.

A row that one office filled is that row; where several filled the same cells, each stands in a row of its own. What the
numbers add up to is only ever told to the compiler.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from exports.volume import Table
from forms.form import Form, Item, Node
from forms.instance import Instance
from handlers import naming, words_compiling
from handlers.volume import printed_form
from handlers.volume.answered import Cells, Reported
from thai.numerals import thai
from thai.printed_dates import Digits


def table(instance: Instance, item: Item, reports: Sequence[Reported], *, every_row: bool) -> Table:
    """Return the matrix of an item; without `every_row`, only the rows somebody filled."""
    form = instance.form
    columns = printed_form.matrix_columns(form, item)
    names = [column.name for column in columns]
    titles = [printed_form.heading(instance, column.ref) for column in columns] or [words_compiling.ANSWER]
    rows = [
        line
        for row in printed_form.matrix_rows(form, item)
        for line in _lines(instance, row, names or [row.name], item, reports)
        if every_row or any(line[1:])
    ]
    return Table((words_compiling.ROW, *titles), tuple(rows), numeric=True)


def _lines(
    instance: Instance, row: Node, names: Sequence[str], item: Item, reports: Sequence[Reported]
) -> Iterator[tuple[str, ...]]:
    title = printed_form.heading(instance, row.ref)
    filled = [(report, _row(report, item, row, names)) for report in reports]
    filled = [(report, cells) for report, cells in filled if any(cells.values())]
    if all(sum(bool(cells[name]) for _, cells in filled) <= 1 for name in names):
        yield (title, *("".join(cells[name] for _, cells in filled) for name in names))
        return
    for report, cells in filled:
        yield (words_compiling.row_of(title, report.office.called), *(cells[name] for name in names))


def _row(report: Reported, item: Item, row: Node, names: Sequence[str]) -> Mapping[str, str]:
    content = report.contents.get(item.ref)
    cells = content.cells if isinstance(content, Cells) else {}
    return {name: cells.get((row.ref, name), "") for name in names}


def warnings(form: Form, instance: Instance, reports: Sequence[Reported], digits: Digits) -> Iterator[str]:
    """Yield a sentence for each column whose typed total is not the sum of its rows, or was not typed."""
    labels = naming.item_labels(form)
    for item in form.items:
        rows = printed_form.matrix_rows(form, item) if item.kind == "matrix" else []
        total = next((row for row in rows if row.role == "total"), None)
        if total is None:
            continue
        for column in printed_form.matrix_columns(form, item):
            parts = [n for row in rows if row is not total for n in _numbers(reports, item, row, column)]
            typed = list(_numbers(reports, item, total, column))
            if parts and sum(parts) not in typed:
                said = (_shown(sum(parts), digits), labels[item.ref], printed_form.heading(instance, column.ref))
                yield _warning(said, [_shown(number, digits) for number in typed])


def _warning(said: tuple[str, str, str], typed: Sequence[str]) -> str:
    computed, item, column = said
    if typed:
        return words_compiling.total_differs(item, column, ", ".join(typed), computed)
    return words_compiling.total_missing(item, column, computed)


def _numbers(reports: Sequence[Reported], item: Item, row: Node, column: Node) -> Iterator[Decimal]:
    for report in reports:
        content = report.contents.get(item.ref)
        value = content.values.get((row.ref, column.name)) if isinstance(content, Cells) else None
        if isinstance(value, Decimal):
            yield value


def _shown(number: Decimal | int, digits: Digits) -> str:
    text = f"{number:,}"
    return thai(text) if digits == "thai" else text
