"""A workbook becomes a version once, and a version a compiled form once a process."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine, func, select

from handlers.form import publishing
from handlers.form.publishing import CannotPublish
from models import catalogue, transaction
from models.catalogue import FormVersion

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
MONTHLY = Path(__file__).parent.parent / "forms" / "library" / "pnglb_monthly.xlsx"


@pytest.fixture(scope="module")
def monthly() -> publishing.Checked:
    return publishing.check(MONTHLY.read_bytes())


def changed(version: str) -> bytes:
    """Return the monthly form with another title, called `version`."""
    book = load_workbook(MONTHLY)
    heading, first, *_ = book["settings"].iter_rows()
    columns = {str(cell.value): place for place, cell in enumerate(heading)}
    first[columns["form_title"]].value = "ชื่อใหม่"
    first[columns["version"]].value = version
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def versions(engine: Engine) -> int:
    with transaction(engine) as session:
        return session.scalar(select(func.count()).select_from(FormVersion)) or 0


def test_a_workbook_is_published_once(engine: Engine, monthly: publishing.Checked) -> None:
    with transaction(engine) as session:
        first = publishing.publish(session, monthly, NOW)
    with transaction(engine) as session:
        again = publishing.publish(session, monthly, NOW)
    assert (first.is_new, again.is_new) == (True, False)
    assert (first.version.id, again.version.questions) == (again.version.id, 5)
    assert versions(engine) == 1


def test_a_changed_form_needs_a_new_version_and_becomes_the_newest(engine: Engine, monthly: publishing.Checked) -> None:
    same_name = publishing.check(changed(monthly.form.version if monthly.form else ""))
    with transaction(engine) as session:
        publishing.publish(session, monthly, NOW)
        with pytest.raises(CannotPublish, match="version"):
            publishing.publish(session, same_name, NOW)
        publishing.publish(session, publishing.check(changed("2")), NOW)
        newest = catalogue.newest_version(session, "pnglb_monthly")
        assert newest is not None
        assert newest.title == "ชื่อใหม่"


def test_a_form_is_compiled_once_and_few_are_kept(engine: Engine, monthly: publishing.Checked) -> None:
    with transaction(engine) as session:
        version = publishing.publish(session, monthly, NOW).version
        form = publishing.form_of(session, version.id)
        assert form is publishing.form_of(session, version.id)
        assert form.id == "pnglb_monthly"
        shelf = publishing._Compiled(1)
        kept = shelf.get(version)
        other = FormVersion(workbook_sha256="other", xform=version.xform)
        assert shelf.get(other) is not kept
        assert shelf.get(version) is not kept


def test_what_is_wrong_is_told_with_its_place_and_nothing_is_stored(engine: Engine) -> None:
    book = Workbook()
    survey = book.worksheets[0]
    survey.title = "survey"
    for row in (("type", "name", "label"), ("integer", "n", "จำนวน"), ("integer", "n", "จำนวน")):
        survey.append(row)
    file = io.BytesIO()
    book.save(file)
    checked = publishing.check(file.getvalue())
    (problem,) = checked.problems
    assert problem.startswith("แผ่นงาน survey แถว 3: ")
    with transaction(engine) as session, pytest.raises(CannotPublish):
        publishing.publish(session, checked, NOW)
    assert versions(engine) == 0


def test_something_else_than_a_workbook_has_one_problem() -> None:
    assert len(publishing.check(b"not a workbook").problems) == 1
