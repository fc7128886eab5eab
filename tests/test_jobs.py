"""Two clocks and one job: the lease of the slow one ends, the other does the work, nothing is done or said twice."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from sqlalchemy import select, update

from bot import jobs
from bot.app import Parts, create_app, parts_of
from bot.compile import Compiler
from bot.enclosures import Enclosures
from bot.hooks import Hooks
from bot.line import Content, Line, TryLater
from bot.media import Media
from bot.outside import NotOutside
from bot.slips import SlipMaker
from bot.workbooks import Workbooks
from handlers.incoming import Media as Sent
from handlers.people import hooks as telling
from models import Session, transaction
from models.hooks import HookCall
from models.jobs import Job
from models.jobs import want as want_job
from models.outbox import Outbox
from models.people import Person
from models.sent_files import SentFile
from models.submissions import Attachment
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for
from tests.talk import Talk

NOW = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def parts(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice
    made = parts_of(create_app(settings_for(database_url, tmp_path), echo, {}))
    with transaction(made.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"pnglb_progress": "ก้าวหน้า", "pnglb_out": "1"}, NOW)
    yield made
    made.stop()


class Slow:
    """A LINE whose first answer comes so late that another clock has done the job meanwhile."""

    def __init__(self, body: bytes = b"", trouble: Exception | None = None) -> None:
        self.body, self.trouble = body, trouble
        self.meanwhile: Callable[[], Any] | None = None

    def content(self, _message_id: str, _most: int) -> Content:
        if self.is_late() and self.trouble is not None:
            raise self.trouble
        return Content(self.body, "image/jpeg")

    def bot_info(self) -> dict[str, str]:
        self.is_late()
        return {"basicId": "@abc1234x"}

    def loading(self, _line_user_id: str, _seconds: int) -> None:
        pass

    def is_late(self) -> bool:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is None:
            return False
        meanwhile()
        return True


def leases_end(parts: Parts) -> None:
    with transaction(parts.engine) as session:
        for table in (Job, HookCall):
            session.execute(update(table).values(lease_until=NOW))


def both(parts: Parts, slow: Slow, clocks: Callable[[], Any]) -> None:
    """Let one clock be overtaken by another at its slow moment."""

    def overtake() -> None:
        leases_end(parts)
        assert clocks().work_jobs(5) == 1

    slow.meanwhile = overtake
    assert clocks().work_jobs(5) == 1
    assert clocks().work_jobs(5) == 0


def told(parts: Parts) -> int:
    with Session(parts.engine) as session:
        assert set(session.scalars(select(Job.state))) <= {"done"}
        return len(session.scalars(select(Outbox).where(Outbox.kind == "notice")).all())


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    "trouble", [None, TryLater("busy", 3, certain_unsent=True)], ids=["both fetched it", "the slow one had trouble"]
)
def test_a_photo_is_kept_once(parts: Parts, tmp_path: Path, trouble: Exception | None) -> None:
    talk = Talk(parts.engine, NOW)
    talk.say("เริ่มกรอก", "Suda")
    talk.photo("Suda")
    slow = Slow(photo(), trouble)
    both(parts, slow, lambda: Media(parts.writer, cast(Line, slow), tmp_path / "kept"))
    with Session(parts.engine) as session:
        assert session.scalars(select(Attachment.state)).all() == ["kept"]
    assert len(list((tmp_path / "kept").iterdir())) == 1


@pytest.mark.parametrize(
    "trouble", [None, TryLater("busy", 3, certain_unsent=True)], ids=["both read it", "the slow one had trouble"]
)
def test_a_workbook_is_answered_once(parts: Parts, trouble: Exception | None) -> None:
    Talk(parts.engine, NOW).hear(Sent("file", "5801", "โครงการ.xlsx"), "Malee")
    slow = Slow(b"no workbook", trouble)
    both(parts, slow, lambda: Workbooks(parts.writer, cast(Line, slow), Path()))
    assert told(parts) == 1


def test_a_workbook_whose_clock_died_while_reading_is_answered(parts: Parts) -> None:
    Talk(parts.engine, NOW).hear(Sent("file", "5801", "โครงการ.xlsx"), "Malee")
    with transaction(parts.engine) as session:
        session.execute(update(SentFile).values(state="checked", content=b"no workbook"))
    assert Workbooks(parts.writer, cast(Line, Slow(b"no workbook")), Path()).work_jobs(5) == 1
    assert told(parts) == 1


@pytest.mark.parametrize(
    "trouble", [None, TryLater("busy", 3, certain_unsent=True)], ids=["both fetched it", "the slow one had trouble"]
)
def test_what_an_announcement_encloses_is_kept_once(parts: Parts, trouble: Exception | None) -> None:
    talk = Talk(parts.engine, NOW)
    talk.say("ประกาศ ประชุมวันจันทร์ค่ะ", "Malee")
    talk.photo("Malee")
    slow = Slow(photo(), trouble)
    both(parts, slow, lambda: Enclosures(parts.writer, cast(Line, slow)))
    with Session(parts.engine) as session:
        assert session.scalars(select(SentFile.state)).all() == ["checked"]
    assert told(parts) == 0


def test_slips_are_told_once(parts: Parts) -> None:
    with transaction(parts.engine) as session:
        for account in session.scalars(select(Person)).all():
            if account.account is not None and account.name.startswith("นางสาวสุดา"):
                session.delete(account.account)
    Talk(parts.engine, NOW).say("ใบเชิญ", "Malee")
    slow = Slow()
    both(parts, slow, lambda: SlipMaker(parts.writer, cast(Line, slow), parts.settings))
    assert told(parts) == 1


@pytest.mark.parametrize("who_is_first", ["slow", "other"])
def test_a_volume_is_told_once(parts: Parts, who_is_first: str) -> None:
    Talk(parts.engine, NOW).say("ส่งออก excel", "Malee")
    slow, other = (Compiler(parts.writer, parts.settings) for _ in range(2))
    assert slow.beat()
    leases_end(parts)
    assert other.beat()
    for clock in (slow, other) if who_is_first == "slow" else (other, slow):
        assert clock.work_jobs(1) == 1
    assert told(parts) == 1


def test_a_volume_that_failed_late_takes_nothing_from_who_makes_it(parts: Parts) -> None:
    """The slow clock's child is killed after another clock began: its failure neither frees nor ends the job."""
    Talk(parts.engine, NOW).say("ส่งออก excel", "Malee")
    slow, other = (Compiler(parts.writer, parts.settings) for _ in range(2))
    assert slow.beat()
    assert slow._running is not None
    leases_end(parts)
    assert other.beat()
    slow._running.child.kill()
    slow._running.child.wait()
    slow.beat()
    with Session(parts.engine) as session:
        lease = session.scalars(select(Job.lease_until)).one()
        assert lease is not None
        assert lease > datetime.now(UTC)
    other.work_jobs(1)
    assert told(parts) == 1


