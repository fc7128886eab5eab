"""The forms walked beside the oracles: our small ones, a Markdown table each, and those of the field."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyxform.xls2xform import convert

from forms.form import Form

HERE = Path(__file__).parent
FORMS = HERE / "forms"
ATTACHED = FORMS / "attached"
LIBRARY = Path(__file__).parents[2] / "forms" / "library"


@dataclass(frozen=True)
class Sample:
    """One form: its XForm and the files beside it."""

    name: str
    xform: str
    attachments: dict[str, bytes]

    @cached_property
    def form(self) -> Form:
        return Form.from_xform(self.xform, self.attachments)


def small() -> Iterator[Sample]:
    """Return our own forms, in the order of their names."""
    yield from (sample(path) for path in sorted(FORMS.glob("*.md")))


def field() -> Iterator[Sample]:
    """Return the forms of the field."""
    yield from (sample(path) for path in sorted(LIBRARY.glob("*.xlsx")))


def sample(path: Path) -> Sample:
    """Return the form of a file, converted by pyxform."""
    source: str | Path = path.read_text() if path.suffix == ".md" else path
    made = convert(source, form_name="data", file_type=path.suffix)
    attachments = {file.name: file.read_bytes() for file in sorted(ATTACHED.iterdir())}
    if made.itemsets:
        attachments["itemsets.csv"] = made.itemsets.encode()
    return Sample(path.stem, made.xform, attachments)
