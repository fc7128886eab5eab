"""The demonstration province: a tree that holds together, and people nobody can mistake for real ones."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from openpyxl import load_workbook

WORKBOOK = Path(__file__).parent.parent / "demo" / "province.xlsx"
INVENTED = ("สมมติ", "ตัวอย่าง", "ทดสอบ", "สาธิต")

Row = dict[str, str]


def sheet(name: str) -> list[Row]:
    header, *rows = load_workbook(WORKBOOK)[name].iter_rows(values_only=True)
    return [{str(key): str(cell or "") for key, cell in zip(header, row, strict=True)} for row in rows]


@pytest.fixture(scope="module")
def offices() -> dict[str, Row]:
    return {row["code"]: row for row in sheet("offices")}


@pytest.fixture(scope="module")
def people() -> list[Row]:
    return sheet("people")


def parents(office: Row) -> list[str]:
    return [code for code in office["parents"].split(";") if code]


def above(offices: dict[str, Row], code: str) -> set[str]:
    """Return the codes of every office on the way up from `code`."""
    direct = parents(offices[code])
    return set(direct).union(*(above(offices, parent) for parent in direct))


def test_the_sheets_have_the_columns_an_import_reads() -> None:
    assert list(sheet("offices")[0]) == ["code", "name", "kind", "province", "parents", "area", "short"]
    assert list(sheet("people")[0]) == ["name", "office", "role"]


def test_no_office_stands_twice() -> None:
    rows = sheet("offices")
    for column in ("code", "name", "short"):
        assert Counter(row[column] for row in rows).most_common(1)[0][1] == 1, column
    assert all(row["kind"] for row in rows)


def test_every_parent_is_an_office_of_the_sheet(offices: dict[str, Row]) -> None:
    assert {parent for office in offices.values() for parent in parents(office)} <= offices.keys()


def test_the_tree_has_no_cycles_and_one_root(offices: dict[str, Row]) -> None:
    from_the_top = list(TopologicalSorter({code: parents(office) for code, office in offices.items()}).static_order())

    assert from_the_top[0] == "moe"
    assert [code for code, office in offices.items() if not parents(office)] == ["moe"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dlc-tak-แม่สอด", {"dole-tak", "dole", "peo-tak", "opsr17", "moe"}),
        ("school-11", {"pesao-tak1", "obec", "peo-tak", "opsr17", "moe"}),
        ("college-4", {"pveo-tak", "ovec", "peo-tak", "opsr17", "moe"}),
        ("college-8", {"pveo-lpg", "ovec", "moe"}),
        ("sesao-lpglpn", {"peo-lpn", "obec", "moe"}),
    ],
)
def test_reports_go_up_the_real_chain(offices: dict[str, Row], code: str, expected: set[str]) -> None:
    assert above(offices, code) == expected


def test_everyone_works_in_an_office_of_the_sheet(offices: dict[str, Row], people: list[Row]) -> None:
    assert {person["office"] for person in people} <= offices.keys()
    assert {person["role"] for person in people} == {"officer", "head", "coordinator", "supervisor", "admin"}


def test_every_office_that_reports_has_one_officer(offices: dict[str, Row], people: list[Row]) -> None:
    gathering = {"moe", "opsr17", "obec", "ovec", "dole", "opec", "peo-tak", "pveo-lpg"}
    officers = Counter(person["office"] for person in people if person["role"] == "officer")
    assert officers == dict.fromkeys(offices.keys() - gathering, 1)


@pytest.mark.parametrize("office", ["peo-tak", "pveo-lpg", "peo-lpn"])
def test_who_issues_a_form_has_a_coordinator_and_a_supervisor(people: list[Row], office: str) -> None:
    assert {"coordinator", "supervisor"} <= {person["role"] for person in people if person["office"] == office}


def test_everyone_is_visibly_invented_and_nobody_stands_twice(people: list[Row]) -> None:
    names = [person["name"] for person in people]

    assert all(any(word in name for word in INVENTED) for name in names)
    assert len(set(names)) == len(names)
