"""Conversations as text: what people say goes to the product's own entrance, what it answers comes back as lines.

A file of tests/conversations is read by an officer as it is: `>` said to us, `<` our answer, `=` what was stored,
`@` the time, `#` a remark. `> [ไม่มี]` taps the button of that label, `> [↑ ไม่มี]` one further up in the chat,
`> (ภาพ)` sends a photo, `> (ภาพ 2/3)` one of three sent at once, `> (ไฟล์ ชื่อ)` a file, `Malee>` speaks as Malee.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from bot import drawn_in_files
from handlers import respond as hearing
from handlers.incoming import Followed, Incoming, Media, Place, Said, Sticker, Tapped, Text, TookBack, Unfollowed
from handlers.replies import Button, Card, Picture, Question, Reply
from handlers.replies import Text as Saying
from handlers.report import sent_report
from models import Session, accounts, notices, outbox, submissions, transaction
from models.people import Account
from models.sent_files import SentFile
from tests.sent_documents import document
from tests.world import line_id
from thai.dates import BANGKOK

SECOND = timedelta(seconds=1)
_LONG = "ลงพื้นที่ติดตามร่วมกับคณะกรรมการ "


class Talk:
    """Several people talking to the bot, one thing at a time, on a clock of their own."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.engine = engine
        self.now = now
        self.answers: dict[str, list[Reply]] = {}
        self.earlier: dict[str, list[Reply]] = {}  # everything said before the newest answer
        self.message_ids: list[str] = []
        self._count = 0

    def say(self, text: str, who: str = "Somchai", at: datetime | None = None) -> list[str]:
        return self.hear(Text(text, self._message_id()), who, at)

    def tap(self, label: str, who: str = "Somchai", params: dict[str, str] | None = None) -> list[str]:
        """Tap the button of this label in the newest answer that has one."""
        button = next((each for each in self.buttons(who) if each.label == label), None)
        if button is None:
            raise AssertionError(f"no button {label!r}; there are {[each.label for each in self.buttons(who)]}")
        return self.hear(Tapped(button.deed, dict(button.args), params or {}), who)

    def tap_earlier(self, label: str, who: str = "Somchai") -> list[str]:
        """Tap the oldest button of this label that still stands further up in the chat."""
        found = (each for reply in self.earlier.get(who, []) for each in buttons_of(reply) if each.label == label)
        button = next(found, None)
        if button is None:
            raise AssertionError(f"no button {label!r} further up")
        return self.hear(Tapped(button.deed, dict(button.args), {}), who)

    def photo(self, who: str = "Somchai") -> list[str]:
        return self.hear(Media("image", self._message_id()), who)

    def file(self, name: str, who: str = "Somchai") -> list[str]:
        """Send a file; what the clock reads of it is said behind the first answer."""
        lines = self.hear(Media("file", self._message_id(), name), who)
        return lines + self._read_file(name, who)

    def _read_file(self, name: str, who: str) -> list[str]:
        """Do what bot/workbooks.py does with a filled form."""
        with transaction(self.engine) as session:
            sent = session.query(SentFile).filter_by(line_message_id=self.message_ids[-1], purpose="answers").first()
            if sent is None:
                return []
            form = sent_report.form_of(session, sent)
            found = sent_report.read(form, document(name)) if form is not None else None
            with TemporaryDirectory() as folder:
                pictures = drawn_in_files.keep(document(name), found.pictures if found else {}, Path(folder))
            account = session.get_one(Account, line_id(who))
            replies = sent_report.offer(session, account, sent, found, self.now, pictures)
        self.answers[who] = replies
        return [line for reply in replies for line in lines_of(reply)]

    def hear(
        self, said: Said, who: str = "Somchai", at: datetime | None = None, group: str = "", mentioned: bool = False
    ) -> list[str]:
        """Let the product hear one thing; return its answer as lines."""
        self.now += SECOND
        incoming = Incoming(f"event-{self._count}-{who}", line_id(who), said, at or self.now, group, mentioned)
        self._count += 1
        with transaction(self.engine) as session:
            accounts.lock_accounts(session, [line_id(who)], self.now)
            response = hearing.respond(session, incoming, self.now)
            if response.asks is not None or response.carries:
                row = outbox.queue(
                    session,
                    dedupe_key=incoming.event_id,
                    kind="reply",
                    to=line_id(who),
                    replies=[],
                    business_at=self.now,
                    now=self.now,
                )
                row.first_at = row.finished_at = self.now
                row.state = "sent"
                session.flush()
                if response.asks is not None:
                    response.asks.asked_outbox_id = row.id
                notices.carry(session, response.carries, row.id)
        self.earlier.setdefault(who, []).extend(self.answers.get(who, []))
        self.answers[who] = list(response.replies)
        return [line for reply in response.replies for line in lines_of(reply)]

    def buttons(self, who: str = "Somchai") -> list[Button]:
        return [button for reply in reversed(self.answers.get(who, [])) for button in buttons_of(reply)]

    def stored(self, who: str = "Somchai") -> list[str]:
        """Return the answers of the person's open or last report: ref's last two steps, position, words."""
        with Session(self.engine) as session:
            account = session.get_one(Account, line_id(who))
            latest = session.query(submissions.Interview).filter_by(person_id=account.person_id)
            place = latest.order_by(submissions.Interview.updated_at.desc()).first()
            if place is None:
                return []
            rows = submissions.answers_of(session, place.submission_id)
        typed = [row for row in rows if row.source == "user"]
        return [f"{_short(row.ref)}{f'[{row.pos}]' if row.pos else ''} {_words(row)}" for row in _in_order(typed)]

    def _message_id(self) -> str:
        self.message_ids.append(f"{570000000000000000 + len(self.message_ids)}")
        return self.message_ids[-1]

    def do(self, line: str, who: str) -> list[str]:
        """Do what a line of a conversation file says."""
        match line:
            case "(ภาพ)":
                return self.photo(who)
            case "(สติกเกอร์)":
                return self.hear(Sticker(self._message_id()), who)
            case "(เสียง)" | "(วิดีโอ)":
                return self.hear(Media("audio" if "เสียง" in line else "video", self._message_id()), who)
            case "(ตำแหน่ง)":
                return self.hear(Place(16.884, 99.129, "ตาก", self._message_id()), who)
            case "(เพิ่มเพื่อน)":
                return self.hear(Followed(), who)
            case "(บล็อก)":
                return self.hear(Unfollowed(), who)
            case "(ยกเลิกการส่ง)":
                return self.hear(TookBack(self.message_ids[-1]), who)
        special = self._special(line, who)
        if special is not None:
            return special
        if line.startswith("(กลุ่ม) "):
            words = line.removeprefix("(กลุ่ม) ")
            said = Text(words.removeprefix("@ "), self._message_id())
            return self.hear(said, who, group="C1", mentioned=words.startswith("@ "))
        return self._do_named(line, who)

    def _do_named(self, line: str, who: str) -> list[str]:
        """Send a file, tap a button, or say something."""
        if line.startswith("(ไฟล์ "):
            return self.file(line.removeprefix("(ไฟล์ ").removesuffix(")"), who)
        if line.startswith("[") and line.endswith("]"):
            return self.tap(line[1:-1], who)
        return self.say(line.replace("⏎", "\n"), who)

    def _special(self, line: str, who: str) -> list[str] | None:
        """Do what only some lines ask for: one photo of a set, a very long text, a late arrival, an old button."""
        if of_set := re.fullmatch(r"\(ภาพ (\d+)/(\d+)\)", line):
            index, total = int(of_set[1]), int(of_set[2])
            return self.hear(Media("image", self._message_id(), "", "set", index, total), who)
        if long := re.fullmatch(r"\(ข้อความ (\d+) ตัวอักษร\)", line):
            return self.say((_LONG * (int(long[1]) // len(_LONG) + 1))[: int(long[1])], who)
        if line.startswith("(ส่งก่อนแต่มาถึงทีหลัง) "):
            return self.say(line.partition(") ")[2].replace("⏎", "\n"), who, self.now - SECOND / 2)
        if line.startswith("[↑ ") and line.endswith("]"):
            return self.tap_earlier(line[3:-1], who)
        return None

    def at(self, text: str) -> None:
        """Set the clock: Bangkok time as `2026-11-17 09:00`."""
        self.now = datetime.fromisoformat(text).replace(tzinfo=BANGKOK).astimezone(UTC)


def _short(ref: str) -> str:
    return "/".join(ref.split("/")[-2:]) if ref.count("/") > 2 else ref.rpartition("/")[2]


def _words(row: submissions.Answer) -> str:
    return row.typed if row.state == "value" else f"({row.state}) {row.typed}".strip()


def _in_order(rows: Sequence[submissions.Answer]) -> list[submissions.Answer]:
    return sorted(rows, key=lambda row: (row.answered_at, row.ref, row.pos))


def buttons_of(reply: Reply) -> Iterator[Button]:
    yield from reply.buttons
    if not isinstance(reply, Saying | Picture):
        yield from reply.inside
    if isinstance(reply, Card):
        yield from (row.tap for row in reply.rows if row.tap is not None)


def lines_of(reply: Reply) -> list[str]:
    """Return a reply as a person reads it, its buttons last in brackets."""
    match reply:
        case Saying():
            lines = reply.text.splitlines()
        case Question():
            lines = _question_lines(reply)
        case Card():
            rows = [f"{_MARKS[row.mark]}{row.text} {row.value}".rstrip() for row in reply.rows]
            lines = [reply.title, *([reply.subtitle] if reply.subtitle else []), *rows, *reply.note.splitlines()]
        case Picture():
            lines = ["(ภาพ)"]
    labels = [
        f"[{button.label}{' (ภาพ)' if button.picture else ''}]"
        for button in (*getattr(reply, "inside", ()), *reply.buttons)
    ]
    return [*lines, " ".join(labels)] if labels else lines


_MARKS = {"": "", "done": "● ", "doing": "◐ ", "todo": "○ ", "late": "▲ ", "unreachable": "✕ ", "warning": "! "}


_FILES = {"image": "ภาพ", "audio": "เสียง", "video": "วิดีโอ"}


def _question_lines(question: Question) -> list[str]:
    done, items = question.progress or (0, 0)
    head = [
        *([question.remark] if question.remark else []),
        *(f"✓ {line}" for line in question.understood),
        *question.where.splitlines(),
        *question.notes,
    ]
    title = f"{question.number} {question.title}".strip().splitlines()
    stored = [f"{question.stored_as or 'ตอบไว้แล้ว'} {question.stored}"] if question.stored else []
    choices = [f"{number}. {label}" for number, label in enumerate(question.choices, start=question.first)]
    files = [f"({_FILES[each.file_kind]} {each.name})" for each in question.shown]
    tail = [*files, *question.hint.splitlines(), *stored, *choices]
    return [*head, f"({done}/{items})", *title, *tail]
