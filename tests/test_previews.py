"""What chat shows of a file: its first pages or a chart, how far the work is, what changed since the file before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.app import create_app, parts_of
from exports.pdf import program
from exports.preview import MOST_BYTES, first_pages
from handlers.replies import Picture, load
from models import Session, transaction
from models.compiled_files import CompiledFile
from models.outbox import Outbox
from models.rounds import Round
from models.submissions import Answer, Submission
from scheduler.deadlines import Once
from simulator.limits.messages import check_messages
from simulator.limits.rules import Context
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for
from tests.talk import Talk, lines_of
from tests.word_text import paragraphs, tables

NOW = datetime.now(UTC) - timedelta(hours=1)
office = pytest.mark.skipif(program() is None, reason="needs LibreOffice")


class Desk:
    """Malee's desk, the clock's compiler, and phones that fetch pictures."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.app = create_app(settings_for(database_url, folder), echo, {})
        self.parts = parts_of(self.app)
        self.talk = Talk(self.parts.engine, NOW)

    def ask(self, words: str) -> list[str]:
        """Ask for a file, let it be made, return what is told of it."""
        self.talk.say(words, "Malee")
        self.parts.compiler.work_jobs(3)
        with Session(self.parts.engine) as session:
            query = select(Outbox).where(Outbox.kind == "notice").order_by(Outbox.id.desc())
            self.talk.answers["Malee"] = load(session.scalars(query).first().replies)  # type: ignore[union-attr]
        return [line for reply in self.talk.answers["Malee"] for line in lines_of(reply)]

    @property
    def messages(self) -> list[dict[str, object]]:
        (made,) = self.parts.renderer.calls(self.talk.answers["Malee"], world.line_id("Malee"))
        return made

    def fetch(self, address: str) -> TestResponse:
        return self.app.test_client().get(urlsplit(address).path)

    def file(self) -> bytes:
        with Session(self.parts.engine) as session:
            blob = session.scalars(select(CompiledFile.blob).order_by(CompiledFile.id.desc())).first()
        return (self.parts.settings.media_dir / str(blob)).read_bytes()


