"""The answers of one report as proposals for another form that asks the same: nothing is stored here.

A text goes to a text, rows to rows of as many columns, a list to its lines. Where a table of two columns stands against
two questions, each column goes to its own question, and back. Several offices' answers stand one after the other, each
under its office's name, for the office that puts them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exports.read_word import Found
from forms.form import Form, Item
from handlers.form.equivalences import Same
from handlers.volume import printed_form
from handlers.volume.reported import Cells, Content, Reported, Rows, Text

_ONE_VALUE = ("number", "date", "choice")  # what several offices said makes none
SURE, REARRANGED = 0.95, 0.6  # what changed its shape is looked at before it is taken


def proposals(target: Form, sames: Sequence[Same], source: Form, reports: Sequence[Reported]) -> list[Found]:
    """Return what reports propose for a form, gates of filled sections included, in the order of the form."""
    there = {item.id: item for item in source.items}
    here = {item.id: item for item in target.items}
    found: list[Found] = []
    for same in sames:
        sources = [there[item] for item in same.there]
        for number, item in enumerate(same.here):
            found += _of_item(target, here[item], number, len(same.here), sources, reports)
    order = {ref: place for place, ref in enumerate(target.nodes)}
    found.sort(key=lambda each: order[each.ref])
    return [*_gates(target, found), *found]


def _gates(form: Form, found: Sequence[Found]) -> Iterator[Found]:
    """Yield a yes for every gate in front of something that is proposed: who reports on a point has acted on it."""
    for ref, node in form.nodes.items():
        if node.role == "gate" and any(node.parent and each.ref.startswith(f"{node.parent}/") for each in found):
            yield Found(ref, "", "yes", SURE)


def _of_item(
    form: Form, item: Item, number: int, of: int, sources: Sequence[Item], reports: Sequence[Reported]
) -> Iterator[Found]:
    node = form.nodes[item.ref]
    if item.kind == "matrix":
        yield from _cells(form, item, sources, reports)
    elif node.kind == "repeat":
        column = number if of > 1 and len(sources) == 1 else None
        yield from _rows(form, item, column, sources, reports)
    elif node.kind == "question":
        yield from _text(item, number, of, sources, reports)


# --- a text ----------------------------------------------------------------------------------------------------------


def _text(item: Item, number: int, of: int, sources: Sequence[Item], reports: Sequence[Reported]) -> Iterator[Found]:
    parts, is_rearranged = [], False
    for report in reports:
        lines = []
        for place, source in enumerate(sources):
            content = report.contents.get(source.ref)
            is_own = len(sources) == 1 or of == 1 or place == number
            if content is None or not is_own:
                continue
            said = _as_text(content, number if of > 1 and len(sources) == 1 else None)
            is_rearranged = is_rearranged or not isinstance(content, Text)
            lines += [said] if said else []
        if lines:
            parts.append((report, "\n".join(lines)))
    if parts and (len(parts) == 1 or item.kind not in _ONE_VALUE):
        yield Found(item.ref, "", _together(parts), REARRANGED if is_rearranged else SURE)


def _together(parts: Sequence[tuple[Reported, str]]) -> str:
    """Return what offices said: alone as it is, together under their names."""
    if len(parts) == 1:
        return parts[0][1]
    return "\n".join(f"{report.office.name}\n{said}" for report, said in parts)


def _as_text(content: Content, column: int | None) -> str:
    """Return an answer as text; of a table one column, where that is meant, else its rows, a line each."""
    match content:
        case Text(text):
            return text
        case Rows(header, rows) if column is not None and column < len(header):
            return "\n".join(row[column] for row in rows if row[column])
        case Rows(_, rows):
            return "\n".join(" / ".join(filter(None, row)) for row in rows)
    return ""


# --- rows and cells --------------------------------------------------------------------------------------------------


def _rows(
    form: Form, item: Item, column: int | None, sources: Sequence[Item], reports: Sequence[Reported]
) -> Iterator[Found]:
    columns = printed_form.asked_in(form, item.ref)
    rows: list[tuple[Sequence[str], float]] = []
    for report in reports:
        contents = [report.contents.get(source.ref) for source in sources]
        rows += _rows_of(contents, len(columns), column)
    for number, (cells, sure) in enumerate(rows, 1):
        for node, cell in zip(columns, cells, strict=False):
            if cell:
                yield Found(node.ref, str(number), cell, sure)


def _rows_of(
    contents: Sequence[Content | None], columns: int, column: int | None
) -> Iterator[tuple[Sequence[str], float]]:
    """Yield the rows that one office's answers make: a table's own; texts side by side; of one column, their lines.

    `column`: which one of a table the list is about, where others are about the rest.
    """
    given = [content for content in contents if content is not None]
    if len(given) == 1 and isinstance(given[0], Rows) and len(given[0].header) == columns:
        yield from ((row, SURE) for row in given[0].rows)
    elif columns == 1:
        for content in given:
            yield from (((line.strip(),), REARRANGED) for line in _as_text(content, column).split("\n") if line.strip())
    elif given:
        cells = [_as_text(content, None) if content is not None else "" for content in contents[:columns]]
        yield cells, REARRANGED


def _cells(form: Form, item: Item, sources: Sequence[Item], reports: Sequence[Reported]) -> Iterator[Found]:
    """Yield the cells of a matrix whose rows and columns have the names the source's have; one office a cell."""
    filled: Mapping[tuple[str, str], str] = {
        (row.rpartition("/")[2], column): words
        for report in reversed(reports)
        for source in sources
        if isinstance(content := report.contents.get(source.ref), Cells)
        for (row, column), words in content.cells.items()
    }
    for row in printed_form.matrix_rows(form, item):
        for ref in row.children or (row.ref,):
            words = filled.get((row.name, form.nodes[ref].name))
            if words:
                yield Found(ref, "", words, SURE)
