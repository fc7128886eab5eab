"""The calendar people subscribe to: read back with a parser of iCalendar, behind an address that can be revoked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar

from bot.app import create_app, parts_of
from bot.render import Renderer
from bot.signing import Buttons, Links
from exports.calendar import LENGTH, Deadline, feed
from handlers.naming import period_name
from handlers.replies import Button, Card
from handlers.rounds import granting, opening, running
from models import calendars, rounds, transaction
from models.people import Account, Duty
from tests.joined import echo, settings_for
from tests.offices import bangkok, form, office, open_round, person, submit
from thai.recurrence import parse_recurrence
from thai.rule import Recurring

NOW = bangkok("2026-11-10T09:00")
EVENTS = dict[str, tuple[str, datetime]]


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Somchai reports for two offices, Malee coordinates them; November's round is open."""
    made = create_app(settings_for(database_url, tmp_path), echo, {}, clock=lambda: NOW)
    with transaction(parts_of(made).engine) as session:
        form(session)
        peo = office(session, "peo")
        tak, mae_sot = office(session, "tak", peo), office(session, "maesot", peo)
        person(session, "Somchai", tak, mae_sot)
        person(session, "Malee", peo, duty=Duty.COORDINATOR)
        open_round(session, bangkok("2026-11-02T09:00"))
    yield made
    parts_of(made).stop()


def address(app: Flask, name: str) -> str:
    """Return a fresh address of somebody's calendar."""
    parts = parts_of(app)
    with transaction(parts.engine) as session:
        person_id = session.get_one(Account, f"U{name}").person_id
        assert person_id is not None
        link = calendars.new_link(session, person_id, NOW)
        return f"/calendar/{Links(parts.settings.app_secret).sign('calendar', link.id)}.ics"


def events(data: bytes) -> EVENTS:
    """Return uid -> (summary, end) as a calendar program reads them."""
    calendar = Calendar.from_ical(data)
    assert calendar["VERSION"] == "2.0"
    assert not calendar.errors
    found = {}
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        assert event.decoded("dtend") - event.decoded("dtstart") == LENGTH
        assert event.decoded("dtstamp") == NOW
        found[str(event["UID"])] = (str(event["SUMMARY"]), event.decoded("dtend"))
    return found


def read(app: Flask, where: str) -> EVENTS:
    answer = app.test_client().get(where)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert "private" in answer.headers["Cache-Control"]
    return events(answer.data)


def test_an_officer_sees_own_deadlines_and_those_that_come(app: Flask) -> None:
    with transaction(parts_of(app).engine) as session:
        (tak,) = rounds.assignments_of_round(session, 1, [2])
        granting.extend(session, tak, bangkok("2026-11-25T12:00"), NOW, None)
        (mae_sot,) = rounds.assignments_of_round(session, 1, [3])
        submit(session, mae_sot, NOW)
    assert read(app, address(app, "Somchai")) == {
        "pnglb_monthly/2026-11/maesot@raingan": (
            "ครบกำหนด พาน้องกลับมาเรียน พ.ย. 2569 · สำนักงาน maesot",
            bangkok("2026-11-20T16:30"),
        ),
        "pnglb_monthly/2026-11/tak@raingan": (
            "ครบกำหนด พาน้องกลับมาเรียน พ.ย. 2569 · สำนักงาน tak",
            bangkok("2026-11-25T12:00"),
        ),
        **{
            f"pnglb_monthly/{month}@raingan": (f"ครบกำหนด พาน้องกลับมาเรียน {named}", bangkok(f"{month}-20T16:30"))
            for month, named in {"2026-12": "ธ.ค. 2569", "2027-01": "ม.ค. 2570", "2027-02": "ก.พ. 2570"}.items()
        },
    }


def test_a_round_that_opens_later_is_there_already(app: Flask) -> None:
    wheres = {name: address(app, name) for name in ("Somchai", "Malee")}
    with transaction(parts_of(app).engine) as session:
        (november,) = rounds.all_rounds(session)
        read_as = parse_recurrence("ทุกวันที่ 25 ตั้งแต่ ม.ค. 70 จนถึง มี.ค. 70", today=NOW.date()).value
        assert isinstance(read_as, Recurring)
        opening.change_rule(session, november.schedule, read_as, opening.DEFAULT_LADDER, NOW, None)
    found = read(app, wheres["Somchai"])
    assert {uid: due for uid, (_, due) in found.items() if "2026-11" not in uid} == {
        "pnglb_monthly/2027-01/tak@raingan": bangkok("2027-01-25T16:30"),
        "pnglb_monthly/2027-01/maesot@raingan": bangkok("2027-01-25T16:30"),
        "pnglb_monthly/2027-02@raingan": bangkok("2027-02-25T16:30"),
        "pnglb_monthly/2027-03@raingan": bangkok("2027-03-25T16:30"),
    }
    assert set(read(app, wheres["Malee"])) == {f"pnglb_monthly/{n}@raingan" for n in ("2026-11", *_FIRST_THREE)}


