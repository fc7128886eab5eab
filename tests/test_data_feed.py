"""The feed for Excel, Power BI and scripts: who opens it, what is in it, what may be asked, page after page."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.app import Parts, create_app, parts_of
from exports.odata import asking
from exports.odata.asking import NotAsked, asked
from exports.odata.sets import SETS
from handlers.people import access
from models import Session, access_tokens, feeds, transaction
from models.people import Office, Person, Role
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
_EDM = "{http://docs.oasis-open.org/odata/ns/edm}"


class Program:
    """Something that reads the feed with Malee's key."""

    def __init__(self, parts: Parts, client: FlaskClient) -> None:
        self.parts, self.client = parts, client
        self.page_rows = 500
        self.key = self.issue("นางมาลี สมมติ")

    def issue(self, name: str, days: int = 30) -> str:
        with transaction(self.parts.engine) as session:
            person = session.scalars(select(Person).where(Person.name == name)).one()
            return access.issue(session, person, "Power BI", NOW, days).key

    def get(self, path: str, key: str | None = None, **asked_of: str) -> Any:
        basic = b64encode(f"anyone:{key or self.key}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "Prefer": f"odata.maxpagesize={self.page_rows}"}
        query = {f"${name}": value for name, value in asked_of.items()}
        return self.client.get(f"/odata/v1/{path}", headers=headers, query_string=query)

    def rows(self, path: str, **asked_of: str) -> list[dict[str, Any]]:
        """Return all rows, following the links from page to page."""
        answer = self.get(path, **asked_of)
        found: list[dict[str, Any]] = []
        while True:
            assert answer.status_code == 200, answer.json
            found += answer.json["value"]
            onwards = answer.json.get("@odata.nextLink")
            if onwards is None:
                return found
            parts = urlsplit(onwards)
            headers = {"Authorization": f"Bearer {self.key}", "Prefer": f"odata.maxpagesize={self.page_rows}"}
            answer = self.client.get(f"{parts.path}?{parts.query}", headers=headers)


@pytest.fixture
def program(database_url: str, tmp_path: Path) -> Iterator[Program]:
    app = create_app(settings_for(database_url, tmp_path), echo, {}, clock=lambda: NOW)
    parts = parts_of(app)
    with transaction(parts.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        written = {"pnglb_month": "2026-11-01", "pnglb_progress": "O'Brien & <ลงพื้นที่>", "pnglb_out": "๑,๒๐๐ คน"}
        fill(session, round_, "sesao", written, NOW)
        fill(session, round_, "dole", {"pnglb_progress": "ร่าง", "pnglb_out": "-"}, NOW, sent=False)
    yield Program(parts, app.test_client())
    parts.stop()


def test_the_service_names_its_sets_and_describes_them(program: Program) -> None:
    answer = program.get("")
    assert answer.headers["OData-Version"] == "4.0"
    assert [each["name"] for each in answer.json["value"]] == ["Rounds", "Offices", "Reports", "Answers"]
    assert answer.json["@odata.context"].endswith("/odata/v1/$metadata")
    schema = ET.fromstring(program.get("$metadata").data)
    for name, entity_set in SETS.items():
        entity = schema.find(f".//{_EDM}EntityType[@Name='{entity_set.entity}']")
        assert entity is not None, name
        declared = {each.get("Name"): each.get("Type") for each in entity.iter(f"{_EDM}Property")}
        rows = program.get(name, top="1").json["value"]
        assert set(rows[0]) == set(declared)


def test_every_property_but_those_of_the_form_has_a_column() -> None:
    for name, entity_set in SETS.items():
        assert list(feeds.COLUMNS[name]) == [each.name for each in entity_set.properties if not each.in_form]


def test_answers_are_as_typed_with_real_numbers_and_days_beside_them(program: Program) -> None:
    rows = {(row["OfficeCode"], row["Ref"].rpartition("_")[2]): row for row in program.rows("Answers")}
    out = rows["sesao", "out"]
    assert (out["Value"], out["Number"], out["Round"]) == ("๑,๒๐๐ คน", 1200, "pnglb_monthly/2026-11-29")
    assert out["Question"] == "จำนวนเด็กที่อยู่นอกระบบการศึกษา (คน)"
    assert (out["AnsweredAt"], out["IsSubmitted"]) == ("2026-11-20T03:00:00.000000Z", True)
    assert rows["sesao", "month"]["Date"] == "2026-11-01"
    assert rows["sesao", "progress"]["Value"] == "O'Brien & <ลงพื้นที่>"
    nothing = rows["dole", "out"]
    assert (nothing["State"], nothing["Value"], nothing["Number"], nothing["IsSubmitted"]) == ("none", "-", None, False)


def test_reports_say_how_far_everyone_is(program: Program) -> None:
    (sent,) = program.rows("Reports", filter="IsSubmitted eq true")
    assert (sent["OfficeCode"], sent["IsExpected"], sent["SubmittedAt"]) == (
        "sesao",
        True,
        "2026-11-20T03:00:00.000000Z",
    )
    assert program.rows("Reports", filter="SubmittedAt eq null")[0]["OfficeCode"] == "dole"


@pytest.mark.parametrize(
    ("filters", "offices"),
    [
        ("OfficeCode eq 'dole'", ["dole"]),
        ("OfficeCode ne 'dole'", ["peo", "sesao"]),
        ("not (OfficeCode eq 'dole')", ["peo", "sesao"]),
        ("OfficeCode in ('dole','sesao')", ["dole", "sesao"]),
        ("contains(Office,'มัธยม')", ["sesao"]),
        ("endswith(OfficeCode,'eo')", ["peo"]),
        ("endswith(OfficeCode,'longer than any code')", []),
        ("contains(ShortName,'SESAO') eq false and startswith(OfficeCode,'s')", ["sesao"]),
        ("OfficeCode gt 'dole' and (Kind eq 'x' or ShortName eq 'สพม.ทดสอบ')", ["sesao"]),
        ("Office eq 'it''s'", []),
        ("Kind eq null", []),
    ],
)
def test_filters(program: Program, filters: str, offices: list[str]) -> None:
    assert [row["OfficeCode"] for row in program.rows("Offices", filter=filters)] == offices


def test_moments_are_compared_as_moments(program: Program) -> None:
    assert len(program.rows("Answers", filter="AnsweredAt ge 2026-11-20T10:00:00+07:00")) == 5
    assert program.rows("Answers", filter="AnsweredAt gt 2026-11-20T03:00:00Z") == []


def test_pages_follow_each_other_and_lose_nothing(program: Program) -> None:
    every = program.rows("Answers")
    assert program.rows("Answers", top="3") == every[:3]
    assert program.rows("Answers", skip="2") == every[2:]
    program.page_rows = 2
    assert "$skiptoken" in program.get("Answers").json["@odata.nextLink"]
    assert program.rows("Answers") == every
    assert program.rows("Answers", skip="1") == every[1:]
    assert program.rows("Answers", top="3") == every[:3]
    assert program.rows("Answers", top="3", select="Ref,Value") == [
        {"Ref": row["Ref"], "Value": row["Value"]} for row in every[:3]
    ]
    assert program.get("Answers", count="true", top="1").json["@odata.count"] == len(every)
    assert program.rows("Answers", top="0") == []


@pytest.mark.parametrize(
    ("path", "question", "status"),
    [
        ("Nothing", {}, 404),
        ("Answers", {"filter": "Value eq"}, 400),
        ("Answers", {"filter": "Value eq 'x' Value"}, 400),
        ("Answers", {"filter": "ReportId eq 'x'"}, 400),
        ("Answers", {"filter": "ReportId eq 99999999999999999999"}, 400),
        ("Reports/$count", {"filter": "SubmittedAt ge 0001-01-01T00:00:00+07:00"}, 400),
        ("Answers", {"filter": "Value eq ;"}, 400),
        ("Answers", {"filter": "AnsweredAt gt 2026-99-99T99:00:00Z"}, 400),
        ("Answers", {"filter": "(" * 60 + "ReportId eq 1" + ")" * 60}, 400),
        ("Answers", {"filter": "x" * 5000}, 400),
        ("Answers", {"filter": "Unknown eq 1"}, 400),
        ("Answers", {"filter": "Question eq 'x'"}, 501),
        ("Answers", {"filter": "tolower(Value) eq 'x'"}, 501),
        ("Answers", {"filter": "ReportId add 1 eq 2"}, 501),
        ("Answers", {"orderby": "Question desc"}, 501),
        ("Answers", {"orderby": "tolower(Value)"}, 501),
        ("Answers", {"orderby": "Value upwards"}, 400),
        ("Answers", {"orderby": "Value", "skiptoken": asking.token_of([-1])}, 400),
        ("Answers", {"expand": "Report"}, 501),
        ("Nothing/$count", {}, 404),
        ("Answers", {"apply": "aggregate(Number with sum as S)"}, 501),
        ("Answers", {"select": "Secret"}, 400),
        ("Answers", {"top": "-1"}, 400),
        ("Answers", {"skiptoken": "x"}, 400),
        ("Answers", {"skiptoken": asking.token_of([1, 2, 3])}, 400),
        ("Answers", {"format": "xml"}, 406),
    ],
)
def test_what_is_wrong_or_not_answered_is_said(
    program: Program, path: str, question: dict[str, str], status: int
) -> None:
    answer = program.get(path, **question)
    assert answer.status_code == status
    assert answer.json["error"]["message"]


def test_a_key_opens_what_its_person_oversees_today(program: Program) -> None:
    with transaction(program.parts.engine) as session:
        role = session.scalars(select(Role).join(Person).where(Person.name == "นางมาลี สมมติ")).one()
        role.office_id = session.scalars(select(Office.id).where(Office.code == "dole")).one()
    for name in ("Offices", "Reports", "Answers"):
        assert {row["OfficeCode"] for row in program.rows(name)} == {"dole"}
    with transaction(program.parts.engine) as session:
        session.delete(session.scalars(select(Role).join(Person).where(Person.name == "นางมาลี สมมติ")).one())
    assert program.rows("Answers") == []
    assert program.rows("Rounds") == []


def test_no_key_a_wrong_one_a_revoked_one_and_an_old_one_open_nothing(program: Program) -> None:
    bare = program.client.get("/odata/v1/Answers")
    assert (bare.status_code, bare.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    assert program.get("Answers", key="rgn_" + "x" * 43).status_code == 401
    assert program.get("$metadata", key="x" * 500).status_code == 401
    assert program.client.get("/odata/v1/", headers={"Authorization": "Bearer"}).status_code == 401
    old = program.issue("นางมาลี สมมติ", days=0)
    assert program.get("Answers", key=old).status_code == 401
    with transaction(program.parts.engine) as session:
        access.revoke(session, 1, NOW)
    assert program.get("Answers").status_code == 401


def test_the_key_is_stored_nowhere_and_its_use_is_noted(program: Program) -> None:
    program.get("Offices")
    with Session(program.parts.engine) as session:
        token = access_tokens.every_token(session)[-1]
        assert token.used_at == NOW
        assert program.key not in str(vars(token))
        assert len(token.digest) == 64


def test_a_filter_is_read_with_its_precedence() -> None:
    where = asked(SETS["Offices"], {"$filter": "Area eq 'a' or Area eq 'b' and not Kind eq 'c'"}).where
    assert where == ("or", ("eq", "Area", "a"), ("and", ("eq", "Area", "b"), ("not", ("eq", "Kind", "c"))))
    with pytest.raises(NotAsked):
        asked(SETS["Offices"], {"$filter": "Area eq 'a"})


def test_keys_are_given_listed_and_taken_back_on_the_command_line(program: Program) -> None:
    run = program.client.application.test_cli_runner().invoke
    given = json.loads(run(args=["token", "issue", "นายวิชัย สาธิต", "--label", "Excel", "--json"]).output)
    assert program.get("Offices", key=given["key"]).status_code == 200
    assert given["address"].endswith("/odata/v1/")
    assert given["key"] not in run(args=["token", "list"]).output
    assert "oversees no office" in run(args=["token", "issue", "นายสมชาย ทดสอบ", "--label", "x"]).output
    run(args=["token", "revoke", str(given["id"])])
    assert program.get("Offices", key=given["key"]).status_code == 401
