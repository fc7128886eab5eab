"""The workbook a coordinator starts from publishes without a word, and is what its script makes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports import make_simple_template
from exports.make_form_template import FILE, make
from forms import interview
from forms.said import Value
from forms.simple import kinds
from handlers.form import publishing


@pytest.fixture(scope="module")
def checked() -> publishing.Checked:
    return publishing.check(FILE.read_bytes())


def test_it_publishes_without_problem_or_warning(checked: publishing.Checked) -> None:
    assert (checked.problems, checked.warnings) == ((), ())


def cells(content: bytes | BytesIO) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(content) if isinstance(content, bytes) else content)
    return {sheet.title: list(sheet.values) for sheet in book}


def test_it_is_what_its_script_makes() -> None:
    made = BytesIO()
    make().save(made)
    assert cells(FILE.read_bytes()) == cells(made)


def test_so_is_the_plain_table_and_every_word_of_its_guide_is_known() -> None:
    made = BytesIO()
    make_simple_template.make().save(made)
    assert cells(make_simple_template.FILE.read_bytes()) == cells(made)
    assert all(kinds.kind_of(word) for word, _use in make_simple_template.KINDS)


def test_the_plain_table_publishes_without_problem_or_warning() -> None:
    simple = publishing.check(make_simple_template.FILE.read_bytes())
    assert (simple.problems, simple.warnings) == ((), ())
    assert simple.form is not None
    assert [item.number for item in simple.form.items if item.number] == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3", "4", "5",
    ]  # fmt: skip


def test_its_rules_work(checked: publishing.Checked) -> None:
    assert checked.form is not None
    now = datetime(2026, 11, 20, 5, tzinfo=UTC)
    held, _ = interview.begin(checked.form, seed=1, now=now, properties={})
    for answer in ("อบรมครู", "2026-11-19", "done", "12", "30"):
        held, _ = interview.hear(held, Value(answer), now)
    assert held.answers[("/data/people/total", "")].value == "42"
    assert held.index.ref == "/data/people/partners"