_FIRST_THREE = ("2027-01", "2027-02", "2027-03")


def test_the_file_keeps_to_the_letter_of_rfc_5545(app: Flask) -> None:
    """What Google Calendar and Outlook refuse or show askew: bare line feeds, long lines, times without a zone."""
    where = address(app, "Somchai")
    data = app.test_client().get(where).data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(line.startswith(b"\xef\xbb\xbf") for line in lines)
    unfolded = data.replace(b"\r\n ", b"").decode("utf-8").splitlines()
    head = unfolded[: unfolded.index("BEGIN:VEVENT")]
    assert {"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(head)
    assert any(line.startswith("PRODID:") for line in head)
    named = [line.partition(":") for line in unfolded]
    for name in ("DTSTAMP", "DTSTART", "DTEND"):
        moments = [value for key, _, value in named if key == name]
        assert len(moments) == unfolded.count("BEGIN:VEVENT")
        assert all(re.fullmatch(r"\d{8}T\d{6}Z", moment) for moment in moments), "UTC: no VTIMEZONE is needed"
    uids = [value for key, _, value in named if key == "UID"]
    assert len(uids) == len(set(uids)) == unfolded.count("BEGIN:VEVENT")
    assert app.test_client().get(where).data.count(b"UID:") == len(uids)
    assert app.test_client().head(where).status_code == 200


def test_a_coordinator_sees_the_rounds_once(app: Flask) -> None:
    found = read(app, address(app, "Malee"))
    assert found["pnglb_monthly/2026-11@raingan"][0] == "ครบกำหนด พาน้องกลับมาเรียน พ.ย. 2569"
    assert len(found) == 4


def test_what_was_cancelled_paused_or_ended_is_gone(app: Flask) -> None:
    where = address(app, "Somchai")
    with transaction(parts_of(app).engine) as session:
        (november,) = rounds.all_rounds(session)
        running.end(session, november.schedule, NOW, None)
    assert set(read(app, where)) == {f"pnglb_monthly/2026-11/{code}@raingan" for code in ("tak", "maesot")}
    with transaction(parts_of(app).engine) as session:
        running.cancel(session, rounds.all_rounds(session)[0], NOW, None)
    assert read(app, where) == {}


def test_an_address_that_was_changed_shows_nothing(app: Flask) -> None:
    old = address(app, "Somchai")
    new = address(app, "Somchai")
    assert app.test_client().get(old).status_code == 404
    assert app.test_client().get(new).status_code == 200


def test_an_address_cannot_be_made_up(app: Flask) -> None:
    token = address(app, "Somchai").removeprefix("/calendar/").removesuffix(".ics")
    number, tag = token.split(".")
    foreign = Links(b"another secret").sign("calendar", int(number))
    page = Links(parts_of(app).settings.app_secret).sign("page", int(number))
    for wrong in (foreign, page, f"{int(number) + 1}.{tag}", f"{number}.", number, f"๑.{tag}", f"{'9' * 40}.{tag}"):
        assert app.test_client().get(f"/calendar/{wrong}.ics").status_code == 404


def test_the_buttons_carry_the_signed_address() -> None:
    buttons = Buttons(b"a key for tests")
    shown = Card("ปฏิทิน", inside=(Button("คัดลอก", action="copy", value="calendar:12"),))
    ((message,),) = Renderer(buttons, "https://bot.example.org").calls([shown], "U1")
    token = buttons.links.sign("calendar", 12)
    assert f"https://bot.example.org/calendar/{token}.ics" in str(message)
    assert buttons.links.read("calendar", token) == 12


def test_long_thai_titles_are_folded_and_escaped() -> None:
    title = "ครบกำหนด " + "รายงานผลการดำเนินงานตามนโยบาย; จุดเน้น, ตัวชี้วัด\\" * 5
    due = datetime(2028, 2, 29, 9, 30, tzinfo=UTC)
    data = feed("กำหนดส่ง", [Deadline("rt67/2570-Q2/tak", title, due, "บรรทัดหนึ่ง\nบรรทัดสอง")], NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert str(event["DESCRIPTION"]) == "บรรทัดหนึ่ง\nบรรทัดสอง"
    assert event.decoded("dtend") == due
    assert event.decoded("dtstart") == due - timedelta(minutes=30)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-11", "พ.ย. 2569"),
        ("2570-Q1", "ไตรมาส 1/2570"),
        ("2570-Q4", "ไตรมาส 4/2570"),
        ("2570-R2", "รอบที่ 2/2570"),
        ("2570", "ปีงบ 2570"),
        ("2026-W47", "สัปดาห์ 16 พ.ย. 2569"),
        ("2026-11-20", ""),
    ],
)
def test_how_a_period_is_called(period: str, said: str) -> None:
    assert period_name(period) == said
