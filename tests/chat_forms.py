"""Small forms that conversations are about: the Markdown tables of tests/fixtures/forms, converted once a test run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyxform.xls2xform import convert

from forms.form import Form
from forms.xlsform import others
from handlers.form.publishing import Checked

FOLDER = Path(__file__).parent / "fixtures" / "forms"
FORMS = frozenset(path.stem for path in FOLDER.glob("*.md"))


@cache
def checked(name: str) -> Checked:
    """Return a form of these as if its workbook had been looked at."""
    return made((FOLDER / f"{name}.md").read_text(encoding="utf-8"))


def made(table: str) -> Checked:
    """Return the form a Markdown table describes as if its workbook had been looked at."""
    xform = others.in_thai(convert(table, form_name="data", file_type=".md").xform)
    return Checked(table.encode(), xform, Form.from_xform(xform), (), ())
