"""Deadlines on the command line: rules in words, what one office is granted, running rounds, changed days off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bot.app import parts_of
from models import transaction
from tests.command_line import Command, Script, make
from tests.offices import form, office, person

NOVEMBER = "pnglb_monthly/2026-11"
AT = ("--at", "2026-11-02T09:00")


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A bot with one form and three offices."""
    made = make(database_url, tmp_path)
    with transaction(parts_of(made).engine) as session:
        form(session)
        for code in ("tak", "maesot", "umphang"):
            person(session, f"officer-{code}", office(session, code))
    yield made
    parts_of(made).engine.dispose()


@pytest.fixture
def november(script: Script) -> str:
    script("round", "open", "pnglb_monthly", "--monthly", "20", *AT)
    return NOVEMBER


RULES = [
    (("ภายในวันที่ ๒๐ ของทุกเดือน",), "2026-11", "ทุกวันที่ 20 เวลา 16.30 น.", ["11-20", "12-20", "01-20"]),
    (
        ("ทุกวันที่ 20", "--shift", "next"),
        "2026-11",
        "ทุกวันที่ 20 เวลา 16.30 น. ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป",
        ["11-20", "12-21", "01-20"],
    ),
    (
        ("ทุกวันที่ 10", "--periods-back", "1", "--grace", "2"),
        "2026-10",
        "วันที่ 10 ของเดือนถัดไป เวลา 16.30 น. ผ่อนผัน 2 วันทำการ",
        ["11-10", "12-10", "01-10"],
    ),
    (("ทุกวันทำการสุดท้ายของไตรมาส",), "2570-Q1", "วันทำการสุดท้ายของทุกไตรมาส เวลา 16.30 น.", ["12-30", "03-31", "06-30"]),
    (("FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD",), "2026-11", "ทุกวันที่ 31 เวลา 16.30 น.", ["11-30", "12-31", "01-31"]),
    (
        ("20 ธ.ค. 2569 เที่ยง", "--shift", "previous", "--grace", "1"),
        "2026-12-18",
        "วันศุกร์ที่ 18 ธันวาคม 2569 เวลา 12.00 น. ผ่อนผัน 1 วันทำการ",
        ["12-18"],
    ),
]


@pytest.mark.parametrize(("said", "period", "rule", "days"), RULES)
def test_a_round_is_opened_by_a_rule(script: Script, said: tuple[str, ...], period: str, rule: str, days: Any) -> None:
    opened = script("round", "open", "pnglb_monthly", "--rule", *said, *AT)
    assert (opened["period"], opened["rule"]) == (period, rule)
    assert [moment[5:10] for moment in opened["next"]] == days
    assert opened["due_at"] == opened["next"][0]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("--rule", "ทุกเดือน"), "no deadline we can read (no_day)"),
        (("--rule", "ทุกวันที่ 20 สามโมง"), "may mean ทุกวันที่ 20 เวลา 15.00 น."),
        (("--rule", "FREQ=DAILY;BYDAY=MO"), "FREQ has to be one of"),
        (("--rule", "ทุกวันที่ 20", "--monthly", "20"), "Say either"),
    ],
)
def test_a_rule_that_is_none_is_refused(flask: Command, said: tuple[str, ...], sentence: str) -> None:
    result = flask("round", "open", "pnglb_monthly", *said, *AT)
    assert (result.exit_code, sentence in result.output) == (2, True), result.output


def test_one_office_gets_more_time(script: Script, november: str) -> None:
    assert script("round", "extend", november, "maesot", "--due", "2026-11-25", *AT) == {
        "round": november,
        "office": "maesot",
        "due_at": "2026-11-25T16:30:00+07:00",
        "closes_at": "2026-12-20T16:30:00+07:00",
        "exempt": "",
    }
    report = script("status", november, "--at", "2026-11-21T09:00")
    late = {each["code"]: (each["late"], each["own_due_at"]) for each in report["offices"]}
    assert late == {"tak": (True, None), "maesot": (False, "2026-11-25T16:30:00+07:00"), "umphang": (True, None)}


