"""A desk at which files are asked for: the province, the clock's compiler, and browsers that open links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.app import create_app, parts_of
from bot.whole_file import write_whole
from handlers.replies import load
from handlers.volume import volume_files
from models import Session, transaction
from models.compiled_files import CompiledFile
from models.outbox import Outbox
from models.people import Account
from models.rounds import Assignment
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for
from tests.talk import Talk, lines_of

NOW = datetime.now(UTC) - timedelta(hours=1)


class Desk:
    """The province with one report sent and one begun, the clock's compiler, and browsers that open links."""

    def __init__(self, app: Flask) -> None:
        self.parts = parts_of(app)
        self.app = app
        self.talk = Talk(self.parts.engine, NOW)

    def made(self, who: str = "Malee") -> list[str]:
        """Let the compiler work; return what the asker is told."""
        self.parts.compiler.work_jobs(5)
        with Session(self.parts.engine) as session:
            query = select(Outbox).where(Outbox.kind == "notice", Outbox.line_user_id == world.line_id(who))
            said = session.scalars(query.order_by(Outbox.id.desc())).first()
            replies = load(said.replies) if said is not None else []
        self.talk.answers[who] = replies
        return [line for reply in replies for line in lines_of(reply)]

    def give(self, who: str = "Malee", kind: str = "working") -> str:
        """Let somebody have been given a file; return its address."""
        with transaction(self.parts.engine) as session:
            account = session.get_one(Account, world.line_id(who))
            offices = list(session.scalars(select(Assignment.office_id)))
            file = CompiledFile(kind=kind, round_id=1, person_id=account.person_id, offices=offices, asked_at=NOW)
            session.add(file)
            session.flush()
            self.talk.answers[who] = volume_files.settle(session, file, {}, f"{file.id}.docx", datetime.now(UTC))
            write_whole(self.parts.settings.media_dir / f"{file.id}.docx", b"a volume")
        return self.address(who)

    def address(self, who: str = "Malee") -> str:
        """Return where the link in the newest answer leads."""
        (message,) = self.parts.renderer.calls(self.talk.answers[who], world.line_id(who))[0]
        found = next(part for part in str(message).split("'") if "/files/" in part)
        return urlsplit(found).path

    def open(self, address: str) -> TestResponse:
        return self.app.test_client().get(address)

    def file(self) -> CompiledFile:
        with Session(self.parts.engine) as session:
            found = session.scalars(select(CompiledFile).order_by(CompiledFile.id.desc())).first()
            assert found is not None
            return found

    def person_id(self, name: str) -> int:
        with Session(self.parts.engine) as session:
            found = session.get_one(Account, world.line_id(name)).person_id
            assert found is not None
            return found


def open_desk(database_url: str, tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Desk]:
    """Yield a desk: สพม.ทดสอบ has sent its report, สกร.ทดสอบ has begun."""
    app = create_app(settings_for(database_url, tmp_path), echo, {}, clock=clock)
    with transaction(parts_of(app).engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"pnglb_progress": "ลงพื้นที่ 3 ครั้ง", "pnglb_out": "12"}, NOW)
        fill(session, round_, "dole", {"pnglb_progress": "ยังร่างอยู่"}, NOW, sent=False)
    yield Desk(app)
    parts_of(app).stop()
