"""A workbook sent to the bot: fetched, checked with its tables, answered with everything at once, published once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image
from sqlalchemy import Engine, func, select

from bot.line import Content, Refused
from bot.workbooks import Workbooks
from bot.writer import Writer
from handlers import retention
from handlers.form import publishing
from handlers.incoming import Media, TookBack
from handlers.replies import load
from handlers.rounds import opening
from models import Session, catalogue, compiled, jobs, standings, transaction
from models.jobs import Job
from models.outbox import Outbox
from models.people import Account
from models.sent_files import SentFile
from models.submissions import Submission
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk, lines_of

NOW = datetime.now(UTC) - timedelta(hours=1)
GOOD = [
    ("type", "name", "label", "constraint", "constraint_message"),
    ("text", "title", "ชื่อโครงการ", "", ""),
    ("integer", "people", "จำนวนคน", ". >= 0", "ขอเป็นจำนวนตั้งแต่ 0"),
]
BROKEN = [
    ("type", "name", "label", "relevant"),
    ("text", "title", "ชื่อโครงการ", ""),
    ("integer", "people", "จำนวนคน", "${titel} != ''"),
]
SCHOOLS = [("type", "name", "label"), ("select_one_from_file schools.csv", "school", "โรงเรียน")]


def workbook(rows: list[tuple[str, ...]], version: str = "1") -> bytes:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in rows:
        survey.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_id", "form_title", "version"))
    settings.append(("projects", "โครงการเด่น", version))
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


@pytest.fixture
def talk(engine: Engine) -> Talk:
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


def test_a_good_workbook_can_be_tried_and_published(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    assert "โครงการ.xlsx" in desk.send("โครงการ.xlsx", workbook(GOOD))[0]
    assert desk.read()[:2] == ["ตรวจแล้ว · โครงการเด่น", "2 ข้อ · ไม่พบจุดที่ต้องแก้"]
    assert any("ชื่อโครงการ" in line for line in talk.tap("ลองกรอก", "Malee"))
    talk.say("อบรมครู", "Malee")
    talk.say("12", "Malee")
    talk.say("จบการลอง", "Malee")
    talk.tap("เผยแพร่แบบ", "Malee")
    with Session(engine) as session:
        version = catalogue.newest_version(session, "projects")
        assert version is not None
        assert (version.state, version.version, version.questions) == ("open", "1", 2)
        assert session.scalar(select(func.count()).select_from(Submission)) == 0


def test_everything_wrong_is_told_at_once_and_nothing_is_published(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("โครงการ.xlsx", workbook(BROKEN))
    told = desk.read()
    assert told[0].startswith("ยังเผยแพร่ไม่ได้")
    assert any("แถว 3" in line and "titel" in line for line in told)
    assert talk.say("เผยแพร่แบบ", "Malee") == ["แบบนี้ยังมีจุดที่ต้องแก้ค่ะ แก้ในไฟล์แล้วส่งมาใหม่"]
    with Session(engine) as session:
        assert catalogue.newest_versions(session) == []


def test_a_missing_table_is_sent_after_its_workbook(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("โรงเรียน.xlsx", workbook(SCHOOLS))
    assert any("schools.csv" in line for line in desk.read())
    desk.send("schools.csv", "name,label\ns1,บ้านแม่สอด\ns2,บ้านดอย\n".encode())
    assert desk.read()[0].startswith("ตรวจแล้ว")
    talk.say("เผยแพร่แบบ", "Malee")
    with Session(engine) as session:
        version = catalogue.newest_version(session, "projects")
        assert version is not None
        assert set(catalogue.attachments(session, version.id)) == {"schools.csv"}
        assert publishing.form_of(session, version.id).nodes["/data/school"].type == "select_one"
    assert any("บ้านดอย" in line for line in _first_question(talk, engine))


def _first_question(talk: Talk, engine: Engine) -> list[str]:
    with transaction(engine) as session:
        opening.open_schedule(session, "projects", Once(datetime(2099, 1, 1, tzinfo=UTC)), None, talk.now, None)
    return talk.say("เริ่มกรอก")


def test_the_same_version_with_other_content_is_refused(talk: Talk) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("เผยแพร่แบบ", "Malee")
    desk.send("b.xlsx", workbook([*GOOD, ("text", "more", "เพิ่มเติม", "", "")]))
    desk.read()
    assert any("โปรดเปลี่ยน version" in line for line in talk.tap("เผยแพร่แบบ", "Malee"))


def test_a_file_that_is_gone_is_said_so(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", None)
    assert desk.read() == ["รับไฟล์ไม่ได้ค่ะ โปรดส่งใหม่อีกครั้ง"]
    with Session(engine) as session:
        assert set(session.scalars(select(Job.state))) == {"done"}


def test_an_officer_cannot_send_forms(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD), "Somchai")
    with Session(engine) as session:
        assert session.scalars(select(Job)).all() == []


def test_rows_sent_as_a_sheet_fill_a_repeat_after_a_look(talk: Talk, engine: Engine) -> None:
    with transaction(engine) as session:
        world.open_round(session, "rows", Once(datetime(2099, 1, 1, tzinfo=UTC)), NOW)
    desk = Desk(talk)
    talk.say("เริ่มกรอก")
    book = Workbook()
    assert book.active is not None
    for row in (("ชื่อโรงเรียน", "ขนาด", "นักเรียนชาย"), ("บ้านดอย", "เล็ก", 9), ("บ้านยาง", "ใหญ่", 120)):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    assert talk.stored() == []
    desk.send("โรงเรียน.xlsx", file.getvalue(), "Somchai")
    told = desk.read("Somchai")
    assert told[:3] == ["อ่านได้ 2 แถว ใช้ตามนี้ไหมคะ", "1. บ้านดอย · เล็ก · 9", "2. บ้านยาง · ใหญ่ · 120"]
    talk.tap("ใช้ตามนี้")
    assert talk.stored() == [
        "school/boys[1] 9", "school/boys[2] 120", "school/name[1] บ้านดอย", "school/name[2] บ้านยาง",
        "school/size[1] เล็ก", "school/size[2] ใหญ่",
    ]  # fmt: skip
    talk.hear(TookBack(message_of(engine)))  # the file is unsent: its rows go
    assert talk.stored() == []


def message_of(engine: Engine) -> str:
    with Session(engine) as session:
        return session.scalars(select(SentFile.line_message_id)).one()


def test_a_trial_is_in_no_list(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("ลองกรอก", "Malee")
    talk.say("อบรมครู", "Malee")
    with transaction(engine) as session:
        trial = session.scalars(select(Submission)).one()
        assert (trial.assignment_id, trial.trial_by) == (
            None,
            session.get_one(Account, world.line_id("Malee")).person_id,
        )
        round_ = world.open_round(session, "places", Once(datetime(2099, 1, 1, tzinfo=UTC)), NOW)
        assert [standing.begun for standing in standings.of_round(session, round_.id)] == [False, False]
        assert compiled.answers_by_whom(session, round_.id) == []
        assert catalogue.newest_version(session, "projects") is None
    with transaction(engine) as session:
        jobs.want(session, "form", "999", NOW)
    assert desk.read()[0].startswith("ตรวจแล้ว")  # a job about nothing is closed


def test_a_forgotten_trial_and_its_file_go_by_themselves(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("ลองกรอก", "Malee")
    talk.say("อบรมครู", "Malee")
    with transaction(engine) as session:
        retention.purge(session, NOW + timedelta(days=6))
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
        retention.purge(session, NOW + timedelta(days=31))
        assert session.scalar(select(func.count()).select_from(Submission)) == 0
        assert session.scalars(select(SentFile)).one().content is None
    assert not any("ชื่อโครงการ" in line for line in talk.say("สวัสดีค่ะ", "Malee"))


def plain_table(*lines: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("ชื่อแบบ", "ผลอบรม"), (), ("ข้อ", "ข้อความ", "ชนิดคำตอบ", "จำเป็น", "ตัวเลือก", "คอลัมน์ตาราง"), *lines):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_plain_thai_table_is_previewed_tried_and_published_as_any_form(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    lines = [
        ("1", "ชื่อหลักสูตร", "ข้อความ", "ใช่"),
        ("2", "ผล", "เลือกหนึ่ง", "ใช่", "ทำแล้ว\nยังไม่ทำ"),
        ("3", "โรงเรียน", "ตาราง", "", "", "ชื่อ; ครู (จำนวน)"),
    ]
    desk.send("ตาราง.xlsx", plain_table(*lines))
    told = desk.read()
    assert told[:6] == [
        "ตัวอย่าง · ผลอบรม", "3 ข้อ", "1 ชื่อหลักสูตร ข้อความ", "ต้องตอบ", "2 ผล เลือกหนึ่ง", "ต้องตอบ · ทำแล้ว / ยังไม่ทำ",
    ]  # fmt: skip
    assert "ตรวจแล้ว · ผลอบรม" in told
    assert any("ตัวอย่าง · ผลอบรม" in line for line in talk.say("ดูตัวอย่าง", "Malee"))
    assert any("1 ชื่อหลักสูตร" in line for line in talk.tap("ลองกรอก", "Malee"))
    talk.say("จบการลอง", "Malee")
    assert talk.tap("เผยแพร่แบบ", "Malee")[0].startswith("เผยแพร่ ผลอบรม")
    with Session(engine) as session:
        version = catalogue.newest_versions(session)[0]
        again = publishing.check(version.workbook)
        assert (again.problems, again.form and again.form.id) == ((), version.form_id)


def test_what_is_wrong_in_a_plain_table_is_told_by_its_own_rows(talk: Talk) -> None:
    desk = Desk(talk)
    desk.send("ตาราง.xlsx", plain_table(("1", "ชื่อ", "ข้อความม"), ("2", "ผล", "เลือกหนึ่ง")))
    assert [line.partition(":")[0] for line in desk.read() if "แถว" in line] == [
        "! แผ่นงาน Sheet แถว 4", "! แผ่นงาน Sheet แถว 5",
    ]  # fmt: skip


def test_a_workbook_that_is_neither_is_told_what_a_form_may_be_written_as(talk: Talk) -> None:
    desk = Desk(talk)
    book = Workbook()
    assert book.active is not None
    book.active.append(("รหัส", "ชื่อ"))
    file = BytesIO()
    book.save(file)
    desk.send("อื่น.xlsx", file.getvalue())
    assert any("แบบตัวอย่าง" in line for line in desk.read())


PICTURED = [
    ("type", "name", "label", "media::image"),
    ("text", "sign", "ป้ายว่าอะไร", "sign.png"),
    ("select_one c", "colour", "สีไหน", ""),
]
COLOURS = [
    ("list_name", "name", "label", "media::image"),
    ("c", "r", "แดง", "red.png"),
    ("c", "b", "น้ำเงิน", "blue.png"),
]


def pictured() -> bytes:
    book = load_workbook(BytesIO(workbook(PICTURED)))
    sheet = book.create_sheet("choices")
    for row in COLOURS:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def png(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


def test_pictures_sent_after_a_form_are_kept_and_stand_with_its_questions(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("ป้าย.xlsx", pictured())
    assert [line.split()[1] for line in desk.read() if line.startswith("ยังไม่มีภาพ")] == [
        "sign.png",
        "red.png",
        "blue.png",
    ]
    desk.send("red.png", png("red"))
    desk.send("Blue.PNG", png("blue"))
    told = desk.read()
    assert len([line for line in told if line.startswith("ยังไม่มีภาพ")]) == 1, "of two sent together the last one tells"
    desk.shelf.contents["photo"] = png("white")
    assert "sign.png" in talk.hear(Media("image", "photo"), "Malee")[0], "a photo has no name: the one that is wanting"
    assert desk.read()[1] == "2 ข้อ · ไม่พบจุดที่ต้องแก้"
    assert "(ภาพ sign.png)" in talk.tap("ลองกรอก", "Malee")
    assert any("[1. แดง (ภาพ)] [2. น้ำเงิน (ภาพ)]" in line for line in talk.say("หยุด", "Malee"))
    assert any("สีไหน แดง" in line for line in talk.say("1", "Malee"))
    talk.say("เผยแพร่แบบ", "Malee")
    with Session(engine) as session:
        version = catalogue.newest_version(session, "projects")
        assert version is not None
        assert set(version.illustrations) == {"sign.png", "red.png", "blue.png"}


def test_a_photo_is_a_forms_only_where_one_is_wanting_and_no_report_is_open(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.hear(Media("image", "photo"), "Malee")
    with Session(engine) as session:
        assert session.scalars(select(SentFile.purpose)).all() == ["form"]
