"""A coordinator's own Word template: handed out, checked in a child, tried, used for volumes and copies, taken back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from bot.app import Parts, create_app, parts_of
from bot.template_child import TOO_MUCH, mistakes_of
from exports import built_in
from exports.template_trial import mistakes
from handlers import words
from handlers import words_templates as say
from handlers.incoming import Media
from handlers.replies import Card, load
from handlers.volume import word_templates
from models import Session, transaction
from models.compiled_files import CompiledFile
from models.outbox import Outbox
from models.people import Account
from models.sent_files import SentFile
from models.word_templates import WordTemplate
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for
from tests.talk import Talk, lines_of
from tests.word_text import paragraphs

NOW = datetime.now(UTC) - timedelta(hours=1)
NAME = "pnglb_monthly.by-item แก้แล้ว.docx"


def edited(change: Callable[[Any], object] = lambda _: None, layout: str = "by-item") -> bytes:
    """Return a built-in template as somebody has changed it in Word."""
    document = Document(io.BytesIO(built_in.template("pnglb_monthly", layout)))
    document.paragraphs[0].insert_paragraph_before("ตราของสำนักงานเรา")
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Desk:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.talk = Talk(parts.engine, NOW)

    def send(self, body: bytes, name: str = "แม่แบบ.docx", who: str = "Malee") -> list[str]:
        """Send a file and let the job settle it; return what is told of it."""
        self.talk.hear(Media("file", f"77{len(self.talk.message_ids)}{len(name)}", file_name=name), who)
        with transaction(self.parts.engine) as session:
            sent = session.scalars(select(SentFile).order_by(SentFile.id.desc())).one_or_none()
            if sent is None or sent.purpose != "template":
                return []
            account = session.get_one(Account, world.line_id(who))
            found = mistakes(body)
            wrong = [say.NO_TAGS] if found is None else found
            replies = word_templates.settle_check(session, account, sent, body, wrong)
            self.talk.answers[who] = replies
        return [line for reply in replies for line in lines_of(reply)]

    def made(self, who: str = "Malee") -> list[str]:
        """Let the compiler work; return the paragraphs of the newest file."""
        self.parts.compiler.work_jobs(5)
        with Session(self.parts.engine) as session:
            blob = session.scalars(select(CompiledFile.blob).order_by(CompiledFile.id.desc())).first()
        return paragraphs((self.parts.settings.media_dir / str(blob)).read_bytes())


@pytest.fixture
def desk(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice: its pages are not looked at here
    parts = parts_of(create_app(settings_for(database_url, tmp_path), echo, {}))
    with transaction(parts.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"pnglb_progress": "ลงพื้นที่ 3 ครั้ง"}, NOW)
    yield Desk(parts)
    parts.stop()


def test_from_the_sample_to_a_volume_in_it_and_back(desk: Desk) -> None:
    assert desk.talk.say("แม่แบบ", "Malee")[0].startswith("แม่แบบของ พาน้องกลับมาเรียน")
    shown = desk.talk.say("เรียงตามข้อ", "Malee")
    assert "ตอนนี้ใช้แม่แบบกลาง" in shown
    (card,) = desk.talk.answers["Malee"]
    assert isinstance(card, Card)
    assert card.inside[0].value == "/word-templates/pnglb_monthly.by-item.docx"
    assert desk.send(edited())[0] == say.GOOD
    desk.talk.say(say.TRY, "Malee")
    assert desk.made()[0] == "ตราของสำนักงานเรา"
    desk.talk.say("รวมเล่ม เรียงตามข้อ", "Malee")
    assert "ตราของสำนักงานเรา" not in desk.made()  # tried is not used
    with transaction(desk.parts.engine) as session:
        tried = session.scalars(select(WordTemplate)).one().id
        session.get_one(Account, world.line_id("Malee")).waiting = {"for": "template", "t": tried}
    assert desk.talk.say(say.USE, "Malee")[0].startswith("ใช้แม่แบบนี้กับ พาน้องกลับมาเรียน")
    desk.talk.say("รวมเล่ม เรียงตามข้อ", "Malee")
    assert desk.made()[0] == "ตราของสำนักงานเรา"
    desk.talk.say("รวมเล่ม เรียงตามข้อ", "Wichai")  # the same office
    assert desk.made()[0] == "ตราของสำนักงานเรา"
    desk.talk.say("แม่แบบ", "Malee")
    assert desk.talk.say("เรียงตามข้อ", "Malee")[1].startswith("ตอนนี้ใช้ แม่แบบ.docx ตั้งแต่")
    desk.talk.tap(say.END, "Malee")
    desk.talk.say("รวมเล่ม เรียงตามข้อ", "Malee")
    assert "ตราของสำนักงานเรา" not in desk.made()


def test_the_copies_of_offices_below_follow_the_template_above(desk: Desk) -> None:
    desk.talk.say("แม่แบบ", "Malee")
    desk.talk.say("สำเนาหน่วยงาน", "Malee")
    desk.send(edited(layout="office"))
    desk.talk.say(say.USE, "Malee")
    desk.talk.say("สำเนา Word")
    assert desk.made()[0] == "ตราของสำนักงานเรา"


def test_the_name_of_the_file_says_what_it_is_for(desk: Desk) -> None:
    assert desk.send(edited(), NAME)[0] == say.GOOD
    desk.talk.hear(Media("file", "7799", file_name="unknown.by-item.docx"), "Malee")
    with Session(desk.parts.engine) as session:
        assert [each.purpose for each in session.scalars(select(SentFile))].count("template") == 1


def test_mistakes_name_row_tag_and_remedy(desk: Desk) -> None:
    def break_it(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before("{{ titel }}")
        document.add_paragraph("{% for b in blocks %}")

    told = desk.send(edited(break_it), NAME)
    assert told[0].startswith("แม่แบบยังใช้ไม่ได้ ต้องแก้")
    assert any("{{ titel }}" in line and "title" in line and "แถว 1" in line for line in told)
    assert told[-1] == say.MEND
    with Session(desk.parts.engine) as session:
        assert session.scalars(select(WordTemplate)).all() == []


def test_a_document_without_tags_is_no_template(desk: Desk) -> None:
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("รายงานธรรมดา")
    document.save(plain)
    assert mistakes(plain.getvalue()) is None
    assert say.NO_TAGS in "\n".join(desk.send(plain.getvalue(), NAME))
    assert mistakes(b"no zip") == ["ไฟล์นี้ไม่ใช่แม่แบบ Word (.docx) หรือมีขนาดใหญ่เกินไป บันทึกจาก Word เป็น .docx แล้วลองใหม่"]


def test_officers_give_no_templates_and_nobody_decides_for_another_office(desk: Desk) -> None:
    assert desk.send(edited(), NAME, who="Somchai") == []
    desk.send(edited(), NAME)
    with transaction(desk.parts.engine) as session:
        template = session.scalars(select(WordTemplate)).one()
        template.office_id += 1
    assert desk.talk.say(say.USE, "Malee") == [words.NOT_YOURS]
    with Session(desk.parts.engine) as session:
        assert session.scalars(select(WordTemplate)).one().state == "tried"


def test_a_template_that_cannot_be_filled_later_gives_way(desk: Desk) -> None:
    with transaction(desk.parts.engine) as session:
        office = session.scalars(select(Account).where(Account.line_user_id == world.line_id("Malee"))).one()
        role = office.person.roles[0]  # type: ignore[union-attr]
        keeps = {"form_id": "pnglb_monthly", "layout": "by-item", "office_id": role.office_id}
        session.add(
            WordTemplate(
                **keeps, person_id=role.person_id, file_name="x", content=b"broken", state="used", created_at=NOW
            )
        )
    desk.talk.say("รวมเล่ม เรียงตามข้อ", "Malee")
    assert "ลงพื้นที่ 3 ครั้ง" in desk.made()
    with Session(desk.parts.engine) as session:
        said = session.scalars(select(Outbox).where(Outbox.kind == "notice").order_by(Outbox.id.desc())).first()
        assert said is not None
        lines = [line for reply in load(said.replies) for line in lines_of(reply)]
    assert any("จึงใช้แม่แบบกลางแทน" in line for line in lines)


@pytest.mark.parametrize("tag", ["{{ title * 999999999 }}", "{{ ''.__class__ }}", "{{ 9 ** (9 ** 9) }}"])
def test_a_template_that_means_harm_ends_in_its_child(tag: str) -> None:
    found = mistakes_of(edited(lambda document: document.add_paragraph(tag)))
    assert found
    assert all(isinstance(each, str) for each in found)


def test_the_child_says_the_same_as_the_check() -> None:
    assert mistakes_of(edited()) == []
    assert mistakes_of(b"no zip") == mistakes(b"no zip")
    assert TOO_MUCH


def test_the_samples_are_handed_out_to_anybody(desk: Desk) -> None:
    app = create_app(desk.parts.settings, echo, {})
    client = app.test_client()
    for layout in say.LAYOUTS:
        answer = client.get(f"/word-templates/rt67.{layout}.docx")
        assert answer.status_code == 200
        assert mistakes(answer.data) == []
    for name in ("../x.by-item.docx", "rt67.other.docx", "rt67.by-item.exe", "..%2fx.by-item.docx"):
        assert client.get(f"/word-templates/{name}").status_code in (404, 308)
    parts_of(app).stop()