def test_a_program_is_told_by_two_clocks_and_the_first_success_counts(parts: Parts) -> None:
    with transaction(parts.engine) as session:
        malee = session.scalars(select(Person).where(Person.name == "นางมาลี สมมติ")).one()
        hook = telling.add(session, malee, "https://program.example.org/", NOW)
        session.add(HookCall(hook=hook, event_id="1", kind="report.submitted", body={}, created_at=NOW, next_at=NOW))
    late = [lambda: (leases_end(parts), clock().work_jobs(1))]

    def look_up(*_: object) -> list[str]:
        if late:
            late.pop()()
        raise NotOutside("no address")

    def clock() -> Hooks:
        return Hooks(parts.writer, b"a key", lookup=cast(Any, look_up))

    assert clock().work_jobs(1) == 1
    with Session(parts.engine) as session:
        call = session.scalars(select(HookCall)).one()
        assert (call.state, call.attempts) == ("pending", 2)
        assert call.next_at > datetime.now(UTC) + timedelta(seconds=30), "the pause of the second attempt stands"


def test_jobs_are_only_put_off_by_who_holds_them(parts: Parts) -> None:
    class Held:
        job_id, attempts, file_id = 1, 1, 1

    with transaction(parts.engine) as session:
        want_job(session, "x", "1", NOW)
        job = session.scalars(select(Job)).one()
        Held.job_id, job.attempts = job.id, 2
        jobs.put_off(session, Held(), "busy", timedelta(hours=1))
        assert (job.next_at, job.last_error) == (NOW, "")
        assert [jobs.close(session, Held()), jobs.close(session, Held())] == [True, False]
