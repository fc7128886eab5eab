"""Programs told of reports: what happened, signed, again until it is taken, and never inside our own network."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import outside
from bot.app import Parts, create_app, parts_of
from bot.hooks import Hooks
from bot.outside import NotOutside, NotReached
from handlers.people import hooks as telling
from models import Session, database_now, transaction
from models.hooks import Hook, HookCall
from models.people import Office, Person, Role
from models.submissions import Submission
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for
from tests.talk import Talk

NOW = datetime.now(UTC) - timedelta(hours=1)
HERE = "127.0.0.1"


class Listener:
    """A program that listens, and answers as it is told to."""

    def __init__(self) -> None:
        self.status, self.heard = 200, list[tuple[dict[str, str], bytes]]()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.heard.append((dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer((HERE, 0), Handler)
        self.url = f"http://{HERE}:{self.server.server_port}/hook?x=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


class House:
    """The bot with a listener for what Malee oversees."""

    def __init__(self, parts: Parts, url: str) -> None:
        self.parts = parts
        self.hooks = Hooks(parts.writer, parts.settings.app_secret, {HERE})
        self.talk = Talk(parts.engine, NOW)
        with transaction(parts.engine) as session:
            malee = session.scalars(select(Person).where(Person.name == "นางมาลี สมมติ")).one()
            self.hook_id = telling.add(session, malee, url, NOW).id

    def calls(self) -> list[HookCall]:
        with Session(self.parts.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(HookCall).order_by(HookCall.id)))

    def due(self) -> None:
        """Let the pause be over."""
        with transaction(self.parts.engine) as session:
            for call in session.scalars(select(HookCall)):
                call.next_at = database_now(session) - timedelta(seconds=1)


@pytest.fixture
def house(database_url: str, tmp_path: Path, listener: Listener) -> Iterator[House]:
    parts = parts_of(create_app(settings_for(database_url, tmp_path), echo, {}))
    with transaction(parts.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        round_.schedule.asks_head = False
        required = {"pnglb_month": "2026-11-01", "pnglb_progress": "ความลับของคำตอบ", "pnglb_out": "1"}
        row = fill(session, round_, "sesao", {**required, "pnglb_fell": "0", "pnglb_drop": "0"}, NOW, sent=False)
        row.repeats = {**row.repeats, "start": "end  "}
    yield House(parts, listener.url)
    parts.stop()


def test_sending_reopening_and_sending_again_are_told_in_turn(house: House, listener: Listener) -> None:
    house.talk.say("เริ่มกรอก")
    house.talk.say("ส่ง")
    house.talk.tap("แก้ไข")
    house.talk.say("ตัวเลขเด็กตกหล่นผิด")
    house.talk.say("ส่ง")
    assert [call.kind for call in house.calls()] == ["report.submitted", "report.reopened", "report.changed"]
    assert house.hooks.work_jobs(9) == 3
    headers, body = listener.heard[0]
    told = json.loads(body)
    assert told == {
        "id": headers["Raingan-Delivery"],
        "type": "report.submitted",
        "at": told["at"],
        "round": told["round"],
        "form": "pnglb_monthly",
        "office": {"code": "sesao", "name": "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ"},
        "report": 1,
        "revision": told["revision"],
        "submitted_at": told["at"],
        "answers": "/odata/v1/Answers?$filter=ReportId eq 1",
    }
    everything = " ".join(each.decode() for _, each in listener.heard)
    assert "ความลับ" not in everything
    assert "สมชาย" not in everything
    assert house.hooks.work_jobs(9) == 0


def test_a_signature_is_checked_as_the_page_says(house: House, listener: Listener) -> None:
    app = create_app(house.parts.settings, echo, {})
    run = app.test_cli_runner().invoke
    secret = json.loads(run(args=["webhook", "secret", str(house.hook_id), "--json"]).output)["secret"]
    assert run(args=["webhook", "test", str(house.hook_id)]).exit_code == 0
    house.hooks.work_jobs(1)
    headers, body = listener.heard[0]
    given = dict(part.split("=", 1) for part in headers["Raingan-Signature"].split(","))
    signed = hmac.new(secret.encode(), f"{given['t']}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(signed, given["v1"])
    assert abs(int(given["t"]) - datetime.now(UTC).timestamp()) < 60
    assert headers["Raingan-Event"] == "ping"
    new = json.loads(run(args=["webhook", "secret", str(house.hook_id), "--new", "--json"]).output)["secret"]
    assert new != secret
    assert "listening" in run(args=["webhook", "list"]).output
    parts_of(app).stop()


def test_what_is_not_taken_is_told_again_with_growing_pauses_and_given_up(house: House, listener: Listener) -> None:
    listener.status = 500
    with transaction(house.parts.engine) as session:
        telling.ping(session, session.get_one(Hook, house.hook_id), NOW)
    for wait in telling.WAITS:
        began = datetime.now(UTC)
        house.hooks.work_jobs(1)
        (call,) = house.calls()
        assert began <= call.next_at - timedelta(seconds=wait) <= datetime.now(UTC)
        assert house.hooks.work_jobs(1) == 0  # not before its pause is over
        house.due()
    house.hooks.work_jobs(1)
    assert [call.state for call in house.calls()] == ["failed"]
    ids = {headers["Raingan-Delivery"] for headers, _ in listener.heard}
    assert (len(ids), len(listener.heard)) == (1, len(telling.WAITS) + 1)


@pytest.mark.parametrize(("status", "state"), [(204, "done"), (302, "pending"), (404, "pending"), (410, "failed")])
def test_only_a_2xx_is_taken_and_a_410_ends_it(house: House, listener: Listener, status: int, state: str) -> None:
    listener.status = status
    with transaction(house.parts.engine) as session:
        telling.ping(session, session.get_one(Hook, house.hook_id), NOW)
    house.hooks.work_jobs(1)
    (call,) = house.calls()
    assert (call.state, call.status, len(listener.heard)) == (state, status, 1)  # a redirect is not followed
    with Session(house.parts.engine) as session:
        assert (session.get_one(Hook, house.hook_id).ended_at is not None) == (status == 410)


def test_nobody_is_told_of_what_they_do_not_oversee(house: House) -> None:
    with transaction(house.parts.engine) as session:
        role = session.scalars(select(Role).join(Person).where(Person.name == "นางมาลี สมมติ")).one()
        role.office_id = session.scalars(select(Office.id).where(Office.code == "dole")).one()
        telling.tell(session, session.scalars(select(Submission)).one(), "report.submitted", NOW)
    assert house.calls() == []


def test_a_killed_call_is_told_again_after_its_lease(house: House, listener: Listener) -> None:
    with transaction(house.parts.engine) as session:
        telling.ping(session, session.get_one(Hook, house.hook_id), NOW)
    with transaction(house.parts.engine) as session:
        from models import hooks

        assert hooks.claim(session, database_now(session), timedelta(minutes=2)) is not None
    assert house.hooks.work_jobs(1) == 0
    with transaction(house.parts.engine) as session:
        session.scalars(select(HookCall)).one().lease_until = NOW
    assert house.hooks.work_jobs(1) == 1


def lookup(*addresses: str) -> Any:
    return lambda _host, _port: addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::", "2001:0:0:0:0:0:f5ff:fffe", "not an address",
    ],
)  # fmt: skip
def test_no_address_inside_is_called(address: str) -> None:
    assert not outside.is_outside(address)
    with pytest.raises(NotOutside):
        outside.place("https://example.org/", lookup=lookup("93.184.215.14", address))


def test_an_address_outside_is_kept_to() -> None:
    found = outside.place("https://Example.org:8443/a?b=c", lookup=lookup("93.184.215.14", "2606:2800:21f::1"))
    assert (found.host, found.port, found.ip, found.path) == ("example.org", 8443, "93.184.215.14", "/a?b=c")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https://user:secret@example.org/", "file:///etc/passwd",
        "https://example.org/" + "a" * 1000, "https://example.org/ก", "https://example.org/\r\nHost: x", "https://[::1",
        "https://example.org:99999/", "gopher://x", "//example.org",
    ],
)  # fmt: skip
def test_only_plain_https_urls_are_taken(url: str) -> None:
    with pytest.raises(NotOutside):
        outside.place(url, lookup=lookup("93.184.215.14"))


def test_numbers_written_oddly_are_judged_by_what_they_mean() -> None:
    for host in ("127.1", "0x7f000001", "2130706433", "localhost"):
        with pytest.raises((NotOutside, NotReached)):
            outside.place(f"https://{host}/")


def test_an_unknown_name_may_be_known_later(house: House) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise NotReached("the name is not known")

    with transaction(house.parts.engine) as session:
        session.get_one(Hook, house.hook_id).url = "https://example.invalid/"
        telling.ping(session, session.get_one(Hook, house.hook_id), NOW)
    Hooks(house.parts.writer, b"k", lookup=unknown).work_jobs(1)
    (call,) = house.calls()
    assert (call.state, call.last_error) == ("pending", "the name is not known")