@pytest.fixture
def desk(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    if "with_office" not in request.fixturenames:
        request.getfixturevalue("monkeypatch").setenv("PATH", str(tmp_path))  # no LibreOffice here
    made = Desk(database_url, tmp_path)
    with transaction(made.parts.engine) as session:
        world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
        fill(session, round_, "sesao", {"pnglb_progress": "ลงพื้นที่ 3 ครั้ง", "pnglb_out": "12"}, NOW)
    yield made
    made.parts.stop()


@pytest.fixture
def with_office() -> None:
    """Marks a test that needs LibreOffice on the path."""


@office
@pytest.mark.usefixtures("with_office")
def test_the_first_pages_come_before_the_card_and_end_with_the_link(desk: Desk) -> None:
    desk.ask("รวมเล่ม เรียงตามข้อ")
    picture, card = desk.messages
    assert picture["type"] == "image"
    assert card["type"] == "flex"
    assert check_messages(desk.messages, Context()) == []
    address = str(picture["originalContentUrl"])
    with desk.fetch(address) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(answer.data) <= MOST_BYTES
        shown = Image.open(BytesIO(answer.data))
        assert shown.width > 1500  # two pages in a row
    assert desk.fetch(address.replace(address[-20:-4], "0" * 16)).status_code == 404
    desk.parts.compiler.forget_expired(datetime.now(UTC) + timedelta(hours=25))
    assert desk.fetch(address).status_code == 404


@office
@pytest.mark.usefixtures("with_office")
def test_the_pages_come_as_a_pdf_too_for_the_same_person_and_day(desk: Desk) -> None:
    desk.ask("รวมเล่ม เรียงตามข้อ")
    word, printed = (part for part in str(desk.messages).split("'") if "/files/" in part)
    with desk.fetch(printed) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
        assert "3" in text
        assert unquote(answer.headers["Content-Disposition"]).endswith("เรียงตามข้อ.pdf")
    assert urlsplit(printed).path == f"{urlsplit(word).path}/pdf"
    kept = desk.parts.settings.media_dir / "compiled"
    assert sorted(file.suffix for file in kept.iterdir()) == [".docx", ".jpg", ".pdf"]
    desk.parts.compiler.forget_expired(datetime.now(UTC) + timedelta(hours=25))
    assert list(kept.iterdir()) == []
    assert desk.fetch(printed).status_code == 410


def test_without_libreoffice_the_card_stands_alone(desk: Desk) -> None:
    assert desk.ask("รวมเล่ม เรียงตามข้อ")[0] == "รวมเล่มเสร็จแล้วค่ะ"
    assert [message["type"] for message in desk.messages] == ["flex"]


def test_a_chart_comes_as_a_picture_and_never_into_a_group(desk: Desk) -> None:
    desk.ask("แผนภูมิ")
    picture, words = desk.messages
    assert str(words["text"]).startswith("แผนภูมิ พาน้องกลับมาเรียน")
    with desk.fetch(str(picture["originalContentUrl"])) as answer:
        assert Image.open(BytesIO(answer.data)).format == "PNG"
    (calls,) = desk.parts.renderer.calls(desk.talk.answers["Malee"], "C" + "1" * 32)
    assert [message["type"] for message in calls] == ["text"]


def change(desk: Desk) -> None:
    """Suda sends, and Somchai changes one answer, gives one more, takes one back."""
    with transaction(desk.parts.engine) as session:
        fill(session, session.get_one(Round, 1), "dole", {"pnglb_progress": "เพิ่งส่ง"}, NOW)
        row = session.scalars(select(Submission).order_by(Submission.id)).first()
        assert row is not None
        answers = {answer.ref.rpartition("/")[2]: answer for answer in session.scalars(select(Answer))}
        progress, out = answers["pnglb_progress"], answers["pnglb_out"]
        said = session.scalars(select(Answer).where(Answer.submission_id == row.id, Answer.ref == progress.ref)).one()
        said.value = said.typed = "ลงพื้นที่ 4 ครั้ง"
        keeps = {"value": "3", "state": "value", "typed": "3", "source": "user", "rev": 1, "answered_at": NOW}
        ref = out.ref.replace("pnglb_out", "pnglb_drop")
        session.add(Answer(submission_id=row.id, ref=ref, pos="", **keeps))
        session.delete(out)


def test_a_second_volume_says_what_changed_since_the_first(desk: Desk) -> None:
    assert not any("ฉบับ" in line for line in desk.ask("รวมเล่ม เรียงตามข้อ"))
    same = desk.ask("รวมเล่ม เรียงตามหน่วยงาน")
    assert any(line.endswith("ทุกข้อ") and "เหมือนฉบับ" in line for line in same)
    change(desk)
    told = desk.ask("รวมเล่ม เรียงตามข้อ")
    head = next(place for place, line in enumerate(told) if "ต่างจากฉบับ" in line)
    assert told[head].endswith("2 หน่วยงาน")
    assert set(told[head + 1 : head + 5]) == {
        "สพม.ทดสอบ: แก้ ผลการขับเคลื่อน",
        "สพม.ทดสอบ: ลบ เด็กนอกระบบ",
        "สพม.ทดสอบ: เพิ่ม เด็กออกกลางคัน",
        "สกร.ทดสอบ: ส่งเพิ่ม",
    }
    assert not any("ฉบับวันที่" in line for line in paragraphs(desk.file()))  # what is handed on does not say so


def test_the_working_copy_and_the_workbook_hold_the_list(desk: Desk) -> None:
    desk.ask("ส่งออก excel")
    assert "เปลี่ยนจากครั้งก่อน" not in load_workbook(BytesIO(desk.file())).sheetnames
    change(desk)
    desk.ask("รวมเล่ม ฉบับร่าง")
    assert any(line.startswith("เปลี่ยนจากฉบับวันที่") for line in paragraphs(desk.file()))
    assert ["สกร.ทดสอบ", "", "ส่งเพิ่ม"] in tables(desk.file())[-1]
    desk.ask("ส่งออก excel")
    sheet = load_workbook(BytesIO(desk.file()))["เปลี่ยนจากครั้งก่อน"]
    assert sheet.max_row == 1  # nothing since the working copy


def test_who_asks_again_is_told_how_far_it_is(desk: Desk) -> None:
    desk.talk.say("รวมเล่ม ฉบับร่าง", "Malee")
    assert "ตอนนี้รอคิว" in desk.talk.say("รวมเล่ม ฉบับร่าง", "Malee")[0]
    with transaction(desk.parts.engine) as session:
        session.scalars(select(CompiledFile)).one().stage = "pages"
    assert "นับเลขหน้า" in desk.talk.say("รวมเล่ม ฉบับร่าง", "Malee")[0]


def test_a_preview_stays_within_lines_limit_whatever_is_on_the_pages() -> None:
    noise = Image.effect_noise((2400, 3200), 90).convert("RGB")
    pdf = BytesIO()
    noise.save(pdf, "PDF", save_all=True, append_images=[noise] * 5)
    assert len(first_pages(pdf.getvalue())) <= MOST_BYTES


def test_pictures_of_ours_have_an_address_only_for_people(desk: Desk) -> None:
    (calls,) = desk.parts.renderer.calls([Picture("picture:compiled/abc.jpg")], world.line_id("Malee"))
    assert str(calls[0]["originalContentUrl"]).endswith("/pictures/abc.jpg")
