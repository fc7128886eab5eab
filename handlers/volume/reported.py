"""What one office's report says, item by item, as it will be printed: plain data for volumes, sheets and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from forms.form import Item
from models.people import Office
from models.submissions import Attachment

Value = str | Decimal | date


@dataclass(frozen=True)
class Text:
    """One answer, in its own lines. `value` is the same as a real number or date, where it is one."""

    text: str
    value: Value


@dataclass(frozen=True)
class Rows:
    """The rows of a list (one column) or of a table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Cells:
    """The filled cells of a matrix by (row ref, column name); `values` are what the form understood."""

    cells: Mapping[tuple[str, str], str]
    values: Mapping[tuple[str, str], Value]


Content = Text | Rows | Cells


@dataclass(frozen=True)
class Picture:
    """A kept photo and the words about it."""

    attachment: Attachment
    caption: str


@dataclass(frozen=True)
class Annexed:
    """A file, a scan or a link that was sent beside an answer, with the ref of its item."""

    item: str
    attachment: Attachment


@dataclass(frozen=True)
class Reported:
    """One office's report. `newest_at`: its last change.

    `relevant` are the refs of the items it was asked for; `ruled_out` those its own word at a gate left out.
    """

    office: Office
    is_submitted: bool
    newest_at: datetime
    relevant: frozenset[str]
    ruled_out: frozenset[str]
    contents: Mapping[str, Content]
    pictures: Mapping[str, tuple[Picture, ...]]
    instance_id: str = ""  # of the report itself; shown to nobody
    annexes: tuple[Annexed, ...] = ()

    def says(self, item: Item) -> bool:
        return item.ref in self.contents or item.ref in self.pictures