def test_an_exempt_office_is_in_no_count(script: Script, november: str) -> None:
    assert script("round", "exempt", november, "umphang", "--reason", "ยุบรวม", *AT)["exempt"] == "ยุบรวม"
    report = script("status", november, *AT)
    assert (report["expected"], report["reporting_rate"], report["timely_rate"]) == (2, 0.0, 0.0)
    assert [each["state"] for each in report["offices"] if each["exempt"]] == ["exempt"]
    assert script("round", "exempt", november, "umphang", "--expect", *AT)["exempt"] == ""
    assert script("status", november, *AT)["expected"] == 3


def test_an_office_is_added_late(script: Script, app: Flask) -> None:
    script("round", "open", "pnglb_monthly", "--monthly", "20", "--office", "tak", *AT)
    added = script("round", "add", NOVEMBER, "maesot", "--due", "2026-11-27T12:00", *AT)
    assert (added["office"], added["due_at"]) == ("maesot", "2026-11-27T12:00:00+07:00")
    assert script("status", NOVEMBER, *AT)["expected"] == 2


def test_no_counts_are_kept_of_a_small_round(script: Script, november: str) -> None:
    assert script("round", "recount") == []


def test_a_round_is_paused_moved_closed_and_cancelled(script: Script, november: str) -> None:
    def state() -> str:
        return str(script("round", "list")[0]["state"])

    assert script("round", "pause", november, *AT)["paused_at"] == "2026-11-02T09:00:00+07:00"
    assert script("round", "resume", november, *AT)["paused_at"] is None
    assert script("round", "move", november, "--due", "2099-11-27", *AT)["due_at"] == "2099-11-27T16:30:00+07:00"
    assert script("round", "close", november, *AT)["closes_at"] == "2026-11-02T09:00:00+07:00"
    assert state() == "closed"
    assert script("round", "cancel", november, *AT)["cancelled_at"] == "2026-11-02T09:00:00+07:00"
    assert state() == "cancelled"
    assert script("round", "end", "pnglb_monthly", *AT) == {"form": "pnglb_monthly", "ended": 1}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("round", "extend", NOVEMBER, "tak", "--due", "2026-10-01", *AT), "lies in the past"),
        (("round", "exempt", NOVEMBER, "tak", *AT), "needs a reason"),
        (("round", "exempt", NOVEMBER, "takk", *AT), "Did you mean tak"),
        (("round", "add", NOVEMBER, "tak", *AT), "is in the round already"),
        (("round", "resume", NOVEMBER, *AT), "is not paused"),
        (("round", "close", "pnglb_monthly/2026-10", *AT), "Did you mean pnglb_monthly/2026-11"),
        (("round", "end", "pnglb"), "Did you mean pnglb_monthly"),
        (("calendar", "remove", "2027-03-12"), "was not changed"),
        (("calendar", "add", "someday"), "is not one day"),
    ],
)
def test_what_cannot_be_done_gets_a_sentence(
    flask: Command, november: str, words: tuple[str, ...], sentence: str
) -> None:
    result = flask(*words)
    assert (result.exit_code, sentence in result.output) == (2, True), result.output


def test_a_day_off_is_added_listed_and_taken_back(script: Script) -> None:
    assert script("calendar", "add", "12 มี.ค. 2570", "วันหยุดพิเศษ") == {
        "day": "2027-03-12",
        "kind": "off",
        "name": "วันหยุดพิเศษ",
        "moved": [],
    }
    script("calendar", "add", "2027-03-13", "--working")
    assert script("calendar", "list") == [
        {"day": "2027-03-12", "kind": "off", "name": "วันหยุดพิเศษ", "listed": None},
        {"day": "2027-03-13", "kind": "working", "name": "", "listed": "วันเสาร์"},
    ]
    assert script("calendar", "remove", "2027-03-12") == {"day": "2027-03-12", "moved": []}
    assert [each["day"] for each in script("calendar", "list")] == ["2027-03-13"]
