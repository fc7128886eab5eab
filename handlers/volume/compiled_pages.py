"""The pages of a compiled report, one after the other: which blocks an item of the form becomes in each layout.

Whose reports they are, and what the compiler is told beside them, is decided in `handlers/volume/compiling.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from exports.volume import Block, Paragraph, Style, Table
from forms.form import Form, Item
from forms.instance import Instance
from handlers import words_compiling
from handlers.volume import compiled_matrix, printed_form
from handlers.volume.photo_numbers import PhotoNumbers
from handlers.volume.reported import Cells, Reported, Rows, Text
from models.people import Office
from thai.numerals import thai
from thai.printed_dates import Digits

Layout = Literal["by-item", "by-office", "merged", "office"]
_SINGLE = ("number", "date", "choice")  # items of one short value: offices stand in one table
_ROWS = "{https://raingan.dev/xforms}rows"
_HEADINGS: tuple[Style, ...] = ("h1", "h2", "h3")
_LIST_NUMBER = "0123456789๐๑๒๓๔๕๖๗๘๙"


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `office` only with the layout "office"; `digits` "" means the form's own.

    What the offices `unnamed` say stands first, without their name. With `charts_at`, the round's charts as of that
    moment stand at the end; with `only`, no other offices are in it.
    """

    layout: Layout
    compiler: str
    media: Path
    office: Office | None = None
    is_draft: bool = False
    unnamed: frozenset[int] = frozenset()
    digits: Digits | Literal[""] = ""
    charts_at: datetime | None = None
    only: frozenset[int] | None = None


def printed_rows(xform: str) -> dict[str, int]:
    """Return how many rows the printed form gives a table or list (rg:rows), by ref."""
    if not xform:
        return {}
    binds = (each for each in ET.fromstring(xform).iter() if each.get(_ROWS, "").isdigit())  # noqa: S314, pyxform wrote it
    return {each.get("nodeset", ""): int(each.get(_ROWS, "0")) for each in binds}


_Printing = Callable[[Item, Sequence[Reported]], Iterator[Block]]


