"""Kind of job x what became of the right of whoever asked, while it ran: what was found is told only to who still may.

Every kind that speaks or gives a file stands in tests/deeds.py (JOBS); those that say nothing are named below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select

from bot import compile as compiling
from bot import slips
from bot.app import Parts, create_app, parts_of
from bot.line import Content, Line
from bot.workbooks import Workbooks
from handlers import words
from handlers.replies import load
from models import Session, jobs, journal, transaction
from models.compiled_files import CompiledFile
from models.outbox import Outbox
from models.people import Office, Person
from models.rounds import Round
from models.sent_files import SentFile, note
from models.submissions import Submission
from scheduler.deadlines import Once
from tests import world
from tests.deeds import JOBS
from tests.filled import fill
from tests.joined import echo, settings_for

NOW = datetime.now(UTC) - timedelta(hours=1)
SILENT = {"news", "media", "forget"}  # they fetch or delete; what they fetched is asked for by another deed
READ = {"form": "form", "rows": "rows", "answers": "answers", "template": "template"}  # kind -> purpose of its file
MADE = {"compile": "working", "slips": "slips"}  # kind -> kind of the file made
Change = Callable[[Session, Person], None]


def _stays(_session: Session, _person: Person) -> None:
    """Nothing happens."""


def _loses_all(session: Session, person: Person) -> None:
    for role in list(person.roles):
        session.delete(role)


def _moves(session: Session, person: Person) -> None:
    """The same duty, at an office that has nothing to do with this one."""
    far = Office(code="far", name="หน่วยงานไกล", position=9)
    session.add(far)
    session.flush()
    person.roles[0].office_id = far.id


def _fills_another_form(_session: Session, person: Person) -> None:
    person.roles[0].only = "rt67"


CHANGES: Mapping[str, Change] = {
    "stays": _stays,
    "loses all": _loses_all,
    "moves": _moves,
    "another form": _fills_another_form,
}
LOST = {
    "form": {"loses all"},  # what an author sent is the author's, wherever they coordinate; publishing asks again
    "template": {"loses all", "another form"},  # kept for an office of theirs today, for that form
    "rows": {"loses all", "moves", "another form"},
    "answers": {"loses all", "moves", "another form"},
    "compile": {"loses all", "moves", "another form"},
    "slips": {"loses all", "moves", "another form"},
}


class Shelf:
    """A LINE that holds one file, which is nothing anybody can read."""

    def content(self, _message_id: str, _most_bytes: int) -> Content:
        return Content(b"nothing", "application/octet-stream")

    def loading(self, _user: str, _seconds: int) -> None:
        """No dots."""


@pytest.fixture
def parts(database_url: str, tmp_path: Path) -> Iterator[Parts]:
    made = parts_of(create_app(settings_for(database_url, tmp_path), echo, {}))
    with transaction(made.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"pnglb_progress": "ก้าวหน้า"}, NOW)
    yield made
    made.stop()


def told(parts: Parts) -> list[str]:
    with Session(parts.engine) as session:
        rows = session.scalars(select(Outbox).where(Outbox.kind == "notice").order_by(Outbox.id)).all()
        return [str(reply) for row in rows for reply in load(row.replies)]


def refused(parts: Parts) -> int:
    with Session(parts.engine) as session:
        return len(session.scalars(select(journal.Deed).where(journal.Deed.deed == "refused")).all())


def test_every_kind_of_job_is_tried() -> None:
    assert set(JOBS) == {*READ, *MADE, *SILENT}
    assert set(LOST) == {*READ, *MADE}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", READ)
def test_what_was_read(parts: Parts, kind: str, change: str) -> None:
    who = 1 if kind in ("rows", "answers") else 3  # Somchai, Malee
    with transaction(parts.engine) as session:
        sent = note(session, who, "5801", READ[kind], "x.xlsx", NOW)
        sent.ref = "pnglb_monthly" if kind == "template" else ""
        sent.submission_id = session.scalars(select(Submission.id)).one() if who == 1 else None
        jobs.want(session, kind, str(sent.id), NOW)
        CHANGES[change](session, session.get_one(Person, who))
    Workbooks(parts.writer, cast(Line, Shelf()), Path()).work_jobs(5)
    is_lost = change in LOST[kind]
    assert any(words.NOT_YOURS in each for each in told(parts)) is is_lost
    assert len(told(parts)) == 1, "whoever waits hears something"
    assert refused(parts) == is_lost
    with Session(parts.engine) as session:
        assert (session.scalars(select(SentFile.state)).one(), is_lost) != ("checked", True), "it is let go"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", MADE)
def test_what_was_made(parts: Parts, kind: str, change: str) -> None:
    with transaction(parts.engine) as session:
        round_ = session.scalars(select(Round)).one()
        offices = [office.id for office in session.scalars(select(Office).where(Office.code != "peo"))]
        file = CompiledFile(kind=MADE[kind], round_id=round_.id, person_id=3, offices=offices, asked_at=NOW)
        session.add(file)
        session.flush()
        jobs.want(session, kind, str(file.id), NOW)
    claim = compiling._claim if kind == "compile" else partial(slips._claim, b"a key for tests")
    wanted = parts.writer.run(claim)  # type: ignore[arg-type]
    assert wanted is not None, "the right is there when it begins"
    with transaction(parts.engine) as session:
        CHANGES[change](session, session.get_one(Person, 3))
    if kind == "compile":
        parts.writer.run(partial(compiling._made, wanted, {}))  # type: ignore[arg-type]
    else:
        parts.writer.run(partial(slips._made, wanted, "files/1.pdf"))  # type: ignore[arg-type]
    is_lost = change in LOST[kind]
    assert len(told(parts)) == (0 if is_lost else 1)
    assert refused(parts) == is_lost
    with Session(parts.engine) as session:
        assert session.scalars(select(CompiledFile.state)).one() == ("gone" if is_lost else "made")
