"""The feed as Excel and Power BI ask it: their own requests, in their order; and $metadata by the standard."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select

from bot.app import create_app, parts_of
from exports.odata import describing
from handlers.people import access
from models import transaction
from models.people import Person
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
MASHUP = {  # what Power Query's OData.Feed sends with Implementation "2.0", beside the credentials
    "User-Agent": "Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)",
    "OData-Version": "4.0",
    "OData-MaxVersion": "4.0",
    "Accept": "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,"
    "application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7",
    "Accept-Encoding": "gzip, deflate",
    "Prefer": "odata.include-annotations=*",
}


class Mashup:
    """Power Query with Malee's key as the password of Basic."""

    def __init__(self, client: FlaskClient, key: str) -> None:
        self.client = client
        self.headers = {**MASHUP, "Authorization": f"Basic {b64encode(f'x:{key}'.encode()).decode()}"}

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(f"/odata/v1/{address}", headers={**self.headers, **headers})

    def table(self, address: str) -> list[dict[str, Any]]:
        """Read a table to its end, as a refresh does."""
        found: list[dict[str, Any]] = []
        answer = self.get(address)
        while True:
            assert answer.status_code == 200, answer.json
            found += answer.json["value"]
            if "@odata.nextLink" not in answer.json:
                return found
            onwards = urlsplit(answer.json["@odata.nextLink"])
            answer = self.client.get(f"{onwards.path}?{onwards.query}", headers=self.headers)


@pytest.fixture
def mashup(database_url: str, tmp_path: Path) -> Iterator[Mashup]:
    app = create_app(settings_for(database_url, tmp_path), echo, {}, clock=lambda: NOW)
    parts = parts_of(app)
    with transaction(parts.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"pnglb_month": "2026-11-01", "pnglb_progress": "ก", "pnglb_out": "12"}, NOW)
        fill(session, round_, "dole", {"pnglb_progress": "ข", "pnglb_out": "-"}, NOW, sent=False)
        malee = session.scalars(select(Person).where(Person.name == "นางมาลี สมมติ")).one()
        key = access.issue(session, malee, "Excel", NOW, 30).key
    yield Mashup(app.test_client(), key)
    parts.stop()


def test_opening_the_feed(mashup: Mashup) -> None:
    """First without credentials, to learn what they are; then the service, its description, the navigator's preview."""
    refused = mashup.client.get("/odata/v1/", headers=MASHUP)
    assert (refused.status_code, refused.headers["WWW-Authenticate"].split()[0]) == (401, "Basic")
    service = mashup.get("")
    assert service.headers["Content-Type"].startswith("application/json;odata.metadata=minimal")
    described = mashup.get("$metadata", Accept="application/xml")
    assert described.headers["Content-Type"].startswith("application/xml")
    names = {each.get("Name") for each in ET.fromstring(described.data).iter(f"{EDM}EntitySet")}
    assert {each["url"] for each in service.json["value"]} == names
    for each in service.json["value"]:
        preview = mashup.get(f"{each['url']}?$top=1000").json
        assert preview["@odata.context"].endswith(f"$metadata#{each['name']}")


# Steps of the editor and what they are folded to.
FOLDED = [
    ("Reports?$filter=IsSubmitted eq true&$select=OfficeCode,SubmittedAt", ["sesao"]),
    ("Reports?$filter=IsSubmitted eq false and OfficeCode ne 'peo'&$select=OfficeCode", ["dole"]),
    ("Reports?$filter=SubmittedAt ge 2026-11-20T00:00:00Z and SubmittedAt lt 2026-11-21T00:00:00Z", ["sesao"]),
    ("Reports?$filter=SubmittedAt eq null", ["dole"]),
    ("Reports?$orderby=SubmittedAt&$top=1", ["dole"]),  # null comes first
    ("Reports?$orderby=SubmittedAt desc&$top=1", ["sesao"]),
    ("Reports?$orderby=IsSubmitted desc,OfficeCode", ["sesao", "dole"]),
    ("Reports?$filter=contains(Office,'มัธยม') or endswith(OfficeCode,'x')", ["sesao"]),
    ("Reports?$orderby=OfficeCode desc&$skip=1&$top=5&$count=true", ["dole"]),
    ("Offices?$filter=(OfficeCode eq 'dole' or OfficeCode eq 'peo')&$orderby=OfficeCode desc", ["peo", "dole"]),
    ("Offices?$orderby=OfficeCode&$format=application/json;odata.metadata=minimal", ["dole", "peo", "sesao"]),
]