class Pages:
    """Puts the blocks of one volume in order."""

    def __init__(
        self,
        form: Form,
        wanted: Wanted,
        digits: Digits,
        shown: Sequence[Reported],
        missing: Sequence[Office],
        rows: dict[str, int],
    ) -> None:
        self.form, self.wanted, self.digits, self.shown, self.missing = form, wanted, digits, shown, missing
        self.rows = rows
        self.instance: Instance = printed_form.blank(form)
        self.numbers = PhotoNumbers(form, wanted.media, digits)

    def blocks(self) -> Iterator[Block]:
        match self.wanted.layout:
            case "by-item" | "merged":
                yield from self.outlined(0, self.shown, self.together)
            case "by-office":
                for report in self.shown:
                    yield Paragraph("h1", self.name(report), starts_page=report is not self.shown[0])
                    yield from self.outlined(1, [report], self.alone)
                if self.wanted.is_draft:
                    yield from self.pending(office for office in self.missing if not self.has_begun(office))
            case "office":
                yield from self.outlined(0, self.shown, self.as_printed)

    def outlined(self, deeper: int, reports: Sequence[Reported], printed: _Printing) -> Iterator[Block]:
        """Yield items under their headings; headings whose items no office acted on are left out."""
        said: set[str] = set()
        for item in self.form.items:
            if reports and not any(item.ref in report.relevant for report in reports):
                continue
            for level, ref in enumerate(item.path, deeper):
                if ref not in said:
                    said.add(ref)
                    yield self.heading(_HEADINGS[min(level, len(_HEADINGS) - 1)], ref)
            yield self.heading("item", item.ref)
            yield from printed(item, reports)

    def heading(self, style: Style, ref: str) -> Paragraph:
        return Paragraph(style, printed_form.heading(self.instance, ref), self.form.nodes[ref].number)

    # One item of several offices ----------------------------------------------------------

    def together(self, item: Item, reports: Sequence[Reported]) -> Iterator[Block]:
        saying = [report for report in reports if report.says(item)]
        saying.sort(key=lambda report: report.office.id not in self.wanted.unnamed)  # below a name it would be theirs
        if item.kind == "matrix":
            yield from self.matrix(item, saying)
        elif self.wanted.layout == "merged":
            yield from self.merged(item, saying)
        elif item.kind in _SINGLE:
            yield from self.in_one_table(item, saying)
        else:
            for report in saying:
                yield from self.named(report)
                yield from self.content(item, report)
        for report in saying if item.kind == "matrix" or self.wanted.layout == "merged" else ():
            yield from self.numbers.photos(item, report)
        if self.wanted.is_draft:
            yield from self.pending(office for office in self.missing if not self.has_said(office, item))

    def named(self, report: Reported) -> Iterator[Block]:
        if report.office.id not in self.wanted.unnamed:
            yield Paragraph("agency", self.name(report))

    def name(self, report: Reported) -> str:
        return report.office.name if report.is_submitted else words_compiling.draft_name(report.office.name)

    def merged(self, item: Item, reports: Sequence[Reported]) -> Iterator[Block]:
        contents = [report.contents[item.ref] for report in reports if item.ref in report.contents]
        tables = [content for content in contents if isinstance(content, Rows)]
        if tables and len(tables[0].header) > 1:
            yield Table(tables[0].header, tuple(row for table in tables for row in table.rows))
            return
        for content in contents:
            yield from self.plain(content)

    def in_one_table(self, item: Item, reports: Sequence[Reported]) -> Iterator[Block]:
        header = (words_compiling.OFFICE, words_compiling.NUMBER if item.kind == "number" else words_compiling.ANSWER)
        texts = [(self.name(report), report.contents.get(item.ref)) for report in reports]
        rows = tuple((name, content.text) for name, content in texts if isinstance(content, Text))
        if rows:
            yield Table(header, rows, numeric=item.kind == "number")

    def matrix(self, item: Item, reports: Sequence[Reported], *, every_row: bool = True) -> Iterator[Block]:
        if reports:
            named = self.wanted.layout != "merged"
            yield compiled_matrix.table(self.instance, item, reports, every_row=every_row, names_offices=named)

    def pending(self, offices: Iterable[Office]) -> Iterator[Block]:
        names = [office.name for office in offices]
        if names:
            yield Paragraph("pending", words_compiling.not_sent(names))

    def has_begun(self, office: Office) -> bool:
        return any(report.office.id == office.id for report in self.shown)

    def has_said(self, office: Office, item: Item) -> bool:
        return any(report.office.id == office.id and report.says(item) for report in self.shown)

    # One office ---------------------------------------------------------------------------

    def alone(self, item: Item, reports: Sequence[Reported]) -> Iterator[Block]:
        if item.kind == "matrix":
            saying = [report for report in reports if item.ref in report.contents]
            yield from self.matrix(item, saying, every_row=False)
        for report in reports:
            yield from self.content(item, report)

    def content(self, item: Item, report: Reported) -> Iterator[Block]:
        found = report.contents.get(item.ref)
        if found is not None and not isinstance(found, Cells):
            yield from self.plain(found)
        yield from self.numbers.photos(item, report)

    def plain(self, content: Text | Rows | Cells) -> Iterator[Block]:
        match content:
            case Text(text):
                yield from paragraphs(text)
            case Rows(header, rows) if len(header) > 1:
                yield Table(header, rows)
            case Rows(_, rows):
                for row in rows:
                    yield from paragraphs(row[0])

    # One office's own copy, as the printed form ---------------------------------------------

    def as_printed(self, item: Item, reports: Sequence[Reported]) -> Iterator[Block]:
        hint = printed_form.hint(self.instance, item.ref)
        if hint:
            yield Paragraph("hint", hint)
        if item.kind == "matrix":
            yield compiled_matrix.table(self.instance, item, reports, every_row=True)
            return
        content = next((report.contents.get(item.ref) for report in reports), None)
        if item.kind == "table":
            yield self.numbered_table(item, content)
        elif content is not None:
            yield from self.plain(content)
        for report in reports:
            yield from self.numbers.photos(item, report)

    def numbered_table(self, item: Item, content: object) -> Table:
        """Return a table with at least its printed rows, each cell with the row's number where the form prints one."""
        columns = printed_form.asked_in(self.form, item.ref)
        header = tuple(printed_form.heading(self.instance, column.ref) for column in columns)
        typed = content.rows if isinstance(content, Rows) else ()
        if item.ref not in self.rows:
            return Table(header, typed)
        empty = ("",) * len(header)
        rows = (*typed, *((empty,) * (self.rows[item.ref] - len(typed))))
        return Table(header, tuple(self.numbered(number, row) for number, row in enumerate(rows, 1)))

    def numbered(self, number: int, row: tuple[str, ...]) -> tuple[str, ...]:
        printed = thai(f"{number}.") if self.digits == "thai" else f"{number}."
        return tuple(cell if cell[:1] in _LIST_NUMBER and cell else f"{printed} {cell}".strip() for cell in row)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield a text line by line; blank lines part paragraphs and are not printed."""
    for line in text.split("\n"):
        shown = line.strip("\t").rstrip()
        if shown.strip():
            yield Paragraph("para", shown)
