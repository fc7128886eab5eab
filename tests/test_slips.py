"""Printed slips: the same code each time they are printed, which opens nothing without a coordinator's yes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest
from sqlalchemy import Engine

from bot.slips import SlipMaker, slip_key
from exports.slips import Slip, Wording, pdf
from handlers import respond
from handlers.people import slips
from handlers.people.invitations import bare, looks_like_code
from models import Session, jobs, transaction
from models.compiled_files import CompiledFile
from models.invite_codes import Invitation
from models.people import Account, Office
from models.rounds import Round
from scheduler.deadlines import Monthly
from tests import world
from tests.joined import Joined, joined
from tests.phones import wait_until

NOW = datetime.now(UTC)
KEY = slip_key(b"a secret of sixteen and more")
WORDING = Wording("ใบเชิญ", ("1. สแกน", "2. กดส่ง", "3. พิมพ์ชื่อ"), "หรือพิมพ์รหัส", "สอบถาม 055-000-000")


@pytest.fixture
def pair(database_url: str, tmp_path: Path) -> Iterator[Joined]:
    with joined(database_url, tmp_path, respond.respond) as running:
        yield running


def test_a_code_follows_from_office_and_round_and_can_be_typed() -> None:
    codes = {slips.code_of(KEY, office, of) for office in "abc" for of in ("x/2026-11", "x/2026-12")}
    assert len(codes) == 6
    assert all(looks_like_code(code) for code in codes)
    assert slips.code_of(KEY, "a", "x/2026-11") in codes
    assert slips.code_of(slip_key(b"another secret of ours"), "a", "x/2026-11") not in codes


def test_printing_again_prints_the_same_and_makes_nothing_new(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        offices = session.query(Office).all()
        first = slips.issue(session, offices, "x/1", NOW + timedelta(days=9), KEY, NOW, None)
        again = slips.issue(session, offices, "x/1", NOW + timedelta(days=20), KEY, NOW, None)
        assert [each.code for each in first] == [each.code for each in again]
        kept = session.query(Invitation).all()
        assert len(kept) == len(offices)
        assert {row.expires_at for row in kept} == {NOW + timedelta(days=20)}
        assert all(row.asks and bare(each.code) not in row.code_hash for row, each in zip(kept, first, strict=True))


def test_the_address_opens_our_chat_with_the_code_typed() -> None:
    address = slips.address("@abc1234x", "k7mq-2xpa")
    assert address == "https://line.me/R/oaMessage/%40abc1234x/?k7mq-2xpa"
    assert unquote(address).endswith("@abc1234x/?k7mq-2xpa")


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2), (60, 8)])
def test_eight_slips_fit_a_page(count: int, pages: int) -> None:
    made = pdf([Slip(f"หน่วยงานที่ {number}", "https://line.me/x", "k7mq-2xpa") for number in range(count)], WORDING)
    printed = pypdfium2.PdfDocument(io.BytesIO(made))
    assert len(printed) == pages
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)  # A4 in points


def test_a_name_that_is_too_long_stays_within_its_slip() -> None:
    made = pdf([Slip("สำนักงาน" * 30, "https://line.me/x", "k7mq-2xpa"), Slip("", "https://line.me/x", "-")], WORDING)
    page = pypdfium2.PdfDocument(io.BytesIO(made))[0].render(scale=1).to_pil().convert("L")
    right = page.crop((page.width // 2 + 4, 20, page.width // 2 + 12, 60))
    assert right.getextrema() == (255, 255)


def test_asked_for_in_chat_they_come_as_a_link(pair: Joined) -> None:
    malee = pair.friend("Malee")
    with transaction(pair.parts.engine) as session:
        people = world.settle(session, NOW, [])
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
        session.get_one(Account, malee).person_id = people.people["Malee"]
    pair.say(malee, "ใบเชิญ")
    assert pair.parts.slips.work_jobs(5) == 1
    assert pair.parts.slips.work_jobs(5) == 0
    pair.parts.delivery.send_due(datetime.now(UTC))
    wait_until(lambda: "/files/" in str(pair.heard(malee)))
    link = str(pair.heard(malee)).partition("/files/")[2].partition("?")[0]
    answer = pair.http.request("GET", f"{pair.bot_url}/files/{link}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    with Session(pair.parts.engine) as session:
        assert session.query(Invitation).filter_by(asks=True).count() == 2
        assert session.query(CompiledFile).one().kind == "slips"


def test_without_line_the_job_waits(pair: Joined) -> None:
    with transaction(pair.parts.engine) as session:
        people = world.settle(session, NOW, ["Malee"])
        round_ = world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
        asked = session.get_one(Round, round_.id)
        ids = [people.offices["sesao"]]
        wanted = CompiledFile(kind="slips", round_id=asked.id, offices=ids, person_id=people.people["Malee"])
        wanted.asked_at = NOW
        session.add(wanted)
        session.flush()
        jobs.want(session, "slips", str(wanted.id), NOW)
    maker = SlipMaker(pair.parts.writer, pair.parts.line, pair.parts.settings)
    pair.parts.line.api_host = "http://127.0.0.1:9"
    assert maker.work_jobs(1) == 1
    with Session(pair.parts.engine) as session:
        assert session.query(CompiledFile).one().state == "wanted"
