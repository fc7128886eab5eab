"""Malee sends forms to the bot: the workbooks, LINE's shelf of files, and the clock's process that reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import Engine, select

from bot.line import Content, Refused
from bot.workbooks import Workbooks
from bot.writer import Writer
from handlers.incoming import Media
from handlers.replies import load
from models import Session, transaction
from models.outbox import Outbox
from tests import world
from tests.talk import Talk, lines_of

NOW = datetime.now(UTC) - timedelta(hours=1)
GOOD = [
    ("type", "name", "label", "constraint", "constraint_message"),
    ("text", "title", "ชื่อโครงการ", "", ""),
    ("integer", "people", "จำนวนคน", ". >= 0", "ขอเป็นจำนวนตั้งแต่ 0"),
]


def workbook(rows: list[tuple[str, ...]], version: str = "1", title: str = "โครงการเด่น") -> bytes:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in rows:
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_id", "form_title", "version"))
    settings.append(("projects", title, version))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class Shelf:
    """LINE's contents, by message id."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.dots = 0  # how often the waiting dots were shown

    def loading(self, _line_user_id: str, seconds: int) -> None:
        assert seconds % 5 == 0
        self.dots += 1

    def content(self, message_id: str, _most_bytes: int) -> Content:
        if message_id not in self.contents:
            raise Refused(404, "gone")
        return Content(self.contents[message_id], "application/octet-stream")


def begun(engine: Engine) -> Talk:
    """Return a conversation in a small province."""
    with transaction(engine) as session:
        world.settle(session, NOW)
    return Talk(engine, NOW)


class Desk:
    """Malee sending files, and the clock's process reading them."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.shelf = Shelf()

    def send(self, name: str, content: bytes | None, who: str = "Malee") -> list[str]:
        message_id = f"58{len(self.shelf.contents) + 100}{who}"
        if content is not None:
            self.shelf.contents[message_id] = content
        return self.talk.hear(Media("file", message_id, name), who)

    def read(self, who: str = "Malee") -> list[str]:
        """Let the job run; return what the sender is told."""
        Workbooks(Writer(self.talk.engine), self.shelf, Path()).work_jobs(5)  # type: ignore[arg-type]
        with Session(self.talk.engine) as session:
            said = session.scalars(
                select(Outbox).where(Outbox.kind == "notice", Outbox.line_user_id == world.line_id(who))
            ).all()
            replies = load(said[-1].replies) if said else []
        self.talk.answers[who] = replies
        return [line for reply in replies for line in lines_of(reply)]
