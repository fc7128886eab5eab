"""Whole reports of the library forms, filled over HTTP by long invented texts, come out of the export as typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.driver import Officer, Typed, by_command, by_database
from tests.processes import System, running
from tests.reports import Filler

ROOT = Path(__file__).parent.parent
OFFICER_OF = "pesao-tak1"


@pytest.fixture
def system(database_url: str, tmp_path: Path) -> Iterator[System]:
    with running(database_url, tmp_path) as up:
        yield up


def an_officer_of(system: System, form_id: str) -> tuple[Officer, str]:
    """Publish a form, open a round of it for one office; return its officer, at the first question, and the round."""
    system.flask("form", "publish", str(ROOT / "forms" / "library" / f"{form_id}.xlsx"))
    system.flask("people", "import", str(ROOT / "demo" / "province.xlsx"))
    round_ = system.flask("round", "open", form_id, "--due", "2099-12-20", "--office", OFFICER_OF, "--json")
    code = system.flask("invite", "create", "--office", OFFICER_OF, "--role", "officer", "--json")["code"]
    with by_database(system.database_url) as where:
        officer = Officer(system.control, system.control.user("นายสมมติ ทดสอบ"), where)
        officer.join(code)
        officer.open(round_["round"])
    return officer, round_["round"]


def exported(system: System, round_key: str) -> set[Typed]:
    """Return what the export says people typed; questions put off were not answered."""
    rows = system.flask("export", "answers", round_key, "--json")["answers"]
    return {
        Typed(row["ref"], row["position"], row["value"])
        for row in rows
        if row["source"] == "user" and row["state"] != "put_off"
    }


@pytest.mark.parametrize(
    ("form_id", "answers"),
    [("pnglb_monthly", 5), ("lpn67r1", 11), ("lpn67r2", 30), ("rt67", 70)],
)
def test_a_whole_report_is_kept_character_for_character(system: System, form_id: str, answers: int) -> None:
    officer, round_key = an_officer_of(system, form_id)
    with by_database(system.database_url) as officer.where:
        typed = officer.fill(Filler())
        officer.submit()

    assert len(typed) >= answers
    assert exported(system, round_key) == set(typed)
    ledger = system.control.ledger()
    assert ledger["refusals"] == []
    assert ledger["webhooks"].keys() == {"ok"}


def test_the_command_line_alone_leads_through_a_report(system: System) -> None:
    officer, round_key = an_officer_of(system, "pnglb_monthly")
    officer.where = by_command(system.flask)
    typed = officer.fill(Filler())
    officer.submit()

    assert exported(system, round_key) == set(typed)
    assert system.flask("status", round_key, "--json")["submitted"] == 1
