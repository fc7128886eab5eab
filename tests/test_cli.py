"""The command line: exact JSON for scripts, one clear sentence and exit code 2 when it cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from bot.app import parts_of
from bot.cli.saying import table, width
from models import Session, schema, transaction
from models.outbox import Outbox
from models.people import Account, Person
from models.rounds import Assignment, Round
from models.submissions import Answer
from tests.command_line import (
    MONTHLY,
    NOVEMBER,
    OPENED,
    PROVINCE,
    ROOT,
    Command,
    make,
    monthly,
    opened_province,
)
from tests.offices import bangkok, submit


@pytest.fixture
def app(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = make(empty_database_url, tmp_path)
    yield made
    parts_of(made).engine.dispose()


@pytest.fixture
def province(app: Flask) -> Engine:
    return opened_province(app)


def test_an_empty_database_is_upgraded_once(script: Callable[..., Any]) -> None:
    assert script("db", "upgrade") == {"from": None, "to": schema.HEAD}
    assert script("db", "upgrade") == {"from": schema.HEAD, "to": schema.HEAD}


def test_a_form_is_checked_published_and_listed(script: Callable[..., Any]) -> None:
    script("db", "upgrade")
    (checked,) = script("form", "check", MONTHLY)
    assert (checked["ok"], checked["form"], checked["items"], checked["problems"]) == (True, "pnglb_monthly", 5, [])
    (published,) = script("form", "publish", MONTHLY)
    assert (published["form"], published["new"]) == ("pnglb_monthly", True)
    assert script("form", "publish", MONTHLY)[0]["new"] is False
    (listed,) = script("form", "list")
    assert set(listed) == {"form", "version", "title", "short", "items", "published_at"}


def test_people_are_imported_with_codes_once(province: Engine, script: Callable[..., Any]) -> None:
    again = script("people", "import", PROVINCE)
    assert (again["offices"], again["people"], again["invites"]) == (38, 40, [])
    invite = script("invite", "create", "--office", "peo-tak", "--role", "supervisor")
    assert set(invite) == {"name", "office", "role", "form", "code", "expires_at"}
    assert (invite["office"], invite["role"], invite["name"]) == ("peo-tak", "supervisor", "")


def test_a_round_is_opened_once_and_listed(province: Engine, script: Callable[..., Any]) -> None:
    again = script("round", "open", "pnglb_monthly", "--monthly", "20", "--at", OPENED)
    assert again == {
        "round": NOVEMBER,
        "form": "pnglb_monthly",
        "period": "2026-11",
        "due_at": "2026-11-20T16:30:00+07:00",
        "offices": 30,
        "new": False,
        "rule": "ทุกวันที่ 20 เวลา 16.30 น.",
        "next": [f"{day}T16:30:00+07:00" for day in ("2026-11-20", "2026-12-20", "2027-01-20")],
    }
    single = script(
        "round", "open", "pnglb_monthly", "--due", "2026-12-01", "--office", "peo-tak", "pesao-tak1", "--at", OPENED
    )
    assert (single["round"], single["offices"]) == ("pnglb_monthly/2026-12-01", 2)
    assert single["due_at"] == "2026-12-01T16:30:00+07:00"
    assert [each["round"] for each in script("round", "list")] == ["pnglb_monthly/2026-12-01", NOVEMBER]


def join_somchai(engine: Engine) -> Person:
    """Let the officer of สพป.ตาก เขต 1 join."""
    with transaction(engine) as session:
        somchai = session.scalars(select(Person).where(Person.name == "นางสมมติ ทดสอบสิบเอ็ด")).one()
        session.add(Account(line_user_id="U1", person=somchai, created_at=bangkok("2026-11-03T09:00")))
    return somchai


def assignment_of(session: Session, person_id: int) -> Assignment:
    person = session.get_one(Person, person_id)
    query = select(Assignment).join(Round).where(Assignment.office_id == person.roles[0].office_id)
    return session.scalars(query.where(Round.period == "2026-11")).one()


def test_status_counts_in_json(province: Engine, script: Callable[..., Any]) -> None:
    somchai = join_somchai(province)
    before = script("status", NOVEMBER, "--at", "2026-11-21T09:00")
    names = ("expected", "submitted", "on_time", "in_progress", "not_started", "late", "unreachable")
    assert {name: before[name] for name in names} == dict(zip(names, (30, 0, 0, 0, 1, 30, 29), strict=True))
    assert before["due_at"] == "2026-11-20T16:30:00+07:00"
    assert sum(area["expected"] for area in before["areas"]) == 30
    with transaction(province) as session:
        submit(session, assignment_of(session, somchai.id), bangkok("2026-11-19T15:00"))
    after = script("status", NOVEMBER, "--at", "2026-11-21T09:00")
    assert (after["submitted"], after["on_time"], after["late"]) == (1, 1, 29)
    (sent,) = [office for office in after["offices"] if office["state"] == "submitted"]
    assert (sent["code"], sent["answered"], sent["items"]) == ("pesao-tak1", 5, 5)


def test_the_clock_reminds_once_and_line_out_of_reach_loses_nothing(
    province: Engine, script: Callable[..., Any]
) -> None:
    join_somchai(province)
    first = script("clock", "--once", "--at", "2026-11-13T09:00")
    assert first == {
        "at": "2026-11-13T09:00:00+07:00",
        "rounds_opened": 0,
        "reminders": 1,
        "missed": 0,
        "sent": 0,
        "cancelled": 0,
        "failed": 0,
    }
    assert script("clock", "--once", "--at", "2026-11-13T09:00")["reminders"] == 0
    assert script("clock", "--once", "--at", "2026-12-01T00:00")["rounds_opened"] == 1
    with transaction(province) as session:
        (row,) = session.scalars(select(Outbox))
        assert (row.state, row.kind, row.line_user_id) == ("pending", "reminder", "U1")
        assert row.payload


def test_answers_are_exported_as_they_were_typed(province: Engine, script: Callable[..., Any], tmp_path: Path) -> None:
    somchai = join_somchai(province)
    typed = "=1+1 ๑๒ คนค่ะ"
    with transaction(province) as session:
        sent = submit(session, assignment_of(session, somchai.id), bangkok("2026-11-19T15:00"))
        at = bangkok("2026-11-19T14:00")
        who = {"submission_id": sent.id, "pos": "", "rev": 1, "answered_at": at, "person_id": somchai.id}
        session.add(Answer(ref="/data/x", value="12", state="value", typed=typed, source="user", **who))
        session.add(Answer(ref="/data/y", value="ย" * 40_000, state="value", typed="", source="user", **who))
    report = script("export", "answers", NOVEMBER)
    first = report["answers"][0]
    assert (report["round"], first["office"], first["person"]) == (NOVEMBER, "pesao-tak1", "นางสมมติ ทดสอบสิบเอ็ด")
    assert (first["value"], first["canonical"], first["state"]) == (typed, "12", "value")
    assert first["time"] == "2026-11-19T14:00:00+07:00"
    file = tmp_path / "answers.xlsx"
    assert script("export", "answers", NOVEMBER, "-o", file)["file"] == str(file)
    heading, *rows = load_workbook(file)["answers"].iter_rows(values_only=True)
    place = heading.index("คำตอบ")
    assert rows[0][place] == typed
    assert "".join(str(row[place]) for row in rows[1:]) == "ย" * 40_000
    assert [row[-1] for row in rows] == ["", "1/3", "2/3", "3/3"]
    assert rows[0][heading.index("เวลาที่ตอบ")].isoformat() == "2026-11-19T14:00:00"


def test_answers_follow_the_roster_and_the_printed_form(province: Engine, script: Callable[..., Any]) -> None:
    somchai = join_somchai(province)
    form = monthly().form
    assert form is not None
    refs = [item.ref for item in form.items]
    with transaction(province) as session:
        sent = submit(session, assignment_of(session, somchai.id), bangkok("2026-11-19T15:00"))
        for number, ref in enumerate(reversed(refs)):
            for pos in ("10", "2"):
                who = {"submission_id": sent.id, "pos": pos, "rev": number, "answered_at": bangkok("2026-11-19T14:00")}
                session.add(Answer(ref=ref, value="1", state="value", source="calculate", **who))
    rows = script("export", "answers", NOVEMBER)["answers"]
    assert [(row["ref"], row["position"]) for row in rows] == [(ref, pos) for ref in refs for pos in ("2", "10")]
    assert [row["item"] for row in rows[::2]] == [item.id for item in form.items]
    assert {row["person"] for row in rows} == {""}


def test_where_a_person_is_is_shown(province: Engine, script: Callable[..., Any]) -> None:
    assert script("interview", "show", "U-nobody")["event"] == "join"


MISTAKES = [
    (("round", "open", "pnglb_month", "--monthly", "20"), "Did you mean pnglb_monthly?"),
    (("round", "open", "pnglb_monthly"), "Say either --due ISO or --monthly DAY, or --rule TEXT."),
    (("round", "open", "pnglb_monthly", "--due", "2020-01-01", "--at", OPENED), "closed already"),
    (("round", "open", "pnglb_monthly", "--due", "soon"), "is not an ISO time"),
    (("round", "open", "pnglb_monthly", "--monthly", "32"), "--monthly"),
    (("round", "open", "pnglb_monthly", "--monthly", "20", "--office", "peo-tk"), "Did you mean peo-tak"),
    (("status", "pnglb_monthly/2026-10"), f"Did you mean {NOVEMBER}?"),
    (("export", "answers", "x"), "There is no round 'x'."),
    (("invite", "create", "--office", "peo-tak", "--role", "boss"), "--role"),
    (("people", "import", __file__), "อ่านไฟล์ไม่ได้ค่ะ"),
    (("form", "publish", __file__), "test_cli.py: 1 problems"),
    (("people", "import", "nowhere.xlsx"), "does not exist"),
]


@pytest.mark.parametrize(("words", "sentence"), MISTAKES, ids=[" ".join(words)[:50] for words, _ in MISTAKES])
def test_a_mistake_gets_a_sentence(province: Engine, flask: Command, words: tuple[str, ...], sentence: str) -> None:
    result = flask(*words)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_before_the_upgrade_every_command_says_what_to_do(flask: Command) -> None:
    result = flask("round", "list")
    assert (result.exit_code, result.stderr) == (2, "Error: The database has no tables yet. Run: flask db upgrade\n")


def test_line_out_of_reach_is_a_finding(flask: Command) -> None:
    result = flask("line", "check", "--json")
    assert result.exit_code == 2
    assert {name: each["ok"] for name, each in json.loads(result.stdout).items()} == {
        "token": False,
        "webhook": False,
        "quota": False,
    }


def test_a_webhook_that_cannot_be_set_gets_a_sentence(flask: Command) -> None:
    result = flask("line", "setup")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: LINE at http://127.0.0.1:9 says: ")


def test_people_read_tables(province: Engine, flask: Command) -> None:
    for words in (("round", "list"), ("form", "list"), ("status", NOVEMBER), ("clock", "--once", "--at", "2026-11-03")):
        result = flask(*words)
        assert result.exit_code == 0, result.output
        assert NOVEMBER in result.stdout or "pnglb_monthly" in result.stdout or "reminders 0" in result.stdout


def test_every_command_is_described(app: Flask) -> None:
    described = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    own = {name: command for name, command in app.cli.commands.items() if name not in ("run", "shell", "routes")}
    for name, command in own.items():
        for below in getattr(command, "commands", {"": command}):
            assert f"`flask {name} {below}".rstrip() in described


def test_columns_line_up_under_thai_marks() -> None:
    assert width("ก้ำกี่") == 3
    assert table(("a", "b"), [("ที่", "1"), ("ที่นี่", "2")]) == ["a   b", "ที่   1", "ที่นี่  2"]