@pytest.mark.parametrize(("address", "offices"), FOLDED)
def test_folded_steps(mashup: Mashup, address: str, offices: list[str]) -> None:
    assert [row["OfficeCode"] for row in mashup.table(address)] == offices


def test_counting_rows(mashup: Mashup) -> None:
    counted = mashup.get("Reports/$count?$filter=IsSubmitted eq true", Accept="text/plain")
    assert (counted.data, counted.headers["Content-Type"]) == (b"1", "text/plain;charset=utf-8")
    assert mashup.get("Answers?$top=0&$count=true").json == {
        "@odata.context": mashup.get("Answers?$top=0").json["@odata.context"],
        "@odata.count": 5,
        "value": [],
    }


def test_a_sorted_table_comes_in_pages_too(mashup: Mashup) -> None:
    mashup.headers["Prefer"] = "odata.maxpagesize=2"
    every = mashup.table("Answers?$orderby=Value desc")
    assert len(every) == 5
    values = [row["Value"] for row in every]
    assert values == sorted(values, reverse=True) or len(set(values)) == 5  # PostgreSQL sorts texts as its locale does
    assert mashup.table("Answers?$orderby=Value desc&$skip=1&$top=3") == every[1:4]


def test_what_is_not_answered_is_not_implemented_and_so_done_by_the_client(mashup: Mashup) -> None:
    for address in (
        "Reports?$expand=Answers",
        "Answers?$apply=groupby((Area))",
        "Reports?$search=ก",
        "Reports?$compute=1",
    ):
        answer = mashup.get(address)
        assert answer.status_code == 501, address
        assert set(answer.json["error"]) == {"code", "message"}


def test_the_description_is_valid_csdl() -> None:
    """By the part of the OASIS schema that it uses (tests/fixtures/csdl.rng), and by what the prose adds."""
    grammar = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "fixtures" / "csdl.rng")))
    document = etree.fromstring(describing.metadata())
    assert grammar.validate(document), grammar.error_log
    for entity in document.iter(f"{EDM}EntityType"):
        properties = {each.get("Name"): each for each in entity.iter(f"{EDM}Property")}
        key = [each.get("Name") for each in entity.iter(f"{EDM}PropertyRef")]
        assert all(properties[name].get("Nullable") == "false" for name in key)
        assert len(properties) == len(list(entity.iter(f"{EDM}Property")))
    types = {f"Raingan.{each.get('Name')}" for each in document.iter(f"{EDM}EntityType")}
    for entity_set in document.iter(f"{EDM}EntitySet"):
        assert entity_set.get("EntityType") in types
    included = {each.get("Namespace") for each in document.iter("{*}Include")}
    assert all(each.get("Term").rpartition(".")[0] in included for each in document.iter(f"{EDM}Annotation"))


def test_the_grammar_refuses_what_is_not_csdl() -> None:
    grammar = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "fixtures" / "csdl.rng")))
    for right, wrong in (
        (b'Type="Edm.Int32"', b'Type="Int32"'),
        (b"<Key>", b"<Keys>"),
        (b'Nullable="false"', b'Null="1"'),
    ):
        changed = (
            describing.metadata()
            .replace(right, wrong)
            .replace(b"</Key>", b"</Keys>" if b"Keys" in wrong else b"</Key>")
        )
        assert not grammar.validate(etree.fromstring(changed)), wrong
