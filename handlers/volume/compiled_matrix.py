"""A table of numbers that several offices fill together: rows of the form across, typed totals printed as typed.

A row that one office filled is that row; where several filled the same cells, each stands in a row of its own, with the
office's name unless the volume names none. What the numbers add up to is only ever told to the compiler.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from exports.volume import Table
from forms.form import Form, Item, Node
from forms.instance import Instance
from handlers import naming, words_compiling
from handlers.volume import printed_form
from handlers.volume.reported import Cells, Reported
from thai.numerals import thai
from thai.printed_dates import Digits


def table(
    instance: Instance, item: Item, reports: Sequence[Reported], *, every_row: bool, names_offices: bool = True
) -> Table:
    """Return the matrix of an item; without `every_row`, only the rows somebody filled."""
    form = instance.form
    columns = printed_form.matrix_columns(form, item)
    names = [column.name for column in columns]
    titles = [printed_form.heading(instance, column.ref) for column in columns] or [words_compiling.ANSWER]
    rows = [
        line
        for row in printed_form.matrix_rows(form, item)
        for line in _lines(instance, row, names or [row.name], item, reports, names_offices)
        if every_row or any(line[1:])
    ]
    return Table((words_compiling.ROW, *titles), tuple(rows), numeric=True)


def _lines(
    instance: Instance, row: Node, names: Sequence[str], item: Item, reports: Sequence[Reported], names_offices: bool
) -> Iterator[tuple[str, ...]]:
    title = printed_form.heading(instance, row.ref)
    filled = [(report, _row(report, item, row, names)) for report in reports]
    filled = [(report, cells) for report, cells in filled if any(cells.values())]
    if all(sum(bool(cells[name]) for _, cells in filled) <= 1 for name in names):
        yield (title, *("".join(cells[name] for _, cells in filled) for name in names))
        return
    for report, cells in filled:
        said = words_compiling.row_of(title, report.office.called) if names_offices else title
        yield (said, *(cells[name] for name in names))


def _row(report: Reported, item: Item, row: Node, names: Sequence[str]) -> Mapping[str, str]:
    content = report.contents.get(item.ref)
    cells = content.cells if isinstance(content, Cells) else {}
    return {name: cells.get((row.ref, name), "") for name in names}


def warnings(form: Form, instance: Instance, reports: Sequence[Reported], digits: Digits) -> Iterator[str]:
    """Yield a sentence for each column whose typed total is not the sum of its rows, or was not typed.

    A total is right for all offices, or each for the rows of its own office.
    """
    labels = naming.item_labels(form)
    for item in form.items:
        rows = printed_form.matrix_rows(form, item) if item.kind == "matrix" else []
        total = next((row for row in rows if row.role == "total"), None)
        if total is None:
            continue
        for column in printed_form.matrix_columns(form, item):
            parts = _parts(reports, item, rows, total, column)
            typed = list(_numbers(reports, item, total, column))
            if parts and sum(parts) not in typed and not _each_adds_up(reports, item, rows, total, column):
                said = (_shown(sum(parts), digits), labels[item.ref], printed_form.heading(instance, column.ref))
                yield _warning(said, [_shown(number, digits) for number in typed])


def _parts(reports: Sequence[Reported], item: Item, rows: Sequence[Node], total: Node, column: Node) -> list[Decimal]:
    return [number for row in rows if row is not total for number in _numbers(reports, item, row, column)]


def _each_adds_up(reports: Sequence[Reported], item: Item, rows: Sequence[Node], total: Node, column: Node) -> bool:
    """Return whether every office that filled the column typed the sum of its own rows."""
    sums = [(_parts([one], item, rows, total, column), list(_numbers([one], item, total, column))) for one in reports]
    return all([sum(parts)] == typed for parts, typed in sums if parts or typed)


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
